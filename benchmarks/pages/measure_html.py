"""Body F1 of the page step on our HTML pages, beside trafilatura and justext."""

# ruff: noqa: TC003
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from html_pages import html_pages

from ruanalyze.page import find as page
from ruanalyze.page import html as page_html

__all__ = ["measure_html"]


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def f1(found: str, gold: str) -> float:
    """F1 of the words, each counted as often as it stands."""
    a, b = _bag(found), _bag(gold)
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def _ours(source: str) -> str:
    return "\n".join(p.text for p in page.find(source, kind="html").article.paragraphs)


def _ours_alone(source: str) -> str:
    keep, page_html._votes = page_html._votes, lambda source: None
    try:
        return _ours(source)
    finally:
        page_html._votes = keep


def _trafilatura(source: str) -> str:
    import trafilatura

    return trafilatura.extract(source, include_comments=False) or ""


def _justext(source: str) -> str:
    import justext

    stop = justext.get_stoplist("Russian")
    return "\n".join(p.text for p in justext.justext(source, stop) if not p.is_boilerplate)


SYSTEMS: dict[str, Callable[[str], str]] = {
    "ours": _ours,
    "ours, no extra": _ours_alone,
    "trafilatura": _trafilatura,
    "justext": _justext,
}


def measure_html(per: int, verbose: bool) -> None:
    """Print a line a markup and the averages."""
    scores: dict[str, dict[str, list[float]]] = {}
    titles = dates = n = below = 0
    systems = {}
    for name, system in SYSTEMS.items():
        try:
            system("<p>Проба</p>")
        except ImportError:
            continue
        systems[name] = system
    for p in html_pages(per):
        got = {}
        for name, system in systems.items():
            got[name] = f1(system(p.source), "\n".join(p.body).replace(p.title, ""))
            scores.setdefault(p.markup, {}).setdefault(name, []).append(got[name])
        a = page.find(p.source, kind="html").article
        n += 1
        titles += a.title is not None and a.title.text == p.title
        dates += a.published is not None and a.published.isoformat()[:10] == p.date
        worse = [k for k, v in got.items() if not k.startswith("ours") and v > got["ours"] + 1e-9]
        below += bool(worse)
        if verbose and (worse or got["ours"] < 0.97):
            print("   ", p.markup, {k: round(v, 4) for k, v in got.items()})
            print("       title", a.title and a.title.text, "| date", a.published, p.date)
            gold = set(" ".join(p.body).split())
            print("       extra", [x.text[:60] for x in a.paragraphs if not set(x.text.split()) <= gold][:5])
            have = {x.text for x in a.paragraphs}
            print("       lost", [x[:60] for x in p.body if x not in have][:5])
    print(f"{'markup':18}" + "".join(f"{name:>16}" for name in systems))
    for markup, by in scores.items():
        print(f"{markup:18}" + "".join(f"{sum(v) / len(v):16.4f}" for v in by.values()))
    mean = {name: [x for by in scores.values() for x in by[name]] for name in systems}
    print(f"{'mean':18}" + "".join(f"{sum(v) / len(v):16.4f}" for v in mean.values()))
    print(f"{n} pages, title {titles / n:.3f}, date {dates / n:.3f}, below another on {below} pages")
