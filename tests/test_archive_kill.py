"""Jobs that are killed, and pages that kill: nothing is lost, nothing comes twice."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import ruanalyze as ra
from ruanalyze.archive import job, tag_archive
from ruanalyze.archive.workers import pool
from tests.archive_stub import Stub, rows, run, table, write_pages

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "Analyzer", Stub)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), str(ROOT)]))


def start(source: Path, out: Path, **options: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.archive_stub", str(source), str(out), json.dumps(options)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)


def shards(out: Path) -> int:
    return len(list(out.glob("part-*.parquet")))


@pytest.mark.slow
def test_twenty_kills_at_random_moments_do_not_show(tmp_path: Path) -> None:
    """Every seventh time with two workers; each is killed a random while after its first shard."""
    fork = multiprocessing.get_context("forkserver")
    fork.set_forkserver_preload(["tests.archive_stub"])
    texts = [f"page {i} " * (i % 50) for i in range(15_000)]
    source, out, luck = write_pages(tmp_path / "a.jsonl", texts), tmp_path / "out", random.Random(7)
    tag_archive(source, tmp_path / "whole", shard_rows=50)
    seen = []
    for kill in range(20):
        before = shards(out)
        options = {"shard_rows": 50, "workers": None if kill % 7 else 2}
        process = fork.Process(target=run, args=(source, out), kwargs=options)
        process.start()
        until = time.monotonic() + 60
        while shards(out) <= before and process.is_alive() and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(luck.random() * 0.05)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        process.close()
        seen.append(shards(out))
    assert seen == sorted(seen)
    assert 20 <= seen[-1] < 300
    assert tag_archive(source, out, shard_rows=50, workers=2) == tag_archive(source, tmp_path / "whole", shard_rows=50)
    assert table(out).equals(table(tmp_path / "whole"))
    assert not list(out.glob(".*"))
    assert sorted(p.name for p in out.iterdir()) == sorted(p.name for p in (tmp_path / "whole").iterdir())


def test_the_workers_of_a_killed_job_end(tmp_path: Path) -> None:
    source, out = write_pages(tmp_path / "a.jsonl", ["SLEEP 0.05"] * 1000), tmp_path / "out"
    with start(source, out, shard_rows=5, workers=2) as process:
        while shards(out) < 2:
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.communicate()
    assert _ends(process.pid)


@pytest.mark.parametrize("workers", [None, 2])
def test_ctrl_c_stops_at_once_and_leaves_what_is_done(tmp_path: Path, workers: int | None) -> None:
    source, out = write_pages(tmp_path / "a.jsonl", ["SLEEP 0.005"] * 1000), tmp_path / "out"
    with start(source, out, shard_rows=10, workers=workers) as process:
        while shards(out) < 3:
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        began = time.monotonic()
        told = process.communicate(timeout=20)[1].decode()
        assert time.monotonic() - began < 5
    assert told.count("KeyboardInterrupt") == 1  # the workers say nothing
    assert _ends(process.pid)
    kept = json.loads((out / "_manifest.json").read_text(encoding="utf8"))
    assert 2 <= len(kept["shards"]) <= shards(out)
    assert tag_archive(source, out, shard_rows=10, limit=len(kept["shards"]) * 10 + 20).rows >= 40
    assert not list(out.glob(".part*"))


def _ends(leader: int) -> bool:
    until = time.monotonic() + 10
    while (alive := _group(leader)) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive


def _group(leader: int) -> list[int]:
    """The processes of a group that are not yet dead."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_worker_that_is_killed_is_replaced_and_its_shard_made_again(tmp_path: Path, method: Any) -> None:
    texts = [f"page {i}" for i in range(60)]
    texts[25] = f"DIE ONCE {tmp_path / 'died'}"
    source = write_pages(tmp_path / "a.jsonl", texts)
    done = tag_archive(source, tmp_path / "out", workers=2, shard_rows=10, start_method=method)
    assert (tmp_path / "died").exists()
    assert done == (60, 0, 6, {})
    assert [r["text"] for r in rows(tmp_path / "out")] == texts


@pytest.mark.slow
def test_a_page_that_kills_its_worker_twice_becomes_an_error_row(tmp_path: Path) -> None:
    texts = [f"page {i}" for i in range(120)]
    texts[33] = "DIE"
    source = write_pages(tmp_path / "a.jsonl", texts)
    done = tag_archive(source, tmp_path / "out", workers=2, shard_rows=40, start_method="forkserver")
    assert done == (120, 1, 3, {})
    found = rows(tmp_path / "out")
    assert "killed its process twice" in found[33]["error"]
    assert found[33]["id"] == "n33"
    assert [r["text"] for r in found] == [None if t == "DIE" else t for t in texts]


def test_a_worker_that_cant_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_pages(tmp_path / "a.jsonl", ["page"])
    monkeypatch.setattr(job, "Analyzer", _broken)
    with pytest.raises(ra.OptionError, match="no such model"):
        tag_archive(source, tmp_path / "out", workers=1)
    monkeypatch.setattr(job, "Analyzer", _dying)
    with pytest.raises(ra.ArchiveError, match="dies while it starts"):
        tag_archive(source, tmp_path / "out", workers=1)


def _broken(options: ra.Options) -> Any:
    raise ra.OptionError("no such model")


def _dying(options: ra.Options) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_pool_gives_rows_in_order() -> None:
    sources = [ra.Source(f"В Пензе открыли школу номер {i}.") for i in range(7)]
    with pool(2, ra.Options(steps=())) as run:
        found = list(run([sources[:3], sources[3:4], [], sources[4:]]))
    assert [len(piece) for piece in found] == [3, 1, 0, 3]
    assert [r["text"] for piece in found for r in piece] == [s.text for s in sources]
