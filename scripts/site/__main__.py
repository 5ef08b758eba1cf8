"""Build the site: stage the pages, write the reference from the code, run the generator.

`python -m scripts.site` builds `build/site`; a link or an anchor that leads nowhere is an error.
`python -m scripts.site --serve` shows it at http://localhost:8000 instead.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from scripts.site import command_line, findings, keys, python_api, schemas, staging

ROOT = Path(__file__).resolve().parent.parent.parent
STAGED = ROOT / "build" / "docs"


def stage(folder: Path) -> None:
    """Write every page of the site into an empty folder, as Markdown."""
    staging.copy(ROOT, folder)
    reference = folder / "reference"
    reference.mkdir()
    pages = {
        "commands": command_line.page(),
        "finding-codes": findings.page(),
        "rule-keys": keys.rules_page(),
        "configuration-keys": keys.configuration_page(),
        "python": python_api.page(),
        "json-schemas": schemas.page(),
    }
    for name, text in pages.items():
        (reference / f"{name}.md").write_text(text, "utf-8")
    schemas.write(reference / "schemas")
    for name in ("site.css", "site.js"):
        shutil.copy(Path(__file__).with_name(name), folder)


def main(arguments: list[str]) -> int:
    """Stage the pages and run the generator; return its exit code."""
    shutil.rmtree(STAGED, ignore_errors=True)
    stage(STAGED)
    verb = ["serve"] if "--serve" in arguments else ["build", "--clean", "--strict"]
    command = [sys.executable, "-m", "zensical", *verb]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
