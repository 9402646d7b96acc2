"""Makes src/ruanalyze/resources/morph.tsv: closed-class lemmas, and which of two lemmas of one form the corpora prefer.

Counts come from UD Russian-Taiga (train) and the disambiguated part of OpenCorpora (both CC BY-SA); only facts about
Russian words carry over. Run: python training/morph.py
"""

from __future__ import annotations

import collections
import gzip
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared"))
OUT = ROOT / "src" / "ruanalyze" / "resources" / "morph.tsv"
sys.path.insert(0, str(ROOT / "src"))

HEADER = """\
# Lemmas where UD and the dictionary part ways, written by hand ("form UPOS"), then preferences ("this>that").
# Made by training/morph.py; provenance in README.md.
"""
FIXED = """
есть AUX=быть больше ADV=больше больше NUM=много меньше NUM=мало меньше ADV=меньше раньше ADV=раньше
дальше ADV=дальше позже ADV=позже позднее ADV=позднее лучше ADV=хорошо хуже ADV=плохо более ADV=более
менее ADV=менее ближе ADV=близко чаще ADV=часто реже ADV=редко дороже ADV=дорого дешевле ADV=дешево выше ADV=высоко
ниже ADV=низко легче ADV=легко должен ADJ=должен должна ADJ=должен должно ADJ=должен должны ADJ=должен
многих NUM=много многим NUM=много многими NUM=много ее DET=ее её DET=её его DET=его их DET=их
жаль VERB=жаль можно VERB=можно нет VERB=нет нельзя VERB=нельзя пора VERB=пора
деньги NOUN=деньги денег NOUN=деньги деньгам NOUN=деньги деньгами NOUN=деньги деньгах NOUN=деньги
счастье NOUN=счастье счастья NOUN=счастье счастью NOUN=счастье счастьем NOUN=счастье
несчастье NOUN=несчастье несчастья NOUN=несчастье несчастью NOUN=несчастье
т. ADV=так д. ADV=далее г. NOUN=год гг. NOUN=год в. NOUN=век вв. NOUN=век тыс. NOUN=тысяча тыс. NUM=тысяча
млн NOUN=миллион млрд NOUN=миллиард руб. NOUN=рубль см. VERB=смотреть
"""
# Older and newer spellings and lexemes of the dictionary that news never means.
PREFERRED = "выборы>выбор"


def sentences(path: Path):
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf8") as f:
        for line in f:
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 5 and cells[0].isdigit():
                rows.append(cells)
            elif not line.strip():
                yield rows
                rows = []


def main() -> None:
    from ruanalyze.morph import lemmas as morph

    morph._preferences.cache_clear()
    OUT.write_text("", "utf-8")
    m = morph.Morph()
    wins: collections.Counter[tuple[str, str]] = collections.Counter()
    fold = lambda w: w.lower().replace("ё", "е")  # noqa: E731
    for name, kinds in (("taiga-train", ("NOUN", "ADJ", "VERB", "ADV", "DET")), ("opencorpora", ("NOUN", "ADJ"))):
        for rows in sentences(SHARED / "gold" / "morph" / f"{name}.conllu.gz"):
            for _, word, gold, pos, _, feats, *_ in rows:
                if pos not in kinds or "Abbr" in feats:
                    continue
                wanted = morph.split_feats(feats)
                scored = [(morph._agreement(r, pos, wanted), r) for r in m.readings(word)]
                if not scored:
                    continue
                top = max(s for s, _ in scored)
                near = {r.lemma for s, r in scored if s > top - morph._TIE}
                right = [x for x in near if fold(x) == fold(gold)]
                if len(right) == 1:
                    wins.update((right[0], x) for x in near if x != right[0] and fold(x) != fold(gold))
    pairs = " ".join(FIXED.split()).split("=")
    keys, out = [], [HEADER.rstrip("\n")]
    # "a ADV=b c NUM=d" -> (a ADV, b), (c NUM, d)
    rest = pairs[0]
    for piece in pairs[1:]:
        value, _, following = piece.partition(" ")
        keys.append((rest, value))
        rest = following
    out += [f"{k}\t{v}" for k, v in keys]
    pairs_out = set(PREFERRED.split())
    for (a, b), n in wins.items():
        if n >= 2 and n > 2 * wins[b, a]:
            pairs_out.add(f"{a}>{b}")
    out += [f"{p}\t" for p in sorted(pairs_out)]
    OUT.write_text("\n".join(out) + "\n", "utf-8")
    print(len(keys), "fixed,", len(pairs_out), "preferences")


if __name__ == "__main__":
    main()
