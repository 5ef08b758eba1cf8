"""Shared lists and fragments that no rule names."""

from __future__ import annotations

from collections.abc import Iterator

from tagengine.authoring.checks.finding import Finding
from tagengine.rules.files.folder import Reading


def unused_lists(reading: Reading) -> Iterator[Finding]:
    """Find shared lists that no rule and no condition names."""
    for name, path, node in reading.shared.unused_lists():
        yield Finding(path, node, f'no rule uses the list "{name}"', "use it, or delete the file")


def unused_fragments(reading: Reading) -> Iterator[Finding]:
    """Find fragments that no regex names."""
    for name, path, node in reading.shared.unused_fragments():
        yield Finding(path, node, f'no regex uses the fragment "{name}"', "use it, or delete it")
