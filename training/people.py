"""Makes src/ruanalyze/resources/people.tsv: first names with gender, and surnames of no regular form, that the
dictionary does not hold.

Source: russiannames (https://github.com/datacoon/russiannames, BSD-3). Run: python training/people.py
"""

from __future__ import annotations

import csv
import gzip
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared"))
OUT = ROOT / "src" / "ruanalyze" / "resources" / "people.tsv"
sys.path.insert(0, str(ROOT / "src"))

HEADER = """\
# First names (m, f) and surnames (s) that the dictionary lacks; surnames in -ской and -цкой (o). Then the forms of all
# first names by gender, case class (n, g, d, i, l; of women n, g for all but the accusative, a; ? for names of either
# gender or without declension), letters to cut off and to add for the nominative. Made by training/people.py;
# provenance in README.md.
"""
REGULAR = ("ов", "ев", "ёв", "ин", "ын", "ова", "ева", "ёва", "ина", "ына", "ский", "цкий", "ская", "цкая", "ых", "их")
# First names of people in world news that the list lacks, by hand.
FOREIGN = {
    "m": "илон нарендра карлос хорхе бенито сейджи гитанас мэтью джоэл фавад хамад тайип йенс мохаммед мухаммад ильхам"
    " барак дональд криштиану лионель эммануэль сильвио николя боб тим джефф марк сундар сатья тедрос хавьер педро"
    " анри жозеп антониу олаф фридрих себастьян алексис антонис виктор ким леонид башар хасан муаммар нельсон",
    "f": "анналена камала сайма урсула ангела мелания иванка бритни леди шакира кристалина меган хиллари ясинда санна",
}
WORLD = frozenset(name for some in FOREIGN.values() for name in some.split())
NAMES_FROM, SURNAMES_FROM, FORMS_FROM = 3, 25, 3
RARE = 20
HARD = "бвгджзклмнпрстфхцчшщ"
#: The case classes of a surname beside a form of a first name: those of one form are one class.
CLASS = {
    "m": {"nomn": "n", "gent": "g", "accs": "g", "datv": "d", "ablt": "i", "loct": "l", "voct": "n"},
    "f": {"nomn": "n", "gent": "g", "accs": "a", "datv": "g", "ablt": "g", "loct": "g", "voct": "n"},
}


def rows(name: str):
    with gzip.open(SHARED / "gold" / "people" / f"russiannames_{name}.csv.gz", "rt", encoding="utf8") as f:
        yield from csv.DictReader(f)


def forms_of_names(lacking: dict[str, str]) -> dict[str, set[tuple[str, str, str]]]:
    """Form -> (gender, case class, nominative) of every first name of the list; classes are those of `CLASS`."""
    import pymorphy3

    counts: dict[str, int] = {}
    for r in rows("names"):  # a name has a row a spelling
        name = fold(r["text"].strip().lower())
        counts[name] = counts.get(name, 0) + int(r["count"])
    listed = {name for name, count in counts.items() if count >= FORMS_FROM}
    found: dict[str, set[tuple[str, str, str]]] = {}
    for word, tag, lemma, _, _ in pymorphy3.MorphAnalyzer().dictionary.iter_known_words():
        if "Name" not in tag.grammemes or "plur" in tag.grammemes or "Infr" in tag.grammemes:
            continue
        if fold(lemma) not in listed and "Fixd" not in tag.grammemes:
            continue
        if "Fixd" in tag.grammemes or "ms-f" in tag.grammemes:
            found.setdefault(word, set()).update({("m", "?", lemma), ("f", "?", lemma)})
        else:
            gender = "m" if "masc" in tag.grammemes else "f"
            found.setdefault(word, set()).add((gender, CLASS[gender][tag.case], lemma))
    for name, gender in lacking.items():
        for ending, its_class in endings(name, gender):
            stem = name if name[-1] in HARD else name[:-1]
            found.setdefault(stem + ending, set()).add((gender, its_class, name))
    for word in [w for w in found if "ё" in w]:
        found.setdefault(fold(word), set()).update(found[word])
    for readings in found.values():  # Юлии is of Юлия, hardly of Юлий
        most = max(counts.get(fold(lemma), 0) for _, _, lemma in readings)
        readings -= {r for r in readings if counts.get(fold(r[2]), 0) * RARE < most and r[2] not in WORLD}
    return found


