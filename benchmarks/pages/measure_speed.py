"""How long the page step takes for a text page, at first sight and when its site's lines are known."""

from __future__ import annotations

import statistics
import time

from sheets import sheets

from ruanalyze.page import find as page

__all__ = ["measure_speed"]

SIZE = 3000
RUNS = 9


def measure_speed(per: int, seed: int) -> None:
    """Print milliseconds a page of about SIZE characters, of `per` pages a layout; one thread."""
    pages = [s.text for _, s in sheets(per * 3, seed) if abs(len(s.text) - SIZE) <= SIZE / 10]
    characters = sum(map(len, pages)) / len(pages)
    lines = statistics.mean(sum(bool(line.strip()) for line in text.split("\n")) for text in pages)
    page.find(pages[0])  # reads the model
    first, *again = [_milliseconds(pages) for _ in range(RUNS)]
    print(f"{len(pages)} pages of {characters:.0f} characters in {lines:.0f} lines")
    print(f"at first sight {first:.3f} ms a page, again {statistics.median(again):.3f}")


def _milliseconds(pages: list[str]) -> float:
    start = time.perf_counter()
    for text in pages:
        page.find(text)
    return (time.perf_counter() - start) * 1000 / len(pages)
