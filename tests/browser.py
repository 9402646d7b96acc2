"""Headless Chromium as the tests use it: a page at a width and in a theme, its console, its requests, axe-core.

Needs Debian's packages chromium and chromium-driver. axe-core is the copy in the package axe-core-python, or the file
that the environment variable AXE_CORE names (npm install axe-core: node_modules/axe-core/axe.min.js).
"""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import shutil
from pathlib import Path
from typing import Any, Literal

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
DRIVER = shutil.which("chromedriver")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
]
Theme = Literal["light", "dark"]


def missing() -> str | None:
    """What keeps the browser from being started, or None."""
    if CHROMIUM is None or DRIVER is None:
        return "no Chromium: apt-get install chromium chromium-driver"
    if importlib.util.find_spec("selenium") is None:
        return "no selenium: pip install 'ruanalyze[dev]'"
    return None


def axe_core() -> Path:
    """The script of axe-core."""
    if given := os.environ.get("AXE_CORE"):
        return Path(given)
    spec = importlib.util.find_spec("axe_core_python")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "axe.min.js"


class Browser:
    """One Chromium; `open` a page, then ask about it."""

    def __init__(self) -> None:
        from selenium import webdriver

        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in FLAGS:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options, webdriver.ChromeService(str(DRIVER)))
        self.driver.set_script_timeout(300)  # axe-core weighs the contrast of every cell

    def close(self) -> None:
        self.driver.quit()

    def open(self, page: Path, width: int = 1280, height: int = 900, theme: Theme = "light") -> None:
        """Show a file in a window of this size; under 600 pixels it is a telephone, with a finger for a pointer."""
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.cdp("Emulation.setTouchEmulationEnabled", enabled=width < 600)
        self.theme(theme)
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(page.as_uri())

    def theme(self, theme: Theme, media: str = "") -> None:
        """Light or dark, on a screen or on paper ("print")."""
        self.cdp("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": theme}])

    def cdp(self, command: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, arguments)

    def js(self, script: str, *arguments: Any) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *arguments)

    def console(self) -> list[str]:
        """What the console said since the page was opened."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Every address asked for since the page was opened, but for files of this machine and data in the page."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith(("file:", "data:"))]

    def serious(self) -> list[str]:
        """Serious and critical findings of axe-core, with the first place of each."""
        self.js(axe_core().read_text(encoding="utf8"))
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run().then((r) => done(r.violations), (e) => done(String(e)))"
        )
        assert isinstance(found, list), found
        grave = [v for v in found if v["impact"] in ("serious", "critical")]
        return [f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary']}" for v in grave]

    def too_wide(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.js("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def shot(self, picture: Path, *, whole: bool = True) -> None:
        """A picture of the whole page, or of what the window shows."""
        told = self.cdp("Page.captureScreenshot", captureBeyondViewport=whole)
        picture.write_bytes(base64.b64decode(told["data"]))

    def paper(self, file: Path) -> None:
        """The page as printed on A4."""
        told = self.cdp("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=False)
        file.write_bytes(base64.b64decode(told["data"]))
