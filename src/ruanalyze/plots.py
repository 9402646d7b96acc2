"""Pictures of a tagged archive or a Doc, by matplotlib (extra `plots`); every function returns the Axes.

`x` is what the long tables take: Docs, a tagged frame, or the path of tagged Parquet.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Literal

from ruanalyze.errors import InputError
from ruanalyze.table import dates_table, entities_table, officials_table, rows
from ruanalyze.views.html_words import topic_labels
from ruanalyze.views.map_ground import frame

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["dates", "places", "together", "top", "topics_by_region", "topics_over_time"]

#: Okabe and Ito's colours, told apart by the colour-blind; a ninth topic is "the rest".
COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7f7f7f")
_WIDTH: Final = 8.0
_PERIOD_WORDS: Final = {"D": "по дням", "W": "по неделям", "M": "по месяцам", "Q": "по кварталам", "Y": "по годам"}
_NAMED: Final = 12  # periods; more than these have the ticks of a calendar
_POINTS: Final = ("city", "town", "village")  # what is a point on a map

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


def topics_over_time(x: Any, *, freq: str | None = None, ax: Axes | None = None) -> Axes:
    """Documents a period, stacked by topic; a period without documents is a gap.

    freq: a pandas period ("D", "W", "M", "Q", "Y"); None takes the one that gives at most fifty bars.
    """
    import pandas as pd
    from matplotlib.ticker import MaxNLocator

    documents = _documents(x).dropna(subset=["published", "topic"])
    _need(documents, "no document has both a date and a topic")
    code = freq or _period(documents["published"].min(), documents["published"].max())
    topics = documents["topic"].replace(topic_labels())
    order = topics.value_counts().index[: len(COLOURS) - 1]
    named = topics.where(topics.isin(order), "остальные")
    table = pd.crosstab(documents["published"].dt.to_period(code), named)
    table = table.reindex(pd.period_range(table.index.min(), table.index.max(), freq=code), fill_value=0)
    ax = _axes(ax, 4.0)
    periods: Any = table.index
    below = pd.Series(0, table.index)
    width = [0.9 * (p.end_time - p.start_time).days + 0.9 for p in table.index]
    for colour, topic in zip(COLOURS, [t for t in [*order, "остальные"] if t in table], strict=False):
        ax.bar(periods.to_timestamp(), table[topic], width, below, align="edge", color=colour, label=topic, linewidth=0)
        below = below + table[topic]
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, reverse=True)
    if len(periods) <= _NAMED:
        middles = [p.start_time + (p.end_time - p.start_time) * 0.45 for p in periods]
        ax.set_xticks(middles, [f"{p.quarter} кв. {p.year}" if code[0] == "Q" else str(p) for p in periods])
    ax.tick_params(axis="x", labelrotation=30)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(ylabel="документов", title=f"Темы по времени, {_PERIOD_WORDS.get(code, code)}")
    return _done(ax)


def _period(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """The shortest of day, month, quarter and year that gives at most fifty periods."""
    days = (last - first).days
    return next((code for code, length in (("D", 1), ("M", 31), ("Q", 92)) if days / length < 50), "Y")


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
    """Topics of the documents that name a Russian region, as shares of the region's documents (in brackets)."""
    table = entities_table(x).dropna(subset=["region", "topic"])
    table = table[table["country"] == "RU"].drop_duplicates(["id", "region"])
    _need(table, "no document with a topic names a Russian region")
    table["topic"] = table["topic"].replace(topic_labels())
    regions = table["region"].value_counts().index[:n]
    shares = table[table["region"].isin(regions)].groupby(["region", "topic"]).size().unstack(fill_value=0)
    shares = shares.loc[regions[::-1], shares.sum().sort_values(ascending=False).index]
    sizes = shares.sum(axis=1)
    shares = shares.div(sizes, axis=0)
    ax = _axes(ax, 1.8 + 0.3 * len(shares))
    image = ax.imshow(shares.to_numpy(), aspect="auto", cmap="Blues", vmin=0)
    ax.set_xticks(range(len(shares.columns)), list(shares.columns), rotation=45, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(shares)), [f"{region} ({size})" for region, size in sizes.items()])
    ax.figure.colorbar(image, ax=ax, label="доля документов")
    ax.set_title("Темы по регионам")
    return _done(ax)


