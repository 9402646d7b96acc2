"""Lemmas by tags, and nominatives read off endings."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruanalyze.morph.lemmas import Morph, split_feats
from ruanalyze.morph.paradigms import readings

MORPH = Morph()


@pytest.mark.parametrize(
    ("word", "pos", "feats", "lemma"),
    [
        ("Саратовской", "ADJ", "Case=Gen|Gender=Fem|Number=Sing", "саратовский"),
        ("стали", "VERB", "Mood=Ind|Number=Plur|Tense=Past|VerbForm=Fin", "стать"),
        ("стали", "NOUN", "Case=Gen|Gender=Fem|Number=Sing", "сталь"),
        ("людей", "NOUN", "Case=Gen|Number=Plur", "человек"),
        ("лет", "NOUN", "Case=Gen|Gender=Masc|Number=Plur", "год"),
        ("решившие", "VERB", "Case=Nom|Number=Plur|Tense=Past|VerbForm=Part|Voice=Act", "решить"),
        ("делая", "VERB", "Aspect=Imp|Tense=Pres|VerbForm=Conv", "делать"),
        ("построена", "VERB", "Gender=Fem|Number=Sing|Variant=Short|VerbForm=Part|Voice=Pass", "построить"),
        ("быстрее", "ADV", "Degree=Cmp", "быстро"),
        ("быстрее", "ADJ", "Degree=Cmp", "быстрый"),
        ("больше", "ADV", "Degree=Cmp", "больше"),
        ("всех", "PRON", "Case=Gen|Number=Plur", "все"),
        ("всех", "DET", "Case=Gen|Number=Plur", "весь"),
        ("того", "PRON", "Case=Gen|Gender=Neut|Number=Sing", "то"),
        ("его", "DET", "", "его"),
        ("его", "PRON", "Case=Gen|Gender=Masc|Number=Sing|Person=3", "он"),
        ("Петровой", "PROPN", "Animacy=Anim|Case=Gen|Gender=Fem|Number=Sing", "петрова"),
        ("Петрову", "PROPN", "Animacy=Anim|Case=Dat|Gender=Masc|Number=Sing", "петров"),
        ("Алексеевной", "PROPN", "Animacy=Anim|Case=Ins|Gender=Fem|Number=Sing", "алексеевна"),
        ("Бродской", "PROPN", "Animacy=Anim|Case=Gen|Gender=Fem|Number=Sing", "бродская"),
        ("Саратове", "PROPN", "Animacy=Inan|Case=Loc|Gender=Masc|Number=Sing", "саратов"),
        ("Крэйг", "PROPN", "Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing", "крэйг"),
        ("должны", "ADJ", "Number=Plur|Variant=Short", "должен"),
        ("счастья", "NOUN", "Case=Gen|Gender=Neut|Number=Sing", "счастье"),
        ("2019", "NUM", "", "2019"),
        ("»", "PUNCT", "", "»"),
        ("Facebook", "PROPN", "Foreign=Yes", "facebook"),
        ("ёлки", "NOUN", "Case=Gen|Gender=Fem|Number=Sing", "ёлка"),
        ("г.", "NOUN", "Abbr=Yes", "год"),
        ("учёного", "NOUN", "Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing", "учёный"),
    ],
)
def test_lemma(word: str, pos: str, feats: str, lemma: str) -> None:
    assert MORPH.words([word], [pos], [feats])[0].lemma == lemma


@pytest.mark.parametrize(
    ("word", "pos", "feats", "right"),
    [
        (
            "рубахе",
            "NOUN",
            "Animacy=Inan|Case=Loc|Gender=Masc|Number=Sing",
            "NOUN Animacy=Inan|Case=Loc|Gender=Fem|Number=Sing",
        ),
        (
            "лебедей",
            "NOUN",
            "Animacy=Inan|Case=Gen|Gender=Fem|Number=Plur",
            "NOUN Animacy=Anim|Case=Gen|Gender=Masc|Number=Plur",
        ),
        (
            "чаю",
            "NOUN",
            "Animacy=Inan|Case=Gen|Gender=Masc|Number=Sing",
            "NOUN Animacy=Inan|Case=Gen|Gender=Masc|Number=Sing",
        ),
        (
            "метро",
            "NOUN",
            "Animacy=Inan|Case=Loc|Gender=Neut|Number=Sing",
            "NOUN Animacy=Inan|Case=Loc|Gender=Neut|Number=Sing",
        ),
        (
            "Илона",
            "PROPN",
            "Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing",
            "PROPN Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing",
        ),
        (
            "Бжыхво",
            "PROPN",
            "Animacy=Inan|Case=Nom|Gender=Masc|Number=Sing",
            "PROPN Animacy=Inan|Case=Nom|Gender=Masc|Number=Sing",
        ),
        (
            "доплывёт",
            "VERB",
            "Aspect=Imp|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin|Voice=Act",
            "VERB Aspect=Perf|Mood=Ind|Number=Sing|Person=3|Tense=Fut|VerbForm=Fin|Voice=Act",
        ),
        (
            "польётся",
            "NOUN",
            "Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing",
            "VERB Aspect=Perf|Mood=Ind|Number=Sing|Person=3|Tense=Fut|VerbForm=Fin|Voice=Mid",
        ),
        ("засилье", "VERB", "Aspect=Imp|Mood=Ind", "NOUN Animacy=Inan|Case=Nom|Gender=Neut|Number=Sing"),
        ("празден", "VERB", "Gender=Masc|Number=Sing", "ADJ Degree=Pos|Gender=Masc|Number=Sing|Variant=Short"),
        ("английским", "NOUN", "Case=Ins|Gender=Masc|Number=Sing", "ADJ Case=Ins|Degree=Pos|Gender=Masc|Number=Sing"),
        ("восстав", "NOUN", "", "VERB Aspect=Perf|Tense=Past|VerbForm=Conv|Voice=Act"),
        ("опубликуй", "NOUN", "", "VERB Aspect=Perf|Mood=Imp|Number=Sing|Person=2|VerbForm=Fin|Voice=Act"),
        ("мельком", "NOUN", "", "ADV Degree=Pos"),
        (
            "школьное",
            "ADJ",
            "Animacy=Inan|Case=Acc|Degree=Pos|Gender=Neut|Number=Sing",
            "ADJ Case=Acc|Degree=Pos|Gender=Neut|Number=Sing",
        ),
        ("подозреваемый", "NOUN", "Case=Nom|Gender=Masc|Number=Sing", "NOUN Case=Nom|Gender=Masc|Number=Sing"),
    ],
)
def test_what_the_dictionary_contradicts_is_mended(word: str, pos: str, feats: str, right: str) -> None:
    (read,) = MORPH.words([word], [pos], [feats])
    assert f"{read.pos} {read.feats}" == right


def test_words_come_in_order() -> None:
    words = ["Губернатор", "открыл", "школы", "."]
    pos = ["NOUN", "VERB", "NOUN", "PUNCT"]
    feats = ["Case=Nom|Gender=Masc", "Gender=Masc|Tense=Past", "Case=Acc|Gender=Fem|Number=Plur", ""]
    read = MORPH.words(words, pos, feats)
    assert [word.lemma for word in read] == ["губернатор", "открыть", "школа", "."]


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        MORPH.words(["мост"], [], [])


def test_morph_is_picklable_and_thread_safe() -> None:
    again = pickle.loads(pickle.dumps(MORPH))
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda _: again.words(["мосты"], ["NOUN"], ["Number=Plur"]), range(20)))
    assert [[word.lemma for word in words] for words in got] == [["мост"]] * 20


def test_feats_of_nothing_are_empty() -> None:
    assert split_feats("") == split_feats("_") == {}


@given(st.text(min_size=1, max_size=12), st.sampled_from(["NOUN", "PROPN", "ADJ", "VERB", "ADV", "PRON", "X"]))
def test_any_word_has_a_lemma_in_small_letters(word: str, pos: str) -> None:
    (read,) = MORPH.words([word], [pos], [""])
    assert read.lemma
    assert read.lemma == read.lemma.lower()


@pytest.mark.parametrize(
    ("form", "gender", "case", "nominative"),
    [
        ("цукерберга", "m", "g", "цукерберг"),
        ("блинкеном", "m", "i", "блинкен"),
        ("камалу", "f", "a", "камала"),
        ("гарсии", "f", "g", "гарсия"),
        ("навальной", "f", "d", "навальная"),
        ("бикмаевым", "m", "i", "бикмаев"),
        ("бикмаевой", "f", "i", "бикмаева"),
        ("навротского", "m", "g", "навротский"),
        ("харрис", "f", "d", "харрис"),
        ("саркози", "m", "i", "саркози"),
        ("ямадаевых", "p", "g", "ямадаевы"),
        ("коломойцем", "m", "i", "коломоец"),
    ],
)
def test_the_likeliest_nominative_of_an_unknown_name(form: str, gender: str, case: str, nominative: str) -> None:
    some = [(prior, n) for n, g, c, prior in readings(form) if (g, c) == (gender, case)]
    assert max(some)[1] == nominative


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё-", min_size=1, max_size=12))
def test_every_form_has_readings(form: str) -> None:
    assert all(n and g in "mfnp" and c in "ngdail" for n, g, c, _ in readings(form))
