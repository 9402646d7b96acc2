"""Other tools' forms: CoNLL-U by the rules of Universal Dependencies' validator, spaCy, displaCy."""

from __future__ import annotations

import re
from typing import Any

import conllu
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ruanalyze as ra
from tests.fuzz.promises import PAGES

# https://universaldependencies.org/u/pos and /format: what validate.py holds against a file without trees
UPOS = " ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X "
FEATURE = re.compile(r"[A-Z][A-Za-z0-9]*(?:\[[a-z0-9]+\])?=[A-Z0-9][A-Za-z0-9]*(?:,[A-Z0-9][A-Za-z0-9]*)*")


def check_conllu(text: str) -> list[conllu.TokenList]:
    """Levels 1 and 2 of the validator but for HEAD and DEPREL; parsed by an independent reader."""
    if not text:
        return []
    assert text.endswith("\n\n")
    assert "\r" not in text
    assert "\n\n\n" not in text
    sentences = conllu.parse(text)
    assert len({s.metadata["sent_id"] for s in sentences}) == len(sentences)
    for block, sentence in zip(text.strip("\n").split("\n\n"), sentences, strict=True):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        assert [line.split("\t")[0] for line in lines] == [str(i) for i in range(1, len(lines) + 1)]
        for line in lines:
            columns = line.split("\t")
            assert len(columns) == 10
            assert all(c and c == c.strip() and "  " not in c for c in columns), columns
            assert f" {columns[3]} " in UPOS, columns
            feats = [] if columns[5] == "_" else columns[5].split("|")
            assert all(FEATURE.fullmatch(f) for f in feats), feats
            names = [f.partition("=")[0].lower() for f in feats]
            assert names == sorted(set(names)), feats
            assert not re.search(r"\s", columns[1] + columns[2]), columns
        joined = "".join(t["form"] + ("" if (t["misc"] or {}).get("SpaceAfter") == "No" else " ") for t in sentence)
        assert sentence.metadata["text"] == joined.removesuffix(" ")
    return list(sentences)


@pytest.mark.parametrize("model", ["fast", "accurate", "natasha"])
def test_conllu_of_every_model(model: Any) -> None:
    an = ra.Analyzer(ra.Options(model=model, steps=()))
    for page in PAGES:
        doc = an.analyze(page.read_bytes())
        sentences = check_conllu(doc.to_conllu())
        assert [[t["lemma"] for t in s] for s in sentences] == [[t.lemma for t in s.tokens] for s in doc.sentences]


def test_conllu_in_full() -> None:
    doc = ra.Analyzer(ra.Options(steps=())).analyze("Мэр уехал.\tОн\u00a0— здесь.")
    text = doc.to_conllu()
    assert text.startswith("# newdoc\n# sent_id = 1\n# text = Мэр уехал.\n1\tМэр\tмэр\tNOUN\t_\tAnimacy=Anim|Case=Nom")
    assert text.count("# newdoc") == 1
    assert "\n# text = Он — здесь.\n" in text
    assert text.endswith("4\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_\n\n")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["Мэр", "уехал", ".", " ", "\n", "\x00", "\t", "\u2028", "\ud83d", "_", "#", "5"])))
def test_conllu_of_odd_texts(an: ra.Analyzer, pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        doc = an.analyze(text)
    except ra.InputError:
        return
    check_conllu(doc.to_conllu())


def test_a_doc_without_sentences_is_an_empty_file() -> None:
    assert ra.Doc("", ra.Article()).to_conllu() == ""


def test_displacy(doc: ra.Doc) -> None:
    made = doc.to_displacy()
    assert (made["text"], made["title"]) == (doc.text, doc.title)
    assert [made["text"][e["start"] : e["end"]] for e in made["ents"] if e["label"] == "PER"] == [
        m.text for m in sorted((m for p in doc.people for m in p.mentions), key=lambda m: m.start)
    ]
    starts = [e["start"] for e in made["ents"]]
    assert starts == sorted(starts)


def test_displacy_of_a_skipped_step() -> None:
    with pytest.raises(ra.StepSkipped):
        ra.Doc("Мэр.", ra.Article()).to_displacy()
