"""What is made to be looked at, in headless Chromium: it sorts and filters, asks the network for nothing, is silent.

Nothing is wider than its window, and axe-core has no serious finding; by wide and narrow windows, light and dark.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import ruanalyze as ra
from ruanalyze.views.html import style
from tests.browser import Browser, Theme, missing

DATA = Path(__file__).parent.parent / "data"
TABLES = ("officials", "people", "organizations", "places")
VIEWS = list(itertools.product((1280, 390), ("light", "dark")))

pytestmark = pytest.mark.skipif(missing() is not None, reason=str(missing()))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    made = Browser()
    yield made
    made.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frame = pd.read_json(DATA / "archive.jsonl.gz", lines=True)
    tagged = ra.tag(frame.head(80), published="published")
    return ra.report(tagged, tmp_path_factory.mktemp("report") / "report.html").resolve()


@pytest.fixture(scope="module")
def views(an: ra.Analyzer) -> list[str]:
    """Every sample page, an Article, entities of each kind and an explanation of topics."""
    docs = [an.analyze(path.read_bytes()) for path in sorted((DATA / "pages").iterdir())]
    entities = [e for doc in docs[:3] for e in (*doc.people[:1], *doc.organizations[:1], *doc.places[:1])]
    why = ra.TopicClassifier.load().explain(docs[0])
    return [x._repr_html_() for x in (*docs, docs[0].article, *entities, why)]


def page_of(views: list[str], sheet: str, attributes: str = "", wrapper: str = "") -> str:
    """The views under one another as in a notebook; the sheet of the views stands once, after the notebook's."""
    body = "".join(f'<section class="{wrapper}">{view.replace(style(), "")}</section>' for view in views)
    return (
        f'<!doctype html><html lang="ru" {attributes}><head><meta charset="utf-8"><title>Виды</title>'
        f'<meta name="viewport" content="width=device-width"><style>{sheet}{style()}</style></head>'
        f"<body><main><h1>Виды</h1>{body}</main></body></html>"
    )


