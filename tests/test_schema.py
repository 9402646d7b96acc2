"""docs/schema.json is the schema of what Doc.to_dict gives.

After a change of the result model: python -m tests.test_schema
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

import ruanalyze as ra
from ruanalyze.codec import DocRecord, json_schema
from ruanalyze.doc import JSON_VERSION

PATH = Path(__file__).parent.parent / "docs" / "schema.json"


def test_the_committed_schema_is_the_types() -> None:
    assert json.loads(PATH.read_text(encoding="utf8")) == json.loads(json.dumps(json_schema()))


def test_a_doc_has_the_fields_that_the_schema_names(doc: ra.Doc) -> None:
    definition = json_schema()["$defs"]["DocRecord"]
    assert list(doc.to_dict()) == list(definition["properties"])
    assert msgspec.convert(doc.to_dict(), DocRecord).text == doc.text


def test_every_minor_version_is_read() -> None:
    """A sample of each minor version, written by the first release that had it; they are never written again."""
    samples = sorted((Path(__file__).parent / "data").glob("doc-*.json"))
    assert f"doc-{JSON_VERSION}.json" in {path.name for path in samples}
    for path in samples:
        doc = ra.Doc.from_json(path.read_bytes())
        assert doc.title == "В Вольске открыли школу"
        assert (doc.officials[0].person.name, doc.officials[0].post) == ("Валерий Радаев", "губернатор")
        assert ra.Doc.from_json(doc.to_json()) == doc


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": "другой текст"}, "of a text of 12 characters"),
        ({"topics": [{"id": "x", "label": "x", "probability": 2, "iptc": None, "source": "x"}]}, "a probability of 2"),
        (
            {
                "topics": [
                    {"id": "x", "label": "x", "probability": 1, "iptc": None, "source": "x", "weights": [0.5, 1.5]}
                ]
            },
            "a weight of 1.5",
        ),
        ({"sentences": [{"start": 0, "end": 10**6, "part": "body", "tokens": []}]}, "a sentence at 0:1000000"),
        ({"json_version": "2.0"}, "upgrade it"),
    ],
)
def test_what_no_analysis_gives_is_refused(doc: ra.Doc, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ra.SchemaError, match=message):
        ra.Doc.from_dict(doc.to_dict() | change)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("lat", 91.0, "a latitude of 91"),
        ("lon", -181.0, "a longitude of -181"),
        ("population", -1, "-1 of 'Вольск' is out of range"),
        ("geonames_id", 2**63, "is out of range"),
    ],
)
def test_a_place_beyond_the_earth_is_refused(doc: ra.Doc, field: str, value: float, message: str) -> None:
    data = doc.to_dict()
    place = next(e["place"] for e in data["entities"] if e["name"] == "Вольск")
    place[field] = value
    with pytest.raises(ra.SchemaError, match=message):
        ra.Doc.from_dict(data)


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_is_from_0_to_1(doc: ra.Doc, confidence: float) -> None:
    data = doc.to_dict()
    data["entities"][0]["mentions"][0]["confidence"] = confidence
    with pytest.raises(ra.SchemaError, match="a confidence of"):
        ra.Doc.from_dict(data)


@pytest.mark.parametrize("span", [{"start": 1}, {"start": None}, {"start": -3, "end": -1}])
def test_a_span_that_is_elsewhere_is_refused(doc: ra.Doc, span: dict[str, Any]) -> None:
    data = doc.to_dict()
    data["article"]["title"] |= span
    with pytest.raises(ra.SchemaError, match="does not stand at"):
        ra.Doc.from_dict(data)


@pytest.mark.parametrize(
    ("published", "message"), [("2019-13-01", "month must be in 1..12"), ("2019-10-09T25:00", "hour must be in 0..23")]
)
def test_a_day_that_is_none_is_refused(doc: ra.Doc, published: str, message: str) -> None:
    data = doc.to_dict()
    data["article"]["published"] = published
    with pytest.raises(ra.SchemaError, match=message):
        ra.Doc.from_dict(data)


def test_a_token_that_is_elsewhere_is_refused(doc: ra.Doc) -> None:
    data = doc.to_dict()
    data["sentences"][0]["tokens"][0]["start"] -= 1
    with pytest.raises(ra.SchemaError, match="does not stand at"):
        ra.Doc.from_dict(data)


def test_a_title_of_metadata_alone_is_read() -> None:
    doc = ra.Doc("Мэр.", ra.Article(title=ra.Span(None, None, "Школа", "metadata")))
    assert ra.Doc.from_json(doc.to_json()) == doc


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_numbers_that_are_none_are_refused(doc: ra.Doc, number: str) -> None:
    data = re.sub(r'"probability": [0-9.]+', f'"probability": {number}', json.dumps(doc.to_dict()))
    with pytest.raises(ra.SchemaError, match="no JSON number"):
        ra.Doc.from_json(data)


def test_other_encodings_of_json_are_read(doc: ra.Doc) -> None:
    assert ra.Doc.from_json(doc.to_json().encode("utf-16")) == doc


def test_unknown_fields_of_a_later_minor_version_are_read(doc: ra.Doc) -> None:
    later = doc.to_dict() | {"json_version": "1.7", "mood": "calm"}
    assert ra.Doc.from_dict(later) == doc


if __name__ == "__main__":
    PATH.write_text(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf8")
