"""Pages of the site: where the repository's files stand there, and the links between them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from scripts.site import staging
from scripts.site.__main__ import ROOT, stage

_IN_NAV = re.compile(r'"([\w/.-]+\.md)"')


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("docs/a.md", "[a](cli.md#inputs)", "[a](cli.md#inputs)"),
        ("docs/a.md", "[a](../SECURITY.md)", "[a](project/security-policy.md)"),
        ("docs/a.md", "[a](../deploy/README.md#x)", "[a](project/deploy.md#x)"),
        ("docs/a.md", "[the `code`\nof it](../tests/a.py)", "the `code`\nof it"),
        ("docs/a.md", "[a](https://example.org)", "[a](https://example.org)"),
        ("docs/a.md", "[a](#here)", "[a](#here)"),
        ("docs/README.md", "![a](speed.svg)", "![a](speed.svg)"),
        ("deploy/README.md", "[a](../docs/server.md)", "[a](../server.md)"),
        ("deploy/README.md", "[a](Dockerfile)", "a"),
        ("SECURITY.md", "[a](docs/README.md)", "[a](../index.md)"),
        ("docs/a.md", "```md\n[a](../SECURITY.md)\n```\n", "```md\n[a](../SECURITY.md)\n```\n"),
        ("docs/a.md", "~~~\n```\n[a](../x)\n~~~\n[a](../x)", "~~~\n```\n[a](../x)\n~~~\na"),
    ],
)
def test_links(source: str, text: str, expected: str) -> None:
    assert staging.rewritten(text, source) == expected


def test_a_picture_of_the_system_s_scheme_becomes_one_of_the_site_s() -> None:
    text = (
        '<picture>\n  <source media="(prefers-color-scheme: dark)" srcset="p/a-dark.webp">\n'
        '  <img src="p/a-light.webp" alt="A page" width="800">\n</picture>\n'
    )
    assert staging.rewritten(text, "docs/a.md") == (
        '![A page](p/a-light.webp#only-light){ width="800" }\n'
        '![A page](p/a-dark.webp#only-dark){ width="800" }\n'
    )


def test_the_navigation_has_every_page_once(tmp_path: Path) -> None:
    stage(tmp_path / "docs")
    pages = sorted(path.relative_to(tmp_path / "docs") for path in tmp_path.rglob("*.md"))
    text = (ROOT / "zensical.toml").read_text("utf-8")
    named = sorted(Path(name) for name in _IN_NAV.findall(text))
    assert named == pages
    assert tomllib.loads(text)["project"]["docs_dir"] == "build/docs"