def together(x: Any, *, n: int = 20, ax: Axes | None = None) -> Axes:
    """Who appears with whom: the people of the most frequent pairs, n at most, on a circle, a line a pair.

    A line's width and a dot's size grow with the number of documents; people who share many stand near each other.
    """
    table = entities_table(x)
    table = table[table["kind"] == "PER"]
    groups = [sorted(set(names)) for _, names in table.groupby("id")["name"]]
    counts = Counter(name for names in groups for name in names)
    every = Counter(pair for names in groups for pair in itertools.combinations(names, 2))
    _need(every, "no document names two people")
    closest = sorted(every, key=lambda pair: (-every[pair], -counts[pair[0]] - counts[pair[1]], pair))
    kept = list(dict.fromkeys(name for pair in closest for name in pair))[:n]
    pairs = Counter({pair: count for pair, count in every.items() if kept.count(pair[0]) and kept.count(pair[1])})
    names = _round(kept, pairs)
    angle = {name: 2 * math.pi * i / len(names) for i, name in enumerate(names)}
    ax = _axes(ax, _WIDTH)
    most = max(pairs.values(), default=1)
    for (a, b), count in sorted(pairs.items(), key=lambda item: item[1]):
        xs, ys = zip(*((math.cos(angle[k]), math.sin(angle[k])) for k in (a, b)), strict=True)
        ax.plot(xs, ys, color=COLOURS[0], alpha=0.3 + 0.6 * count / most, linewidth=0.8 + 3 * count / most, zorder=1)
    largest = max(counts[name] for name in names)
    for name in names:
        c, s = math.cos(angle[name]), math.sin(angle[name])
        ax.scatter(c, s, s=25 + 110 * counts[name] / largest, color=COLOURS[1], edgecolors="white", zorder=2)
        turn, flip = math.degrees(angle[name]), c < -1e-9
        ax.text(
            1.07 * c, 1.07 * s, name, rotation=turn + 180 * flip, rotation_mode="anchor", va="center",
            ha="right" if flip else "left",
        )  # fmt: skip
    room = 1.15 + 0.052 * max(map(len, names))  # for the longest name
    ax.set(xlim=(-room, room), ylim=(-room, room), aspect="equal", title="Кто с кем")
    ax.axis("off")
    return _done(ax)


def _round(names: list[str], pairs: Counter[tuple[str, str]]) -> list[str]:
    """Names in the order of the Fiedler vector of their graph: who shares documents stands close, lines cross less."""
    import numpy as np

    at = {name: i for i, name in enumerate(names)}
    shared = np.full((len(names), len(names)), 1e-3)  # so that the graph is connected
    for (a, b), count in pairs.items():
        shared[at[a], at[b]] = shared[at[b], at[a]] = count
    np.fill_diagonal(shared, 0)
    laplacian = np.diag(shared.sum(axis=1)) - shared
    vector = np.linalg.eigh(laplacian)[1][:, min(1, len(names) - 1)]
    if vector[np.abs(vector).argmax()] < 0:  # its sign is arbitrary
        vector = -vector
    return [names[i] for i in np.lexsort((np.arange(len(names)), vector.round(6)))]


