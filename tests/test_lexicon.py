"""The lexicon says what the dictionary would, and says so when either of its sources is another one."""

from __future__ import annotations

import warnings
from importlib.metadata import version

import pytest

import ruanalyze as ra
from ruanalyze.morph.dictionary import dictionary
from ruanalyze.morph.lexicon import Lexicon, lexicon
from ruanalyze.tagging import embeddings


@pytest.mark.parametrize("form", ["школе", "стали", "мэра", "кафе", "иванова", "сообщил"])
def test_the_lexicon_reads_as_the_dictionary_does(form: str) -> None:
    words = lexicon()
    number = words.class_of(form)
    assert number is not None
    made = [(r.tag, form[: len(form) - r.lemma[0]] + r.lemma[1]) for r in words.class_readings(number)]
    assert made == [(str(p.tag), p.normal_form) for p in dictionary().parse(form)]


def test_the_dictionary_knows_its_version() -> None:
    assert dictionary().version == version("pymorphy3-dicts-ru")


def test_another_dictionary_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary(), "version", "2.5.1.1")
    with pytest.warns(RuntimeWarning, match=r"installed is 2\.5\.1\.1.*pip install pymorphy3-dicts-ru==2\.4"):
        assert Lexicon().class_of("школе") is not None


def test_other_embeddings_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "vocabulary_crc", lambda: 1)
    with pytest.raises(ra.RuanalyzeError, match=r"pip install natasha==1\.6\.0"):
        Lexicon()


def test_what_is_installed_fits() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Lexicon()
