"""The names and promises of the public API, one by one: what None means, equality, frozen values, error messages."""

from __future__ import annotations

import copy
import datetime as dt
import inspect
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
import pytest

import ruanalyze as ra

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PARAMETERS = {
    "analyze": ["source", "published", "url", "crawled"],
    "clean": ["source", "published", "url", "crawled"],
    "tag": ["frame", "text", "published", "url", "workers"],
    "tag_archive": ["source", "out", "workers", "engine"],
    "report": ["tagged", "out"],
    "entities_table": ["x"],
    "officials_table": ["x"],
    "dates_table": ["x"],
    "tokens_table": ["docs"],
}


@pytest.mark.parametrize(("name", "wanted"), PARAMETERS.items())
def test_calls_take_what_the_documentation_says(name: str, wanted: list[str]) -> None:
    parameters = inspect.signature(getattr(ra, name)).parameters
    assert [p for p in parameters if p in wanted] == wanted
    assert len(parameters) < 16


@pytest.mark.parametrize("name", [n for n in ra.__all__ if n not in ("SCHEMA", "__version__")])
def test_every_public_name_says_what_it_is(name: str) -> None:
    assert (getattr(ra, name).__doc__ or "").strip()


VALUES = [n for n in ra.__all__ if isinstance(getattr(ra, n), type) and issubclass(getattr(ra, n), msgspec.Struct)]


@pytest.mark.parametrize("name", VALUES)
def test_values_are_frozen_slotted_and_equal_by_value(name: str, doc: ra.Doc) -> None:
    kind = getattr(ra, name)
    assert kind.__struct_config__.frozen
    assert not kind.__struct_config__.dict
    found = [v for v in _all_values(doc) if type(v) is kind]
    for value in found[:3]:
        assert copy.deepcopy(value) == value
        with pytest.raises(AttributeError):
            setattr(value, kind.__struct_fields__[0], None)


def _all_values(value: Any) -> list[Any]:
    """All values inside a Doc."""
    if isinstance(value, ra.Doc):
        value = (value.article, value.sentences, value.entities, value.roles, value.dates, value.topics)
    if isinstance(value, tuple):
        return [v for item in value for v in _all_values(item)]
    if isinstance(value, msgspec.Struct):
        inner = tuple(getattr(value, name) for name in value.__struct_fields__)
        return [value, *_all_values(inner)]
    return []


def test_docs_are_equal_by_value(doc: ra.Doc) -> None:
    again = copy.deepcopy(doc)
    assert again == doc
    assert hash(again) == hash(doc)
    assert again is not doc
    assert doc != ra.Doc(doc.text, doc.article)
    assert doc != doc.text
    assert not hasattr(doc, "__dict__")


ANSWERS = "entities people organizations places roles officials dates topics topic keywords"


@pytest.mark.parametrize("name", ANSWERS.split())
def test_none_never_means_that_a_step_was_not_run(name: str) -> None:
    skipped = ra.Analyzer(ra.Options(steps=())).analyze("Вот.")
    with pytest.raises(ra.StepSkipped, match="Options\\(steps="):
        getattr(skipped, name)
    assert isinstance(repr(skipped), str)
    assert "Вот" in skipped.to_html()


def test_none_and_empty_mean_that_nothing_was_found(an: ra.Analyzer) -> None:
    nothing = an.analyze("Вот.", published=None)
    assert (nothing.entities, nothing.roles, nothing.dates) == ((), (), ())
    assert nothing.article.published is None
    assert nothing.title is None
    assert nothing.url is None


def test_what_was_decided_says_who_decided(doc: ra.Doc) -> None:
    decided = [v for v in _all_values(doc) if "source" in v.__struct_fields__ and not isinstance(v, ra.Span)]
    assert len(decided) > 10
    assert all(v.source for v in decided)
    assert all(span.source for span in doc.article.parts)
    assert doc.article.published_source


