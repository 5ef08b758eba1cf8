"""The pictures of the documentation, taken from the product itself: `docs/pictures/`.

`python -m scripts.pictures` takes all of them again, light and dark: pages in a real Chromium, and
a terminal as SVG. It needs the extra `dev`, Chromium and its driver.
"""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME, TerminalTheme
from rich.text import Text

from tests.reporting.pages.browser import Browser
from tests.server.support import serve
from tests.support import on_a_terminal

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DOCUMENT = """\
# Ember

Ember is an embeddable key-value store for Rust.

It keeps hot data in memory and the rest in sorted files, so that a program has a
small database without a server beside it.

## Features

- ACID transactions and snapshots
- a write-ahead log: no data is lost when the power fails
- a cache of hot pages with a fixed size

## Usage

Add the library to your `Cargo.toml`, and open a database:

```rust
let store = ember::open("data")?;
store.put("key", "value")?;
```
"""
_WIDTH, _HEIGHT = 1200, 750
_QUALITY = 70
_LIGHT = TerminalTheme(
    (246, 248, 250), (31, 35, 40),
    [(31, 35, 40), (207, 34, 46), (17, 99, 41), (77, 45, 0),
     (9, 105, 218), (130, 80, 223), (27, 124, 131), (89, 99, 110)],
)  # fmt: skip
_TERMINAL = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font: bold 16px sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g></svg>
"""


def take(browser: Browser, address: str, name: str, prepare: str = "", wait: str = "true") -> None:
    """Write a page's first screen, light and dark, after a script has prepared it."""
    for scheme in ("light", "dark"):
        browser.visit(address, width=_WIDTH, dark=scheme == "dark")
        if not browser.becomes(wait):
            raise SystemExit(f"pictures: {address} did not become ready ({wait})")
        browser.run(prepare)
        browser.driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        browser.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": _WIDTH, "height": _HEIGHT, "deviceScaleFactor": 1.5, "mobile": False},
        )
        shot = browser.driver.execute_cdp_cmd(
            "Page.captureScreenshot", {"format": "webp", "quality": _QUALITY}
        )
        (PICTURES / f"{name}-{scheme}.webp").write_bytes(base64.b64decode(shot["data"]))


def terminal(name: str, command: str, text: str) -> None:
    """Write what a command prints for a text on standard input, as a picture of a terminal."""
    printed = on_a_terminal(sys.executable, "-m", *command.split(), text=text)
    for scheme, theme in {"light": _LIGHT, "dark": SVG_EXPORT_THEME}.items():
        console = Console(record=True, width=80, file=io.StringIO(), force_terminal=True)
        console.print(Text.from_ansi(printed))
        picture = console.export_svg(
            title=command, theme=theme, code_format=_TERMINAL, unique_id=f"t-{scheme}"
        )
        (PICTURES / f"{name}-{scheme}.svg").write_text(picture, "utf-8")


def _tagengine(folder: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "tagengine", *arguments], cwd=folder, check=True)


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    terminal("explain", "tagengine explain -", DOCUMENT.partition("\n## ")[0] + "\n")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "README.md").write_text(DOCUMENT, "utf-8")
        _tagengine(place, "explain", "README.md", "--format", "html", "--output", "audit.html")
        browser = Browser(place / "profile")
        try:
            take(browser, (place / "audit.html").as_uri(), "audit")
            with serve("--workers", "1") as served:
                take(browser, served.url, "playground", wait="!document.body.matches('.starting')")
        finally:
            browser.driver.quit()


if __name__ == "__main__":
    main()
