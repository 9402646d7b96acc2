"""HTML pages: visible lines with what markup says of each, metadata, then the same search as in text pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ruanalyze.doc import Page, Span
from ruanalyze.page import meta as page_meta
from ruanalyze.page.kinds import Verdict
from ruanalyze.page.lines import one_line
from ruanalyze.page.markup import Block, parse, squeeze
from ruanalyze.page.text import Hint, find_article

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["find_html"]


def _votes(source: str) -> tuple[set[str], str] | None:
    """The lines that trafilatura takes for the article, when it is installed."""
    try:
        import trafilatura
    except ImportError:
        return None
    try:
        text = trafilatura.extract(source, include_comments=False, favor_recall=True, include_tables=True)
    except Exception:  # whatever it fails on, our own rules go on
        return None
    if not text:
        return None
    return {_key(line) for line in text.splitlines() if line.strip()}, _key(text)


def _key(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def find_html(source: str, *, crawled: dt.datetime | dt.date | None = None) -> Page:
    """Find the article in a page of HTML. `Page.text` is the visible text, one block a line."""
    parser = parse(source)
    linked = page_meta.json_ld(parser)
    votes = _votes(source)
    text: list[str] = []
    hints: list[Hint] = []
    for block in parser.blocks:
        line = one_line(block.text)  # one hint a line
        if line:
            text.append(("\n\n" if block.paragraph else "\n") if text else "")
            text.append(line)
            hints.append(_hint(block, votes))
    whole = "".join(text)
    title = page_meta.title(parser, linked)
    body = linked.get("articleBody")
    if not whole.strip() or (body and len(whole) < len(body)):
        whole = _squeeze_lines(body or whole or parser.meta.get("description", "") or parser.page_title)
        hints = []
    article = find_article(whole, crawled=crawled, hints=hints or None, title=title)
    if article.title is None and title:
        article = msgspec.structs.replace(article, title=Span(None, None, title, "metadata"))
    stated = page_meta.published(parser, linked)
    if stated is not None:
        article = msgspec.structs.replace(
            article, published=stated[0], published_grain=stated[1], published_source=stated[2]
        )
    author = linked.get("author") or parser.meta.get("author") or parser.meta.get("article:author")
    if author and article.author is None and not author.startswith("http"):
        article = msgspec.structs.replace(article, author=squeeze(author))
    return Page(whole, article)


def _squeeze_lines(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def _hint(block: Block, votes: tuple[set[str], str] | None) -> Hint:
    heading = int(block.tag[1]) if block.tag[:1] == "h" and block.tag[1:].isdigit() else 0
    verdict = block.outside
    share = block.links / max(1, len(block.text))
    bonus = 0.6 if block.good else 0.0
    if share > 0.8 and not heading and verdict is None:
        verdict = Verdict("related", "html-links")
    if block.tag == "p":
        bonus += 1.2
    if votes is not None:
        key = _key(block.text)
        inside = key in votes[0] or (len(key) > 20 and key in votes[1])
        bonus += 0.8 if inside else -0.8
        if inside and verdict is not None and len(block.text) > 150 and verdict.rule == "html-class":
            verdict = None
    return Hint(verdict, bonus, heading)
