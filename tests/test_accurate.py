"""The accurate tagger: pieces, windows, decoding, and what it says of sentences of our own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruanalyze.tagging import accurate
from ruanalyze.tagging.accurate import AccurateTagger, Pieces, normalize
from ruanalyze.tagging.tagger import calm

WORDS = [
    ["Губернатор", "Саратовской", "области", "Валерий", "Радаев", "встретился", "с", "министром", "образования", "."],
    ["Об", "этом", "сообщает", "ТАСС", "со", "ссылкой", "на", "пресс-службу", "МВД", "Киргизии", "."],
]


@pytest.fixture(scope="module")
def tagger() -> AccurateTagger:
    return AccurateTagger()


@pytest.mark.parametrize(
    ("token", "plain"),
    [
        ("Королёв", "Королев"),
        ("«", '"'),
        ("”", '"'),
        ("–", "—"),
        ("Ростов‑на‑Дону", "Ростов-на-Дону"),
        ("и\u0306", "й"),
    ],
)
def test_spelling_that_means_the_same_is_one(token: str, plain: str) -> None:
    assert normalize(token) == plain


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("МЭР ГОРОДА УШЁЛ В ОТСТАВКУ", "мэр города ушёл в отставку"),
        ("МВД РФ и ФСБ сообщили об этом журналистам", "МВД РФ и ФСБ сообщили об этом журналистам"),
        ("США", "США"),
        ("Мэр города ушёл", "Мэр города ушёл"),
    ],
)
def test_a_shouted_sentence_is_read_in_lower_case(sentence: str, read: str) -> None:
    assert list(calm(sentence.split())) == read.split()


def test_a_word_is_cut_into_its_most_probable_pieces() -> None:
    pieces = Pieces(
        ["<s>", "<pad>", "</s>", "<unk>", "▁мэр", "▁м", "эр", "ия", "▁", ","],
        [0, 0, 0, 0, -3.0, -2.0, -2.0, -2.0, -1.0, -1.0],
    )
    assert pieces.cut("мэр") == (4,)
    assert pieces.cut("мэрия") == (4, 7)
    assert pieces.cut(",") == (9,)
    assert pieces.cut("☃☃") == (8, 3)
    assert pieces.cut("") == pieces.cut("\u200b") == (3,)


@given(st.lists(st.lists(st.integers(1, 24), min_size=1, max_size=300), max_size=12))
def test_windows_hold_every_token_once_and_in_order(lengths: list[list[int]]) -> None:
    number = iter(range(4, 10**6))
    cuts = [[tuple(next(number) for _ in range(n)) for n in sentence] for sentence in lengths]
    windows = list(accurate._windows(cuts))
    assert [w.ids[f] for w in windows for f in w.first] == [t[0] for s in cuts for t in s]
    assert [p for w in windows for i, n in w.parts for p in [i] * n] == [i for i, s in enumerate(cuts) for _ in s]
    assert all(len(w.ids) <= 512 for w in windows)


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("O PER per O ORG", [("PER", 1, 3), ("ORG", 4, 5)]),
        ("PER PER", [("PER", 0, 1), ("PER", 1, 2)]),
        ("O per O", [("PER", 1, 2)]),
        ("LOC loc org loc O", [("LOC", 0, 4)]),
        ("O O", []),
    ],
)
def test_labels_become_spans(labels: str, spans: list[tuple[str, int, int]]) -> None:
    """In capitals: the label that begins a span; in lower case: the one inside."""
    order = ["O", "PER", "per", "ORG", "org", "LOC", "loc"]
    probabilities = np.eye(7, dtype=np.float32)[[order.index(x) for x in labels.split()]] * 0.9 + 0.01
    assert [s[:3] for s in accurate._spans(probabilities, ("PER", "ORG", "LOC"))] == spans


def test_names_and_posts(tagger: AccurateTagger) -> None:
    first, second = tagger.tag([WORDS])[0]
    found = {(s.kind, " ".join(WORDS[0][s.first : s.last])) for s in first.spans}
    assert {("PER", "Валерий Радаев"), ("LOC", "Саратовской области")} <= found
    assert any(kind == "POST" and text.startswith("Губернатор") for kind, text in found)
    assert ("ORG", "ТАСС") in {(s.kind, " ".join(WORDS[1][s.first : s.last])) for s in second.spans}
    assert all(0 < (s.confidence or 0) <= 1 for s in first.spans + second.spans)


def test_morphology(tagger: AccurateTagger) -> None:
    tagged = tagger.tag([WORDS])[0][0]
    assert tagged.pos == ["NOUN", "ADJ", "NOUN", "PROPN", "PROPN", "VERB", "ADP", "NOUN", "NOUN", "PUNCT"]
    assert tagged.feats[2] == "Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing"
    assert tagged.feats[-1] == ""


def test_the_spelling_changes_no_answer(tagger: AccurateTagger) -> None:
    straight = ["Фирма", '"', "Свет", '"', "уедет", "с", "Королёвым", "в", "Орёл", "—", "навсегда", "."]
    other = ["Фирма", "«", "Свет", "»", "уедет", "с", "Королевым", "в", "Орел", "–", "навсегда", "."]
    assert tagger.tag([[straight]]) == tagger.tag([[other]])


def test_the_company_of_other_documents_changes_no_answer(tagger: AccurateTagger) -> None:
    docs = [WORDS, WORDS[:1], [["Москва"]], [WORDS[1]] * 40]
    assert tagger.tag(docs) == [tagger.tag([d])[0] for d in docs]


def test_what_is_empty_or_very_long_loses_nothing(tagger: AccurateTagger) -> None:
    long = WORDS[0] * 200
    docs = [[], [[]], [[], ["Москва"]], [long], [["я" * 5000, "\u200b", "", "😀"]]]
    answer = tagger.tag(docs)
    assert [[len(t.pos) for t in d] for d in answer] == [[len(s) for s in d] for d in docs]
    assert sum(s.kind == "PER" for s in answer[3][0].spans) > 150


def test_topics_are_probabilities(tagger: AccurateTagger) -> None:
    (tagged, topics), (_, none) = tagger.tag_with_topics([WORDS, []])
    assert tagged == tagger.tag([WORDS])[0]
    assert len(topics) == len(tagger.topic_ids) == 18
    assert all(0 <= p <= 1 for p in topics)
    assert max(none) < 0.01
