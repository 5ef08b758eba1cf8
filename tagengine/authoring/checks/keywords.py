"""Keywords that count twice, or against what another file says of them."""

from __future__ import annotations

from collections.abc import Iterator

from tagengine.authoring.checks.finding import Finding, Placed, placed, placed_in
from tagengine.rules.files.folder import Reading
from tagengine.rules.rule_set import Rule
from tagengine.text import words


def duplicates(reading: Reading) -> Iterator[Finding]:
    """Find keywords that another rule of the tag finds too, so that the same words count twice.

    The loader refuses those that are written the same; what is left are keywords that differ in
    `case`, and phrases with a gap that also stands for no word.
    """
    for tag_file in reading.tag_files:
        seen: dict[str, Placed] = {}
        widest_last = sorted(
            placed_in(tag_file), key=lambda one: (one.rule.gap > 0, one.rule.exact_case)
        )
        for one in widest_last:
            for pattern in one.rule.patterns:
                closed = " ".join(pattern.replace(words.GAP, " ").split())
                earlier = seen.setdefault(closed, one)
                if earlier is not one and _can_meet(one.rule, earlier.rule):
                    problem = f'"{earlier.rule.text}" on line {earlier.rule.line} is found here too'
                    yield one.finding(f"{problem}: the words count twice", "keep one of them")
                    break


def _can_meet(one: Rule, other: Rule) -> bool:
    return bool(one.zones & other.zones or one.sections & other.sections)


def contradictions(reading: Reading) -> Iterator[Finding]:
    """Find keywords that speak for a tag because another tag implies it, while its file says no."""
    implied: dict[tuple[int, str], Rule] = {}
    for rule in reading.rule_set.rules:
        if ">" in rule.id:
            for pattern in rule.patterns:
                implied.setdefault((rule.tag, pattern), rule)
    for one in placed(reading):
        rule = one.rule
        if rule.weight > 0 or rule.regex:
            continue
        other = next(
            (implied[rule.tag, text] for text in rule.patterns if (rule.tag, text) in implied), None
        )
        if other is None or not _can_meet(rule, other):
            continue
        source = f"{other.weight / 100:g} points from {other.id.rpartition('>')[0]}"
        if rule.weight:
            problem = f'"{rule.text}" takes points from the tag here, but adds {source}'
            hint = "keep it in one of the files, with the total weight that you want"
        else:
            problem = f'the mask "{rule.text}" does not stop {source}'
            hint = "use a negative weight; a mask only hides shorter words"
        yield one.finding(problem, hint)


def yielded(reading: Reading) -> Iterator[Finding]:
    """Find learned keywords that people wrote too."""
    for tag_file in reading.tag_files:
        for one in tag_file.yielded:
            problem = f'the learned keyword "{one.text}" is on line {one.line} too, which counts'
            yield Finding(tag_file.file.path, one.node, problem, "nothing to do")