@pytest.fixture(scope="module")
def gallery(views: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("gallery") / "gallery.html"
    plain = ":root{color-scheme:light dark}body{background:Canvas;color:CanvasText}"
    page.write_text(page_of(views, plain), encoding="utf8")
    return page.resolve()


def clean(browser: Browser) -> None:
    """Nothing said, nothing asked for, nothing too wide, nothing that shuts people out."""
    assert browser.console() == []
    assert browser.requests() == []
    assert browser.too_wide() <= 0
    assert browser.serious() == []


@pytest.mark.parametrize(("width", "theme"), VIEWS)
def test_report(width: int, theme: Theme, browser: Browser, report: Path) -> None:
    browser.open(report, width, 844, theme)
    clean(browser)
    browser.js("document.querySelectorAll('.more button').forEach((b) => b.click())")
    assert browser.too_wide() <= 0


@pytest.mark.parametrize(("width", "theme"), VIEWS)
def test_views(width: int, theme: Theme, browser: Browser, gallery: Path) -> None:
    browser.open(gallery, width, 844, theme)
    browser.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    clean(browser)
    cut = browser.js(
        "return [...document.querySelectorAll('.ruanalyze *')].filter((e) => e.clientWidth && e.scrollWidth > "
        "e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible').map((e) => e.outerHTML.slice(0, 90))"
    )
    assert cut == []


NOTEBOOKS = list(itertools.product(("jupyterlab", "vscode"), (1280, 390), ("light", "dark")))


@pytest.fixture(scope="module")
def in_notebooks(views: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The views between the rules that JupyterLab and VS Code have for what a cell shows."""
    folder = tmp_path_factory.mktemp("notebooks")
    made = {}
    for name, theme in itertools.product(("jupyterlab", "vscode"), ("light", "dark")):
        sheet = (Path(__file__).parent / "data" / f"{name}.css").read_text(encoding="utf8")
        page = folder / f"{name}-{theme}.html"
        wrapper = "jp-RenderedHTMLCommon jp-RenderedHTML jp-OutputArea-output"
        page.write_text(page_of(views, sheet, f'data-theme="{theme}"', wrapper), encoding="utf8")
        made[name, theme] = page.resolve()
    return made


def styles(browser: Browser, selector: str, name: str) -> set[str]:
    """The values that a property has in all elements of a kind."""
    script = "return [...document.querySelectorAll(arguments[0])].map((e) => getComputedStyle(e)[arguments[1]])"
    found = browser.js(script, selector, name)
    assert found, selector
    return set(found)


@pytest.mark.parametrize(("name", "width", "theme"), NOTEBOOKS)
def test_a_notebook_changes_nothing_in_a_view(
    name: str, width: int, theme: Theme, browser: Browser, in_notebooks: dict[tuple[str, str], Path]
) -> None:
    browser.open(in_notebooks[name, theme], width, 844, "light")  # the theme is the notebook's, not the system's
    browser.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    if width == 1280:
        clean(browser)
    assert browser.too_wide() <= 0
    assert styles(browser, ".ruanalyze td:not(.n), .ruanalyze th:not(.n), .ruanalyze p", "textAlign") == {"left"}
    assert styles(browser, ".ruanalyze td", "verticalAlign") == {"top"}
    assert styles(browser, ".ruanalyze tr, .ruanalyze thead", "backgroundColor") == {"rgba(0, 0, 0, 0)"}
    assert styles(browser, ".ruanalyze dt", "fontWeight") == {"400"}
    assert styles(browser, ".ruanalyze dt, .ruanalyze dd", "float") == {"none"}
    assert styles(browser, ".ruanalyze ul", "listStyleType") == {"none"}
    assert styles(browser, ".ruanalyze em", "fontStyle") == {"normal"}
    text = "return getComputedStyle(document.querySelector('.ruanalyze p')).color"
    assert styles(browser, ".ruanalyze a, .ruanalyze mark", "color") == {browser.js(text)}
    lines = "(e) => e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight)"
    shares = f"return [...document.querySelectorAll('dl.facts dt')].map({lines})"
    assert max(browser.js(shares)) < 1.2  # each on a line of its own: "фамилия", not a column of letters


def test_a_row_under_the_pointer_stays_as_it_is(browser: Browser, in_notebooks: dict[tuple[str, str], Path]) -> None:
    browser.open(in_notebooks["jupyterlab", "light"])
    row = browser.driver.find_element("css selector", ".posts tbody tr")
    browser.js("arguments[0].scrollIntoView({block: 'center'})", row)
    box = browser.js("const r = arguments[0].getBoundingClientRect(); return [r.left, r.top]", row)
    browser.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=box[0] + 5, y=box[1] + 5)
    assert browser.js("return arguments[0].matches(':hover')", row)
    assert styles(browser, ".posts tbody tr:hover", "backgroundColor") == {"rgba(0, 0, 0, 0)"}


def test_doc_as_a_file(browser: Browser, doc: ra.Doc, tmp_path: Path) -> None:
    (tmp_path / "doc.html").write_text(doc.to_html(), encoding="utf8")
    browser.open(tmp_path / "doc.html", 390, 844, "dark")
    clean(browser)
    assert browser.js("return getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"


def test_a_finger_gets_what_a_hover_tells(browser: Browser, doc: ra.Doc, tmp_path: Path) -> None:
    (tmp_path / "doc.html").write_text(doc.to_html(), encoding="utf8")
    browser.open(tmp_path / "doc.html")
    told = "return getComputedStyle(document.querySelector('mark.PER[title]'), '::after').content"
    assert browser.js("return matchMedia('(hover: none)').matches")  # headless; a tap counts as a hover
    assert browser.js(told) == "none"
    mark = browser.driver.find_element("css selector", "mark.PER[title]")
    x, y = mark.rect["x"] + 4, mark.rect["y"] + 4
    browser.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    assert browser.js(told) == '"Валерий Радаев"'


def visible(browser: Browser, table: str, column: int) -> list[str]:
    """The cells of a column that can be seen."""
    rows = f"document.querySelectorAll('#{table} tbody tr')"
    return list(
        browser.js(f"return [...{rows}].filter((r) => r.offsetHeight).map((r) => r.cells[{column}].textContent)")
    )


@pytest.mark.parametrize("table", TABLES)
def test_tables_sort(table: str, browser: Browser, report: Path) -> None:
    browser.open(report)
    browser.js(f"document.querySelector('#{table} .more button').click()")
    numbers = [int(n) for n in visible(browser, table, -1 % len(heads(browser, table)))]
    assert numbers == sorted(numbers, reverse=True)
    click = f"document.querySelector('#{table} thead button').click()"
    browser.js(click)
    up = visible(browser, table, 0)
    browser.js(click)
    down = visible(browser, table, 0)
    russian = browser.js("return arguments[0].slice().sort((a, b) => a.localeCompare(b, 'ru'))", up)
    assert up == russian
    assert down == sorted(down, key=russian.index, reverse=True)
    assert set(up) == set(down)
    assert up != down
    states = browser.js(f"return [...document.querySelectorAll('#{table} th')].map((h) => h.getAttribute('aria-sort'))")
    assert states[0] == "descending"
    assert set(states[1:]) == {None}


def heads(browser: Browser, table: str) -> list[str]:
    return list(browser.js(f"return [...document.querySelectorAll('#{table} th')].map((h) => h.textContent)"))


@pytest.mark.parametrize("table", TABLES)
def test_tables_filter(table: str, browser: Browser, report: Path) -> None:
    browser.open(report)
    shown = visible(browser, table, 0)
    every = browser.js(f"return document.querySelectorAll('#{table} tbody tr').length")
    assert len(shown) == min(15, every)
    field = browser.driver.find_element("id", f"f-{table}")
    field.send_keys(shown[-1].upper().replace("Ё", "Е"))
    found = visible(browser, table, 0)
    assert shown[-1] in found
    assert len(found) < every
    status = browser.js(f"return document.getElementById('s-{table}').textContent")
    assert status == f"Найдено: {len(found)} из {every}"
    field.clear()
    field.send_keys("ъъъ")
    assert visible(browser, table, 0) == []
    field.clear()
    field.send_keys(" ")
    assert visible(browser, table, 0) == shown


def test_long_tables_unfold(browser: Browser, report: Path) -> None:
    browser.open(report)
    browser.driver.find_element("css selector", "#people .more button").click()
    assert len(visible(browser, "people", 0)) == browser.js(
        "return document.querySelectorAll('#people tbody tr').length"
    )


def test_names_on_the_map_lie_on_nothing(browser: Browser, report: Path) -> None:
    for width, group in ((1280, "wide"), (390, "narrow")):
        browser.open(report, width)
        boxes = browser.js(
            f"return [...document.querySelectorAll('.map g.names.{group} text')].map((t) => t.getBoundingClientRect())"
            ".map((r) => [r.left, r.top, r.right, r.bottom])"
        )
        sheet = browser.js("const r = document.querySelector('.map').getBoundingClientRect(); return [r.left, r.right]")
        assert len(boxes) > 3
        for a, b in itertools.combinations(boxes, 2):
            wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert wide <= 1 or high <= 3, (a, b)  # a box has room above and below its letters
        assert all(sheet[0] <= box[0] and box[2] <= sheet[1] + 1 for box in boxes)


def test_paper(browser: Browser, report: Path, tmp_path: Path) -> None:
    """Dark or not, paper is white; what was folded is printed, what can't be used on paper is not."""
    browser.open(report, theme="dark")
    browser.theme("dark", media="print")
    assert browser.js("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.js("return document.querySelector('nav').offsetHeight") == 0
    browser.js("dispatchEvent(new Event('beforeprint'))")
    assert browser.js("return document.querySelectorAll('details:not([open])').length") == 0
    browser.js("dispatchEvent(new Event('afterprint'))")
    assert browser.js("return document.querySelectorAll('details[open]').length") == 1
    browser.paper(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
