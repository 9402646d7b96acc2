"""The fast tagger: forms in a table, settled tags, names that hang together, whatever else is in the batch."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ruanalyze.tagging.fast import Bio, FastTagger
from ruanalyze.tagging.packed import FormTable, rows_of
from ruanalyze.tagging.word_forms import hashed, spelling

LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]
TAGGER = FastTagger()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.data())
def test_an_inside_label_follows_its_own_kind(sizes: list[int], data: st.DataObject) -> None:
    size = np.array(sizes)
    starts = 7 + np.cumsum(size + 2) - size - 2
    rows = int(starts[-1] + size[-1]) + 7
    scores = data.draw(arrays(np.float32, (rows, len(LABELS)), elements=st.integers(-5, 5).map(float)))
    at = rows_of(starts, size)
    best = scores.argmax(1)
    path = Bio(LABELS).path(best, scores, at, starts, size).tolist()
    assert not any(path[i] for i in set(range(rows)) - set(at.tolist()))
    for before, now in pairwise(path):
        assert not LABELS[now].startswith("I-") or LABELS[before][2:] == LABELS[now][2:]


def test_labels_that_follow_each_other_stay() -> None:
    best = np.array([0, 0, 1, 2, 0, 3, 0, 0])
    scores = np.eye(len(LABELS), dtype=np.float32)[best]
    path = Bio(LABELS).path(best, scores, np.arange(2, 6), np.array([2]), np.array([4]))
    assert path.tolist() == best.tolist()


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8))
def test_a_forms_buckets_are_its_own(forms: list[str]) -> None:
    together, offsets = hashed(forms)
    alone = [hashed([form])[0].tolist() for form in forms]
    assert together.tolist() == [bucket for some in alone for bucket in some]
    assert offsets.tolist() == np.cumsum([0, *map(len, alone)])[:-1].tolist()


def test_numbers_of_one_form_share_a_row() -> None:
    asked: list[list[str]] = []

    def compute(forms: list[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        asked.append(forms)
        return np.array([[len(form)] for form in forms], np.float32)

    table = FormTable(1, compute, spelling, common=["мэр"])
    ids, rows = table.look_up(["мэр", "2019", "1999", "мэр", "7"])
    assert asked == [["мэр"], ["0000", "0"]]
    assert ids[1] == ids[2] != ids[4]
    assert rows[ids, 0].tolist() == [3, 4, 4, 3, 1]


def test_settled_forms_have_one_tag_everywhere() -> None:
    docs = [[["Мэр", "Перми", "приехал", "в", "Омск", "."]], [["В", "Омске", ",", "в", "театре", ",", "пели", "."]]]
    tagged = [
        list(zip(s, t.pos, strict=True))
        for doc, ts in zip(docs, TAGGER.tag(docs), strict=True)
        for s, t in zip(doc, ts, strict=True)
    ]
    assert {pos for sentence in tagged for word, pos in sentence if word == "в"} == {"ADP"}
    assert {pos for sentence in tagged for word, pos in sentence if word in ",."} == {"PUNCT"}


def test_the_batch_changes_no_answer() -> None:
    docs = [
        [["Губернатор", "Иван", "Петров", "приехал", "в", "Псков", "."], ["Его", "встретили", "."]],
        [["МВД", "России", "сообщило", "о", "задержании", "."]],
        [["ПОЖАР", "В", "ОМСКЕ", "ПОТУШЕН"]],
        [["Ф"]],
    ]
    assert TAGGER.tag(docs) == [answer for doc in docs for answer in FastTagger().tag([doc])]
