"""The HTML views: what is marked, what is folded, and that nothing of a source gets out of its text."""

from __future__ import annotations

import re

import pytest

import ruanalyze as ra
from ruanalyze.html import doc_html, show


def test_names_dates_and_boilerplate(doc: ra.Doc) -> None:
    html = doc._repr_html_()
    assert re.search(r'<mark class="PER" title="Валерий Радаев[^"]*">Радаев</mark>', html)
    assert '<mark class="DATE" title="2019-10-08">8 октября</mark>' in html
    assert "<td>губернатор</td>" in html
    assert "Читайте также" in html.partition("Не статья")[2]


def test_a_script_in_a_page_stays_text(an: ra.Analyzer) -> None:
    text = 'Мэр Перми Иван Ежов сказал: <script>alert("1")</script> & ушёл.'
    doc = ra.Analyzer(ra.Options(page="article")).analyze(text)
    html = doc.to_html()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_nothing_is_loaded_from_elsewhere(doc: ra.Doc) -> None:
    assert not re.search(r"(src|href)=|url\(|@import", doc.to_html())


def test_skipped_steps_are_left_out() -> None:
    doc = ra.Doc("Школа.", ra.Article(paragraphs=(ra.Span(0, 6, "Школа."),)))
    assert "<p>Школа.</p>" in doc._repr_html_()


def test_views_of_article_and_entity(doc: ra.Doc) -> None:
    assert "<h2>В Вольске открыли школу</h2>" in doc.article._repr_html_()
    assert "Валерий Радаев" in doc.people[0]._repr_html_()


def test_kinds_tables_and_boilerplate_are_options(doc: ra.Doc) -> None:
    html = doc_html(doc, kinds=("PER",), tables=False, boilerplate=False, style=False)
    assert set(re.findall(r'<mark class="(\w+)"', html)) == {"PER"}
    assert "Должности" not in html
    assert "Не статья" not in html
    assert "<style>" not in html
    with pytest.raises(ra.OptionError, match="no kind 'PERSON': choose from PER, ORG, LOC, DATE"):
        doc_html(doc, kinds=("PERSON",))


def test_show_displays_the_view(doc: ra.Doc) -> None:
    pytest.importorskip("IPython")
    assert show(doc, kinds=["LOC"]).data == doc_html(doc, kinds=["LOC"])


def test_what_a_place_is_linked_to_is_told(doc: ra.Doc) -> None:
    assert re.search(r'<mark class="LOC" title="[^"]*geonames.org/\d+', doc_html(doc))
