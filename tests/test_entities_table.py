"""Hard cases: a text with its spans given by hand, and the entities that must come out, by kind of difficulty."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ruanalyze.doc import Entity, Sentence, Token
from ruanalyze.entities.finder import EntityFinder
from ruanalyze.morph.lemmas import Morph
from ruanalyze.places.names import Places
from ruanalyze.segment.sentences import RawSentence, segment
from ruanalyze.tagging.slovnet import SlovnetTagger
from ruanalyze.tagging.tagger import Tagged, TagSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import EntityKind

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "entities.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
MARK = re.compile(r"\[(PER|ORG|LOC) ([^\]]+)\]")  # [PER Анны Котовой]
WANTED = re.compile(r"(PER|ORG|LOC) (.+?)(?: =(\d+))?(?: \((m|f)\))?(?: \|(\S+))?$")  # ORG Банк России =3 |ЦБ
GENDER = {"m": "masc", "f": "femn"}


class Tools:
    """The finder, and the tags that slovnet gives the words."""

    def __init__(self) -> None:
        self.morph = Morph()
        self.tagger = SlovnetTagger()
        self.finder = EntityFinder(self.morph, Places.load())

    def find_all(self, marked: Sequence[str]) -> list[tuple[Entity, ...]]:
        """The entities of texts whose spans are in brackets; all are tagged at once."""
        unmarked = [unmark(m) for m in marked]
        raw = [segment(text, [(0, len(text), "body")]) for text, _ in unmarked]
        tags = self.tagger.tag([[s.words for s in some] for some in raw])
        return [self.find(*args) for args in zip(unmarked, raw, tags, strict=True)]

    def find(
        self, unmarked: tuple[str, list[tuple[EntityKind, int, int]]], raw: list[RawSentence], tagged: list[Tagged]
    ) -> tuple[Entity, ...]:
        text, spans = unmarked
        sentences, by_sentence = [], []
        for s, t in zip(raw, tagged, strict=True):
            cells = zip(s.starts, s.words, self.morph.words(s.words, t.pos, t.feats), strict=True)
            tokens = tuple(Token(at, at + len(w), w, *read) for at, w, read in cells)
            sentences.append(Sentence(s.start, s.end, "body", tokens))
            inside = [(k, a, b) for k, a, b in spans if s.start <= a and b <= s.end]
            by_sentence.append([span_of(tokens, k, a, b) for k, a, b in inside])
        assert sum(map(len, by_sentence)) == len(spans), "a span crosses sentences"
        return self.finder.find(text, sentences, by_sentence, source="hand")


def unmark(marked: str) -> tuple[str, list[tuple[EntityKind, int, int]]]:
    spans: list[tuple[EntityKind, int, int]] = []
    out, at = "", 0
    for m in MARK.finditer(marked):
        out += marked[at : m.start()]
        spans.append((m[1], len(out), len(out) + len(m[2])))  # type: ignore[arg-type]
        out += m[2]
        at = m.end()
    return out + marked[at:], spans


def span_of(tokens: tuple[Token, ...], kind: EntityKind, start: int, end: int) -> TagSpan:
    inside = [i for i, t in enumerate(tokens) if start <= t.start and t.end <= end]
    return TagSpan(kind, inside[0], inside[-1] + 1, None)


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[Entity, ...]]:
    """The entities of each text of the table."""
    marked = [row[1] for row in ROWS]
    return dict(zip(marked, Tools().find_all(marked), strict=True))


def shown(e: Entity, like: str) -> str:
    """An entity as the table writes it, with as much as `like` asks for."""
    wanted = WANTED.match(like)
    out = f"{e.kind} {e.name}"
    if len(e.mentions) > 1 or (wanted and wanted[3]):
        out += f" ={len(e.mentions)}"
    if wanted and wanted[4] and e.person and e.person.gender:
        out += f" ({e.person.gender[0]})"
    if wanted and wanted[5] and e.org and e.org.acronym:
        out += f" |{e.org.acronym}"
    return out


@pytest.mark.parametrize(("kind", "marked", "expected"), ROWS, ids=[f"{r[0]}-{i}" for i, r in enumerate(ROWS)])
def test_hard_case(found: dict[str, tuple[Entity, ...]], kind: str, marked: str, expected: str) -> None:
    wanted = [w.strip() for w in expected.split(";") if w.strip()]
    names = {w: WANTED.match(w)[2] for w in wanted}  # type: ignore[index]
    got = []
    for e in found[marked]:
        like = next((w for w, name in names.items() if name == e.name), "")
        got.append(shown(e, like))
    assert sorted(got) == sorted(wanted)


def test_the_table_is_large() -> None:
    assert len(ROWS) >= 250
    assert len({r[0] for r in ROWS}) >= 20
