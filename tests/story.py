"""Documents that tell a story: their files are written, their commands run, and what is printed
compared with what they show.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

from tagengine.rules.sources import shipped_folder
from tests.support import CommandLine

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"(?:# |<!-- )((?:my-rules|projects)/\S+)")
_IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "A curator",
    "GIT_AUTHOR_EMAIL": "curator@example.org",
    "GIT_COMMITTER_NAME": "A curator",
    "GIT_COMMITTER_EMAIL": "curator@example.org",
}


def blocks(text: str) -> list[tuple[str, str]]:
    """Return the fenced blocks of a document, each with its language."""
    return _BLOCK.findall(text)


def file_of(block: str) -> Path | None:
    """Return the file that a block's first line says it is, None if it says none."""
    named = _NAME.match(block)
    return Path(named[1]) if named else None


RENEW = "TAGENGINE_RENEW_DOCS"
"""Where this variable is set, documents are written again with what is printed; review the diff."""


def tell(document: Path, cli: CommandLine) -> None:
    """Let a document's story happen in this folder: write its files, run its commands.

    A block of a file goes where its first line says; the output of a console block must be exactly
    what it shows. The folder `my-rules` begins with the shipped settings.
    """
    text = document.read_text("utf-8")
    Path("my-rules").mkdir()
    shutil.copy(shipped_folder() / "zones.yaml", "my-rules")
    for language, block in blocks(text):
        first, _, rest = block.partition("\n")
        file = file_of(block)
        if language == "console" and first.startswith("$ git "):
            git = first.removeprefix("$ ")
            subprocess.run(git, shell=True, check=True, env={**os.environ, **_IDENTITY})
        elif language == "console":
            _, output, error = cli(*shlex.split(first.removeprefix("$ tagengine ")))
            printed = "".join(f"{line.rstrip()}\n" for line in (error + output).splitlines())
            if RENEW in os.environ:
                text = text.replace(block, f"{first}\n{printed}", 1)
            else:
                assert printed == rest, first
        elif file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block, "utf-8")
    if RENEW in os.environ:
        document.write_text(text, "utf-8")
