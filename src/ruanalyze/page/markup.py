"""The visible blocks of an HTML page and what their surroundings in the markup say of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

import msgspec

from ruanalyze.page.kinds import Verdict

__all__ = ["Block", "PageParser", "parse", "squeeze"]

# fmt: off
_SKIP: Final = frozenset([
    "script", "style", "noscript", "template", "svg", "math", "select", "option", "iframe", "object",
    "embed", "canvas", "audio", "video", "map", "datalist", "head"
])
_VOID: Final = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr"
])
_INLINE: Final = frozenset([
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "img", "label"
])
_PARAGRAPH: Final = frozenset([
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section", "figure", "table", "ul",
    "ol", "pre"
])
_OF_HEAD: Final = frozenset([
    "title", "meta", "link", "script", "style", "base", "noscript", "template", "head", "html"
])
# fmt: on
_DEEPEST: Final = 500
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
        text = squeeze("".join(self._text))
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


def parse(source: str) -> PageParser:
    """The blocks and metadata of a page of HTML."""
    parser = PageParser()
    whole = source.rfind(">") + 1
    try:
        # A tag or comment that never ends is text; html.parser would look for its end again and again.
        parser.feed(source[:whole] + source[whole:].replace("<", " "))
        parser.close()
    except (AssertionError, ValueError):  # html.parser gives up on some broken declarations
        parser.flush()
    if not parser.blocks and "<" in parser.page_title:  # a title that was not closed swallows the page
        return parse(re.sub(r"(?i)<title", "<p", source, count=1))
    return parser


def squeeze(text: str) -> str:
    """The text with every run of blanks made one space."""
    return _BLANKS.sub(" ", text).strip()
