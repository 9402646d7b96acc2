"""Key phrases: which stretches become phrases, how they read in nominative, and in what order they come."""

from __future__ import annotations

import pickle

import pytest

from ruanalyze.doc import Entity, Mention, Sentence, Token
from ruanalyze.keywords.forms import adjective, is_noun, nominative, plural
from ruanalyze.keywords.phrases import Keywords


@pytest.fixture(scope="module")
def finder() -> Keywords:
    return Keywords.load()


def sentence(tagged: str, part: str = "body", at: int = 0) -> Sentence:
    """ "детских/детский/ADJ/Plur садов/сад/NOUN/Plur,Gen": word, lemma, tag, features by their values."""
    names = {"Plur": "Number=Plur", "Gen": "Case=Gen", "Fem": "Gender=Fem", "Neut": "Gender=Neut"}
    tokens, start = [], at
    for item in tagged.split():
        word, lemma, pos, *rest = item.split("/")
        feats = "|".join(names[f] for f in (rest[0].split(",") if rest else ()))
        tokens.append(Token(start, start + len(word), word, lemma, pos, feats))
        start += len(word) + 1
    return Sentence(at, start, part, tuple(tokens))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tagged", "phrases"),
    [
        ("пожар/пожар/NOUN", ["пожар"]),
        ("школу/школа/NOUN/Fem", ["школа"]),
        ("школ/школа/NOUN/Fem,Plur,Gen", ["школы"]),
        ("детских/детский/ADJ/Plur садов/сад/NOUN/Plur,Gen", ["детские сады"]),
        ("ледовую/ледовый/ADJ/Fem арену/арена/NOUN/Fem", ["ледовая арена"]),
        ("цены/цена/NOUN/Fem,Plur бензина/бензин/NOUN/Gen", ["цены бензина"]),
        ("ремонтом/ремонт/NOUN железной/железный/ADJ/Fem дороги/дорога/NOUN/Fem,Gen", ["железная дорога"]),
        ("похитителя/похититель/NOUN велосипедов/велосипед/NOUN/Plur,Gen", ["похититель велосипедов"]),
        ("нового/новый/ADJ театра/театр/NOUN/Gen", ["театр"]),
        ("в/в/ADP минувшем/минувший/ADJ году/год/NOUN", []),
        ("ВУЗ/вуз/NOUN", ["ВУЗ"]),
        ("13:06/13:06/NOUN", []),
        ("построили/построить/VERB быстро/быстро/ADV", []),
        ("", []),
    ],
)
def test_phrases(finder: Keywords, tagged: str, phrases: list[str]) -> None:
    assert list(finder.extract([sentence(tagged)], [])) == phrases


def test_title_first_and_names(finder: Keywords) -> None:
    title = sentence("Пожар/пожар/NOUN", "title")
    body = sentence("Валдис/валдис/PROPN видел/видеть/VERB автобус/автобус/NOUN", at=10)
    name = Mention(10, 16, "Валдис", "Валдис", "test")
    assert finder.extract([title, body], [Entity("PER1", "PER", "Валдис", (name,))])[0] == "пожар"
    assert "Валдис" in finder.extract([title, body], [Entity("PER1", "PER", "Валдис", (name,))])


def test_words_of_names_are_no_phrases(finder: Keywords) -> None:
    text = sentence("«/«/PUNCT Школа/школа/NOUN/Fem злословия/злословие/NOUN/Gen »/»/PUNCT")
    mention = Mention(2, 17, "Школа злословия", "Школа злословия", "test")
    entity = Entity("ORG1", "ORG", "Школа злословия", (mention,))
    assert finder.extract([text], [entity]) == ("Школа злословия",)


def test_repeats_are_left_out_and_the_list_is_short(finder: Keywords) -> None:
    line = "трамвай музей озеро вокзал бассейн вулкан рояль спутник орех лекарство маяк телескоп горилла флейта"
    words = line.split()
    text = sentence(" ".join(f"{w}/{w}/NOUN ,/,/PUNCT" for w in [*words, *words]))
    found = finder.extract([text], [])
    assert 4 <= len(found) <= 10
    assert len(set(found)) == len(found)
    assert pickle.loads(pickle.dumps(finder)).extract([text], []) == found


@pytest.mark.parametrize(
    ("lemma", "form", "want"),
    [
        ("новый", "femn", "новая"),
        ("большой", "neut", "большое"),
        ("городской", "plur", "городские"),
        ("молодой", "plur", "молодые"),
        ("синий", "femn", "синяя"),
        ("рабочий", "neut", "рабочее"),
        ("хороший", "plur", "хорошие"),
        ("развивающийся", "plur", "развивающиеся"),
        ("детский", "masc", "детский"),
        ("ъъъ", "femn", ""),
    ],
)
def test_adjective(lemma: str, form: str, want: str) -> None:
    assert adjective(lemma, form) == want


def test_plural() -> None:
    assert [plural("дом", "домов"), plural("ребёнок", "детей"), plural("ъъъ", "ъъъ")] == ["дома", "дети", None]


@pytest.mark.parametrize(("lemma", "want"), [("рабочий", True), ("пожар", True), ("говорящий", False)])
def test_is_noun(lemma: str, want: bool) -> None:
    assert is_noun(lemma) is want


def test_an_adjective_without_a_form_gives_nothing() -> None:
    bad, noun = Token(0, 3, "ъъъ", "ъъъ", "ADJ", ""), Token(4, 9, "школа", "школа", "NOUN", "Gender=Fem")
    assert nominative([bad, noun], [], many=False) == ""
