"""tag_archive: one row a source, whatever the source is; a job goes on where it was."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import ruanalyze as ra
from ruanalyze.archive import job, tag_archive
from ruanalyze.archive.folder import folder
from tests.archive_stub import Stub, rows, table, write_pages

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "Analyzer", Stub)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages.jsonl", [f"page {i}" for i in range(100)])


def manifest(out: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((out / "_manifest.json").read_text(encoding="utf8"))
    return made


def test_one_row_a_source_in_order_by_the_schema(pages: Path, tmp_path: Path) -> None:
    done = tag_archive(pages, tmp_path / "out", shard_rows=30)
    assert done == (100, 0, 4, {})
    assert [r["id"] for r in rows(tmp_path / "out")] == [f"n{i}" for i in range(100)]
    assert table(tmp_path / "out").schema.equals(ra.SCHEMA)


def test_a_folder_reads_back_with_pandas_and_pyarrow_though_the_manifest_lies_in_it(
    pages: Path, tmp_path: Path
) -> None:
    tag_archive(pages, tmp_path / "out", shard_rows=30)
    assert len(pd.read_parquet(tmp_path / "out")) == 100
    assert ds.dataset(tmp_path / "out", format="parquet").count_rows() == 100


def test_the_manifest_holds_counts_checksums_and_versions(pages: Path, tmp_path: Path) -> None:
    import hashlib

    out = tmp_path / "out"
    tag_archive(pages, out, shard_rows=30)
    kept = manifest(out)
    assert (kept["complete"], kept["rows"], kept["versions"]) == (True, 100, {"stub": "1"})
    assert kept["shards"][3]["rows"] == 10
    for shard in kept["shards"]:
        assert hashlib.sha256((out / shard["file"]).read_bytes()).hexdigest() == shard["sha256"]


@pytest.mark.parametrize("workers", [None, 2])
def test_extra_columns(pages: Path, tmp_path: Path, workers: int | None) -> None:
    tag_archive(pages, tmp_path / "out", extra=("lemmas", "doc"), workers=workers)
    assert rows(tmp_path / "out")[7]["lemmas"] == ["page 7"]


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_workers_give_the_same_rows_with_one_blas_thread_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: Any
) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    pages = write_pages(tmp_path / "b.jsonl", [*(f"page {i}" for i in range(100)), "THREADS"])
    tag_archive(pages, tmp_path / "out", workers=2, shard_rows=10, start_method=method)
    assert [r["text"] for r in rows(tmp_path / "out")] == [*(f"page {i}" for i in range(100)), "1"]
    assert "OMP_NUM_THREADS" not in os.environ


def test_done_is_done(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = tag_archive(pages, out, shard_rows=30)
    times = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
    assert tag_archive(pages, out, shard_rows=30) == first
    assert {p.name: p.stat().st_mtime_ns for p in out.iterdir()} == times


@pytest.mark.parametrize("lost", ["part-000000.parquet", "part-000002.parquet", "part-000003.parquet"])
@pytest.mark.parametrize("how", ["removed", "damaged", "unknown to the manifest"])
def test_what_is_missing_is_made_again(pages: Path, tmp_path: Path, lost: str, how: str) -> None:
    out = tmp_path / "out"
    tag_archive(pages, out, shard_rows=30)
    whole = table(out)
    if how == "removed":
        (out / lost).unlink()
    elif how == "damaged":
        data = bytearray((out / lost).read_bytes())
        data[100] ^= 255
        (out / lost).write_bytes(data)
    else:
        kept = manifest(out)
        kept["shards"] = [s for s in kept["shards"] if s["file"] != lost]
        kept["complete"] = False
        (out / "_manifest.json").write_text(json.dumps(kept), encoding="utf8")
    tag_archive(pages, out, shard_rows=30)
    assert table(out).equals(whole)


def test_a_touched_but_equal_input_goes_on(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    tag_archive(pages, out, shard_rows=30)
    (out / "part-000001.parquet").unlink()
    os.utime(pages, (1, 1))
    tag_archive(pages, out, shard_rows=30)
    assert len(rows(out)) == 100


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"shard_rows": 20}, "--shard-rows was 30, is 20"),
        ({"options": ra.Options(model="natasha")}, "options.model was 'fast', is 'natasha'"),
        ({"text": "body"}, "columns.text was 'text', is 'body'"),
        ({"extra": ("doc",)}, "extra was [], is ['doc']"),
        ({"sample": 0.5}, "sample was 1.0, is 0.5"),
        ({"limit": 50}, "100 rows are done, but the limit is 50"),
    ],
)
def test_another_setting_is_refused_and_explained(
    pages: Path, tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    out = tmp_path / "out"
    tag_archive(pages, out, shard_rows=30)
    with pytest.raises(ra.ArchiveError) as e:
        tag_archive(pages, out, **({"shard_rows": 30} | change))
    assert says in str(e.value)
    assert len(rows(out)) == 100


def test_another_version_of_a_model_is_refused(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    tag_archive(pages, out, shard_rows=30)
    (out / "part-000001.parquet").unlink()
    monkeypatch.setenv("STUB_VERSION", "2")
    with pytest.raises(ra.ArchiveError, match=r"other versions: stub was 1, is 2: give the same settings, a new"):
        tag_archive(pages, out, shard_rows=30)


def test_a_changed_input_is_refused_and_explained(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    tag_archive(pages, out, shard_rows=30)
    text = pages.read_text(encoding="utf8")
    pages.write_text(text + text, encoding="utf8")
    with pytest.raises(ra.ArchiveError, match=r"pages.jsonl had [\d,]+ bytes, has [\d,]+: give .* --overwrite"):
        tag_archive(pages, out, shard_rows=30)
    pages.write_text(text.replace("page 40", "PAGE 40"), encoding="utf8")
    os.utime(pages, (1, 1))
    with pytest.raises(ra.ArchiveError, match=r"has changed since part-000001.parquet was made of it"):
        tag_archive(pages, out, shard_rows=30)


def test_overwrite_starts_anew(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    tag_archive(pages, out, shard_rows=10)
    tag_archive(pages, out, shard_rows=50, overwrite=True)
    assert sorted(p.name for p in out.iterdir()) == ["_manifest.json", "part-000000.parquet", "part-000001.parquet"]


def test_a_folder_of_something_else_is_left_alone(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.docx").touch()
    for overwrite in (False, True):
        with pytest.raises(ra.ArchiveError, match=r"thesis.docx.*give a new folder"):
            tag_archive(pages, out, overwrite=overwrite)


def test_a_limit_may_be_raised(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert tag_archive(pages, out, shard_rows=30, limit=40).rows == 40
    assert tag_archive(pages, out, shard_rows=30, limit=40).rows == 40
    assert tag_archive(pages, out, shard_rows=30).rows == 100
    assert [r["id"] for r in rows(out)] == [f"n{i}" for i in range(100)]


@pytest.mark.parametrize("lost", [[1], [1, 2], [0, 1, 2, 3], [2, 3, 4]])
@pytest.mark.parametrize("touched", [False, True])
def test_shards_that_a_limit_made_short_may_be_lost(
    pages: Path, tmp_path: Path, lost: list[int], touched: bool
) -> None:
    out = tmp_path / "out"
    for limit in (35, 40, 45, None):
        tag_archive(pages, out, shard_rows=30, limit=limit)
    for number in lost:
        (out / f"part-{number:06d}.parquet").unlink()
    if touched:
        os.utime(pages, (1, 1))
    assert tag_archive(pages, out, shard_rows=30).rows == 100
    assert [r["id"] for r in rows(out)] == [f"n{i}" for i in range(100)]


def test_a_sample_is_always_the_same(pages: Path, tmp_path: Path) -> None:
    first = tag_archive(pages, tmp_path / "a", shard_rows=7, sample=0.3)
    tag_archive(pages, tmp_path / "b", shard_rows=30, sample=0.3, workers=2)
    assert 15 < first.rows < 45
    assert [r["id"] for r in rows(tmp_path / "a")] == [r["id"] for r in rows(tmp_path / "b")]
    (tmp_path / "a" / "part-000001.parquet").unlink()
    assert tag_archive(pages, tmp_path / "a", shard_rows=7, sample=0.3) == first


def test_progress_tells_rows_and_an_estimate_of_all(pages: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    tag_archive(pages, tmp_path / "out", shard_rows=30, progress=lambda *told: seen.append(told))
    assert [done for done, _ in seen] == [0, 30, 60, 90, 100]
    assert seen[-1] == (100, 100)


def test_many_files_take_no_longer_each_than_one(tmp_path: Path) -> None:
    """What is done after each shard does not grow with the shards and inputs: no sums over all of them."""
    from ruanalyze.archive.manifest import Manifest
    from ruanalyze.archive.shards import ShardDone

    class Counted(dict[int, ShardDone]):
        def values(self) -> Any:
            raise AssertionError("all shards are gone through for one")

    held = Manifest(folder(tmp_path), "", {}, [])
    held.done = Counted()
    for number in range(3):
        held.add(ShardDone(number, "", 10, 1, (0, 0), (0, 0), "", 0, ""))
    assert (held.rows, held.errors, held.due) == (30, 3, True)


@pytest.mark.parametrize("extra", [(), ("lemmas", "doc")])
def test_rows_become_arrow_as_pyarrow_itself_makes_them(an: ra.Analyzer, doc: ra.Doc, extra: tuple[str, ...]) -> None:
    from ruanalyze.archive.arrow import record_batch
    from ruanalyze.table import row, schema

    failed = next(iter(an.pipe([""], on_error="record")))
    bare = ra.Analyzer(ra.Options(steps=())).analyze(doc.text)
    made = [row(answer, key="1", model="fast", extra=extra) for answer in (doc, failed, bare, doc)]
    for some in (made, made[1:2], []):
        batch = record_batch(some, schema(extra))
        assert batch.equals(pa.RecordBatch.from_pylist(some, schema=schema(extra)))
        batch.validate(full=True)


def test_two_jobs_do_not_write_to_one_folder(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl", reason="this system has no such locks")
    out = tmp_path / "out"
    out.mkdir()
    with folder(out).locked(), pytest.raises(ra.ArchiveError, match="another job is writing"):
        tag_archive(pages, out)
    lock = fcntl.flock

    def late(stream: Any, how: int) -> None:
        """Another job ends, and removes its lock, after this one has opened the same."""
        lock(stream, how)
        (out / ".lock").unlink()

    monkeypatch.setattr(fcntl, "flock", late)
    with pytest.raises(ra.ArchiveError, match="another job is writing"):
        tag_archive(pages, out)


def test_output_inside_of_the_source_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("page", encoding="utf8")
    for _ in range(2):
        assert tag_archive(tmp_path, tmp_path / "out").rows == 1


def test_output_to_an_address(pages: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
    out = "memory://tagged/news"
    tag_archive(pages, out, shard_rows=30)
    files = fsspec.filesystem("memory")
    assert sorted(p.rpartition("/")[2] for p in files.ls("/tagged/news", detail=False)) == [
        "_manifest.json",
        *(f"part-00000{i}.parquet" for i in range(4)),
    ]
    files.rm("/tagged/news/part-000002.parquet")
    assert tag_archive(pages, out, shard_rows=30).rows == 100
    with files.open("/tagged/news/part-000002.parquet") as stream:
        assert pq.read_table(stream).num_rows == 30
    assert tag_archive(pages, out, shard_rows=50, overwrite=True).files == 2


@pytest.mark.parametrize(
    "wrong",
    [{"engine": "ray"}, {"engine": "dask"}, {"scheduler": "x"}, {"workers": 0}, {"limit": 0}, {"sample": 0.0},
     {"sample": 2.0}, {"shard_rows": 0}, {"encoding": "cp1215"}],
)  # fmt: skip
def test_a_wrong_option_names_itself(pages: Path, tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ra.OptionError):
        tag_archive(pages, tmp_path / "out", **wrong)
    assert not (tmp_path / "out").exists()


def test_a_full_disk_stops_the_job_which_goes_on_when_there_is_room(pages: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: the third shard is too large for it."""
    out = tmp_path / "out"
    big = write_pages(tmp_path / "big.jsonl", ["small"] * 20 + [os.urandom(30_000).hex()] * 5 + ["small"] * 20)
    code = (
        "import sys, resource, tests.archive_stub as s; resource.setrlimit(resource.RLIMIT_FSIZE, (20000, -1));"
        "import ruanalyze as ra\n"
        "try: s.run(sys.argv[1], sys.argv[2], shard_rows=10)\n"
        "except ra.ArchiveError as e: sys.exit(str(e))"
    )
    told = subprocess.run([sys.executable, "-c", code, str(big), str(out)], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "make room" in told.stderr
    assert str(out) in told.stderr
    assert sorted(p.name for p in out.iterdir()) == ["_manifest.json", "part-000000.parquet", "part-000001.parquet"]
    assert tag_archive(big, out, shard_rows=10).rows == 45


def on_a_small_disk(script: str, *args: Path) -> str:
    """What a shell script prints that runs in name space of its own, with "$MOUNT" to mount what it likes to."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rm", "true"], check=False, capture_output=True).returncode:
        pytest.skip("file systems can't be mounted here: no user name spaces")
    tag = "import sys, json, tests.archive_stub as s; s.run(sys.argv[1], sys.argv[2], shard_rows=50)"
    told = subprocess.run(
        [unshare, "-rm", "sh", "-c", f"set -e; TAG='{tag}'; PY={sys.executable}; {script}", "sh", *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
    )
    if "mount:" in told.stderr:
        pytest.skip(told.stderr.strip())
    assert told.returncode == 0, told.stderr
    return told.stdout + told.stderr


def test_a_disk_that_is_full_keeps_what_is_done_and_with_more_room_it_goes_on(tmp_path: Path) -> None:
    source = write_pages(tmp_path / "a.jsonl", [os.urandom(500).hex() for _ in range(1000)])
    (tmp_path / "disk").mkdir()
    told = on_a_small_disk(
        'mount -t tmpfs -o size=512k none "$2"; cd "$2"; "$PY" -c "$TAG" "$1" out 2>&1 | tail -1; ls -A out;'
        ' mount -o remount,size=9m none "$2"; "$PY" -c "$TAG" "$1" out; cp -r out "$3"',
        source,
        tmp_path / "disk",
        tmp_path / "copy",
    )
    assert "out: No space left on device: what is done is kept; make room or give leave to write, then start" in told
    kept = told.splitlines()[1:]
    assert 5 <= len(kept) < 20
    assert not [name for name in kept if name.endswith(".tmp")]
    tag_archive(source, tmp_path / "whole", shard_rows=50)
    assert table(tmp_path / "copy").equals(table(tmp_path / "whole"))


def test_a_disk_that_is_read_only_is_told(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    told = on_a_small_disk(
        'mount -t tmpfs -o ro none "$2"; "$PY" -c "$TAG" "$1" "$2/out" 2>&1 | tail -1', pages, tmp_path / "disk"
    )
    assert "Read-only file system: what is done is kept; make room or give leave to write" in told


def test_a_folder_that_cant_be_written_to_is_refused(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ra.ArchiveError, match="give leave to write"):
        tag_archive(pages, tmp_path / "file" / "out")
    if os.geteuid() != 0:  # root may write anywhere
        (tmp_path / "locked").mkdir(mode=0o555)
        with pytest.raises(ra.ArchiveError, match="Permission denied"):
            tag_archive(pages, tmp_path / "locked" / "out")


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf8") as stream:
        stream.write("text\n")
        for _ in range(300):
            stream.write("x" * 100_000 + "\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tag_archive(path, tmp_path / "out", limit=20)
    tag_archive(path, tmp_path / "out")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 400_000
    assert pa.total_allocated_bytes() < 50_000_000