def fold(name: str) -> str:
    return name.replace("ё", "е")


def endings(name: str, gender: str) -> list[tuple[str, str]]:
    """The endings of a name of regular form by class; a name of no such form has none."""
    last = name[-1]
    if gender == "m" and last in HARD:
        return [("", "n"), ("а", "g"), ("у", "d"), ("ем" if last in "жшчщц" else "ом", "i"), ("е", "l")]
    if gender == "m" and last == "й" and name[-2] not in "ыи":
        return [("й", "n"), ("я", "g"), ("ю", "d"), ("ем", "i"), ("е", "l")]
    if gender == "f" and last == "а":
        soft = name[-2] in "гкхжшчщ"
        return [
            ("а", "n"),
            ("и" if soft else "ы", "g"),
            ("е", "g"),
            ("у", "a"),
            ("ей" if name[-2] in "жшчщц" else "ой", "g"),
        ]
    if gender == "f" and last == "я":
        return [("я", "n"), ("и", "g"), *([] if name[-2] == "и" else [("е", "g")]), ("ю", "a"), ("ей", "g")]
    return []


def by_class(found: dict[str, set[tuple[str, str, str]]]) -> dict[str, list[str]]:
    """Forms by "gender class cut added", what a form becomes its nominative by; a form may stand under more than one."""
    out: dict[str, list[str]] = {}
    for word in sorted(found):
        best: dict[tuple[str, str, str], str] = {}
        for gender, its_class, lemma in found[word]:
            nominative = word if its_class in "n?" else lemma  # ё as the text has it
            key = gender, its_class, fold(nominative)
            best[key] = max(nominative, best.get(key, ""))  # and as the dictionary has it before a list without
        for (gender, its_class, _), nominative in sorted(best.items()):
            same = next(i for i in range(len(word) + 1) if word[: i + 1] != nominative[: i + 1] or i == len(word))
            out.setdefault(f"{gender}{its_class} {len(word) - same} {nominative[same:]}", []).append(word)
    return out


def in_oy() -> list[str]:
    """Surnames in -ской and -цкой by the dictionary, whose forms are like those of the many in -ский and -цкий."""
    import pymorphy3

    words = pymorphy3.MorphAnalyzer().dictionary.iter_known_words()
    return sorted(
        {
            word
            for word, tag, *_ in words
            if "Surn" in tag.grammemes
            and word.endswith(("ской", "цкой"))
            and "masc" in tag.grammemes
            and "nomn" in tag.grammemes
        }
    )


def main() -> None:
    from ruanalyze.morph.lemmas import Morph

    morph = Morph()

    def known(word: str, grammeme: str) -> bool:
        return any(r.known and grammeme in r.grammemes and r.lemma == word for r in morph.readings(word))

    out: dict[str, str] = {}
    for gender, words in FOREIGN.items():
        out.update({w: gender for w in words.split() if not known(w, "Name")})
    for row in rows("names"):
        word = row["text"].strip().lower()
        plain = word.replace("-", "").isalpha() and len(word) > 2 and " " not in word and "." not in word
        if (
            plain
            and row["gender"] in "mf"
            and row["gender"]
            and int(row["count"]) >= NAMES_FROM
            and not known(word, "Name")
        ):
            out[word] = row["gender"]
    names = len(out)
    for row in rows("surnames"):
        word = row["text"].strip().lower()
        if (
            int(row["count"] or 0) >= SURNAMES_FROM
            and word.isalpha()
            and len(word) > 3
            and not word.endswith(REGULAR)
            and word not in out
        ):
            if known(word, "Surn"):
                continue
            out[word] = "s"
    lacking = {w: g for w, g in out.items() if g != "s"}
    by_kind = by_class(forms_of_names(lacking))
    by_kind["o"] = in_oy()
    for word, kind in sorted(out.items()):
        by_kind.setdefault(kind, []).append(word)
    OUT.write_text(HEADER + "".join(f"{k}\t{' '.join(v)}\n" for k, v in sorted(by_kind.items())), "utf-8")
    print(names, "first names,", len(out) - names, "surnames,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
