"""_manifest.json: which shards of a job are done, and what the job was begun with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruanalyze.archive.shards import ShardDone
from ruanalyze.errors import ArchiveError

__all__ = ["Manifest"]

_NAME = "_manifest.json"  # readers of Parquet folders pass over names that begin with _


@dataclass(slots=True)
class Manifest:
    """The state of a job in its output folder; `job` is what must be the same to go on with it."""

    folder: Path
    job: dict[str, Any]
    done: dict[int, ShardDone] = field(default_factory=dict)
    complete: bool = False

    @classmethod
    def open(cls, folder: Path, job: dict[str, Any]) -> Manifest:
        """The manifest of a folder, made when there is none; refuses to mix two jobs in one folder."""
        path = folder / _NAME
        if not path.exists():
            strangers = [p.name for p in folder.iterdir() if not p.name.startswith(".")]
            if strangers:
                raise ArchiveError(f"{folder} is not empty ({strangers[0]}) and no archive job: give a new folder")
            return cls(folder, job)
        try:
            kept = json.loads(path.read_text(encoding="utf8"))
            done = {int(number): ShardDone(**shard) for number, shard in kept["done"].items()}
        except (ValueError, KeyError, TypeError) as e:
            raise ArchiveError(f"{path} can't be read ({e}): remove the folder to start anew") from e
        changed = sorted(name for name in job if kept["job"].get(name) != job[name])
        if changed:
            was = ", ".join(f"{name} was {kept['job'].get(name)!r}, is {job[name]!r}" for name in changed)
            raise ArchiveError(f"{folder} holds another job ({was}): give the same settings or a new folder")
        return cls(folder, job, {n: s for n, s in done.items() if (folder / s.file).exists()}, kept["complete"])

    def save(self) -> None:
        """Write under a temporary name and rename."""
        done = {str(number): shard._asdict() for number, shard in sorted(self.done.items())}
        text = json.dumps({"job": self.job, "complete": self.complete, "done": done}, ensure_ascii=False, indent=1)
        temporary = self.folder / f"{_NAME}.tmp"
        temporary.write_text(text, encoding="utf8")
        temporary.replace(self.folder / _NAME)
