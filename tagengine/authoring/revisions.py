"""Rule sets of git revisions, read without touching the work tree."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tagengine.errors import TagEngineError
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import folder as rule_files
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Vocabulary
from tagengine.system import git

WORK_TREE = "WORKTREE"
_FILE_MODES = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a revision: its path in the folder, its object and its size in bytes."""

    name: str
    identity: str
    size: int


def load(source: str, folder: str = "rules", tags: Vocabulary | None = None) -> RuleSet:
    """Return the rule set of a folder, of `WORKTREE` (the folder as it is) or of a git revision.

    `folder` is where the rules are in the repository, seen from the current folder; `tags` replace
    those of the rules. Raises
    `RuleErrors` with the mistakes of the files, `TagEngineError` if there is no such source.
    """
    if source == WORK_TREE:
        return rule_sources.load(folder, tags)
    if Path(source).is_dir():
        return rule_sources.load(source, tags)
    folder = PurePosixPath(os.path.normpath(folder)).as_posix()
    commit = _commit(source)
    entries = _entries(commit, folder)
    if not entries:
        raise TagEngineError(
            f"{source}: no rule files in {folder}/ (--path says where they are in the repository)"
        )
    origin = f"{source}:{folder}"
    contents = _contents(entries)
    files = {
        entry.name: rule_sources.decoded(content, f"{origin}/{entry.name}")
        for entry, content in zip(entries, contents, strict=True)
    }
    if rule_sources.VOCABULARY_FILE not in files and tags is None:
        raise TagEngineError(f"{origin}: no {rule_sources.VOCABULARY_FILE}")
    rule_set = rule_files.read(files, tags, origin).rule_set
    return rule_set if tags is None else rule_set.with_vocabulary(tags)


def _commit(source: str) -> str:
    try:
        found = git.ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{source}^{{commit}}"
        )
    except subprocess.CalledProcessError as error:
        detail = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        hint = detail or "name a folder of rules, WORKTREE, or a revision such as HEAD~1"
        raise TagEngineError(f"{source}: no such folder or git revision ({hint})") from None
    return found.decode().strip()


def _entries(commit: str, folder: str) -> list[_Entry]:
    """Return the rule files of a folder of a commit, and of the folders in it, sorted by name."""
    try:
        listing = git.ask("ls-tree", "-r", "-l", "-z", commit, "--", folder)
    except subprocess.CalledProcessError as error:
        detail = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise TagEngineError(f"{folder}: cannot be read from git ({detail})") from None
    entries = []
    for line in listing.decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        if not path:
            continue
        mode, _, identity, size = about.split()
        inner = PurePosixPath(path).relative_to(PurePosixPath(folder))
        is_rule_file = mode in _FILE_MODES and rule_sources.is_rule_file(inner)
        if is_rule_file and inner.parent.as_posix() in (".", *rule_sources.FOLDERS):
            rule_sources.check_size(int(size), path)
            entries.append(_Entry(inner.as_posix(), identity, int(size)))
    return sorted(entries, key=lambda entry: entry.name)


def _contents(entries: list[_Entry]) -> list[bytes]:
    """Return the contents of files, read in one go."""
    wanted = "".join(f"{entry.identity}\n" for entry in entries).encode()
    output = git.ask("cat-file", "--batch", stdin=wanted)
    contents, position = [], 0
    for entry in entries:
        start = output.index(b"\n", position) + 1
        contents.append(output[start : start + entry.size])
        position = start + entry.size + 1
    return contents
