"""A real Chromium without a window, and what the tests ask of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.support import missing
from tests.waiting import PATIENCE

_AXE = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
_ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class Browser:
    """One browser for many tests; every page is opened again."""

    def __init__(self, profile: Path) -> None:
        chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
        if chromium is None or driver is None:
            missing("Chromium", "apt-get install chromium chromium-driver")
        options = Options()
        options.binary_location = chromium
        for argument in (*_ARGUMENTS, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(driver))
        self.driver.set_script_timeout(300)  # axe-core reads a large page on a busy machine
        self._log: Callable[[str], list[dict[str, Any]]] = self.driver.get_log

    def open(self, page: Path, fragment: str = "", *, width: int = 1280, dark: bool = False) -> str:
        """Open a page, in a window of a width, on a system with a dark mode or a light one."""
        address = page.resolve().as_uri()
        self.visit(address + fragment, width=width, dark=dark)
        return address

    def visit(self, address: str, *, width: int = 1280, dark: bool = False) -> None:
        """Open an address as `open` does a page."""
        self.emulate(width=width, dark=dark)
        self.driver.get("about:blank")
        for log in ("performance", "browser"):
            self._log(log)
        self.driver.get(address)
        # On a busy machine, the driver is seen to return while the page is still being read.
        assert self.becomes("document.readyState === 'complete' && location.href !== 'about:blank'")

    def emulate(self, *, width: int = 1280, dark: bool = False, media: str = "screen") -> None:
        """Set the size of the window and what the system prefers."""
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": media, "features": [scheme, calm]}
        )

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script of the test returns."""
        return self.driver.execute_script(script, *arguments)

    def find(self, selector: str) -> WebElement:
        """Return the first element of a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Return the elements of a CSS selector."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def write(self, text: str) -> None:
        """Put a text in where the focus is, as pasting does."""
        self.driver.execute_cdp_cmd("Input.insertText", {"text": text})

    def tab_to(self, selector: str, limit: int = 200) -> None:
        """Press the tab key until an element has the focus."""
        for _ in range(limit):
            if self.run("return document.activeElement.matches(arguments[0])", selector):
                return
            self.press(Keys.TAB)
        pytest.fail(f"{selector} cannot be reached with the tab key")

    def becomes(self, condition: str, *arguments: object) -> bool:
        """Return whether an expression of the page is, or becomes, true."""
        try:
            wait = WebDriverWait(self.driver, PATIENCE, poll_frequency=0.02)
            wait.until(lambda _: self.run(f"return {condition}", *arguments))
        except TimeoutException:
            return False
        return True

    def has_focus(self, selector: str) -> bool:
        """Return whether an element gets the focus."""
        return self.becomes("document.activeElement.matches(arguments[0])", selector)

    def is_in_view(self, selector: str) -> bool:
        """Return whether an element comes wholly into the window."""
        return self.becomes(
            "(box => box.top >= 0 && box.bottom <= innerHeight && box.height > 0)"
            "(document.querySelector(arguments[0]).getBoundingClientRect())",
            selector,
        )

    def requests(self) -> list[str]:
        """Return the addresses that were asked for since the page was opened, or since asked."""
        return [one["request"]["url"] for one in self._events("Network.requestWillBeSent")]

    def refused(self) -> list[str]:
        """Return why requests since the page was opened did not leave the browser."""
        return [one.get("blockedReason", "") for one in self._events("Network.loadingFailed")]

    def _events(self, method: str) -> Iterator[dict[str, Any]]:
        for entry in self._log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == method:
                yield message["params"]

    def complaints(self) -> list[str]:
        """Return what the browser wrote to its console: errors and violations of the policy."""
        return [entry["message"] for entry in self._log("browser")]

    def violations(self) -> list[str]:
        """Return what axe-core finds on the page that is serious or critical."""
        if not _AXE.exists():
            missing("axe-core", "npm install --no-save --no-package-lock axe-core")
        self.run(_AXE.read_text("utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document).then(result => done(result.violations))"
        )
        return [
            f"{one['id']}: {one['help']}: {node['target']}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]
