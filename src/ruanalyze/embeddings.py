"""navec's vectors of 250,000 word forms of news (Kukushkin 2019), which ship in natasha's wheel."""

from __future__ import annotations

from typing import Any

from ruanalyze.compat import natasha_data

__all__ = ["load"]


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

    with Tar(natasha_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar") as tar:
        meta, vocab = Meta.from_file(tar.load(META)), Vocab.from_file(tar.load(VOCAB))
        return Navec(meta, vocab, Plain.from_file(tar.load(PQ_)))
