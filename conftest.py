"""Every code block of the README files and of docs/ is executed: Python blocks in Python, console blocks in a shell.

A page's blocks run from top to bottom in one namespace, in an empty folder that holds `data/`. A block that can't run
is preceded by `<!--- skip: next "why" -->`.
"""

from __future__ import annotations

import contextlib
import doctest
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sybil import Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser, SkipParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sybil import Example

ROOT = Path(__file__).parent
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
# tests/fuzz needs atheris; tests/typing is for type checkers, which read what would raise
collect_ignore = ["docs/conf.py", "docs/images", "tests/fuzz/fuzz.py", "tests/typing"]


class ConsoleParser(CodeBlockParser):
    """```console: after "$ " a command, on the next lines what it prints, where that is told; "..." is anything."""

    language = "console"

    def evaluate(self, example: Example) -> str | None:
        """The difference between what was printed and what the page says."""
        for command, wanted in _commands(str(example.parsed)):
            run = subprocess.run(
                command, shell=True, capture_output=True, text=True, env=example.namespace["environment"], check=False
            )
            if run.returncode not in (0, 1):  # 1: some sources failed, which may be the point
                return f"{command}: exit code {run.returncode}\n{run.stderr}"
            if wanted and not doctest.OutputChecker().check_output(wanted, run.stdout, FLAGS):
                return f"{command} printed\n{run.stdout}\nand not\n{wanted}"
        return None


def _commands(block: str) -> Iterator[tuple[str, str]]:
    for part in block.removeprefix("$ ").split("\n$ "):
        command, _, wanted = part.partition("\n")
        while command.endswith("\\"):
            more, _, wanted = wanted.partition("\n")
            command = command[:-1] + more
        yield command.partition("  # ")[0], wanted


def _enter(namespace: dict[str, Any]) -> None:
    stack = contextlib.ExitStack()
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    (Path(folder) / "data").symlink_to(ROOT / "data")
    stack.enter_context(contextlib.chdir(folder))
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    namespace |= {"leave": stack.close, "environment": os.environ | {"PATH": path, "COLUMNS": "100"}}


def _leave(namespace: dict[str, Any]) -> None:
    namespace["leave"]()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=FLAGS), ConsoleParser(), SkipParser()],
    patterns=["README*.md", "docs/*.md"],
    path=str(ROOT),
    setup=_enter,
    teardown=_leave,
).pytest()
