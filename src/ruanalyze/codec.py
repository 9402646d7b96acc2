"""Doc to JSON and back, without loss; roles refer to entities by id."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import math
from typing import Any, cast

import msgspec

from ruanalyze import codec_checks
from ruanalyze.doc import (
    JSON_VERSION,
    Article,
    Boilerplate,
    DateRef,
    Doc,
    Entity,
    Level,
    PublishedGrain,
    Role,
    RoleStatus,
    Sentence,
    Span,
    Topic,
)
from ruanalyze.errors import SchemaError

__all__ = ["ArticleRecord", "DocRecord", "RoleRecord", "from_dict", "from_json", "json_schema", "to_dict", "to_json"]


class RoleRecord(msgspec.Struct, frozen=True):
    """A `Role` as JSON has it: person, body and territory are entity ids."""

    person: str
    post: str
    body: str | None
    territory: str | None
    status: RoleStatus
    level: Level
    official: bool
    evidence: Span
    source: str
    confidence: float | None = None


class ArticleRecord(msgspec.Struct, frozen=True):
    """An `Article` as JSON has it: `published` is an ISO 8601 day or minute, as its grain says."""

    title: Span | None = None
    lead: Span | None = None
    paragraphs: tuple[Span, ...] = ()
    published: str | None = None
    published_grain: PublishedGrain | None = None
    published_span: Span | None = None
    published_source: str | None = None
    author: str | None = None
    boilerplate: tuple[Boilerplate, ...] = ()


class DocRecord(msgspec.Struct, frozen=True):
    """A `Doc` as JSON has it; a step that was not run is null."""

    json_version: str
    text: str
    article: ArticleRecord
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...] | None
    roles: tuple[RoleRecord, ...] | None
    dates: tuple[DateRef, ...] | None
    topics: tuple[Topic, ...] | None
    keywords: tuple[str, ...] | None
    url: str | None
    version: str


def to_dict(doc: Doc) -> dict[str, Any]:
    """See `Doc.to_dict`."""
    return cast("dict[str, Any]", msgspec.to_builtins(_record(doc)))


def to_json(doc: Doc) -> str:
    """See `Doc.to_json`."""
    record = _record(doc)
    try:
        return msgspec.json.encode(record).decode("utf8")
    except UnicodeEncodeError:  # lone surrogates have no UTF-8 form: JSON's own \uXXXX keeps them
        return json.dumps(msgspec.to_builtins(record), ensure_ascii=True, separators=(",", ":"))


def from_json(data: str | bytes) -> Doc:
    """See `Doc.from_json`."""
    if not isinstance(data, (str, bytes)):
        raise TypeError(f"from_json wants str or bytes, not {type(data).__name__}")
    try:
        record = msgspec.json.decode(data, type=DocRecord)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        record = None  # lone surrogates, UTF-16, or what is wrong and gets its message below
    if record is not None and _readable(record.json_version):
        return _checked(record)
    try:
        plain = json.loads(data, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as e:
        raise SchemaError(f"not JSON: {e}") from e
    return from_dict(plain)


def from_dict(data: dict[str, Any]) -> Doc:
    """See `Doc.from_dict`."""
    if not isinstance(data, dict) or not isinstance(data.get("json_version"), str):
        raise SchemaError("not a Doc: json_version is missing; give what Doc.to_json or Doc.to_dict made")
    if not _readable(data["json_version"]):
        raise SchemaError(
            f"JSON version {data['json_version']} can't be read by this ruanalyze ({JSON_VERSION}): upgrade it"
        )
    try:
        record = msgspec.convert(data, DocRecord)
    except (msgspec.ValidationError, ValueError, RecursionError) as e:
        raise SchemaError(f"not a Doc: {e}") from e
    return _checked(record)


def _readable(version: str) -> bool:
    """Every minor version of this major one."""
    return version.partition(".")[0] == JSON_VERSION.partition(".")[0]


def _finite(literal: str) -> float:
    number = float(literal)
    return number if math.isfinite(number) else _no_number(literal)  # 1e999


def _no_number(literal: str) -> float:
    raise ValueError(f"{literal} is no JSON number")


def _checked(record: DocRecord) -> Doc:
    """The Doc of a record that keeps what a Doc promises: true offsets, probabilities from 0 to 1."""
    try:
        doc = _doc(record)
    except SchemaError:
        raise
    except ValueError as e:
        raise SchemaError(f"not a Doc: {e}") from e
    wrong = codec_checks.problem(doc)
    if wrong is not None:
        raise SchemaError(f"not a Doc: {wrong}")
    return doc


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `Doc.to_dict()`, as docs/schema.json keeps it.

    The major number of `json_version` changes when a reader of the older form would break: a field gone, renamed or of
    another type. Fields may be added with a new minor number, and `Doc.from_json` reads every minor of its major.
    """
    made = msgspec.json.schema(DocRecord)
    for definition in made["$defs"].values():
        # Not every release of msgspec takes the indentation off.
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"ruanalyze Doc {JSON_VERSION}"}
    return about | made


