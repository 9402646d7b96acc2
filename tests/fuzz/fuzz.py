"""Coverage-guided fuzzing of what takes foreign bytes; see README.md beside this file.

    python tests/fuzz/fuzz.py TARGET FOLDER [libFuzzer's own options, such as -max_total_time=450]

TARGET is one of TARGETS below. FOLDER keeps the corpus between runs; it is filled with the project's samples at first.
A target raises when a promise is broken; libFuzzer then keeps the bytes in crash-*, timeout-* or oom-*.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["ruanalyze"]):
    import ruanalyze as ra
    from tests.fuzz import promises

    ra.analyze("Мэр Перми Иван Ежов уехал.").to_html()  # what is imported when it is needed is instrumented here

if TYPE_CHECKING:
    from collections.abc import Callable

TARGETS: dict[str, Callable[[bytes], object]] = {
    "analyze": promises.check_analyze,
    "clean": promises.check_clean,
    "from_json": promises.check_from_json,
    "readers": promises.check_readers,
}


def main(target: str, folder: str, *options: str) -> None:
    corpus = Path(folder)
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        for i, seed in enumerate(promises.seeds(target)):
            (corpus / f"seed-{i:03}").write_bytes(seed)
    words = corpus.with_suffix(".dict")
    words.write_text("".join(f'"{w}"\n' for w in promises.words()), encoding="utf8")
    atheris.Setup(
        [sys.argv[0], str(corpus), f"-dict={words}", f"-artifact_prefix={corpus}.", *options], TARGETS[target]
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
