"""navec's vectors of 250,000 word forms of news (Kukushkin 2019), which ship in natasha's wheel."""

from __future__ import annotations

import os
from typing import Any, Final

from ruanalyze.compat import natasha_data

__all__ = ["load", "vocabulary_crc"]

_FILE: Final = "navec_news_v1_1B_250K_300d_100q.tar"


def load() -> Any:
    """The `navec.Navec`: 300 numbers a word, 25 MB in memory; without the tables of its `sim`, which take a third.

    >>> load()["школа"].shape
    (300,)
    """
    import numpy as np
    from navec.meta import Meta
    from navec.navec import META, PQ, PQ_, VOCAB, Navec
    from navec.tar import Tar
    from navec.vocab import Vocab

    class Plain(PQ):  # type: ignore[misc]
        def precompute(self) -> None:
            self.qdims = np.arange(self.qdim)

    with Tar(natasha_data() / "emb" / _FILE) as tar:
        meta, vocab = Meta.from_file(tar.load(META)), Vocab.from_file(tar.load(VOCAB))
        return Navec(meta, vocab, Plain.from_file(tar.load(PQ_)))


def vocabulary_crc() -> int:
    """The CRC-32 of the vocabulary's file, which ends with it: another one has other words, or in another order."""
    from navec.navec import VOCAB
    from navec.tar import Tar

    with Tar(natasha_data() / "emb" / _FILE) as tar:
        packed = tar.load(VOCAB)  # by gzip: the last eight bytes are checksum and size
        packed.seek(-8, os.SEEK_END)
        return int.from_bytes(packed.read(4), "little")
