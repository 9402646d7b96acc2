"""HTML pages: metadata in all its forms, markup that is broken, what hides and what is only around."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

import pytest

import ruanalyze as ra
from ruanalyze.page.find import find
from ruanalyze.page.markup import PageParser

BODY = (
    "<p>Мэр Перми Иван Ежов открыл в пятницу новую школу на восемьсот мест в Мотовилихе.</p>"
    "<p>Строили её два года, и на открытие пришли родители, учителя и строители.</p>"
)


def page(head: str = "", body: str = BODY) -> ra.Page:
    return find(f"<html><head>{head}</head><body><article>{body}</article></body></html>", kind="html")


def ld(value: Any) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


ARTICLE = {"@type": "NewsArticle", "headline": "Школа открылась", "datePublished": "2021-03-05T12:37:00+05:00"}


@pytest.mark.parametrize(
    ("linked", "author"),
    [
        (ARTICLE, None),
        (ARTICLE | {"author": "Анна Седова"}, "Анна Седова"),
        (ARTICLE | {"author": {"@type": "Person", "name": "Анна  Седова"}}, "Анна Седова"),
        (ARTICLE | {"author": [{"name": "Анна Седова"}, {"name": "Пётр Громов"}]}, "Анна Седова"),
        (ARTICLE | {"author": ["https://n.example/anna"]}, None),
        ([{"@type": "Organization"}, ARTICLE], None),
        ({"@graph": [{"@type": "WebPage"}, ARTICLE]}, None),
        ({"@type": "WebPage", "mainEntity": ARTICLE | {"author": []}}, None),
    ],
)
def test_json_ld(linked: Any, author: str | None) -> None:
    article = page(ld("{broken") + ld("[" * 5000) + ld("5") + ld(linked)).article
    assert article.title is not None
    assert article.title.text == "Школа открылась"
    assert article.published == dt.datetime(2021, 3, 5, 12, 37)
    assert (article.published_grain, article.published_source) == ("minute", "json-ld")
    assert article.author == author


def test_a_body_that_stands_in_json_ld_alone() -> None:
    text = "Мэр Перми Иван Ежов открыл школу на восемьсот мест.\nСтроили её два года, на открытие пришли родители."
    found = page(ld(ARTICLE | {"articleBody": text}), "<div>Меню</div>")
    assert [p.text for p in found.article.paragraphs] == text.split("\n")
    assert found.text[found.article.paragraphs[0].start :].startswith("Мэр Перми")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:title" content=" Школа  открылась ">', "Школа открылась"),
        ("<title>Школа\nоткрылась</title>", "Школа открылась"),
        ("<title></title><title>Школа открылась</title>", "Школа открылась"),
    ],
)
def test_titles_of_the_head(head: str, title: str) -> None:
    found = page(head).article.title
    assert found is not None
    assert (found.text, found.start, found.source) == (title, None, "metadata")


@pytest.mark.parametrize(
    ("markup", "published", "source"),
    [
        (
            '<meta property="article:published_time" content="2021-03-05T12:37">',
            dt.datetime(2021, 3, 5, 12, 37),
            "meta",
        ),
        ('<meta property="article:published_time" content="2021-03-05">', dt.date(2021, 3, 5), "meta"),
        ('<meta property="article:published_time" content="не дата">', None, None),
        ("", None, None),
    ],
)
def test_dates_of_the_head(markup: str, published: Any, source: str | None) -> None:
    article = page(markup).article
    assert (article.published, article.published_source) == (published, source)


@pytest.mark.parametrize(
    "element",
    [
        '<time datetime="2021-03-05T12:37">в пятницу</time>',
        '<span itemprop="datePublished" content="2021-03-05T12:37">в пятницу</span>',
    ],
)
def test_dates_of_elements(element: str) -> None:
    article = page(body=f"<h1>Школа открылась</h1><div>{element}</div>{BODY}").article
    assert article.published == dt.datetime(2021, 3, 5, 12, 37)
    assert article.published_source == "time-element"


def test_an_author_of_the_head() -> None:
    assert page('<meta name="author" content="Анна Седова">').article.author == "Анна Седова"
    assert page('<meta name="author" content="https://n.example/anna">').article.author is None


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var текст = 'Секрет';</script>",
        "<style>.Секрет{}</style>",
        '<div style="display: none">Секрет</div>',
        "<div hidden>Секрет</div>",
        "<template><p>Секрет</p></template>",
        "<noscript>Секрет</noscript>",
        "<select><option>Секрет<option>Секрет</select>",
        "<!-- Секрет -->",
    ],
)
def test_what_a_reader_does_not_see(hidden: str) -> None:
    found = page(body=f"<h1>Школа открылась</h1>{hidden}{BODY}{hidden}")
    assert "Секрет" not in found.text
    assert len(found.article.paragraphs) == 2


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        ("<nav><p>Новости Пермского края за неделю</p></nav>", "menu"),
        ('<div role="navigation"><p>Новости Пермского края за неделю</p></div>', "menu"),
        ("<aside><p>Новости Пермского края за неделю</p></aside>", "related"),
        ('<div class="comments-list"><p>Новости Пермского края за неделю</p></div>', "comments"),
        ('<div class="related"><p>Новости Пермского края за неделю</p></div>', "related"),
        ("<footer><p>Новости Пермского края за неделю</p></footer>", "other"),
    ],
)
def test_what_stands_around_by_its_markup(around: str, kind: str) -> None:
    found = find(f"<html><body><article><h1>Школа открылась</h1>{BODY}</article>{around}</body></html>", kind="html")
    assert [p.text[:9] for p in found.article.paragraphs] == ["Мэр Перми", "Строили е"]
    assert [b.kind for b in found.article.boilerplate if "за неделю" in b.text] == [kind]


@pytest.mark.parametrize(
    "broken",
    [
        f"<html><head><title>Школа открылась<body><h1>Школа открылась</h1>{BODY}",
        f"<html><head><meta charset=utf-8><body><h1>Школа открылась</h1>{BODY}",
        f"<h1>Школа открылась</h1>{BODY}<div <p",
        f"<h1>Школа открылась</h1>{BODY}<!-- не закрыт",
        f"<![if !IE]><h1>Школа открылась</h1>{BODY}<![endif]>",
        f"<h1>Школа открылась</h1>{'<div>' * 2000}{BODY}{'</div>' * 2000}",
        f"</p></div></html><h1>Школа открылась</h1></b></i>{BODY}",
        "<h1>Школа открылась</h1>" + BODY.replace("</p>", ""),
        "<h1>Школа открылась</h1>" + BODY.replace("<p>", "<br/>").replace("</p>", "</br>"),
    ],
)
def test_broken_markup(broken: str) -> None:
    found = find(broken, kind="html")
    text = found.article.text
    assert "Мэр Перми Иван Ежов открыл в пятницу новую школу" in text
    assert "Строили её два года" in text
    assert "<p>" not in text


def test_a_block_that_is_one_link_is_no_paragraph() -> None:
    link = '<p><a href="/x">В Балакове починили мост через судоходный канал</a></p>'
    found = page(body=f"<h1>Школа открылась</h1>{BODY}{link}")
    assert all("Балакове" not in p.text for p in found.article.paragraphs)


def test_the_parser_gives_lines_with_their_markup() -> None:
    parser = PageParser()
    parser.feed('<ul><li>один<li>два <a href="x">три</a></ul><h2><b>четыре</b></h2>пять<br>шесть')
    parser.close()
    assert [(b.text, b.tag, b.links) for b in parser.blocks] == [
        ("один", "li", 0),
        ("два три", "li", 3),
        ("четыре", "h2", 0),
        ("пять", "", 0),
        ("шесть", "", 0),
    ]


@pytest.mark.parametrize("failure", ["missing", "raises", "empty"])
def test_without_trafilatura_our_own_rules_go_on(monkeypatch: pytest.MonkeyPatch, failure: str) -> None:
    class Other:
        @staticmethod
        def extract(*_: object, **__: object) -> str:
            if failure == "raises":
                raise RuntimeError("broken")
            return ""

    monkeypatch.setitem(sys.modules, "trafilatura", None if failure == "missing" else Other)  # type: ignore[arg-type]
    found = page(body=f"<h1>Школа открылась</h1>{BODY}")
    assert [p.text[:9] for p in found.article.paragraphs] == ["Мэр Перми", "Строили е"]
