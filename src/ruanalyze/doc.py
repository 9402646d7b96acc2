"""The result model: Doc and all that it holds.

Every offset is a code-point offset into `Doc.text`, and `doc.text[span.start:span.end] == span.text`.
Values are immutable and equal by value; nothing is computed later.
`source` is the model or the named rule that decided, `confidence` a probability from 0 to 1 or None.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, Literal, TypeAlias, TypeVar

import msgspec

from ruanalyze.errors import StepSkipped

__all__ = [
    "JSON_VERSION",
    "Article",
    "Boilerplate",
    "BoilerplateKind",
    "DateRef",
    "Doc",
    "Entity",
    "EntityKind",
    "Gender",
    "Grain",
    "Level",
    "Mention",
    "Org",
    "Page",
    "Part",
    "Person",
    "Place",
    "PlaceKind",
    "Role",
    "RoleStatus",
    "Sentence",
    "Span",
    "Token",
    "Topic",
]

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
_T = TypeVar("_T")
#: The version of the JSON form: the major number changes when old readers would break.
JSON_VERSION: Final = "1.0"


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
    """A topic above its threshold: id, Russian label, probability, IPTC Media Topics code, and the words that decided."""

    id: str
    label: str
    probability: float
    iptc: str | None
    source: str
    reasons: tuple[str, ...] = ()


class Doc:
    """All that `analyze` found in one source. Immutable, equal by value, picklable, JSON round trip without loss.

    text: what all offsets refer to. For `str` input the input unchanged, for HTML and bytes the extracted visible text.
    article: the article in it. sentences: of title, lead and body, in reading order.
    entities, roles, dates, topics, keywords: raise `StepSkipped` when `Options.steps` left them out.
    url: as the caller gave it. version: of ruanalyze and of the model that made this, "0.1.0 fast".
    """

    __slots__ = (
        "_dates",
        "_entities",
        "_keywords",
        "_roles",
        "_topics",
        "article",
        "sentences",
        "text",
        "url",
        "version",
    )

    text: str
    article: Article
    sentences: tuple[Sentence, ...]
    url: str | None
    version: str
    _entities: tuple[Entity, ...] | None
    _roles: tuple[Role, ...] | None
    _dates: tuple[DateRef, ...] | None
    _topics: tuple[Topic, ...] | None
    _keywords: tuple[str, ...] | None

    def __init__(
        self,
        text: str,
        article: Article,
        sentences: tuple[Sentence, ...] = (),
        *,
        entities: tuple[Entity, ...] | None = None,
        roles: tuple[Role, ...] | None = None,
        dates: tuple[DateRef, ...] | None = None,
        topics: tuple[Topic, ...] | None = None,
        keywords: tuple[str, ...] | None = None,
        url: str | None = None,
        version: str = "",
    ) -> None:
        put = object.__setattr__
        put(self, "text", text)
        put(self, "article", article)
        put(self, "sentences", sentences)
        put(self, "_entities", entities)
        put(self, "_roles", roles)
        put(self, "_dates", dates)
        put(self, "_topics", topics)
        put(self, "_keywords", keywords)
        put(self, "url", url)
        put(self, "version", version)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Doc can't be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Doc can't be changed: {name}")

    @property
    def entities(self) -> tuple[Entity, ...]:
        """People, organizations and places, in the order of their first mentions."""
        return _done("entities", self._entities)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Every stated post or occupation, official or not."""
        return _done("roles", self._roles)

    @property
    def dates(self) -> tuple[DateRef, ...]:
        """Calendar expressions with their values, in text order."""
        return _done("dates", self._dates)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics above their thresholds, best first."""
        return _done("topics", self._topics)

    @property
    def keywords(self) -> tuple[str, ...]:
        """Key phrases in nominative, best first."""
        return _done("keywords", self._keywords)

    @property
    def title(self) -> str | None:
        """The title's text."""
        return None if self.article.title is None else self.article.title.text

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of all sentences."""
        return tuple(token for sentence in self.sentences for token in sentence.tokens)

    @property
    def people(self) -> tuple[Entity, ...]:
        """The entities of kind PER."""
        return self._of_kind("PER")

    @property
    def organizations(self) -> tuple[Entity, ...]:
        """The entities of kind ORG."""
        return self._of_kind("ORG")

    @property
    def places(self) -> tuple[Entity, ...]:
        """The entities of kind LOC."""
        return self._of_kind("LOC")

    @property
    def officials(self) -> tuple[Role, ...]:
        """The roles of people in public office."""
        return tuple(role for role in self.roles if role.official)

    @property
    def topic(self) -> Topic | None:
        """The best topic, or None when the model abstains."""
        return self.topics[0] if self.topics else None

    def _of_kind(self, kind: EntityKind) -> tuple[Entity, ...]:
        return tuple(e for e in self.entities if e.kind == kind)

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, as docs/schema.json describes; roles name their entities by id."""
        from ruanalyze import codec

        return codec.to_dict(self)

    def to_json(self) -> str:
        """`to_dict` as JSON text."""
        from ruanalyze import codec

        return codec.to_json(self)

    @classmethod
    def from_json(cls, data: str | bytes) -> Doc:
        """The Doc that `to_json` wrote.

        Raises `SchemaError` when `data` is no JSON, no Doc, or of a newer major version.
        """
        from ruanalyze import codec

        return codec.from_json(data)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Doc:
        """The Doc that `to_dict` gave; raises `SchemaError` as `from_json` does."""
        from ruanalyze import codec

        return codec.from_dict(data)

    def to_conllu(self) -> str:
        """The sentences in CoNLL-U, the format of Universal Dependencies; heads and relations are left open ("_")."""
        from ruanalyze import interop

        return interop.to_conllu(self)

    def to_spacy(self, vocab: Any = None) -> Any:
        """A `spacy.tokens.Doc` with entities, lemmas, morphology and sentence starts; needs the extra `spacy`."""
        from ruanalyze import interop

        return interop.to_spacy(self, vocab)

    def _repr_html_(self) -> str:
        from ruanalyze import html

        return html.doc_html(self)

    def _key(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Doc) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.text, self.url, self.version))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, ({name.removeprefix("_"): getattr(self, name) for name in self.__slots__},)

    def __repr__(self) -> str:
        title = self.title if self.title is not None else self.text[:60]
        found = [f"{len(self.sentences)} sentences"]
        found += [] if self._entities is None else [f"{len(self._entities)} entities"]
        found += [] if self._roles is None else [f"{len(self._roles)} roles"]
        found += [self._topics[0].id] if self._topics else []
        return f"<Doc {title!r}: {', '.join(found)}>"


def _rebuild(fields: dict[str, Any]) -> Doc:
    return Doc(**fields)


def _done(step: str, value: tuple[_T, ...] | None) -> tuple[_T, ...]:
    if value is None:
        raise StepSkipped(f"the step {step!r} was not run: add it to Options(steps=...)")
    return value
