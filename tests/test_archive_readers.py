"""Readers that begin in the middle give what they give from the start; what is broken ends with one error."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ruanalyze.archive.inputs import inputs
from ruanalyze.archive.readers import Handle, read
from ruanalyze.archive.records import Columns, Raw

if TYPE_CHECKING:
    from pathlib import Path


def warc_record(kind: str, body: bytes, content: str = "text/html", status: str = "200 OK") -> bytes:
    http = b"HTTP/1.1 %s\r\nContent-Type: %s\r\n\r\n%s" % (status.encode(), content.encode(), body)
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://n.example/\r\n"
    return f"{head}Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


def parquet(rows: int) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [f"page {i}" for i in range(rows)], "other": range(rows)}), out, row_group_size=3)
    return out.getvalue()


def zipped(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return out.getvalue()


FILES = {
    "a.jsonl": b"".join(b'{"text": "page %d"}\n\n' % i for i in range(10)),
    "a.csv": b"id,text\n" + b"".join(b'%d,"page\n%d"\n' % (i, i) for i in range(10)),
    "broken.csv": b'id,text\n1,a\n2,"b"c\n3,d\n4,"e\n',
    "a.parquet": parquet(10),
    "a.zip": zipped([f"{i}.txt" for i in range(10)]),
    "a.warc": b"".join(warc_record("response", b"<p>page %d</p>" % i) for i in range(10)),
    "a.warc.gz": b"".join(gzip.compress(warc_record("response", b"<p>page %d</p>" % i)) for i in range(10)),
    "cut.jsonl.gz": gzip.compress(b"".join(b'{"text": "page %d"}\n' % i for i in range(10)))[:-12],
}


def raws(path: Path, skip: int = 0) -> list[Raw]:
    (source,) = inputs(path)
    handle = Handle(source)
    try:
        return list(read(handle, Columns(), skip))
    finally:
        handle.close()


@pytest.mark.parametrize("name", FILES)
def test_from_the_middle(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    whole = raws(tmp_path / name)
    assert len(whole) >= 4
    for skip in range(len(whole) + 1):
        assert raws(tmp_path / name, skip) == whole[skip:]


def test_pages_from_the_middle(tmp_path: Path) -> None:
    for i in range(4):
        (tmp_path / f"{i}.txt").write_text(f"page {i}", encoding="utf8")
    whole = raws(tmp_path)
    assert [raw.data for raw in whole] == [b"page 0", b"page 1", b"page 2", b"page 3"]
    assert raws(tmp_path, 3) == whole[3:]


def test_warc_records_that_are_no_pages(tmp_path: Path) -> None:
    records = (
        warc_record("request", b""),
        warc_record("response", b"moved", status="301 Moved Permanently"),
        warc_record("response", b"\x89PNG", content="image/png"),
        warc_record("response", b"<p>page</p>"),
    )
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    (source,) = inputs(tmp_path / "a.warc")
    handle = Handle(source)
    (found,) = list(read(handle, Columns()))
    handle.close()
    assert (found.data, found.about["url"]) == (b"<p>page</p>", "https://n.example/")
    assert dict(source.passed_over) == {"WARC request records": 1, "WARC responses 301": 1, "WARC image/png": 1}


def test_utf16_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes('{"text": "Мэр"}\n{"text": "Ёлка"}\n'.encode("utf-16-le"))
    (source,) = inputs(tmp_path / "a.jsonl")
    handle = Handle(source)
    found = [raw.data.decode("utf-16-le") for raw in read(handle, Columns(encoding="utf-16-le"))]
    handle.close()
    assert [text.strip() for text in found] == ['{"text": "Мэр"}', '{"text": "Ёлка"}']


def test_an_empty_csv_has_no_records(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    assert raws(tmp_path / "a.csv") == []


def test_a_page_that_is_packed_badly_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(gzip.compress(b"page" * 1000)[:-20])
    (found,) = raws(tmp_path)
    assert found.kind == "error"
    assert "can't be read" in found.data


def test_member_names_as_they_were_meant(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(["город.txt"]).replace("город".encode(), "город".encode()))
    assert [raw.where for raw in raws(tmp_path / "a.zip")] == ["a.zip/город.txt"]
