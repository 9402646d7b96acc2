"""tag and the long tables: pandas in, pandas out, by one Arrow schema."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ruanalyze as ra
from ruanalyze.table import row, schema
from tests.conftest import PAGE

FRAME = pd.DataFrame(
    {
        "text": [PAGE, "", "Мэр Перми Иван Ежов уехал в Пензу."],
        "date": [None, None, "2020-05-01"],
        "id": ["a", "b", "c"],
    },
    index=[5, 6, 7],
)


@pytest.fixture(scope="module")
def tagged() -> pd.DataFrame:
    return ra.tag(FRAME)


def test_one_row_a_source_with_the_schemas_columns(tagged: pd.DataFrame) -> None:
    assert list(tagged.columns) == ra.SCHEMA.names
    assert list(tagged.index) == [5, 6, 7]
    assert list(tagged["id"]) == ["a", "b", "c"]


def test_a_bad_source_is_a_row_with_its_error(tagged: pd.DataFrame) -> None:
    assert tagged["error"].isna().tolist() == [True, False, True]
    assert tagged["error"][6].startswith("NoTextError: ")
    assert tagged["people"][6] is None


def test_the_frame_fits_the_arrow_schema(tagged: pd.DataFrame, tmp_path: Path) -> None:
    table = pa.Table.from_pandas(tagged, schema=ra.SCHEMA, preserve_index=False)
    pq.write_table(table, tmp_path / "tagged.parquet")
    assert pq.read_table(tmp_path / "tagged.parquet").schema.equals(ra.SCHEMA)


def test_mentions_point_into_the_rows_own_text(tagged: pd.DataFrame) -> None:
    found = [(m["name"], tagged["text"][5][m["start"] : m["end"]]) for m in tagged["mentions"][5]]
    assert ("Валерий Радаев", "Радаев") in found
    assert all(text.strip() == text and text for _, text in found)


def test_published_comes_from_the_page_or_the_column(tagged: pd.DataFrame) -> None:
    assert tagged["published"][5] == pd.Timestamp("2019-10-09 12:37")
    assert tagged["published"][7] == pd.Timestamp("2020-05-01")
    assert tagged["published_grain"].tolist()[::2] == ["minute", "day"]


def test_dates_may_be_written_as_tables_have_them() -> None:
    frame = pd.DataFrame(
        {"text": ["В Пензе открыли школу."] * 4, "date": ["09.10.2019 12:37", 1570624620, None, "вчера"]}
    )
    found = ra.tag(frame, options=ra.Options(steps=()))
    assert found["published"].tolist()[:2] == [pd.Timestamp("2019-10-09 12:37")] * 2
    assert found["error"].isna().tolist() == [True, True, True, False]


def test_workers_give_the_same_frame(tagged: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(ra.tag(FRAME, workers=2), tagged)


def test_long_tables_from_docs_frame_and_parquet_agree(tagged: pd.DataFrame, an: ra.Analyzer, tmp_path: Path) -> None:
    path = tmp_path / "tagged.parquet"
    pq.write_table(pa.Table.from_pandas(tagged, schema=ra.SCHEMA, preserve_index=False), path)
    docs = list(an.pipe([ra.Source(t, d) for t, d in zip(FRAME["text"], [None, None, "2020-05-01"], strict=True) if t]))
    for make in (ra.entities_table, ra.officials_table, ra.dates_table):
        frames = [make(tagged), make(path), make(str(path)), make(docs)]
        texts = [f.drop(columns=["id", "published"]).astype(str).replace("nan", "None").values.tolist() for f in frames]
        assert texts[0] == texts[1] == texts[2] == texts[3]
        assert texts[0]


def test_entities_table_counts_mentions(tagged: pd.DataFrame) -> None:
    table = ra.entities_table(tagged).set_index("name")
    assert table.loc["Валерий Радаев", "n_mentions"] == 2
    assert table.loc["Вольск", "region_code"] == "RU-SAR"


def test_tokens_table(doc: ra.Doc) -> None:
    table = ra.tokens_table([doc])
    assert len(table) == len(doc.tokens)
    assert list(table.columns) == ["doc", "sentence", "part", "start", "end", "text", "lemma", "pos", "feats"]


def test_optional_columns(an: ra.Analyzer) -> None:
    table = ra.tag(FRAME.tail(1), extra=["lemmas", "doc"])
    assert table["lemmas"][7][:3] == ["мэр", "пермь", "иван"]
    assert ra.Doc.from_json(table["doc"][7]) == an.analyze(FRAME["text"][7], published="2020-05-01")


def test_lone_surrogates_become_replacement_characters(an: ra.Analyzer) -> None:
    made = row(an.analyze("В Пензе \ud83d открыли школу."), key="1", model="fast")
    assert made["text"] == "В Пензе \ufffd открыли школу."
    pa.Table.from_pylist([made], schema=schema())


def test_missing_columns_are_named_with_the_cure() -> None:
    frame = pd.DataFrame({"title": [], "body": []})
    with pytest.raises(ra.SchemaError, match="no column 'text' in the frame; it has title, body: pass text="):
        ra.tag(frame)
    with pytest.raises(ra.SchemaError, match="no column 'when'"):
        ra.tag(frame, text="body", published="when")
    with pytest.raises(ra.SchemaError, match="no optional column 'lemma'"):
        ra.tag(frame, text="body", extra=["lemma"])
    with pytest.raises(ra.SchemaError, match="the frame is not tagged"):
        ra.entities_table(frame)
    with pytest.raises(TypeError, match="wants a data frame"):
        ra.tag([PAGE])  # type: ignore[arg-type]


def test_progress_is_told(an: ra.Analyzer) -> None:
    told: list[int] = []
    ra.tag(FRAME, progress=told.append)
    assert told == [1, 2, 3]
