"""report: one HTML page of an archive, whole in itself."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import ruanalyze as ra
from ruanalyze.archive_report import gather
from ruanalyze.cli import main
from tests.conftest import PAGE


@pytest.fixture(scope="module")
def tagged() -> pd.DataFrame:
    texts = [
        PAGE,
        "",
        "Мэр Перми Иван Ежов уехал в Пензу.",
        "<b>Мэр</b> Казани Пётр <script>Ли</script> уехал в Пензу.",
    ]
    return ra.tag(pd.DataFrame({"text": texts, "date": [None, None, "2021-05-01", "2021-06-01"]}))


def test_counts(tagged: pd.DataFrame) -> None:
    numbers = gather(tagged)
    assert (numbers.documents, numbers.failed) == (4, 1)
    assert numbers.people["Валерий Радаев"] == 1
    assert sum(numbers.topics.values()) == 3
    assert {"2019-10", "2021-05"} <= set(numbers.months)
    assert "Пенза" in {dot.name for dot in numbers.map_dots()}


def test_the_page_is_whole_in_itself_and_escaped(tagged: pd.DataFrame, tmp_path: Path) -> None:
    html = ra.report(tagged, tmp_path / "report.html", title="Архив <1>").read_text(encoding="utf8")
    assert "Архив &lt;1&gt;" in html
    assert "NoTextError" in html
    assert not re.search(r'(src|href)="[^#]|url\(|@import', html)
    assert html.count("<script>") == 1


def test_from_parquet_by_the_command_line(
    tagged: pd.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tagged.to_parquet(tmp_path / "tagged.parquet")
    assert main(["report", str(tmp_path / "tagged.parquet"), "-o", str(tmp_path / "r.html")]) == 0
    assert "Валерий Радаев" in (tmp_path / "r.html").read_text(encoding="utf8")


def test_what_is_not_tagged_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ra.SchemaError, match="not tagged: no column"):
        ra.report(pd.DataFrame({"text": []}), tmp_path / "r.html")
