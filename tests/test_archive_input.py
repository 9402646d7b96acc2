"""What an archive is read from: every format gives its pages, every break a clear error or an error row."""

from __future__ import annotations

import bz2
import codecs
import datetime as dt
import gzip
import io
import json
import lzma
import os
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ruanalyze as ra
from ruanalyze.archive import job, tag_archive
from ruanalyze.dates.moments import moment
from tests.archive_stub import Stub, rows

JSONL = "".join(json.dumps({"id": f"n{i}", "text": f"страница {i}"}, ensure_ascii=False) + "\n" for i in range(50))
CSV = "id,text,published\n" + "".join(f'n{i},"страница {i}\nв две строки",2019-10-09\n' for i in range(50))


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "Analyzer", Stub)


def tag(source: Path | str, **options: Any) -> list[dict[str, Any]]:
    """The rows of a source; the job is stopped, damaged and resumed on the way: that must not show."""
    out = Path(os.fspath(source)).parent / "tagged"
    tag_archive(source, out, shard_rows=7, **options)
    whole = rows(out)
    for name in ("part-000001.parquet", "part-000000.parquet"):
        (out / name).unlink(missing_ok=True)
    done = tag_archive(source, out, shard_rows=7, **options)
    assert rows(out) == whole
    assert done.rows == len(whole)
    return whole


def errors(found: list[dict[str, Any]]) -> list[str]:
    return [r["error"] for r in found if r["error"] is not None]


def zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", JSONL.encode()),
        ("a.ndjson", codecs.BOM_UTF8 + JSONL.replace("\n", "\r\n").encode()),
        ("a.jsonl.gz", gzip.compress(JSONL[:1000].encode()) + gzip.compress(JSONL[1000:].encode())),
        ("a.jsonl.bz2", bz2.compress(JSONL.encode())),
        ("a.jsonl.xz", lzma.compress(JSONL.encode())),
        ("a.jsonl.zst", zstd(JSONL[:1000].encode()) + zstd(JSONL[1000:].encode())),
        ("a.jsonl", gzip.compress(JSONL.encode())),
        ("a.jsonl.gz", JSONL.encode()),
        ("a.jsonl", ("\n" + JSONL + "\n\n").encode()),
    ],
    ids=["plain", "BOM, CRLF", "gz", "bz2", "xz", "zst", "packed but not named so", "named but not so", "blank lines"],
)
def test_jsonl(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    found = tag(tmp_path / name)
    assert [(r["id"], r["text"]) for r in found] == [(f"n{i}", f"страница {i}") for i in range(50)]


@pytest.mark.parametrize(
    ("name", "data", "options"),
    [
        ("a.csv", CSV.encode(), {}),
        ("a.csv.gz", gzip.compress(codecs.BOM_UTF8 + CSV.encode()), {}),
        ("a.csv", CSV.replace(",", ";").encode("cp1251"), {"encoding": "windows-1251"}),
        ("a.tsv", CSV.replace(",", "\t").encode("utf-16"), {"encoding": "utf-16"}),
        ("a.csv", CSV.replace("id,text", "key,body").encode(), {"id": "key", "text": "body"}),
    ],
    ids=["plain", "gz and BOM", "Excel's", "UTF-16", "other columns"],
)
def test_csv(tmp_path: Path, name: str, data: bytes, options: dict[str, Any]) -> None:
    (tmp_path / name).write_bytes(data)
    found = tag(tmp_path / name, **options)
    assert [(r["id"], r["text"]) for r in found] == [(f"n{i}", f"страница {i}\nв две строки") for i in range(50)]


def test_parquet(tmp_path: Path) -> None:
    table = pa.table({"text": [f"page {i}" for i in range(50)], "id": range(50), "other": [1.0] * 50})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=11)
    assert [(r["id"], r["text"]) for r in tag(tmp_path / "a.parquet")] == [(str(i), f"page {i}") for i in range(50)]


