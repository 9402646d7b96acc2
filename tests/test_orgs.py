"""The small rules under the names of organizations: quotes, acronyms with endings, letters, keys, the lexicon."""

from __future__ import annotations

import pytest

from ruanalyze.morph.lemmas import Morph
from ruanalyze.orgs import merge
from ruanalyze.orgs.lexicon import key_of, load
from ruanalyze.orgs.names import Orgs
from ruanalyze.orgs.text import cased, joined, stripped
from ruanalyze.places.names import Places


@pytest.mark.parametrize(
    ("tokens", "name"),
    [
        ('ООО " Ромашка "', "ООО «Ромашка»"),
        ("« Газпром »", "Газпром"),
        ("АО « Концерн „ Калашников “ »", "АО «Концерн „Калашников“»"),
        ("партия “ Яблоко ”", "партия «Яблоко»"),
    ],
)
def test_quotes(tokens: str, name: str) -> None:
    words = tokens.split()
    opened = 0
    spaces = []
    for i, w in enumerate(words):  # no space inside quotes
        before = words[i - 1] if i else ""
        opens = before in "«„“" or (before == '"' and opened == 1)
        opened += w == '"'
        spaces.append(bool(i) and not opens and w not in "»”" and not (w in '“"' and i == len(words) - 1))
    if "„" in words:
        spaces[words.index("“")] = False
    assert joined(words, spaces) == name


@pytest.mark.parametrize(
    ("word", "bare"),
    [("МИДа", "МИД"), ("КамАЗом", "КамАЗ"), ("АвтоВАЗе", "АвтоВАЗ"), ("МИД", None), ("Газпрома", None), ("США", None)],
)
def test_acronyms_lose_their_case_endings(word: str, bare: str | None) -> None:
    assert stripped(word) == bare


@pytest.mark.parametrize(
    ("original", "form", "shown"),
    [("ЗАВОДА", "завод", "ЗАВОД"), ("Газпрома", "газпром", "Газпром"), ("Зеленых", "зелёные", "Зеленые")],
)
def test_letters_stay_as_the_text_has_them(original: str, form: str, shown: str) -> None:
    assert cased(original, form) == shown


def test_keys_fold_case_quotes_yo_and_lookalikes() -> None:
    assert key_of("ООО «Лён»") == key_of('ооо "Лен"')
    assert key_of("Совет безопасноcти") == key_of("Совет безопасности")


def test_the_lexicon_is_sound() -> None:
    lexicon = load()
    assert lexicon.bodies["мвд"][0].full_name == "Министерство внутренних дел"
    assert all(flag in "bqu" for _, flags in lexicon.heads.values() for flag in flags)
    assert all(body.full_name and body.sector for some in lexicon.bodies.values() for body in some)


def test_only_names_with_something_in_common_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of a thousand bodies costs a body as much as a short one."""
    compared = 0
    same = merge._same

    def counted(a: merge.Body, b: merge.Body) -> bool:
        nonlocal compared
        compared += 1
        return same(a, b)

    monkeypatch.setattr(merge, "_same", counted)
    orgs = Orgs(Morph(), Places.load())
    letters = "абвгдеклмн"
    names = [f"ООО «{a}{b}{c}ус»".replace(a, a.upper(), 1) for a in letters for b in "аеио" for c in letters]
    readings = []
    for name in names + names[:7]:
        words = (name[:3], "«", name[5:-1], "»")
        readings.append(orgs.read(words, ("X", "PUNCT", "X", "PUNCT"), ("",) * 4, (False, True, False, False), words))
    assert len(merge.merge(readings, {})) == len(names)
    assert compared == 0
