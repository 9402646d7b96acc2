"""The result model: immutable, equal by value, JSON and pickle round trips."""

from __future__ import annotations

import datetime as dt
import json
import pickle

import pytest

import ruanalyze as ra


def test_json_round_trip(doc: ra.Doc) -> None:
    assert ra.Doc.from_json(doc.to_json()) == doc
    assert ra.Doc.from_dict(doc.to_dict()) == doc
    assert json.loads(doc.to_json()) == json.loads(json.dumps(doc.to_dict()))


def test_pickle_round_trip(doc: ra.Doc) -> None:
    assert pickle.loads(pickle.dumps(doc)) == doc


def test_roles_refer_to_entities_by_id(doc: ra.Doc) -> None:
    role = doc.to_dict()["roles"][0]
    assert role["person"] in {e["id"] for e in doc.to_dict()["entities"]}
    restored = ra.Doc.from_json(doc.to_json())
    assert restored.roles[0].person is next(e for e in restored.entities if e.id == role["person"])


def test_a_doc_can_not_be_changed(doc: ra.Doc) -> None:
    with pytest.raises(AttributeError):
        doc.text = "другой"
    with pytest.raises(AttributeError):
        del doc.text
    with pytest.raises(AttributeError):
        doc.sentences[0].start = 3


@pytest.mark.parametrize("step", ["entities", "roles", "dates", "topics", "keywords"])
def test_a_skipped_step_says_so(step: str) -> None:
    doc = ra.Doc("Текст.", ra.Article())
    with pytest.raises(ra.StepSkipped, match=step):
        getattr(doc, step)
    assert ra.Doc.from_json(doc.to_json()) == doc


def test_published_keeps_its_grain() -> None:
    moment, day = dt.datetime(2019, 10, 9, 12, 37), dt.date(2019, 10, 9)
    for published, grain in ((moment, "minute"), (day, "day")):
        doc = ra.Doc("", ra.Article(published=published, published_grain=grain))  # type: ignore[arg-type]
        again = ra.Doc.from_json(doc.to_json()).article.published
        assert again == published
        assert type(again) is type(published)


def test_lone_surrogates_survive_json() -> None:
    doc = ra.Doc("обрыв \ud83d эмодзи", ra.Article())
    assert ra.Doc.from_json(doc.to_json()) == doc


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{", "not JSON"),
        ("[]", "json_version is missing"),
        ('{"json_version": "9.0"}', "can't be read by this ruanalyze"),
        ('{"json_version": "1.0", "text": 5}', "not a Doc"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_bad_json(data: str, message: str) -> None:
    with pytest.raises(ra.SchemaError, match=message):
        ra.Doc.from_json(data)


def test_a_role_without_its_entity_is_refused(doc: ra.Doc) -> None:
    with pytest.raises(ra.SchemaError, match="not among the entities"):
        ra.Doc.from_dict(doc.to_dict() | {"entities": []})


def test_article_text_is_title_lead_and_paragraphs(doc: ra.Doc) -> None:
    assert doc.article.text.startswith("В Вольске открыли школу\n\nСтроили её два года\n\nГубернатор")


def test_conllu_has_ten_columns_and_a_blank_line_after_a_sentence(doc: ra.Doc) -> None:
    blocks = doc.to_conllu().split("\n\n")
    assert blocks.pop() == ""
    assert len(blocks) == len(doc.sentences)
    for block, sentence in zip(blocks, doc.sentences, strict=True):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        assert [len(line.split("\t")) for line in lines] == [10] * len(sentence.tokens)


def test_repr_names_the_title(doc: ra.Doc) -> None:
    assert repr(doc).startswith("<Doc 'В Вольске открыли школу'")
