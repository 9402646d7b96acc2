"""Options: every setting of an analysis, in one frozen object."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from ruanalyze.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["STEPS", "ModelName", "Options", "PageKind", "Step"]

ModelName: TypeAlias = Literal["fast", "accurate", "natasha"]
PageKind: TypeAlias = Literal["auto", "page", "html", "article"]
Step: TypeAlias = Literal["entities", "roles", "dates", "topics", "keywords"]
STEPS: Final[tuple[Step, ...]] = get_args(Step)
_NEEDS: Final[dict[Step, Step]] = {"roles": "entities"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to compute, and how.

    model: the tagger. "fast" is the default; "accurate" is a transformer; "natasha" is the baseline.
    page: what a source is. "auto" decides by looking; "page" is the text of a scraped page; "html" is markup;
        "article" means that all of the text is the article.
    steps: the optional steps to run; page, sentences, tokens and lemmas always run. Asking a `Doc` for a step
        that was left out raises `StepSkipped`. "roles" needs "entities".
    gazetteer: own persons, organizations and places, each a mapping with `kind` ("PER", "ORG", "LOC"), `name`, and
        optionally `aliases` (a list) and `id`; or the path of a CSV or JSON file of such. They win over the model.
    topics: the folder of an own topic model made by `TopicClassifier.save`; None is the shipped one.
    home_region: the ISO 3166-2 code ("RU-SAR") of the region that a source is about when its text does not say.
    timezone: an IANA name ("Europe/Saratov"); makes publication times aware. None leaves them as printed.
    threads: of ONNX Runtime in one analysis by the accurate model; the fast one has one. numpy's own are set by
        OMP_NUM_THREADS before Python starts; worker processes have one of each.

    >>> Options(model="fast", steps=("entities",)).steps
    ('entities',)
    >>> Options(steps=("entites",))
    Traceback (most recent call last):
    ruanalyze.errors.OptionError: no step 'entites': choose from entities, roles, dates, topics, keywords
    """

    model: ModelName = "fast"
    page: PageKind = "auto"
    steps: tuple[Step, ...] = STEPS
    gazetteer: tuple[Mapping[str, Any], ...] | str | Path | None = None
    topics: str | Path | None = None
    home_region: str | None = None
    timezone: str | None = None
    threads: int = 1

    def __post_init__(self) -> None:
        _check("model", self.model, get_args(ModelName))
        _check("page", self.page, get_args(PageKind))
        if isinstance(self.steps, str) or not isinstance(self.steps, Iterable):
            raise OptionError(f"steps={self.steps!r}: give a tuple of steps, of {', '.join(STEPS)}")
        object.__setattr__(self, "steps", tuple(self.steps))
        for step in self.steps:
            _check("step", step, STEPS)
            if step in _NEEDS and _NEEDS[step] not in self.steps:
                raise OptionError(f"step {step!r} needs {_NEEDS[step]!r}: add it to steps")
        if isinstance(self.gazetteer, list):
            object.__setattr__(self, "gazetteer", tuple(self.gazetteer))
        if not isinstance(self.gazetteer, (tuple, str, Path, type(None))):
            raise OptionError(
                f"gazetteer={self.gazetteer!r}: give a list of mappings, or the path of a CSV or JSON file"
            )
        if self.home_region is not None and not isinstance(self.home_region, str):
            raise OptionError(f"home_region={self.home_region!r}: give an ISO 3166-2 code such as 'RU-SAR'")
        if not isinstance(self.threads, int) or isinstance(self.threads, bool) or self.threads < 1:
            raise OptionError(f"threads={self.threads!r}: give a whole number from 1")
        if self.timezone is not None:
            try:
                zoneinfo.ZoneInfo(self.timezone)
            except (TypeError, ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as e:
                raise OptionError(f"no time zone {self.timezone!r}: give an IANA name such as 'Europe/Moscow'") from e


def _check(what: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise OptionError(f"no {what} {value!r}: choose from {', '.join(choices)}")
