"""Whatever the text is: an answer or an InputError, true offsets, the same answer twice, lossless JSON."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ruanalyze as ra
from tests.test_analyzer import check_offsets

WORDS = [
    *("Губернатор", "Саратовской", "области", "Валерий", "Радаев", "«Заря»", "РЭУ", "им.", "Г.В.", "Плеханова", "в"),
    *(
        "7",
        "и",
        "8",
        "октября",
        "2019",
        "г.",
        "вчера",
        ".",
        ",",
        "—",
        "–",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\x00",
        "\ud800",
    ),
    *(
        "ПЕНЗА",
        "https://a.example/?q=1",
        "+7°C",
        "12:37,",
        "Фото:",
        "Читайте также:",
        "<p>",
        "</p>",
        "&nbsp;",
        "экс-мэр",
    ),
    *("\u00a0", "\ud800", "😀", "ё", "экс-мэр"),
]
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
    st.text(max_size=200),
)
quiet = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(quiet, max_examples=150)
@given(text=texts)
def test_any_text_gets_an_answer_or_a_clear_error(an: ra.Analyzer, text: str) -> None:
    try:
        doc = an.analyze(text, published="2019-10-09")
    except ra.InputError:
        return
    check_offsets(doc)
    assert ra.Doc.from_json(doc.to_json()) == doc
    if not text.lstrip("\ufeff \n\t").startswith("<"):
        assert doc.text == text or "<" in text


@settings(quiet, max_examples=50)
@given(data=st.binary(max_size=300))
def test_any_bytes_get_an_answer_or_a_clear_error(an: ra.Analyzer, data: bytes) -> None:
    try:
        doc = an.analyze(data)
    except ra.InputError:
        return
    check_offsets(doc)


@settings(quiet, max_examples=30)
@given(batch=st.lists(texts, min_size=1, max_size=5))
def test_a_batch_gives_what_each_gives_alone(an: ra.Analyzer, batch: list[str]) -> None:
    for text, answer in zip(batch, an.pipe(batch, on_error="record"), strict=True):
        if isinstance(answer, ra.Failure):
            with pytest.raises(ra.InputError):
                an.analyze(text)
        else:
            assert an.analyze(text) == answer
