"""Where the output goes: whole files or none, on a disk and behind fsspec."""

from __future__ import annotations

import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import ruanalyze as ra
from ruanalyze.archive.folder import Folder, folder

if TYPE_CHECKING:
    from collections.abc import Iterator

fsspec = pytest.importorskip("fsspec")


@pytest.fixture(params=["disk", "memory", "object store"])
def out(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    if request.param == "disk":
        yield folder(tmp_path / "out")
        return
    made = folder(f"memory://{uuid.uuid4().hex}/out")
    monkeypatch.setattr(made, "_at_once", request.param == "object store")
    yield made


def test_files_come_and_go(out: Folder) -> None:
    assert out.names() == {}
    out.make()
    out.make()
    out.write("a.parquet", b"one")
    out.write("a.parquet", memoryview(b"other"))
    assert out.names() == {"a.parquet": 5}
    assert out.read("a.parquet") == b"other"
    out.remove("a.parquet")
    out.remove("a.parquet")
    assert out.names() == {}


def test_what_a_killed_job_left_is_swept(out: Folder) -> None:
    out.make()
    out.write("a.parquet", b"one")
    if out.local is not None:
        (out.local / ".b.parquet.1234.tmp").write_bytes(b"half")
    else:
        fs, root = fsspec.core.url_to_fs(str(out))
        fs.pipe_file(f"{root}/.b.parquet.1234.tmp", b"half")
    assert out.names() == {"a.parquet": 3}
    out.sweep()
    files = (
        [p.name for p in out.local.iterdir()]
        if out.local
        else [p.rpartition("/")[2] for p in fs.ls(root, detail=False)]
    )
    assert files == ["a.parquet"]


def test_a_folder_is_found_by_its_address(out: Folder) -> None:
    out.make()
    out.write("a", b"1")
    assert folder(out.address).read("a") == b"1"
    with out.locked():
        assert folder(out.address).names() == {"a": 1}


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = folder(tmp_path)
    out.write("a", b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        out.write("a", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert out.read("a") == b"old"


def test_a_second_job_is_kept_out(tmp_path: Path) -> None:
    first, second = folder(tmp_path), folder(tmp_path)
    with first.locked(), pytest.raises(ra.ArchiveError, match="another job is writing"), second.locked():
        pass
    with second.locked():
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_without_locks_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def none(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", none)
    with folder(tmp_path).locked():
        assert (tmp_path / ".lock").exists()


def test_an_address_that_nothing_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ra.ArchiveError, match="nowhere://bucket/x"):
        folder("nowhere://bucket/x")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(ra.ArchiveError, match="pip install fsspec"):
        folder("memory://x")
