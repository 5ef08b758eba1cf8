"""A folder of rule files to a rule set, and to all that authors of rules want to know of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from tagengine.errors import Code, Problem, RuleErrors
from tagengine.rules.files.examples import Example
from tagengine.rules.files.learned import LEARNED_FOLDER, LearnedFile, read_learned
from tagengine.rules.files.scale import SCALE_FILE, read_scale
from tagengine.rules.files.settings import read_settings
from tagengine.rules.files.shared import FRAGMENTS_FILE, LISTS_FOLDER, Shared, read_shared
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.tag_file import TagFile, read_tag_file
from tagengine.rules.files.vocabulary import read_vocabulary
from tagengine.rules.files.yaml_nodes import place
from tagengine.rules.rule_set import Rule, RuleSet, TagPolicy
from tagengine.rules.scale import Scale
from tagengine.rules.sources import VOCABULARY_FILE
from tagengine.rules.vocabulary import Vocabulary
from tagengine.rules.zones import Settings
from tagengine.system.fingerprint import fingerprint

SETTINGS_FILE = "zones.yaml"
_IMPLIED = 200_000  # rules that tags have since others imply them


_Shares = tuple[Vocabulary, Settings, Shared]
"""What all tags' files are read with."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder of rule files says: the rule set, and what only authors of rules need."""

    rule_set: RuleSet
    tag_files: tuple[TagFile, ...]
    shared: Shared
    learned_files: tuple[LearnedFile, ...] = ()

    def examples(self) -> list[Example]:
        """Return the examples of all files: of each tag, then of its entries."""
        found = []
        for tag_file in self.tag_files:
            found += tag_file.examples
            for entry in tag_file.entries:
                rules = tuple(entry.rules)
                found += [replace(example, rules=rules) for example in entry.examples]
        return found


def read(
    files: Mapping[str, str],
    vocabulary: Vocabulary | None = None,
    origin: str = "",
    identity: str = "",
) -> Reading:
    """Return all that rule files say, given as name to text; `origin` is their folder's name.

    `vocabulary` has tags that rules may be for beside those of the files; `identity` is the
    rule set's fingerprint (default: that of the files). Raises `RuleErrors` with all problems of
    all files.
    """
    prefix = f"{origin}/" if origin else ""
    problems: list[Problem] = []
    if VOCABULARY_FILE in files:
        vocabulary_file = StrictFile(prefix + VOCABULARY_FILE)
        own = read_vocabulary(vocabulary_file, files[VOCABULARY_FILE])
        vocabulary = own if own is None or vocabulary is None else own.joined(vocabulary)
        problems.extend(vocabulary_file.problems)
    settings_file = StrictFile(prefix + SETTINGS_FILE)
    settings = read_settings(settings_file, files.get(SETTINGS_FILE))
    shared, shared_files = read_shared(files, prefix)
    for file in (settings_file, *shared_files):
        problems.extend(file.problems)
    if vocabulary is None:  # without the tags, every file would be wrong
        raise RuleErrors(problems)
    scale, learned = _read_learned(files, prefix, vocabulary, settings, problems)
    shares = vocabulary, settings, shared
    read_files = [_read(prefix + name, files[name], shares) for name in _tag_file_names(files)]
    identity = identity or fingerprint(files)
    rule_set = _combined(read_files, learned, scale, shares, problems, identity, origin)
    return Reading(rule_set, tuple(read_files), shared, tuple(learned))


def _read_learned(
    files: Mapping[str, str],
    prefix: str,
    vocabulary: Vocabulary,
    settings: Settings,
    problems: list[Problem],
) -> tuple[Scale | None, list[LearnedFile]]:
    """Return the scale and the files of learned words; what is wrong is added to `problems`."""
    names = [name for name in sorted(files) if name.startswith(LEARNED_FOLDER)]
    if SCALE_FILE not in files:
        for name in names:
            problem, hint = f"there are learned words but no {SCALE_FILE}", "rules learn writes it"
            problems.append(Problem(prefix + name, 1, 1, problem, hint, Code.MISSING_KEY.value))
        return None, []
    scale_file = StrictFile(prefix + SCALE_FILE)
    scale = read_scale(scale_file, files[SCALE_FILE], settings)
    problems.extend(scale_file.problems)
    if scale is None:
        return None, []
    learned = [read_learned(prefix + name, files[name], vocabulary, scale) for name in names]
    owner: dict[int, str] = {}
    for one in learned:
        if one.tag is not None:
            earlier = owner.setdefault(one.tag, one.file.path)
            if earlier != one.file.path:
                problem, hint = "a second file for the same tag", f"its words are in {earlier}"
                one.file.problem(one.tag_node, Code.DUPLICATE, problem, hint)
        problems.extend(one.file.problems)
    return scale, learned


