"""The sample data says what data/README.md promises of it."""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
GOLD = [json.loads(line) for line in (DATA / "pages.jsonl").read_text(encoding="utf-8").splitlines()]
STATUSES = {"current", "former", "acting", "incoming"}
ISO = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")  # 2019-10-07/2019-10-08, 2019-10, 2019

gold = pytest.mark.parametrize("page", GOLD, ids=[page["file"] for page in GOLD])


class _Visible(HTMLParser):
    """The text of a page without its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = self.hidden or tag in {"script", "style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden = self.hidden and tag not in {"script", "style", "title"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def visible(file: str) -> str:
    raw = (DATA / file).read_bytes()
    text = raw.decode("cp1251" if b"windows-1251" in raw else "utf-8")
    if not file.endswith(".html"):
        return text
    parser = _Visible()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)


def scope(page: dict[str, Any]) -> str:
    """What the annotation is about: title, lead and body."""
    return "\n".join([page["title"], page["lead"] or "", *page["body"]])


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_archive", ROOT / "training" / "sample_archive.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def archive() -> list[dict[str, Any]]:
    with gzip.open(DATA / "archive.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_every_page_has_one_record() -> None:
    files = sorted(f"pages/{path.name}" for path in (DATA / "pages").iterdir())
    assert sorted(page["file"] for page in GOLD) == files


def test_layouts_and_topics_vary() -> None:
    assert sum(page["file"].endswith(".html") for page in GOLD) == 4
    assert len({page["topic"] for page in GOLD}) == len(GOLD) == 18


@gold
def test_parts_stand_in_the_page_in_order(page: dict[str, Any]) -> None:
    text, at = visible(page["file"]), 0
    for part in [page["title"], *([page["lead"]] if page["lead"] else []), *page["body"]]:
        found = text.find(part, at)
        assert found >= 0, part
        at = found + len(part)


@gold
def test_body_is_of_an_article_s_length(page: dict[str, Any]) -> None:
    assert 120 <= len(" ".join(page["body"]).split()) <= 350


@gold
def test_dates_stand_in_the_article_and_have_values(page: dict[str, Any]) -> None:
    for date in page["dates"]:
        assert date["text"] in scope(page)
        assert ISO.fullmatch(date["iso"]), date


@gold
def test_published_is_iso_or_null(page: dict[str, Any]) -> None:
    for value in (page["published"], page["crawled"]):
        assert value is None or datetime.fromisoformat(value).year >= 2015


@gold
def test_officials_are_people_of_the_article(page: dict[str, Any]) -> None:
    for official in page["officials"]:
        assert official["name"] in page["people"]
        assert official["status"] in STATUSES
        assert official["of"] in [None, *page["orgs"], *page["places"]]


@gold
def test_names_are_listed_once(page: dict[str, Any]) -> None:
    for names in (page["people"], page["orgs"], page["places"]):
        assert len(set(names)) == len(names)


def test_archive_is_what_the_script_writes(script: ModuleType) -> None:
    packed = (DATA / "archive.jsonl.gz").read_bytes()
    assert packed[4:8] == b"\0\0\0\0"  # no time of writing in the gzip header
    assert gzip.decompress(packed).decode("utf-8") == script.as_jsonl()


def test_every_topic_has_its_stories(script: ModuleType) -> None:
    sections = script.read_templates()
    assert set(sections) - {"any"} == {page["topic"] for page in GOLD}
    for topic, section in sections.items():
        assert topic == "any" or len(section.stories) >= 4
        assert len(section.follow) >= 5


def test_archive_counts(archive: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in archive] == [f"n{number:04d}" for number in range(1, 259)]
    assert len({row["url"] for row in archive}) == 258
    assert sum(row["text"] is None for row in archive) == 2
    assert sum(not re.search("[а-яё]", row["text"] or "", re.IGNORECASE) for row in archive) == 6


def test_archive_rows_are_filled(archive: list[dict[str, Any]]) -> None:
    for row in archive:
        assert set(row) == {"id", "url", "published", "text"}
        assert not re.search(r"[{}\[\]]", row["text"] or "")
        assert row["published"] is None or 2015 <= datetime.fromisoformat(row["published"]).year <= 2024
