"""One mention of a person: parts of the name, nominative, gender; and which mentions are one person."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruanalyze.doc import Token
from ruanalyze.entities.found import Found
from ruanalyze.morph.lemmas import Morph
from ruanalyze.people.merge import merge
from ruanalyze.people.names import People
from ruanalyze.people.originals import is_original

PEOPLE = People(Morph())


@pytest.mark.parametrize(
    ("mention", "feats", "first", "middle", "last", "gender"),
    [
        ("Валерием Радаевым", "Case=Ins Case=Ins", "Валерий", None, "Радаев", "masc"),
        ("Иванова Анна Петровна", "Case=Nom Case=Nom Case=Nom", "Анна", "Петровна", "Иванова", "femn"),
        ("Дмитрия Анатольевича Медведева", "Case=Gen Case=Gen Case=Gen", "Дмитрий", "Анатольевич", "Медведев", "masc"),
        ("Сергей Шендерович", "Case=Nom Case=Nom", "Сергей", None, "Шендерович", "masc"),
        ("Иван Ильич", "Case=Nom Case=Nom", "Иван", "Ильич", None, "masc"),
        ("Си Цзиньпина", "Case=Gen Case=Gen", "Цзиньпин", None, "Си", "masc"),
        ("Урсулы фон дер Ляйен", "Case=Gen _ _ Case=Gen", "Урсула", None, "фон дер Ляйен", "femn"),
        ("Elon Musk", "_ _", "Elon", None, "Musk", None),
        ("МАРИИ ЗАХАРОВОЙ", "Case=Gen Case=Gen", "Мария", None, "Захарова", "femn"),
    ],
)
def test_parts(
    mention: str, feats: str, first: str | None, middle: str | None, last: str | None, gender: str | None
) -> None:
    r = PEOPLE.read(mention.split(), feats.split())[0]
    assert (r.first, r.middle, r.last, r.gender) == (first, middle, last, gender)


@pytest.mark.parametrize(
    ("tokens", "normal"),
    [
        ("А . С . Пушкина", "А. С. Пушкин"),
        ("Пушкиным А . С .", "Пушкин А. С."),
        ("Джошуа Вольфа ( Joshua Wolf )", "Джошуа Вольф"),
        ("Конана О ’ Брайена", "Конан О’Брайен"),
    ],
)
def test_marks(tokens: str, normal: str) -> None:
    words = tokens.split()
    assert PEOPLE.read(words, ["Case=Gen"] * len(words))[0].normal == normal


def test_alternatives_come_best_first() -> None:
    readings = PEOPLE.read(["Иванова"], [""])
    assert {r.normal for r in readings} >= {"Иванов", "Иванова"}
    assert [r.score for r in readings] == sorted((r.score for r in readings), reverse=True)


def test_nothing_is_read_from_nothing() -> None:
    assert PEOPLE.read(["…"], [""]) == ()


def test_merging_keeps_two_people_of_one_surname_apart() -> None:
    nom = ["Case=Nom", "Case=Nom"]
    mentions = [PEOPLE.read(n.split(), nom) for n in ("Сергей Иванов", "Олег Иванов", "Сергей Иванов")]
    assert [[i for i, _ in s.members] for s in merge(mentions)] == [[0, 2], [1]]


def test_a_surname_goes_to_the_person_of_its_gender() -> None:
    pair = [PEOPLE.read(n.split(), ["Case=Nom"] * 2) for n in ("Иван Петров", "Анна Петрова")]
    alone = [PEOPLE.read(["Петровой"], ["Case=Dat"]), PEOPLE.read(["Петрову"], ["Case=Dat|Gender=Masc"])]
    assert [[i for i, _ in s.members] for s in merge([*pair, *alone])] == [[0, 3], [1, 2]]


def test_people_are_picklable() -> None:
    again = pickle.loads(pickle.dumps(PEOPLE))
    assert again.read(["Путину"], ["Case=Dat"]) == PEOPLE.read(["Путину"], ["Case=Dat"])


@given(
    st.lists(
        st.one_of(
            st.text(min_size=1, max_size=8),
            st.sampled_from(["Анна", "фон", "Ли", "В", ".", "-", "(", "О’", "Петров-Водкин"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_words_can_be_read(words: list[str]) -> None:
    for r in PEOPLE.read(words, [""] * len(words)):
        assert r.normal


@pytest.mark.parametrize(
    ("words", "original"),
    [
        ("Марк Мартинс ( Mark Martins )", True),
        ("Хуан Гарсия ( Juan García )", False),  # "í" is not of ASCII
        ("Марк Мартинс ( Leidos )", False),
        ("Марк Мартинс ( Leidos Group )", False),
        ("Марк Мартинс и Mark Martins )", False),
    ],
)
def test_a_name_in_its_own_letters(words: str, original: bool) -> None:
    tokens = [Token(i, i + 1, word, word.lower(), "PROPN", "") for i, word in enumerate(words.split())]
    before, after = (Found("PER", 0, first, last, None, "model") for first, last in ((0, 2), (3, len(tokens) - 1)))
    assert is_original(tokens, before, after) is original
