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
# First names (m, f) and surnames (s) that the dictionary lacks, and its own first names: M, F are a nominative and
# nothing else, A are others. Made by training/people.py; provenance in README.md.
"""
REGULAR = ("ов", "ев", "ёв", "ин", "ын", "ова", "ева", "ёва", "ина", "ына", "ский", "цкий", "ская", "цкая", "ых", "их")
# First names of people in world news that the list lacks, by hand.
FOREIGN = {
    "m": "илон нарендра карлос хорхе бенито сейджи гитанас мэтью джоэл фавад хамад тайип йенс мохаммед мухаммад ильхам"
    " барак дональд криштиану лионель эммануэль сильвио николя боб тим джефф марк сундар сатья тедрос хавьер педро"
    " анри жозеп антониу олаф фридрих себастьян алексис антонис виктор ким леонид башар хасан муаммар нельсон",
    "f": "анналена камала сайма урсула ангела мелания иванка бритни леди шакира кристалина меган хиллари ясинда санна",
}
NAMES_FROM, SURNAMES_FROM = 3, 25


def rows(name: str):
    with gzip.open(SHARED / "gold" / "people" / f"russiannames_{name}.csv.gz", "rt", encoding="utf8") as f:
        yield from csv.DictReader(f)


def sure_names(morph) -> dict[str, str]:
    """First names of the dictionary whose nominative is no other case of another name (Анна; not Александра)."""
    found: dict[str, str] = {}
    for row in rows("names"):
        word = row["text"].strip().lower()
        if not word.isalpha() or int(row["count"]) < 5:
            continue
        readings = [r for r in morph.readings(word) if r.known and "Name" in r.grammemes]
        cases = {r.feats.get("Case") for r in readings if "plur" not in r.grammemes}
        genders = {"m" if "masc" in r.grammemes else "f" for r in readings}
        if cases == {"Nom"} and len(genders) == 1:
            found[word] = genders.pop()
    return found


def all_names(morph) -> set[str]:
    """All first names of the list that the dictionary holds."""
    found = set()
    for row in rows("names"):
        word = row["text"].strip().lower()
        if word.isalpha() and any(r.known and "Name" in r.grammemes for r in morph.readings(word)):
            found.add(word)
    return found


def main() -> None:
    from ruanalyze.morph import Morph

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
    plain = {w: g for w, g in sure_names(morph).items() if out.get(w[:-1]) != "m"}  # Илона is also of Илон
    by_kind: dict[str, list[str]] = {"M": sorted(w for w, g in plain.items() if g == "m")}
    by_kind["F"] = sorted(w for w, g in plain.items() if g == "f")
    by_kind["A"] = sorted(all_names(morph) - plain.keys())
    for word, kind in sorted(out.items()):
        by_kind.setdefault(kind, []).append(word)
    OUT.write_text(HEADER + "".join(f"{k}\t{' '.join(v)}\n" for k, v in sorted(by_kind.items())), "utf-8")
    print(names, "first names,", len(out) - names, "surnames,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
