"""The progress of a long job: a bar on a terminal and in a notebook, lines in a log; and whom `tag` shows it."""

from __future__ import annotations

import contextlib
import io
import re
import sys
import types
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import ruanalyze as ra
import ruanalyze.pandas
from ruanalyze.views import progress
from ruanalyze.views.progress import Bar, JobBar, line, summary

SCHOOL = "В Пензе открыли новую школу на 800 мест."


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_terminal_has_one_line_that_goes_away(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = Terminal()
    with Bar(stream=stream) as bar:
        for done in (0, 50, 100):
            bar.update(done, 200)
            clock[0] += 10
    shown = stream.getvalue().split("\r\x1b[K")
    assert shown == ["", *(line(d, 200, s)[:39] for d, s in ((0, 0.0), (50, 10.0), (100, 20.0))), ""]
    assert "\n" not in stream.getvalue()


def test_a_terminal_is_drawn_ten_times_a_second_at_most(clock: list[float]) -> None:
    stream = Terminal()
    with Bar(stream=stream) as bar:
        for done in range(100):
            bar.update(done, 100)
            clock[0] += 0.01
    assert stream.getvalue().count("pages") == 10


def test_a_log_has_a_line_a_minute(clock: list[float]) -> None:
    stream = io.StringIO()
    with Bar(stream=stream) as bar:
        bar.update(1000, 4600)
        for done in range(1100, 4600, 100):
            clock[0] += 10
            bar.update(done, 4600)
    assert stream.getvalue().splitlines() == [line(1000 + 600 * i, 4600, 60.0 * i, 1000) for i in range(1, 6)]
    assert stream.getvalue().splitlines()[0] == "[######--------------] 1,600/4,600 pages, 10/s, 5:00 left"


def test_quiet_is_quiet(clock: list[float]) -> None:
    for stream in (io.StringIO(), Terminal()):
        with Bar(enabled=False, stream=stream) as bar:
            bar.update(0, 10)
            clock[0] += 100
            bar.update(5, 10)
        assert stream.getvalue() == ""


def test_what_an_earlier_run_did_counts_for_no_rate() -> None:
    assert line(150, None, 10.0, before=100) == "150 pages, 5/s"
    assert line(100, 200, 0.0, before=100) == "[##########----------] 100/200 pages, 0/s, ? left"


class Kernel:
    """A stand-in for IPython in a kernel that keeps each state of its one output."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, kernel: object = True) -> None:
        self.outputs: list[list[dict[str, str]]] = []
        ipython, display = types.ModuleType("IPython"), types.ModuleType("IPython.display")
        ipython.get_ipython = lambda: types.SimpleNamespace(kernel=kernel)  # type: ignore[attr-defined]
        display.display = self._display  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "IPython", ipython)
        monkeypatch.setitem(sys.modules, "IPython.display", display)

    def _display(self, data: dict[str, str], *, raw: bool, display_id: bool) -> Any:
        assert raw
        assert display_id
        states = [data]
        self.outputs.append(states)
        return types.SimpleNamespace(update=lambda data, raw: states.append(data))


def tagged(bar: JobBar, clock: list[float], rows: int = 6400, seconds: float = 1 / 128) -> None:
    with bar:
        for i in range(rows):
            clock[0] += seconds
            bar.row("NoTextError: none" if i % 3200 == 99 else None)


def test_a_notebook_has_one_output_that_ends_with_count_rate_and_errors(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = Kernel(monkeypatch)
    stream = io.StringIO()
    tagged(JobBar(None, 6400, stream=stream), clock)
    (states,) = kernel.outputs
    assert len(states) == 102  # a batch takes half a second
    bars = [s["text/html"] for s in states]
    assert ' max="6400" value="0"' in bars[0]
    assert ' max="6400" value="3200"' in "".join(bars)
    assert "<progress" not in bars[-1]
    assert states[-1]["text/plain"] == "6,400 pages in 50.0 s, 128/s, 2 with an error" == summary(6400, 6400, 50.0, 2)
    assert states[-1]["text/plain"] in bars[-1]
    assert "color:#" not in bars[0].replace("accent-color:#", "")  # the theme's own
    assert stream.getvalue() == ""


def test_a_terminal_keeps_the_last_line(clock: list[float]) -> None:
    stream = Terminal()
    tagged(JobBar(None, 6400, stream=stream), clock)
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().endswith("\r\x1b[K6,400 pages in 50.0 s, 128/s, 2 with an error\n")
    assert "] 3,200/6,400 pages, 128/s, 0:25 left" in stream.getvalue()


def test_a_job_that_was_stopped_says_so(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(monkeypatch)
    with contextlib.suppress(KeyboardInterrupt), JobBar(None, 100) as bar:
        for _ in range(30):
            clock[0] += 1
            bar.row(None)
        raise KeyboardInterrupt
    assert kernel.outputs[0][-1]["text/plain"] == "stopped after 30 of 100 pages in 30.0 s, 1/s, no errors"


def test_what_takes_no_time_shows_nothing_unless_asked(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(monkeypatch)
    tagged(JobBar(None, 2), clock, 2, seconds=0.125)
    assert kernel.outputs == []
    tagged(JobBar(None, 2), clock, 2, seconds=1.0)
    tagged(JobBar(True, 2), clock, 2, seconds=0.125)
    assert [o[-1]["text/plain"] for o in kernel.outputs] == [
        "2 pages in 2.0 s, 1/s, no errors",
        "2 pages in 0.2 s, 8/s, no errors",
    ]


@pytest.mark.parametrize("where", ["notebook", "terminal", "log"])
def test_false_is_silent(where: str, clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(monkeypatch, kernel=where == "notebook" or None)
    stream = Terminal() if where == "terminal" else io.StringIO()
    tagged(JobBar(False, 6400, stream=stream), clock, seconds=10.0)
    assert kernel.outputs == []
    assert stream.getvalue() == ""


def test_nobody_looks_at_a_pipe(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """IPython that is imported without a kernel is no notebook; True gives a log its lines."""
    kernel = Kernel(monkeypatch, kernel=None)
    stream = io.StringIO()
    tagged(JobBar(None, 6400, stream=stream), clock, seconds=10.0)
    assert stream.getvalue() == ""
    tagged(JobBar(True, 6400, stream=stream), clock)
    assert stream.getvalue() == "6,400 pages in 50.0 s, 128/s, 2 with an error\n"
    assert kernel.outputs == []


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table])
def test_tag_shows_it_for_frames_of_each_kind(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(monkeypatch)
    ra.tag(kind({"text": [SCHOOL, ""]}), progress=True)
    assert kernel.outputs[0][-1]["text/plain"].startswith("2 pages in ")
    assert kernel.outputs[0][-1]["text/plain"].endswith("/s, 1 with an error")


def test_the_accessor_shows_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(monkeypatch)
    pd.DataFrame({"text": [SCHOOL]}).ru.tag(progress=True)
    assert kernel.outputs[0][-1]["text/plain"].startswith("1 page in ")


def test_tag_archive_shows_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(monkeypatch)
    source = tmp_path / "pages.csv"
    pd.DataFrame({"id": range(5), "text": [SCHOOL, "", SCHOOL, SCHOOL, SCHOOL]}).to_csv(source, index=False)
    ra.tag_archive(source, tmp_path / "out", shard_rows=2, limit=3, progress=True)
    ra.tag_archive(source, tmp_path / "out", shard_rows=2, progress=True)
    ra.tag_archive(source, tmp_path / "out", shard_rows=2, progress=True)  # all is done
    first, more = (states[-1]["text/plain"] for states in kernel.outputs)
    assert re.fullmatch(r"3 pages in [\d.]+ s, \d+/s, 1 with an error", first)
    assert re.fullmatch(r"[23] more pages, 5 in all, in [\d.]+ s, \d+/s, 1 with an error", more)


def test_tag_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    frame = pd.DataFrame({"text": [SCHOOL] * 130})
    ra.tag(frame, progress=False)
    assert stream.getvalue() == ""
    ra.tag(frame)
    assert re.search(r"\] 0/130 pages, .*130 pages in [\d.]+ s, \d+/s, no errors\n$", stream.getvalue(), re.DOTALL)


def test_an_executed_notebook_keeps_one_line() -> None:
    with warnings.catch_warnings():  # the Jupyter packages' own
        warnings.simplefilter("ignore")
        from nbclient import NotebookClient
        from nbformat.v4 import new_code_cell, new_notebook

        cell = f"import pandas as pd, ruanalyze as ra\ntable = ra.tag(pd.DataFrame({{'text': [{SCHOOL!r}, ''] * 80}}))"
        notebook = NotebookClient(new_notebook(cells=[new_code_cell(cell)]), timeout=120).execute()
    (output,) = notebook.cells[0].outputs
    assert output.output_type == "display_data"
    assert re.fullmatch(r"160 pages in [\d.]+ s, \d+/s, 80 with an error", output.data["text/plain"])
    assert "<progress" not in output.data["text/html"]


def test_a_service_without_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert len(ra.tag(pd.DataFrame({"text": [SCHOOL]}))) == 1
    assert len(ra.tag(pd.DataFrame({"text": [SCHOOL]}), progress=True)) == 1