def test_the_error_tree() -> None:
    for name in (
        "InputError",
        "NoTextError",
        "DecodeError",
        "OptionError",
        "StepSkipped",
        "SchemaError",
        "ArchiveError",
    ):
        assert issubclass(getattr(ra, name), ra.RuanalyzeError)
    assert issubclass(ra.NoTextError, ra.InputError)
    assert issubclass(ra.InputError, ValueError)
    assert issubclass(ra.OptionError, ValueError)
    assert issubclass(ra.StepSkipped, AttributeError)


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01"
REFUSED: list[tuple[Callable[[ra.Analyzer], Any], type[Exception], str]] = [
    (lambda an: ra.Options(steps="dates"), ra.OptionError, "give a tuple of steps"),  # type: ignore[arg-type]
    (lambda an: ra.Options(steps=None), ra.OptionError, "give a tuple of steps"),  # type: ignore[arg-type]
    (lambda an: ra.Options(gazetteer=5), ra.OptionError, "the path of a CSV or JSON file"),  # type: ignore[arg-type]
    (lambda an: ra.Options(home_region=64), ra.OptionError, "'RU-SAR'"),  # type: ignore[arg-type]
    (lambda an: ra.Options(threads=True), ra.OptionError, "whole number from 1"),
    (lambda an: ra.Options(timezone=3), ra.OptionError, "IANA name"),  # type: ignore[arg-type]
    (lambda an: ra.Analyzer(ra.Options(home_region="RU-XXX")), ra.OptionError, "no home_region 'RU-XXX'"),
    (lambda an: ra.Analyzer(ra.Options(topics="nowhere")), ra.OptionError, "holds no topic model"),
    (lambda an: ra.Analyzer(ra.Options(gazetteer="nowhere.csv")), ra.OptionError, "no such file"),
    (lambda an: an.analyze("Мэр.", published=5), TypeError, "published is a datetime"),  # type: ignore[arg-type]
    (lambda an: an.analyze("Мэр.", published="вчера"), ra.InputError, "ISO 8601"),
    (lambda an: an.analyze("Мэр.", crawled="вчера"), ra.InputError, "crawled='вчера'"),
    (lambda an: an.analyze("Мэр.", url=5), TypeError, "url is a str, not int"),  # type: ignore[arg-type]
    (lambda an: an.analyze(PNG), ra.DecodeError, "decode them and pass a str"),
    (lambda an: list(an.pipe(["Мэр."], as_tuples=True)), TypeError, "wants pairs"),  # type: ignore[list-item]
    (lambda an: list(an.pipe([("Мэр.",)], as_tuples=True)), TypeError, "wants pairs"),  # type: ignore[list-item]
    (lambda an: list(an.pipe(["Мэр."], batch_size=0)), ValueError, "whole number from 1"),
    (lambda an: list(an.pipe(["Мэр."], on_error="skip")), ValueError, "'raise' or 'record'"),  # type: ignore[call-overload]
    (lambda an: ra.tag(["Мэр."]), TypeError, "wants a data frame"),  # type: ignore[arg-type]
    (lambda an: ra.tag(pd.DataFrame({"body": ["Мэр."]})), ra.SchemaError, "it has body: pass text="),
    (lambda an: ra.tag(pd.DataFrame({"text": ["Мэр."]}), workers=0), ValueError, "from 1, or None"),
    (lambda an: ra.tag(pd.DataFrame({"text": ["Мэр."]}), url="link"), ra.SchemaError, "no column 'link'"),
    (lambda an: ra.entities_table(pd.DataFrame({"text": ["Мэр."]})), ra.SchemaError, "is not tagged"),
    (lambda an: ra.entities_table(["Мэр."]), TypeError, "wants Docs"),  # type: ignore[list-item]
    (lambda an: ra.tokens_table(["Мэр."]), TypeError, "wants Docs, not str"),  # type: ignore[list-item]
    (lambda an: ra.tag_archive("nowhere.jsonl", "out"), ra.ArchiveError, "no such file or folder"),
    (lambda an: ra.tag_archive("a.jsonl", "out", body="text"), TypeError, "'body'; of its files it takes text"),  # type: ignore[call-arg]
    (lambda an: ra.Doc.from_json(5), TypeError, "wants str or bytes"),  # type: ignore[arg-type]
    (lambda an: ra.Doc.from_dict(5), ra.SchemaError, "what Doc.to_json"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED, ids=[message for _, _, message in REFUSED])
def test_what_is_refused_says_what_to_do(
    an: ra.Analyzer, call: Callable[[ra.Analyzer], Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message.replace("(", r"\(").replace(")", r"\)")):
        call(an)


def test_info_names_all_that_answers_depend_on(an: ra.Analyzer, tmp_path: Path) -> None:
    info = an.info()
    assert info["ruanalyze"] == ra.__version__
    assert info["model"] == "fast"
    assert {"tagger", "gazetteer", "lexicons", "page rules", "topics", "pymorphy3-dicts-ru"} <= set(info)
    texts = ["Школа получила учебники", "Учитель провёл урок", "Суд арестовал вора", "Полиция задержала вора"] * 5
    ra.TopicClassifier().fit(texts, ["education", "education", "crime", "crime"] * 5).save(tmp_path / "own")
    own = ra.Analyzer(ra.Options(topics=tmp_path / "own")).info()
    assert {name for name in info if info[name] != own[name]} == {"topics"}


def test_aware_times_keep_what_is_printed() -> None:
    moment = dt.datetime(2019, 10, 9, 12, 37, tzinfo=dt.UTC)
    doc = ra.Analyzer(ra.Options(steps=(), timezone="Europe/Saratov")).analyze("Вот.", published=moment)
    assert doc.article.published is not None
    assert doc.article.published.isoformat() == "2019-10-09T12:37:00+04:00"
    assert ra.Doc.from_json(doc.to_json()) == doc
