"""ISO dates and date lines as metadata has them."""

from __future__ import annotations

import datetime as dt

import pytest

from ruanalyze.page.dates import from_iso, read_line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2019-10-09", (dt.date(2019, 10, 9), "day")),
        ("2019-10-09T12:37:00+03:00", (dt.datetime(2019, 10, 9, 12, 37), "minute")),
        ("2019-10-09T12:37:00Z", (dt.datetime(2019, 10, 9, 12, 37), "minute")),
        ("9 октября 2019, 12:37", (dt.datetime(2019, 10, 9, 12, 37), "minute")),
        ("2019-13-45", None),
        ("вчера", None),
        ("", None),
    ],
)
def test_from_iso(text: str, value: object) -> None:
    assert from_iso(text) == value


@pytest.mark.parametrize("line", ["пару часов назад", "несколько минут назад", "часов назад"])
def test_hours_without_a_number_are_no_time(line: str) -> None:
    assert read_line(line, crawled=dt.datetime(2020, 3, 1, 15, 0)) is None


@pytest.mark.parametrize("crawled", [dt.date(2019, 10, 9), dt.datetime(2019, 10, 9, 18, 0)])
def test_days_ago_need_the_day_of_the_crawl(crawled: dt.date) -> None:
    found = read_line("3 дня назад", crawled=crawled)
    assert found is not None
    assert (found.value, found.grain) == (dt.date(2019, 10, 6), "day")
    without = read_line("3 дня назад")
    assert without is None or without.value is None
