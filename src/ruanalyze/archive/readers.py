"""Readers: each file as a stream of Raw, in constant memory; what is broken becomes an error in its place."""

from __future__ import annotations

import bz2
import contextlib
import csv
import gzip
import io
import itertools
import lzma
import struct
import sys
import zipfile
import zlib
from collections import Counter
from typing import IO, TYPE_CHECKING, Any, Final, cast

from ruanalyze.archive.inputs import PAGES
from ruanalyze.archive.records import MAX_TEXT, Raw
from ruanalyze.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ruanalyze.archive.inputs import Input
    from ruanalyze.archive.records import Columns

__all__ = ["Handle", "read"]

_LINE: Final = 64 << 20  # a longer line is no page; nothing beyond is kept in memory
_BLOCK: Final = 1 << 18
_MAGIC: Final = {b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\xfd7zXZ": ".xz", b"\x28\xb5\x2f\xfd": ".zst"}
# errno is None for broken contents; a missing, locked or failing disk has one and stops the job instead
_BROKEN: Final = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, csv.Error, UnicodeError, OSError)


class Handle:
    """An open input: `position` is how many of its bytes have been read, of the packed file."""

    def __init__(self, source: Input) -> None:
        self.input = source
        self._stack = contextlib.ExitStack()
        #: How many records the reader has passed without giving them.
        self.skipped = 0
        #: The line or row of the last of them.
        self.last = 0
        #: The share of the file that has been read, where its bytes are not read in order.
        self.share: float | None = None
        self.raw: IO[bytes]
        if source.path is None:
            self.raw = sys.stdin.buffer
        elif source.path.is_dir():
            self.raw = io.BytesIO()
        else:
            self.raw = self._stack.enter_context(source.path.open("rb"))

    @property
    def position(self) -> int:
        """Bytes read so far."""
        if self.share is not None:
            return round(self.share * (self.input.bytes or 0))
        return 0 if self.input.path is None or self.raw.closed else self.raw.tell()

    def unpacked(self) -> IO[bytes]:
        """The contents; what packs them is told by the first bytes, not by the name."""
        buffered = self.raw if isinstance(self.raw, io.BufferedReader) else io.BufferedReader(cast("Any", self.raw))
        head = buffered.peek(6)[:6]
        packed = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "")
        if packed == ".gz":
            return cast("IO[bytes]", self._stack.enter_context(gzip.open(buffered)))
        if packed == ".bz2":
            return self._stack.enter_context(bz2.open(buffered))
        if packed == ".xz":
            return self._stack.enter_context(lzma.open(buffered))
        if packed == ".zst":
            import pyarrow as pa

            stream = pa.CompressedInputStream(pa.PythonFile(buffered, "r"), "zstd")
            return cast("IO[bytes]", self._stack.enter_context(io.BufferedReader(stream, _BLOCK)))
        return buffered

    def text(self, encoding: str, errors: str) -> io.TextIOWrapper:
        """The contents as text, line ends as they are."""
        made = io.TextIOWrapper(cast("Any", self.unpacked()), encoding, errors=errors, newline="")
        self._stack.callback(made.detach)
        return made

    def skip(self, number: int) -> None:
        """Note that the record of this line or row is passed without giving it."""
        self.skipped += 1
        self.last = number

    def close(self) -> None:
        """Close the file and what unpacks it."""
        self._stack.close()


def read(handle: Handle, columns: Columns, skip: int = 0) -> Iterator[Raw]:
    """The records of an open input from number `skip` on; what breaks off ends with an error in place of the rest."""
    try:
        for raw in _READERS[handle.input.format](handle, columns, skip):
            handle.last = raw.number
            yield raw
    except _BROKEN as e:
        if isinstance(e, OSError) and e.errno is not None:
            raise ArchiveError(f"{handle.input.path}: {e}: start again when it can be read, to go on") from e
        if handle.skipped < skip:  # it broke off at the last of the records that are not wanted
            return
        yield Raw(
            "error",
            handle.input.name,
            handle.last + 1,
            f"the file is broken from here on ({_plain(e)}): get a whole copy",
        )


def _jsonl(handle: Handle, columns: Columns, skip: int) -> Iterator[Raw]:
    name = handle.input.name
    for number, line in enumerate(_lines(handle, columns.encoding), 1):
        if line is not None and not line.strip():
            continue
        if handle.skipped < skip:
            handle.skip(number)
        elif line is None:
            yield Raw("error", name, number, f"a line of more than {_LINE >> 20} MB: one JSON object a line is read")
        else:
            yield Raw("json", name, number, line)


