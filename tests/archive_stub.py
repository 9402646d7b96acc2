"""A stand-in for Analyzer that answers at once, or kills its process: the archive's tests are about the archive."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds
from threadpoolctl import threadpool_info

from ruanalyze.analyzer import Failure, Source
from ruanalyze.archive import job
from ruanalyze.doc import Article, Doc, Sentence, Span, Token
from ruanalyze.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Stub:
    """Each page is one sentence. "DIE" kills the process, "DIE ONCE path" the first time; "SLEEP s" takes its time;
    "THREADS" tells how many linear algebra has.
    """

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    def info(self) -> dict[str, str]:
        return {"stub": os.environ.get("STUB_VERSION", "1")}

    def pipe(self, sources: Iterable[Source], *, on_error: str, batch_size: int = 64) -> Iterator[Doc | Failure]:
        assert on_error == "record"
        for source in sources:
            text = source.text if isinstance(source.text, str) else source.text.decode()
            word, _, rest = text.partition(" ")
            if word == "DIE":
                path = Path(rest.removeprefix("ONCE ")) if rest.startswith("ONCE ") else None
                if path is None or not path.exists():
                    if path is not None:
                        path.touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            if word == "THREADS":
                import numpy  # noqa: F401  # brings its BLAS

                text = str(max(pool["num_threads"] for pool in threadpool_info()))
            if word == "SLEEP":
                time.sleep(float(rest))
            yield self._doc(text, source) if text else Failure(text, "NoTextError", "empty", source.url)

    def _doc(self, text: str, source: Source) -> Doc:
        span = Span(0, len(text), text)
        tokens = (Token(0, len(text), text, text.lower(), "X", ""),)
        return Doc(
            text,
            Article(paragraphs=(span,)),
            (Sentence(0, len(text), "body", tokens),),
            entities=(),
            roles=(),
            dates=(),
            topics=(),
            keywords=(),
            url=source.url,
        )


def write_pages(path: Path, texts: Iterable[str]) -> Path:
    """A .jsonl file of pages."""
    rows = ({"id": f"n{i}", "text": text, "url": f"https://news.example/{i}"} for i, text in enumerate(texts))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return path


def rows(out: Path | str) -> list[dict[str, Any]]:
    """All rows of a tagged folder, in the order of its files."""
    return table(out).to_pylist()


def table(out: Path | str) -> pa.Table:
    files = sorted(str(p) for p in Path(out).glob("part-*.parquet"))
    return ds.dataset(files, format="parquet").to_table()


def run(source: str, out: str, **more: Any) -> None:
    """tag_archive with the stub; the target of a process that is to be killed."""
    job.Analyzer = Stub  # type: ignore[misc,assignment]
    job.tag_archive(source, out, **more)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], **json.loads(sys.argv[3]))
