"""Date phrases and their calendar values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruanalyze.doc import DateRef

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ruanalyze.doc import Sentence

__all__ = ["find_dates"]

_YEAR = re.compile(r"\b((?:19|20)\d\d)\s?(?:г\b\.?|год[ауе]?\b)")  # "в 2003 году"


def find_dates(
    text: str, sentences: Sequence[Sentence], published: dt.datetime | dt.date | None = None
) -> tuple[DateRef, ...]:
    """The calendar expressions of the sentences, resolved against the publication date."""
    return tuple(
        DateRef(m.start(), m.end(), m[0], m[1], "year", "dates:year")
        for s in sentences
        for m in _YEAR.finditer(text, s.start, s.end)
    )
