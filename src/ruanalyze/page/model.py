"""The line model: two logistic regressions over the features of a line. A table of weights at run time."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ruanalyze.page.features import FEATURES, Tables, tables, totals
from ruanalyze.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.page.lines import Line

__all__ = ["Model", "is_post", "joined", "load", "score_lines"]

_PATH: Final = RESOURCES / "page.model.json"


class Model(NamedTuple):
    """Two regressions over the joint features in one: real parts are the first's, imaginary ones the second's.

    The first: is the line between the first and the last line of the article's text? The second: is it the text itself?
    One addition serves both.
    """

    intercept: complex
    weights: Tables


def joined(intercepts: Sequence[float], inside: Sequence[float], text: Sequence[float]) -> Model:
    """The model by two intercepts and by FEATURES weights for each of the two questions."""
    return Model(complex(*intercepts), tables(np.array(inside) + 1j * np.array(text)))


@lru_cache(maxsize=1)
def load() -> Model:
    """The weights as training/pages.py wrote them."""
    raw = json.loads(_PATH.read_text("utf-8"))
    inside, text = raw["inside"], raw["text"]
    if not len(inside["weights"]) == len(text["weights"]) == FEATURES:
        raise ValueError(f"{_PATH.name} does not fit the code's {FEATURES} features: run training/pages.py")
    return joined((inside["intercept"], text["intercept"]), inside["weights"], text["weights"])


def is_post(low: str) -> bool:
    """Does the text have marks of a messenger: **bold**, __slanted__, [a link](https://example.ru)?"""
    # One character is found faster than two.
    return ("*" in low and "**" in low) or ("_" in low and "__" in low) or ("]" in low and "](http" in low)


def score_lines(lines: list[Line], low: str) -> None:
    """Set `inside` and `score` of every line: the log-odds of the two questions, before any hint of markup.

    low: the page in lower case.
    """
    for line, both in zip(lines, totals(lines, is_post(low), *load()), strict=True):
        line.inside, line.score = both.real, both.imag
