"""Makes resources/topics.{json,npz}: rubrics first, then hand labels and a teacher; calibrated by cross-fitting.

    python training/topics_encoder.py train --wheels DIR --out TEACHER
    python training/topics_encoder.py label --wheels DIR --out TEACHER --minutes 20
    python training/topics.py --opinions TEACHER/opinions_seeing.npz --out DIR

benchmarks/topics.py measures outlets left out, calibration and abstention with the same code.

Hand labels: labelled-train and the articles of topics_labels.tsv. The large outlets are capped among the articles.
Needs torch (CPU, one thread, minutes) and scikit-learn.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

import topics_data as data
from topics_maker import Maker, capped, finish, opinions_in

FOLDS = 4


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--opinions", type=Path, required=True, help="what topics_encoder.py label wrote")
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    torch.set_num_threads(1)
    rows = data.load()
    # The project's own labels were chosen for being hard: probabilities and lines are for what is drawn at random.
    train, own = data.labelled(rows, "train"), data.labelled(rows, "own")
    maker, teacher = Maker(capped(rows["articles"])), opinions_in(a.opinions)
    opinion = maker.crossed(train, own, FOLDS, teacher)
    finish(maker.shape, maker.train(train + own, teacher), opinion, train).save(a.out)


if __name__ == "__main__":
    main()
