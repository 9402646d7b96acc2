"""How time grows with length, on text that is bad for patterns: one unit repeated. Linear is 1.0.

    python benchmarks/linear.py [--length 20000] [--limit 1.35]

For each unit and call: CPU time at the length and at four times it, and the exponent between them. Exits with 1
when one is over the limit. What takes less than a tenth of a second at the greater length is too short to tell.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import sys
import time
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import ruanalyze as ra

if TYPE_CHECKING:
    from collections.abc import Callable

UNITS = (
    *(
        "а",
        "А",
        "1",
        " ",
        "\n",
        "\u00a0",
        "\r\n",
        "\t",
        ".",
        ",",
        "(",
        "«",
        "»",
        '"',
        "—",
        "-",
        "–",
        "&",
        "#",
        "/",
        "\\",
        "\0",
    ),
    *(
        "а ",
        "А ",
        "А.",
        "А. ",
        "1.",
        "1 ",
        "а.",
        "а\n",
        "а-",
        "а,",
        "а, ",
        "и ",
        "в ",
        "«а» ",
        '"а" ',
        "(а) ",
        "12:37 ",
        "#а ",
    ),
    *("<", ">", "<p>", "</p>", "<div>", "<!--", "-->", "<a href='", "<script>", "&nbsp;", "&#", "]]>", "<![CDATA["),
    *("http://", "https://a.example/ ", "a@b.example ", "+7 ", "8 (999) ", "$", "%", "№ ", "1 000 ", "1,5 "),
    *(
        "1 октября ",
        "7 и 8 октября ",
        "с 1 по ",
        "в 2019 году ",
        "2019-",
        "01.02.",
        "вчера ",
        "в понедельник ",
        "октября ",
    ),
    *(
        "Иван ",
        "Иван Петров, ",
        "И. О. Петров ",
        "Петров-",
        "губернатор ",
        "министр области ",
        "экс-",
        "и. о. ",
        "глава ",
    ),
    *("Москва ", "Саратовская область, ", "ООО «", "МВД ", "администрация ", "им. ", "имени ", "университет имени "),
    *(
        "Фото: ",
        "Читайте также:\n",
        "Погода +5°C\n",
        "12:37, 9 октября 2019\n",
        "Доллар 63.71 ",
        "Иван Петров сказал. ",
    ),
    *(
        "Губернатор Иван Петров и министр Анна Седова приехали в Пензу. ",
        "Иван Петров назначен директором завода «Заря». ",
    ),
)


def seconds(call: Callable[[str], Any], text: str) -> float:
    start = time.process_time()
    with contextlib.suppress(ra.InputError):
        call(text)
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", type=int, default=20_000)
    parser.add_argument("--limit", type=float, default=1.35)
    parser.add_argument("--model", default="fast")
    options = parser.parse_args()
    an = ra.Analyzer(ra.Options(model=options.model))
    whole = ra.Analyzer(ra.Options(model=options.model, page="article"))
    html = ra.Analyzer(ra.Options(model=options.model, page="html"))
    an.analyze("Губернатор Валерий Радаев приехал в Балаково.")
    calls: dict[str, Callable[[str], Any]] = {
        "clean": ra.clean,
        "analyze": an.analyze,
        "article": whole.analyze,
        "html": html.clean,
        "bytes": lambda text: ra.clean(text.encode("cp1251", "replace")),
    }
    over, worst = 0, 0.0
    for name, call in calls.items():
        for unit in UNITS:
            texts = [(unit * (n // len(unit) + 1))[:n] for n in (options.length, 4 * options.length)]
            short, long = (seconds(call, text) for text in texts)
            if long < 0.1:
                continue
            growth = math.log(long / max(short, 1e-4)) / math.log(4)
            worst = max(worst, growth)
            over += growth > options.limit
            flag = "  <- over" if growth > options.limit else ""
            print(f"{name:8} {unit[:40]!r:44} {short:8.3f} {long:8.3f} s  {growth:5.2f}{flag}", flush=True)
    print(f"worst exponent {worst:.2f}, {over} over {options.limit}")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
