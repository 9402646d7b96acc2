"""What a service relies on, for any bytes: what fuzzing found stays mended, answers do not depend on the hash seed."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ruanalyze as ra
from ruanalyze.page.decode import decode
from tests.fuzz import promises

FOUND = sorted((Path(__file__).parent / "fuzz" / "found").iterdir())
quiet = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.parametrize("path", FOUND, ids=lambda p: p.name)
def test_what_fuzzing_found_stays_mended(path: Path) -> None:
    check = getattr(promises, f"check_{path.name.partition('-')[0]}")
    check(path.read_bytes())


@pytest.mark.parametrize("page", promises.PAGES, ids=lambda p: p.name)
def test_the_samples_keep_every_promise(page: Path) -> None:
    data = decode(page.read_bytes()).encode()
    doc, cleaned = promises.check_analyze(data), promises.check_clean(data)
    assert doc is not None
    assert cleaned is not None
    assert doc.article.text == cleaned.article.text
    assert promises.check_from_json(doc.to_json().encode()) == doc


@settings(quiet, max_examples=200)
@given(edits=st.binary(min_size=3, max_size=12))
def test_an_edited_doc_is_read_whole_or_refused(edits: bytes) -> None:
    promises.check_from_json(edits)


@settings(quiet, max_examples=150)
@given(data=st.binary(max_size=400), seed=st.sampled_from(list(promises.seeds("readers"))), at=st.floats(0, 1))
def test_a_file_with_foreign_bytes_in_it_is_read_or_refused(data: bytes, seed: bytes, at: float) -> None:
    cut = 1 + int(at * (len(seed) - 1))
    promises.check_readers(seed[:cut] + data + seed[cut + len(data) :])


def archive_texts() -> list[str]:
    with gzip.open(promises.DATA / "archive.jsonl.gz", "rt", encoding="utf8", errors="ignore") as lines:
        rows = [json.loads(line) for line in lines if line.strip().endswith("}")]
    return [row["text"] for row in rows if isinstance(row.get("text"), str) and row["text"].strip()]


def test_what_was_cleaned_is_clean() -> None:
    """Of the samples; a page of nothing but furniture is kept whole, and then its second reading may be shorter."""
    sources = [*archive_texts(), *(decode(page.read_bytes()) for page in promises.PAGES)]
    assert len(sources) > 100
    for source in sources:
        text = ra.clean(source).article.text
        assert ra.clean(text).article.text == text


_WRITE = """
import json, sys
import ruanalyze as ra
from ruanalyze.archive.inputs import inputs
from ruanalyze.archive.readers import Handle, read
from ruanalyze.archive.records import Columns, parse
(source,) = inputs(sys.argv[1])
records = [parse(raw, Columns()) for raw in read(Handle(source), Columns())]
good = [r.source for r in records if r.source is not None][:60]
own = [{"kind": "PER", "name": "Иван Ежов", "aliases": ["Ваня Ёж"]}, {"kind": "ORG", "name": "Новая заря"}]
for options in (ra.Options(), ra.Options(gazetteer=own, home_region="RU-SAR", steps=("entities", "roles"))):
    for answer in ra.Analyzer(options).pipe(good, on_error="record"):
        print(answer.to_json() if isinstance(answer, ra.Doc) else answer)
"""


def test_answers_do_not_depend_on_the_hash_seed() -> None:
    archive = promises.DATA / "archive.jsonl.gz"
    answers = set()
    for seed in ("0", "27", "4242"):
        made = subprocess.run(
            [sys.executable, "-c", _WRITE, str(archive)],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf8"},
            capture_output=True,
            check=True,
        )
        assert made.stdout.count(b'"json_version"') > 100
        answers.add(made.stdout)
    assert len(answers) == 1
