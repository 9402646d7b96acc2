"""The first record of the dev pages, a raw scrape of a regional news page, through the whole library.

Read from RUANALYZE_SHARED (default: ../shared beside the repository); skipped where that is absent.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

import ruanalyze as ra

SHARED = Path(os.environ.get("RUANALYZE_SHARED", Path(__file__).parents[2] / "shared"))
PAGES = SHARED / "gold" / "pages" / "articles-dev.jsonl.gz"
pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="the dev pages are not here")


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    with gzip.open(PAGES, "rt", encoding="utf8") as lines:
        found: dict[str, Any] = json.loads(next(lines))
        return found


@pytest.fixture(scope="module")
def page(gold: dict[str, Any], an: ra.Analyzer) -> ra.Doc:
    return an.analyze(gold["text"])


def test_title_lead_and_date(page: ra.Doc, gold: dict[str, Any]) -> None:
    article = page.article
    assert (page.title, article.lead and article.lead.text) == (gold["title"], gold["deck"])
    assert article.published is not None
    assert article.published.isoformat()[:16] == gold["date"]


def test_the_body_to_the_character(page: ra.Doc, gold: dict[str, Any]) -> None:
    paragraphs = page.article.paragraphs
    assert (paragraphs[0].start, paragraphs[-1].end) == (gold["body_start"], gold["body_end"])
    body = gold["text"][gold["body_start"] : gold["body_end"]]
    assert "".join("".join(p.text for p in paragraphs).split()) == "".join(body.split())


def test_nothing_of_the_boilerplate_anywhere(page: ra.Doc) -> None:
    parts = [(p.start, p.end) for p in page.article.parts]
    spans: list[Any] = [m for e in page.entities for m in e.mentions]
    spans += [*page.dates, *(r.evidence for r in page.roles), *(t for s in page.sentences for t in s.tokens)]
    for span in spans:
        assert any(a <= span.start and span.end <= b for a, b in parts)


def test_officials(page: ra.Doc, gold: dict[str, Any]) -> None:
    found = {(r.person.name, r.post): {e.name for e in (r.body, r.territory) if e} for r in page.officials}
    for official in gold["officials"]:
        assert official["of"] is None or official["of"] in found[official["name"], official["post"]]


def test_organizations_dates_and_topics(page: ra.Doc, gold: dict[str, Any]) -> None:
    assert set(gold["orgs"]) <= {e.name for e in page.organizations}
    assert [d.value for d in page.dates][:1] == ["2019-10-07/2019-10-08"]
    assert {gold["topic"], gold["topic2"]} <= {t.id for t in page.topics}
