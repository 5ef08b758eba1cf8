"""What a check finds, and where the parts of a reading are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yaml.nodes import Node

from tagengine.reporting import as_text
from tagengine.rules.files.entries import Entry
from tagengine.rules.files.folder import Reading
from tagengine.rules.files.tag_file import TagFile
from tagengine.rules.rule_set import Rule


class Finding(NamedTuple):
    """Something doubtful at a node of a file, or at its start: what it is, and what to do."""

    path: str
    node: Node | None
    problem: str
    hint: str


class Placed(NamedTuple):
    """A rule with the file, the entry and the node that it comes from."""

    rule: Rule
    tag_file: TagFile
    entry: Entry
    node: Node

    def finding(self, problem: str, hint: str) -> Finding:
        """Return a finding at the keyword or the regex of the rule."""
        return Finding(self.rule.path, self.node, problem, hint)

    def finding_at(self, key: str, problem: str, hint: str) -> Finding:
        """Return a finding at a key's value in the rule's entry, or at the entry."""
        return Finding(
            self.tag_file.file.path, self.entry.keys.get(key, self.entry.node), problem, hint
        )


def placed(reading: Reading) -> Iterator[Placed]:
    """Yield the rules as the files give them (without implied ones), file by file."""
    for tag_file in reading.tag_files:
        yield from placed_in(tag_file)


def placed_in(tag_file: TagFile) -> Iterator[Placed]:
    """Yield the rules of one file, entry by entry."""
    by_id = {rule.id: rule for rule in tag_file.rules}
    for entry in tag_file.entries:
        for rule_id in entry.rules:
            yield Placed(by_id[rule_id], tag_file, entry, tag_file.nodes[rule_id])


def by_entry(reading: Reading) -> Iterator[list[Placed]]:
    """Yield the rules of each entry that has some."""
    group: list[Placed] = []
    for one in placed(reading):
        if group and one.entry is not group[0].entry:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def listed(texts: list[str], limit: int = 5) -> str:
    """Return quoted texts in a row, the first few of many."""
    return as_text.listed([f'"{text}"' for text in texts], limit)
