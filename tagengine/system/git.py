"""Git, asked by its command line."""

from __future__ import annotations

import subprocess

from tagengine.errors import TagEngineError


def ask(*arguments: str, stdin: bytes | None = None) -> bytes:
    """Return what a git command prints, run in the current folder.

    Raises `TagEngineError` if there is no git, `subprocess.CalledProcessError` if it fails.
    """
    command = ["git", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- the arguments are ours, and no shell reads them
            command, input=stdin, capture_output=True, check=True
        )
    except FileNotFoundError:
        raise TagEngineError(
            "git is not installed (it reads revisions and what is staged)"
        ) from None
    return done.stdout
