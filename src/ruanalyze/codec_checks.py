"""What JSON must keep to be read as a Doc, beyond its types: true offsets, finite numbers in their ranges."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruanalyze.doc import Doc, Entity

__all__ = ["problem"]

_LARGEST = 2**63  # of JSON's integers that every reader takes


def problem(doc: Doc) -> str | None:
    """The first broken promise in words, or None.

    >>> from ruanalyze.doc import Article, Doc, Span
    >>> problem(Doc("Мост открыли", Article(title=Span(0, 4, "Мост"))))
    >>> problem(Doc("Мост открыли", Article(title=Span(1, 5, "Мост"))))
    "'Мост' does not stand at 1:5 of the text"
    """
    text = doc.text
    for sentence in doc.sentences:
        if not 0 <= sentence.start <= sentence.end <= len(text):
            return f"a sentence at {sentence.start}:{sentence.end} of a text of {len(text)} characters"
        for token in sentence.tokens:
            if text[token.start : token.end] != token.text or token.start < 0:
                return _astray(token)
    for span in _spans(doc):
        if span.start is None and span.end is None:
            continue
        if span.start is None or span.end is None or span.start < 0 or text[span.start : span.end] != span.text:
            return _astray(span)
    for decided in chain(_decided(doc), _spans(doc)):
        if decided.confidence is not None and not 0 <= decided.confidence <= 1:  # also NaN
            return f"a confidence of {decided.confidence}"
    for topic in doc._topics or ():
        if not 0 <= topic.probability <= 1:
            return f"a probability of {topic.probability}"
        for weight in topic.weights:
            if not 0 <= weight <= 1:
                return f"a weight of {weight}"
    return next(filter(None, map(_misplaced, doc._entities or ())), None)


def _astray(span: Any) -> str:
    return f"{span.text[:60]!r} does not stand at {span.start}:{span.end} of the text"


def _spans(doc: Doc) -> Iterator[Any]:
    article = doc.article
    yield from article.parts
    yield from article.boilerplate
    if article.published_span is not None:
        yield article.published_span
    for entity in doc._entities or ():
        yield from entity.mentions
    yield from doc._dates or ()
    for role in doc._roles or ():
        yield role.evidence


def _decided(doc: Doc) -> Iterator[Any]:
    yield from doc._entities or ()
    yield from doc._roles or ()


def _misplaced(entity: Entity) -> str | None:
    place = entity.place
    if place is None:
        return None
    if place.lat is not None and not -90 <= place.lat <= 90:
        return f"a latitude of {place.lat}"
    if place.lon is not None and not -180 <= place.lon <= 180:
        return f"a longitude of {place.lon}"
    for number in (place.population, place.geonames_id):
        if number is not None and not 0 <= number < _LARGEST:
            return f"{number} of {place.name!r} is out of range"
    return None
