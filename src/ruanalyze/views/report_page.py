"""The HTML of a report: tables that a script sorts and filters, a map, samples; nothing from elsewhere."""

from __future__ import annotations

from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

import ruanalyze
from ruanalyze.paths import RESOURCES
from ruanalyze.views.html import key_html, link, style
from ruanalyze.views.html_words import KINDS, PLACE_KINDS, STATUSES, date_words, number, plural, topic_labels
from ruanalyze.views.map_ground import country_names
from ruanalyze.views.report_map import map_svg
from ruanalyze.views.report_topics import topics_table

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from ruanalyze.views.report import Numbers, OfficialKey, PlaceKey, Seen

__all__ = ["render"]

_RESOURCES: Final = RESOURCES / "report"
_ROWS: Final = 500  # of a table
_LONG: Final = 2000  # characters of a sample


def render(numbers: Numbers, title: str) -> str:
    """The whole page."""
    parts = [
        ("topics", "Темы", topics_table(numbers.topics, numbers.days)),
        ("officials", "Официальные лица", _officials(numbers.officials())),
        ("people", "Люди", _names("people", "имя", numbers.people)),
        ("organizations", "Организации", _names("organizations", "название", numbers.organizations)),
        ("places", "Места", _places(numbers.places)),
        ("map", "Карта", map_svg(numbers.map_dots())),
        ("samples", "Примеры", _samples(numbers.samples)),
        ("errors", "Ошибки", _errors(numbers)),
    ]
    parts = [p for p in parts if p[2]]
    nav = "".join(f'<li><a href="#{key}">{head}</a></li>' for key, head, _ in parts)
    body = "".join(f'<section id="{key}"><h2>{head}</h2>{html}</section>' for key, head, html in parts)
    sheet = (_RESOURCES / "report.css").read_text(encoding="utf8")
    script = (_RESOURCES / "report.js").read_text(encoding="utf8")
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{style()}{sheet}</style></head><body><header><h1>{escape(title)}</h1>{_counts(numbers)}</header>"
        f'<nav aria-label="Разделы"><ul>{nav}</ul></nav><main>{body}</main>'
        f'<footer class="soft">ruanalyze {ruanalyze.__version__}</footer><script>{script}</script></body></html>'
    )


def _counts(numbers: Numbers) -> str:
    told = [
        (numbers.documents, plural(numbers.documents, "страница", "страницы", "страниц")),
        (numbers.characters, plural(numbers.characters, "знак", "знака", "знаков")),
        (len(numbers.people), plural(len(numbers.people), "человек", "человека", "человек")),
        (len(numbers.organizations), plural(len(numbers.organizations), "организация", "организации", "организаций")),
        (len(numbers.places), plural(len(numbers.places), "место", "места", "мест")),
        (numbers.failed, plural(numbers.failed, "ошибка", "ошибки", "ошибок")),
    ]
    tiles = "".join(f"<li><b>{number(count)}</b> {what}</li>" for count, what in told)
    when = ""
    if numbers.days:
        first, last = date_words(min(numbers.days)), date_words(max(numbers.days))
        when = f'<p class="soft">{first if first == last else f"{first} – {last}"}</p>'
    return f'{when}<ul class="counts">{tiles}</ul>'


def _officials(officials: dict[OfficialKey, Seen]) -> str:
    rows = [
        (o.name, o.post, o.where, STATUSES.get(o.status, o.status), _span(seen), seen.documents)
        for o, seen in officials.items()
    ]
    return _table("officials", ("имя", "должность", "где", "статус", "на страницах"), rows)


def _span(seen: Seen) -> str:
    """The months in which pages name an official: "2019-10 – 2021-03"."""
    if seen.first is None or seen.last is None:
        return ""
    first, last = f"{seen.first:%Y-%m}", f"{seen.last:%Y-%m}"
    return first if first == last else f"{first} – {last}"