def test_columns_reach_the_analysis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(
        Stub, "pipe", lambda _, sources, **__: iter([seen.append(s) or Stub()._doc("x", s) for s in sources])
    )
    row = {"body": "x", "date": "2019-10-09", "link": "https://n.example", "seen": "2019-10-10T12:00"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf8")
    tag_archive(tmp_path / "a.jsonl", tmp_path / "out", text="body", published="date", url="link", crawled="seen")
    assert seen == [ra.Source("x", dt.date(2019, 10, 9), "https://n.example", dt.datetime(2019, 10, 10, 12))]


@pytest.mark.parametrize(
    ("value", "is_"),
    [
        ("2019-10-09", "2019-10-09"),
        ("20191009", "2019-10-09"),
        (20191009, "2019-10-09"),
        ("2019-10-09 12:37", "2019-10-09T12:37:00"),
        ("2019-10-09T12:37:00+03:00", "2019-10-09T12:37:00+03:00"),
        ("2019-10-09T12:37:00Z", "2019-10-09T12:37:00+00:00"),
        ("09.10.2019", "2019-10-09"),
        ("09.10.2019 12:37", "2019-10-09T12:37:00"),
        ("9/10/2019 12:37:05", "2019-10-09T12:37:00"),
        ("2019/10/09 12:37", "2019-10-09T12:37:00"),
        ("9 октября 2019, 12:37", "2019-10-09T12:37:00"),
        ("Wed, 09 Oct 2019 12:37:00 +0300", "2019-10-09T12:37:00+03:00"),
        (1570613820, "2019-10-09T09:37:00+00:00"),
        ("1570613820000", "2019-10-09T09:37:00+00:00"),
        (1570613820.5, "2019-10-09T09:37:00.500000+00:00"),
        (dt.date(2019, 10, 9), "2019-10-09"),
        (" ", None),
        (None, None),
        (float("nan"), None),
        ("NaN", None),
        ("0000-00-00 00:00:00", None),
        (0, None),
    ],
)
def test_dates_of_columns(value: object, is_: str | None) -> None:
    found = moment(value)
    assert (None if found is None else found.isoformat()) == is_


@pytest.mark.parametrize(
    "value", ["вчера", "31.02.2019", "2019-10", 7, True, {}, "О письме от 9 октября 2019 года. " * 3]
)
def test_what_is_no_date(value: object) -> None:
    with pytest.raises(ValueError, match="is no date"):
        moment(value)


def test_a_bad_date_is_an_error_row_and_a_wrong_column_of_dates_is_refused(tmp_path: Path) -> None:
    lines = [json.dumps({"text": "x", "published": "09.10.2019", "section": "Город"}, ensure_ascii=False)] * 3
    lines[1] = '{"text": "x", "published": "вчера"}'
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf8")
    found = tag(tmp_path / "a.jsonl")
    assert [r["text"] for r in found] == ["x", None, "x"]
    assert found[1]["error"] == (
        "InputError: a.jsonl, line 2: column 'published': 'вчера' is no date: write it as 2019-10-09T12:37"
    )
    (tmp_path / "b.jsonl").write_text(lines[0], encoding="utf8")
    with pytest.raises(ra.ArchiveError, match=r"'Город' is no date.*say which column holds the date \(--date\)"):
        tag_archive(tmp_path / "b.jsonl", tmp_path / "out", published="section")
    assert not list((tmp_path / "out").glob("*"))
    assert tag_archive(tmp_path / "b.jsonl", tmp_path / "out", published="").errors == 0


def test_a_folder_that_was_tagged_before_is_no_source(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text(JSONL, encoding="utf8")
    assert tag_archive(folder, folder / "tagged").rows == 50
    done = tag_archive(folder, tmp_path / "out")
    assert done.rows == 50
    assert done.passed_over == {"folders that an archive was tagged to": 1}


def test_an_address_is_no_source_but_standard_input_is(tmp_path: Path) -> None:
    with pytest.raises(ra.ArchiveError, match=r"s3://b/a.jsonl: sources are read from a disk.*pipe it in"):
        tag_archive("s3://b/a.jsonl", tmp_path / "out")


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "zip", "pages"])
def test_progress_tells_about_how_many_there_will_be(tmp_path: Path, kind: str) -> None:
    folder, texts = tmp_path / "in", [os.urandom(30).hex() for _ in range(1000)]
    folder.mkdir()
    if kind == "jsonl":
        (folder / "a.jsonl").write_text("".join(f'{{"text": "{t}"}}\n' for t in texts), encoding="utf8")
    elif kind == "csv":
        (folder / "a.csv").write_text("text\n" + "".join(f"{t}\n" for t in texts), encoding="utf8")
    elif kind == "parquet":
        pq.write_table(pa.table({"text": texts}), folder / "a.parquet", row_group_size=300)
    elif kind == "zip":
        with zipfile.ZipFile(folder / "a.zip", "w") as archive:
            for i, text in enumerate(texts):
                archive.writestr(f"{i}.txt", text)
    else:
        for i, text in enumerate(texts):
            (folder / f"{i}.txt").write_text(text, encoding="utf8")
    seen: list[tuple[int, int | None]] = []
    tag_archive(folder, tmp_path / "out", shard_rows=100, progress=lambda *told: seen.append(told))
    assert [done for done, _ in seen] == list(range(0, 1001, 100))
    totals = [total for _, total in seen[2:]]
    assert all(total is not None and 600 <= total <= 1100 for total in totals), totals
    assert totals[-1] == 1000


