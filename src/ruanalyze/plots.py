"""Pictures of a tagged archive or a Doc, by matplotlib (extra `plots`); every function returns the Axes.

`x` is what the long tables take: Docs, a tagged frame, or the path of tagged Parquet.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from ruanalyze.errors import InputError
from ruanalyze.table import dates_table, entities_table, officials_table, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["dates", "places", "together", "top", "topics_by_region", "topics_over_time"]

#: Okabe and Ito's colours, told apart by the colour-blind; a ninth topic is "the rest".
COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7f7f7f")
_WIDTH: Final = 8.0

Kind = Literal["officials", "people", "organizations", "places"]
_KINDS: Final[dict[str, str]] = {"people": "PER", "organizations": "ORG", "places": "LOC"}

#: where a name may stand: offset in points, and which of its sides is there
_BESIDE: Final = (
    (6, 3, "left", "bottom"),
    (-6, 3, "right", "bottom"),
    (6, -3, "left", "top"),
    (-6, -3, "right", "top"),
    (0, 9, "center", "bottom"),
    (0, -9, "center", "top"),
)
_TITLES: Final = {
    "officials": "Официальные лица",
    "people": "Люди",
    "organizations": "Организации",
    "places": "Места",
}


def topics_over_time(x: Any, *, freq: str = "MS", ax: Axes | None = None) -> Axes:
    """Documents a period, stacked by topic. freq: a pandas offset ("D", "W", "MS", "YS")."""
    import pandas as pd

    documents = _documents(x).dropna(subset=["published", "topic"])
    _need(documents, "no document has both a date and a topic")
    documents["topic"] = documents["topic"].replace(_labels())
    order = documents["topic"].value_counts().index[: len(COLOURS) - 1]
    named = documents["topic"].where(documents["topic"].isin(order), "остальные")
    table = documents.groupby([pd.Grouper(key="published", freq=freq), named]).size().unstack(fill_value=0)
    table = table[[t for t in [*order, "остальные"] if t in table]]
    ax = _axes(ax, 4.0)
    ax.stackplot(table.index, table.T.to_numpy(), labels=list(table.columns), colors=COLOURS, linewidth=0)
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    ax.set(ylabel="документов", title="Темы по времени")
    return _done(ax)


def top(x: Any, kind: Kind = "officials", *, n: int = 15, ax: Axes | None = None) -> Axes:
    """The most frequent officials, people, organizations or places, by documents."""
    if kind == "officials":
        table = officials_table(x)
        names = table["name"] + ", " + table["post"]
    elif kind in _KINDS:
        table = entities_table(x)
        table = table[table["kind"] == _KINDS[kind]]
        names = table["name"]
    else:
        raise InputError(f"no kind {kind!r}: choose from officials, {', '.join(_KINDS)}")
    counts = names.groupby([table["id"], names]).size().groupby(level=1).size().sort_values(ascending=False)[:n][::-1]
    _need(counts, f"no {kind} in the documents")
    ax = _axes(ax, 0.8 + 0.28 * len(counts))
    bars = ax.barh(list(counts.index), counts.to_numpy(), color=COLOURS[0])
    ax.bar_label(bars, padding=3)
    ax.set(xlabel="документов", title=_TITLES[kind])
    return _done(ax)


def topics_by_region(x: Any, *, n: int = 12, ax: Axes | None = None) -> Axes:
    """Topics of the documents that name a Russian region, as shares of the region's documents."""
    table = entities_table(x).dropna(subset=["region", "topic"])
    table = table[table["country"] == "RU"].drop_duplicates(["id", "region"])
    _need(table, "no document with a topic names a Russian region")
    table["topic"] = table["topic"].replace(_labels())
    regions = table["region"].value_counts().index[:n]
    shares = table[table["region"].isin(regions)].groupby(["region", "topic"]).size().unstack(fill_value=0)
    shares = shares.loc[regions[::-1], shares.sum().sort_values(ascending=False).index]
    shares = shares.div(shares.sum(axis=1), axis=0)
    ax = _axes(ax, 1.8 + 0.3 * len(shares))
    image = ax.imshow(shares.to_numpy(), aspect="auto", cmap="Blues", vmin=0)
    ax.set_xticks(range(len(shares.columns)), list(shares.columns), rotation=45, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(shares)), list(shares.index))
    ax.figure.colorbar(image, ax=ax, label="доля документов")
    ax.set_title("Темы по регионам")
    return _done(ax)


def together(x: Any, *, n: int = 20, ax: Axes | None = None) -> Axes:
    """Who appears with whom: the n most frequent people on a circle, a line for each pair that shares documents."""
    table = entities_table(x)
    table = table[table["kind"] == "PER"]
    groups = [sorted(set(names)) for _, names in table.groupby("id")["name"]]
    counts = Counter(name for names in groups for name in names)
    names = [name for name, _ in counts.most_common(n)]
    _need(names, "no people in the documents")
    pairs = Counter(p for some in groups for p in itertools.combinations([s for s in some if s in set(names)], 2))
    angle = {name: 2 * math.pi * i / len(names) for i, name in enumerate(names)}
    ax = _axes(ax, _WIDTH)
    most = max(pairs.values(), default=1)
    for (a, b), count in pairs.items():
        xs, ys = zip(*((math.cos(angle[k]), math.sin(angle[k])) for k in (a, b)), strict=True)
        ax.plot(xs, ys, color=COLOURS[0], alpha=0.25 + 0.6 * count / most, linewidth=0.7 + 3 * count / most, zorder=1)
    for name in names:
        c, s = math.cos(angle[name]), math.sin(angle[name])
        ax.scatter(c, s, s=20 + 80 * counts[name] / counts[names[0]], color=COLOURS[1], zorder=2)
        turn = math.degrees(angle[name])
        flip = c < 0
        ax.text(
            1.06 * c, 1.06 * s, name, rotation=turn + 180 * flip, rotation_mode="anchor", va="center",
            ha="right" if flip else "left",
        )  # fmt: skip
    room = 1.15 + 0.06 * max(map(len, names))  # for the longest name
    ax.set(xlim=(-room, room), ylim=(-room, room), aspect="equal", title="Кто с кем")
    ax.axis("off")
    return _done(ax)


