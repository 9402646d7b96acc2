"""The HTML of a report: plain tables, two drawings, a script that sorts and filters; nothing from elsewhere."""

from __future__ import annotations

import math
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import ruanalyze
from ruanalyze.html import STYLE

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from ruanalyze.archive_report import Numbers, PlaceDot

__all__ = ["render"]

_RESOURCES: Final = Path(__file__).parent / "resources" / "report"
_TOP: Final = 500
_LABELLED: Final = 12  # places with a name on the map


def render(numbers: Numbers, title: str) -> str:
    """The whole page."""
    parts = [
        ("topics", "Темы", _bars(numbers.topics) + _months(numbers.months)),
        (
            "officials",
            "Официальные лица",
            _table("officials", ("имя", "должность", "где", "статус"), numbers.officials),
        ),
        ("people", "Люди", _table("people", ("имя",), _tuples(numbers.people))),
        ("organizations", "Организации", _table("organizations", ("название",), _tuples(numbers.organizations))),
        ("places", "Места", _table("places", ("название", "вид", "регион", "страна"), numbers.places)),
        ("map", "Карта", _map(numbers.map_dots())),
        ("samples", "Примеры", "".join(map(_sample, numbers.samples))),
        ("errors", "Ошибки", _errors(numbers.errors) if numbers.errors else ""),
    ]
    parts = [p for p in parts if p[2]]
    nav = " ".join(f'<a href="#{key}">{head}</a>' for key, head, _ in parts)
    body = "".join(f'<section id="{key}"><h2>{head}</h2>{html}</section>' for key, head, html in parts)
    style = (_RESOURCES / "report.css").read_text(encoding="utf8")
    script = (_RESOURCES / "report.js").read_text(encoding="utf8")
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{style}{STYLE}</style></head><body><header><h1>{escape(title)}</h1>"
        f'{_counts(numbers)}<nav aria-label="Разделы">{nav}</nav></header><main>{body}</main>'
        f'<footer class="soft">ruanalyze {ruanalyze.__version__}</footer><script>{script}</script></body></html>'
    )


def _counts(numbers: Numbers) -> str:
    span = sorted(numbers.months)
    told = [
        ("страниц", _n(numbers.documents)),
        ("знаков", _n(numbers.characters)),
        ("людей", _n(len(numbers.people))),
        ("организаций", _n(len(numbers.organizations))),
        ("мест", _n(len(numbers.places))),
        ("с ошибкой", _n(numbers.failed)),
    ]
    if span:
        told.append(("месяцы", span[0] if span[0] == span[-1] else f"{span[0]} – {span[-1]}"))
    return '<ul class="counts">' + "".join(f"<li><b>{value}</b>{what}</li>" for what, value in told) + "</ul>"


def _n(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _tuples(counter: Counter[str]) -> dict[tuple[str, ...], int]:
    return {(name,): count for name, count in counter.most_common(_TOP)}


def _table(key: str, heads: Sequence[str], counted: Mapping[tuple[str, ...], int]) -> str:
    if not counted:
        return ""
    rows = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_TOP]
    head = "".join(f'<th scope="col"><button type="button">{h}</button></th>' for h in heads)
    head += '<th scope="col" class="n" aria-sort="descending"><button type="button">страниц</button></th>'
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(v)}</td>" for v in values) + f'<td class="n">{count}</td></tr>'
        for values, count in rows
    )
    more = f'<p class="soft">Показаны {_TOP} из {_n(len(counted))}.</p>' if len(counted) > _TOP else ""
    return (
        f'<label for="f-{key}" class="soft">Найти в таблице</label><br><input type="search" id="f-{key}">'
        '<div class="scroll" tabindex="0" role="region" aria-label="таблица">'
        f'<table class="sorts" data-filter="f-{key}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{more}"
    )


def _labels() -> dict[str, str]:
    import json

    path = Path(__file__).parent / "resources" / "topics.json"
    topics = json.loads(path.read_text(encoding="utf8"))["labels"]
    return {t["id"]: t["label"] for t in topics} | {"none": "без темы"}


def _bars(topics: Counter[str]) -> str:
    """Topics as horizontal bars, the most frequent first."""
    if not topics:
        return ""
    labels, most = _labels(), max(topics.values())
    lines = []
    for i, (topic, count) in enumerate(topics.most_common()):
        y = 4 + i * 20
        lines.append(
            f'<text x="0" y="{y + 12}">{escape(labels.get(topic, topic))}</text>'
            f'<rect class="bar" x="170" y="{y}" width="{420 * count / most:.1f}" height="15"/>'
            f'<text x="{176 + 420 * count / most:.1f}" y="{y + 12}">{count}</text>'
        )
    height = 8 + 20 * len(topics)
    return f'<svg viewBox="0 0 660 {height}" role="img" aria-label="Темы, число страниц">{"".join(lines)}</svg>'


