"""A draft written to its rule file, in the one folder that may be edited and nowhere else."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tagengine.errors import FileError
from tagengine.rules import sources as rule_sources
from tagengine.server.playground.workbench import Workbench
from tagengine.system import atomic_files

_BOM = b"\xef\xbb\xbf"


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def save(workbench: Workbench, folder: Path, name: str, text: str, expected: str) -> str:
    """Write the text of a rule file, and return it as written.

    `expected` is the SHA-256 of the text that the draft was made from. Line ends and a byte order
    mark stay as they are. Raises `RuleErrors` if the rules would not be sound with it, `UsageError`
    if there is no such file, `FileError` if it is not the editor's to write: it lies elsewhere, or
    was changed in the meantime.
    """
    written = workbench.changed({name: text}).get(name, workbench.file(name))
    workbench.engine({name: text})
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise FileError(path, "not written: it is outside the folder that may be edited")
    before = rule_sources.read_bytes(path, rule_sources.FILE_LIMIT)
    if digest(rule_sources.decoded(before, path.as_posix())) != expected:
        why = "not written: someone else has changed it (copy your change, then reload)"
        raise FileError(path, why)
    mark = _BOM if before.startswith(_BOM) else b""
    content = mark + written.encode("utf-8", "surrogatepass")
    rule_sources.check_size(len(content), path.as_posix())
    atomic_files.write(path, content, before)
    return written
