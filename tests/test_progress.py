"""The progress of a long job: a bar on a terminal, lines in a log."""

from __future__ import annotations

import io

import pytest

from ruanalyze import progress
from ruanalyze.progress import Bar, line


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
