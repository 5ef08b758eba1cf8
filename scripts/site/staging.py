"""The Markdown files of the repository as pages of the site, with links that hold there."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

OUTSIDE = {
    "CHANGELOG.md": "project/changelog.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security-policy.md",
    "deploy/README.md": "project/deploy.md",
    "fuzz/README.md": "project/fuzzing.md",
}
"""Files outside `docs/` that are pages too: path in the repository to path in the site."""

_INDEX = {"README.md": "index.md", "docs/README.md": "index.md"}
_FENCE = re.compile(r"^( *)(`{3,}|~{3,})")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_PICTURE = re.compile(
    r'<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="(\S+)">\s*'
    r'<img src="(\S+)" alt="([^"]*)" width="(\d+)">\s*</picture>'
)
_ELSEWHERE = re.compile(r"[a-z]+:|#")


def copy(root: Path, folder: Path) -> None:
    """Copy `docs/` and the pages outside it from the repository at `root`, links rewritten."""
    shutil.copytree(root / "docs", folder)
    (folder / "README.md").unlink()
    for path in (*sorted((root / "docs").rglob("*.md")), *(root / name for name in OUTSIDE)):
        source = path.relative_to(root).as_posix()
        page = folder / placed(source)
        page.parent.mkdir(exist_ok=True)
        page.write_text(rewritten(path.read_text("utf-8"), source), "utf-8")


def placed(source: str) -> str:
    """Return where in the site a file of the repository stands, '' if it is not there."""
    if source in _INDEX:
        return _INDEX[source]
    if source in OUTSIDE:
        return OUTSIDE[source]
    return source.removeprefix("docs/") if source.startswith("docs/") else ""


def rewritten(text: str, source: str) -> str:
    """Return a page with the links of the file `source` as they must be in the site.

    A link to a file that is not in the site becomes its label. A picture that follows the
    system's light or dark mode becomes one that follows the site's. Code is left as it is.
    """
    return "".join(
        part
        if is_code
        else _LINK.sub(lambda link: _relinked(link, source), _PICTURE.sub(_shown, part))
        for is_code, part in _parts(text)
    )


def _shown(picture: re.Match[str]) -> str:
    dark, light, alt, width = picture.groups()
    size = f'{{ width="{width}" }}'
    return f"![{alt}]({light}#only-light){size}\n![{alt}]({dark}#only-dark){size}"


def _relinked(link: re.Match[str], source: str) -> str:
    image, label, target = link.groups()
    if _ELSEWHERE.match(target):
        return link[0]
    file, hash_, anchor = target.partition("#")
    page = placed(posixpath.normpath(posixpath.join(posixpath.dirname(source), file)))
    if not page:
        return label
    relative = posixpath.relpath(page, posixpath.dirname(placed(source)) or ".")
    return f"{image}[{label}]({relative}{hash_}{anchor})"


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the text in order, in parts that are fenced code and parts that are not."""
    part, fence = "", ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if not fence and found:
            yield False, part
            part, fence = line, found[2]
        elif fence and line.strip() == fence:
            yield True, part + line
            part, fence = "", ""
        else:
            part += line
    yield bool(fence), part
