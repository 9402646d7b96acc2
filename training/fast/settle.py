"""Forms whose tag leaves no choice, and the commonest forms, found on unlabelled articles, into a tagger's labels.json.

python settle.py --folder ../../src/ruanalyze/resources/fast --silver DATA/accurate.jsonl.gz

At run time the network is not asked for the morphology of the settled forms, and the common ones stand in the table of
forms from the start. The sentences are silver.py's, its labels unused.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
from pathlib import Path

from ruanalyze.morph.lexicon import lexicon
from ruanalyze.tagging.fast import FastTagger
from ruanalyze.tagging.tagger import calm
from ruanalyze.tagging.word_forms import spelling

OFTEN, SHARE = 40, 0.998  # a function word is settled when so many of its tokens, or more, bear one tag
COMMON = 16_000
SELDOM = 10  # a word that the dictionary reads in one way, when all of so many do
FUNCTION = frozenset(("ADP", "ADV", "AUX", "CCONJ", "DET", "NUM", "PART", "PRON", "PUNCT", "SCONJ", "SYM"))


def is_settled(form: str, pos: str, most: int, all_: int) -> bool:
    """Whether `most` of `all_` tokens of a form with one tag suffice."""
    number = lexicon().class_of(form.lower())
    readings = lexicon().class_readings(number) if number is not None else ()
    if pos in FUNCTION and (any(r.known for r in readings) or (len(form) == 1 or form.isdecimal())):
        return all_ >= OFTEN and most >= SHARE * all_
    return most == all_ >= SELDOM and len({r.tag for r in readings if r.known}) == 1


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--folder", type=Path, required=True)
    ap.add_argument("--silver", type=Path, nargs="+", required=True)
    args = ap.parse_args()
    place = args.folder / "labels.json"
    labels = json.loads(place.read_text("utf8"))
    labels |= {"settled": {}, "common": ""}
    place.write_text(json.dumps(labels, ensure_ascii=False) + "\n", "utf8")
    tagger, number = FastTagger(args.folder), {tag: i for i, tag in enumerate(labels["tags"])}
    seen: dict[str, collections.Counter[int]] = collections.defaultdict(collections.Counter)
    for path in args.silver:
        with gzip.open(path, "rt", encoding="utf8") as lines:
            for line in lines:
                doc = [s["tokens"] for s in json.loads(line)["sentences"]]
                for words, tagged in zip(doc, tagger.tag([doc])[0], strict=True):
                    for word, pos, feats in zip(map(spelling, calm(words)), tagged.pos, tagged.feats, strict=True):
                        if word.split() == [word]:  # no space within: the lists below are split at spaces
                            seen[word][number[f"{pos} {feats}"]] += 1
    settled: dict[str, list[str]] = collections.defaultdict(list)
    covered = total = 0
    for form, tags in sorted(seen.items()):
        (tag, many), n = tags.most_common(1)[0], tags.total()
        total += n
        if is_settled(form, labels["tags"][tag].split(" ")[0], many, n):
            settled[str(tag)].append(form)
            covered += n
    labels["settled"] = {tag: " ".join(forms) for tag, forms in sorted(settled.items())}
    common = sorted(seen, key=lambda form: (-seen[form].total(), form))[:COMMON]
    labels["common"] = " ".join(common)
    place.write_text(json.dumps(labels, ensure_ascii=False) + "\n", "utf8")
    print(sum(map(len, settled.values())), f"forms, {covered / total:.3f} of the tokens")


if __name__ == "__main__":
    main()
