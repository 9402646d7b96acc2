"""Key phrases: the noun phrases and names that a reader would file the article under, in nominative.

A phrase counts by how often and where it stands, by its rarity in news, and by its salience: how readily headlines take
up its words when an article has them ("пожар" far more readily than "ведомство").
"""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ruanalyze.kept import Kept
from ruanalyze.keywords.forms import is_noun, nominative
from ruanalyze.paths import RESOURCES
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Entity, Sentence, Token

__all__ = ["Keywords"]

_TITLE: Final = 4.0
_FIRST: Final = 1.6  # the first sentences after the title say what an article is about
_FIRST_SENTENCES: Final = 3
_MIN_RARITY: Final = 1.6
_UNKNOWN: Final = 5.4  # of a word that the background does not have
_NAME: Final = 0.85
_SECOND: Final = 0.55  # what a phrase's weaker word adds
_SET_PHRASE: Final = 1.15
_FLOOR: Final = 0.12  # of the best phrase's score
_INSIDE: Final = 0.75
_LONGEST: Final = 4
_END: Final = 1 << 60
_CACHE_SIZE: Final = 32_768


class _Found:
    """A phrase with its summed weight, the part of it in plural, and its first occurrence."""

    __slots__ = ("first", "head", "last", "plural", "tokens", "weight")

    def __init__(self, tokens: Sequence[Token], first: int, head: int, last: int) -> None:
        self.tokens, self.first, self.head, self.last = tokens, first, head, last
        self.weight = self.plural = 0.0

    def text(self) -> str:
        """The phrase in nominative, in the number in which it mostly stands."""
        front, tail = self.tokens[self.first : self.head + 1], self.tokens[self.head + 1 : self.last]
        return nominative(front, tail, many=self.plural * 2 > self.weight)


