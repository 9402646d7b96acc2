"""A scraped page, markup or clean text in; its visible text and its article out."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

import msgspec

from ruanalyze.doc import Article, Page, PublishedGrain, Span
from ruanalyze.errors import InputError, NoTextError
from ruanalyze.page.dates import from_url
from ruanalyze.page.decode import decode
from ruanalyze.page.lines import BLANKS
from ruanalyze.page.text import find_article, whole_article

if TYPE_CHECKING:
    from ruanalyze.options import PageKind

__all__ = ["find"]

When = dt.datetime | dt.date | str | None

# <!doctype html> | <html | <?xml | <body | <article | <div
_OPEN: Final = re.compile(
    r"\s{0,200}(?:<!--.{0,300}?-->\s{0,50})?<(?:!doctype|html|\?xml|head|body|article|main|div|section|table|p|h1|script|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_CLOSE: Final = re.compile(r"</(?:p|div|a|span|h[1-6]|li|td|article|body|html)\s{0,9}>", re.IGNORECASE)
_HEAD: Final = 20_000
_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")


def find(
    source: str | bytes,
    *,
    published: When = None,
    url: str | None = None,
    crawled: When = None,
    kind: PageKind = "auto",
) -> Page:
    """Find the article in a page.

    source: the text of a page, its HTML, or a clean article; bytes are decoded. published: when the caller knows it
    (it wins over the page's own). url: may carry the date. crawled: when the page was fetched, for "Сегодня, 12:37".
    kind: "page" and "html" say what the source is, "article" that all of the text is the article; "auto" looks.

    For text `Page.text` is the source unchanged; for HTML and bytes it is the visible text. Times are naive.
    Raises TypeError, NoTextError (nothing but blanks), DecodeError (bytes that are no text), InputError (no date).

    >>> page = find("Мост открыли\\n\\n9 октября 2019, 12:37\\n\\nВ Энгельсе открыли мост. Его строили пять лет.")
    >>> page.article.title.text, page.article.published.isoformat()
    ('Мост открыли', '2019-10-09T12:37:00')
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        text = decode(bytes(source))
        if text.startswith("\ufeff"):
            text = text[1:]
    elif isinstance(source, str):
        text = source
    else:
        raise TypeError(f"a page is a str or bytes, not {type(source).__name__}: pass the text or the HTML of one page")
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url is a str, not {type(url).__name__}")
    if not text.strip(BLANKS):
        raise NoTextError("the source is empty or blank: there is nothing to analyse")
    known, grain = _when(published, "published")
    fetched, _ = _when(crawled, "crawled")
    if kind == "html" or (kind == "auto" and _is_html(text)):
        from ruanalyze.page.html import find_html

        page = find_html(text, crawled=fetched)
    elif kind == "article":
        page = Page(text, whole_article(text))
    elif not _CYRILLIC.search(text):
        page = Page(text, _one(text))
    else:
        page = Page(text, find_article(text, crawled=fetched))
    article = page.article
    if not article.parts:
        article = msgspec.structs.replace(article, boilerplate=(), paragraphs=_one(page.text).paragraphs)
    if known is not None:
        article = msgspec.structs.replace(article, published=known, published_grain=grain, published_source="caller")
    elif article.published is None and url and (day := from_url(url)):
        article = msgspec.structs.replace(article, published=day, published_grain="day", published_source="url")
    return page if article is page.article else Page(page.text, article)


def _one(text: str) -> Article:
    """All of the text as paragraphs, one a line."""
    article = whole_article(text)
    return (
        article
        if article.title is None
        else msgspec.structs.replace(
            article,
            title=None,
            paragraphs=(Span(article.title.start, article.title.end, article.title.text, "lines"), *article.paragraphs),
        )
    )


def _is_html(text: str) -> bool:
    head = text[:_HEAD]
    return "<" in head and (_OPEN.match(head) is not None or len(_CLOSE.findall(head)) >= 3)


def _when(value: When, name: str) -> tuple[dt.datetime | dt.date | None, PublishedGrain | None]:
    if value is None:
        return None, None
    if isinstance(value, str):
        text = value.strip()
        try:
            if len(text) <= 10:
                return dt.date.fromisoformat(text), "day"
            value = dt.datetime.fromisoformat(text)
        except ValueError:
            raise InputError(
                f"{name}={value!r} is no date: give a datetime, a date, or ISO 8601 such as '2019-10-09T12:37'"
            ) from None
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None), "minute"
    if isinstance(value, dt.date):
        return value, "day"
    raise TypeError(f"{name} is a datetime, a date or an ISO 8601 string, not {type(value).__name__}")