def _lines(handle: Handle, encoding: str | None) -> Iterator[bytes | None]:
    """Lines of bytes; None for one that is too long."""
    if encoding is not None and encoding.startswith(("utf-16", "utf-32")):  # a line feed is more than one byte there
        yield from (text.encode(encoding, "surrogatepass") for text in handle.text(encoding, "surrogatepass"))
        return
    stream = handle.unpacked()
    while line := stream.readline(_LINE):
        if len(line) < _LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_BLOCK)
        yield None


def _csv(handle: Handle, columns: Columns, skip: int) -> Iterator[Raw]:
    csv.field_size_limit(_LINE)
    name = handle.input.name
    text = handle.text(columns.encoding or "utf-8-sig", "surrogateescape")
    first = text.readline(_BLOCK)
    if not first:
        return
    separator = _separator(first, columns)
    header = next(csv.reader([first], delimiter=separator))
    rows = csv.reader(_BoundedLines(text), delimiter=separator, strict=True)
    while True:
        number = rows.line_num + 2
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as e:
            if handle.skipped < skip:
                handle.skip(number)
                continue
            yield Raw("error", name, number, f"not CSV: {e}: is a quote left open?")
            continue
        if not row:
            continue
        if handle.skipped < skip:
            handle.skip(number)
        elif len(row) > len(header):
            yield Raw("error", name, number, f"{len(row)} fields, but {len(header)} in the header: quote the text")
        else:
            yield _checked(name, number, dict(itertools.zip_longest(header, row)), columns)


