"""A Doc as HTML: the article with names and dates marked, officials, topics; for notebooks and as a page of its own.

Everything from the source is escaped; nothing is loaded from elsewhere. Kinds differ by underline as well as by colour
(after Okabe and Ito, https://jfly.uni-koeln.de/color/, at a lightness that reads on light and dark grounds alike: a
notebook's theme can't be asked for).
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ruanalyze.errors import OptionError
from ruanalyze.paths import RESOURCES
from ruanalyze.views.html_topics import topics_html
from ruanalyze.views.html_words import BOILERPLATE, GENDERS, KINDS, PLACE_KINDS, SECTORS, STATUSES, date_words, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ruanalyze.doc import Article, DateRef, Doc, Entity, Role, Span

__all__ = [
    "article_html",
    "doc_html",
    "entity_html",
    "key_html",
    "link",
    "page_html",
    "show",
    "style",
    "whole_page",
    "wrapped",
]

_GEONAMES: Final = "https://www.geonames.org/"


class _Marked(NamedTuple):
    """A stretch of the text to mark, what to say about it on hover, and where it leads to."""

    start: int
    end: int
    kind: str
    told: str
    url: str | None = None


@cache
def style() -> str:
    """The style sheet of the views.

    Its class stands three times in each selector: notebooks have rules of their own for what a cell shows, such as
    `:not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon td` and `tbody tr:nth-child(2n)`, and these must weigh less.
    """
    sheet = (RESOURCES / "report" / "doc.css").read_text(encoding="utf8")
    return sheet.replace(".ruanalyze", ".ruanalyze" * 3)


def doc_html(
    doc: Doc,
    *,
    kinds: Iterable[str] = tuple(KINDS),
    tables: bool = True,
    boilerplate: bool = True,
    with_style: bool = True,
) -> str:
    """The article as a reader sees it, names and dates marked; tables of officials and topics; the rest folded away.

    kinds: what to mark, of "PER", "ORG", "LOC", "DATE"; raises `OptionError` for others.
    tables: whether topics, posts, names and key phrases follow the article.
    boilerplate: whether what is not the article is added, folded. with_style: whether the style sheet comes with it.

    >>> from ruanalyze.doc import Article, Doc, Span
    >>> "&lt;script&gt;" in doc_html(Doc("<script>", Article(title=Span(0, 8, "<script>"))))
    True
    """
    wanted = tuple(kinds)
    for kind in wanted:
        if kind not in KINDS:
            raise OptionError(f"no kind {kind!r}: choose from {', '.join(KINDS)}")
    marks = _marks(doc, wanted)
    article = doc.article
    parts = [_head(article, doc.text, marks, doc.url)]
    parts += [f"<p>{_marked(doc.text, p, marks)}</p>" for p in article.paragraphs]
    if tables:
        parts += _tables(doc)
    if boilerplate:
        parts.append(_boilerplate(article))
    return wrapped(parts, with_style=with_style)


def show(doc: Doc, *, kinds: Iterable[str] = tuple(KINDS), tables: bool = True, boilerplate: bool = True) -> Any:
    """`doc_html` as what IPython displays, with the same options; needs IPython.

    For `doc` alone at the end of a cell this is not needed: a Doc shows itself.
    """
    from IPython.display import HTML

    return HTML(doc_html(doc, kinds=kinds, tables=tables, boilerplate=boilerplate))  # type: ignore[no-untyped-call]


def page_html(doc: Doc) -> str:
    """A whole HTML page of its own, for a file."""
    return whole_page(doc.title or "ruanalyze", doc_html(doc))


def whole_page(title: str, view: str) -> str:
    """A page that has nothing but one view."""
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><style>:root{color-scheme:light dark}'
        "body{margin:0;padding:1.2em 1.25em 2.5em;background:Canvas;color:CanvasText}"
        ".ruanalyze{margin:0 auto}</style></head>"
        f"<body><main>{view}</main></body></html>"
    )


def article_html(article: Article) -> str:
    """An Article: title, date, lead and paragraphs, boilerplate folded."""
    parts = [_head(article, "", [], None)]
    parts += [f"<p>{escape(p.text)}</p>" for p in article.paragraphs]
    return wrapped([*parts, _boilerplate(article)])


def entity_html(entity: Entity) -> str:
    """An Entity: its kind and name, what is known of it, and the forms that the text has."""
    forms = ", ".join(dict.fromkeys(m.text for m in entity.mentions))
    count = len(entity.mentions)
    facts = [*_facts(entity), (f"в тексте {count} {plural(count, 'раз', 'раза', 'раз')}", escape(forms))]
    listed = "".join(f"<dt>{what}</dt><dd>{value}</dd>" for what, value in facts)
    return wrapped([f'<mark class="{entity.kind}">{escape(entity.name)}</mark><dl class="facts">{listed}</dl>'])


def key_html(kinds: Iterable[str]) -> str:
    """What the colours mean."""
    marks = "".join(f'<mark class="{kind}">{KINDS[kind]}</mark> ' for kind in kinds)
    return f'<p class="key">{marks}</p>' if marks else ""


def link(url: str | None) -> str:
    """A link that shows where it leads; what is no web address is text.

    >>> link("https://news.example/a?b=1")
    '<a href="https://news.example/a?b=1" rel="noreferrer">news.example</a>'
    >>> link("javascript:alert(1)")
    'javascript:alert(1)'
    """
    if not url:
        return ""
    if not url.startswith(("http://", "https://")):
        return escape(url)
    return f'<a href="{escape(url)}" rel="noreferrer">{escape(url.split("/")[2])}</a>'


def wrapped(parts: Iterable[str], *, with_style: bool = True) -> str:
    """A view: its parts in the element that the style sheet speaks of."""
    sheet = f"<style>{style()}</style>" if with_style else ""
    return f'<div class="ruanalyze" lang="ru">{sheet}{"".join(parts)}</div>'


def _head(article: Article, text: str, marks: list[_Marked], url: str | None) -> str:
    parts = []
    if article.title is not None:
        parts.append(f"<h2>{_marked(text, article.title, marks)}</h2>")
    meta = " · ".join(x for x in (date_words(article.published), escape(article.author or ""), link(url)) if x)
    if meta:
        parts.append(f'<p class="meta">{meta}</p>')
    parts.append(key_html(k for k in KINDS if any(m.kind == k for m in marks)))
    if article.lead is not None:
        parts.append(f'<p class="lead">{_marked(text, article.lead, marks)}</p>')
    return "".join(parts)


def _marks(doc: Doc, kinds: tuple[str, ...]) -> list[_Marked]:
    """What to mark, in text order; of two that overlap the first and longest."""
    found = [
        _Marked(m.start, m.end, e.kind, f"{e.name}{_told(e)}", _geonames(e))
        for e in doc._entities or ()
        if e.kind in kinds
        for m in e.mentions
    ]
    found += [_Marked(d.start, d.end, "DATE", d.value) for d in doc._dates or () if "DATE" in kinds]
    kept: list[_Marked] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _marked(text: str, span: Span, marks: list[_Marked]) -> str:
    if span.start is None or span.end is None or not text:
        return escape(span.text)
    parts, at = [], span.start
    for m in marks:
        if span.start <= m.start and m.end <= span.end:
            inner = escape(text[m.start : m.end])
            if m.url:
                inner = f'<a href="{m.url}" target="_blank" rel="noreferrer">{inner}</a>'
            parts.append(escape(text[at : m.start]))
            parts.append(f'<mark class="{m.kind}" title="{escape(m.told)}">{inner}</mark>')
            at = m.end
    return "".join([*parts, escape(text[at : span.end])])


def _geonames(entity: Entity) -> str | None:
    place = entity.place
    return f"{_GEONAMES}{place.geonames_id}" if place is not None and place.geonames_id else None


def _told(entity: Entity) -> str:
    """What a hover adds to the name: " (регион, RU-SAR, RU)"."""
    told: list[str | None] = []
    if entity.place is not None:
        p = entity.place
        told = [PLACE_KINDS.get(p.kind, p.kind), p.region_code or p.region, p.country]
    if entity.org is not None:
        told = [entity.org.acronym, entity.org.territory]
    known = ", ".join(x for x in told if x and x != entity.name)
    return f" ({known})" if known else ""


def _facts(entity: Entity) -> list[tuple[str, str]]:
    """What is known of an entity, as pairs of a Russian word and HTML."""
    told: list[tuple[str, str | None]] = []
    if entity.person is not None:
        p = entity.person
        told = [("имя", p.first), ("отчество", p.middle), ("фамилия", p.last), ("пол", GENDERS.get(p.gender or ""))]
    if entity.org is not None:
        o = entity.org
        full = None if o.full_name == entity.name else o.full_name
        told = [("сокращение", o.acronym), ("полное название", full), ("территория", o.territory)]
        told.append(("отрасль", SECTORS.get(o.sector or "", o.sector)))
    facts = [(what, escape(value)) for what, value in told if value]
    place = entity.place
    if place is not None:
        from ruanalyze.views.map_ground import country_names

        code = f" ({escape(place.region_code)})" if place.region_code else ""
        facts = [("вид", PLACE_KINDS.get(place.kind, place.kind))]
        facts += [("регион", escape(place.region) + code)] if place.region else []
        facts += [("страна", escape(country_names().get(place.country, place.country)))] if place.country else []
        facts += [("широта, долгота", f"{place.lat:.3f}, {place.lon:.3f}")] if place.lat is not None else []
        facts += [("население", f"{place.population:,}".replace(",", "\u202f"))] if place.population else []
        if place.geonames_id:
            facts.append(("GeoNames", f'<a href="{_GEONAMES}{place.geonames_id}">{place.geonames_id}</a>'))
    return facts


def _tables(doc: Doc) -> list[str]:
    parts = []
    if doc._topics:
        parts.append(topics_html(doc._topics))
    officials = [r for r in doc._roles or () if r.official]
    others = [r for r in doc._roles or () if not r.official]
    if officials:
        parts.append(_roles("Официальные лица", officials))
    if others:
        parts.append(_roles("Другие должности и занятия", others))
    if doc._keywords:
        parts.append(f"<h3>Ключевые слова</h3><p>{escape(' · '.join(doc._keywords))}</p>")
    if doc._entities or doc._dates:
        parts.append(_entities(doc._entities or (), doc._dates or ()))
    return parts


def _roles(head: str, roles: Iterable[Role]) -> str:
    rows = "".join(
        f'<tr><td class="name">{escape(r.person.name)}</td><td title="{escape(r.evidence.text)}">{escape(r.post)}</td>'
        f"<td>{escape(_where(r))}</td><td>{escape(STATUSES.get(r.status, r.status))}</td></tr>"
        for r in roles
    )
    heads = _th("кто", "должность", "где", "когда")
    return f'<h3>{head}</h3><table class="cards posts"><thead>{heads}</thead><tbody>{rows}</tbody></table>'


def _where(role: Role) -> str:
    """The body, and the territory unless the body is known to be of it."""
    body, territory = role.body, role.territory
    if body is None or territory is None:
        return "" if body is territory else (body or territory).name  # type: ignore[union-attr]
    of = body.org.territory if body.org is not None else None
    return body.name if of == territory.name else f"{body.name}, {territory.name}"


def _entities(entities: Iterable[Entity], dates: Iterable[DateRef]) -> str:
    rows = [
        f'<tr><td><mark class="{e.kind}">{escape(e.name)}</mark></td><td class="n">{len(e.mentions)}</td>'
        f"<td>{escape(', '.join(dict.fromkeys(m.text for m in e.mentions)))}{escape(_told(e))}</td></tr>"
        for e in entities
    ]
    rows += [
        f'<tr><td><mark class="DATE">{escape(d.value)}</mark></td><td class="n">1</td><td>{escape(d.text)}</td></tr>'
        for d in dates
    ]
    head = '<tr><th scope="col">имя</th><th scope="col" class="n">раз</th><th scope="col">в тексте</th></tr>'
    return (
        f"<details><summary>Все имена и даты: {len(rows)}</summary>"
        f'<table class="cards"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table></details>'
    )


def _boilerplate(article: Article) -> str:
    off = article.boilerplate
    if not off:
        return ""
    lines = "".join(f"<dt>{BOILERPLATE.get(b.kind, b.kind)}</dt><dd>{escape(b.text)}</dd>" for b in off)
    count = f"{len(off)} {plural(len(off), 'кусок', 'куска', 'кусков')}"
    return f'<details><summary>Не статья: {count} страницы</summary><dl class="off">{lines}</dl></details>'


def _th(*heads: str) -> str:
    return "<tr>" + "".join(f'<th scope="col">{h}</th>' for h in heads) + "</tr>"
