"""Places: nominatives and links, case by case (tests/data/places.tsv), and the promises of the interface."""

from __future__ import annotations

import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ruanalyze as ra
from ruanalyze.doc import Place
from ruanalyze.places.names import PlaceName, Places

TABLE = Path(__file__).parent / "data" / "places.tsv"


def cases() -> list[tuple[str, str, str]]:
    rows = [line.split("|") for line in TABLE.read_text(encoding="utf8").splitlines() if line and line[0] != "#"]
    return [(sentence, home.strip(), wanted.strip()) for sentence, home, wanted in rows]


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


@pytest.fixture(scope="module")
def docs() -> dict[str, ra.Doc]:
    texts = list(dict.fromkeys(re.sub(r"[\[\]]", "", s) for s, _, _ in cases()))
    analyzer = ra.Analyzer(ra.Options(model="natasha", page="article", steps=()))
    return dict(zip(texts, analyzer.pipe(texts), strict=True))


def names(marked: str, docs: dict[str, ra.Doc]) -> list[PlaceName]:
    """The [mentions] of a sentence as the linker reads them."""
    doc, out, shift = docs[re.sub(r"[\[\]]", "", marked)], [], 0
    tokens = [t for s in doc.sentences for t in s.tokens]
    for found in re.finditer(r"\[(.+?)\]", marked):
        start = found.start() - shift
        end, shift = start + len(found[1]), shift + 2
        a, b = (
            next(i for i, t in enumerate(tokens) if t.end > start),
            next((i for i, t in enumerate(tokens) if t.start >= end), len(tokens)),
        )
        words, lemmas, pos, feats = zip(*((t.text, t.lemma, t.pos, t.feats) for t in tokens[a:b]), strict=True)
        before = tuple(t.lemma for t in tokens[max(0, a - 4) : a])
        out.append(PlaceName(words, lemmas, pos, feats, before, tuple(t.lemma for t in tokens[b : b + 4])))
    return out


def told(normal: str, place: Place | None) -> str:
    if place is None:
        return f"{normal} = ?"
    region = place.region_code or (place.region or "-" if place.kind != "country" else "-").replace(" ", "_")
    return f"{normal} = {place.kind} {region} {place.country or '-'}"


@pytest.mark.parametrize(("sentence", "home", "wanted"), cases())
def test_case(sentence: str, home: str, wanted: str, places: Places, docs: dict[str, ra.Doc]) -> None:
    some = names(sentence, docs)
    links = places.link(some, home_region=home or None)
    normals = [places.normal(n.words, n.lemmas, n.pos, n.feats, place=p) for n, p in zip(some, links, strict=True)]
    assert "; ".join(map(told, normals, links)) == wanted


@pytest.mark.parametrize(
    ("adjective", "name"),
    [
        ("саратовский", "Саратовская область"),
        ("российский", "Россия"),
        ("московский", "Москва"),
        ("петербургский", "Санкт-Петербург"),
        ("украинский", "Украина"),
        ("немецкий", "Германия"),
        ("татарстанский", "Татарстан"),
        ("энгельсский", "Энгельс"),
        ("областной", None),
        ("городской", None),
        ("советский", "СССР"),
        ("федеральный", None),
    ],
)
def test_adjective(adjective: str, name: str | None, places: Places) -> None:
    place = places.find_in_adjective(adjective)
    assert (place and place.name) == name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("администрация саратовский область", "Саратовская область"),
        ("министерство оборона российский федерация", "Россия"),
        ("гу мвд по нижегородский область", "Нижегородская область"),
        ("мэрия москва", "Москва"),
        ("саратовский областной дума", "Саратовская область"),
        ("российский академия наука", "Россия"),
        ("госдума", None),
        ("совет директор", None),
    ],
)
def test_territory(phrase: str, name: str | None, places: Places) -> None:
    place = places.territory_of(phrase.split())
    assert (place and place.name) == name


