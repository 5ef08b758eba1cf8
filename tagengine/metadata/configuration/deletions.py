"""The files that a commit deletes: git hooks are not told of them, so git is asked."""

from __future__ import annotations

import os
import subprocess

from tagengine.errors import TagEngineError
from tagengine.system import git

_RANGE = ("PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF")


def deleted() -> list[str]:
    """Return the paths, relative to the current folder, that the index lacks and HEAD has.

    pre-commit tells hooks that look at a range of commits so by its environment variables; then
    they are those that the range deletes. The old name of a renamed file counts. Outside a git
    repository there are none.
    """
    ends = [os.environ.get(name, "") for name in _RANGE]
    compared = ["...".join(ends)] if all(ends) else ["--cached"]
    try:
        names = git.ask(
            "diff", "--name-only", "--no-renames", "--diff-filter=D", "--relative", "-z",
            *compared, "--",
        )  # fmt: skip
    except (TagEngineError, subprocess.CalledProcessError):
        return []
    return [os.fsdecode(name) for name in names.split(b"\0") if name]
