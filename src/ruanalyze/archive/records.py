"""Records: a page as it was read from a file (Raw), and as the analysis takes it (Record)."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from ruanalyze.analyzer import Source
from ruanalyze.dates.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["MAX_TEXT", "Columns", "Kind", "Raw", "Record", "digest", "parse", "size"]

Kind: TypeAlias = Literal["json", "row", "page", "error"]
#: A page of more characters (or bytes) than this becomes an error row: it is no news page, and would need gigabytes.
MAX_TEXT: Final = 5_000_000
_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # "\ud83d" alone: cut emoji, or a byte that no encoding explains


class Raw(NamedTuple):
    """What a reader gives: cheap to make and to send, so that parsing is the workers' part.

    where: the file, relative to the source. number: its line or row there, 0 for a file that is one page.
    data: "json" a line; "row" a mapping; "page" its bytes or text; "error" why it can't be read.
    """

    kind: Kind
    where: str
    number: int
    data: Any
    about: Mapping[str, Any] = {}  # of a page from a WARC file: id, url, crawled


class Record(NamedTuple):
    """One source of an archive; `error` says why it has no text."""

    id: str | None
    source: Source | None
    url: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns of a .jsonl, .csv or .parquet file; all but `text` may be missing.

    encoding: of .jsonl, .csv and .txt files; None is UTF-8 for the first two, and finding out for a page.
    """

    text: str = "text"
    published: str = "published"
    url: str = "url"
    id: str = "id"
    crawled: str = "crawled"
    encoding: str | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """The columns to read."""
        return (self.id, self.url, self.published, self.crawled, self.text)


def parse(raw: Raw, columns: Columns) -> Record:
    """The record of what was read; one without text carries the error, which names its file and line.

    >>> parse(Raw("json", "a.jsonl", 7, b'{"text": "Snow"}'), Columns()).id
    'a.jsonl:7'
    >>> parse(Raw("json", "a.jsonl", 7, b'{"text": '), Columns()).error
    'a.jsonl, line 7: not JSON: Expecting value at character 10'
    """
    key = _clean(f"{raw.where}:{raw.number}" if raw.number else raw.where)
    at = f"{_clean(raw.where)}, line {raw.number}" if raw.number else _clean(raw.where)
    if raw.kind == "error":
        return Record(key, None, error=_clean(f"{at}: {raw.data}"))
    if raw.kind == "page":
        return _page(raw, key, at, columns)
    if raw.kind == "row":
        return _row(raw.data, key, at, columns)
    try:
        row = json.loads(raw.data.decode(columns.encoding or "utf-8-sig"))
    except UnicodeDecodeError as e:
        return Record(key, None, error=f"{at}: not {e.encoding} (byte {e.object[e.start]:#x}): give the encoding")
    except json.JSONDecodeError as e:
        return Record(key, None, error=f"{at}: not JSON: {e.msg} at character {e.pos + 1}")
    except (ValueError, RecursionError) as e:
        return Record(key, None, error=f"{at}: not JSON: {e}")
    if not isinstance(row, dict):
        return Record(key, None, error=f"{at}: not a JSON object but {type(row).__name__}")
    return _row(row, key, at, columns)


def _row(row: Mapping[str, Any], key: str, at: str, columns: Columns) -> Record:
    given, url, text = row.get(columns.id), row.get(columns.url), row.get(columns.text)
    key = key if given is None or given == "" else _clean(str(given))
    url = None if url is None or url == "" else _clean(str(url))
    if columns.text not in row:
        names = ", ".join(map(str, row)) or "nothing"
        return Record(key, None, url, f"{at}: no column {columns.text!r}, but {_clean(names)[:200]}")
    if not isinstance(text, (str, bytes)):
        return Record(key, None, url, f"{at}: the text is {'null' if text is None else type(text).__name__}")
    if len(text) > MAX_TEXT:
        return Record(key, None, url, _too_long(at, len(text)))
    moments = []
    for column in (columns.published, columns.crawled):
        try:
            moments.append(moment(row.get(column)))
        except ValueError as e:
            return Record(key, None, url, f"{at}: column {column!r}: {_clean(str(e))}: write it as 2019-10-09T12:37")
    published, crawled = moments
    return Record(key, Source(text, published, url, crawled), url)


def _page(raw: Raw, key: str, at: str, columns: Columns) -> Record:
    text, about = raw.data, raw.about
    url = about.get("url")
    url = None if url is None else _clean(url)
    key = _clean(about.get("id") or key)
    if len(text) > MAX_TEXT:
        return Record(key, None, url, _too_long(at, len(text)))
    if columns.encoding is not None and isinstance(text, bytes):
        try:
            text = text.decode(columns.encoding)
        except UnicodeDecodeError as e:
            return Record(key, None, url, f"{at}: not {e.encoding} (byte {text[e.start]:#x}): give the encoding")
    crawled = None
    with contextlib.suppress(ValueError):
        crawled = moment(about.get("crawled"))
    return Record(key, Source(text, None, url, crawled), url)


def _too_long(at: str, length: int) -> str:
    return f"{at}: {length:,} characters, more than the {MAX_TEXT:,} that a page may have"


def size(raw: Raw) -> int:
    """About how many bytes it takes."""
    if raw.kind == "row":
        return 100 + sum(len(v) for v in raw.data.values() if isinstance(v, (str, bytes)))
    return 100 + len(raw.data)


def digest(raws: Iterable[Raw]) -> str:
    """A digest of what was read, to notice that an input has changed since a job was begun."""
    made = hashlib.blake2b(digest_size=16)
    for raw in raws:
        data = raw.data if isinstance(raw.data, bytes) else _stable(raw.data).encode("utf8", "surrogatepass")
        made.update(f"{raw.kind}\0{raw.where}\0{raw.number}\0{len(data)}\0".encode("utf8", "surrogatepass"))
        made.update(data)
    return made.hexdigest()


def _stable(data: Any) -> str:
    if isinstance(data, dict):
        return "\0".join(f"{k}={v.isoformat() if isinstance(v, (dt.date, dt.time)) else v!r}" for k, v in data.items())
    return str(data)


def _clean(text: str) -> str:
    """Without lone surrogates, which have no UTF-8 form: names of files and addresses may hold them."""
    return _SURROGATE.sub("\ufffd", text)