@pytest.mark.parametrize(
    ("name", "normals", "shown"),
    [
        ("Россия", ["РФ"], "Россия"),
        ("Белоруссия", ["Беларусь"], "Беларусь"),
        ("Белоруссия", ["Белоруссия", "Беларусь"], "Белоруссия"),
        ("Московская область", ["Подмосковье"], "Московская область"),
        ("Башкортостан", ["Башкирия"], "Башкирия"),
    ],
)
def test_shown(name: str, normals: list[str], shown: str, places: Places) -> None:
    assert places.shown(places.candidates(name)[0], normals) == shown


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (PlaceName(("Саратове",), ("саратов",), ("PROPN",)), ((0, 1),)),
        (PlaceName(("Московской", "улице"), ("московский", "улица")), ()),
        (PlaceName(("Маршала", "Жукова"), ("маршал", "жуков"), before=("на", "улица")), ()),
        (PlaceName(("Ленинградское",), ("ленинградский",), ("ADJ",), after=("шоссе",)), ()),
        (PlaceName(("Симферопольской",), ("симферопольский",), ("ADJ",), after=("епархия",)), ()),
        (PlaceName(("Грозном",), ("грозный",), ("ADJ",)), ((0, 1),)),
        (PlaceName(("Луганской",), ("луганский",), ("ADJ",), after=("и", "донецкий", "область")), ((0, 1),)),
        (PlaceName(("России", "Москве"), ("россия", "москва")), ((0, 1), (1, 2))),
        (PlaceName(("Нижнем", "Новгороде"), ("нижний", "новгород")), ((0, 2),)),
    ],
)
def test_parts(name: PlaceName, parts: tuple[tuple[int, int], ...], places: Places) -> None:
    assert places.parts(name) == parts


def test_record(places: Places) -> None:
    saratov = places.candidates("Саратов")[0]
    assert (saratov.name, saratov.kind, saratov.region, saratov.country) == (
        "Саратов",
        "city",
        "Саратовская область",
        "RU",
    )
    assert saratov.lat == pytest.approx(51.54, abs=0.01)
    assert saratov.population
    assert saratov.geonames_id == 498677


def test_every_region_of_iso_is_held(places: Places) -> None:
    """ISO 3166-2:RU has 83 codes; what ISO lists elsewhere has a name and no code."""
    table = Path(ra.__file__).parent / "resources" / "places.regions.tsv"
    rows = [line.split("\t") for line in table.read_text(encoding="utf8").splitlines() if line[0] != "#"]
    assert len({code for _, code, country, _ in rows if country == "RU"}) == 83
    assert {code for key, code, _, _ in rows if re.fullmatch(r"K\d", key)} == {""}


def test_own_table_of_regions(tmp_path: Path) -> None:
    table = tmp_path / "regions.tsv"
    table.write_text("key\tcode\tcountry\tname\n67\tX-1\tXX\tСаратовщина\n", encoding="utf8")
    place = Places.load(regions=table).candidates("Энгельс")[0]
    assert (place.region, place.region_code) == ("Саратовщина", "X-1")


def test_pickle_and_threads(places: Places) -> None:
    names = [PlaceName((w,), (w.lower(),)) for w in ("Саратове", "Москвы", "РФ", "Перелюбе")]
    again = pickle.loads(pickle.dumps(places))
    with ThreadPoolExecutor(4) as pool:
        assert set(map(tuple, pool.map(lambda _: again.link(names), range(20)))) == {tuple(places.link(names))}


def test_context_places_decide(places: Places) -> None:
    name = PlaceName(("Перелюбе",), ("перелюб",))
    assert places.link([name]) == [None]
    assert places.link([name], context=places.candidates("Саратовская область"))[0] is not None


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_any_words_are_read(words: list[str]) -> None:
    places = Places.load() if not hasattr(test_any_words_are_read, "kept") else test_any_words_are_read.kept
    test_any_words_are_read.kept = places
    lemmas = [w.lower() for w in words]
    assert isinstance(places.normal(words, lemmas), str)
    assert len(places.link([PlaceName(tuple(words), tuple(lemmas))])) == 1
    places.territory_of(lemmas, words)
