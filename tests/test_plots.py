"""Pictures: names that neither overlap nor are cut, Russian topics, and what a picture looks like."""

from __future__ import annotations

import itertools
import json
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


def test_a_year_is_named_below_its_bar(tagged: pd.DataFrame) -> None:
    ax = plots.topics_over_time(tagged, freq="Y")
    ax.figure.canvas.draw()
    bars = ax.containers[0]
    names = [t.get_text() for t in ax.get_xticklabels()]
    assert names == [str(year) for year in range(2015, 2025)]
    for tick, bar in zip(ax.get_xticks(), bars, strict=True):
        assert tick == pytest.approx(bar.get_x() + bar.get_width() / 2, abs=1)  # a day


def fixed() -> pd.DataFrame:
    """A small tagged frame of invented people that no model touches."""
    where = [("Саратовская область", "RU-SAR", 51.5, 46.0), ("Томская область", "RU-TOM", 56.5, 85.0)]
    rows = []
    for i in range(12):
        name, code, lat, lon = where[i % 3 == 0]
        place = {"name": name, "kind": "region", "region": name, "region_code": code, "country": "RU"}
        town = {"name": "Вольск" if i % 2 else "Томск", "kind": "city", "region": name, "region_code": code}
        some = {"country": "RU", "lat": lat + i / 5, "lon": lon, "geonames_id": i}
        rows.append(
            {
                "id": str(i),
                "url": None,
                "published": pd.Timestamp(2020 + i // 4, 1 + i, 3),
                "topic": ("crime", "education", "economy")[i % 3],
                "people": [["Иван Ежов", "Пётр Ли"], ["Иван Ежов", "Анна Седова"], ["Анна Седова"]][i % 3],
                "places": [place | {"lat": None, "lon": None, "geonames_id": None}, town | some],
                "dates": [{"text": f"{i + 1} мая 2021 года", "value": f"2021-05-{i + 1:02}"}],
                "organizations": [],
                "officials": [
                    {"name": ["Иван Ежов", "Анна Седова"][i % 2], "post": "губернатор", "body": None}
                    | {"territory": name, "status": "current", "level": "regional"}
                ],
                "mentions": [],
            }
        )
    return pd.DataFrame(rows)


def ink(figure: Any) -> list[list[float]]:
    """Ink by cell of an 8 by 8 grid."""
    figure.set_dpi(80)
    figure.canvas.draw()
    dark = 1 - np.asarray(figure.canvas.buffer_rgba())[..., :3].mean(axis=2) / 255
    cells = [[c.mean() for c in np.array_split(row, 8, axis=1)] for row in np.array_split(dark, 8)]
    return [[round(float(x), 2) for x in row] for row in cells]


@pytest.mark.parametrize("name", ALL)
def test_a_picture_is_as_it_was(name: str) -> None:
    """With room for another font renderer; to renew: write `ink` of each plot to tests/data/plots.json."""
    before = json.loads((Path(__file__).parent / "data" / "plots.json").read_text("utf8"))[name]
    assert np.abs(np.array(ink(ALL[name](fixed()).figure)) - np.array(before)).max() <= 0.08


def test_nothing_to_draw_is_told() -> None:
    with pytest.raises(ra.InputError, match="nothing to draw"):
        plots.places([])
