"""How fast the playground is in a real Chromium: first paint, and from a key to new tags.

Starts `tagengine serve` with the shipped rules, opens its page in Chromium without a window, and
types into a README of 20 KB and into a rule file. Times are the browser's own (Performance API):
for a key, from the key to the frame after the new tags are in the page, the pause that the page
waits for more keys (40 ms) included. Run it with `python -m benchmarks.playground`.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from selenium.webdriver.common.keys import Keys

from tests.reporting.pages.browser import Browser
from tests.server.playground.page import DOCUMENT, RULES, Playground
from tests.server.support import serve

_KEYS = 30
_SIZE = 20 * 1024  # bytes of the README
_PAINT = """
const [entry] = performance.getEntriesByType('navigation');
const paint = performance.getEntriesByName('first-contentful-paint')[0];
return [paint.startTime, entry.domContentLoadedEventEnd, performance.getEntriesByName('tags')[0]
  ?.startTime ?? 0]
"""
_WATCH = """
window.times = [];
let pressed = 0;
addEventListener('keydown', () => { pressed = performance.now(); }, true);
new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
  if (pressed) window.times.push(performance.now() - pressed);
  pressed = 0;
}))).observe(document.querySelector('#chosen'), {childList: true});
"""
_PARAGRAPH = """\
## Part {number}

Ember keeps hot data in memory and writes the rest to disk in sorted files, so that a process has a
small database without a server beside it. Queries are planned by cost, [indexes](#indexes) are kept
in `trees`, and a command-line tool shows **what is stored**.

- transactions and snapshots
- compression with zstd

"""


def readme() -> str:
    """Return a README of 20 KB."""
    text = "# Ember\n\nEmber is an embeddable key-value store for Rust.\n\n"
    number = 0
    while len(text) < _SIZE:
        number += 1
        text += _PARAGRAPH.format(number=number)
    return text[:_SIZE]


def measure(page: Playground, editor: str) -> list[float]:
    """Return the milliseconds from a key to the tags that it leads to, for several keys."""
    browser = page.browser
    browser.run("document.querySelector(arguments[0]).focus()", editor)
    for number in range(_KEYS):
        browser.press("abcdefghij"[number % 10])
        if not browser.becomes(f"times.length > {number}", seconds=10):
            raise RuntimeError("no tags came")
    times: list[float] = browser.run("const found = times; times = []; return found")
    return times


def shown(name: str, times: list[float]) -> str:
    """Return a line of figures."""
    ordered = sorted(times)
    high = ordered[int(len(ordered) * 0.9)]
    return (
        f"{name:<44}{statistics.median(times):8.0f} ms median{high:8.0f} ms at 90 %"
        f"{ordered[-1]:8.0f} ms most"
    )


def first_paints(page: Playground) -> dict[str, list[Any]]:
    """Return the milliseconds from opening the page to its first paint and to its first tags."""
    found: dict[str, list[Any]] = {"first contentful paint": [], "first tags": []}
    for _ in range(10):
        page.open()
        paint, _, tags = page.browser.run(_PAINT)
        found["first contentful paint"].append(paint)
        found["first tags"].append(tags)
    return found


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as profile, serve("--workers", "1") as served:
        browser = Browser(Path(profile))
        page = Playground(browser, served.url + "/")
        page.open()
        print(f"{'first tags, the server just started':<44}{browser.run(_PAINT)[2]:8.0f} ms")
        for name, times in first_paints(page).items():
            print(shown(name, times))
        page.paste(readme())
        page.browser.becomes("document.querySelector('#time').textContent !== ''")
        browser.run(_WATCH)
        browser.becomes("false", seconds=1)
        print(shown("a key in a README of 20 KB", measure(page, DOCUMENT)))
        page.open_rules("nosql")
        browser.find(f"{RULES} .cm-line").click()
        browser.press(Keys.END)  # of a comment: the rules stay sound
        print(shown("a key in a rule file, README of 20 KB", measure(page, RULES)))
        browser.driver.quit()


if __name__ == "__main__":
    main()
