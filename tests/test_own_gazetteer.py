"""The user's own entities: read from lists and files, matched in every case form, winning over the tagger."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from ruanalyze.doc import Sentence, Token
from ruanalyze.entities.finder import EntityFinder
from ruanalyze.entities.own_gazetteer import OwnGazetteer
from ruanalyze.errors import OptionError
from ruanalyze.morph.lemmas import Morph
from ruanalyze.places.names import Places
from ruanalyze.segment.sentences import segment
from ruanalyze.tagging.tagger import TagSpan

MORPH = Morph()
ENTRIES = [
    {"kind": "PER", "name": "Валерий Радаев", "aliases": ["Радаев"], "id": "Q1"},
    {"kind": "ORG", "name": "Саратовский институт РЭУ", "aliases": ["Эконом", "ССЭИ"], "id": "sseu"},
    {"kind": "ORG", "name": "Лада"},
    {"kind": "LOC", "name": "Заречный посёлок", "aliases": ["Заречка"]},
    {"kind": "PER", "name": "Лев Толстых"},
]


def sentences(text: str) -> list[Sentence]:
    return [
        Sentence(
            s.start,
            s.end,
            s.part,
            tuple(Token(a, a + len(w), w, w.lower(), "X", "") for a, w in zip(s.starts, s.words, strict=True)),
        )
        for s in segment(text, [(0, len(text), "body")])
    ]


def matched(own: OwnGazetteer, text: str) -> list[tuple[str, str]]:
    found = sentences(text)
    out = []
    for m in own.find(found):
        tokens = found[m.sentence].tokens
        out.append((text[tokens[m.first].start : tokens[m.last - 1].end], own.entries[m.entry].name))
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Валерий Радаев ушёл", [("Валерий Радаев", "Валерий Радаев")]),
        ("с Валерием Радаевым", [("Валерием Радаевым", "Валерий Радаев")]),
        ("Радаеву, Радаева, Радаеве", [(w, "Валерий Радаев") for w in ("Радаеву", "Радаева", "Радаеве")]),
        ("РАДАЕВ ушёл", [("РАДАЕВ", "Валерий Радаев")]),
        ("в Экономе и в «Экономе»", [("Экономе", "Саратовский институт РЭУ")] * 2),
        ("эконом не пишут с большой", []),
        ("Экономика растёт", []),
        ("в Саратовском институте РЭУ", [("Саратовском институте РЭУ", "Саратовский институт РЭУ")]),
        ("цеха «Лады» и Лада", [("Лады", "Лада"), ("Лада", "Лада")]),
        ("в Заречном поселке", [("Заречном поселке", "Заречный посёлок")]),
        ("Льва Толстых", [("Льва Толстых", "Лев Толстых")]),
    ],
)
def test_every_case_form_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert matched(OwnGazetteer.load(ENTRIES, MORPH), text) == expected


def test_csv_and_json_are_read(tmp_path: Path) -> None:
    table, listed = tmp_path / "own.csv", tmp_path / "own.json"
    table.write_text("kind,name,aliases,id\nORG,Лада,Лада Тур;Лада-Центр,7\n", "utf-8")
    listed.write_text('[{"kind": "ORG", "name": "Лада", "aliases": ["Лада Тур", "Лада-Центр"], "id": 7}]', "utf-8")
    a, b = OwnGazetteer.load(table, MORPH), OwnGazetteer.load(str(listed), MORPH)
    assert a.entries == b.entries
    assert a.entries[0].aliases == ("Лада Тур", "Лада-Центр")
    assert a.entries[0].id == "7"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"kind": "ORGA", "name": "Лада"}, "entry 1 has kind 'ORGA': choose from PER, ORG, LOC"),
        ({"kind": "ORG", "name": " "}, "entry 1 has no name"),
        ("Лада", "entry 1 is a str: give a mapping"),
    ],
)
def test_a_bad_entry_is_named(entry: object, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        OwnGazetteer.load([entry], MORPH)  # type: ignore[list-item]


@pytest.mark.parametrize(("name", "text"), [("no.csv", None), ("bad.json", "{"), ("dict.json", "{}")])
def test_a_bad_file_is_named(tmp_path: Path, name: str, text: str | None) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(OptionError, match=name):
        OwnGazetteer.load(tmp_path / name, MORPH)


def found(text: str, *spans: tuple[str, int, int]) -> list[tuple[str, str, str, list[str]]]:
    """Entities of one sentence as (id, kind, name, texts); spans are the tagger's, by token."""
    finder = EntityFinder(MORPH, Places.load(), OwnGazetteer.load(ENTRIES, MORPH))
    tagged = [[TagSpan(kind, a, b, 0.9) for kind, a, b in spans]]  # type: ignore[arg-type]
    return [(e.id, e.kind, e.name, [m.text for m in e.mentions]) for e in finder.find(text, sentences(text), tagged)]


def test_it_finds_what_the_tagger_missed() -> None:
    assert found("Радаев уехал в Эконом") == [
        ("Q1", "PER", "Валерий Радаев", ["Радаев"]),
        ("sseu", "ORG", "Саратовский институт РЭУ", ["Эконом"]),
    ]


def test_it_wins_over_another_kind() -> None:
    assert found("Он вернулся в Эконом", ("LOC", 3, 4)) == [("sseu", "ORG", "Саратовский институт РЭУ", ["Эконом"])]


def test_a_person_of_another_first_name_is_not_the_entry() -> None:
    assert found("Сергей Радаев ушёл", ("PER", 0, 2)) == [("PER1", "PER", "Сергей Радаев", ["Сергей Радаев"])]


def test_a_longer_name_of_the_person_is_the_entry() -> None:
    assert found("В. Радаев ушёл", ("PER", 0, 3)) == [("Q1", "PER", "Валерий Радаев", ["В. Радаев"])]


def test_a_longer_body_around_the_name_stays_itself() -> None:
    got = found("Профсоюз института Эконом ждёт", ("ORG", 0, 3))
    assert [e[2] for e in got] == ["Профсоюз института Эконом"]


def test_all_mentions_of_an_entry_are_one_entity() -> None:
    got = found("Эконом и ССЭИ, Радаев и Валерий Радаев", ("PER", 6, 8))
    assert [(e[0], len(e[3])) for e in got] == [("sseu", 2), ("Q1", 2)]


def test_it_is_picklable() -> None:
    own = pickle.loads(pickle.dumps(OwnGazetteer.load(ENTRIES, MORPH)))
    assert matched(own, "с Радаевым") == [("Радаевым", "Валерий Радаев")]


def test_a_person_who_bears_a_towns_name_stays_one() -> None:
    own = OwnGazetteer.load([{"kind": "PER", "name": "Киров"}], MORPH)
    finder = EntityFinder(MORPH, Places.load(), own)
    text = "Жители узнали из Кирова."
    made = finder.find(text, sentences(text), [[TagSpan("PER", 3, 4, 0.9)]])
    assert [(e.kind, e.name) for e in made] == [("PER", "Киров")]
