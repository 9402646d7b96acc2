"""Makes natasha importable on current Pythons: pymorphy3, same API and dictionaries, serves as its `pymorphy2`."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

__all__ = ["natasha", "natasha_data"]


def natasha() -> Any:
    """The natasha package, its import of pymorphy2 (which fails on Python 3.11+) answered by pymorphy3."""
    if "natasha" not in sys.modules:
        sys.modules["pymorphy2"] = importlib.import_module("pymorphy3")
    return importlib.import_module("natasha")


def natasha_data() -> Path:
    """The folder of the embeddings and weights in natasha's wheel; found without importing natasha.

    >>> (natasha_data() / "emb").is_dir()
    True
    """
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("natasha is not installed: pip install natasha (it carries the embeddings)")
    return Path(spec.submodule_search_locations[0]) / "data"
