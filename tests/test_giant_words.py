"""A word that is no word (an encoded picture, a broken page) costs neither offsets nor memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ruanalyze as ra
from ruanalyze.segment.tokens import tokenize
from tests.fuzz.promises import check_offsets


@pytest.mark.parametrize(
    ("length", "pieces"), [(299, [299]), (300, [300]), (301, [300, 1]), (600, [300, 300]), (601, [300, 300, 1])]
)
def test_a_giant_word_is_cut(length: int, pieces: list[int]) -> None:
    starts, words = tokenize(f"вот {'а' * length} \n и")
    assert [len(w) for w in words] == [3, *pieces, 1]
    assert starts[1:-1] == [4 + 300 * i for i in range(len(pieces))]
    assert starts[-1] == 4 + length + 3


@given(
    st.lists(
        st.tuples(st.sampled_from("аZ1.-\u0301😀"), st.integers(1, 1200), st.sampled_from(["", " ", "\n"])), max_size=6
    )
)
def test_the_cut_keeps_offsets(runs: list[tuple[str, int, str]]) -> None:
    text = "".join(c * n + gap for c, n, gap in runs)
    starts, words = tokenize(text)
    assert "".join(words) == "".join(text.split())
    assert all(text[at : at + len(word)] == word for at, word in zip(starts, words, strict=True))
    assert max(map(len, words), default=0) <= 300


@pytest.mark.parametrize("word", ["а-" * 10_000, "А" * 20_000, "\u0301" * 5_000, "https://a.example/" + "x" * 30_000])
def test_a_document_of_one_giant_word(an: ra.Analyzer, word: str) -> None:
    check_offsets(an.analyze(f"Мэр Перми Иван {word} уехал в Пензу."))
