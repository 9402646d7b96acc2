"""What maps stand on: a projection that fits the places, its graticule, and the towns of the gazetteer as an outline.

The towns show where land and borders run without a coastline drawn by somebody else. Both projections keep areas true:
Albers' conic where the places lie in one hemisphere, Equal Earth (Šavrič, Patterson, Jenny 2018) for the world.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from ruanalyze.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Frame", "country_names", "degrees", "frame"]

_GAZETTEER: Final = RESOURCES / "places.npz"
_COUNTRY, _CITY, _VILLAGE = 0, 3, 5  # positions of the kinds in the gazetteer
_PAD: Final = 0.12  # of the window's width, and two degrees at least
_CONIC: Final = 190.0  # degrees of longitude that a cone still shows well


class Frame(NamedTuple):
    """A window on the globe: degrees, and how they become a plane whose unit is the globe's radius, north up."""

    west: float  # degrees; east is greater, beyond 180 where the window crosses the date line
    east: float
    south: float
    north: float
    parallels: tuple[float, float] | None  # Albers' standard parallels; None: Equal Earth

    @property
    def middle(self) -> float:
        """The central meridian."""
        return (self.west + self.east) / 2

    @property
    def name(self) -> str:
        """What the projection is, in Russian."""
        if self.parallels is None:
            return "равновеликая проекция Equal Earth"
        first, second = (degrees(round(p), "с. ш.", "ю. ш.") for p in self.parallels)
        return f"равновеликая коническая проекция Альберса (параллели {first} и {second})"

    def plane(self, lon: Any, lat: Any) -> tuple[Floats, Floats]:
        """Longitudes and latitudes in degrees to x and y.

        >>> view = frame([37.6, 39.7], [55.8, 54.6])
        >>> x, y = view.plane([37.6, 39.7], [55.8, 54.6])
        >>> bool(x[0] < x[1]), bool(y[0] > y[1])
        (True, True)
        """
        turned = np.radians(_turned(np.asarray(lon, float), self.middle - 180) - self.middle)
        tilt = np.radians(np.asarray(lat, float))
        return _equal_earth(turned, tilt) if self.parallels is None else _albers(turned, tilt, self.parallels)

    def corners(self) -> tuple[float, float, float, float]:
        """The rectangle of the plane around the window: least and greatest x, least and greatest y."""
        lon, lat = np.linspace(self.west, self.east, 40), np.linspace(self.south, self.north, 40)
        sides = [
            self.plane(lon, np.full(40, self.south)),
            self.plane(lon, np.full(40, self.north)),
            self.plane(np.full(40, self.west), lat),
            self.plane(np.full(40, self.east), lat),
        ]
        xs, ys = (np.concatenate([side[i] for side in sides]) for i in (0, 1))
        return float(xs.min()), float(xs.max()), float(ys.min()), float(ys.max())

    def graticule(self) -> tuple[list[tuple[int, Floats, Floats]], list[tuple[int, Floats, Floats]]]:
        """Meridians and parallels at round degrees, each with its x and y, as far as a sheet's corners may show."""
        west, east, south, north = self._around()
        across, up = _step((self.east - self.west) / 10), _step((self.north - self.south) / 5)
        rises, runs = np.linspace(south, north, 200), np.linspace(west, east, 200)
        meridians = [(lon, *self.plane(np.full(200, lon), rises)) for lon in _round_between(west, east, across)]
        parallels = [(lat, *self.plane(runs, np.full(200, lat))) for lat in _round_between(south, north, up)]
        return meridians, parallels

    def towns(self) -> tuple[Floats, Floats]:
        """x and y of the gazetteer's settlements in and around the window."""
        with np.load(_GAZETTEER, allow_pickle=False) as z:
            kind, lat, lon = (z[k] for k in ("kind", "lat", "lon"))
        west, east, south, north = self._around()
        lon = _turned(lon.astype(float), self.middle - 180)
        inside = (kind >= _CITY) & (kind <= _VILLAGE) & (lat > south) & (lat < north) & (lon > west) & (lon < east)
        return self.plane(lon[inside], lat[inside])

    def _around(self) -> tuple[float, float, float, float]:
        """West, east, south and north with what the corners of a sheet show beside a cone."""
        if self.parallels is None:
            return self.west, self.east, max(-90.0, self.south), min(90.0, self.north)
        far = min(40.0, 179.0 - (self.east - self.west) / 2)
        return self.west - far, self.east + far, max(-85.0, self.south - 25), min(85.0, self.north + 25)


