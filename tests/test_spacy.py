"""`Doc.to_spacy` and displaCy, with spaCy installed."""

from __future__ import annotations

import sys

import pytest

import ruanalyze as ra

spacy = pytest.importorskip("spacy")


def test_tokens_lemmas_morphology_and_sentences(doc: ra.Doc) -> None:
    made = doc.to_spacy()
    tokens = doc.tokens
    assert [t.text for t in made] == [t.text for t in tokens]
    assert [t.lemma_ for t in made] == [t.lemma for t in tokens]
    assert [t.pos_ for t in made] == [t.pos for t in tokens]
    assert [str(t.morph) for t in made] == [t.feats for t in tokens]
    assert [[t.text for t in s] for s in made.sents] == [[t.text for t in s.tokens] for s in doc.sentences]


def test_entities_with_their_ids(doc: ra.Doc) -> None:
    made = doc.to_spacy()
    wanted = sorted((m.start, m.text, e.kind, e.id) for e in doc.entities for m in e.mentions)
    assert [(e.text, e.label_, e.id_) for e in made.ents] == [w[1:] for w in wanted]


def test_spaces_are_the_sources(an: ra.Analyzer) -> None:
    text = "Мэр Перми Иван Ежов уехал."
    assert an.analyze(text).to_spacy().text == text


def test_a_vocabulary_of_ones_own(doc: ra.Doc) -> None:
    vocab = spacy.blank("ru").vocab
    assert doc.to_spacy(vocab).vocab is vocab


def test_a_doc_without_entities_or_tokens() -> None:
    plain = ra.Analyzer(ra.Options(steps=())).analyze("Мэр уехал.").to_spacy()
    assert [t.text for t in plain] == ["Мэр", "уехал", "."]
    assert plain.ents == ()
    assert len(ra.Doc("", ra.Article()).to_spacy()) == 0


def test_displacy_draws_both_forms(doc: ra.Doc) -> None:
    for drawn in (
        spacy.displacy.render(doc.to_displacy(), style="ent", manual=True, jupyter=False),
        spacy.displacy.render(doc.to_spacy(), style="ent", jupyter=False),
    ):
        assert "Валерий Радаев" in drawn
        assert drawn.count("PER") >= len(doc.people)


def test_without_spacy(doc: ra.Doc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ImportError, match=r"ruanalyze\[spacy\]"):
        doc.to_spacy()
