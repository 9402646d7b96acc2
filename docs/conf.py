"""Sphinx: `make docs` builds the pages with warnings as errors; nothing is fetched."""

from __future__ import annotations

import argparse
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import ruanalyze
from ruanalyze.cli import parser

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parent
RESOURCES = ROOT / "src" / "ruanalyze" / "resources"

project = "ruanalyze"
author = "The ruanalyze authors"
copyright = author  # noqa: A001
release = version = ruanalyze.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_html"]
default_role = "code"
nitpicky = False
html_theme = "furo"
html_title = f"ruanalyze {release}"
html_static_path: list[str] = []
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_type_aliases = {"When": "str | date | datetime | None"}
autodoc_default_options = {"exclude-members": "__init__, __new__"}
python_use_unqualified_type_names = True

# Pages that are kept beside what they describe; a link from one to another goes to its copy here.
COPIES = {
    RESOURCES / "README.md": "models.md",
    RESOURCES / "fast" / "MODEL_CARD.md": "model-fast.md",
    RESOURCES / "accurate" / "MODEL_CARD.md": "model-accurate.md",
    ROOT / "data" / "README.md": "data.md",
    ROOT / "CHANGELOG.md": "changelog.md",
    ROOT / "CONTRIBUTING.md": "contributing.md",
    ROOT / "SECURITY.md": "security.md",
}
_LINK = re.compile(r"\[([^]]+)\]\((?!\w+:|#)([^)#]+)\)")  # "[fast/](fast/MODEL_CARD.md)"
_FIELD = re.compile(r"^(\w+(?:, \w+)*): (?=\S)")  # "published, url: as the caller knows them"
_NEXT_FIELD = re.compile(r"(?<=\.) (?=[a-z]\w*(?:, \w+)*: )")  # "a new folder. limit: so many sources at most"


def copy_pages(_app: object) -> None:
    """The pages of `COPIES` under docs/_copied, their links to each other kept and those to files left as text."""
    folder = HERE / "_copied"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for source, name in COPIES.items():
        if source.exists():
            text = _LINK.sub(lambda m, at=source.parent: _link(at, m[1], m[2]), source.read_text(encoding="utf8"))
            (folder / name).write_text(text, encoding="utf8")
    (folder / "cli.md").write_text("\n".join(command_line()), encoding="utf8")


def command_line() -> Iterator[str]:
    """The page of all `--help` texts."""
    os.environ["COLUMNS"] = "90"
    yield "# The command line\n"
    yield "Each verb is a function's twin. Exit codes: 0 done, 1 some sources failed, 2 wrong usage or input that can't"
    yield "be read at all, 130 stopped.\n"
    yield from _helps(parser(), 2)


def _helps(command: argparse.ArgumentParser, depth: int) -> Iterator[str]:
    """One section a verb, and one a verb of a verb."""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, verb in action.choices.items():
                yield f"{'#' * depth} {name}\n\n```text\n{verb.format_help()}```\n"
                yield from _helps(verb, depth + 1)


def _link(folder: Path, label: str, target: str) -> str:
    path = (folder / target).resolve()
    if path in COPIES:
        return f"[{label}]({COPIES[path]})"
    return f"[{label}](../{path.relative_to(HERE)})" if path.is_relative_to(HERE) else label


def fields(_app: object, _what: str, _name: str, _obj: object, _options: object, lines: list[str]) -> None:
    """Docstrings name their arguments as "text: what it is", continued by an indent; here each becomes a list item."""
    made: list[str] = []
    listing = False
    for line in lines:
        if _FIELD.match(line):
            if not listing:
                made.append("")
            made += _items(line)
            listing = True
        elif listing and line.strip():
            first, *more = _items(line.strip())
            made += ["  " + first.removeprefix("* "), *more]
        else:
            made.append(line)
            listing = False
    lines[:] = made


def _items(line: str) -> list[str]:
    return ["* " + _FIELD.sub(lambda m: f"**{m[1]}** – ", part) for part in _NEXT_FIELD.split(line)]


def setup(app: object) -> None:
    """Hooks into Sphinx."""
    app.connect("builder-inited", copy_pages)  # type: ignore[attr-defined]
    app.connect("autodoc-process-docstring", fields)  # type: ignore[attr-defined]
