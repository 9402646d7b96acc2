"""Rules of the page step: a line on the left, what it is on the right."""

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruanalyze.page import find as page
from ruanalyze.page import kinds as page_kinds
from ruanalyze.page.dates import from_iso, from_url, read_line
from ruanalyze.page.decode import decode
from ruanalyze.paths import RESOURCES

RULES = RESOURCES / "page.rules.tsv"
CRAWLED = dt.datetime(2020, 3, 1, 15, 0)


@pytest.mark.parametrize("row", [r for r in RULES.read_text("utf-8").splitlines() if r and r[0] != "#"])
def test_every_rule_fits_its_example(row):
    by, keys, _, kind, _, _, example = row.split("\t")
    low = example.lower()
    found = page_kinds.by_stem(keys, low) if by == "stem" else page_kinds.kind_of(example, low)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("12:37, 9 октября 2019", "2019-10-09T12:37:00"),
        ("9 октября 2019 г. в 12:37", "2019-10-09T12:37:00"),
        ("09.10.2019 12:37", "2019-10-09T12:37:00"),
        ("09.10.19, 12.37", "2019-10-09T12:37:00"),
        ("9 окт. 2019 г.", "2019-10-09"),
        ("среда, 9 октября 2019 года", "2019-10-09"),
        ("2019-10-09T12:37:00+04:00", "2019-10-09T12:37:00"),
        ("Опубликовано: 09/10/2019", "2019-10-09"),
        ("Сегодня, 12:37", "2020-03-01T12:37:00"),
        ("Вчера в 9:05", "2020-02-29T09:05:00"),
        ("2 часа назад", "2020-03-01T13:00:00"),
        ("Общество2 часа назад", "2020-03-01T13:00:00"),
        ("час назад", "2020-03-01T14:00:00"),
        ("9 октября, 12:37", "2019-10-09T12:37:00"),
        ("31.02.2019", None),
        ("дом 12, квартира 5", None),
    ],
)
def test_dates(line, value):
    found = read_line(line, CRAWLED)
    assert (found.value.isoformat() if found and found.value else None) == value


def test_machine_dates():
    assert from_url("https://example.ru/news/no-date.html") is None
    assert from_iso("2019-10-09T09:37:00Z") == (dt.datetime(2019, 10, 9, 9, 37), "minute")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "utf-16", "utf-16-le", "cp866"])
def test_charsets(charset):
    text = "В Озёрске открыли мост. Мэр Иван Птахин назвал это праздником."
    assert decode(text.encode(charset)).removeprefix("\ufeff") == text


CLEAN = "Мост открыли\n\nВ Озёрске открыли мост через реку Сухую. Его строили пять лет.\n\nПроезд бесплатный."


@pytest.mark.parametrize(
    "source",
    [
        "Just an English text without a single Russian letter.",
        CLEAN.replace("\n", "\r\n"),
        "\0" + CLEAN + "\ud800",
        "<div><p>" + CLEAN + "</p",
        "İ" * 5 + CLEAN,
    ],
)
def test_odd_sources_have_an_article_and_true_offsets(source):
    found = page.find(source)
    assert found.article.paragraphs
    for s in (*found.article.parts, *found.article.boilerplate):
        assert found.text[s.start : s.end] == s.text


def test_a_clean_article_loses_nothing():
    a = page.find(CLEAN).article
    assert a.text == CLEAN
    assert not a.boilerplate
    assert page.find(CLEAN, kind="article").article.text == CLEAN


def test_a_title_in_metadata_alone():
    body = "В Озёрске открыли мост через реку Сухую. Его строили пять лет. " * 3
    source = f'<html><head><meta property="og:title" content="Мост открыли"></head><body><p>{body}</p></body></html>'
    title = page.find(source).article.title
    assert (title.start, title.end, title.text) == (None, None, "Мост открыли")


LINES = st.sampled_from(
    [
        "Фото: МЧС",
        "12:37, 9 октября 2019",
        "Читайте также",
        "vk ok",
        "Мост открыли в Озёрске",
        "В Озёрске открыли мост.",
        "",
        "18+",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=25), st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]))
def test_offsets_hold_and_spans_do_not_overlap(lines, sep):
    source = "Текст " + sep.join(lines)
    found = page.find(source, kind="page")
    assert found.text == source
    spans = sorted((s.start, s.end) for s in (*found.article.parts, *found.article.boilerplate))
    assert all(source[a:b].strip() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))


@settings(max_examples=40, deadline=2000)
@given(st.text(alphabet="а. 1:,«»()#-\n©°", min_size=1, max_size=6), st.integers(500, 4000))
def test_repeats_do_not_blow_up(piece, times):
    page.find("Я" + piece * times)
