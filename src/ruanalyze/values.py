"""The values that a Doc holds: spans, tokens, entities, roles, dates, topics.

Every offset is a code-point offset into `Doc.text`, and `doc.text[span.start:span.end] == span.text`.
Values are immutable and equal by value; nothing is computed later.
`source` is the model or the named rule that decided, `confidence` a probability from 0 to 1 or None.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import msgspec

Part: TypeAlias = Literal["title", "lead", "body"]
EntityKind: TypeAlias = Literal["PER", "ORG", "LOC"]
Gender: TypeAlias = Literal["masc", "femn"]
PlaceKind: TypeAlias = Literal["country", "region", "district", "city", "town", "village", "other"]
RoleStatus: TypeAlias = Literal["current", "former", "acting", "incoming"]
Level: TypeAlias = Literal[
    "federal",
    "regional",
    "municipal",
    "judicial",
    "law_enforcement",
    "parliament",
    "state_institution",
    "company",
    "party",
    "civic",
    "other",
]
BoilerplateKind: TypeAlias = Literal[
    "menu", "weather", "rates", "credit", "share", "subscribe", "related", "tags", "comments", "date", "other"
]
Grain: TypeAlias = Literal[
    "time", "day", "week", "month", "quarter", "half", "season", "year", "decade", "century", "range"
]
PublishedGrain: TypeAlias = Literal["minute", "day"]


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the text. `start` and `end` are None for a title that stands only in metadata."""

    start: int | None
    end: int | None
    text: str
    source: str | None = None
    confidence: float | None = None


class Boilerplate(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the page that is not the article, with what it is and the rule that decided."""

    start: int
    end: int
    text: str
    kind: BoilerplateKind
    source: str
    confidence: float | None = None


class Article(msgspec.Struct, frozen=True):
    """What the page step found: title, lead, paragraphs, when and by whom, and what is not the article.

    `published` is a datetime when `published_grain` is "minute" and a date when it is "day"; times are naive local
    times as printed unless `Options.timezone` is given. `published_source` is "caller", or the rule that found it.
    """

    title: Span | None = None
    lead: Span | None = None
    paragraphs: tuple[Span, ...] = ()
    published: dt.datetime | dt.date | None = None
    published_grain: PublishedGrain | None = None
    published_span: Span | None = None
    published_source: str | None = None
    author: str | None = None
    boilerplate: tuple[Boilerplate, ...] = ()

    @property
    def text(self) -> str:
        """The clean article: title, lead and paragraphs, a blank line between."""
        return "\n\n".join(span.text for span in self.parts)

    @property
    def parts(self) -> tuple[Span, ...]:
        """Title, lead and paragraphs in reading order."""
        return (*(s for s in (self.title, self.lead) if s is not None), *self.paragraphs)

    def _repr_html_(self) -> str:
        from ruanalyze.views import html

        return html.article_html(self)


class Page(msgspec.Struct, frozen=True):
    """The answer of the page step alone: the text that offsets refer to, and its article."""

    text: str
    article: Article


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, number or mark. `pos` is a UPOS tag, `feats` are UD features ("Case=Gen|Number=Sing", or "")."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    feats: str


class Sentence(msgspec.Struct, frozen=True):
    """A sentence and its tokens; `part` says where in the article it stands."""

    start: int
    end: int
    part: Part
    tokens: tuple[Token, ...]


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One place of the text that names an entity; `normal` is this mention's own nominative form."""

    start: int
    end: int
    text: str
    normal: str
    source: str
    confidence: float | None = None


class Person(msgspec.Struct, frozen=True, gc=False):
    """The parts of a person's name, nominative. `first` and `middle` may be initials ("В.")."""

    first: str | None = None
    middle: str | None = None
    last: str | None = None
    gender: Gender | None = None


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place in the gazetteer. `region` is the first-level division, `country` an ISO 3166-1 alpha-2 code.

    `lat` and `lon` are degrees (WGS 84), `region_code` is ISO 3166-2 or None where ISO has none.
    """

    name: str
    kind: PlaceKind
    region: str | None = None
    region_code: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    geonames_id: int | None = None


class Org(msgspec.Struct, frozen=True, gc=False):
    """What is known of an organization: its acronym, full name, territory (a name) and sector."""

    acronym: str | None = None
    full_name: str | None = None
    territory: str | None = None
    sector: str | None = None


class Entity(msgspec.Struct, frozen=True):
    """A person, organization or place of the document with all its mentions.

    `id` is stable within the document ("PER1"), or the user's own for an entry of `Options.gazetteer`.
    Of `person`, `org` and `place` the one of its kind is filled; an unlinked place has `place` None.
    """

    id: str
    kind: EntityKind
    name: str
    mentions: tuple[Mention, ...]
    confidence: float | None = None
    person: Person | None = None
    org: Org | None = None
    place: Place | None = None

    def _repr_html_(self) -> str:
        from ruanalyze.views import html

        return html.entity_html(self)


class Role(msgspec.Struct, frozen=True):
    """A stated post or occupation: who, what, for which body or territory, and whether still.

    `post` is nominative and lower case ("губернатор"). `official` is true for people in public office.
    """

    person: Entity
    post: str
    body: Entity | None
    territory: Entity | None
    status: RoleStatus
    level: Level
    official: bool
    evidence: Span
    source: str
    confidence: float | None = None


class DateRef(msgspec.Struct, frozen=True, gc=False):
    """A calendar expression resolved against the publication date. `value` is ISO 8601, a range as "start/end"."""

    start: int
    end: int
    text: str
    value: str
    grain: Grain
    source: str
    confidence: float | None = None


class Topic(msgspec.Struct, frozen=True, gc=False):
    """A topic above its threshold: id, Russian label, probability, IPTC Media Topics code, the words that decided.

    `reasons` are lemmas, the strongest first; `weights` what part each has (0 to 1) in all that speaks for the topic.
    """

    id: str
    label: str
    probability: float
    iptc: str | None
    source: str
    reasons: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
