"""Relations between tags that lead in a circle, or that take back what another one gives."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from tagengine.authoring.checks.finding import Finding
from tagengine.rules.files.folder import Reading
from tagengine.rules.files.tag_file import TagFile


def cycles(reading: Reading) -> Iterator[Finding]:
    """Find tags that imply, or suppress, each other in a circle."""
    for key in ("implies", "suppresses"):
        graph = {
            tag_file.tag: sorted(_targets(tag_file, key))
            for tag_file in reading.tag_files
            if tag_file.tag is not None
        }
        for cycle in circles(graph):
            names = [reading.rule_set.vocabulary[tag].key for tag in cycle]
            problem = f"{key} leads in a circle: {' > '.join(names)}"
            hint = (
                "every keyword of one then counts for the other: leave one of them out"
                if key == "implies"
                else "excludes already means that the tags are never given together"
            )
            tag_file = next(one for one in reading.tag_files if one.tag == cycle[0])
            yield Finding(tag_file.file.path, tag_file.relations[key], problem, hint)


def circles(graph: dict[int, list[int]]) -> Iterator[list[int]]:
    """Yield circles until, each broken at one place, none is left; the least tag comes first."""
    left = {tag: list(others) for tag, others in sorted(graph.items())}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            # Its arguments name each tag after the one that leads to it, the first one twice.
            members: list[int] = error.args[1][:0:-1]
            start = members.index(min(members))
            cycle = members[start:] + members[:start]
            yield [*cycle, cycle[0]]
            left[cycle[0]].remove(cycle[1])
        else:
            return


def _targets(tag_file: TagFile, key: str) -> tuple[int, ...]:
    if key == "implies":
        return tuple(tag_file.implies)
    return () if tag_file.policy is None else tag_file.policy.suppresses


def contradictions(reading: Reading) -> Iterator[Finding]:
    """Find tags that give points to a tag and keep it out."""
    for tag_file in reading.tag_files:
        if tag_file.tag is None:
            continue
        policy = reading.rule_set.policies[tag_file.tag]
        for other in sorted(tag_file.implies):
            if policy.keeps_out(other):
                name = reading.rule_set.vocabulary[other].key
                problem = f'"{name}" is implied, but never given together with this tag'
                hint = "remove it from implies, suppresses or excludes"
                yield Finding(tag_file.file.path, tag_file.relations["implies"], problem, hint)
