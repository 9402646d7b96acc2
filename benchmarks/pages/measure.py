"""What the page step gets right on the made-up sites, layout by layout."""

# ruff: noqa: E501
from __future__ import annotations

import re
from typing import NamedTuple

from sheets import sheets

from ruanalyze.page import find as page

__all__ = ["Score", "measure", "show"]


class Score(NamedTuple):
    """Counts over the pages of a layout."""

    pages: int = 0
    title: int = 0
    date: int = 0
    lead: int = 0
    both: int = 0
    gold: int = 0
    found: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.both / max(1, self.gold + self.found)


def plus(a: Score, b: Score) -> Score:
    return Score(*(x + y for x, y in zip(a, b, strict=True)))


def key(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", (text or "").lower().replace("ё", "е"))


def measure(per: int, seed: int, names: set[str] | None = None, errors: int = 0) -> dict[str, Score]:
    out: dict[str, Score] = {}
    for name, s in sheets(per, seed, names):
        a, t = page.find(s.text).article, s.text
        gold = {i for x, y in s.spans for i in range(x, y) if not t[i].isspace()}
        found = {i for p in a.paragraphs for i in range(p.start, p.end) if not t[i].isspace()}
        wanted = s.source.title if s.titled else None
        title = key(a.title.text if a.title else None) == key(wanted)
        date = (a.published.isoformat()[:10] if a.published else None) == s.stated
        lead = (a.lead.text if a.lead else None) == s.deck
        one = Score(1, title, date, lead, len(gold & found), len(gold), len(found))
        out[name] = plus(out.get(name, Score()), one)
        if errors > 0 and (not (title and date and lead) or gold != found):
            errors -= 1
            extra = [p.text[:70] for p in a.paragraphs if not gold & set(range(p.start, p.end))]
            lost = [t[x:y][:70] for x, y in s.spans if not found & set(range(x, y))]
            print(f"[{name}]", f"extra {extra[:6]}" if extra else "", f"lost {lost[:4]}" if lost else "")
            for what, ok, got, want in (
                ("title", title, a.title and a.title.text, wanted),
                ("date", date, a.published, s.stated),
                ("lead", lead, a.lead and a.lead.text, s.deck),
            ):
                if not ok:
                    print(f"    {what}: {got!s} | {want!s}")
    return out


def show(scores: dict[str, Score]) -> None:
    total = Score()
    for name, s in scores.items():
        total = plus(total, s)
        print(
            f"{name:16} title {s.title / s.pages:.2f}  date {s.date / s.pages:.2f}  deck {s.lead / s.pages:.2f}  body F1 {s.f1:.4f}"
        )
    mean = sum(s.f1 for s in scores.values()) / len(scores)
    print(
        f"{total.pages} pages, {len(scores)} layouts: title {total.title / total.pages:.3f}  date {total.date / total.pages:.3f}  deck {total.lead / total.pages:.3f}  body F1 {total.f1:.4f}, mean of layouts {mean:.4f}, worst {min(s.f1 for s in scores.values()):.4f}"
    )
