"""`ruanalyze topics train` and `topics evaluate`: an own taxonomy from a labelled CSV; scikit-learn loads only here."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["add", "run"]

_LABELLED: Final = "a CSV with the columns text, topics (several joined by |, the main one first) and, if any, title"
_TRAIN: Final = "ruanalyze topics train labelled.csv -o my-topics"
_EVALUATE: Final = "ruanalyze topics evaluate held-out.csv --topics my-topics"
EXAMPLE: Final = f"{_TRAIN}\n  {_EVALUATE}\n  ruanalyze analyze page.txt --topics my-topics"


def add(verb: argparse.ArgumentParser) -> None:
    """Give the verb `topics` its two parts."""
    parts = verb.add_subparsers(dest="part", required=True, metavar="PART")
    train = _part(parts, "train", "learn topics from labelled texts", _TRAIN)
    train.add_argument("labelled", help=_LABELLED)
    train.add_argument("-o", "--out", required=True, help="the folder of the model: topics.npz and topics.json")
    train.add_argument("--min-df", type=int, default=2, help="a lemma counts from so many texts (default: 2)")
    train.add_argument(
        "--abstain", type=float, default=0.05, help="the largest share left without topic (default: .05)"
    )
    evaluate = _part(parts, "evaluate", "figures of a model on labelled texts that it has not seen", _EVALUATE)
    evaluate.add_argument("labelled", help=_LABELLED)
    evaluate.add_argument("--topics", help="the folder of a model (default: the shipped one)")


def run(args: argparse.Namespace) -> int:
    """Do what `add` has parsed; the answer is the exit code."""
    parts: dict[str, Callable[[argparse.Namespace], int]] = {"train": _train, "evaluate": _evaluate}
    return parts[args.part](args)


def _train(args: argparse.Namespace) -> int:
    from ruanalyze.topics.classifier import train_from_csv

    made = train_from_csv(args.labelled, args.out, min_df=args.min_df, abstain=args.abstain)
    print(f"{len(made.classes_)} topics from {made.n_texts_} texts in {args.out}: {', '.join(made.classes_)}")
    return 0


def _evaluate(args: argparse.Namespace) -> int:
    from ruanalyze.topics.classifier import evaluate

    for name, value in evaluate(args.topics, args.labelled).items():
        print(f"{name:24} {value:.0f}" if name == "texts" else f"{name:24} {value:.3f}")
    return 0


def _part(parts: Any, name: str, what: str, example: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = parts.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return made