def reread(reading: Reading, files: Mapping[str, str], changed: Collection[str]) -> Reading:
    """Return what `read` returns for rule files of which only those in `changed` are new.

    `files` are all texts; `reading` is what they said before, with the same names. What another
    tag's file said is kept as it is; all are read if one changed that tags share. Raises
    `RuleErrors` with all problems of all files.
    """
    origin = reading.rule_set.origin
    vocabulary = reading.rule_set.vocabulary
    if not set(changed) <= set(_tag_file_names(files)):
        return read(files, vocabulary, origin)
    prefix = f"{origin}/" if origin else ""
    shared = replace(reading.shared, used=set(reading.shared.used))
    shares = vocabulary, reading.rule_set.settings, shared
    kept = {tag_file.file.path: tag_file for tag_file in reading.tag_files}
    read_files = [
        _read(prefix + name, files[name], shares) if name in changed else kept[prefix + name]
        for name in _tag_file_names(files)
    ]
    learned, scale = reading.learned_files, reading.rule_set.scale
    rule_set = _combined(read_files, learned, scale, shares, [], fingerprint(files), origin)
    return Reading(rule_set, tuple(read_files), shared, learned)


def _tag_file_names(files: Iterable[str]) -> list[str]:
    """Return the names of the files that are a tag's own, in order."""
    others = (SETTINGS_FILE, VOCABULARY_FILE, FRAGMENTS_FILE, SCALE_FILE)
    folders = (LISTS_FOLDER, LEARNED_FOLDER)
    return [name for name in sorted(files) if name not in others and not name.startswith(folders)]


def _read(path: str, text: str, shares: _Shares) -> TagFile:
    tag_file = TagFile(StrictFile(path), *shares)
    read_tag_file(tag_file, text)
    return tag_file


def _combined(
    read_files: list[TagFile],
    learned: Iterable[LearnedFile],
    scale: Scale | None,
    shares: _Shares,
    problems: list[Problem],
    identity: str,
    origin: str,
) -> RuleSet:
    """Return the rule set of tags' files; raises `RuleErrors` if these or others have problems."""
    vocabulary, settings, _ = shares
    problems.extend(problem for tag_file in read_files for problem in tag_file.file.problems)
    problems.extend(_across_files(read_files))
    problems.extend(_too_many_implied(read_files))
    if problems:
        raise RuleErrors(problems)
    rules = [rule for tag_file in read_files for rule in tag_file.rules]
    rules += [rule for tag_file in read_files for rule in _implied(tag_file)]
    policies = list(_policies(read_files, vocabulary, settings.threshold))
    for one in learned:
        if one.tag is not None:
            policies[one.tag] = replace(policies[one.tag], offset=one.offset, by_hand=one.by_hand)
            rules += one.rules
    rules.sort(key=lambda rule: (rule.tag, rule.id))
    return RuleSet(vocabulary, settings, tuple(policies), tuple(rules), identity, origin, scale)


def _across_files(tag_files: list[TagFile]) -> list[Problem]:
    """Return the problems that only several files together have: two of one tag, ids used twice."""
    problems = []
    owner: dict[int, str] = {}
    ids: dict[str, str] = {}
    for tag_file in tag_files:
        path = tag_file.file.path
        if tag_file.tag is not None:
            if tag_file.tag in owner:
                hint = f"its rules are in {owner[tag_file.tag]}"
                code = Code.DUPLICATE.value
                problems.append(Problem(path, 1, 1, "a second file for the same tag", hint, code))
                continue
            owner[tag_file.tag] = path
        for rule in tag_file.rules:
            earlier = ids.setdefault(rule.id, path)
            if earlier != path and tag_file.tag is not None:
                problem = f'the id "{rule.id}" occurs twice'
                hint = f"it is in {earlier} too; ids must be unique"
                problems.append(Problem(path, rule.line, 1, problem, hint, Code.DUPLICATE.value))
    return problems


def _too_many_implied(tag_files: list[TagFile]) -> list[Problem]:
    """Return a problem where tags that imply others make more rules of theirs than can be held."""
    counts = [len(tag_file.implies) * len(tag_file.rules) for tag_file in tag_files]
    if sum(counts) <= _IMPLIED:
        return []
    most, tag_file = max(zip(counts, tag_files, strict=True), key=lambda pair: pair[0])
    line, column = place(tag_file.relations["implies"])
    problem = f"implied tags make {sum(counts):,} more rules, and at most {_IMPLIED:,}"
    hint = f"{most:,} of them come from here; imply fewer tags"
    code = Code.BAD_VALUE.value
    return [Problem(tag_file.file.path, line, column, problem, hint, code)]


def _policies(
    tag_files: list[TagFile], vocabulary: Vocabulary, threshold: int
) -> tuple[TagPolicy, ...]:
    """Return a policy for every tag; what one excludes excludes it in turn."""
    policies = [TagPolicy(threshold) for _ in vocabulary]
    excluded: dict[int, set[int]] = {}
    for tag_file in tag_files:
        if tag_file.tag is not None and tag_file.policy is not None:
            policies[tag_file.tag] = tag_file.policy
            for other in tag_file.policy.excludes:
                excluded.setdefault(other, set()).add(tag_file.tag)
                excluded.setdefault(tag_file.tag, set()).add(other)
    for tag, others in excluded.items():
        policies[tag] = replace(policies[tag], excludes=tuple(sorted(others)))
    return tuple(policies)


def _implied(tag_file: TagFile) -> list[Rule]:
    """Return this file's rules again for the tags it implies, at their part of the weight."""
    return [
        rule._replace(
            id=f"{rule.id}>{tag_file.vocabulary[tag].key}",
            tag=tag,
            weight=rule.weight * percent // 100,
        )
        for tag, percent in sorted(tag_file.implies.items())
        for rule in tag_file.rules
        if rule.weight > 0
    ]
