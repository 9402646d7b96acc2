"""docs/schema.json is the schema of what Doc.to_dict gives.

After a change of the result model: python -m tests.test_schema
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

import ruanalyze as ra
from ruanalyze.codec import DocRecord, json_schema

PATH = Path(__file__).parent.parent / "docs" / "schema.json"


def test_the_committed_schema_is_the_types() -> None:
    assert json.loads(PATH.read_text(encoding="utf8")) == json.loads(json.dumps(json_schema()))


def test_a_doc_has_the_fields_that_the_schema_names(doc: ra.Doc) -> None:
    definition = json_schema()["$defs"]["DocRecord"]
    assert list(doc.to_dict()) == list(definition["properties"])
    assert msgspec.convert(doc.to_dict(), DocRecord).text == doc.text


def test_unknown_fields_of_a_later_minor_version_are_read(doc: ra.Doc) -> None:
    later = doc.to_dict() | {"json_version": "1.7", "mood": "calm"}
    assert ra.Doc.from_dict(later) == doc


if __name__ == "__main__":
    PATH.write_text(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf8")
