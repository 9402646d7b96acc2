"""Folder: where the output goes, on a disk or anywhere that fsspec reaches; a file is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ruanalyze.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Folder", "folder"]

_TEMPORARY: Final = ".tmp"
# a put becomes visible at once there, and a rename would be a copy
_OBJECT_STORES: Final = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "r2"})


class Folder:
    """A folder of a disk."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def __str__(self) -> str:
        return str(self.path)

    @property
    def address(self) -> str:
        """What `folder` finds it by from a process with another working directory."""
        return str(self.path.absolute())

    @property
    def local(self) -> Path | None:
        """The path, for what needs a disk."""
        return self.path

    def make(self) -> None:
        """Create it, with its parents."""
        self.path.mkdir(parents=True, exist_ok=True)

    def names(self) -> dict[str, int]:
        """Names of its files, but hidden ones, with their sizes; folders with size -1."""
        if not self.path.is_dir():
            return {}
        with os.scandir(self.path) as entries:
            return {e.name: e.stat().st_size if e.is_file() else -1 for e in entries if not e.name.startswith(".")}

    def read(self, name: str) -> bytes:
        """The contents of a file."""
        return (self.path / name).read_bytes()

    def write(self, name: str, data: bytes | memoryview) -> None:
        """Write a file under a temporary name and rename it when it is whole and on the disk."""
        temporary = self.path / f".{name}.{uuid.uuid4().hex[:8]}{_TEMPORARY}"
        try:
            with temporary.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(self.path / name)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self.path / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what a killed job left under temporary names."""
        for path in self.path.glob(f".*{_TEMPORARY}"):
            path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep a second job out; the lock ends with the process, however it ends."""
        try:
            import fcntl
        except ImportError:  # Windows
            yield
            return
        path = self.path / ".lock"
        with path.open("wb") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise _busy(self) from None
            except OSError:  # a file system without locks
                pass
            if not _same_file(path, stream.fileno()):  # a job that just ended has removed what we opened
                raise _busy(self)
            try:
                yield
            finally:
                path.unlink(missing_ok=True)


class _Remote(Folder):
    """A folder of any file system that fsspec knows, named by a URL."""

    def __init__(self, url: str) -> None:
        try:
            import fsspec
        except ImportError as e:
            raise ArchiveError(f"{url}: an address needs fsspec: pip install fsspec, or give a path") from e
        self.url = url.rstrip("/")
        try:
            self._fs, self._root = fsspec.core.url_to_fs(self.url)
        except (ValueError, ImportError) as e:
            raise ArchiveError(f"{url}: {e}") from e
        self._at_once = self.url.partition("://")[0] in _OBJECT_STORES

    def __str__(self) -> str:
        return self.url

    @property
    def address(self) -> str:
        return self.url

    @property
    def local(self) -> Path | None:
        return None

    def make(self) -> None:
        self._fs.makedirs(self._root, exist_ok=True)

    def names(self) -> dict[str, int]:
        self._fs.invalidate_cache()
        if not self._fs.exists(self._root):
            return {}
        found = {e["name"].rstrip("/").rpartition("/")[2]: e for e in self._fs.ls(self._root, detail=True)}
        return {
            name: int(e["size"] or 0) if e["type"] == "file" else -1
            for name, e in found.items()
            if not name.startswith(".")
        }

    def read(self, name: str) -> bytes:
        data: bytes = self._fs.cat_file(f"{self._root}/{name}")
        return data

    def write(self, name: str, data: bytes | memoryview) -> None:
        path = f"{self._root}/{name}"
        if self._at_once:
            self._fs.pipe_file(path, bytes(data))
            return
        temporary = f"{self._root}/.{name}.{uuid.uuid4().hex[:8]}{_TEMPORARY}"
        self._fs.pipe_file(temporary, bytes(data))
        self._fs.mv(temporary, path)

    def remove(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._fs.rm_file(f"{self._root}/{name}")

    def sweep(self) -> None:
        for path in self._fs.glob(f"{self._root}/.*{_TEMPORARY}"):
            with contextlib.suppress(FileNotFoundError):
                self._fs.rm_file(path)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        yield


def _busy(at: Folder) -> ArchiveError:
    return ArchiveError(f"{at}: another job is writing to this folder: wait for it or stop it")


def _same_file(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def folder(out: str | Path) -> Folder:
    """The folder of a path, or of an address such as s3://bucket/tagged."""
    return _Remote(out) if isinstance(out, str) and "://" in out else Folder(out)
