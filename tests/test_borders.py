"""Where names begin and end: what the tagger saw, and what the mention is."""

from __future__ import annotations

import re

import pytest

from ruanalyze.doc import Token
from ruanalyze.entities.borders import adjust
from ruanalyze.segment.sentences import segment
from ruanalyze.tagging import tagger
from ruanalyze.tagging.tagger import TagSpan

#: "[PER Анна Котова]" is a span of the tagger
SPAN = re.compile(r"\[(PER|ORG|LOC) ([^\[\]]+)\]")


def read(marked: str) -> tuple[str, list[Token], list[TagSpan]]:
    """The text without marks, its tokens as the natasha model tags them, and the marked spans."""
    text, places = "", []
    at = 0
    for match in SPAN.finditer(marked):
        text += marked[at : match.start()]
        places.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    text += marked[at:]
    (sentence,) = segment(text, [(0, len(text), "body")])
    ((tagged,),) = tagger.load("natasha").tag([[sentence.words]])
    tokens = [
        Token(start, start + len(word), word, word.lower(), pos, feats)
        for start, word, pos, feats in zip(sentence.starts, sentence.words, tagged.pos, tagged.feats, strict=True)
    ]
    spans = []
    for kind, start, end in places:
        inside = [i for i, t in enumerate(tokens) if start <= t.start < end]
        spans.append(TagSpan(kind, inside[0], inside[-1] + 1, 0.9))  # type: ignore[arg-type]
    return text, tokens, spans


@pytest.mark.parametrize(
    ("marked", "mentions"),
    [
        ("[PER Рогов] [PER Пётр Львович] родился в Омске.", ["Рогов Пётр Львович"]),
        ("[PER Пётр Львович] [PER Рогов] родился в Омске.", ["Пётр Львович Рогов"]),
        ("Вместо [PER Котова] [PER Анна Рогова] пела.", ["Котова", "Анна Рогова"]),
        ("Окончил [ORG Омский университет им. П.] Рогова.", ["Омский университет им. П. Рогова"]),
        ("Окончил [ORG Омский университет им. П.] и уехал.", ["Омский университет им. П."]),
        ("В [ORG Службе надзора (СН]) сменили главу.", ["Службе надзора (СН)"]),
        ("Там (в [ORG СН]) сменили главу.", ["СН"]),
    ],
)
def test_borders(marked: str, mentions: list[str]) -> None:
    text, tokens, spans = read(marked)
    found = adjust(tokens, spans, 0, "hand")
    assert [text[tokens[f.first].start : tokens[f.last - 1].end] for f in found] == mentions


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("Мэр города [LOC Иванов] уехал.", "PER"),
        ("Глава района [LOC Котов] уехал.", "PER"),
        ("Мэр города [LOC Тольятти] уехал.", "LOC"),
        ("Мэра города [LOC Рогов] избрали.", "LOC"),
    ],
)
def test_who_has_a_post_is_no_town(marked: str, kind: str) -> None:
    _, tokens, spans = read(marked)
    (found,) = adjust(tokens, spans, 0, "hand")
    assert found.kind == kind
