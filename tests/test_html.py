"""The HTML views: what is marked, what is folded, and that nothing of a source gets out of its text."""

from __future__ import annotations

import pickle
import re

import msgspec
import pytest

import ruanalyze as ra
from ruanalyze.views.html import doc_html, show
from ruanalyze.views.html_topics import Explanation, topics_html


def test_names_dates_and_boilerplate(doc: ra.Doc) -> None:
    html = doc._repr_html_()
    assert re.search(r'<mark class="PER" title="Валерий Радаев[^"]*">Радаев</mark>', html)
    assert '<mark class="DATE" title="2019-10-08">8 октября</mark>' in html
    assert re.search(r">губернатор</td><td>Саратовская область</td><td>сейчас</td>", html)
    assert "9 октября 2019, 12:37" in html
    assert "Читайте также" in html.partition("Не статья")[2]


def test_officials_stand_apart_from_others(doc: ra.Doc) -> None:
    officials = doc._repr_html_().partition("Официальные лица")[2].partition("</table>")[0]
    listed = re.findall(r'class="name">([^<]+)', officials)
    assert "Валерий Радаев" in listed
    assert listed == [r.person.name for r in doc.officials]


def test_topics_are_bars_with_the_words_that_decided(doc: ra.Doc) -> None:
    topics = doc._repr_html_().partition("О чём")[2].partition("</div>")[0]
    assert doc.topic is not None
    assert doc.topic.label in topics
    assert re.search(r'style="width:\d\.\dem"', topics)
    for word, weight in zip(doc.topic.reasons, doc.topic.weights, strict=True):
        assert re.search(
            rf'<span>{word} <i [^>]*style="width:{10 * weight:.1f}em"></i><em>{100 * weight:.0f}\u202f%', topics
        )
    assert "его доля во всём, что говорит за тему" in doc._repr_html_()


def test_reasons_without_weights_are_words_alone(doc: ra.Doc) -> None:
    """As JSON of an earlier version has them."""
    topic = doc.topics[0]
    old = msgspec.structs.replace(topic, weights=())
    assert f'<span class="words">{", ".join(topic.reasons)}</span>' in topics_html([old])
    assert "доля" not in topics_html([old])


def test_what_speaks_for_and_against_topics_is_drawn() -> None:
    why = ra.TopicClassifier.load().explain("Суд арестовал директора школы\n\nСуд арестовал директора школы за взятку.")
    html = why._repr_html_()
    best = max(why.probabilities, key=lambda topic: why.probabilities[topic])
    heads = re.findall(r"<h3>([^<:]+): [^<]+%</h3>", html)
    assert len(heads) == 3
    assert heads[0] == why.labels[best]
    assert "Остальные темы: 15" in html
    assert html.count("<ul") == len(why) == 18
    shown = html.partition("</ul>")[0]
    for word, weight in why[best][:8]:
        sign = "+" if weight >= 0 else "\N{MINUS SIGN}"
        number = re.escape(f"{sign}{abs(weight):.2f}".replace(".", ","))
        assert re.search(
            rf'{word}</span>.*?class="{"for" if weight >= 0 else "against"}".*?<span>{number}</span>', shown
        )
    assert why.to_html().startswith("<!doctype html>")


def test_an_explanation_is_a_dict_that_is_pickled_and_escaped() -> None:
    why = Explanation({"<b>": [("<script>", -1.0)]}, {}, {})
    copy = pickle.loads(pickle.dumps(why))
    assert (copy, copy._repr_html_()) == (why, why._repr_html_())
    assert why == {"<b>": [("<script>", -1.0)]}
    assert "&lt;b&gt;" in why._repr_html_()
    assert "<script>" not in why._repr_html_()


def test_a_script_in_a_page_stays_text() -> None:
    text = 'Мэр Перми Иван Ежов сказал: <script>alert("1")</script> & ушёл.'
    doc = ra.Analyzer(ra.Options(page="article")).analyze(text, url="javascript:alert(1)")
    html = doc.to_html()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert 'href="javascript' not in html


def test_nothing_is_loaded_from_elsewhere(doc: ra.Doc) -> None:
    assert not re.search(r"\bsrc=|<link|url\(|@import", doc.to_html())


def test_links_are_to_geonames_and_to_the_page(doc: ra.Doc) -> None:
    links = set(re.findall(r'href="([^"]*)"', doc.to_html()))
    assert "https://news.example/1" in links
    assert all(re.fullmatch(r"https://www\.geonames\.org/\d+", url) for url in links - {"https://news.example/1"})


def test_skipped_steps_are_left_out() -> None:
    doc = ra.Doc("Школа.", ra.Article(paragraphs=(ra.Span(0, 6, "Школа."),)))
    assert "<p>Школа.</p>" in doc._repr_html_()


def test_view_of_an_article(doc: ra.Doc) -> None:
    html = doc.article._repr_html_()
    assert "<h2>В Вольске открыли школу</h2>" in html
    assert "<dt>погода</dt>" in html


def test_view_of_a_person(doc: ra.Doc) -> None:
    html = doc.people[0]._repr_html_()
    assert "<dt>фамилия</dt><dd>Радаев</dd>" in html
    assert "<dt>в тексте 2 раза</dt><dd>Валерий Радаев, Радаев</dd>" in html


def test_view_of_a_place(doc: ra.Doc) -> None:
    html = next(e for e in doc.places if e.name == "Вольск")._repr_html_()
    assert "<dt>регион</dt><dd>Саратовская область (RU-SAR)</dd>" in html
    assert re.search(r"<dt>широта, долгота</dt><dd>52\.\d+, 47\.\d+</dd>", html)


def test_view_of_an_organization() -> None:
    org = ra.Org(acronym="ЦБ", full_name="Центральный <банк>", territory="Россия", sector="finance")
    html = ra.Entity("ORG1", "ORG", "ЦБ", (), org=org)._repr_html_()
    assert "<dt>полное название</dt><dd>Центральный &lt;банк&gt;</dd>" in html


def test_kinds_tables_and_boilerplate_are_options(doc: ra.Doc) -> None:
    html = doc_html(doc, kinds=("PER",), tables=False, boilerplate=False, with_style=False)
    assert set(re.findall(r'<mark class="(\w+)"', html)) == {"PER"}
    assert "Официальные лица" not in html
    assert "Не статья" not in html
    assert "<style>" not in html
    with pytest.raises(ra.OptionError, match="no kind 'PERSON': choose from PER, ORG, LOC, DATE"):
        doc_html(doc, kinds=("PERSON",))


def test_show_displays_the_view(doc: ra.Doc) -> None:
    pytest.importorskip("IPython")
    assert show(doc, kinds=["LOC"]).data == doc_html(doc, kinds=["LOC"])


def test_what_a_place_is_linked_to_is_told(doc: ra.Doc) -> None:
    pattern = r'<mark class="LOC" title="Вольск \(город, RU-SAR, RU\)"><a href="https://www.geonames.org/\d+"'
    assert re.search(pattern, doc_html(doc).replace("небольшой город", "город"))