def test_a_folder_of_pages_and_tables_in_a_fixed_order(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    for name in ("z.txt", "b/1.html", "b/2.HTM", "b/note.pdf", ".hidden.txt"):
        (folder / name).write_text(name, encoding="utf8")
    (folder / "a.jsonl").write_text('{"text": "row"}\n', encoding="utf8")
    (folder / "packed.txt.gz").write_bytes(gzip.compress(b"packed"))
    assert [(r["id"], r["text"]) for r in tag(folder)] == [
        ("a.jsonl:1", "row"),
        ("packed.txt.gz", "packed"),
        ("z.txt", "z.txt"),
        ("b/1.html", "b/1.html"),
        ("b/2.HTM", "b/2.HTM"),
    ]
    assert tag_archive(folder, tmp_path / "tagged", shard_rows=7).passed_over == {"files .pdf": 1}


def test_a_glob_takes_what_it_matches(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for i in range(20):
        (tmp_path / "in" / f"{i:02}.jsonl").write_text(f'{{"text": "{i}"}}\n' * 3, encoding="utf8")
    (tmp_path / "in" / "x.txt").touch()
    found = tag_archive(str(tmp_path / "in" / "1*.jsonl"), tmp_path / "out")
    assert found.rows == 30
    assert rows(tmp_path / "out")[4]["id"] == "11.jsonl:2"


def test_a_zip_of_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a/1.txt", "../../etc/2.html", "C:\\3.txt", "photo.jpg", "__MACOSX/a/._1.txt"):
            archive.writestr(name, name)
        russian = zipfile.ZipInfo("новость.txt".encode("cp866").decode("cp437"))
        archive.writestr(russian, "russian")
    data = path.read_bytes()
    path.write_bytes(data)
    found = {r["id"]: r["text"] for r in tag(path)}
    assert found["pages.zip/a/1.txt"] == "a/1.txt"
    assert found["pages.zip/../../etc/2.html"] == "../../etc/2.html"  # a name only: nothing is unpacked to the disk
    assert len(found) == 4
    assert tag_archive(path, tmp_path / "tagged", shard_rows=7).passed_over == {"zip members .jpg": 1}


def test_windows_names_in_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("XXXXXXX.txt", "text")
    path.write_bytes(path.read_bytes().replace(b"XXXXXXX", "новость".encode("cp866")))
    assert tag(path)[0]["id"] == "pages.zip/новость.txt"


def warc_record(number: int, kind: str, status: str, body: bytes) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2019-10-09T12:00:00Z\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip("warcio", reason="the extra warc is not installed")
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    with path.open("wb") as stream:
        for i in range(20):
            for kind, status, body in (
                ("text/html; charset=utf-8", "200 OK", f"<p>страница {i}</p>".encode()),
                ("image/png", "200 OK", b"\x89PNG"),
                ("text/html", "404 Not Found", b"gone"),
            ):
                data = warc_record(i, kind, status, body)
                stream.write(gzip.compress(data) if packed else data)
    found = tag(path)
    assert [(r["id"], r["url"], r["text"]) for r in found] == [
        (f"urn:uuid:{i}", f"https://news.example/{i}", f"<p>страница {i}</p>") for i in range(20)
    ]
    passed_over = tag_archive(path, tmp_path / "tagged", shard_rows=7).passed_over
    assert passed_over == {"WARC image/png": 20, "WARC responses 404": 20}


def test_a_truncated_warc(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="the extra warc is not installed")
    whole = [gzip.compress(warc_record(i, "text/html", "200 OK", os.urandom(999).hex().encode())) for i in range(20)]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(whole)[:-500])
    (tmp_path / "b.warc").write_bytes(b"WARC/1.0\r\nWARC-Type: response\r\n" * 50)
    found = tag(tmp_path / "*.warc*")
    assert len(found) == 21
    assert len(errors(found)) == 2


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Any) -> None:
    data = gzip.compress((JSONL if kind == "jsonl" else CSV).encode())
    out = tmp_path / "out"
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert tag_archive("-", out, format=kind, shard_rows=7).rows == 50
        (out / "part-000003.parquet").unlink()


