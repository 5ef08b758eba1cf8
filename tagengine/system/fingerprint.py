"""The identity of a rule set, and of the program: the SHA-256 of what they are made of."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_PACKAGES = ("ahocorasick_rs", "docutils", "markdown-it-py", "pyromark", "pyyaml", "regex")
_PACKAGE = Path(__file__).resolve().parent.parent


def fingerprint(files: Mapping[str, str], vocabulary: str = "") -> str:
    """Return the SHA-256 (hexadecimal) of rule files, name to text, whatever their order.

    `vocabulary` is the text of a vocabulary that replaces the files' own.
    """
    digest = hashlib.sha256(vocabulary.encode("utf-8", "surrogatepass"))
    for name in sorted(files):
        text = files[name].encode("utf-8", "surrogatepass")
        digest.update(f"\0{name}\0{len(text)}\0".encode("utf-8", "surrogatepass"))
        digest.update(text)
    return digest.hexdigest()


@cache
def program(package: Path = _PACKAGE) -> str:
    """Return the digest of the program: this package, what it reads with, and Python.

    Between two releases the package changes without its version.
    """
    from importlib import metadata  # noqa: PLC0415 -- not where documents are tagged one by one

    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    for name in _PACKAGES:
        try:
            digest.update(f"{name} {metadata.version(name)}\n".encode())
        except metadata.PackageNotFoundError:
            continue
    return digest.hexdigest()
