"""Places over gold LOC spans: nominative names, and links to the gazetteer against hand labels.

    python benchmarks/places.py normal [--set slavicner-dev] [--errors N]
    python benchmarks/places.py link [--errors N] [--system]   # --system: the spans of the whole pipeline
    python benchmarks/places.py speed
    python benchmarks/places.py show --set nerel-dev               # what is linked, to read and to label

A label of places_labels.jsonl, written by hand, is {"set", "id", "start", "end", "kind", "region", "country", "held"}:
region is an ISO 3166-2 code, or a name where ISO has none, and null where the gazetteer has no divisions of a country
(a settlement is a city from 100,000 people and a town from 12,000 or by law; held says whether the gazetteer holds
the place. At most three mentions of one form a set. places_blind.jsonl has one mention of each of 108 forms of the
train sets, drawn at random and labelled without a look at the linker's answers (--labels); only `held`, and the region
where the gazetteer has other divisions than assumed, were filled in later. Texts and spans are read from
$RUANALYZE_SHARED.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import os
import re
import sys
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import ruanalyze as ra
from ruanalyze.places.names import PlaceName, Places

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("RUANALYZE_SHARED", HERE.parent.parent / "shared"))
LOC = {"LOC", "LOCORG", "GEOPOLIT", "CITY", "COUNTRY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION"}
LABELS = HERE / "places_labels.jsonl"


def read(name):
    with gzip.open(SHARED / "gold" / "ner" / f"{name}.jsonl.gz", "rt", encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def same(a, b):
    plain = lambda s: re.sub(r"[\W_]+", "", s.lower().replace("ё", "е"))  # noqa: E731
    return plain(a) == plain(b)


def spans(row):
    """The LOC spans, outermost, that name a place: not adjectives in lower case."""
    kept, end = [], -1
    for s in sorted(row["spans"], key=lambda s: (s["start"], -s["end"])):
        if s["type"] in LOC and not s.get("fragments") and s["start"] >= end:
            kept.append(s)
            end = s["end"]
    return [s for s in kept if not s["text"][0].islower()]


def mentions(docs, rows):
    """(row, span, PlaceName) of each gold LOC span, a document at a time."""
    for row, doc in zip(rows, docs, strict=True):
        out = []
        for s in spans(row):
            for sentence in doc.sentences:
                tokens = sentence.tokens
                inside = [i for i, t in enumerate(tokens) if t.start < s["end"] and s["start"] < t.end]
                if inside:
                    a, b = inside[0], inside[-1] + 1
                    words = tuple(row["text"][max(t.start, s["start"]) : min(t.end, s["end"])] for t in tokens[a:b])
                    some = tokens[a:b]
                    out.append(
                        (
                            s,
                            PlaceName(
                                words,
                                tuple(t.lemma for t in some),
                                tuple(t.pos for t in some),
                                tuple(t.feats for t in some),
                                tuple(t.lemma for t in tokens[max(0, a - 4) : a]),
                                tuple(t.lemma for t in tokens[b : b + 4]),
                            ),
                        )
                    )
                    break
        yield row, out


def analyzed(rows, model):
    return ra.Analyzer(ra.Options(model=model, page="article", steps=())).pipe([r["text"] for r in rows])


def score_normal(places, arguments):
    rows = read(arguments.set)[: arguments.limit]
    right = total = 0
    wrong = collections.Counter()
    for _, some in mentions(analyzed(rows, arguments.model), rows):
        for s, name in some:
            if s.get("lemma"):
                normal = places.normal(name.words, name.lemmas, name.pos, name.feats)
                total += 1
                right += same(normal, s["lemma"])
                if not same(normal, s["lemma"]):
                    wrong[s["text"], normal, s["lemma"]] += 1
    print(f"places normal {arguments.set}: {right / max(1, total):.4f} of {total}")
    for (text, normal, lemma), n in wrong.most_common(arguments.errors):
        print(f"    {n} {text!r}: {normal!r}, gold {lemma!r}")


def system_links(rows, model):
    """Links by the whole pipeline: the place of each of its LOC mentions, by the mention's end."""
    an = ra.Analyzer(ra.Options(model=model, page="article", steps=("entities",)))
    for row, doc in zip(rows, an.pipe([r["text"] for r in rows]), strict=True):
        yield row["id"], {(m.start, m.end): e.place for e in doc.entities if e.kind == "LOC" for m in e.mentions}


def score_link(places, arguments):
    labels = [json.loads(line) for line in arguments.labels.read_text(encoding="utf8").splitlines()]
    found = {}
    for name in sorted({x["set"] for x in labels}):
        wanted = {x["id"] for x in labels if x["set"] == name}
        rows = [r for r in read(name) if r["id"] in wanted]
        if arguments.system:
            for doc, links in system_links(rows, arguments.model):
                found.update({(name, doc, *span): (place, "") for span, place in links.items()})
            continue
        for row, some in mentions(analyzed(rows, arguments.model), rows):
            for (s, _n), place in zip(some, places.link([n for _, n in some]), strict=True):
                found[name, row["id"], s["start"], s["end"]] = (place, s["text"])
    held = right = links = wrong = missed = 0
    shown = 0
    for x in labels:
        k = (x["set"], x["id"], x["start"], x["end"])
        if k not in found:
            missed += 1
            continue
        place, text = found[k]
        good = place is not None and (
            place.kind,
            place.region_code or (place.region if place.kind != "country" else None),
            place.country,
        ) == (x["kind"], x["region"], x["country"])
        links += place is not None
        wrong += place is not None and not good
        held += x["held"]
        right += x["held"] and good
        if ((x["held"] and not good) or (place is not None and not good)) and shown < arguments.errors:
            shown += 1
            got = place and (place.name, place.kind, place.region_code or place.region, place.country)
            print(f"    {text!r} ({x['id']}): {got}, label {x['kind'], x['region'], x['country']}, held {x['held']}")
    print(
        f"places link: right {right / max(1, held):.4f} of {held} that the gazetteer holds;"
        f" wrong {wrong / max(1, links):.4f} of {links} links;"
        f" {len(labels)} labels, {missed} spans not found"
    )


def show(places, arguments):
    rows = read(arguments.set)[: arguments.limit]
    for row, some in mentions(analyzed(rows, arguments.model), rows):
        for (s, _n), place in zip(some, places.link([n for _, n in some]), strict=True):
            got = place and (place.name, place.kind, place.region_code or place.region, place.country)
            print(
                row["id"],
                s["start"],
                s["end"],
                s["type"],
                repr(s["text"]),
                got,
                "|",
                row["text"][max(0, s["start"] - 30) : s["end"] + 20].replace("\n", " ") if arguments.context else "",
            )


def speed(places, arguments):
    rows = read("nerel-dev")
    work = [[n for _, n in some] for _, some in mentions(analyzed(rows, arguments.model), rows)]
    for _ in range(3):
        t = time.process_time()
        for names in work:
            unique = list({n.words: n for n in names}.values())
            for n in names:
                places.normal(n.words, n.lemmas, n.pos, n.feats)
            places.link(unique)
        took = time.process_time() - t
    n = sum(map(len, work))
    print(
        f"places speed: {took / len(work) * 1000:.3f} ms a document"
        f" ({n / len(work):.1f} mentions), {took / n * 1e6:.0f} µs a mention"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("normal", "link", "show", "speed"))
    parser.add_argument("--set", default="slavicner-dev")
    parser.add_argument("--model", default="natasha")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--system", action="store_true")
    parser.add_argument("--context", action="store_true")
    options = parser.parse_args()
    {"normal": score_normal, "link": score_link, "show": show, "speed": speed}[options.task](Places.load(), options)
    sys.stdout.flush()