class _BoundedLines:
    """The lines of a text; one that is too long raises in its place, and the next is read."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def __iter__(self) -> _BoundedLines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LINE)
        if not line:
            raise StopIteration
        if len(line) < _LINE or line.endswith("\n"):
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(_BLOCK)
        raise csv.Error(f"a line of more than {_LINE >> 20} MB")


def _checked(name: str, number: int, row: dict[str, str | None], columns: Columns) -> Raw:
    wanted = {key: row[key] for key in columns.wanted if key in row}
    for key, value in wanted.items():
        try:
            (value or "").encode()
        except UnicodeEncodeError as e:
            byte = ord(e.object[e.start]) - 0xDC00
            encoding = columns.encoding or "utf-8"
            return Raw("error", name, number, f"{key!r} is not {encoding} (byte {byte:#x}): give the encoding")
    return Raw("row", name, number, wanted if columns.text in wanted else dict.fromkeys(row))


def _separator(first: str, columns: Columns) -> str:
    for separator in ",;\t|":
        if columns.text in next(csv.reader([first], delimiter=separator)):
            return separator
    return max(",;\t|", key=first.count)


def _parquet(handle: Handle, columns: Columns, skip: int) -> Iterator[Raw]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    name = handle.input.name
    try:
        with pq.ParquetFile(handle.raw, buffer_size=_BLOCK, pre_buffer=False) as table:
            names = table.schema_arrow.names
            wanted = list(names) if columns.text not in names else [c for c in columns.wanted if c in names]
            wanted = list(dict.fromkeys(wanted))
            number, group = 0, 0
            while group < table.num_row_groups and number + table.metadata.row_group(group).num_rows <= skip:
                number += table.metadata.row_group(group).num_rows
                group += 1
            groups = range(group, table.num_row_groups)
            handle.skipped = handle.last = number
            handle.share = 0.0
            for batch in table.iter_batches(64, row_groups=groups, columns=wanted, use_threads=False):
                if number + len(batch) <= skip:
                    number += len(batch)
                    handle.skipped = handle.last = number
                    continue
                for row in batch.to_pylist():
                    number += 1
                    handle.share = number / table.metadata.num_rows
                    if number <= skip:
                        handle.skipped = handle.last = number
                    else:
                        yield Raw("row", name, number, row if columns.text in row else dict.fromkeys(row))
    except pa.ArrowException as e:
        raise OSError(str(e)) from e


def _warc(handle: Handle, columns: Columns, skip: int) -> Iterator[Raw]:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as e:
        raise ArchiveError(f"{handle.input.path}: .warc needs an extra: pip install 'ruanalyze[warc]'") from e
    passed_over: Counter[str] = Counter()
    number = 0
    try:
        for record in ArchiveIterator(handle.raw):
            why = _not_a_page(record)
            if why is not None:
                passed_over[why] += 1
                continue
            number += 1
            if handle.skipped < skip:
                handle.skip(number)
            else:
                yield _of_warc(record, handle.input.name, number)
    except Exception as e:  # of a file that is no WARC the parser may raise anything
        if isinstance(e, OSError) and e.errno is not None:
            raise
        raise OSError(_plain(e)) from e
    handle.input.passed_over += passed_over


def _not_a_page(record: Any) -> str | None:
    """Why a WARC record is none: requests and logs, redirects, pictures."""
    if record.rec_type not in ("response", "resource", "conversion"):
        return f"WARC {record.rec_type} records"
    headers = record.http_headers
    if record.rec_type == "response" and headers is not None:
        status = headers.get_statuscode() or ""
        if not status.startswith("2"):
            return f"WARC responses {status}"
    held = headers if headers is not None else record.rec_headers
    kind = (held.get_header("Content-Type") or "text/html").partition(";")[0].strip().lower()
    return None if kind in ("text/html", "application/xhtml+xml", "text/plain") else f"WARC {kind}"


def _of_warc(record: Any, name: str, number: int) -> Raw:
    headers = record.rec_headers
    about = {
        "id": (headers.get_header("WARC-Record-ID") or "").strip("<>") or None,
        "url": headers.get_header("WARC-Target-URI"),
        "crawled": headers.get_header("WARC-Date"),
    }
    try:
        data = record.content_stream().read(MAX_TEXT + 1)
        if len(data) <= MAX_TEXT:
            record.raw_stream.read()
    except _BROKEN as e:
        return Raw("error", name, number, f"the page can't be unpacked ({_plain(e)})", about)
    if len(data) <= MAX_TEXT and getattr(record.raw_stream, "limit", 0) > 0:
        return Raw("error", name, number, "the file ends in the middle of the page: get a whole copy", about)
    return Raw("page", name, number, data, about)


def _zip(handle: Handle, columns: Columns, skip: int) -> Iterator[Raw]:
    passed_over: Counter[str] = Counter()
    with _opened(handle.raw) as archive:
        members = archive.infolist()
        for i, member in enumerate(members, 1):
            handle.share = i / len(members)
            name = _member_name(member)
            parts = name.split("/")
            if not parts[-1] or "__MACOSX" in parts or parts[-1].startswith("."):
                continue
            if not name.lower().endswith(PAGES):
                passed_over[f"zip members .{parts[-1].rpartition('.')[2]}"] += 1
                continue
            if skip:
                skip -= 1
                continue
            where = f"{handle.input.name}/{name}"
            try:
                with archive.open(member) as stream:
                    yield Raw("page", where, 0, stream.read(MAX_TEXT + 1))
            except (*_BROKEN, RuntimeError, NotImplementedError) as e:  # a password, an unknown packing
                if isinstance(e, OSError) and e.errno is not None:
                    raise
                yield Raw("error", where, 0, f"can't be unpacked ({_plain(e)})")
    handle.input.passed_over += passed_over


def _opened(raw: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(raw)
    except (NotImplementedError, ValueError, OverflowError, struct.error) as e:  # of a damaged directory
        raise zipfile.BadZipFile(_plain(e)) from e


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name as it was meant: Windows packs Russian names in cp866, which the format calls cp437."""
    if member.flag_bits & 0x800:
        return member.filename
    with contextlib.suppress(UnicodeError):
        return member.filename.encode("cp437").decode("cp866")
    return member.filename


def _pages(source: Input, skip: int) -> Iterator[Raw]:
    for name, path in source.each_page():
        if skip:
            skip -= 1
        else:
            yield _page(name, path)


def _page(name: str, path: Path) -> Raw:
    try:
        with contextlib.closing(Handle(_one(name, path))) as handle:
            return Raw("page", name, 0, handle.unpacked().read(MAX_TEXT + 1))
    except _BROKEN as e:
        return Raw("error", name, 0, f"can't be read ({_plain(e)})")


def _one(name: str, path: Path) -> Input:
    from ruanalyze.archive.inputs import Input

    return Input(name, path, "pages")


def _plain(e: BaseException) -> str:
    return str(e) or type(e).__name__


_READERS: Final[dict[str, Callable[[Handle, Columns, int], Iterator[Raw]]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "warc": _warc,
    "zip": _zip,
    "pages": lambda handle, _, skip: _pages(handle.input, skip),
}
