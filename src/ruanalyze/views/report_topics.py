"""Topics over time in a report: a table with a bar of pages and a strip of periods for each topic."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Final

from ruanalyze.views.html_words import number, topic_labels

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

__all__ = ["periods", "topics_table"]

#: a name for the period, pandas' code, and up to how many of them are shown
_PERIODS: Final = (("день", "D", 46), ("месяц", "M", 48), ("квартал", "Q", 48), ("год", "Y", 10_000))
_BY: Final = {"день": "дням", "месяц": "месяцам", "квартал": "кварталам", "год": "годам"}
_NONE: Final = "none"


def topics_table(topics: Counter[str], days: Mapping[dt.date, Counter[str]]) -> str:
    """Each topic with its pages and, where there are two periods at least, its pages in each of them.

    All strips have one scale, so that heights compare; the first row, all pages, has a scale of its own.
    """
    if not topics:
        return ""
    what, names, counted = periods(days)
    timed = len(names) > 1
    labels = topic_labels() | {_NONE: "без темы"}
    most = max(topics.values())
    tallest = max((c[t] for c in counted for t in topics), default=1)
    total = sum(topics.values())
    lines = [_row("все", total, 0.0, _strip(names, [sum(c.values()) for c in counted], None) if timed else "")]
    for topic, count in topics.most_common():
        strip = _strip(names, [c[topic] for c in counted], tallest) if timed else ""
        lines.append(_row(labels.get(topic, topic), count, count / most, strip))
    when = f'<th scope="col" class="when">{names[0]} – {names[-1]}, по {_BY[what]}</th>' if timed else ""
    told = f'<p class="soft">Полоски тем в одном масштабе: до {number(tallest)} за {what}; у строки «все» свой.</p>'
    return (
        f'<table class="topics"><thead><tr><th scope="col">тема</th><th scope="col">страниц</th>{when}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>{told if timed else ''}"
    )


def periods(days: Mapping[dt.date, Counter[str]]) -> tuple[str, list[str], list[Counter[str]]]:
    """The period that suits the time covered, the names of all periods, empty ones too, and the topics of each.

    >>> import datetime as dt
    >>> periods({dt.date(2021, 5, 3): Counter(sport=2), dt.date(2021, 5, 5): Counter(crime=1)})
    ('день', ['2021-05-03', '2021-05-04', '2021-05-05'], [Counter({'sport': 2}), Counter(), Counter({'crime': 1})])
    """
    import pandas as pd

    if not days:
        return "день", [], []
    what, code = "", ""
    for what, code, most in _PERIODS:  # noqa: B007
        if (pd.Period(max(days), code) - pd.Period(min(days), code)).n < most:
            break
    spans = pd.period_range(pd.Period(min(days), code), pd.Period(max(days), code))
    counted = {span: Counter[str]() for span in spans}
    for day, counter in days.items():
        counted[pd.Period(day, code)].update(counter)
    return what, [f"{s.quarter}\u00a0кв. {s.year}" if code == "Q" else str(s) for s in spans], list(counted.values())


def _row(label: str, count: int, share: float, strip: str) -> str:
    bar = f'<span class="bar" style="width:{100 * share:.1f}%"></span>' if share else ""
    cell = f'<td class="when">{strip}</td>' if strip else ""
    return (
        f'<tr><th scope="row">{escape(label)}</th><td class="count"><span class="track">{bar}</span>'
        f"<span>{number(count)}</span></td>{cell}</tr>"
    )


def _strip(names: Sequence[str], counts: Sequence[int], tallest: int | None) -> str:
    """Bars of the periods; `tallest` is the count that fills the height."""
    top = max(1, max(counts) if tallest is None else tallest)
    step = 200 / len(counts)
    bars = "".join(
        f'<rect x="{i * step:.1f}" y="{24 - 24 * n / top:.1f}" width="{step * 0.86:.1f}" height="{24 * n / top:.1f}">'
        f"<title>{name}: {n}</title></rect>"
        for i, (name, n) in enumerate(zip(names, counts, strict=True))
        if n
    )
    return f'<svg class="strip" viewBox="0 0 200 24" preserveAspectRatio="none" aria-hidden="true">{bars}</svg>'
