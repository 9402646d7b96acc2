#!/usr/bin/env python3
"""Date phrases measured.

    dates.py duckling    values of the day-or-coarser phrases of duckling's Russian corpus (reference 2013-02-12)
    dates.py nerel       NEREL dev: DATE spans that name a calendar date, found; found phrases that no gold span touches
    dates.py pages       F1 of the values on articles-dev, title and body given
    dates.py weekdays    "в среду, 3 октября" in dated articles: does "в среду" alone give the same day?
    dates.py speed       ms for 2,300 characters
    dates.py sample      phrases of dated articles with their values, to be read

Options: --errors shows what is wrong; -n is the number of articles. Tokens are tagged with the fast model.
The data lie in $RUANALYZE_SHARED (by default ../shared beside the repo).
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import itertools
import json
import lzma
import os
import random
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruanalyze import Analyzer, Options
from ruanalyze.dates.find import find_dates
from ruanalyze.dates.words import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ruanalyze.doc import DateRef, Sentence

SHARED = Path(os.environ.get("RUANALYZE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
_ANALYZER: list[Analyzer] = []


def tagged(texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
    """The sentences of each text, tagged; all of a text is the article."""
    if not _ANALYZER:
        _ANALYZER.append(Analyzer(Options(page="article", steps=())))
    for doc in _ANALYZER[0].pipe(texts):
        yield doc.sentences


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def articles(n: int) -> list[tuple[str, dt.date]]:
    with lzma.open(SHARED / "topics/articles.jsonl.xz", "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in itertools.islice(lines, 0, 77000, max(1, 77000 // n))]
    return [(r["text"], dt.date.fromisoformat(r["date"][:10])) for r in rows if r.get("date") and r["text"].strip()]


_BARE = re.compile(r"(?i)(во? )?(\w+ )?(понедельник|вторник|сред[ауы]|четверг|пятниц[ау]|суббот[ау])")
_MOMENT = re.compile(r"\((\d+), (\d+), (\d+), \d+, \d+, \d+\)")


def expected(gold: str) -> tuple[str, str] | None:
    """First and last day ("2013-02-00": any) of a duckling value; None for hours and finer."""
    if re.search(r"\b(Hour|Minute|Second)\b", gold):
        return None
    moments = [f"{int(y):04}-{int(m):02}-{int(d):02}" for y, m, d in _MOMENT.findall(gold)]
    return moments[0], moments[-1]


def agrees(found: DateRef, gold: tuple[str, str], interval: bool, grain: str) -> bool:
    """Whether a value names the same calendar unit; duckling's intervals end on the day after, ours are inclusive."""
    first, _, last = found.value.partition("/")
    if not first.startswith(gold[0].replace("-00", "")[: len(first)]) and not gold[0].startswith(first):
        return False
    if not interval or not last:
        return True
    want = gold[1].replace("-00", "")
    if len(want) == 10:
        day = dt.date.fromisoformat(want)
        return any((day - dt.timedelta(k)).isoformat().startswith(last) for k in (0, 1))
    before = int(want[:4]) * 12 + int(want[5:7] or 1) - 2
    return last in (f"{before // 12:04}-{before % 12 + 1:02}", f"{int(want[:4]) - 1:04}") and bool(grain)


def duckling(errors: bool) -> None:
    rows = [json.loads(line) for line in (SHARED / "gold/dates/duckling_ru.jsonl").open(encoding="utf8")]
    at = dt.date(2013, 2, 12)
    right = {"all": [0, 0], "without bare weekdays": [0, 0]}
    times = [r for r in rows if r["dim"] == "Time" and expected(r["value"])]
    for row, sentences in zip(times, tagged(r["text"] for r in times), strict=True):
        gold = expected(row["value"])
        found = find_dates(row["text"], sentences, at)
        good = len(found) == 1 and gold is not None and agrees(found[0], gold, "Interval" in row["value"], row["value"])
        bare = _BARE.fullmatch(row["text"])
        for name in ("all", "without bare weekdays"):
            if name == "all" or not bare:
                right[name][0] += good
                right[name][1] += 1
        if errors and not good:
            print("   ", repr(row["text"]), [d.value for d in found], row["value"][:90])
    for name, (good, n) in right.items():
        print(f"duckling, day or coarser, {name}: {good} of {n} = {good / n:.4f}")


_CALENDAR = re.compile(
    r"(?i)\b(январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентяб|октяб|нояб|декаб|авг\b)|\b[12]\d{3}|\d0-[ех]|назад\b"
    r"|понедельник|вторник|\bсред[уы]\b|четверг|пятниц|суббот|воскресен|сегодня\b|вчера|завтра|накануне|выходн|\bвек"
    r"|(прошл|эт[оу]|следующ|минувш|текущ|нынешн)\w* (год|недел|месяц|квартал|лет|весн|осен|зим)"
    r"|\b(весной|летом|осенью|зимой)\b"
)


