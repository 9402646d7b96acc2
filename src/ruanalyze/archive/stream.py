"""Stream: the records of all inputs in order, cut into tasks of some hundreds; it can jump over what is done."""

from __future__ import annotations

import bisect
import contextlib
import hashlib
import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.archive.readers import Handle, read
from ruanalyze.archive.records import digest, parse, size
from ruanalyze.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ruanalyze.archive.inputs import Input
    from ruanalyze.archive.records import Columns, Raw
    from ruanalyze.archive.shards import ShardDone

__all__ = ["Position", "Stream", "Task"]

_BYTES: Final = 16 << 20  # a shard of long pages ends sooner
_FIRST: Final = 20
#: What the same error in all of the first records comes from, and what to do.
_CURES: Final = {
    "no column": ": say which column holds the text (--text)",
    "give the encoding": ", as --encoding cp1251",
    "is no date": ", or say which column holds the date (--date)",
}


class Position(NamedTuple):
    """Where in the source a record begins: the number of its input, and the number of records before it there."""

    input: int
    record: int


class Task(NamedTuple):
    """A shard to be made: its number, its records, and where it begins and ends in the source."""

    number: int
    raws: list[Raw]
    start: Position
    end: Position


class Stream:
    """Reads the inputs once, from the first to the last; never holds more than one shard's records.

    columns: checked against the first table's records. sample: the share of records to take, always the same ones.
    """

    def __init__(self, inputs: Sequence[Input], columns: Columns, sample: float = 1.0) -> None:
        self._inputs = inputs
        self._columns = columns
        self._sample = sample
        self._at = Position(0, 0)
        self._handle: Handle | None = None
        self._records: Iterator[Raw] = iter(())
        self._ends = list(itertools.accumulate(i.bytes or 0 for i in inputs))
        self._files = sum(i.files or 0 for i in inputs)
        self._before_files = 0
        #: How many records of the sample have been given, or jumped over because they are done.
        self.taken = 0
        #: What was no page, by input and kind, in the inputs that have been read to their end.
        self.passed_over = {i.name: i.passed_over for i in inputs if i.passed_over}

    @property
    def estimate(self) -> int | None:
        """About how many records there are in all, judged by the bytes read so far; None while that can't be told."""
        files = round(self._sample * self._files)
        if self._at.input == len(self._inputs):
            return self.taken
        source = self._inputs[self._at.input]
        if source.files is not None:  # the last of the inputs: all before it have been read
            return max(self.taken, self._before_files + files)
        if source.bytes is None:
            return None
        read = self._ends[self._at.input] - source.bytes + (self._handle.position if self._handle is not None else 0)
        return max(self.taken, round(self.taken * self._ends[-1] / read) + files) if self.taken and read else None

    def close(self) -> None:
        """Close the open input."""
        with contextlib.suppress(AttributeError):
            self._records.close()  # type: ignore[attr-defined]
        self._records = iter(())
        if self._handle is not None:
            self._handle.close()
            self._handle = None

    def tasks(self, shard_rows: int, limit: int | None, done: Mapping[int, ShardDone], trusted: bool) -> Iterator[Task]:
        """The shards that are not done.

        done: finished ones by number; they are jumped over when the inputs are `trusted` to be unchanged, and else
        read and compared. Raises `ArchiveError` when one differs.
        """
        numbers = sorted(done)
        for number in itertools.count():
            known = done.get(number)
            if known is not None:
                if trusted:
                    self._jump(Position(*known.end))
                else:
                    self._compare(known)
                self.taken += known.rows
                continue
            left = shard_rows if limit is None else min(shard_rows, limit - self.taken)
            start = self._at
            after = bisect.bisect(numbers, number)
            until = Position(*done[numbers[after]].start) if after < len(numbers) else None
            raws = list(self._some(left, until)) if left > 0 else []
            if not raws and until is None:
                return
            self.taken += len(raws)
            yield Task(number, raws, start, self._at)

    def _compare(self, known: ShardDone) -> None:
        raws = list(self._some(known.rows))
        if (digest(raws), len(raws)) != (known.input, known.rows):
            raise ArchiveError(
                f"{raws[0].where if raws else 'the source'}: has changed since {known.file} was made of it: "
                "give a new folder, or --overwrite to start anew"
            )

    def _some(self, rows: int, until: Position | None = None) -> Iterator[Raw]:
        """The next records of the sample: so many, or fewer when they are long or the last ones.

        until: where the next shard that is done begins; a limit may have made the missing one shorter than others.
        """
        length = 0
        while rows > 0 and length < _BYTES:
            before = self._at
            if until is not None and before >= until:
                return
            raw = self._next()
            if raw is None:
                return
            if self._sample < 1.0 and _luck(before) >= self._sample:
                continue
            rows, length = rows - 1, length + size(raw)
            yield raw

    def _next(self) -> Raw | None:
        while self._at.input < len(self._inputs):
            if self._handle is None:
                self._open(self._at.record)
            raw = next(self._records, None)
            if raw is not None:
                self._at = Position(self._at.input, self._at.record + 1)
                return raw
            self._leave(self._at.input + 1)
        return None

    def _open(self, skip: int) -> None:
        source = self._inputs[self._at.input]
        try:
            self._handle = Handle(source)
        except OSError as e:
            raise ArchiveError(f"{source.path}: {e.strerror or e}: start again when it can be read, to go on") from e
        self._records = read(self._handle, self._columns, skip)
        if self._at == (0, 0):
            first = list(itertools.islice(self._records, _FIRST))
            self._check(first)
            self._records = itertools.chain(first, self._records)

    def _check(self, first: Sequence[Raw]) -> None:
        """Refuse a source whose first records all have the wrong columns, or are in another encoding."""
        errors = [parse(raw, self._columns).error or "" for raw in first]
        for sign, cure in _CURES.items():
            if errors and all(sign in e for e in errors):
                raise ArchiveError(f"{errors[0]}{cure}")

    def _leave(self, number: int) -> None:
        self.close()
        source = self._inputs[self._at.input]
        if source.passed_over:
            self.passed_over[source.name] = source.passed_over
        self._at = Position(number, 0)
        if number < len(self._inputs) and self._inputs[number].files is not None:
            self._before_files = self.taken

    def _jump(self, to: Position) -> None:
        if to.input > self._at.input:
            self._leave(to.input)
        if to.record <= self._at.record:
            return
        if self._handle is not None:
            for _ in range(to.record - self._at.record):
                next(self._records, None)
        self._at = to


def _luck(at: Position) -> float:
    """A number from 0 to 1 that depends on the place alone, the same on every machine."""
    made = hashlib.blake2b(f"{at.input}:{at.record}".encode(), digest_size=8).digest()
    return int.from_bytes(made, "big") / 2**64
