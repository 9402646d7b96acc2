"""_manifest.json: what a job was begun with, which shards are done, and their checksums.

A shard is done when its file has been renamed: its footer says all that the manifest says of it. So the manifest may
lag behind, and is written again now and then, not after every shard.
"""

from __future__ import annotations

import hashlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from ruanalyze.archive.inputs import MANIFEST
from ruanalyze.archive.shards import ShardDone, adopt
from ruanalyze.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ruanalyze.archive.folder import Folder

__all__ = ["Manifest"]

_FORMAT: Final = 1
_CURE: Final = "give the same settings, a new folder, or --overwrite to start anew"
_WORDS: Final = {"shard_rows": "--shard-rows", "version": "the version of ruanalyze"}


class Manifest:
    """The state of a job in its output folder.

    source: as it was given. job: settings by name; all must be the same to go on. inputs: name, format, size and time
        of change of each.
    versions: of the models. done: finished shards by number.
    """

    def __init__(self, folder: Folder, source: str, job: Mapping[str, Any], inputs: list[dict[str, Any]]) -> None:
        self.folder = folder
        self.source = source
        self.job = dict(job)
        self.inputs = inputs
        self.versions: dict[str, str] = {}
        self.passed_over: dict[str, dict[str, int]] = {}
        self.done: dict[int, ShardDone] = {}
        #: Rows of the finished shards, and how many of them carry an error.
        self.rows = self.errors = 0
        self.complete = False
        self.limit: int | None = None
        #: The inputs are those of the job's beginning, by size and time of change.
        self.trusted = False
        self._saved = 0.0
        self._cost = 0.0

    @property
    def mark(self) -> str:
        """A digest of the settings, stored in the footer of every shard."""
        names = [i["name"] for i in self.inputs]
        return hashlib.blake2b(json.dumps([self.job, names]).encode(), digest_size=16).hexdigest()

    def resume(self, overwrite: bool = False) -> None:
        """Take over what the folder holds: nothing, or this same job's work. Refuses anything else."""
        names = self.folder.names()
        ours = [n for n in names if n == MANIFEST or (n.startswith("part-") and n.endswith(".parquet"))]
        if overwrite:
            for name in sorted(ours, reverse=True):  # the manifest last, so that a kill leaves a folder to overwrite
                self.folder.remove(name)
            names = {n: s for n, s in names.items() if n not in ours}
        if MANIFEST not in names:
            if names:
                raise ArchiveError(f"{self.folder} is not empty ({min(names)}) and holds no job: give a new folder")
            return
        kept = self._load()
        self._compare(kept)
        self.versions, self.limit = kept["versions"], kept["limit"]
        self.passed_over = kept["passed_over"]
        done = [ShardDone(**s | {"start": tuple(s["start"]), "end": tuple(s["end"])}) for s in kept["shards"]]
        there = [s for s in done if names.get(s.file) == s.bytes]
        with ThreadPoolExecutor(8) as threads:  # reading and hashing leave the interpreter to others
            whole_ones = [s for s, whole in zip(there, threads.map(self._whole, there), strict=True) if whole]
        for shard in whole_ones:
            self.add(shard)
        known, whole = {s.file for s in done}, {s.file for s in self.done.values()}
        for name in sorted(n for n in ours if n != MANIFEST and n not in whole):
            found = None if name in known else adopt(self.folder.address, name, self.mark)
            if found is None:
                self.folder.remove(name)  # damaged: made again
            else:
                self.add(found)
        self.complete = kept["complete"] and len(self.done) == len(done)

    def _load(self) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(self.folder.read(MANIFEST))
            newer = kept["format"] != _FORMAT
        except (ValueError, KeyError, TypeError) as e:
            raise ArchiveError(f"{self.folder}/{MANIFEST} can't be read ({e}): --overwrite to start anew") from e
        if newer:
            raise ArchiveError(f"{self.folder}/{MANIFEST} is of another version of ruanalyze: {_CURE}")
        return kept

    def _compare(self, kept: Mapping[str, Any]) -> None:
        old, new = _flat(kept["job"]), _flat(self.job)
        changed = [
            f"{_WORDS.get(name, name)} was {old.get(name)!r}, is {value!r}"
            for name, value in new.items()
            if old.get(name) != value
        ]
        was, now = {i["name"]: i for i in kept["inputs"]}, {i["name"]: i for i in self.inputs}
        changed += [f"{name} is gone" for name in was if name not in now][:1]
        changed += [f"{name} is new" for name in now if name not in was][:1]
        changed += [
            f"{name} had {was[name]['bytes']:,} bytes, has {i['bytes']:,}"
            for name, i in now.items()
            if name in was and i["bytes"] is not None and was[name]["bytes"] not in (None, i["bytes"])
        ][:1]
        if changed:
            raise ArchiveError(f"{self.folder} holds a job that was begun otherwise: {'; '.join(changed)}: {_CURE}")
        self.trusted = was == now and all(i["bytes"] is not None for i in self.inputs)

    def _whole(self, shard: ShardDone) -> bool:
        """Whether a file of a disk is as it was written."""
        if self.folder.local is None:
            return True
        with (self.folder.local / shard.file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == shard.sha256

    def check_versions(self, versions: Mapping[str, str]) -> None:
        """Refuse to go on with other models or dictionaries than those that the first shards were made with."""
        changed = [
            f"{name} was {self.versions.get(name)}, is {versions.get(name)}"
            for name in sorted({*versions, *self.versions})
            if self.versions.get(name) != versions.get(name)
        ]
        if self.done and self.versions and changed:
            raise ArchiveError(f"{self.folder} was begun with other versions: {'; '.join(changed)}: {_CURE}")
        self.versions = dict(versions)

    def add(self, shard: ShardDone) -> None:
        """Note a finished shard."""
        self.done[shard.number] = shard
        self.rows += shard.rows
        self.errors += shard.errors

    def pass_over(self, counted: Mapping[str, Mapping[str, int]]) -> None:
        """Note what was no page, by input and kind; a run that jumps over done inputs counts less than an earlier."""
        for name, kinds in counted.items():
            before = self.passed_over.setdefault(name, {})
            before.update({kind: max(n, before.get(kind, 0)) for kind, n in kinds.items()})

    @property
    def due(self) -> bool:
        """Whether it is time to save: now and then, and seldom when it is long."""
        return time.monotonic() - self._saved > max(2.0, 50 * self._cost)

    def save(self) -> None:
        """Write it, whole or not at all."""
        began = time.monotonic()
        head = {
            "format": _FORMAT,
            "complete": self.complete,
            "rows": self.rows,
            "errors": self.errors,
            "limit": self.limit,
            "source": self.source,
            "job": self.job,
            "versions": self.versions,
            "passed_over": self.passed_over,
        }
        parts = [f'"{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in head.items()]
        for name, rows in (
            ("inputs", self.inputs),
            ("shards", [s._asdict() for _, s in sorted(self.done.items())]),
        ):
            lines = ",\n  ".join(json.dumps(r, ensure_ascii=False) for r in rows)
            parts.append(f'"{name}": [\n  {lines}\n ]')
        self.folder.write(MANIFEST, ("{\n " + ",\n ".join(parts) + "\n}\n").encode())
        self._saved = time.monotonic()
        self._cost = self._saved - began


def _flat(job: Mapping[str, Any]) -> dict[str, Any]:
    """Settings in settings by names such as options.model."""
    made = {name: value for name, value in job.items() if not isinstance(value, dict)}
    for name, value in job.items():
        if isinstance(value, dict):
            made |= {f"{name}.{inner}": v for inner, v in value.items()}
    return made
