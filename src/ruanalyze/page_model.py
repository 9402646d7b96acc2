"""The line model: two logistic regressions over the types of a line and its neighbours. Plain lists at run time."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.page_lines import FEATURES, features

if TYPE_CHECKING:
    from ruanalyze.page_lines import Line

__all__ = ["Model", "load", "score_lines"]

_PATH: Final = Path(__file__).parent / "resources" / "page.model.json"


class Model(NamedTuple):
    """Two regressions over the same features, an intercept and one weight a feature each.

    `inside`: is the line between the first and the last line of the article's text? `text`: is it the text itself?
    """

    inside: tuple[float, list[float]]
    text: tuple[float, list[float]]


@lru_cache(maxsize=1)
def load() -> Model:
    """The weights as training/pages.py wrote them."""
    raw = json.loads(_PATH.read_text("utf-8"))
    parts = [(float(raw[k]["intercept"]), [float(w) for w in raw[k]["weights"]]) for k in Model._fields]
    if any(len(w) != FEATURES for _, w in parts):
        raise ValueError(f"{_PATH.name} does not fit the code's {FEATURES} features: run training/pages.py")
    return Model(*parts)


def score_lines(lines: list[Line]) -> None:
    """Set `inside` and `score` of every line: the log-odds of the two questions, before any hint of markup."""
    model = load()
    a, inside = model.inside
    b, text = model.text
    for line, active in zip(lines, features(lines), strict=True):
        x, y = a, b
        for f in active:
            x += inside[f]
            y += text[f]
        line.inside, line.score = x, y