def places(x: Any, *, labels: int = 12, ax: Axes | None = None) -> Axes:
    """Places by longitude and latitude, sized by documents: equirectangular, true to scale at the middle parallel."""
    table = entities_table(x).dropna(subset=["lat", "lon"]).drop_duplicates(["id", "name"])
    _need(table, "no place in the documents has coordinates")
    dots = table.groupby("name").agg(lat=("lat", "first"), lon=("lon", "first"), n=("id", "size"))
    dots = dots.sort_values("n", ascending=False)
    ax = _axes(ax, 5.0)
    ax.scatter(dots["lon"], dots["lat"], s=15 + 250 * dots["n"] / dots["n"].max(), color=COLOURS[0], alpha=0.45)
    middle = (dots["lat"].min() + dots["lat"].max()) / 2
    ax.set_aspect(1 / max(0.2, math.cos(math.radians(middle))))
    ax.margins(0.12)
    ax.grid(alpha=0.4)
    ax.set(xlabel="долгота", ylabel="широта", title="Места")
    ax = _done(ax)
    _label(ax, [(str(name), dot["lon"], dot["lat"]) for name, dot in dots.head(labels).iterrows()])
    return ax


def _label(ax: Axes, points: list[tuple[str, float, float]]) -> None:
    """Names beside points, the first ones first: each where it overlaps no other and stays inside, or not at all."""
    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
    ax.set_autoscale_on(False)
    taken: list[Any] = []
    for name, x, y in points:
        for dx, dy, ha, va in _BESIDE:
            text = ax.annotate(
                name, (x, y), xytext=(dx, dy), textcoords="offset points", ha=ha, va=va, fontsize="small"
            )
            box = text.get_window_extent()
            inside = ax.bbox.x0 <= box.x0 and box.x1 <= ax.bbox.x1 and ax.bbox.y0 <= box.y0 and box.y1 <= ax.bbox.y1
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box.padded(1))
                break
            text.remove()


def dates(x: Any, *, n: int = 40, ax: Axes | None = None) -> Axes:
    """The first n dates that documents speak of, on a line of time; ranges as bars from start to end."""
    import pandas as pd

    table = dates_table(x)
    _need(table, "no dates in the documents")
    ends: Any = table["value"].map(_interval).dropna()
    start = pd.to_datetime(ends.map(lambda e: e[0]), errors="coerce").dropna()
    _need(start, "no date can be put on a line of time")
    stop = pd.to_datetime(ends.map(lambda e: e[1]), errors="coerce").loc[start.index].fillna(start)
    order = start.sort_values().index[:n]
    ax = _axes(ax, 1.2 + 0.28 * len(order))
    for row, i in enumerate(order):
        ax.plot([start[i], stop[i]], [row, row], color=COLOURS[0], linewidth=4, marker="o", solid_capstyle="round")
    ax.set_yticks(range(len(order)), [str(table.loc[i, "text"]) for i in order])
    ax.set_title("Даты")
    ax.figure.autofmt_xdate()
    return _done(ax)


def _interval(value: str) -> tuple[str, str] | None:
    """First and last day of a value: "2019-10" -> ("2019-10-01", "2019-10-31")."""
    import pandas as pd

    first, _, last = value.partition("/")
    try:
        return str(pd.Period(first).start_time.date()), str(pd.Period(last or first).end_time.date())
    except ValueError:
        return None


def _documents(x: Any) -> pd.DataFrame:
    """id, published and topic, a row a document."""
    import pandas as pd

    wanted = ["id", "published", "topic"]
    made = [{k: r[k] for k in wanted} for r in rows(x, wanted)]
    return pd.DataFrame(made, columns=wanted).astype({"published": "datetime64[us]"})


def _labels() -> dict[str, str]:
    """Russian labels of the shipped topics, by id; an own topic keeps its id."""
    import json

    path = Path(__file__).parent / "resources" / "topics.json"
    return {t["id"]: t["label"] for t in json.loads(path.read_text(encoding="utf8"))["labels"]}


def _need(found: Any, why: str) -> None:
    if not len(found):
        raise InputError(f"nothing to draw: {why}")


def _axes(ax: Axes | None, height: float) -> Axes:
    if ax is not None:
        return ax
    try:
        import matplotlib.pyplot as plt
    except ImportError as e:
        raise ImportError("plots need matplotlib: pip install 'ruanalyze[plots]'") from e
    made: Axes = plt.subplots(figsize=(_WIDTH, height), layout="constrained")[1]
    return made


def _done(ax: Axes) -> Axes:
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax
