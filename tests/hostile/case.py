"""A hostile input: its name, the files that it is made of, and the command that reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Content = bytes | Callable[[], bytes]
"""The bytes of a file, or what makes them when they are needed."""


@dataclass(frozen=True)
class Case:
    """A command line of `tagengine` and the files that it reads, in a folder of its own.

    `RULES` among the arguments stands for a small folder of rules; `prepare` makes what is no plain
    file. `makes` is what the names of files begin with that the command may write. A process of its
    own is for what a user's whole run of the program should show.
    """

    name: str
    arguments: tuple[str, ...]
    files: Mapping[str, Content] = field(default_factory=dict)
    prepare: Callable[[Path], None] | None = None
    stdin: bytes = b""
    makes: tuple[str, ...] = ()
    has_own_process: bool = False

    def write(self, folder: Path) -> None:
        """Write the files into a folder."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content())
        if self.prepare is not None:
            self.prepare(folder)
