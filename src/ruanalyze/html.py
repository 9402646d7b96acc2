"""A Doc as HTML: the article with names and dates marked, officials, topics; for notebooks and as a page of its own.

Everything from the source is escaped; nothing is loaded from elsewhere. Kinds differ by underline as well as by colour
(Okabe and Ito's palette, https://jfly.uni-koeln.de/color/, thinned so that it reads on light and dark grounds).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ruanalyze.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ruanalyze.doc import Article, Doc, Entity, Role, Span, Topic

__all__ = ["STYLE", "article_html", "doc_html", "entity_html", "page_html", "show"]

_STATUS: Final = {"current": "сейчас", "former": "раньше", "acting": "временно", "incoming": "вступает"}
KINDS: Final = {"PER": "люди", "ORG": "организации", "LOC": "места", "DATE": "даты"}
_WIDE: Final = '<div class="wide" tabindex="0" role="region" aria-label="таблица">'  # scrolls by itself on a phone
STYLE: Final = """
.ruanalyze{font:15px/1.55 system-ui,sans-serif;max-width:52em;overflow-wrap:anywhere}
.ruanalyze h2{font-size:1.35em;line-height:1.25;margin:.2em 0}
.ruanalyze h3{font-size:1em;margin:1.2em 0 .3em}
.ruanalyze p{margin:.6em 0}
.ruanalyze .lead{font-size:1.08em}
.ruanalyze .meta,.ruanalyze .key{opacity:.85;font-size:.9em}
.ruanalyze mark{color:inherit;background:none;padding:0 .1em;border-radius:2px;text-decoration:underline;
text-decoration-thickness:2px;text-underline-offset:3px}
.ruanalyze mark.PER{background:rgba(0,114,178,.18);text-decoration-color:#0072b2;text-decoration-style:solid}
.ruanalyze mark.ORG{background:rgba(230,159,0,.22);text-decoration-color:#e69f00;text-decoration-style:double}
.ruanalyze mark.LOC{background:rgba(0,158,115,.2);text-decoration-color:#009e73;text-decoration-style:dashed}
.ruanalyze mark.DATE{background:rgba(204,121,167,.22);text-decoration-color:#cc79a7;text-decoration-style:dotted}
.ruanalyze table{border-collapse:collapse;margin:.3em 0;font-size:.95em}
.ruanalyze th,.ruanalyze td{text-align:left;vertical-align:top;padding:.25em .8em .25em 0;
border-bottom:1px solid rgba(128,128,128,.35)}
.ruanalyze .bar{display:inline-block;height:.7em;background:#0072b2;border-radius:2px}
.ruanalyze .wide{overflow-x:auto}
.ruanalyze .wide th,.ruanalyze .wide td{overflow-wrap:normal}
.ruanalyze details{margin:.8em 0}
.ruanalyze summary{cursor:pointer}
.ruanalyze .off{opacity:.75;font-size:.9em;white-space:pre-wrap}
"""


class _Marked(NamedTuple):
    """A stretch of the text to mark, and what to say about it on hover."""

    start: int
    end: int
    kind: str
    told: str


def doc_html(
    doc: Doc, *, kinds: Iterable[str] = tuple(KINDS), tables: bool = True, boilerplate: bool = True, style: bool = True
) -> str:
    """The article as a reader sees it, names and dates marked; tables of officials and topics; the rest folded away.

    kinds: what to mark, of "PER", "ORG", "LOC", "DATE"; raises `OptionError` for others.
    tables: whether topics, posts, names and key phrases follow the article.
    boilerplate: whether what is not the article is added, folded. style: whether the style sheet comes with it.

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
    parts = [_head(article, doc.text, marks), _key(marks)]
    parts += [f"<p>{_marked(doc.text, p, marks)}</p>" for p in article.paragraphs]
    if tables:
        parts += _tables(doc)
    if boilerplate:
        parts.append(_boilerplate(article))
    return _wrapped(parts, style=style)


def show(doc: Doc, *, kinds: Iterable[str] = tuple(KINDS), tables: bool = True, boilerplate: bool = True) -> Any:
    """`doc_html` as what IPython displays, with the same options; needs IPython.

    For `doc` alone at the end of a cell this is not needed: a Doc shows itself.
    """
    from IPython.display import HTML

    return HTML(doc_html(doc, kinds=kinds, tables=tables, boilerplate=boilerplate))  # type: ignore[no-untyped-call]


def _tables(doc: Doc) -> list[str]:
    parts = []
    if doc._topics:
        parts.append(_topics(doc._topics))
    if doc._roles:
        parts.append(_roles(doc._roles))
    if doc._entities:
        parts.append(_entities(doc._entities))
    if doc._keywords:
        parts.append(f'<h3>Ключевые слова</h3><p class="meta">{escape(", ".join(doc._keywords))}</p>')
    return parts


def page_html(doc: Doc) -> str:
    """A whole HTML page of its own, for a file."""
    title = escape(doc.title or "ruanalyze")
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<style>body{{margin:1.5em;background:Canvas;color:CanvasText}}</style></head><body><main>{doc_html(doc)}</main></body></html>"
    )


def article_html(article: Article) -> str:
    """An Article: title, date, lead and paragraphs, boilerplate folded."""
    parts = [_head(article, "", [])]
    parts += [f"<p>{escape(p.text)}</p>" for p in article.paragraphs]
    return _wrapped([*parts, _boilerplate(article)])


def entity_html(entity: Entity) -> str:
    """An Entity: its kind, name, what is known of it, and the forms that the text has."""
    forms = ", ".join(dict.fromkeys(m.text for m in entity.mentions))
    told = _told(entity)
    return _wrapped([f'<mark class="{entity.kind}">{escape(entity.name)}</mark> {escape(told)}<br>{escape(forms)}'])


def _wrapped(parts: Iterable[str], *, style: bool = True) -> str:
    sheet = f"<style>{STYLE}</style>" if style else ""
    return f'<div class="ruanalyze" lang="ru">{sheet}{"".join(parts)}</div>'


def _head(article: Article, text: str, marks: list[_Marked]) -> str:
    parts = []
    if article.title is not None:
        parts.append(f"<h2>{_marked(text, article.title, marks)}</h2>")
    when = "" if article.published is None else article.published.isoformat().replace("T", " ")[:16]
    meta = " · ".join(escape(x) for x in (when, article.author or "") if x)
    if meta:
        parts.append(f'<p class="meta">{meta}</p>')
    if article.lead is not None:
        parts.append(f'<p class="lead">{_marked(text, article.lead, marks)}</p>')
    return "".join(parts)


def _marks(doc: Doc, kinds: tuple[str, ...] = tuple(KINDS)) -> list[_Marked]:
    """What to mark, in text order; of two that overlap the first and longest."""
    found = [
        _Marked(m.start, m.end, e.kind, f"{e.name} {_told(e)}".strip())
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
    if span.start is None or span.end is None:
        return escape(span.text)
    parts, at = [], span.start
    for m in marks:
        if span.start <= m.start and m.end <= span.end:
            parts.append(escape(text[at : m.start]))
            parts.append(f'<mark class="{m.kind}" title="{escape(m.told)}">{escape(text[m.start : m.end])}</mark>')
            at = m.end
    return "".join([*parts, escape(text[at : span.end] if text else span.text)])


def _told(entity: Entity) -> str:
    """What is known of an entity, for a hover: "(region, RU-SAR, RU)"."""
    if entity.place is not None:
        p = entity.place
        link = f"geonames.org/{p.geonames_id}" if p.geonames_id else None
        return f"({', '.join(x for x in (p.kind, p.region_code or p.region, p.country, link) if x)})"
    if entity.org is not None:
        return ", ".join(x for x in (entity.org.acronym, entity.org.territory) if x)
    return ""


def _key(marks: list[_Marked]) -> str:
    kinds = [k for k in KINDS if any(m.kind == k for m in marks)]
    return '<p class="key">' + " ".join(f'<mark class="{k}">{KINDS[k]}</mark>' for k in kinds) + "</p>" if kinds else ""


def _topics(topics: Iterable[Topic]) -> str:
    rows = "".join(
        f"<tr><td>{escape(t.label)}</td><td>{t.probability:.2f}</td>"
        f'<td><span class="bar" aria-hidden="true" style="width:{t.probability * 8:.1f}em"></span></td>'
        f"<td>{escape(', '.join(t.reasons))}</td></tr>"
        for t in topics
    )
    head = _th("тема", "вероятность", "", "слова")
    return f"<h3>О чём</h3>{_WIDE}<table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"


def _roles(roles: Iterable[Role]) -> str:
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(x)}</td>"
            for x in (
                r.person.name,
                r.post,
                r.body.name if r.body else "",
                r.territory.name if r.territory else "",
                _STATUS.get(r.status, r.status),
                "да" if r.official else "нет",
            )
        )
        + "</tr>"
        for r in roles
    )
    head = _th("кто", "должность", "где", "территория", "статус", "официальное лицо")
    return f"<h3>Должности</h3>{_WIDE}<table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"


def _entities(entities: Iterable[Entity]) -> str:
    rows = "".join(
        f'<tr><td><mark class="{e.kind}">{escape(e.name)}</mark></td><td>{len(e.mentions)}</td>'
        f"<td>{escape(_told(e))}</td></tr>"
        for e in entities
    )
    head = _th("имя", "упоминаний", "")
    return (
        "<details><summary>Люди, организации, места</summary>"
        f"{_WIDE}<table><thead>{head}</thead><tbody>{rows}</tbody></table></div></details>"
    )


def _boilerplate(article: Article) -> str:
    if not article.boilerplate:
        return ""
    lines = "\n".join(f"[{b.kind}] {escape(b.text)}" for b in article.boilerplate)
    return f'<details><summary>Не статья</summary><div class="off">{lines}</div></details>'


def _th(*heads: str) -> str:
    return "<tr>" + "".join(f'<th scope="col">{h}</th>' if h else "<td></td>" for h in heads) + "</tr>"
