"""Makes resources/topics.{json,npz}: rubrics first, then hand labels and a teacher; calibrated on held-out rows.

    python training/topics.py --out DIR

benchmarks/topics.py measures outlets left out, calibration and abstention with the same code.

Hand labels: labelled-train and the articles of topics_labels.tsv. The large outlets are capped among the articles.
Needs torch (CPU, one thread, minutes) and scikit-learn.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

import topics_data as data
from topics_maker import Maker, capped, finish, is_held


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    torch.set_num_threads(1)
    rows = data.load()
    hand = data.labelled(rows, "train") + data.labelled(rows, "own")
    # The project's own labels were chosen for being hard: probabilities and lines are for what is drawn at random.
    held = [r for r in data.labelled(rows, "train") if is_held(r)]
    maker = Maker(capped(rows["articles"]))
    opinion = maker.opinions(maker.train([r for r in hand if not is_held(r)]), held)
    finish(maker.shape, maker.train(hand), opinion, held).save(a.out)


if __name__ == "__main__":
    main()
