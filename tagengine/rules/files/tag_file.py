"""Rule files to a `RuleSet`: strict, all problems of all files at once, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from yaml.nodes import Node, SequenceNode

from tagengine.errors import Code, Problem, RuleErrors
from tagengine.rules.files import entries as rule_entries
from tagengine.rules.files.entries import Entries
from tagengine.rules.files.examples import Example, read_examples
from tagengine.rules.files.learned import LEARNED_FOLDER, LearnedFile, read_learned
from tagengine.rules.files.scale import SCALE_FILE, read_scale
from tagengine.rules.files.settings import read_settings
from tagengine.rules.files.shared import FRAGMENTS_FILE, LISTS_FOLDER, Shared, read_shared
from tagengine.rules.files.strict_yaml import Fields, StrictFile, key_nodes, place
from tagengine.rules.files.vocabulary import read_vocabulary
from tagengine.rules.language import DEFAULT_IMPLIED, FILE_KEYS
from tagengine.rules.rule_set import Rule, RuleSet, TagPolicy
from tagengine.rules.scale import Scale
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.rules.zones import Settings
from tagengine.system.fingerprint import fingerprint

SETTINGS_FILE = "zones.yaml"
VOCABULARY_FILE = "vocabulary.yaml"
_IMPLIED = 200_000  # rules that tags have since others imply them


_Shares = tuple[Vocabulary, Settings, Shared]
"""What all tags' files are read with."""


@dataclass(slots=True)
class TagFile(Entries):
    """What one tag's file says."""

    policy: TagPolicy | None = None
    implies: dict[int, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)
    root: Node | None = None
    relations: dict[str, Node] = field(default_factory=dict)


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


def parse(
    files: Mapping[str, str],
    vocabulary: Vocabulary | None = None,
    origin: str = "",
    identity: str = "",
) -> RuleSet:
    """Return the rule set of rule files, given as name to text; `origin` is their folder's name.

    `vocabulary` serves if the files have none; `identity` is the rule set's fingerprint (default:
    that of the files). Raises `RuleErrors` with all problems of all files.
    """
    return read(files, vocabulary, origin, identity).rule_set


def read(
    files: Mapping[str, str],
    vocabulary: Vocabulary | None = None,
    origin: str = "",
    identity: str = "",
) -> Reading:
    """Return all that rule files say; arguments and errors as for `parse`."""
    prefix = f"{origin}/" if origin else ""
    problems: list[Problem] = []
    if VOCABULARY_FILE in files:
        vocabulary_file = StrictFile(prefix + VOCABULARY_FILE)
        vocabulary = read_vocabulary(vocabulary_file, files[VOCABULARY_FILE])
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
                hint = f"it is in {earlier} too; ids are unique"
                problems.append(Problem(path, rule.line, 1, problem, hint, Code.DUPLICATE.value))
    return problems


def _too_many_implied(tag_files: list[TagFile]) -> list[Problem]:
    """Return a problem where tags that imply others make more rules of theirs than can be held."""
    counts = [len(tag_file.implies) * len(tag_file.rules) for tag_file in tag_files]
    if sum(counts) <= _IMPLIED:
        return []
    most, tag_file = max(zip(counts, tag_files, strict=True), key=lambda pair: pair[0])
    line, column = place(tag_file.relations["implies"])
    problem = f"what is implied makes {sum(counts):,} more rules, of at most {_IMPLIED:,}"
    hint = f"{most:,} of them come from here: imply fewer tags"
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


def read_tag_file(tag_file: TagFile, text: str) -> None:
    """Read the text of one tag's file into `tag_file`; what is wrong becomes a problem of it."""
    file = tag_file.file
    tag_file.root = file.compose(text)
    fields = None
    if tag_file.root is not None:
        fields = file.fields(tag_file.root, FILE_KEYS, "a tag and its rules")
    if fields is None:
        return
    if (tag := fields.get("tag")) is not None:
        name = file.text(tag, "a tag's name")
        tag_file.tag = None if name is None else _index_of(tag_file, name, tag)
    threshold = fields.integer("threshold", tag_file.settings.threshold)
    suppresses = _other_tags(tag_file, fields, "suppresses")
    excludes = _other_tags(tag_file, fields, "excludes")
    for both in sorted(set(suppresses) & set(excludes)):
        problem = f'"{tag_file.vocabulary[both].key}" is in suppresses and in excludes'
        file.problem(fields.values["excludes"], Code.DUPLICATE, problem, "excludes says both")
    _read_implies(tag_file, fields)
    if (rules := fields.get("rules")) is not None:
        for node in file.items(rules, "rules"):
            rule_entries.read(tag_file, node)
        rule_entries.read_learned(tag_file)
        rule_entries.read_lists(tag_file)
    if (examples := fields.get("examples")) is not None:
        index = -1 if tag_file.tag is None else tag_file.tag
        tag_file.examples = read_examples(file, examples, index)
    kind = fields.boolean("kind", False)
    tag_file.policy = TagPolicy(threshold, suppresses, kind, excludes)


def _index_of(tag_file: TagFile, name: str, node: Node) -> int | None:
    """Return a tag's index in the vocabulary, or None with a problem noted."""
    index = tag_file.vocabulary.index_of(name)
    if index is not None and name in spellings(tag_file.vocabulary[index]):
        return index
    near = tag_file.file.near(name, [tag.key for tag in tag_file.vocabulary])
    hint = near or f"the vocabulary has {len(tag_file.vocabulary)} tags"
    tag_file.file.problem(node, Code.UNKNOWN_NAME, f'no tag "{name}" in the vocabulary', hint)
    return None


def spellings(tag: Tag) -> tuple[str, ...]:
    """Return the ways to write a tag's name in rule files."""
    return tuple(dict.fromkeys((tag.name.strip(), tag.name, tag.key)))


def _other_tags(tag_file: TagFile, fields: Fields, key: str) -> tuple[int, ...]:
    node = fields.get(key)
    if node is None:
        return ()
    tag_file.relations[key] = node
    tags: set[int] = set()
    for name, item in tag_file.file.texts(node, "a tag's name"):
        index = _index_of(tag_file, name, item)
        if index is not None and _is_new(tag_file, index, tags, key, item):
            tags.add(index)
    return tuple(sorted(tags))


def _is_new(tag_file: TagFile, index: int, tags: Collection[int], key: str, node: Node) -> bool:
    """Note a problem if a tag is the file's own, or there already."""
    if index == tag_file.tag:
        problem = f"a tag cannot be in its own {key}"
    elif index in tags:
        problem = f"the tag occurs twice in {key}"
    else:
        return True
    tag_file.file.problem(node, Code.DUPLICATE, problem, "remove it")
    return False


def _read_implies(tag_file: TagFile, fields: Fields) -> None:
    """Read `implies: {tag: percent}`, or a list of tags, each at 30 percent."""
    node = fields.get("implies")
    if node is None:
        return
    tag_file.relations["implies"] = node
    if isinstance(node, SequenceNode):
        for index in _other_tags(tag_file, fields, "implies"):
            tag_file.implies[index] = DEFAULT_IMPLIED
        return
    values = tag_file.file.mapping(node, (), "tags with percentages, as in {database: 40}")
    keys = key_nodes(node)
    for name, value in (values or {}).items():
        implied = _index_of(tag_file, name, keys[name])
        percent = tag_file.file.integer(value, f"the part for {name}", 1, 100, "percent")
        seen = tag_file.implies
        if implied is not None and _is_new(tag_file, implied, seen, "implies", value):
            tag_file.implies[implied] = percent or 0
