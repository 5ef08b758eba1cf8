"""A project as it is handed over, before anything of it is read."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.document.formats.known import Format


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a project; every text may be empty.

    `format` is that of the README, `language` the main programming language.
    """

    id: str | int
    name: str = ""
    description: str = ""
    topics: tuple[str, ...] = ()
    readme: str = ""
    format: Format = Format.MARKDOWN
    language: str = ""
