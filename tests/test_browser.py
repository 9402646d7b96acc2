"""The report in headless Chromium: sorts, filters, no console error, nothing asked of the network, axe-core.

The page tests itself: a script is added to a copy of it, and what it found is read from the DOM that Chromium prints.
Skipped where there is no Chromium; the check of accessibility where AXE_CORE, the path of axe.min.js, is not set.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import ruanalyze as ra

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
AXE = os.environ.get("AXE_CORE")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=20000",
]
DATA = Path(__file__).parent.parent / "data"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")

CHECK = """
const told = {errors: [], requests: performance.getEntriesByType("resource").length};
addEventListener("error", (e) => told.errors.push(String(e.message)));
for (const table of document.querySelectorAll("table.sorts")) {
  const column = [...table.tHead.rows[0].cells].findIndex((c) => !c.classList.contains("n"));
  const names = () => [...table.tBodies[0].rows].filter((r) => !r.hidden).map((r) => r.cells[column].textContent);
  const button = table.tHead.rows[0].cells[column].querySelector("button");
  const all = names().length;
  button.click(); const once = names();
  button.click(); const twice = names();
  const field = document.getElementById(table.dataset.filter);
  field.value = once[0].toUpperCase(); field.dispatchEvent(new Event("input"));
  const found = names();
  field.value = ""; field.dispatchEvent(new Event("input"));
  told[table.dataset.filter] = {all, once, twice, found, back: names().length};
}
told.wide = document.documentElement.scrollWidth - innerWidth;
const say = () => { const pre = document.createElement("pre"); pre.id = "told";
  pre.textContent = JSON.stringify(told); document.body.append(pre); };
if (window.axe) axe.run().then((r) => {
  told.axe = r.violations.map((v) => [v.impact, v.id, v.nodes[0].html]);
  say();
});
else say();
"""


@pytest.fixture(scope="module")
def tagged() -> pd.DataFrame:
    frame = pd.read_json(DATA / "archive.jsonl.gz", lines=True)
    return ra.tag(frame.head(80), published="published")


def visit(html: str, folder: Path, *flags: str) -> tuple[dict[str, Any], str]:
    """What the page found out about itself, and what Chromium's console said."""
    axe = f"<script>{Path(AXE).read_text(encoding='utf8')}</script>" if AXE else ""
    page = folder / "page.html"
    page.write_text(html.replace("</body>", f"{axe}<script>{CHECK}</script></body>"), encoding="utf8")
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'profile'}", *flags, "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    found = re.search(r'<pre id="told">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(unescape(found[1]))
    return told, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def test_report(tagged: pd.DataFrame, tmp_path: Path) -> None:
    html = ra.report(tagged, tmp_path / "report.html").read_text(encoding="utf8")
    told, console = visit(html, tmp_path, "--window-size=1280,900")
    assert not console
    assert told["errors"] == []
    assert told["requests"] == 0
    assert told["wide"] <= 0
    assert {k for k in told if k.startswith("f-")} == {"f-officials", "f-people", "f-organizations", "f-places"}
    for key in ("f-officials", "f-people", "f-organizations", "f-places"):
        table = told[key]
        assert table["all"] == len(table["once"]) == table["back"]
        assert table["once"] != table["twice"]
        assert sorted(table["once"]) == sorted(table["twice"])
        assert table["once"][0] in table["found"]
        assert len(table["found"]) < table["all"]
    if AXE:
        assert [v for v in told["axe"] if v[0] in ("serious", "critical")] == []


@pytest.mark.parametrize("theme", ["0", "1"], ids=["dark", "light"])
def test_doc(theme: str, doc: ra.Doc, tmp_path: Path) -> None:
    told, console = visit(doc.to_html(), tmp_path, f"--blink-settings=preferredColorScheme={theme}")
    assert not console
    assert told["errors"] == []
    assert told["requests"] == 0
    if AXE:
        assert [v for v in told["axe"] if v[0] in ("serious", "critical")] == []


def test_accessibility_was_checked() -> None:
    if not AXE:
        pytest.skip("AXE_CORE is not set: npm install axe-core, AXE_CORE=node_modules/axe-core/axe.min.js")
