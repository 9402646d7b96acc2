"""The pause of the search for reference cycles ends when it should."""

from __future__ import annotations

import gc
import weakref

import pytest

from ruanalyze import no_gc
from ruanalyze.no_gc import paused_gc


class Cycle:
    def __init__(self) -> None:
        self.me = self


def test_it_ends_with_the_last_one_inside() -> None:
    with paused_gc():
        with paused_gc():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_ends_with_an_error() -> None:
    with pytest.raises(ValueError, match="broken"), paused_gc():
        raise ValueError("broken")
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused_gc():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(("seconds", "freed"), [(9.0, False), (11.0, True)])
def test_a_service_that_is_never_idle_frees_cycles(
    monkeypatch: pytest.MonkeyPatch, seconds: float, freed: bool
) -> None:
    now = [100.0]
    monkeypatch.setattr(no_gc.time, "monotonic", lambda: now[0])
    with paused_gc():
        cycle = Cycle()
        gone = weakref.ref(cycle)
        del cycle
        now[0] += seconds
        with paused_gc():  # another thread's answer
            pass
        assert (gone() is None) == freed
