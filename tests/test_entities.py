"""Promises of the entity step: offsets, ids, order, sources, and that it can be copied, shared and repeated."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ruanalyze as ra
from ruanalyze.doc import Entity, Sentence, Token
from ruanalyze.entities.finder import EntityFinder
from ruanalyze.morph.lemmas import Morph
from ruanalyze.places.names import Places
from ruanalyze.segment.sentences import segment
from ruanalyze.tagging.tagger import TagSpan

if TYPE_CHECKING:
    from collections.abc import Callable

FINDER = EntityFinder(Morph(), Places.load())
TEXT = "Анна Котова ушла из МВД. Котову сменил Пётр Рогов, бывший начальник МВД России."
SPANS = [
    [TagSpan("PER", 0, 2, 0.9), TagSpan("ORG", 4, 5, 0.8)],
    [TagSpan("PER", 0, 1, 0.7), TagSpan("PER", 2, 4, None)],
]


def sentences(text: str) -> list[Sentence]:
    out = []
    for s in segment(text, [(0, len(text), "body")]):
        cells = zip(s.starts, s.words, strict=True)
        out.append(
            Sentence(s.start, s.end, s.part, tuple(Token(a, a + len(w), w, w.lower(), "X", "") for a, w in cells))
        )
    return out


def find(text: str = TEXT, spans: list[list[TagSpan]] | None = None) -> tuple[Entity, ...]:
    return FINDER.find(text, sentences(text), SPANS if spans is None else spans, source="hand")


def test_ids_count_by_kind_in_the_order_of_first_mentions() -> None:
    assert [(e.id, e.name) for e in find()] == [("PER1", "Анна Котова"), ("ORG1", "МВД"), ("PER2", "Пётр Рогов")]


def test_mentions_keep_offsets_source_and_confidence() -> None:
    mentions = [m for e in find() for m in e.mentions]
    assert all(TEXT[m.start : m.end] == m.text for m in mentions)
    assert {m.source for m in mentions} == {"hand"}
    assert find()[0].confidence == 0.9
    assert find()[2].confidence is None


def test_nothing_comes_of_nothing() -> None:
    assert find("", []) == ()
    assert find("Дождь.", [[]]) == ()
    assert find("Врач Котов.", [[TagSpan("POST", 0, 1, 0.5)]]) == ()


def test_a_span_of_marks_alone_is_dropped() -> None:
    assert find("Он — «…».", [[TagSpan("ORG", 2, 5, 0.5)]]) == ()


def test_the_finder_is_picklable_thread_safe_and_repeatable() -> None:
    again: EntityFinder = pickle.loads(pickle.dumps(FINDER))
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda _: again.find(TEXT, sentences(TEXT), SPANS, source="hand"), range(12)))
    assert got == [find()] * 12


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_names_in_all_capitals_or_small_letters_look_as_usual(change: Callable[[str], str]) -> None:
    text = change("Анну Котову сменил Пётр Рогов")
    spans = [[TagSpan("PER", 0, 2, None), TagSpan("PER", 3, 5, None)]]
    assert [e.name for e in find(text, spans)] == ["Анна Котова", "Пётр Рогов"]


WORDS = st.sampled_from(
    ["Анна", "Котова", "МВД", "«", "»", '"', "(", ")", "им", ".", "-", "ООО", "в", "театр", "Омске", "😀"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.data())
def test_any_spans_give_sound_entities(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    some = sentences(text)
    spans = []
    for s in some:
        first = data.draw(st.integers(0, len(s.tokens) - 1))
        last = data.draw(st.integers(first + 1, len(s.tokens)))
        spans.append([TagSpan(data.draw(st.sampled_from(["PER", "ORG", "LOC"])), first, last, None)])
    found = FINDER.find(text, some, spans)
    assert len({e.id for e in found}) == len(found)
    for e in found:
        assert e.name
        assert list(e.mentions) == sorted(e.mentions, key=lambda m: m.start)
        assert all(text[m.start : m.end] == m.text for m in e.mentions)


def test_a_long_list_of_regions_keeps_its_first() -> None:
    names = ["Омской", "Томской", "Курской", "Орловской", "Псковской", "Брянской", "Калужской", "Тульской", "Липецкой"]
    text = "Дожди в " + ", ".join(names[:-1]) + f" и {names[-1]} областях."
    spans = [[TagSpan("LOC", 2 + 2 * i, 3 + 2 * i, 0.9) for i in range(len(names))]]
    tokens = sentences(text)[0].tokens
    adjectives = tuple(
        Token(t.start, t.end, t.text, t.text.lower().replace("ской", "ский").replace("цкой", "цкий"), "ADJ", "Case=Loc")
        if t.text in names
        else Token(t.start, t.end, t.text, "область", "NOUN", "Case=Loc|Number=Plur")
        if t.text == "областях"
        else t
        for t in tokens
    )
    found = FINDER.find(text, [Sentence(0, len(text), "body", adjectives)], spans, source="hand")
    assert [e.name for e in found] == [f"{n.replace('ской', 'ская').replace('цкой', 'цкая')} область" for n in names]


def test_a_company_that_bears_its_founders_name_stays_a_company() -> None:
    text = "Глава Blumen ушёл. Его сменил Пётр Блумен (Peter Blumen)."
    spans = [[TagSpan("ORG", 1, 2, 0.9)], [TagSpan("PER", 2, 4, 0.9), TagSpan("PER", 5, 7, 0.9)]]
    assert ("ORG", "Blumen") in [(e.kind, e.name) for e in find(text, spans)]


def test_a_place_of_two_words_of_which_the_tagger_saw_one() -> None:
    doc = ra.analyze("Самолёт видели над Лодейным Полем ночью.", published="2022-01-20")
    assert [e.name for e in doc.places] == ["Лодейное Поле"]


@pytest.mark.parametrize(
    ("text", "seen", "person"),
    [
        ("Тренер Густав Мельник доволен.", 1, "Густав Мельник"),
        ("Ответил ей Оскар Вельт.", 3, "Оскар Вельт"),
        ("На улицах Берна выступал Вильгельм Звонок.", 4, "Вильгельм Звонок"),
        ("Дочери Вельта Кремль не ответил.", 1, "Вельт"),
    ],
)
def test_a_name_of_which_the_tagger_saw_a_half(text: str, seen: int, person: str) -> None:
    words = ra.analyze(text, published="2022-01-20").sentences
    spans = [[TagSpan("PER", seen, seen + 1, 0.9)]]
    assert [e.name for e in FINDER.find(text, words, spans, source="hand")] == [person]


def test_a_name_with_a_dot_inside_is_put_into_the_nominative() -> None:
    doc = ra.analyze("В «Яндекс.Картах» стоят отметки об аварии.", published="2022-01-20")
    assert [e.name for e in doc.organizations] == ["Яндекс.Карты"]


def test_a_name_written_with_and_without_a_gap_does_not_remember_the_other() -> None:
    texts = [f"Магазин {name} открылся." for name in ("М. Видео", "М.Видео")]
    spans = [[TagSpan("ORG", 1, 4, 0.9)]]
    there = [find(text, spans)[0].name for text in texts]
    again = [find(text, spans)[0].name for text in reversed(texts)]
    fresh = EntityFinder(Morph(), Places.load())
    alone = [fresh.find(text, sentences(text), spans, source="hand")[0].name for text in reversed(texts)]
    assert there == again[::-1] == alone[::-1]
    assert there[0] != there[1]
