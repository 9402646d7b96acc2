"""A tagged archive as tables for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

import ruanalyze as ra
from ruanalyze.views.overview import complaints, overview

if TYPE_CHECKING:
    from pathlib import Path

LONG = "Мэр Перми Иван Ежов открыл школу и рассказал о планах на год"


def test_counts_and_rows(tmp_path: Path) -> None:
    texts = [f"{LONG}\n\nВ Перми мэр Перми Иван Ежов открыл школу.", "В Перми открыли школу.", ""]
    table = ra.tag(pd.DataFrame({"text": texts, "date": ["2019-10-09", None, None]}))
    table.drop(columns=[]).to_parquet(tmp_path / "a.parquet", schema=ra.SCHEMA)
    shown = overview(tmp_path / "a.parquet")
    lines = shown.splitlines()
    assert "     2  Пермь (RU-PER)" in lines
    assert any(line.startswith("     1  Иван Ежов, мэр") for line in lines)
    assert any(line.startswith("2019-10-09  ") and "…  Иван Ежов" in line for line in lines)
    assert shown.count("2019-10-09") == 1
    assert "Topics" in lines
    assert "Organizations" not in lines


def test_complaints(tmp_path: Path) -> None:
    table = ra.tag(pd.DataFrame({"text": ["", "\n", None, "В Перми открыли школу."]}))
    table.to_parquet(tmp_path / "a.parquet", schema=ra.SCHEMA)
    told = complaints(tmp_path / "a.parquet")
    assert told.splitlines()[0].startswith("  2  NoTextError")
    assert len(told.splitlines()) == 2
    assert complaints(tmp_path / "a.parquet", top=1).endswith("… 1 other kinds")