@pytest.mark.parametrize("end", [".gz", ".bz2", ".xz", ".zst"])
def test_what_was_read_of_a_truncated_file_stands(tmp_path: Path, end: str) -> None:
    lines = [json.dumps({"text": os.urandom(50).hex()}) for _ in range(5000)]
    data = "\n".join(lines).encode()
    packed = {".gz": gzip.compress, ".bz2": lambda d: bz2.compress(d, 1), ".xz": lzma.compress, ".zst": zstd}[end](data)
    (tmp_path / f"a.jsonl{end}").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "b.jsonl").write_text('{"text": "next file"}', encoding="utf8")
    out = tmp_path / "out"
    tag_archive(str(tmp_path / "*.jsonl*"), out)
    found = rows(out)
    assert 500 < len(found) < 5000
    assert len(errors(found)) == 1
    assert f"a.jsonl{end}, line {len(found) - 1}: the file is broken from here on" in errors(found)[0]
    assert found[-1]["text"] == "next file"


GOOD = '{"text": "good"}'


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": "cut', "not JSON"),
        ('["text"]', "not a JSON object but list"),
        ("{}", "no column 'text', but nothing"),
        ('{"body": "x", "date": 1}', "no column 'text', but body, date"),
        ('{"text": null}', "the text is null"),
        ('{"text": 5}', "the text is int"),
        ('{"text": ""}', "NoTextError: empty"),
        ("[" * 100_000, "not JSON"),
        ("\0\0\0", "not JSON"),
        ('{"text": "' + "x" * 5_000_001 + '"}', "5,000,001 characters, more than the 5,000,000"),
        ('{"text": "' + "я" * 26_000_000 + '"}', "26,000,000 characters, more than"),
        ('{"text": "' + "x" * (70 << 20) + '"}', "a line of more than 64 MB"),
        ("\udcef\udcee", "not utf-8 (byte 0xef): give the encoding"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_a_bad_line_is_an_error_row_that_names_it(tmp_path: Path, line: str, says: str) -> None:
    data = "\n".join([GOOD, line, GOOD]).encode("utf8", "surrogateescape")
    (tmp_path / "a.jsonl").write_bytes(data)
    out = tmp_path / "out"
    tag_archive(tmp_path / "a.jsonl", out)
    found = rows(out)
    assert [r["text"] for r in found] == ["good", None, "good"]
    assert found[1]["id"] == "a.jsonl:2"
    assert says in found[1]["error"]
    if "NoText" not in says:
        assert found[1]["error"].startswith("InputError: a.jsonl, line 2: ")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("n1,good,unquoted,comma", "4 fields, but 2 in the header"),
        ("n1", "the text is null"),
        ('n1,"a" b', "not CSV"),
        (b"n1,\xef\xf0\xe8\xe2\xe5\xf2", "'text' is not utf-8 (byte 0xef): give the encoding"),
    ],
)
def test_a_bad_csv_row_is_an_error_row_that_names_it(tmp_path: Path, row: str | bytes, says: str) -> None:
    row = row.encode() if isinstance(row, str) else row
    (tmp_path / "a.csv").write_bytes(b"id,text\nn0,good\n" + row + b"\nn2,good\n")
    found = tag(tmp_path / "a.csv")
    assert [r["text"] for r in found] == ["good", None, "good"]
    assert f"a.csv, line 3: {says}" in found[1]["error"]


def test_a_quote_left_open_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\nn0,good\nn1,"open\nn2,lost\n', encoding="utf8")
    assert "line 3: not CSV: unexpected end of data: is a quote left open?" in errors(tag(tmp_path / "a.csv"))[0]


@pytest.mark.parametrize("kind", ["parquet", "zip"])
def test_a_file_that_is_not_what_it_is_called(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"a.{kind}").write_bytes(b"something else" * 100)
    (found,) = tag(tmp_path / f"a.{kind}")
    assert f"a.{kind}, line 1: the file is broken from here on" in found["error"]


