"""The pictures of the documentation, taken from the product itself: `docs/pictures/`.

`python -m scripts.pictures` takes all of them again, light and dark: pages in a real Chromium, and
a terminal as SVG. It needs the extra `dev`, Chromium and its driver.
"""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME, TerminalTheme
from rich.text import Text

from scripts import rooms
from tagengine import Engine
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
_LABELLED = {
    "Ember is an embeddable key-value store for Rust.": ("nosql", "database"),
    "Tide is an LRU cache in memory, with a library for Go.": ("cache", "lib"),
    "Heron is a small message broker with queues on disk.": ("message-queue", "storage"),
    "Loom is a workflow engine that runs tasks on Kubernetes.": ("workflow", "cloud-native"),
    "Finch is a terminal dashboard for the metrics of a server.": ("monitoring", "terminal"),
    "Mole is a command-line tool that searches source code.": ("cli", "search"),
    "Quill is a Markdown editor for the desktop.": ("editor", "desktop-app"),
    "Wren is a web framework for Python.": ("framework", "backend"),
    "Plover is a REST API for weather data.": ("api", "data"),
    "Otter is a compiler for a small functional language.": ("compiler", "programming-language"),
    "Crane is a chart library for the browser.": ("visualization", "frontend"),
    "Badger is a scanner for secrets in git repositories.": ("security", "dev-tool"),
    "Lynx is a static site generator for documentation.": ("documentation", "cli"),
    "Pika is a neural network library for images.": ("ai", "image"),
    "Vole is a linter for SQL, with a plugin for editors.": ("linter", "database"),
    "Swift is a load balancer with TLS and HTTP/3.": ("network", "server"),
}
"""Descriptions and labels for the picture of an evaluation, written for it."""
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


def _tagengine(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "tagengine", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def gold() -> Iterator[str]:
    """Yield labelled records, each as a line of JSON; labels that are no tags are left out."""
    names = {tag.key: tag.name for tag in Engine.load().rule_set.vocabulary}
    for number, (text, labels) in enumerate(_LABELLED.items()):
        tags = [names[label] for label in labels if label in names]
        yield json.dumps({"id": number, "description": text, "tags": tags})


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    rooms.draw()
    terminal("explain", "tagengine explain -", "".join(DOCUMENT.splitlines(keepends=True)[:3]))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "README.md").write_text(DOCUMENT, "utf-8")
        (place / "gold.jsonl").write_text("\n".join(gold()), "utf-8")
        page = _tagengine(place, "eval", "gold.jsonl", "--bootstrap", "200", "--format", "html")
        (place / "eval.html").write_text(page, "utf-8")
        _tagengine(place, "explain", "README.md", "--format", "html", "--output", "audit.html")
        browser = Browser(place / "profile")
        try:
            take(browser, (place / "audit.html").as_uri(), "audit")
            take(browser, (place / "eval.html").as_uri(), "evaluation")
            with serve("--workers", "1") as served:
                take(browser, served.url, "playground", wait="!document.body.matches('.starting')")
        finally:
            browser.driver.quit()


if __name__ == "__main__":
    main()
