"""What the metadata of an HTML page state: title, author, date, and the text when it stands in JSON-LD alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ruanalyze.page.dates import from_iso
from ruanalyze.page.markup import squeeze

if TYPE_CHECKING:
    import datetime as dt

    from ruanalyze.doc import PublishedGrain
    from ruanalyze.page.markup import PageParser

__all__ = ["json_ld", "published", "title"]

_DATE_META: Final = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "pubdate",
    "publishdate",
    "date",
    "dc.date",
    "dc.date.issued",
    "sailthru.date",
    "article.published",
    "mediator_published_time",
    "og:published_time",
)
_TITLE_META: Final = ("og:title", "twitter:title", "mediator_title", "title", "dc.title")


def json_ld(parser: PageParser) -> dict[str, str]:
    """headline, datePublished, author and articleBody of the first JSON-LD object that is an article."""
    for raw in parser.linked:
        try:
            todo: list[Any] = [json.loads(raw, strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            item = todo.pop(0)
            if isinstance(item, list):
                todo.extend(item[:50])
            elif isinstance(item, dict):
                if any(k in item for k in ("headline", "articleBody", "datePublished")):
                    author = item.get("author")
                    if isinstance(author, list) and author:
                        author = author[0]
                    if isinstance(author, dict):
                        author = author.get("name")
                    found = {k: item.get(k) for k in ("headline", "datePublished", "articleBody")} | {"author": author}
                    return {k: v for k, v in found.items() if isinstance(v, str) and v.strip()}
                todo.extend(v for k, v in item.items() if k in ("@graph", "mainEntity", "mainEntityOfPage"))
    return {}


def title(parser: PageParser, linked: dict[str, str]) -> str | None:
    """The title as JSON-LD (`linked`), the first meta element that has one, or the title element state it."""
    for value in (linked.get("headline"), *(parser.meta.get(k) for k in _TITLE_META)):
        if value and squeeze(value):
            return squeeze(value)
    return squeeze(parser.page_title) or None


def published(parser: PageParser, linked: dict[str, str]) -> tuple[dt.datetime | dt.date, PublishedGrain, str] | None:
    """The publication date, its grain and where it was found."""
    sources = [("json-ld", linked.get("datePublished")), *(("meta", parser.meta.get(k)) for k in _DATE_META)]
    sources += [("time-element", b.stamp) for b in parser.blocks if b.stamp and b.outside is None][:1]
    for name, value in sources:
        if value and (found := from_iso(value)):
            return *found, name
    return None