def test_a_broken_member_of_a_zip_and_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.txt", "first" * 100)
        archive.writestr("2.txt", "S" * 1000)
        archive.writestr("bomb.txt", b"\0" * (200 << 20))
    data = path.read_bytes()
    at = data.index(b"2.txt") + len("2.txt")
    path.write_bytes(data[:at] + bytes(255 - b for b in data[at : at + 4]) + data[at + 4 :])
    found = tag(path)
    assert [r["error"] is None for r in found] == [True, False, False]
    assert "a.zip/2.txt: can't be unpacked" in found[1]["error"]
    assert "a.zip/bomb.txt: 5,000,001 characters, more than" in found[2]["error"]


def test_a_gzip_bomb_takes_no_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", 1) as stream:
        stream.write(b'{"text": "before"}\n')
        for _ in range(150):
            stream.write(b" " * (1 << 20))
        stream.write(b'\n{"text": "after"}\n')
    tracemalloc.start()
    tag_archive(path, tmp_path / "out")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [r["text"] for r in rows(tmp_path / "out")] == ["before", None, "after"]
    assert peak < 200 << 20


def test_duplicate_ids_are_all_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 1, "text": "a"}\n{"id": 1, "text": "b"}\n' * 10, encoding="utf8")
    assert [r["text"] for r in tag(tmp_path / "a.jsonl")] == ["a", "b"] * 10


def test_names_and_ids_without_a_utf8_form(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xef\xee.txt")).write_bytes(b"text")
    (tmp_path / "in" / "a.jsonl").write_text(
        r'{"id": "\ud83d", "url": "\ud83d", "text": "cut \ud83d"}', encoding="utf8"
    )
    assert [r["id"] for r in tag(tmp_path / "in")] == ["�", "��.txt"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.jsonl", b'{"body": "x", "day": 1}\n' * 3, "no column 'text', but body, day: say which column holds"),
        ("a.csv", b"body,day\nx,1\n", "no column 'text', but body, day: say which"),
        ("a.csv", "text\nпривет\n".encode("cp1251"), "give the encoding, as --encoding cp1251"),
        ("a.jsonl", b"", "no pages in it"),
        ("a.csv", b"text\n", "no pages in it"),
        ("a.jsonl.gz", gzip.compress(b""), "no pages in it"),
        ("a.json", b"[]", "jq -c '.[]'"),
        ("a.docx", b"", "no reader for this kind of file"),
    ],
)
def test_what_cant_be_a_source_is_refused_before_anything_is_written(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ra.ArchiveError) as e:
        tag_archive(tmp_path / name, tmp_path / "out")
    assert says in str(e.value)
    assert name in str(e.value)
    assert not list((tmp_path / "out").glob("*"))


def test_a_missing_column_of_a_parquet_file(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "a.parquet")
    with pytest.raises(ra.ArchiveError, match="no column 'text', but body: say which"):
        tag_archive(tmp_path / "a.parquet", tmp_path / "out")


@pytest.mark.parametrize("source", ["nowhere", "nowhere/*.csv", ""])
def test_nothing_to_read(tmp_path: Path, source: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ra.ArchiveError, match=r"nothing to read|no such file"):
        tag_archive(str(tmp_path / source) if source else tmp_path / "empty", tmp_path / "out")


def test_an_input_that_goes_away_stops_the_job_which_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """EIO is no broken file: nothing may be given up for it."""
    from ruanalyze.archive import readers

    (tmp_path / "a.jsonl").write_text(JSONL, encoding="utf8")
    lines = readers._READERS["jsonl"]

    def failing(*args: Any) -> Any:
        for number, raw in enumerate(lines(*args)):
            if number == 30:
                raise OSError(5, "Input/output error")
            yield raw

    monkeypatch.setitem(readers._READERS, "jsonl", failing)
    with pytest.raises(ra.ArchiveError, match=r"a.jsonl: .*Input/output error: start again when it can be read"):
        tag_archive(tmp_path / "a.jsonl", tmp_path / "out", shard_rows=7)
    assert len(rows(tmp_path / "out")) == 28
    monkeypatch.undo()
    monkeypatch.setattr(job, "Analyzer", Stub)
    assert tag_archive(tmp_path / "a.jsonl", tmp_path / "out", shard_rows=7).rows == 50
