"""docs/archives.md: the examples that read an archive back run as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ruanalyze.archive import tag_archive

ROOT = Path(__file__).parent.parent
SECTION = (ROOT / "docs" / "archives.md").read_text(encoding="utf8").split("## Reading it back")[1].split("\n## ")[0]
EXAMPLES = re.findall(r"```python\n(import (\S+).*?)```", SECTION, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    tag_archive(ROOT / "data" / "archive.jsonl.gz", folder / "tagged", limit=60, shard_rows=20)
    return folder


def test_every_reader_has_an_example() -> None:
    assert [package for _, package in EXAMPLES] == ["pandas", "duckdb", "polars", "ruanalyze"]


@pytest.mark.parametrize(("code", "package"), EXAMPLES, ids=[package for _, package in EXAMPLES])
def test_an_example_runs(code: str, package: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip(package, reason=f"{package} is not installed")
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(compile(code, "docs/archives.md", "exec"), names)
    top = names["top"]
    assert 1 <= len(top) <= 20
    if package == "duckdb":
        assert (names["twice"], names["failed"]) == ([], [])
        assert top[0][2] >= top[-1][2] >= 1
    if package == "ruanalyze":
        assert (folder / "report.html").stat().st_size > 1000
