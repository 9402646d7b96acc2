"""Makes the pictures of the README: a Doc and a report as headless Chromium shows them, and a plot.

    python docs/images/make.py

Needs Chromium and the extra `plots`; writes doc.png, report.png and plot.png beside itself.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pandas as pd
from PIL import Image

import ruanalyze as ra
from ruanalyze import plots

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "data"


def shot(page: Path, picture: Path, size: str) -> None:
    """Photograph a file."""
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars"
    flags += " --disable-background-networking"
    with tempfile.TemporaryDirectory() as profile:
        command = ["chromium", *flags.split(), f"--user-data-dir={profile}", f"--window-size={size}"]
        subprocess.run([*command, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True)


def main() -> None:
    """All three pictures."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "doc.html"
        text = (DATA / "pages" / "saratov-training.txt").read_text(encoding="utf8")
        page.write_text(ra.analyze(text).to_html(), encoding="utf8")
        shot(page, HERE / "doc.png", "860,1500")
        table = ra.tag(pd.read_json(DATA / "archive.jsonl.gz", lines=True), published="published")
        shot(ra.report(table, Path(folder) / "report.html"), HERE / "report.png", "1180,1300")
        plots.places(table).figure.savefig(HERE / "plot.png", dpi=80)
    for picture in HERE.glob("*.png"):  # 128 colours are enough, and a third of the size
        Image.open(picture).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    main()
