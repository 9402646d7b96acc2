"""Dask and Spark: the same shard function, the same rows."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import ruanalyze as ra
from ruanalyze.archive import job, tag_archive
from ruanalyze.archive.folder import Folder
from ruanalyze.archive.frames import Plan
from tests.archive_stub import Stub, table, write_pages

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def path_of_new_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), str(ROOT)]))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture
def client(tmp_path: Path) -> Any:
    """A cluster of two worker processes."""
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    import dask

    settings = {
        "temporary-directory": str(tmp_path / "dask"),
        "distributed.scheduler.allowed-failures": 1,
        "distributed.worker.memory.terminate": False,
        "distributed.diagnostics.nvml": False,
        "distributed.admin.log-format": "",
    }
    with (
        dask.config.set(settings),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster,
        distributed.Client(cluster) as made,
    ):
        yield made


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_dask_worker_that_is_killed_does_not_show_and_a_page_that_kills_becomes_an_error_row(
    tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "Analyzer", Stub)
    source = write_pages(tmp_path / "a.jsonl", [f"SLEEP 0.01{i % 10}" for i in range(400)])
    killed: list[int] = []

    def kill(done: int, total: int | None) -> None:
        if done >= 60 and not killed:
            pids = client.run(os.getpid)
            killed.append(next(iter(pids.values())))
            os.kill(killed[0], signal.SIGKILL)

    done = tag_archive(source, tmp_path / "out", engine="dask", scheduler=client, shard_rows=20, progress=kill)
    assert killed
    assert done == (400, 0, 20, {})
    tag_archive(source, tmp_path / "whole", shard_rows=20)
    assert table(tmp_path / "out").equals(table(tmp_path / "whole"))

    bad = write_pages(tmp_path / "b.jsonl", ["DIE" if i == 5 else f"page {i}" for i in range(8)])
    address = client.scheduler_info()["address"]
    done = tag_archive(bad, tmp_path / "bad", engine="dask", scheduler=address, shard_rows=8)
    assert done == (8, 1, 1, {})
    assert "killed its process twice" in table(tmp_path / "bad").column("error")[5].as_py()


def test_no_scheduler_is_told(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    source = write_pages(tmp_path / "a.jsonl", ["page"])
    with pytest.raises(ra.ArchiveError, match=r"no Dask scheduler at nonsense://x"):
        tag_archive(source, tmp_path / "out", engine="dask", scheduler="nonsense://x")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_cluster_on_another_disk_and_a_scheduler_that_goes_away_are_told(
    tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed.comm import CommClosedError

    from ruanalyze.archive import dask as of_dask

    monkeypatch.setattr(job, "Analyzer", Stub)
    source = write_pages(tmp_path / "a.jsonl", [f"page {i}" for i in range(60)])
    monkeypatch.setattr(of_dask, "_SECONDS", 1)
    monkeypatch.setattr(Folder, "names", lambda self: {})
    with pytest.raises(ra.ArchiveError, match="parquet, but it is not here: give a folder that all of them share"):
        tag_archive(source, tmp_path / "out", engine="dask", scheduler=client, shard_rows=20)
    monkeypatch.undo()
    monkeypatch.setattr(job, "Analyzer", Stub)

    def gone(*_: object) -> Any:
        raise CommClosedError("in <TCP>")

    with pytest.raises(ra.ArchiveError, match="the Dask scheduler is gone; what is done is kept"):
        tag_archive(source, tmp_path / "left", engine="dask", scheduler=client, shard_rows=20, progress=gone)
    assert tag_archive(source, tmp_path / "left", shard_rows=20).rows == 60


def test_a_cluster_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    from ruanalyze.archive import dask as of_dask

    monkeypatch.setattr(of_dask, "_PATIENCE", 1)
    source = write_pages(tmp_path / "a.jsonl", ["page"])
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=None, silence_logs=50) as cluster,
        distributed.Client(cluster) as client,
        pytest.raises(ra.ArchiveError, match="the Dask cluster has no workers: start some"),
    ):
        tag_archive(source, tmp_path / "out", engine="dask", scheduler=client)


def test_large_shards_go_to_a_cluster_without_a_warning() -> None:
    config = pytest.importorskip("dask.config", reason="the extra dask is not installed")
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    from ruanalyze.archive.dask import cluster

    before = config.get("distributed.admin.large-graph-warning-threshold")
    with cluster(distributed.Client.__new__(distributed.Client)):
        assert config.get("distributed.admin.large-graph-warning-threshold") == "64MiB"
    assert config.get("distributed.admin.large-graph-warning-threshold") == before


FRAME = pd.DataFrame(
    {
        "id": ["a", "b", "c"],
        "body": ["В Пензе 3 марта открыли новую школу на 800 мест.", None, ""],
        "date": ["2021-03-04", None, None],
    },
    index=[7, 8, 9],
)


def test_a_dask_frame_has_the_schema_it_announces() -> None:
    dd = pytest.importorskip("dask.dataframe", reason="the extra dask is not installed")
    from ruanalyze.archive.dask import tag

    tagged = tag(dd.from_pandas(FRAME, npartitions=2), text="body")
    found = tagged.compute(scheduler="synchronous")
    assert (tagged.dtypes == found.dtypes).all()
    assert list(found.index) == [7, 8, 9]
    assert list(found["id"]) == ["a", "b", "c"]
    assert found["places"].iloc[0][0]["name"] == "Пенза"
    assert str(found["published"].iloc[0]) == "2021-03-04 00:00:00"
    assert list(found["error"].notna()) == [False, True, True]
    assert pa.Table.from_pandas(found, preserve_index=False).schema.equals(ra.SCHEMA, check_metadata=False)
    with pytest.raises(ra.SchemaError, match=r"no column 'text' in the frame; it has id, body, date: pass text="):
        tag(dd.from_pandas(FRAME, npartitions=1))


def test_dask_and_spark_take_the_same_columns_and_options() -> None:
    plan = Plan.of(["id", "body", "date", "link"], text="body", url="link", extra=("lemmas",))
    assert plan.wanted == ["id", "link", "date", "body"]
    assert (plan.schema.names, plan.options) == ([*ra.SCHEMA.names, "lemmas"], ra.Options())
    assert Plan.of(["text", "date", "id"], published=None, id=None).wanted == ["text"]
    with pytest.raises(ra.SchemaError, match="no column 'link' in the frame; it has text: pass url="):
        Plan.of(["text"], url="link")
    with pytest.raises(ra.SchemaError, match="no optional column 'lemma'"):
        Plan.of(["text"], extra=("lemma",))


def _java() -> str | None:
    """Why Spark can't run here; None when it can."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "the extra spark is not installed"
    java = shutil.which("java")
    if java is None:
        return "Spark needs Java 17"
    version = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    return None if any(f'"{n}' in version for n in (17, 21)) else f"Spark needs Java 17, not {version[:30]}"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(_java() is not None, reason=_java() or "")
def test_spark(tmp_path: Path) -> None:
    import sys

    from pyspark.sql import SparkSession

    from ruanalyze import spark as of_spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
        .getOrCreate()
    )
    try:
        rows = [tuple(None if v != v else v for v in row) for row in FRAME.itertuples(index=False)]
        frame = session.createDataFrame(rows * 20, "id string, body string, date string").repartition(2)
        tagged = of_spark.tag(frame, text="body")
        tagged.write.parquet(str(tmp_path / "out"))
        found = session.read.parquet(str(tmp_path / "out")).collect()
        assert sorted(r["id"] for r in found) == sorted(["a", "b", "c"] * 20)
        first = next(r for r in found if r["id"] == "a")
        assert first["places"][0]["name"] == "Пенза"
        assert str(first["published"]) == "2021-03-04 00:00:00"
        assert sum(r["error"] is not None for r in found) == 40
        assert tagged.schema.names == ra.SCHEMA.names
    finally:
        session.stop()
        time.sleep(0.1)
