"""The public calls: analyze, clean, pipe, info; what they refuse and how."""

from __future__ import annotations

import datetime as dt
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import ruanalyze as ra
from tests.conftest import PAGE


def test_a_page_becomes_data(doc: ra.Doc) -> None:
    assert doc.title == "В Вольске открыли школу"
    assert doc.article.lead is not None
    assert doc.article.lead.text == "Строили её два года"
    assert doc.article.published == dt.datetime(2019, 10, 9, 12, 37)
    assert [(r.person.name, r.post) for r in doc.officials][:2] == [
        ("Валерий Радаев", "губернатор"),
        ("Ирина Седова", "министр образования"),
    ]
    assert {"Вольск", "Саратовская область"} <= {p.name for p in doc.places}
    assert "Балаково" not in {p.name for p in doc.places}
    assert "2019-10-08" in {d.value for d in doc.dates}
    assert doc.url == "https://news.example/1"


def test_surname_alone_is_the_same_person(doc: ra.Doc) -> None:
    (governor,) = (p for p in doc.people if p.name == "Валерий Радаев")
    assert [m.text for m in governor.mentions] == ["Валерий Радаев", "Радаев"]


def test_analyze_and_clean_agree(doc: ra.Doc) -> None:
    assert ra.clean(PAGE) == ra.Page(doc.text, doc.article)


def test_the_callers_date_wins(an: ra.Analyzer) -> None:
    article = an.analyze(PAGE, published="2020-02-01").article
    assert (article.published, article.published_source) == (dt.date(2020, 2, 1), "caller")


def test_time_zone_makes_times_aware() -> None:
    options = ra.Options(timezone="Europe/Saratov", steps=())
    published = ra.Analyzer(options).analyze(PAGE).article.published
    assert published is not None
    assert published.isoformat() == "2019-10-09T12:37:00+04:00"


def test_pipe_gives_what_analyze_gives(an: ra.Analyzer, doc: ra.Doc) -> None:
    texts = ["В Пензе открыли школу.", PAGE, "Мэр Перми Иван Ежов уехал."]
    for size in (1, 2, 64):
        assert list(an.pipe(texts, batch_size=size)) == [an.analyze(t) for t in texts]


def test_pipe_with_tuples_and_sources(an: ra.Analyzer) -> None:
    pairs = [(ra.Source("Вчера в Пензе открыли школу.", published="2021-03-02", url="u"), 7)]
    ((doc, row),) = an.pipe(pairs, as_tuples=True)
    assert (doc.url, row, [d.value for d in doc.dates]) == ("u", 7, ["2021-03-01"])


def test_pipe_records_bad_sources_and_goes_on(an: ra.Analyzer) -> None:
    sources: list[Any] = ["В Пензе открыли школу.", "", None, "Мэр Перми Иван Ежов уехал."]
    answers = list(an.pipe(sources, on_error="record", batch_size=3))
    assert [type(a).__name__ for a in answers] == ["Doc", "Failure", "Failure", "Doc"]
    assert [a.kind for a in answers if isinstance(a, ra.Failure)] == ["NoTextError", "TypeError"]


def test_pipe_raises_by_default(an: ra.Analyzer) -> None:
    with pytest.raises(ra.NoTextError):
        list(an.pipe(["", "В Пензе открыли школу."]))


def test_pipe_refuses_one_text(an: ra.Analyzer) -> None:
    with pytest.raises(TypeError, match="many sources"):
        list(an.pipe("В Пензе открыли школу."))


@pytest.mark.parametrize("wrong", [None, 5, 3.0, ["текст"], object()])
def test_what_is_no_text_is_a_type_error(an: ra.Analyzer, wrong: Any) -> None:
    with pytest.raises(TypeError, match="str or bytes"):
        an.analyze(wrong)


@pytest.mark.parametrize(
    "blank", ["", " ", "\n\t\n", "\u00a0\u200b", "\u2028\xad\0", b"", b"  ", " \ufeff".encode("utf-16")]
)
def test_blank_text_is_a_clear_error(an: ra.Analyzer, blank: str | bytes) -> None:
    with pytest.raises(ra.NoTextError):
        an.analyze(blank)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "utf-16"])
def test_bytes_in_any_encoding(an: ra.Analyzer, doc: ra.Doc, encoding: str) -> None:
    page = PAGE.translate({ord("°"): " ", ord("—"): "-", ord("«"): '"', ord("»"): '"'})
    assert an.analyze(page.encode(encoding)).title == doc.title


@pytest.mark.parametrize(
    "text",
    [
        "Nothing here is Cyrillic.",
        "1234 5678",
        "\x00В Пензе\x00 открыли школу.",
        "В Пензе \ud83d открыли школу.",
        "<div><p>В Пензе открыли школу.<p",
        "😀" * 50 + " Пенза",
        "а" * 100_000,
    ],
)
def test_odd_texts_get_an_answer_with_true_offsets(an: ra.Analyzer, text: str) -> None:
    doc = an.analyze(text)
    check_offsets(doc)
    assert ra.Doc.from_json(doc.to_json()) == doc


@pytest.mark.parametrize("unit", ["а", "Мэр Перми Иван Ежов уехал в Пензу, "])
def test_five_megabytes_of_one_line(unit: str) -> None:
    text = (unit * (5_000_000 // len(unit) + 1))[:5_000_000]
    doc = ra.Analyzer(ra.Options(steps=("entities",))).analyze(text)
    assert doc.text == text
    assert doc.sentences[-1].end >= len(text.rstrip()) - 1


def check_offsets(doc: ra.Doc) -> None:
    article = doc.article
    spans: list[Any] = [s for s in (*article.parts, *article.boilerplate) if s.start is not None]
    spans += [t for s in doc.sentences for t in s.tokens]
    spans += [m for e in doc.entities for m in e.mentions]
    spans += [*doc.dates, *(r.evidence for r in doc.roles)]
    for span in spans:
        assert doc.text[span.start : span.end] == span.text
    for sentence in doc.sentences:
        assert sentence.tokens
        assert sentence.start == sentence.tokens[0].start
        assert sentence.end == sentence.tokens[-1].end


def test_offsets_of_a_page(doc: ra.Doc) -> None:
    check_offsets(doc)


def test_threads_give_the_same_answers(an: ra.Analyzer, doc: ra.Doc) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: an.analyze(PAGE, url="https://news.example/1"), range(32)))
    assert all(answer == doc for answer in answers)


def test_an_analyzer_can_be_pickled(doc: ra.Doc) -> None:
    again = pickle.loads(pickle.dumps(ra.Analyzer(ra.Options(page="page"))))
    assert again.options == ra.Options(page="page")
    assert again.analyze(PAGE, url="https://news.example/1") == doc


def test_analyzer_wants_options() -> None:
    with pytest.raises(TypeError, match="wants Options"):
        ra.Analyzer("fast")  # type: ignore[arg-type]


def test_info_names_versions(an: ra.Analyzer) -> None:
    assert an.info()["ruanalyze"] == ra.__version__
    assert {"model", "pymorphy3"} <= set(an.info())


def test_steps_left_out() -> None:
    doc = ra.Analyzer(ra.Options(steps=("dates",))).analyze(PAGE)
    assert doc.dates
    with pytest.raises(ra.StepSkipped):
        _ = doc.entities
