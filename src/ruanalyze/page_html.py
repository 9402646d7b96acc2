"""HTML pages: visible lines with what markup says of each, metadata, then the same search as in text pages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ruanalyze.doc import Page, PublishedGrain, Span
from ruanalyze.page_dates import from_iso
from ruanalyze.page_kinds import Verdict
from ruanalyze.page_lines import one_line
from ruanalyze.page_text import Hint, find_article

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Block", "PageParser", "find_html"]

_SKIP: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "select",
        "option",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "datalist",
        "head",
    ]
)
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "label",
    ]
)
_PARAGRAPH: Final = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section", "figure", "table", "ul", "ol", "pre"]
)
_DEEPEST: Final = 500
_OF_HEAD: Final = frozenset(
    ["title", "meta", "link", "script", "style", "base", "noscript", "template", "head", "html"]
)
# Elements that hold no article, and what they hold.
_OUTSIDE: Final[dict[str, Verdict]] = {
    "nav": Verdict("menu", "html-nav"),
    "footer": Verdict("other", "html-footer"),
    "aside": Verdict("related", "html-aside"),
    "form": Verdict("other", "html-form"),
    "button": Verdict("menu", "html-button"),
    "figcaption": Verdict("credit", "html-figcaption"),
    "dialog": Verdict("other", "html-dialog"),
}
_ROLES: Final = {
    "navigation": "nav",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "dialog": "dialog",
    "banner": "nav",
}
# Words of class and id; the first that is found decides.
_CLASSES: Final[tuple[tuple[re.Pattern[str], Verdict], ...]] = (
    (
        re.compile(r"(?:^|[\s_-])(?:comments?|disqus|discussion|replies|forum)(?:$|[\s_-])"),
        Verdict("comments", "html-class"),
    ),
    (
        re.compile(
            r"(?:^|[\s_-])(?:related|recommend\w*|readmore|read-more|see-also|popular|similar|also|incut-news|teasers?|sidebar|widget|most-read|trending|partners?)(?:$|[\s_-])"
        ),
        Verdict("related", "html-class"),
    ),
    (
        re.compile(
            r"(?:^|[\s_-])(?:share|sharing|social|socials|likes?|reactions?|views|rating|ya-share2)(?:$|[\s_-])"
        ),
        Verdict("share", "html-class"),
    ),
    (
        re.compile(r"(?:^|[\s_-])(?:subscribe|subscription|newsletter|paywall|promo-sub|donate)(?:$|[\s_-])"),
        Verdict("subscribe", "html-class"),
    ),
    (re.compile(r"(?:^|[\s_-])(?:tags?|tag-list|keywords)(?:$|[\s_-])"), Verdict("tags", "html-class")),
    (
        re.compile(r"(?:^|[\s_-])(?:menu|nav|navbar|breadcrumbs?|topbar|pager|pagination|toolbar)(?:$|[\s_-])"),
        Verdict("menu", "html-class"),
    ),
    (
        re.compile(
            r"(?:^|[\s_-])(?:ads?|advert\w*|banner|adfox|sponsor\w*|cookie\w*|popup|modal|copyright|footer|hidden|sr-only)(?:$|[\s_-])"
        ),
        Verdict("other", "html-class"),
    ),
    (
        re.compile(r"(?:^|[\s_-])(?:caption|credit|photo-author|author|byline|copyright|source)(?:$|[\s_-])"),
        Verdict("credit", "html-class"),
    ),
    (re.compile(r"(?:^|[\s_-])(?:weather)(?:$|[\s_-])"), Verdict("weather", "html-class")),
    (re.compile(r"(?:^|[\s_-])(?:rates|currency|currencies)(?:$|[\s_-])"), Verdict("rates", "html-class")),
)
_GOOD: Final = re.compile(
    r"article-?_?(?:body|text|content)|(?:^|[\s_-])(?:entry-content|post-content|post-text|news-text|story|full-text|content-text|articlebody)(?:$|[\s_-])|articleBody"
)
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
_BLANKS: Final = re.compile(r"[\s\xa0]+")


class Block(msgspec.Struct):
    """A visible line: its text, the tag it stands in, what its surroundings say, the share of link text in it."""

    text: str
    tag: str
    outside: Verdict | None
    good: bool
    links: int
    paragraph: bool
    stamp: str | None = None


class _Open(msgspec.Struct):
    tag: str
    outside: Verdict | None
    good: bool
    skip: bool


class PageParser(HTMLParser):
    """Collects the visible blocks and the metadata of a page; never fails on broken markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.meta: dict[str, str] = {}
        self.linked: list[str] = []  # JSON-LD
        self.page_title = ""
        self._stack: list[_Open] = []
        self._text: list[str] = []
        self._links = 0
        self._anchor = 0
        self._paragraph = True
        self._stamp: str | None = None
        self._in_head = False
        self._data: str | None = None  # "ld" or "title": whose data come next

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See html.parser."""
        values = {k: v or "" for k, v in attrs}
        if tag == "meta":
            key = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            if key and values.get("content"):
                self.meta.setdefault(key, values["content"].strip())
            return
        if tag == "script" and "ld+json" in values.get("type", ""):
            self._data = "ld"
        if tag == "title" and not self.page_title:
            self._data = "title"
        if tag in ("time", "span", "div", "p") and (
            stamp := values.get("datetime")
            or (values.get("content") if "datepublished" in values.get("itemprop", "").lower() else None)
        ):
            self._stamp = stamp
        if self._in_head and tag not in _OF_HEAD:  # a head that was not closed
            self._in_head = False
            self._stack = [o for o in self._stack if o.tag != "head"]
            self._stack = [_Open(o.tag, o.outside, o.good, False) for o in self._stack]
        self._in_head = self._in_head or tag == "head"
        if tag not in _INLINE:
            self.flush()
            self._paragraph = self._paragraph or tag in _PARAGRAPH
        if tag == "br":
            self.flush()
            return
        if tag in _VOID:
            return
        if tag == "a":
            self._anchor += 1
        if tag in ("p", "li", "td", "tr", "dd", "dt", "option") and self._stack and self._stack[-1].tag == tag:
            self._stack.pop()
        if len(self._stack) < _DEEPEST:
            self._stack.append(self._opened(tag, values))

    def _opened(self, tag: str, values: dict[str, str]) -> _Open:
        above = self._stack[-1] if self._stack else _Open("", None, False, False)
        names = f"{values.get('class', '')} {values.get('id', '')}".lower()
        outside = above.outside
        if outside is None:
            outside = _OUTSIDE.get(_ROLES.get(values.get("role", ""), tag))
            if outside is None and names != " " and tag not in ("body", "html", "main", "article"):
                outside = next((verdict for pattern, verdict in _CLASSES if pattern.search(names)), None)
        good = (
            above.good
            or tag in ("article", "main")
            or values.get("itemprop") == "articleBody"
            or bool(_GOOD.search(names))
        )
        hidden = "display:none" in values.get("style", "").replace(" ", "").lower() or "hidden" in values
        return _Open(tag, outside, good, above.skip or tag in _SKIP or hidden)

    def handle_endtag(self, tag: str) -> None:
        """See html.parser."""
        if tag in _VOID:
            if tag == "br":
                self.flush()
            return
        if tag not in _INLINE:
            self.flush()
            self._paragraph = self._paragraph or tag in _PARAGRAPH
        if tag in ("script", "title"):
            self._data = None
        if tag == "head":
            self._in_head = False
        depth = len(self._stack) - 1
        floor = max(-1, depth - 50)
        while depth > floor and self._stack[depth].tag != tag:
            depth -= 1
        if depth > floor:
            for gone in self._stack[depth:]:
                if gone.tag == "a":
                    self._anchor -= 1
            del self._stack[depth:]

    def handle_data(self, data: str) -> None:
        """See html.parser."""
        if self._data == "ld":
            self.linked.append(data)
        elif self._data == "title":
            self.page_title += data
        elif not (self._stack and self._stack[-1].skip):
            self._text.append(data)
            if self._anchor:
                self._links += len(data.strip())

    def close(self) -> None:
        """See html.parser."""
        super().close()
        self.flush()

    def flush(self) -> None:
        """End the block that is being collected."""
        text = _BLANKS.sub(" ", "".join(self._text)).strip()
        if text:
            top = self._stack[-1] if self._stack else _Open("", None, False, False)
            heading = next(
                (o.tag for o in reversed(self._stack[-4:]) if o.tag in ("h1", "h2", "h3", "h4", "h5", "h6")), None
            )
            listed = next((o.tag for o in reversed(self._stack[-4:]) if o.tag not in _INLINE), top.tag)
            self.blocks.append(
                Block(text, heading or listed, top.outside, top.good, self._links, self._paragraph, self._stamp)
            )
            self._paragraph = False
            self._stamp = None
        self._text, self._links = [], 0


def _parse(source: str) -> PageParser:
    parser = PageParser()
    whole = source.rfind(">") + 1
    try:
        # A tag or comment that never ends is text; html.parser would look for its end again and again.
        parser.feed(source[:whole] + source[whole:].replace("<", " "))
        parser.close()
    except (AssertionError, ValueError):  # html.parser gives up on some broken declarations
        parser.flush()
    if not parser.blocks and "<" in parser.page_title:  # a title that was not closed swallows the page
        return _parse(re.sub(r"(?i)<title", "<p", source, count=1))
    return parser


def _json_ld(parser: PageParser) -> dict[str, str]:
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


def _squeeze(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _title(parser: PageParser, linked: dict[str, str]) -> str | None:
    for value in (linked.get("headline"), *(parser.meta.get(k) for k in _TITLE_META)):
        if value and _squeeze(value):
            return _squeeze(value)
    return _squeeze(parser.page_title) or None


def _published(parser: PageParser, linked: dict[str, str]) -> tuple[dt.datetime | dt.date, PublishedGrain, str] | None:
    sources = [("json-ld", linked.get("datePublished")), *(("meta", parser.meta.get(k)) for k in _DATE_META)]
    sources += [("time-element", b.stamp) for b in parser.blocks if b.stamp and b.outside is None][:1]
    for name, value in sources:
        if value and (found := from_iso(value)):
            return *found, name
    return None


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
    parser = _parse(source)
    linked = _json_ld(parser)
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
    title = _title(parser, linked)
    body = linked.get("articleBody")
    if not whole.strip() or (body and len(whole) < len(body)):
        whole = _squeeze_lines(body or whole or parser.meta.get("description", "") or parser.page_title)
        hints = []
    article = find_article(whole, crawled=crawled, hints=hints or None, title=title)
    if article.title is None and title:
        article = msgspec.structs.replace(article, title=Span(None, None, title, "metadata"))
    stated = _published(parser, linked)
    if stated is not None:
        article = msgspec.structs.replace(
            article, published=stated[0], published_grain=stated[1], published_source=stated[2]
        )
    author = linked.get("author") or parser.meta.get("author") or parser.meta.get("article:author")
    if author and article.author is None and not author.startswith("http"):
        article = msgspec.structs.replace(article, author=_squeeze(author))
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