def _record(doc: Doc) -> DocRecord:
    article = doc.article
    return DocRecord(
        json_version=JSON_VERSION,
        text=doc.text,
        article=ArticleRecord(
            title=article.title,
            lead=article.lead,
            paragraphs=article.paragraphs,
            published=None if article.published is None else article.published.isoformat(),
            published_grain=article.published_grain,
            published_span=article.published_span,
            published_source=article.published_source,
            author=article.author,
            boilerplate=article.boilerplate,
        ),
        sentences=doc.sentences,
        entities=doc._entities,
        roles=None if doc._roles is None else tuple(map(_role_record, doc._roles)),
        dates=doc._dates,
        topics=doc._topics,
        keywords=doc._keywords,
        url=doc.url,
        version=doc.version,
    )


def _role_record(role: Role) -> RoleRecord:
    return RoleRecord(
        person=role.person.id,
        post=role.post,
        body=None if role.body is None else role.body.id,
        territory=None if role.territory is None else role.territory.id,
        status=role.status,
        level=role.level,
        official=role.official,
        evidence=role.evidence,
        source=role.source,
        confidence=role.confidence,
    )


def _doc(record: DocRecord) -> Doc:
    by_id = {e.id: e for e in record.entities or ()}

    def entity(key: str) -> Entity:
        if key not in by_id:
            raise SchemaError(f"not a Doc: a role names the entity {key!r}, which is not among the entities")
        return by_id[key]

    def role(r: RoleRecord) -> Role:
        body, territory = r.body and entity(r.body), r.territory and entity(r.territory)
        return Role(
            person=entity(r.person),
            post=r.post,
            body=body or None,
            territory=territory or None,
            status=r.status,
            level=r.level,
            official=r.official,
            evidence=r.evidence,
            source=r.source,
            confidence=r.confidence,
        )

    a = record.article
    return Doc(
        record.text,
        Article(
            title=a.title,
            lead=a.lead,
            paragraphs=a.paragraphs,
            published=_published(a.published),
            published_grain=a.published_grain,
            published_span=a.published_span,
            published_source=a.published_source,
            author=a.author,
            boilerplate=a.boilerplate,
        ),
        record.sentences,
        entities=record.entities,
        roles=None if record.roles is None else tuple(map(role, record.roles)),
        dates=record.dates,
        topics=record.topics,
        keywords=record.keywords,
        url=record.url,
        version=record.version,
    )


def _published(iso: str | None) -> dt.date | dt.datetime | None:
    """A day for "2019-10-09", a moment for "2019-10-09T12:37:00"."""
    if iso is None:
        return None
    return dt.datetime.fromisoformat(iso) if "T" in iso else dt.date.fromisoformat(iso)
