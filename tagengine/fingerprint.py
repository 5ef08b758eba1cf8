"""The identity of a rule set: the SHA-256 of what it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


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
