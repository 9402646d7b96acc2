"""The result model: Doc, and all that it holds (defined in values.py, importable from here).

Every offset is a code-point offset into `Doc.text`, and `doc.text[span.start:span.end] == span.text`.
Values are immutable and equal by value; nothing is computed later.
`source` is the model or the named rule that decided, `confidence` a probability from 0 to 1 or None.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from ruanalyze.errors import StepSkipped
from ruanalyze.values import (
    Article,
    Boilerplate,
    BoilerplateKind,
    DateRef,
    Entity,
    EntityKind,
    Gender,
    Grain,
    Level,
    Mention,
    Org,
    Page,
    Part,
    Person,
    Place,
    PlaceKind,
    PublishedGrain,
    Role,
    RoleStatus,
    Sentence,
    Span,
    Token,
    Topic,
)

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
    "PublishedGrain",
    "Role",
    "RoleStatus",
    "Sentence",
    "Span",
    "Token",
    "Topic",
]

_T = TypeVar("_T")
#: The version of the JSON form: the major number changes when old readers would break.
JSON_VERSION: Final = "1.1"


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

    def to_conllu(self, doc_id: str | None = None) -> str:
        """The sentences in CoNLL-U, the format of Universal Dependencies, as UD's own validator wants it.

        doc_id: begins the ids of the sentences, so that several Docs can be written into one file.

        Heads and relations are left open ("_"). `# text` is the sentence with one space where the source has any white
        space. Forms are composed (NFC), a control character in one is written as "□". Features that UD's list for
        Russian does not permit with the part of speech (Polarity of a pronoun) are left out.
        """
        from ruanalyze import interop

        return interop.to_conllu(self, doc_id)

    def to_spacy(self, vocab: Any = None) -> Any:
        """A `spacy.tokens.Doc` with entities, lemmas, morphology and sentence starts; needs the extra `spacy`."""
        from ruanalyze import interop

        return interop.to_spacy(self, vocab)

    def to_displacy(self) -> dict[str, Any]:
        """What `displacy.render(doc.to_displacy(), style="ent", manual=True)` draws; made without spaCy."""
        from ruanalyze import interop

        return interop.to_displacy(self)

    def to_html(self) -> str:
        """An HTML page of its own: the article marked, officials, topics; nothing is loaded from elsewhere."""
        from ruanalyze.views import html

        return html.page_html(self)

    def show(self, **options: Any) -> Any:
        """The Doc's view in Jupyter with options: see `ruanalyze.views.html.show`."""
        from ruanalyze.views import html

        return html.show(self, **options)

    def _repr_html_(self) -> str:
        from ruanalyze.views import html

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
