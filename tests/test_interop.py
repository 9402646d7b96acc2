"""Other tools' forms: CoNLL-U by the rules of Universal Dependencies' validator, spaCy, displaCy."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import conllu
import pytest
import udtools
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from udtools.incident import Error

import ruanalyze as ra
from ruanalyze.values import Sentence, Token
from tests.fuzz.promises import PAGES

#: The validator's tests of syntax, which to_conllu leaves open.
SYNTAX = (
    *("zero_root", "enhanced_orphan", "deprels", "auxiliary_verbs", "copula_lemmas", "upos_vs_deprel", "flat_foreign"),
    *("left_to_right_relations", "single_subject", "single_object", "nmod_obl", "orphan", "functional_leaves"),
    *("fixed_span", "goeswith_span", "goeswith_morphology_and_edeps", "projective_punctuation"),
)


class Validator(udtools.Validator):
    """Universal Dependencies' own validator at its highest level, with its lists for Russian, but for syntax."""

    def __getattribute__(self, name: str) -> Any:
        if name.removeprefix("check_") in SYNTAX:
            return lambda *_: None
        return super().__getattribute__(name)


def complaints(text: str) -> list[str]:
    """What the validator finds wrong in a file; a warning about features is none."""
    state = Validator(lang="ru", level=5, output=None).validate_file_handle(io.StringIO(text))
    found = [f"{x.testid}: {x.message}" for x in state.error_tracker if isinstance(x, Error)]
    assert bool(found) is not state.passed()
    return found


def as_tree(text: str) -> str:
    """The file with a flat tree in it: each sentence's first word the root, the others below it."""
    rows = []
    for row in text.split("\n"):
        columns = row.split("\t")
        if len(columns) == 10:
            assert columns[6:8] == ["_", "_"]
            columns[6:8] = ("0", "root") if columns[0] == "1" else ("1", "dep")
        rows.append("\t".join(columns))
    return "\n".join(rows)


def check_conllu(text: str) -> list[conllu.TokenList]:
    """A file that the validator takes; parsed by an independent reader."""
    if not text:
        return []
    assert complaints(as_tree(text)) == []
    sentences = conllu.parse(text)
    for sentence in sentences:
        joined = "".join(t["form"] + ("" if (t["misc"] or {}).get("SpaceAfter") == "No" else " ") for t in sentence)
        assert sentence.metadata["text"] == joined.removesuffix(" ")
    return list(sentences)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (("\n2\tуехал", "\n4\tуехал"), "word-id-sequence"),
        (("\tNOUN\t", "\tNAME\t"), "unknown-upos"),
        (("Animacy=Anim|Case=Nom", "Case=Nom|Animacy=Anim"), "unsorted-features"),
        (("Case=Nom", "Case=Nominative"), "feature-value-unknown"),
        (("# text = Мэр", "# text = Мер"), "text-form-mismatch"),
        (("SpaceAfter=No", "_"), "missing-spaceafter"),
        (("# sent_id = 1\n", ""), "missing-sent-id"),
        (("Мэр", "Мэри\u0306"), "unicode-normalization"),
        (("\n\n", "\n"), "missing-empty-line"),
    ],
)
def test_the_validator_sees_what_is_wrong(wrong: tuple[str, str], complaint: str) -> None:
    right = as_tree(ra.Analyzer(ra.Options(steps=())).analyze("Мэр уехал.").to_conllu())
    assert complaints(right) == []
    assert complaint in " ".join(complaints(right.replace(*wrong)))


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


ODD = ["Мэр", "уехал", ".", " ", "\n", "\x00", "\t", "\u2028", "\ud83d", "\ufffd", "_", "#", "5", "и\u0306", "\u0323"]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ODD)))
def test_conllu_of_odd_texts(an: ra.Analyzer, pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        doc = an.analyze(text)
    except ra.InputError:
        return
    check_conllu(doc.to_conllu())


def test_conllu_of_several_docs(an: ra.Analyzer) -> None:
    pages = ["Мэр уехал. Он вернётся.", "Школа открыта."]
    text = "".join(an.analyze(page).to_conllu(doc_id=f"page{i}") for i, page in enumerate(pages, 1))
    assert [s.metadata["sent_id"] for s in check_conllu(text)] == ["page1-1", "page1-2", "page2-1"]
    assert text.count("# newdoc id = page") == 2
    with pytest.raises(ValueError, match="without white space"):
        an.analyze("Мэр уехал.").to_conllu(doc_id="page 1")


def test_conllu_of_accents_apart_from_their_letters(an: ra.Analyzer) -> None:
    """A breve as a code point of its own; one that a cut of an endless word has parted from its letter."""
    forms = [t["form"] for s in check_conllu(an.analyze(f"Новый мэр {'и' * 300}\u0306.").to_conllu()) for t in s]
    assert forms == ["Новый", "мэр", "и" * 300, "\u25cc\u0306", "."]


@pytest.mark.parametrize("model", ["fast", "accurate"])
def test_every_tag_of_a_model_is_one_of_russian(model: str) -> None:
    labels = Path(ra.__file__).parent / "resources" / model / "labels.json"
    tags = [tag.split(" ") for tag in json.loads(labels.read_text("utf8"))["tags"]]
    tokens = [Token(5 * i, 5 * i + 4, "слон", "слон", pos, feats) for i, (pos, feats) in enumerate(tags)]
    sentences = tuple(Sentence(t.start, t.end, "body", (t,)) for t in tokens)
    check_conllu(ra.Doc("слон " * len(tags), ra.Article(), sentences).to_conllu())


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
