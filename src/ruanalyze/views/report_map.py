"""The map of a report: an SVG drawing of settlements over the towns of the gazetteer, sized by pages."""

from __future__ import annotations

import math
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.views.html_words import number, plural
from ruanalyze.views.map_ground import degrees, frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ruanalyze.views.map_ground import Floats, Frame
    from ruanalyze.views.report import PlaceDot

__all__ = ["map_svg"]

_WIDTH: Final = 1000.0
_HEIGHT: Final = (320.0, 680.0)  # least and most
_RADII: Final = (2.5, 15.0)
_LABELS: Final = (("wide", 13.0, 24), ("narrow", 34.0, 7))  # class, size of letters, how many at most
_LETTER: Final = 0.64  # mean width of a letter, in its size


class _Box(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: _Box) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


class _Sheet:
    """From the plane of the projection to units of the drawing, y down."""

    def __init__(self, view: Frame) -> None:
        west, east, south, north = view.corners()
        self.view = view
        self._west, self._north = west, north
        self._scale = _WIDTH / (east - west)
        height = (north - south) * self._scale
        if height > _HEIGHT[1]:  # narrow land: smaller, in the middle
            self._scale *= _HEIGHT[1] / height
            self._west -= (_WIDTH / self._scale - (east - west)) / 2
        self.height = min(_HEIGHT[1], max(_HEIGHT[0], height))
        self._north += max(0.0, _HEIGHT[0] - height) / 2 / self._scale

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the drawing can be seen."""
        return 0 <= x <= _WIDTH and 0 <= y <= self.height

    def place(self, x: Floats, y: Floats) -> tuple[list[float], list[float]]:
        """Units from the upper left corner."""
        return ((x - self._west) * self._scale).tolist(), ((self._north - y) * self._scale).tolist()

    def put(self, lon: Sequence[float], lat: Sequence[float]) -> tuple[list[float], list[float]]:
        """The same for degrees."""
        return self.place(*self.view.plane(lon, lat))


def map_svg(dots: Sequence[PlaceDot]) -> str:
    """The drawing and what it shows; empty without dots. `dots`: the most frequent first."""
    if not dots:
        return ""
    sheet = _Sheet(frame([d.lon for d in dots], [d.lat for d in dots]))
    xs, ys = sheet.put([d.lon for d in dots], [d.lat for d in dots])
    most = max(d.documents for d in dots)
    low, high = _RADII
    radii = [low + (high - low) * math.sqrt(d.documents / most) for d in dots]
    circles = [
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}">'
        f"<title>{escape(d.name)}: {_pages(d.documents)}</title></circle>"
        for d, x, y, r in zip(dots, xs, ys, radii, strict=True)
    ]
    names = [_names(dots, xs, ys, radii, sheet.height, *kind) for kind in _LABELS]
    drawn = "".join([_ground(sheet), _graticule(sheet), *circles, *names])
    return (
        f'<svg class="map" viewBox="0 0 {_WIDTH:.0f} {sheet.height:.0f}" role="img" aria-label="Карта упомянутых мест">'
        f'{drawn}</svg><p class="soft">Площадь круга растёт с числом страниц. '
        "Серые точки: населённые пункты по GeoNames. "
        f"Карта: {sheet.view.name}. Страны и регионы не точки: они в таблице.</p>"
    )


def _pages(count: int) -> str:
    return f"{number(count)} {plural(count, 'страница', 'страницы', 'страниц')}"


def _ground(sheet: _Sheet) -> str:
    """The towns, one dot a cell of three units."""
    points = zip(*sheet.place(*sheet.view.towns()), strict=True)
    cells = {(round(x / 3) * 3, round(y / 3) * 3) for x, y in points if sheet.holds(x, y)}
    return f'<path class="town" d="{"".join(f"M{x} {y}h0" for x, y in sorted(cells))}"/>'


def _graticule(sheet: _Sheet) -> str:
    """Meridians and parallels, each with its degrees where it enters the drawing: from below, from the left."""
    lines, words = [], []
    meridians, parallels = sheet.view.graticule()
    for across, side, grid in ((True, ("в. д.", "з. д."), meridians), (False, ("с. ш.", "ю. ш."), parallels)):
        for degree, x, y in grid:
            runs = _runs([p if sheet.holds(*p) else None for p in zip(*sheet.place(x, y), strict=True)])
            lines += ["M" + "L".join(f"{a:.0f} {b:.0f}" for a, b in run[::4] + run[-1:]) for run in runs]
            if runs and (left := runs[0][0][0] + 4) < _WIDTH - 60 and (top := runs[0][0][1] - 5) > 12:
                told = degrees((degree + 180) % 360 - 180 if across else degree, *side)
                words.append(f'<text class="degree wide" x="{left:.0f}" y="{top:.0f}">{told}</text>')
    return f'<path class="grid" d="{"".join(lines)}"/>' + "".join(words)


def _runs(points: Iterable[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The stretches of a line that lie inside; None is a point outside."""
    grouped = groupby(points, key=lambda p: p is None)
    return [run for outside, some in grouped if not outside and len(run := [p for p in some if p is not None]) > 1]


def _names(
    dots: Sequence[PlaceDot],
    xs: Sequence[float],
    ys: Sequence[float],
    radii: Sequence[float],
    height: float,
    kind: str,
    size: float,
    most: int,
) -> str:
    """Names beside their dots, the most frequent first; one that would lie on another name or outside is left out."""
    taken: list[_Box] = []
    made: list[str] = []
    for dot, x, y, r in zip(dots, xs, ys, radii, strict=True):
        if len(made) == most:
            break
        wide = _LETTER * size * len(dot.name)
        beside = ((x + r + 3, y - size / 2), (x - r - 3 - wide, y - size / 2))
        above = ((x - wide / 2, y - r - size - 2), (x - wide / 2, y + r + 2))
        for left, top in (*beside, *above):
            box = _Box(left, top, left + wide, top + size * 1.15)
            inside = box.x0 >= 0 and box.x1 <= _WIDTH and box.y0 >= 0 and box.y1 <= height
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                made.append(f'<text x="{left:.1f}" y="{top + size * 0.85:.1f}">{escape(dot.name)}</text>')
                break
    return f'<g class="names {kind}" font-size="{size:.0f}">{"".join(made)}</g>'
