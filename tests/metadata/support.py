"""A repository of records for tests: rules for three tags, a configuration, records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from tests.support import CommandLine, Folder

FIX = ("--fix", "--unsafe-fixes", "--min-confidence", "0")
"""The options that write whatever the rules say."""


@dataclass(frozen=True)
class Repo:
    """A folder with `rules/` (`database`, `cache `, `lib`) and what a test writes."""

    path: Path
    cli: CommandLine

    def __post_init__(self) -> None:
        rules = Folder(self.path / "rules")
        rules.write_rules("database", "- {keywords: [sql], weight: 20}")
        rules.write_rules("cache", "- {keywords: [memo], weight: 19}")
        rules.write_rules("lib", "- {keywords: [crate], weight: 18}")

    def write(self, name: str, text: str) -> Path:
        """Write a file, its indentation removed; line ends stay as given."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dedent(text).encode())
        return path

    def configure(self, text: str) -> None:
        """Write the configuration; the rules are those of the folder."""
        self.write(".tagengine.yaml", "rules: rules\n" + dedent(text))

    def read(self, name: str) -> str:
        """Return a file's text."""
        return (self.path / name).read_bytes().decode()

    def check(self, *arguments: str) -> tuple[int, list[str], str]:
        """Run `tagengine check`; return exit code, lines of output, standard error."""
        code, output, error = self.cli("check", *arguments)
        return code, output.splitlines(), error
