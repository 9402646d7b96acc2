"""Pictures: names that neither overlap nor are cut, Russian topics, and what a picture looks like."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import ruanalyze as ra

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")
from matplotlib import pyplot as plt  # noqa: E402

from ruanalyze import plots  # noqa: E402

DATA = Path(__file__).parent.parent / "data"
ALL: dict[str, Any] = {
    "topics_over_time": plots.topics_over_time,
    "top": plots.top,
    "topics_by_region": plots.topics_by_region,
    "together": plots.together,
    "places": plots.places,
    "dates": lambda x: plots.dates(x, n=10),
}


@pytest.fixture(scope="module")
def tagged() -> pd.DataFrame:
    frame = pd.read_json(DATA / "archive.jsonl.gz", lines=True)
    return ra.tag(frame.head(100), published="published")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.mark.parametrize("name", ALL)
def test_texts_stay_inside_and_every_letter_has_a_glyph(name: str, tagged: pd.DataFrame) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph")
        ax = ALL[name](tagged)
        figure = ax.figure
        figure.canvas.draw()
    for text in [ax.title, *ax.texts, *_ticks(ax)]:
        box = text.get_window_extent()
        if text.get_visible() and text.get_text() and ax.axison | (text in ax.texts):
            assert box.x0 >= -1 and box.x1 <= figure.bbox.x1 + 1, text.get_text()  # noqa: PT018
            assert box.y0 >= -1 and box.y1 <= figure.bbox.y1 + 1, text.get_text()  # noqa: PT018


def _ticks(ax: Any) -> list[Any]:
    """The tick labels that are drawn: those whose tick lies inside the view."""
    made = []
    for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        made += [t.label1 for t in axis.get_major_ticks() if low <= t.get_loc() <= high]
    return made


def test_names_on_the_map_do_not_overlap(tagged: pd.DataFrame) -> None:
    ax = plots.places(tagged, labels=30)
    ax.figure.canvas.draw()
    boxes = [t.get_window_extent() for t in ax.texts]
    assert len(boxes) > 3
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


def test_topics_are_named_in_russian(tagged: pd.DataFrame) -> None:
    labels = plots.topics_over_time(tagged).get_legend_handles_labels()[1]
    assert labels
    assert not any(label.isascii() for label in labels)


def test_a_picture_is_as_it_was() -> None:
    """Ink by cell of an 8 by 8 grid, with room for another font renderer."""
    frame = pd.DataFrame(
        {"id": ["a", "b", "c"], "people": [["Иван Ежов", "Пётр Ли"], ["Иван Ежов"], ["Анна Седова"]]}
        | {k: [[]] * 3 for k in ("organizations", "places", "officials", "dates", "mentions")}
        | {"url": [None] * 3, "published": [None] * 3, "topic": [None] * 3}
    )
    figure = plots.top(frame, "people").figure
    figure.set_dpi(80)
    figure.canvas.draw()
    ink = 1 - np.asarray(figure.canvas.buffer_rgba())[..., :3].mean(axis=2) / 255
    cells = [[c.mean() for c in np.array_split(row, 8, axis=1)] for row in np.array_split(ink, 8)]
    assert np.abs(np.round(cells, 2) - np.array(INK)).max() <= 0.12


def test_nothing_to_draw_is_told() -> None:
    with pytest.raises(ra.InputError, match="nothing to draw"):
        plots.places([])


# fmt: off
INK = [
    [0.0, 0.0, 0.0, 0.0, 0.08, 0.0, 0.0, 0.0],
    [0.06, 0.37, 0.4, 0.4, 0.4, 0.4, 0.4, 0.26],
    [0.05, 0.4, 0.44, 0.44, 0.34, 0.29, 0.29, 0.19],
    [0.14, 0.54, 0.58, 0.58, 0.22, 0.0, 0.0, 0.0],
    [0.06, 0.43, 0.46, 0.46, 0.18, 0.0, 0.0, 0.0],
    [0.02, 0.31, 0.33, 0.33, 0.16, 0.06, 0.06, 0.06],
    [0.01, 0.07, 0.06, 0.04, 0.04, 0.05, 0.06, 0.04],
    [0.0, 0.0, 0.0, 0.0, 0.13, 0.0, 0.0, 0.0],
]
# fmt: on
