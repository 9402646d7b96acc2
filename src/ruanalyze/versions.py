"""What an answer was made with: packages by version, shipped models and gazetteers by a digest of their files."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ruanalyze.paths import RESOURCES

if TYPE_CHECKING:
    from ruanalyze.options import Options

__all__ = ["versions"]

_PACKAGES: Final = ("pymorphy3", "pymorphy3-dicts-ru", "slovnet", "navec", "natasha", "onnxruntime")
#: What `Analyzer.info` calls them, and their files; the folders are those of the models.
_SHIPPED: Final = {
    "gazetteer": ("places.npz", "places.regions.tsv"),
    "lexicons": ("lexicon.json", "lexicon.npz", "orgs.tsv", "people.tsv", "posts.tsv", "posts.bodies.tsv", "morph.tsv"),
    "page rules": ("page.lexicon.json", "page.model.json", "page.rules.tsv"),
    "topics": ("topics.json", "topics.npz"),
}


def versions(options: Options, tagger: str) -> dict[str, str]:
    """Package versions and digests, 12 hexadecimal digits each; another digest means other answers are possible.

    >>> from ruanalyze.options import Options
    >>> made = versions(Options(), "fast")
    >>> made["tagger"].startswith("fast "), len(made["gazetteer"])
    (True, 12)
    """
    weights = sorted(p for p in (RESOURCES / options.model).glob("*") if p.suffix != ".md")
    found = {"tagger": f"{tagger} {_digest(weights)}" if weights else tagger}
    for name, files in _SHIPPED.items():
        found[name] = _digest([RESOURCES / file for file in files])
    if options.topics is not None:
        found["topics"] = _digest(sorted(p for p in Path(options.topics).glob("*") if p.is_file()))
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _digest(files: list[Path]) -> str:
    made = hashlib.blake2b(digest_size=6)
    for file in files:
        made.update(file.name.encode())
        made.update(file.read_bytes())
    return made.hexdigest()