class Keywords:
    """Finds key phrases; made by `Keywords.load`, safe in threads, picklable."""

    def __init__(self, most: int = 10) -> None:
        self.most = most
        self._values, self._pairs = _background()
        self._stop = _stop_words()
        # What words and names seen lately are worth; 0 for a word that makes no phrase.
        self._worth = Kept[str, float](_CACHE_SIZE)
        self._names = Kept[str, float](_CACHE_SIZE)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.most,)

    @classmethod
    def load(cls) -> Keywords:
        """The shipped finder."""
        return cls()

    def extract(self, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> tuple[str, ...]:
        """Key phrases in nominative, best first: noun phrases of `sentences` and names of `entities`, 10 at most."""
        found: dict[tuple[str, ...] | str, _Found] = {}
        taken = sorted([(m.start, m.end) for e in entities for m in e.mentions])
        taken.append((_END, _END))
        at = size = body = 0
        ends: list[int] = []
        weights: list[float] = []
        for sentence in sentences:
            weight = 1.0
            if sentence.part == "title":
                weight = _TITLE
            else:
                if body < _FIRST_SENTENCES:
                    weight = _FIRST
                body += 1
            ends.append(sentence.end)
            weights.append(weight)
            size += len(sentence.tokens)
            at = self._phrases(sentence.tokens, weight, taken, at, found)
        scored: list[tuple[float, Any]] = [(self._score(key, f.weight), key) for key, f in found.items()]
        scored += [(self._name_score(entity, ends, weights), entity) for entity in entities]
        scored.sort(key=_score_of, reverse=True)
        return self._pick(scored, found, min(self.most, 4 + size // 50))

    def _phrases(
        self,
        tokens: Sequence[Token],
        weight: float,
        taken: list[tuple[int, int]],
        at: int,
        found: dict[tuple[str, ...] | str, _Found],
    ) -> int:
        """Add a sentence's phrases to `found`: a noun alone, with its adjectives, with a noun in genitive after it.

        `taken` are the stretches of names, `at` the first that may still matter; returns it for the next sentence.
        """
        stop, worth = self._stop, self._worth
        # Where adjectives began; the noun just read, and where its phrase began; where the next name begins and ends.
        left = before = start_before = -1
        begins, ends = taken[at]
        for i, token in enumerate(tokens):
            pos = token.pos
            if pos != "NOUN":
                if pos != "ADJ":
                    left = before = -1
                elif token.lemma in stop:
                    left = -1
                elif left < 0:
                    left = i
                continue
            lemma, start = token.lemma, token.start
            while ends <= start:
                at += 1
                begins, ends = taken[at]
            if begins <= start or not (worth[lemma] if lemma in worth else self._learn(lemma)):
                left = before = -1
                continue
            if left >= 0 and (left < i - 2 or (at and taken[at - 1][1] > tokens[left].start)):
                left = i - 1 if tokens[i - 1].lemma not in stop and (not at or taken[at - 1][1] <= start - 1) else -1
            feats = token.feats
            many = "Number=Plur" in feats
            _add(found, lemma, weight, many, tokens, i, i, i + 1)
            first = i
            if left >= 0:
                first = left
                key = (
                    (tokens[left].lemma, lemma)
                    if left == i - 1
                    else (tokens[left].lemma, tokens[left + 1].lemma, lemma)
                )
                _add(found, key, weight, many, tokens, left, i, i + 1)
            if before >= 0 and first == before + 1 and "Case=Gen" in feats:
                begin = start_before if i - start_before < _LONGEST else before
                plural = "Number=Plur" in tokens[before].feats
                _add(
                    found, tuple([t.lemma for t in tokens[begin : i + 1]]), weight, plural, tokens, begin, before, i + 1
                )
            before, start_before, left = i, first, -1
        return at

    def _learn(self, lemma: str) -> float:
        """What a noun is worth, 0.0 when it makes no phrase; kept for the next time."""
        none = lemma in self._stop or len(lemma) < 3 or not lemma[0].isalpha()
        return self._worth.keep(lemma, 0.0 if none else self._value(lemma))

    def _value(self, lemma: str) -> float:
        """Rarity times salience of a lemma."""
        value = self._values.get(lemma)
        return self._values.get(fold(lemma), _UNKNOWN) if value is None else value

    def _score(self, key: tuple[str, ...] | str, weight: float) -> float:
        if isinstance(key, str):
            return weight * self._value(key)
        values = list(map(self._value, key))
        score = weight * (max(values) + _SECOND * min(values))
        return score * _SET_PHRASE if key in self._pairs else score

    def _name_score(self, entity: Entity, ends: list[int], weights: list[float]) -> float:
        """Of a name by its mentions; sentence number n ends at `ends[n]` and weighs `weights[n]`."""
        value = self._names.get(entity.name)
        if value is None:
            values = [self._value(word.strip('«»"(),.')) for word in entity.name.split()]
            value = self._names.keep(entity.name, max(values, default=0.0))
        last = len(ends) - 1
        weight = (
            sum([weights[min(bisect_right(ends, mention.start), last)] for mention in entity.mentions]) if ends else 1.0
        )
        return float(weight**0.8) * value * _NAME

    def _pick(
        self, scored: list[tuple[float, Any]], found: dict[tuple[str, ...] | str, _Found], most: int
    ) -> tuple[str, ...]:
        """The best phrases that do not repeat each other; a longer phrase takes the place of its noun alone."""
        out: list[str] = []
        used: list[frozenset[str]] = []
        floor = scored[0][0] * _FLOOR if scored else 0.0
        phrased: dict[str, float] = {}
        for key, phrase in found.items():
            if key.__class__ is tuple:
                weight = phrase.weight
                for lemma in key:
                    if weight > phrased.get(lemma, 0.0):
                        phrased[lemma] = weight
        for score, key in scored:
            if len(out) >= most or score <= floor:
                break
            if isinstance(key, str):
                if phrased.get(key, 0.0) >= _INSIDE * found[key].weight or not is_noun(key):
                    continue
                words = frozenset((key,))
            elif isinstance(key, tuple):
                words = frozenset(key)
            else:
                words = frozenset(key.name.lower().rstrip(" .,").split())
            short = -1
            for n, other in enumerate(used):
                if words <= other or (other < words and len(other) > 1):
                    break
                if short < 0 and other < words:
                    short = n
            else:
                text = found[key].text() if isinstance(key, str | tuple) else key.name.rstrip(" .,")
                if not text:
                    continue
                if short >= 0 and isinstance(key, tuple):
                    out[short], used[short] = text, words
                else:
                    out.append(text)
                    used.append(words)
        return tuple(dict.fromkeys(out))


def _score_of(pair: tuple[float, Any]) -> float:
    return pair[0]


def _add(
    found: dict[tuple[str, ...] | str, _Found],
    key: tuple[str, ...] | str,
    weight: float,
    many: bool,
    tokens: Sequence[Token],
    first: int,
    head: int,
    last: int,
) -> None:
    phrase = found.get(key)
    if phrase is None:
        phrase = found[key] = _Found(tokens, first, head, last)
    phrase.weight += weight
    if many:
        phrase.plural += weight


@lru_cache(maxsize=1)
def _background() -> tuple[dict[str, float], frozenset[tuple[str, ...]]]:
    """What a word is worth (rarity times salience), and the pairs of words that news often joins."""
    words = json.loads((RESOURCES / "keywords.json").read_text("utf8"))["words"].split(" ")
    with np.load(RESOURCES / "keywords.npz", allow_pickle=False) as file:
        worth = np.maximum(file["rarity"] / 20.0 - _MIN_RARITY, 0) * np.exp(file["salience"] / 80.0)
        pairs = file["pairs"].tolist()
    return dict(zip(words, worth.tolist(), strict=True)), frozenset((words[a], words[b]) for a, b in pairs)


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    """Nouns and adjectives that say nothing of what a text is about."""
    lines = (RESOURCES / "keywords.stop.txt").read_text("utf8").splitlines()
    words = set(chain.from_iterable(line.split() for line in lines if not line.startswith("#")))
    return frozenset(words | {word.replace("ё", "е") for word in words})
