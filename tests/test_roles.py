"""Roles: a table of constructions, and what holds for every role."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from ruanalyze.doc import Entity, Mention, Org, Person, Place, Role, Sentence, Token
from ruanalyze.roles.finder import RoleFinder
from ruanalyze.roles.office import body_kind
from ruanalyze.tagging.tagger import TagSpan

DATA = Path(__file__).parent / "data"
FINDER = RoleFinder()
MARK = re.compile(r"\{(PER|ORG|LOC)(?:/(\w+))? ([^}=]+)(?:=([^}]+))?\}")


class Case(NamedTuple):
    """A sentence, its mentions (start, end, kind, place kind, name) and the roles expected."""

    text: str
    mentions: list[tuple[int, int, str, str | None, str]]
    expected: str


def case(line: str) -> Case:
    marked, expected = line.split("\t")
    text, mentions, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        kind, place, words, name = mark.groups()
        mentions.append((len(text), len(text) + len(words), kind, place, name or words))
        text += words
        at = mark.end()
    return Case(text + marked[at:], mentions, expected)


def lines(name: str) -> list[str]:
    return [s for s in (DATA / name).read_text("utf-8").splitlines() if s and not s.startswith("#")]


CASES = [case(line) for line in lines("roles.tsv")]
# The tags of each sentence: "word pos feats lemma" a token, tokens divided by tabs, sentences by an empty token.
TAGS = {tags.split("\t", 1)[0]: tags.split("\t")[1:] for tags in lines("roles.tags.tsv")}


def sentences(text: str) -> tuple[Sentence, ...]:
    found, tokens, at = [], [], 0
    for tag in [*TAGS[text], ""]:
        if not tag:
            found.append(Sentence(tokens[0].start, tokens[-1].end, "body", tuple(tokens)))
            tokens = []
            continue
        word, pos, feats, lemma = tag.split(" ")
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(start, at, word, lemma, pos, feats.removeprefix("_")))
    return tuple(found)


def gender(words: list[str]) -> str | None:
    if len(words) < 2:
        return None
    return "femn" if words[0][-1] in "ая" and words[0] not in ("Никита", "Илья", "Рауф") else "masc"


def entities(c: Case) -> tuple[Entity, ...]:
    made: dict[tuple[str, str], Entity] = {}
    for start, end, kind, place, name in c.mentions:
        words = c.text[start:end]
        mention = Mention(start, end, words, name, "test")
        key = (kind, name)
        if key in made:
            made[key] = Entity(**{**_fields(made[key]), "mentions": (*made[key].mentions, mention)})
            continue
        made[key] = Entity(
            f"{kind}{len(made)}",
            kind,  # type: ignore[arg-type]
            name,
            (mention,),
            person=Person(last=name.split()[-1], gender=gender(name.split())) if kind == "PER" else None,  # type: ignore[arg-type]
            org=Org() if kind == "ORG" else None,
            place=Place(name, place) if place else None,  # type: ignore[arg-type]
        )
    return tuple(made.values())


def _fields(entity: Entity) -> dict[str, object]:
    return {name: getattr(entity, name) for name in entity.__struct_fields__}


def shown(role: Role) -> str:
    where = "".join(f" @ {e.name}" for e in (role.body, role.territory) if e is not None)
    status = "" if role.status == "current" else f" ({role.status})"
    return f"{role.person.name}: {role.post}{where}{status}{' *' if role.official else ''}"


def roles(c: Case) -> tuple[Role, ...]:
    return FINDER.find(c.text, sentences(c.text), entities(c))


@pytest.mark.parametrize("c", CASES, ids=[c.text[:60] for c in CASES])
def test_construction(c: Case) -> None:
    assert ("; ".join(map(shown, roles(c))) or "-") == c.expected


def test_the_table_is_long() -> None:
    assert len(CASES) >= 200
    assert sum(c.expected == "-" for c in CASES) >= 30


def test_what_holds_for_every_role() -> None:
    for c in CASES:
        known = {e.id for e in entities(c)}
        for role in roles(c):
            span = role.evidence
            assert c.text[span.start : span.end] == span.text
            assert role.source == span.source
            assert role.confidence is not None
            assert 0 < role.confidence <= 1
            assert role.post == role.post.strip() != ""
            assert {e.id for e in (role.person, role.body, role.territory) if e is not None} <= known


LEVELS = """
Премьер-министр Армении | federal
Губернатор Саратовской | regional
Мэр Энгельса | municipal
Депутат Госдумы Николай | parliament
Судья Кировского | judicial
Следователь Олег | law_enforcement
Начальник полиции Саратова | law_enforcement
Ректор СГУ | state_institution
Генеральный директор компании | company
Лидер ЛДПР | party
Координатор движения | civic
Патриарх Кирилл | civic
Генерал-лейтенант Сергей | other
Министр здравоохранения Самарской | regional
Глава Башкирии | regional
Глава администрации Ленинского | municipal
"""


@pytest.mark.parametrize("line", LEVELS.strip().splitlines())
def test_level(line: str) -> None:
    start, level = line.split(" | ")
    found = [c for c in CASES if c.text.startswith(start)]
    if not found:
        found = [c for c in CASES if start.split()[-1] in c.text and start.split()[0].lower() in c.text.lower()]
    assert roles(found[0])[0].level == level


ASSOCIATIONS = """
ассоциация «сельские муниципалитеты пензенской области» | state_institution
совет муниципалитетов | state_institution
ассоциация «совет муниципальных образований самарской области» | state_institution
совет муниципальных районов | state_institution
ассоциации глав муниципальных районов | state_institution
ассоциация малых и средних городов россии | state_institution
союз российских городов | state_institution
всероссийская ассоциация развития местного самоуправления | state_institution
ассоциация муниципальных депутатов | civic
ассоциация предпринимателей | civic
союз писателей россии | civic
муниципалитет хамовники | government
департамент по работе с муниципалитетами | government
совета муниципальных депутатов | parliament
"""


@pytest.mark.parametrize("line", ASSOCIATIONS.strip().splitlines())
def test_an_association_of_municipalities_is_public_office(line: str) -> None:
    body, kind = line.split(" | ")
    assert body_kind(body) == kind


def test_post_spans_add_heads_that_the_lexicon_lacks() -> None:
    text = "Дом купца Шмидта передали музею."
    c = next(c for c in CASES if c.text == text)
    assert roles(c) == ()
    found = FINDER.find(text, sentences(text), entities(c), [[TagSpan("POST", 1, 2, 0.9)]])
    assert [shown(role) for role in found] == ["Шмидт: купец"]


def tagged(text: str, *spans: tuple[TagSpan, ...]) -> str:
    """The roles of a sentence of the table when the tagger sees these POST spans, one tuple a sentence."""
    c = next(c for c in CASES if c.text == text)
    return "; ".join(map(shown, FINDER.find(text, sentences(text), entities(c), spans))) or "-"


def test_post_spans_tell_which_adjectives_belong_to_a_post() -> None:
    text = "Пляжная волейболистка Инна Песчаная выиграла турнир."
    assert tagged(text, (TagSpan("POST", 0, 2, 0.9),)) == "Инна Песчаная: пляжная волейболистка"
    assert tagged(text, (TagSpan("POST", 1, 2, 0.9),)) == "Инна Песчаная: волейболистка"


def test_a_line_of_posts_must_be_one_for_the_tagger() -> None:
    text = "Олег Рогов приехал в Тверь. Модель города."
    assert tagged(text, (), (TagSpan("POST", 0, 1, 0.9),)) == "Олег Рогов: модель города @ Тверь"
    assert tagged(text, (), (TagSpan("POST", 1, 2, 0.9),)) == "-"


def test_no_people_no_roles() -> None:
    text = CASES[0].text
    assert FINDER.find(text, sentences(text), ()) == ()
    assert FINDER.find("", (), ()) == ()


def test_pickle_and_determinism() -> None:
    copy = pickle.loads(pickle.dumps(FINDER))
    for c in CASES[:40]:
        assert copy.find(c.text, sentences(c.text), entities(c)) == roles(c)


def test_any_tags_and_any_cut_are_survived() -> None:
    tags = ["NOUN Case=Gen|Number=Plur", "VERB Case=Nom|VerbForm=Part", "ADP ", "ADJ Case=Ins|Number=Sing", "PROPN "]
    for n, c in enumerate(CASES):
        cut = []
        for sentence in sentences(c.text):
            tokens = []
            for i, t in enumerate(sentence.tokens[n % 3 :]):
                pos, feats = tags[(n + i) % len(tags)].split(" ")
                tokens.append(Token(t.start, t.end, t.text, t.lemma, pos, feats))
            if tokens:
                cut.append(Sentence(tokens[0].start, tokens[-1].end, "body", tuple(tokens)))
        for role in FINDER.find(c.text, cut, entities(c)):
            assert c.text[role.evidence.start : role.evidence.end] == role.evidence.text
