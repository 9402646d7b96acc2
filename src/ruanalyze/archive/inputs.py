"""Inputs: what a source (a file, a folder, a glob, standard input) is made of, in an order that never changes."""

from __future__ import annotations

import glob
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from ruanalyze.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MANIFEST", "Format", "Input", "format_of", "inputs"]

#: The manifest's name in an output folder: readers of Parquet folders pass over names that begin with _.
MANIFEST: Final = "_manifest.json"

Format: TypeAlias = Literal["jsonl", "csv", "parquet", "warc", "zip", "pages"]
PAGES: Final = (".txt", ".html", ".htm")
_SUFFIXES: Final[dict[str, Format]] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".zip": "zip",
}
_PACKED: Final = (".gz", ".bz2", ".xz", ".zst")
_KINDS: Final = ".jsonl, .csv (also .gz, .bz2, .xz, .zst), .parquet, .warc(.gz), .zip, .txt or .html"


@dataclass(slots=True)
class Input:
    """One file that holds many pages, or all of the files that are one page each.

    path: the file, or the folder that `pages` are under; None is standard input. name: of rows and messages.
    pages: the files of a glob; empty when the folder is to be walked. skip: a folder that is not to be entered.
    files: how many pages, where each is a file.
    """

    name: str
    path: Path | None
    format: Format
    pages: tuple[Path, ...] = ()
    skip: Path | None = None
    bytes: int | None = None
    mtime: int | None = None
    files: int | None = None
    passed_over: Counter[str] = field(default_factory=Counter)

    def each_page(self) -> Iterator[tuple[str, Path]]:
        """Name and path of each page file, folder by folder, sorted."""
        if self.pages:
            yield from ((_name(p, self.path), p) for p in self.pages)
        elif self.path is not None:
            yield from ((_name(p, self.path), p) for p in _walk(self.path, self.skip) if _is_page(p))

    def identity(self) -> dict[str, object]:
        """What the manifest keeps, to notice a change."""
        return {"name": self.name, "format": self.format, "bytes": self.bytes, "mtime": self.mtime}


def format_of(path: Path) -> Format | None:
    """The format by the file's name; None when it is of no kind that can be read.

    >>> format_of(Path("news.2019.jsonl.gz")), format_of(Path("a.html")), format_of(Path("a.pdf"))
    ('jsonl', 'pages', None)
    """
    name = path.name.lower()
    for suffix in _PACKED:
        name = name.removesuffix(suffix)
    return "pages" if name.endswith(PAGES) else _SUFFIXES.get(os.path.splitext(name)[1])  # noqa: PTH122


def inputs(source: str | Path, out: Path | None = None, format: Format | None = None) -> list[Input]:  # noqa: A002
    """What a source is made of.

    source: a file, a folder, a glob, or "-" for standard input. out: left out when it is inside of the source.
    format: of files whose names don't tell it.

    Raises `ArchiveError` when there is nothing to read, or no reader for it.
    """
    if str(source) == "-":
        if format in ("parquet", "zip", "pages"):
            raise ArchiveError(f"standard input can't be {format}: give a file")
        return [Input("stdin", None, format or "jsonl")]
    if "://" in str(source):
        raise ArchiveError(
            f"{source}: sources are read from a disk: give a path, or pipe it in (fetch it | ruanalyze tag - ...)"
        )
    path = Path(source)
    if path.is_dir():
        return _of_folder(path, out, format)
    if path.is_file():
        found, base = [path], path.parent
    else:
        found = sorted(Path(p) for p in glob.glob(str(source), recursive=True) if Path(p).is_file())  # noqa: PTH207
        if not found:
            raise ArchiveError(f"{source}: no such file or folder, and no file matches it as a glob")
        base = Path(os.path.commonpath([p.parent for p in found]))
    for p in found:
        if format is None and format_of(p) is None:
            hint = ": one object a line is read (jq -c '.[]' makes it)" if p.suffix == ".json" else ""
            raise ArchiveError(f"{p}: no reader for this kind of file{hint}: give {_KINDS}, or the format")
    made = [_file(p, base, format or format_of(p)) for p in found if (format or format_of(p)) != "pages"]
    pages = tuple(p for p in found if (format or format_of(p)) == "pages")
    return [*made, Input("pages", base, "pages", pages, files=len(pages))] if pages else made


def _of_folder(path: Path, out: Path | None, format: Format | None) -> list[Input]:  # noqa: A002
    made, pages = [], 0
    passed_over: Counter[str] = Counter()
    skip = None if out is None else out.resolve()
    for p in _walk(path, skip, passed_over):
        kind = format_of(p) or format
        if kind is None:
            passed_over[f"files {p.suffix or 'without a suffix'}"] += 1
        elif kind == "pages":
            pages += 1
        else:
            made.append(_file(p, path, kind))
    if pages:
        made.append(Input("pages", path, "pages", skip=skip, files=pages))
    if not made:
        raise ArchiveError(f"{path}: nothing to read in this folder: give {_KINDS}")
    made[0].passed_over = passed_over
    return made


def _file(path: Path, base: Path, kind: Format | None) -> Input:
    assert kind is not None
    try:
        stat = path.stat()
        if not os.access(path, os.R_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as e:
        raise ArchiveError(f"{path}: {e.strerror}") from e
    return Input(_name(path, base), path, kind, bytes=stat.st_size, mtime=stat.st_mtime_ns)


def _walk(folder: Path, skip: Path | None, passed_over: Counter[str] | None = None) -> Iterator[Path]:
    """All files under a folder but hidden ones and results, in an order that does not depend on the file system."""
    for at, folders, names in os.walk(folder):
        here = Path(at)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != skip)
        tagged = [f for f in folders if (here / f / MANIFEST).is_file()]
        folders[:] = [f for f in folders if f not in tagged]
        if passed_over is not None and tagged:
            passed_over["folders that an archive was tagged to"] += len(tagged)
        yield from (here / name for name in sorted(names) if not name.startswith("."))


def _is_page(path: Path) -> bool:
    return format_of(path) == "pages"


def _name(path: Path, base: Path | None) -> str:
    name = path.name if base is None else path.relative_to(base).as_posix()
    return os.fsencode(name).decode("utf8", "replace")
