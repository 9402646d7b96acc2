"""The quality gate: score.py's figures on dev data against benchmarks/floors.json; lower is refused.

    python benchmarks/gate.py            # check
    python benchmarks/gate.py --pin      # write what was measured as the new floors (only upwards)
    python benchmarks/gate.py --pin --lower   # also downwards: say why in the commit

The data lies in RUANALYZE_SHARED (default: ../shared beside the repository); without it there is nothing to check.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "benchmarks" / "floors.json"
SHARED = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared"))
TASKS = ("segment", "ner", "case", "names", "roles", "morph", "pages", "topics")
SLACK = 0.0005  # rounding on another machine


def checksum() -> str:
    """Of the dev data, so that a floor is never compared with another set."""
    digest = hashlib.sha256()
    for path in sorted((SHARED / "gold").rglob("*dev*")) + sorted((SHARED / "topics").glob("*dev*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def measure(task: str, system: str) -> dict[str, float]:
    """score.py's figures of one task."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        command = [sys.executable, str(SHARED / "eval" / "score.py"), task, "--system", system, "--json", str(out)]
        same = os.environ | {"PYTHONHASHSEED": "0"}  # a few ties still go by the order of a set
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=same)
        figures: dict[str, float] = json.loads(out.read_text(encoding="utf8"))
        return figures


def main() -> int:
    """0 when no figure is below its floor."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pin", action="store_true")
    ap.add_argument("--lower", action="store_true")
    ap.add_argument("--system", default="fast")
    ap.add_argument("--task", choices=TASKS, action="append")
    args = ap.parse_args()
    if not SHARED.is_dir():
        print(f"quality gate: no data in {SHARED}, nothing checked")
        return 0
    pinned = json.loads(FLOORS.read_text(encoding="utf8")) if FLOORS.exists() else {"data": checksum(), "floors": {}}
    if pinned["data"] != checksum() and not args.pin:
        print("quality gate: the dev data is not the data that the floors were measured on: pin them anew")
        return 1
    floors: dict[str, float] = pinned["floors"].setdefault(args.system, {})
    below = 0
    for task in args.task or TASKS:
        for name, value in measure(task, args.system).items():
            floor = floors.get(name)
            low = floor is not None and value < floor - SLACK
            below += low
            print(f"{name:50} {value:.4f}  floor {'-' if floor is None else f'{floor:.4f}'}{'  BELOW' if low else ''}")
            if args.pin and (floor is None or value > floor or args.lower):
                floors[name] = value
    if args.pin:
        text = json.dumps(pinned | {"data": checksum()}, ensure_ascii=False, indent=1, sort_keys=True)
        FLOORS.write_text(text + "\n", encoding="utf8")
    print(f"quality gate: {below} figures below their floors")
    return 1 if below and not (args.pin and args.lower) else 0


if __name__ == "__main__":
    sys.exit(main())
