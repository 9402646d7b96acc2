"""Frames of other libraries: the same kind out, the same rows as from pandas."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import ruanalyze as ra
from ruanalyze.table import rows

COLUMNS = {"text": ["В Пензе открыли новую школу на 800 мест.", ""], "date": ["2021-03-04", "2021-03-05"]}
KINDS = [pl.DataFrame, pa.table]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_kind_comes_out_with_the_rows_of_pandas(kind: Any) -> None:
    frame = kind(COLUMNS)
    tagged = ra.tag(frame)
    assert type(tagged) is type(frame)
    expected = ra.tag(pd.DataFrame(COLUMNS))
    assert isinstance(expected, pd.DataFrame)
    got = list(rows(tagged))
    assert [r["places"] for r in got] == [r["places"] for r in rows(expected)]
    assert got[0]["published"] == expected["published"][0].to_pydatetime()
    assert got[1]["published"] is None
    assert got[1]["error"].startswith("NoTextError")


@pytest.mark.parametrize("kind", KINDS)
def test_long_tables_read_them(kind: Any) -> None:
    assert ra.entities_table(ra.tag(kind(COLUMNS)))["name"].tolist() == ["Пенза"]


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(TypeError, match=r"wants a data frame \(pandas, polars, pyarrow\), not list"):
        ra.tag([1, 2])