def _names(key: str, head: str, counter: Counter[str]) -> str:
    return _table(key, (head,), sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _places(places: Counter[PlaceKey]) -> str:
    countries = country_names()
    ranked = sorted(places.items(), key=lambda item: (-item[1], item[0]))
    rows = [
        (
            p.name,
            PLACE_KINDS.get(p.kind, p.kind),
            "" if p.region == p.name else p.region,
            "" if p.kind == "country" else countries.get(p.country, p.country),
            count,
        )
        for p, count in ranked
    ]
    return _table("places", ("название", "вид", "регион", "страна"), rows)


def _table(key: str, heads: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str:
    """A table that sorts and filters; the last value of a row is the number of pages, by which the rows are sorted."""
    if not rows:
        return ""
    head = "".join(f'<th scope="col"><button type="button">{h}</button></th>' for h in heads)
    head += '<th scope="col" class="n" aria-sort="descending"><button type="button">страниц</button></th>'
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(v)}</td>" for v in values) + f'<td class="n">{count}</td></tr>'
        for *values, count in rows[:_ROWS]
    )
    more = f"Здесь первые {_ROWS} из {number(len(rows))}." if len(rows) > _ROWS else ""
    return (
        f'<input type="search" id="f-{key}" placeholder="Найти в таблице" aria-label="Найти в таблице">'
        f'<p class="soft" role="status" id="s-{key}"></p>'
        f'<table class="sorts" data-filter="f-{key}" data-status="s-{key}">'
        f'<thead><tr>{head}</tr></thead><tbody class="short">{body}</tbody></table>'
        '<p class="more"><button type="button" hidden>Показать все строки</button> '
        f'<span class="soft">{more}</span></p>'
    )


def _samples(samples: Sequence[Mapping[str, Any]]) -> str:
    if not samples:
        return ""
    kinds = [kind for kind in KINDS if any(m["kind"] == kind for row in samples for m in row["mentions"])]
    folded = "".join(_sample(row, opened=i == 0) for i, row in enumerate(samples))
    return f'<div class="ruanalyze">{key_html(kinds)}{folded}</div>'


def _sample(row: Mapping[str, Any], *, opened: bool) -> str:
    """A document, folded: its text without the title, mentions marked; a long one is cut between paragraphs."""
    text, title = row["text"], row["title"] or ""
    at = len(title) + 2 if title and text.startswith(f"{title}\n\n") else 0
    end = text.rfind("\n\n", at, _LONG) if len(text) > _LONG else len(text)
    end = end if end > at else min(len(text), _LONG)
    parts = []
    for m in row["mentions"]:
        if m["start"] >= at and m["end"] <= end:
            parts.append(escape(text[at : m["start"]]))
            name = escape(text[m["start"] : m["end"]])
            parts.append(f'<mark class="{m["kind"]}" title="{escape(m["name"])}">{name}</mark>')
            at = m["end"]
    parts.append(escape(text[at:end]) + ("" if end == len(text) else " …"))
    paragraphs = "".join(f"<p>{p}</p>" for p in "".join(parts).split("\n\n"))
    topic = topic_labels().get(row["topic"] or "", row["topic"] or "")
    day = date_words(row["published"] and row["published"].date())
    about = " · ".join(x for x in (escape(day), escape(topic), link(row["url"])) if x)
    head = title or shorten(text[:400], 90, placeholder=" …")
    return (
        f"<details{' open' if opened else ''}><summary>{escape(head)}</summary>"
        f'<p class="meta">{about}</p>{paragraphs}</details>'
    )


def _errors(numbers: Numbers) -> str:
    if not numbers.errors:
        return ""
    kinds = ", ".join(f"{escape(kind)}: {number(count)}" for kind, count in numbers.error_kinds.most_common())
    rows = "".join(f"<tr><td>{escape(key)}</td><td>{escape(message)}</td></tr>" for key, message in numbers.errors)
    listed, total = len(numbers.errors), numbers.failed
    more = f" Здесь первые {listed} из {number(total)}." if total > listed else ""
    return (
        f'<p class="soft">{kinds}.{more}</p><table class="errors"><thead><tr><th scope="col">страница</th>'
        f'<th scope="col">что случилось</th></tr></thead><tbody>{rows}</tbody></table>'
    )