def nerel(errors: bool) -> None:
    rows = read(SHARED / "gold/ner/nerel-dev.jsonl.gz")
    hits = golds = spurious = found_all = 0
    for row, sentences in zip(rows, tagged(r["text"] for r in rows), strict=True):
        text, found = row["text"], find_dates(row["text"], sentences, dt.date(2019, 6, 15))
        spans = [s for s in row["spans"] if s["type"] in ("DATE", "TIME", "AGE")]
        for s in spans:
            if s["type"] == "DATE" and _CALENDAR.search(s["text"]):
                hit = any(d.start < s["end"] and s["start"] < d.end for d in found)
                golds, hits = golds + 1, hits + hit
                if errors and not hit:
                    print(f"    - {s['text']!r} in …{text[max(0, s['start'] - 30) : s['end'] + 25]!r}")
        for d in found:
            wrong = not any(d.start < s["end"] and s["start"] < d.end for s in spans)
            found_all, spurious = found_all + 1, spurious + wrong
            if errors and wrong:
                print(f"    + {d.text!r} {d.value} in …{text[max(0, d.start - 30) : d.end + 25]!r}")
    print(f"NEREL dev: detected {hits} of {golds} = {hits / golds:.4f}, spurious {spurious} of {found_all}", end=" ")
    print(f"= {spurious / found_all:.4f}")


def pages(errors: bool) -> None:
    rows = read(SHARED / "gold/pages/articles-dev.jsonl.gz")
    texts = [f"{r['title'] or ''}\n\n{r['text'][r['body_start'] : r['body_end']]}" for r in rows]
    recalled = golds = right = found_all = 0
    for row, text, sentences in zip(rows, texts, tagged(texts), strict=True):
        at = dt.date.fromisoformat(row["date"][:10]) if row["date"] else None
        found = {d.value: d for d in find_dates(text, sentences, at)}
        gold = {d["iso"] for d in row["dates"]}
        recalled, golds = recalled + len(gold & found.keys()), golds + len(gold)
        right, found_all = right + len(gold & found.keys()), found_all + len(found)
        if errors and gold ^ found.keys():
            spurious = [found[v].text for v in found.keys() - gold]
            print("   ", row["id"], "missed", gold - found.keys(), "spurious", spurious)
    r, p = recalled / golds, right / found_all
    print(f"articles-dev: values F1 {2 * r * p / (r + p):.4f}")


_BOTH = re.compile(
    r"\b([Вв]о? (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)), (\d{1,2} "
    r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)),?"
)


def weekdays(n: int, errors: bool) -> None:
    cases = []
    for text, at in articles(n):
        for m in _BOTH.finditer(text):
            line = text.rfind("\n", 0, m.start()) + 1
            begin = max(line, text.rfind(". ", 0, m.start()) + 2, text.rfind(".", 0, m.start()) + 1)
            piece = text[begin : m.end() + 150]
            cases.append((piece, piece.replace(m[0], m[1], 1), m.start() - begin, at, int(value(m[1].split()[1]))))
    right = all_ = 0
    for (_, bare, where, at, weekday), full, short in zip(
        cases, tagged(c[0] for c in cases), tagged(c[1] for c in cases), strict=True
    ):
        whole = [d for d in find_dates(_, full, at) if d.start <= where + 3 < d.end]
        alone = [d for d in find_dates(bare, short, at) if d.start <= where + 3 < d.end]
        if not whole or len(whole[0].value) != 10:
            continue
        day = dt.date.fromisoformat(whole[0].value)
        if day.weekday() != weekday or abs((day - at).days) > 6:
            continue
        good = bool(alone) and alone[0].value == whole[0].value
        all_, right = all_ + 1, right + good
        if errors and not good:
            print("   ", at, whole[0].value, [d.value for d in alone], repr(bare[:120]))
    print(f"weekdays alone: {right} of {all_} = {right / max(1, all_):.4f}")


def speed(n: int) -> None:
    some = articles(min(n, 600))
    docs = [(text, sentences, at) for (text, at), sentences in zip(some, tagged(t for t, _ in some), strict=True)]
    took = []
    for _ in range(4):
        start = time.process_time()
        for doc in docs:
            find_dates(*doc)
        took.append(time.process_time() - start)
    chars = sum(len(text) for text, *_ in docs)
    count = sum(len(find_dates(*doc)) for doc in docs)
    print(f"{min(took) / chars * 2300 * 1000:.3f} ms and {count / chars * 2300:.1f} dates for 2,300 characters")


def sample(n: int) -> None:
    some = articles(n)
    lines = []
    for (text, at), sentences in zip(some, tagged(t for t, _ in some), strict=True):
        for d in find_dates(text, sentences, at):
            lines.append(f"{at} {d.value:22} {d.source[6:]:12} «{d.text}» {text[max(0, d.start - 40) : d.end + 40]!r}")
    for line in random.Random(n).sample(lines, min(100, len(lines))):
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["duckling", "nerel", "pages", "weekdays", "speed", "sample"])
    parser.add_argument("-n", type=int, default=3000, help="articles")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    if args.what in ("speed", "sample"):
        {"speed": speed, "sample": sample}[args.what](args.n)
    elif args.what == "weekdays":
        weekdays(args.n, args.errors)
    else:
        {"duckling": duckling, "nerel": nerel, "pages": pages}[args.what](args.errors)


if __name__ == "__main__":
    main()