def _months(months: dict[str, Counter[str]]) -> str:
    """Pages a month (a year when there are many), with the topics of each on hover."""
    if len(months) < 2:
        return ""
    groups: dict[str, Counter[str]] = {}
    width = 7 if len(months) <= 60 else 4
    for month, counter in sorted(months.items()):
        groups.setdefault(month[:width], type(counter)()).update(counter)
    labels = _labels()
    most = max(sum(c.values()) for c in groups.values())
    step = 640 / len(groups)
    every = math.ceil(len(groups) / 12)
    parts = []
    for i, (key, counter) in enumerate(groups.items()):
        total = sum(counter.values())
        height = 120 * total / most
        told = ", ".join(f"{labels.get(t, t)} {n}" for t, n in counter.most_common(5))
        parts.append(
            f'<rect class="bar" x="{10 + i * step:.1f}" y="{130 - height:.1f}" width="{max(1.0, step - 2):.1f}" '
            f'height="{height:.1f}"><title>{key}: {total} ({escape(told)})</title></rect>'
        )
        if i % every == 0:
            parts.append(f'<text x="{10 + i * step:.1f}" y="146">{key}</text>')
    return f'<svg viewBox="0 0 680 152" role="img" aria-label="Страницы по времени">{"".join(parts)}</svg>'


def _map(dots: list[PlaceDot]) -> str:
    """Places by longitude and latitude: an equirectangular drawing, true to scale at its middle parallel."""
    if not dots:
        return ""
    south, north = min(d.lat for d in dots) - 2, max(d.lat for d in dots) + 2
    west, east = min(d.lon for d in dots) - 3, max(d.lon for d in dots) + 3
    squeeze = max(0.2, math.cos(math.radians((south + north) / 2)))
    scale = 900 / ((east - west) * squeeze)
    height = min(620.0, (north - south) * scale)

    def x(lon: float) -> float:
        return (lon - west) * squeeze * scale

    def y(lat: float) -> float:
        return (north - lat) * height / (north - south)

    step = next((s for s in (1, 2, 5, 10, 20, 30) if (east - west) / s <= 14), 40)
    grid = [
        f'<line class="grid" x1="{x(lon):.1f}" y1="0" x2="{x(lon):.1f}" y2="{height:.0f}"/>'
        f'<text x="{x(lon) + 2:.1f}" y="{height - 4:.0f}">{_degrees(lon, "в. д.", "з. д.")}</text>'
        for lon in range(math.ceil(west / step) * step, math.floor(east) + 1, step)
    ]
    grid += [
        f'<line class="grid" x1="0" y1="{y(lat):.1f}" x2="900" y2="{y(lat):.1f}"/>'
        f'<text x="2" y="{y(lat) - 3:.1f}">{_degrees(lat, "с. ш.", "ю. ш.")}</text>'
        for lat in range(math.ceil(south / step) * step, math.floor(north) + 1, step)
    ]
    most = max(d.documents for d in dots)
    marks = []
    for i, d in enumerate(dots):
        radius = 3 + 13 * math.sqrt(d.documents / most)
        told = f"<title>{escape(d.name)}: {d.documents}</title>"
        marks.append(f'<circle class="dot" cx="{x(d.lon):.1f}" cy="{y(d.lat):.1f}" r="{radius:.1f}">{told}</circle>')
        if i < _LABELLED:
            left = x(d.lon) > 780
            at = x(d.lon) + (-radius - 2 if left else radius + 2)
            anchor = ' text-anchor="end"' if left else ""
            marks.append(f'<text x="{at:.1f}" y="{y(d.lat) + 4:.1f}"{anchor}>{escape(d.name)}</text>')
    drawn = "".join(grid + marks)
    return f'<svg viewBox="0 0 900 {height:.0f}" role="img" aria-label="Карта упомянутых мест">{drawn}</svg>'


def _degrees(value: int, plus: str, minus: str) -> str:
    return "0°" if value == 0 else f"{abs(value)}° {plus if value > 0 else minus}"


def _sample(row: Mapping[str, Any]) -> str:
    """A document, folded: its text with the mentions marked."""
    text, parts, at = row["text"], [], 0
    for m in row["mentions"] if row["mentions"] is not None else ():
        if m["start"] >= at:
            parts.append(escape(text[at : m["start"]]))
            parts.append(
                f'<mark class="{m["kind"]}" title="{escape(m["name"])}">{escape(text[m["start"] : m["end"]])}</mark>'
            )
            at = m["end"]
    parts.append(escape(text[at : max(at, 3000)]))
    paragraphs = "".join(f"<p>{p}</p>" for p in "".join(parts).split("\n\n"))
    day = f" · {row['published']:%Y-%m-%d}" if row["published"] else ""
    title = escape(row["title"] or text[:80])
    return f'<details class="ruanalyze"><summary>{title}<span class="soft">{day}</span></summary>{paragraphs}</details>'


def _errors(errors: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><td>{escape(key)}</td><td>{escape(message)}</td></tr>" for key, message in errors)
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="ошибки"><table><thead><tr>'
        '<th scope="col">страница</th><th scope="col">что случилось</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )
