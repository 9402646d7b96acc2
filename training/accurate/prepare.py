"""Brings all training corpora to one form: sentences of tokens with names, posts, morphology and topics.

    python prepare.py --out DIR

Names, by DESIGN.md's rules: outermost spans of PER, ORG and LOC (media and acting bodies are ORG, countries that act
are LOC); spans without a name in them ("правительство", "российский") and single adjectives are out; a token that a
span cuts in two is masked. Posts are NEREL's PROFESSION, outermost. Morphology: Taiga as it is; elsewhere slovnet's
tags, kept only where they agree with OpenCorpora's own (where there are any), with the dictionary and with Taiga's
conventions for the commonest words. Names on the topic articles are slovnet's. Texts that share a sentence with a dev
or test file are left out.
"""

from __future__ import annotations

import argparse
import collections
import random
import re
from pathlib import Path
from typing import Any

import pymorphy3
from common import IGNORE, NAMES, POSTS, SHARED, conllu, joint_tag, read_rows, write_rows
from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, Segmenter
from razdel import sentenize, tokenize

KIND = {
    "PER": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "MEDIA": "ORG",
    "LOC": "LOC",
    "GEOPOLIT": "LOC",
    "CITY": "LOC",
    "COUNTRY": "LOC",
    "STATE_OR_PROVINCE": "LOC",
    "DISTRICT": "LOC",
    "LOCATION": "LOC",
}
CLOSED = {"ADP", "AUX", "CCONJ", "DET", "NUM", "PART", "PRON", "SCONJ", "ADV", "INTJ"}
# What OpenCorpora calls a word, and what today's UD may call it.
COMPATIBLE = {
    "NOUN": {"NOUN", "PROPN"},
    "PROPN": {"NOUN", "PROPN"},
    "VERB": {"VERB", "AUX"},
    "ADJ": {"ADJ", "VERB", "DET", "NUM", "PROPN"},
    "ADP": {"ADP"},
    "CONJ": {"CCONJ", "SCONJ", "ADV", "PART", "PRON"},
    "DET": {"DET", "PRON", "ADJ", "NUM"},
    "PRON": {"PRON", "DET"},
    "PUNCT": {"PUNCT", "SYM"},
}
morph = pymorphy3.MorphAnalyzer()


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("ё", "е"))


class DevGuard:
    """Knows every longer sentence of the dev and test files: a text that shares one must not be trained on."""

    def __init__(self) -> None:
        texts = [r["text"] for p in sorted((SHARED / "gold").glob("*/*dev*.jsonl.gz")) for r in read_rows(p)]
        texts += [r["text"] for r in read_rows(SHARED / "topics/labelled-dev.jsonl.gz")]
        texts += [
            " ".join(w for w, *_ in s)
            for p in sorted((SHARED / "gold/morph").glob("*.gz"))
            if "train" not in p.name and "opencorpora" not in p.name
            for s in conllu(p)
        ]
        self.known = {key for text in texts for key in self._keys(text)}

    @staticmethod
    def _keys(text: str) -> set[str]:
        found = set()
        for sentence in sentenize(text):
            words = words_of(sentence.text)
            if len(words) >= 8:
                found.add(" ".join(words[:12]))
        return found

    def knows(self, text: str) -> bool:
        return bool(self._keys(text) & self.known)


def outermost(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def has_name(text: str) -> bool:
    """Whether a word is capitalized, has a digit or is not Cyrillic: "МВД Киргизии", not "правительство"."""
    return any(not w[0].islower() or re.search(r"[0-9A-Za-z]", w) for w in re.findall(r"\w+", text))


def is_adjective(text: str) -> bool:
    """A single word that the dictionary knows as an adjective only: "Российский"."""
    parses = (
        morph.parse(text)
        if re.fullmatch(r"[\w-]+", text)
        and text.lower().endswith(
            ("ий", "ый", "ой", "ая", "ое", "ые", "ие", "ого", "их", "ых", "ую", "ом", "им", "ым", "ими", "ыми", "ому")
        )
        else []
    )
    return bool(parses) and all(p.tag.POS == "ADJF" and "Surn" not in p.tag for p in parses if p.score > 0.05)


def label(tokens: list[tuple[int, int]], spans: list[tuple[int, int, str]], inventory: list[str]) -> list[int]:
    """BIO numbers of one sentence's tokens; a token that a span cuts in two is masked."""
    out = [0] * len(tokens)
    for start, end, kind in spans:
        inside = [i for i, (s, e) in enumerate(tokens) if s < end and start < e]
        if not inside:
            continue
        if tokens[inside[0]][0] != start or tokens[inside[-1]][1] != end:
            for i in inside:
                out[i] = IGNORE
            continue
        for i in inside:
            out[i] = inventory.index(("B-" if i == inside[0] else "I-") + kind)
    return out


class Silver:
    """slovnet's tags, kept where other sources do not speak against them."""

    def __init__(self) -> None:
        embedding = NewsEmbedding()
        self.segmenter, self.tagger, self.names = Segmenter(), NewsMorphTagger(embedding), NewsNERTagger(embedding)
        forms: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
        for sentence in conllu(SHARED / "gold/morph/taiga-train.conllu.gz"):
            for word, pos, feats in sentence:
                forms[word.lower().replace("ё", "е")][joint_tag(pos, feats)] += 1
        self.taiga = {w: c for w, c in forms.items() if c.total() >= 4}

    def tags(self, sentences: list[list[str]]) -> list[list[str | None]]:
        return [
            [self._check(t.text, t.pos, "|".join(f"{k}={v}" for k, v in sorted(t.feats.items()))) for t in m.tokens]
            for m in self.tagger.map(sentences)
        ]

    def _check(self, word: str, pos: str, feats: str) -> str | None:
        if pos == "AUX":  # Taiga gives "быть" as a copula no aspect
            feats = "|".join(f for f in feats.split("|") if not f.startswith("Aspect"))
        tag, low = joint_tag(pos, feats), word.lower().replace("ё", "е")
        known = self.taiga.get(low)
        if known is not None:
            closed = all(t.split(" ")[0] in CLOSED for t in known)
            if (
                closed
                and tag not in known
                and not (pos in ("DET", "PRON", "NUM") and pos in {t.split(" ")[0] for t in known})
            ):
                return None
            return tag if pos in {t.split(" ")[0] for t in known} else None
        case = re.search(r"Case=(\w+)", feats)
        if (
            case
            and pos in ("NOUN", "ADJ", "PROPN", "VERB")
            and re.fullmatch(r"[а-яё-]+", low)
            and morph.word_is_known(low)
        ):
            wanted = {
                "Nom": {"nomn"},
                "Gen": {"gent", "gen2", "gen1"},
                "Par": {"gent", "gen2"},
                "Dat": {"datv"},
                "Acc": {"accs", "acc2"},
                "Ins": {"ablt"},
                "Loc": {"loct", "loc2", "loc1"},
            }.get(case[1], set())
            parses = morph.parse(low)
            if not any(p.tag.case in wanted or "Fixd" in p.tag for p in parses):
                return None
        return tag


def agrees(tag: str, pos: str, feats: str) -> bool:
    """Whether a UD tag can be the same reading of the word as OpenCorpora's."""
    new_pos, new_feats = tag.split(" ")
    if pos in COMPATIBLE and new_pos not in COMPATIBLE[pos]:
        return False
    old, new = (dict(f.split("=") for f in x.split("|") if "=" in f) for x in (feats, new_feats))
    same = all(
        old[k] == new[k]
        for k in ("Case", "Gender", "Number", "Aspect", "Person", "Mood", "VerbForm")
        if k in old and k in new and not (k == "VerbForm" and new[k] == "Part") and old[k] != "Ptan"
    )
    return same and (
        ("Tense" not in old) or ("Tense" not in new) or (old["Tense"] == "Past") == (new["Tense"] == "Past")
    )


def sentences_of(text: str) -> list[list[tuple[int, int]]]:
    out = []
    for sentence in sentenize(text):
        tokens = [(sentence.start + t.start, sentence.start + t.stop) for t in tokenize(sentence.text)]
        if tokens:
            out.append(tokens)
    return out


def from_spans(corpus: str, guard: DevGuard, silver: Silver) -> list[dict[str, Any]]:
    rows = read_rows(SHARED / f"gold/ner/{corpus}-train.jsonl.gz")
    kept, dropped = [], collections.Counter[str]()
    for row in rows:
        text = row["text"]
        if guard.knows(text):
            dropped["documents shared with dev"] += 1
            continue
        names = outermost(
            [
                (s["start"], s["end"], KIND[s["type"]])
                for s in row["spans"]
                if s["type"] in KIND and not s.get("fragments")
            ]
        )
        wanted = [
            s for s in names if has_name(text[s[0] : s[1]]) and not (s[2] == "LOC" and is_adjective(text[s[0] : s[1]]))
        ]
        dropped["spans without a name"] += len(names) - len(wanted)
        posts = outermost(
            [
                (s["start"], s["end"], "POST")
                for s in row["spans"]
                if s["type"] == "PROFESSION" and not s.get("fragments")
            ]
        )
        sentences = sentences_of(text)
        forms = [[text[s:e] for s, e in tokens] for tokens in sentences]
        kept.append(
            {
                "corpus": corpus,
                "sentences": [
                    {"tokens": words, "names": label(tokens, wanted, NAMES), "tags": tags}
                    | ({"posts": label(tokens, posts, POSTS)} if corpus == "nerel" else {})
                    for tokens, words, tags in zip(sentences, forms, silver.tags(forms), strict=True)
                ],
            }
        )
    masked = sum(n == IGNORE for d in kept for s in d["sentences"] for n in s["names"])
    print(corpus, len(kept), "documents;", dict(dropped), f"{masked} tokens masked", flush=True)
    return kept


def from_topics(guard: DevGuard, silver: Silver) -> list[dict[str, Any]]:
    kept = []
    for row in read_rows(SHARED / "topics/labelled-train.jsonl.gz"):
        text = f"{row['title']}\n\n{row['text'][:1400]}" if row.get("title") else row["text"][:1400]
        if guard.knows(row["text"]) or not row["topics"] or row["topics"][0] == "none":
            continue
        doc = Doc(text)
        doc.segment(silver.segmenter)
        doc.tag_ner(silver.names)
        spans = [(s.start, s.stop, s.type) for s in doc.spans if has_name(s.text)]
        sentences = [[(t.start, t.stop) for t in s.tokens] for s in doc.sents if s.tokens]
        forms = [[text[s:e] for s, e in tokens] for tokens in sentences]
        kept.append(
            {
                "corpus": "silver",
                "topics": row["topics"],
                "sentences": [
                    {"tokens": w, "names": label(t, spans, NAMES), "tags": g}
                    for t, w, g in zip(sentences, forms, silver.tags(forms), strict=True)
                ],
            }
        )
    print("topics", len(kept), "documents", flush=True)
    return kept


def from_morph(silver: Silver, per_document: int = 8) -> list[dict[str, Any]]:
    out = []
    taiga = [
        {"tokens": [w for w, *_ in s], "tags": [joint_tag(p, f) for _, p, f in s]}
        for s in conllu(SHARED / "gold/morph/taiga-train.conllu.gz")
    ]
    out += [{"corpus": "taiga", "sentences": taiga[i : i + per_document]} for i in range(0, len(taiga), per_document)]
    gold = list(conllu(SHARED / "gold/morph/opencorpora.conllu.gz"))
    forms = [[w for w, *_ in s] for s in gold]
    used = total = 0
    sentences = []
    for words, tags, truth in zip(forms, silver.tags(forms), gold, strict=True):
        checked = [t if t is not None and agrees(t, p, f) else None for t, (_, p, f) in zip(tags, truth, strict=True)]
        used, total = used + sum(t is not None for t in checked), total + len(checked)
        sentences.append({"tokens": words, "tags": checked})
    print(f"OpenCorpora: {used / total:.3f} of the tokens kept a tag", flush=True)
    out += [
        {"corpus": "opencorpora", "sentences": sentences[i : i + per_document]}
        for i in range(0, len(sentences), per_document)
    ]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    guard, silver = DevGuard(), Silver()
    rows = [r for corpus in ("nerel", "collection5", "slavicner") for r in from_spans(corpus, guard, silver)]
    rows += from_topics(guard, silver) + from_morph(silver)
    random.Random(1).shuffle(rows)
    tags = collections.Counter(t for r in rows for s in r["sentences"] for t in s["tags"] if t is not None)
    write_rows(args.out / "train.jsonl.gz", rows)
    print(len(rows), "rows;", len(tags), "joint tags;", sum(n for n in tags.values()), "tagged tokens")


if __name__ == "__main__":
    main()
