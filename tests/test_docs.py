"""The pages say what is kept elsewhere; their code blocks are run by conftest.py at the root."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import ruanalyze as ra

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")]


def test_pages_show_the_kept_figures() -> None:
    run = subprocess.run([sys.executable, "benchmarks/figures.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_public_name_stands_in_the_reference() -> None:
    reference = "".join((ROOT / "docs" / name).read_text(encoding="utf8") for name in ("api.md", "result.md"))
    errors = {
        name for name in ra.__all__ if isinstance(value := getattr(ra, name), type) and issubclass(value, Exception)
    }
    named = set(re.findall(r"\w+", reference))
    assert set(ra.__all__) - errors - {"__version__", "SCHEMA"} <= named


def test_every_block_of_code_says_its_language() -> None:
    for page in PAGES:
        fences = re.findall(r"^```(\S*)", page.read_text(encoding="utf8"), re.M)
        assert all(fences[::2]), page


def test_every_skipped_block_says_why() -> None:
    for page in PAGES:
        for skip in re.findall(r"<!---? *skip:(.*?)-->", page.read_text(encoding="utf8")):
            assert re.fullmatch(r' next ".+" ', skip), f"{page}: {skip}"


def test_links_between_pages_hold() -> None:
    for page in (*PAGES, *ROOT.glob("*.md")):
        for target in re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", page.read_text(encoding="utf8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_files_that_pages_and_code_name_are_there() -> None:
    named = re.compile(
        r"\b(?:src|training|benchmarks|tests|docs|data|notebooks)/[\w./-]*\w\.(?:py|md|sh|tsv|csv|jsonl?|ipynb)(?:\.gz)?(?![\w.]*\w)"
    )
    texts = [*PAGES, *ROOT.glob("*.md"), *(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.md")]
    gone = {
        f"{text.relative_to(ROOT)}: {path}"
        for text in texts
        if text.name != "CHANGELOG.md"  # which speaks of the past
        for path in named.findall(text.read_text(encoding="utf8"))
        if not (ROOT / path).exists()
    }
    assert gone == set()