def frame(lon: Iterable[float], lat: Iterable[float]) -> Frame:
    """The smallest window around the places, given in degrees, with a margin, and the projection that suits it.

    >>> frame([37.6, 135.1], [55.8, 48.5]).name
    'равновеликая коническая проекция Альберса (параллели 49° с. ш. и 56° с. ш.)'
    >>> frame([37.6, -58.4], [55.8, -34.6]).name
    'равновеликая проекция Equal Earth'
    """
    lats, west, width = list(lat), *_window(sorted(x % 360 for x in lon))
    pad = max(2.0, _PAD * width)
    west, east = west - pad, west + width + pad
    if west > 180:
        west, east = west - 360, east - 360
    rise = max(1.5, _PAD * (max(lats) - min(lats)))
    south, north = max(-90.0, min(lats) - rise), min(90.0, max(lats) + rise)
    if east - west > _CONIC or south < 0 < north:
        half = min(180.0, (east - west) / 2)
        return Frame((west + east) / 2 - half, (west + east) / 2 + half, south, north, None)
    sixth = (north - south) / 6
    return Frame(west, east, south, north, (south + sixth, north - sixth))


def degrees(value: int, plus: str, minus: str) -> str:
    """A round degree with its side: "60° с. ш."."""
    return "0°" if value == 0 else f"{abs(value)}° {plus if value > 0 else minus}"


@cache
def country_names() -> dict[str, str]:
    """Russian names of countries by their ISO 3166-1 code.

    >>> country_names()["KZ"]
    'Казахстан'
    """
    with np.load(_GAZETTEER, allow_pickle=False) as z:
        names = z["names"].tobytes().decode().split("\n")
        codes = z["countries"].tobytes().decode().split("\n")
        chosen = np.flatnonzero(z["kind"] == _COUNTRY)
        listed = zip(z["country"][chosen].tolist(), z["place_name"][chosen].tolist(), strict=True)
    made: dict[str, str] = {}
    for code, name in listed:
        made.setdefault(codes[code], names[name])
    return made


def _window(lons: Sequence[float]) -> tuple[float, float]:
    """West end and width of the shortest arc that holds all longitudes (sorted, 0 to 360), after the widest gap."""
    gaps = [(lons[i] - lons[i - 1]) % 360 for i in range(len(lons))]
    if max(gaps) == 0:
        return lons[0], 0.0
    at = gaps.index(max(gaps))
    return lons[at], 360.0 - gaps[at]


def _turned(lon: Floats, west: float) -> Floats:
    """Longitudes counted from `west` on, so that none lies a whole turn away."""
    return west + (lon - west) % 360


def _albers(lon: Floats, lat: Floats, parallels: tuple[float, float]) -> tuple[Floats, Floats]:
    """Albers' equal-area conic on the sphere (Snyder 1987, p. 100)."""
    first, second = map(math.radians, parallels)
    n = (math.sin(first) + math.sin(second)) / 2
    c = math.cos(first) ** 2 + 2 * n * math.sin(first)
    rho = np.sqrt(np.maximum(c - 2 * n * np.sin(lat), 0)) / n
    base = math.sqrt(max(c - 2 * n * math.sin((first + second) / 2), 0)) / n
    return rho * np.sin(n * lon), base - rho * np.cos(n * lon)


def _equal_earth(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """The polynomial of Šavrič, Patterson and Jenny (2018), equations 8 to 10."""
    a, b, c, d = 1.340264, -0.081106, 0.000893, 0.003796
    root = math.sqrt(3)
    theta = np.arcsin(root / 2 * np.sin(lat))
    s = theta**2
    slope = 9 * d * s**4 + 7 * c * s**3 + 3 * b * s + a
    return 2 * root * lon * np.cos(theta) / (3 * slope), theta * (d * s**4 + c * s**3 + b * s + a)


def _step(wanted: float) -> int:
    """The round number of degrees that is nearest above what is wanted."""
    return next((s for s in (1, 2, 5, 10, 20, 30) if s >= wanted), 40)


def _round_between(low: float, high: float, step: int) -> range:
    return range(math.ceil(low / step) * step, math.floor(high) + 1, step)
