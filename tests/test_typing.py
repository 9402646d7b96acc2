"""Types: tests/typing/public.py and the whole of src, by pyright; mypy runs in `make lint`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_pyright_finds_nothing() -> None:
    if shutil.which("node") is None:
        pytest.skip("pyright needs node")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "--project", str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.stdout.startswith("{"):
        pytest.skip(f"pyright could not be fetched: {run.stderr[-200:]}")
    found = json.loads(run.stdout)["generalDiagnostics"]
    assert [f"{d['file']}:{d['range']['start']['line'] + 1} {d['message']}" for d in found] == []
