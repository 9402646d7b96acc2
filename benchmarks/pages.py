"""Quality of the page step: on made-up sites, layout by layout, and on HTML beside trafilatura and justext.

python benchmarks/pages.py text [--per 10] [--seed 1] [--errors 20] [--only LAYOUT]
python benchmarks/pages.py html [--errors 1]
python benchmarks/pages.py clean [--articles 10000] [--errors 100]   what clean articles lose
python benchmarks/pages.py speed                     milliseconds a text page
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / "pages"), str(Path(__file__).parents[1] / "src")]

from layouts import GROUPS
from measure import measure, show


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["text", "html", "clean", "speed"])
    parser.add_argument("--per", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--only", help="names of layouts or of their groups, divided by commas")
    a = parser.parse_args()
    if a.what == "html":
        from measure_html import measure_html

        measure_html(3, a.errors > 0)
        return
    if a.what == "clean":
        from losses import losses

        losses(a.articles, a.seed, a.errors)
        return
    if a.what == "speed":
        from measure_speed import measure_speed

        measure_speed(a.per, a.seed)
        return
    only = {name for part in a.only.split(",") for name in GROUPS.get(part, [part])} if a.only else None
    show(measure(a.per, a.seed, only, a.errors))


if __name__ == "__main__":
    main()
