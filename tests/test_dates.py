"""Date phrases: data/dates.tsv has one a line, with the publication date ("-": unknown) and the values ("-": none)."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import pickle
from pathlib import Path

import pymorphy3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruanalyze.dates.find import find_dates
from ruanalyze.dates.rules import RULES
from ruanalyze.doc import DateRef, Sentence, Token
from ruanalyze.segment.sentences import segment

_POS = {"ADJF": "ADJ", "ADJS": "ADJ", "VERB": "VERB", "PRTF": "VERB", "PRTS": "VERB"}
_POS |= {"PREP": "ADP", "ADVB": "ADV", "NPRO": "PRON"}
_CASES = {"gent": "Case=Gen", "nomn": "Case=Nom"}
_TENSES = {"futr": "Tense=Fut", "past": "Tense=Past", "pres": "Tense=Pres"}


@functools.cache
def _dictionary() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@functools.cache
def _analysis(word: str) -> tuple[str, str, str]:
    if not any(char.isalnum() for char in word):
        return word, "PUNCT", ""
    best = _dictionary().parse(word)[0]
    part = str(best.tag.POS)
    feats = [_CASES.get(best.tag.case, ""), _TENSES.get(best.tag.tense, "") if part == "VERB" else ""]
    return best.normal_form, _POS.get(part, "NOUN" if part == "NOUN" else "X"), "|".join(f for f in feats if f)


def _sentences(text: str) -> list[Sentence]:
    found = []
    for s in segment(text, [(0, len(text), "body")]):
        tokens = [Token(a, a + len(w), w, *_analysis(w)) for a, w in zip(s.starts, s.words, strict=True)]
        found.append(Sentence(s.start, s.end, s.part, tuple(tokens)))
    return found


def _find(text: str, published: str = "2019-10-09") -> tuple[DateRef, ...]:
    return find_dates(text, _sentences(text), None if published == "-" else dt.date.fromisoformat(published))


with (Path(__file__).parent / "data" / "dates.tsv").open(encoding="utf8", newline="") as _lines:
    ROWS = list(csv.DictReader(_lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule"])
def test_values(row: dict[str, str]) -> None:
    found = _find(row["text"], row["published"])
    assert " ".join(d.value for d in found) == row["values"].replace("-", "", row["values"] == "-"), row["text"]
    if row["rule"] in RULES and found:
        assert f"dates:{row['rule']}" in {d.source for d in found}


def test_every_rule_has_rows_and_the_table_is_large() -> None:
    assert set(RULES) | {"half", "narrative", "nothing"} >= {row["rule"] for row in ROWS} >= set(RULES)
    assert len(ROWS) >= 250


@pytest.mark.parametrize(
    ("text", "phrase", "grain"),
    [
        ("Он уехал в 2003 году.", "в 2003 году", "year"),
        ("Он уехал в понедельник, 7 октября 2019 года.", "в понедельник, 7 октября 2019 года", "day"),
        ("Утром в понедельник он уехал.", "Утром в понедельник", "day"),
        ("Он жил тут с 5 по 9 мая.", "с 5 по 9 мая", "range"),
        ("Он уехал в октябре 2018 г. Об этом писали.", "в октябре 2018 г.", "month"),
        ("В третьем квартале 2018 года стало лучше.", "В третьем квартале 2018 года", "quarter"),
        ("В первом полугодии 2018 года стало лучше.", "В первом полугодии 2018 года", "half"),
        ("Летом 2018 года стало лучше.", "Летом 2018 года", "season"),
        ("В 1990-х годах стало лучше.", "В 1990-х годах", "decade"),
        ("В XIX веке стало лучше.", "В XIX веке", "century"),
        ("На прошлой неделе стало лучше.", "На прошлой неделе", "week"),
        ("Матч начнётся 10 октября в 19:30.", "10 октября в 19:30", "time"),
    ],
)
def test_spans_and_grains(text: str, phrase: str, grain: str) -> None:
    (found,) = _find(text)
    assert (found.text, found.grain) == (phrase, grain)
    assert text[found.start : found.end] == phrase


def test_publication_may_be_a_moment() -> None:
    text = "Вчера открыли школу."
    moment = dt.datetime(2019, 10, 9, 0, 5, tzinfo=dt.UTC)
    assert [d.value for d in find_dates(text, _sentences(text), moment)] == ["2019-10-08"]
    assert [d.value for d in find_dates(text, _sentences(text))] == []


def test_it_may_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(find_dates)) is find_dates


_WORDS = """
    5 7 31 12 1 2019 2020-го 2018—2019 5-9 01.02.2024 15.02 31.12.99 12:30 90-х 1990-е мая феврале январь-март
    октябрь года году г . гг годов лет понедельник среду пятницу пт вчера завтра накануне утром день дня дней
    неделю неделе месяцев выходные квартале полугодии половине веке XX III зимой летом начале конце прошлом
    прошлый следующий этот том же последние назад через тому часов Новый Рождество День Победы два двадцать
    третьего тридцать первого девять в на с по до к за от и - , ( ) / построят построили
"""
_DATES = ["-", "2019-10-09", "2020-02-29", "0001-01-01", "9999-12-31"]


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=9), st.sampled_from(_DATES))
def test_nothing_breaks_and_all_values_are_dates(words: list[str], published: str) -> None:
    text = " ".join(words)
    for found in _find(text, published):
        assert text[found.start : found.end] == found.text
        first, _, last = found.value.partition("/")
        assert first[:4].isdigit()
        assert not last or first < last
        for value in filter(None, (first, last)):
            if len(value) == 10:
                dt.date.fromisoformat(value)
            elif len(value) == 16:
                dt.datetime.fromisoformat(value)
