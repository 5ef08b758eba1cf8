"""A folder to start from: a vocabulary of two tags, rules for them, and what explains both."""

from __future__ import annotations

from pathlib import Path

from tagengine.errors import UsageError
from tagengine.rules import sources as rule_sources
from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.files.settings import with_limits

RULES_FOLDER = "rules"
_SOURCE = Path(__file__).resolve().parent / "example_files"
_LIMITS = {"threshold": 10, "share": 36, "kind_share": 14, "kind_rank": 55}  # without learned words
_HIDDEN = "dot-"  # stands for the dot of a hidden file, which packagers may pass over


def make(folder: Path) -> list[Path]:
    """Write the example into a folder, which is made if need be; return the paths of its files.

    Raises `UsageError`, with nothing written, if a file or a folder of rules is there already.
    """
    contents = {folder / name: content for name, content in _files().items()}
    present = [path for path in contents if path.exists() or path.is_symlink()]
    rules = folder / RULES_FOLDER
    if not present and rules.is_dir() and any(rules.iterdir()):
        present = [rules]  # rules of the example beside others would not go together
    if present:
        names = ", ".join(path.as_posix() for path in present)
        raise UsageError(
            f"{names}: already exists, and init overwrites nothing (name another folder: "
            "tagengine init NEW_FOLDER)"
        )
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    return list(contents)


def _files() -> dict[str, bytes]:
    """Return the example's files by name: those kept next to this module, and the shipped zones."""
    files = {
        path.relative_to(_SOURCE).as_posix().replace(_HIDDEN, "."): path.read_bytes()
        for path in _SOURCE.rglob("*")
        if path.is_file()
    }
    shipped = (rule_sources.shipped_folder() / SETTINGS_FILE).read_text("utf-8")
    files[f"{RULES_FOLDER}/{SETTINGS_FILE}"] = with_limits(shipped, _LIMITS).encode()
    return dict(sorted(files.items()))