def places(x: Any, *, labels: int = 20, ax: Axes | None = None) -> Axes:
    """Settlements by longitude and latitude, sized by documents, over the towns of the gazetteer (GeoNames) in grey.

    The projection keeps areas true and is named under the map. A country or region is no point and is left out.
    """
    table = entities_table(x).dropna(subset=["lat", "lon"]).drop_duplicates(["id", "name", "geonames_id"])
    table = table[table["place_kind"].isin(_POINTS)]
    _need(table, "no settlement in the documents has coordinates")
    dots = table.groupby(["name", "lat", "lon"]).size().rename("n").reset_index()
    dots = dots.sort_values(["n", "name"], ascending=[False, True])
    view = frame(dots["lon"], dots["lat"])
    west, east, south, north = view.corners()
    ax = _axes(ax, min(8.0, max(3.5, 0.9 + _WIDTH * (north - south) / (east - west))))
    for degree, xs, ys in (line for lines in view.graticule() for line in lines):
        ax.plot(xs, ys, color="0.85", linewidth=0.6, zorder=1, label=f"_{degree}")
    ax.scatter(*view.towns(), s=0.6, color="0.72", linewidths=0, zorder=2)
    xs, ys = view.plane(dots["lon"], dots["lat"])
    size = 14 + 220 * dots["n"] / dots["n"].max()
    ax.scatter(xs, ys, s=size, color=COLOURS[0], edgecolors=COLOURS[0], alpha=0.5, zorder=3)
    ax.set(xlim=(west, east), ylim=(south, north), aspect="equal", title="Места", xticks=[], yticks=[])
    ax.set_xlabel(view.name, fontsize="small", color="0.35")
    ax = _done(ax)
    ax.spines[:].set_visible(False)
    _label(ax, [(str(name), px, py) for name, px, py in zip(dots["name"], xs, ys, strict=True)], labels)
    return ax


def _label(ax: Axes, points: list[tuple[str, float, float]], most: int) -> None:
    """Names beside points, the first ones first: each where it overlaps no other and stays inside, or not at all."""
    from matplotlib.patheffects import withStroke

    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
    ax.set_autoscale_on(False)
    taken: list[Any] = []
    for name, x, y in points:
        if len(taken) == most:
            break
        for dx, dy, ha, va in _BESIDE:
            text = ax.annotate(
                name, (x, y), xytext=(dx, dy), textcoords="offset points", ha=ha, va=va, fontsize="small",
                path_effects=[withStroke(linewidth=2, foreground=ax.get_facecolor())], zorder=4,
            )  # fmt: skip
            box = text.get_window_extent()
            inside = ax.bbox.x0 <= box.x0 and box.x1 <= ax.bbox.x1 and ax.bbox.y0 <= box.y0 and box.y1 <= ax.bbox.y1
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box.padded(1))
                break
            text.remove()


def dates(x: Any, *, n: int = 25, ax: Axes | None = None) -> Axes:
    """The n dates that most documents speak of, in order of time, ranges from first to last day."""
    import pandas as pd

    table = dates_table(x)
    _need(table, "no dates in the documents")
    table = table.assign(words=table["text"].str.lower())
    found = table.groupby("value").agg(n=("id", "nunique"), words=("words", lambda w: w.value_counts().index[0]))
    ends: Any = found.index.to_series().map(_interval).dropna()
    found = found.loc[ends.index].assign(
        first=pd.to_datetime(ends.map(lambda e: e[0]), errors="coerce"),
        last=pd.to_datetime(ends.map(lambda e: e[1]), errors="coerce"),
    )
    found = found.dropna()
    _need(found, "no date can be put on a line of time")
    found = found.sort_values(["n", "first"], ascending=[False, True]).head(n).sort_values(["first", "last"])[::-1]
    ax = _axes(ax, 1.2 + 0.28 * len(found))
    rows = range(len(found))
    ax.hlines(rows, found["first"], found["last"] + pd.Timedelta(days=1), color=COLOURS[0], linewidth=6)
    ax.scatter(found["first"], rows, color=COLOURS[0], s=34, zorder=3)
    labels = [
        f"{words} ({value})" if count == 1 else f"{words} ({value}), {count} раз"
        for value, words, count in zip(found.index, found["words"], found["n"], strict=True)
    ]
    ax.set_yticks(rows, labels)
    ax.grid(axis="x", alpha=0.4)
    ax.set_title("О каких датах говорят")
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
