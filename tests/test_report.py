"""report: one HTML page of an archive, whole in itself."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ruanalyze as ra
from ruanalyze.cli import main
from ruanalyze.views.report import Numbers, OfficialKey, gather
from ruanalyze.views.report_topics import periods, topics_table
from tests.conftest import PAGE


@pytest.fixture(scope="module")
def tagged() -> pd.DataFrame:
    texts = [
        PAGE,
        "",
        "Мэр Перми Иван Ежов уехал в Пензу.",
        "<b>Мэр</b> Казани Пётр <script>Ли</script> уехал в Пензу. Его ждёт Иван Ежов.",
    ]
    return ra.tag(pd.DataFrame({"text": texts, "date": [None, None, "2021-05-01", "2021-06-01"]}))


def row(**given: Any) -> dict[str, Any]:
    """A row with what a report counts."""
    lists = dict.fromkeys(["people", "organizations", "places", "officials", "mentions"], ())
    return (
        {"id": "1", "url": None, "published": None, "title": "", "text": "", "topic": None, "error": None}
        | lists
        | given
    )


def official(**given: Any) -> dict[str, Any]:
    named = {
        "name": "Иван Ежов",
        "post": "мэр",
        "body": None,
        "territory": None,
        "status": "current",
        "level": "municipal",
    }
    return named | given


def test_counts(tagged: pd.DataFrame) -> None:
    numbers = gather(tagged)
    assert (numbers.documents, numbers.failed) == (4, 1)
    assert numbers.people["Валерий Радаев"] == 1
    assert numbers.people["Иван Ежов"] == 2
    assert sum(numbers.topics.values()) == 3
    assert {dt.date(2019, 10, 9), dt.date(2021, 5, 1)} <= set(numbers.days)
    assert "Пенза" in {dot.name for dot in numbers.map_dots()}


def test_an_official_without_a_place_is_the_one_who_has_it() -> None:
    numbers = Numbers()
    for day, where in ((1, "Пермь"), (9, None)):
        numbers.add(row(published=dt.datetime(2021, 5, day), officials=[official(territory=where)]))
    ((key, seen),) = numbers.officials().items()
    assert key == OfficialKey("Иван Ежов", "мэр", "Пермь", "current")
    assert (seen.documents, seen.first, seen.last) == (2, dt.date(2021, 5, 1), dt.date(2021, 5, 9))


def test_of_two_places_none_is_guessed() -> None:
    numbers = Numbers()
    for where in ("Пермь", "Томск", None):
        numbers.add(row(officials=[official(territory=where)]))
    assert sorted(key.where for key in numbers.officials()) == ["", "Пермь", "Томск"]


def test_a_region_is_no_point_on_the_map() -> None:
    where = {"region": "Томская область", "country": "RU", "lat": 58.0, "lon": 82.0}
    numbers = Numbers()
    numbers.add(
        row(places=[{"name": "Томская область", "kind": "region"} | where, {"name": "Томск", "kind": "city"} | where])
    )
    assert [dot.name for dot in numbers.map_dots()] == ["Томск"]


@pytest.mark.parametrize(
    ("first", "last", "what", "count"),
    [
        ("2021-05-01", "2021-05-01", "день", 1),
        ("2021-05-30", "2021-06-02", "день", 4),
        ("2021-01-01", "2022-12-31", "месяц", 24),
        ("2015-02-01", "2024-11-30", "квартал", 40),
        ("1999-01-01", "2024-11-30", "год", 26),
    ],
)
def test_periods_leave_no_gap(first: str, last: str, what: str, count: int) -> None:
    days = {dt.date.fromisoformat(day): Counter(sport=1) for day in (first, last)}
    named, names, counted = periods(days)
    assert (named, len(names), len(counted)) == (what, count, count)
    assert sum(c.total() for c in counted) == len(days)


def test_strips_of_topics_have_one_scale() -> None:
    days = {dt.date(2021, 5, 1): Counter(sport=4, crime=1), dt.date(2021, 5, 2): Counter(crime=2)}
    html = topics_table(Counter(sport=4, crime=3), days)
    assert re.findall(r'height="([\d.]+)"><title>[^<]+: (\d)', html)[2:] == [("24.0", "4"), ("6.0", "1"), ("12.0", "2")]


def test_the_page_is_whole_in_itself_and_escaped(tagged: pd.DataFrame, tmp_path: Path) -> None:
    html = ra.report(tagged, tmp_path / "report.html", title="Архив <1>").read_text(encoding="utf8")
    assert "Архив &lt;1&gt;" in html
    assert "NoTextError" in html
    assert not re.search(r"\bsrc=|<link|url\(|@import", html)
    assert html.count("<script>") == 1


def test_words_are_russian(tagged: pd.DataFrame, tmp_path: Path) -> None:
    html = ra.report(tagged, tmp_path / "report.html").read_text(encoding="utf8")
    cells = re.findall(r"<td>([^<]*)</td>", html.partition('id="errors"')[0])
    assert {"город", "Россия", "сейчас"} <= set(cells)
    assert not [c for c in cells if re.search("[a-z]{3}", c)]


def test_a_quarter_and_a_head_without_title_are_for_readers(tmp_path: Path) -> None:
    text = "Конференция областного отделения партии выдвинула кандидатом в губернаторы Константина Ежова: его знают"
    mentions = [{"start": 0, "end": 11, "kind": "ORG", "name": "x"}] * 3
    days = [pd.Timestamp("2015-02-01"), pd.Timestamp("2024-11-30")]
    frame = pd.DataFrame([row(published=day, topic="sport", text=text, mentions=mentions) for day in days])
    html = ra.report(frame, tmp_path / "report.html").read_text(encoding="utf8")
    assert "1\u00a0кв. 2015 – 4\u00a0кв. 2024, по кварталам" in html
    head = re.findall("<summary>([^<]*)</summary>", html)[0]
    assert head == text.partition(" Ежова")[0] + " …"


def test_from_parquet_by_the_command_line(tagged: pd.DataFrame, tmp_path: Path) -> None:
    tagged.to_parquet(tmp_path / "tagged.parquet")
    assert main(["report", str(tmp_path / "tagged.parquet"), "-o", str(tmp_path / "r.html")]) == 0
    assert "Валерий Радаев" in (tmp_path / "r.html").read_text(encoding="utf8")


def test_what_is_not_tagged_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ra.SchemaError, match="not tagged: no column"):
        ra.report(pd.DataFrame({"text": []}), tmp_path / "r.html")


def test_of_nothing(tagged: pd.DataFrame, tmp_path: Path) -> None:
    assert "<h1>" in ra.report(tagged.head(0), tmp_path / "r.html").read_text(encoding="utf8")


def test_ten_thousand_pages_are_under_three_megabytes(tmp_path: Path) -> None:
    """As many different names, places, days and long texts as an archive can have."""
    rows = []
    for i in range(10_000):
        where = {"region": f"Область {i % 89}", "region_code": None, "country": "RU", "geonames_id": i}
        where |= {"lat": 45 + i % 250 / 10, "lon": 30 + i % 1500 / 10}
        text = f"Заголовок {i}\n\n" + f"Имя{i} Фамилия{i} сказал. " * 120
        mentions = [{"start": 12 + 30 * k, "end": 22 + 30 * k, "kind": "PER", "name": f"Имя{i}"} for k in range(20)]
        rows.append(
            row(
                id=str(i), title=f"Заголовок {i}", text=text, published=dt.datetime(2020, 1, 1) + dt.timedelta(hours=i),
                topic=("sport", "crime", "world")[i % 3], people=[f"Имя{i} Фамилия{i}", f"Человек {i % 700}"],
                organizations=[f"Организация с довольно длинным названием {i}"], mentions=mentions,
                places=[{"name": f"Город {i}", "kind": "city"} | where],
                officials=[official(name=f"Имя{i} Фамилия{i}", territory=f"Область {i % 89}")],
            )
        )  # fmt: skip
    path = tmp_path / "tagged.parquet"
    pq.write_table(pa.Table.from_pylist(rows, ra.SCHEMA), path)
    size = ra.report(path, tmp_path / "r.html").stat().st_size
    assert 100_000 < size < 3_000_000
