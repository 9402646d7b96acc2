"""A defect of one step costs one source and not its neighbours; tables of words begin anew when they are full."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

import ruanalyze as ra
from ruanalyze.tagging.fast import FastTagger
from ruanalyze.tagging.packed import FormTable
from tests.conftest import PAGE

GOOD = ("В Пензе открыли школу.", "Мэр Перми Иван Ежов уехал.")
BAD = "Эта страница ломает шаг."


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> ra.Analyzer:
    """An Analyzer whose step of dates raises for one text."""
    an = ra.Analyzer()
    find = an._steps.find_dates

    def find_dates(text: str, *rest: Any) -> Any:
        if text == BAD:
            raise ZeroDivisionError("a defect")
        return find(text, *rest)

    monkeypatch.setattr(an._steps, "find_dates", find_dates)
    return an


@pytest.mark.parametrize("batch_size", [1, 2, 64])
def test_a_defect_is_a_failure_in_its_place(broken: ra.Analyzer, an: ra.Analyzer, batch_size: int) -> None:
    sources = [GOOD[0], ra.Source(BAD, url="https://n.example/bad"), "", GOOD[1]]
    first, failed, blank, last = broken.pipe(sources, on_error="record", batch_size=batch_size)
    assert [first, last] == [an.analyze(text) for text in GOOD]
    assert failed == ra.Failure(BAD, "ZeroDivisionError", "a defect", "https://n.example/bad")
    assert str(failed) == "ZeroDivisionError: a defect"
    assert isinstance(blank, ra.Failure)
    assert blank.kind == "NoTextError"


def test_a_defect_is_raised_when_that_is_asked(broken: ra.Analyzer) -> None:
    with pytest.raises(ZeroDivisionError, match="a defect"):
        list(broken.pipe([*GOOD, BAD]))
    with pytest.raises(ZeroDivisionError, match="a defect"):
        broken.analyze(BAD)


def test_clean_of_an_analyzer_keeps_its_options() -> None:
    page = ra.Analyzer(ra.Options(steps=(), timezone="Europe/Saratov")).clean(PAGE)
    assert page.article.published is not None
    assert page.article.published.isoformat() == "2019-10-09T12:37:00+04:00"
    assert page.article.paragraphs == ra.clean(PAGE).article.paragraphs


def test_a_tagger_goes_through_a_pickle() -> None:
    tagger = FastTagger()
    docs = [[["Мэр", "Перми", "Иван", "Ежов", "уехал", "."]]]
    assert pickle.loads(pickle.dumps(tagger)).tag(docs) == tagger.tag(docs)


def test_a_giant_document_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = ["Мэр", "Перми", "Иван", "Ежов", "уехал", "."]
    tagger = FastTagger()
    whole = tagger.tag([[sentence] * 40])
    monkeypatch.setattr("ruanalyze.tagging.fast._GIANT", 50)
    pieces = tagger.tag([[sentence] * 40, [sentence]])
    assert [len(doc) for doc in pieces] == [40, 1]
    assert [[s.first for s in t.spans] for t in pieces[0]] == [[s.first for s in t.spans] for t in whole[0]]


def test_a_full_table_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ruanalyze.tagging.packed._FORMS", 3)
    asked: list[list[str]] = []

    def compute(words: list[str]) -> Any:
        asked.append(words)
        return np.array([[len(word)] for word in words], np.float32)

    table = FormTable(1, compute)
    for words in (["а", "бб"], ["бб", "ввв"], ["ггг", "а"], ["а", "бб", "ггг", "дд", "е"]):
        ids, rows = table.look_up(words)
        assert rows[0] == 0
        assert rows[ids, 0].tolist() == [len(word) for word in words]
    assert asked == [["а", "бб"], ["ввв"], ["а", "ггг"], ["а", "бб", "ггг", "дд", "е"]]
