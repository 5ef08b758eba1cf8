"""Rule files to a `RuleSet`: strict, all problems of all files at once, each with its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from yaml.nodes import MappingNode, Node, SequenceNode

from tagengine import words
from tagengine.errors import Problem, RuleErrors, did_you_mean
from tagengine.fingerprint import fingerprint
from tagengine.rules import WEIGHT_LIMIT, Condition, Rule, RuleSet, Scope, TagPolicy
from tagengine.settings_file import read_settings
from tagengine.strict_yaml import StrictFile
from tagengine.vocabulary import Vocabulary
from tagengine.zones import SECTION_NAMES, ZONE_NAMES, Settings

SETTINGS_FILE = "zones.yaml"
VOCABULARY_FILE = "vocabulary.yaml"

_FILE_KEYS = ("tag", "kind", "threshold", "implies", "suppresses", "rules", "examples")
_RULE_KEYS = (
    "keywords", "regex", "weight", "zones", "requires", "unless", "cap", "plural", "hyphen",
    "case", "id", "note",
)  # fmt: skip
_CONDITION_KEYS = ("any", "in")
_EXAMPLE_KEYS = ("match", "no_match")
_SCOPES = tuple(scope.value for scope in Scope)
_THRESHOLD_LIMIT = 10_000
_FACTOR_LIMIT = 1_000
_REGEX_LENGTH = 1_000
_SLUG = re.compile(r"[^a-z0-9+#.]+")


@dataclass(frozen=True, slots=True)
class Example:
    """A short text of a rule file for which its tag must (not) be among the tags."""

    tag: int
    text: str
    expected: bool
    path: str
    line: int


@dataclass(slots=True)
class _TagFile:
    """One rule file while it is read."""

    file: StrictFile
    vocabulary: Vocabulary
    settings: Settings
    tag: int | None = None
    rules: list[Rule] = field(default_factory=list)
    policy: TagPolicy | None = None
    implies: dict[int, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)
    patterns: dict[tuple[str, bool], tuple[str, int, int]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def parse(
    files: Mapping[str, str],
    vocabulary: Vocabulary,
    origin: str = "",
    identity: str = "",
) -> RuleSet:
    """Return the rule set of rule files, given as name to text; `origin` is their folder's name.

    `identity` is the rule set's fingerprint (default: that of the files). Raises `RuleErrors` with
    all problems of all files.
    """
    rule_set, _ = parse_with_examples(files, vocabulary, origin, identity)
    return rule_set


def parse_with_examples(
    files: Mapping[str, str],
    vocabulary: Vocabulary,
    origin: str = "",
    identity: str = "",
) -> tuple[RuleSet, list[Example]]:
    """Return the rule set and the examples of its files; arguments and errors as for `parse`."""
    problems: list[Problem] = []
    prefix = f"{origin}/" if origin else ""
    settings_file = StrictFile(prefix + SETTINGS_FILE)
    settings = read_settings(settings_file, files.get(SETTINGS_FILE))
    problems.extend(settings_file.problems)
    policies = [TagPolicy(settings.threshold) for _ in vocabulary]
    read: list[_TagFile] = []
    owner: dict[int, str] = {}
    for name in sorted(files):
        if name in (SETTINGS_FILE, VOCABULARY_FILE):
            continue
        tag_file = _TagFile(StrictFile(prefix + name), vocabulary, settings)
        root = tag_file.file.compose(files[name])
        if root is not None:
            _read_file(tag_file, root)
        problems.extend(tag_file.file.problems)
        if tag_file.tag is None:
            continue
        if tag_file.tag in owner:
            hint = f"its rules are in {owner[tag_file.tag]}"
            problems.append(Problem(prefix + name, 1, 1, "a second file for the same tag", hint))
        owner[tag_file.tag] = prefix + name
        if tag_file.policy is not None:
            policies[tag_file.tag] = tag_file.policy
        read.append(tag_file)
    if problems:
        raise RuleErrors(problems)
    rules = [rule for tag_file in read for rule in tag_file.rules]
    rules += [rule for tag_file in read for rule in _implied(tag_file)]
    rules.sort(key=lambda rule: (rule.tag, rule.id))
    rule_set = RuleSet(
        vocabulary, settings, tuple(policies), tuple(rules), identity or fingerprint(files)
    )
    return rule_set, [example for tag_file in read for example in tag_file.examples]


def _implied(tag_file: _TagFile) -> list[Rule]:
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


def _read_file(tag_file: _TagFile, root: Node) -> None:
    file = tag_file.file
    values = file.mapping(root, _FILE_KEYS, "a tag and its rules")
    if not values and file.problems:
        return
    if "tag" not in values:
        file.problem(root, 'no key "tag"', "name the tag these rules are for")
        return
    tag_file.tag = _tag(tag_file, values["tag"])
    threshold: int | None = tag_file.settings.threshold
    if "threshold" in values:
        threshold = file.integer(values["threshold"], "threshold", 0, _THRESHOLD_LIMIT)
    suppresses = _other_tags(tag_file, values.get("suppresses"), "suppresses")
    _read_implies(tag_file, values.get("implies"))
    if "rules" not in values:
        file.problem(root, 'no key "rules"', "write at least one rule")
    else:
        for node in file.items(values["rules"], "rules"):
            _read_rules(tag_file, node)
    if "examples" in values:
        _read_examples(tag_file, values["examples"])
    kind = "kind" in values and file.boolean(values["kind"], "kind") is True
    tag_file.policy = TagPolicy(threshold or 0, suppresses, kind)


def _tag(tag_file: _TagFile, node: Node) -> int | None:
    name = tag_file.file.text(node, "a tag's name")
    if name is None:
        return None
    return _index_of(tag_file, name, node)


def _index_of(tag_file: _TagFile, name: str, node: Node) -> int | None:
    """Return a tag's index in the vocabulary, or None with a problem noted."""
    index = tag_file.vocabulary.index_of(name)
    if index is None:
        near = did_you_mean(name, [tag.key for tag in tag_file.vocabulary])
        tag_file.file.problem(node, f'no tag "{name}" in the vocabulary', near)
    return index


def _other_tags(tag_file: _TagFile, node: Node | None, what: str) -> tuple[int, ...]:
    if node is None:
        return ()
    tags = []
    for item in tag_file.file.items(node, "tags"):
        index = _tag(tag_file, item)
        if index is not None and index == tag_file.tag:
            tag_file.file.problem(item, f"a tag cannot be in its own {what}", "remove it")
        elif index is not None:
            tags.append(index)
    return tuple(sorted(set(tags)))


def _read_implies(tag_file: _TagFile, node: Node | None) -> None:
    """Read `implies: {tag: percent}`, or a list of tags, each at 30 percent."""
    if node is None:
        return
    if isinstance(node, SequenceNode):
        for index in _other_tags(tag_file, node, "implies"):
            tag_file.implies[index] = 30
        return
    for name, value in tag_file.file.mapping(node, (), "tags with percentages").items():
        implied = _index_of(tag_file, name, value)
        percent = tag_file.file.integer(value, "a percentage", 1, 100)
        if implied is not None and percent is not None:
            tag_file.implies[implied] = percent


def _read_rules(tag_file: _TagFile, node: Node) -> None:
    """Read one entry of `rules`: the options that its keywords share, or a regex."""
    file = tag_file.file
    values = file.mapping(node, _RULE_KEYS, "a rule")
    if not values:
        return
    if ("keywords" in values) == ("regex" in values):
        file.problem(node, 'a rule has either "keywords" or "regex"', "give one of them")
    weight = None
    if "weight" not in values:
        file.problem(node, 'no key "weight"', f"-{WEIGHT_LIMIT} to {WEIGHT_LIMIT} points")
    else:
        weight = file.integer(values["weight"], "weight", -WEIGHT_LIMIT, WEIGHT_LIMIT)
    template = Rule(
        id="",
        tag=-1 if tag_file.tag is None else tag_file.tag,
        text="",
        forms=(),
        patterns=(),
        regex=False,
        weight=100 * (weight or 0),
        path=file.path,
        line=0,
    )
    template = _with_options(tag_file, values, template)
    use_plural = True
    if "plural" in values:
        use_plural = file.boolean(values["plural"], "plural") is not False
    if "keywords" in values:
        if "id" in values and len(file.items(values["keywords"], "keywords")) > 1:
            file.problem(values["id"], '"id" names one rule', "give it to a rule with one keyword")
        for item in file.items(values["keywords"], "keywords"):
            _add_keyword(tag_file, item, template, use_plural)
    elif "regex" in values:
        _add_regex(tag_file, values["regex"], template)


def _with_options(tag_file: _TagFile, values: dict[str, Node], rule: Rule) -> Rule:
    file = tag_file.file
    if "zones" in values:
        rule = _with_zones(tag_file, values["zones"], rule)
    if "cap" in values:
        rule = rule._replace(cap=file.integer(values["cap"], "cap", 1, 100) or 0)
    if "case" in values:
        case = file.choice(values["case"], "case", ("exact", "fold"))
        rule = rule._replace(exact_case=case == "exact")
    if "hyphen" in values:
        rule = rule._replace(exact_separators=file.boolean(values["hyphen"], "hyphen") is False)
    if "requires" in values:
        rule = rule._replace(requires=_condition(file, values["requires"]))
    if "unless" in values:
        rule = rule._replace(unless=_condition(file, values["unless"]))
    if "note" in values:
        file.text(values["note"], "a note")
    if "id" in values:
        rule = rule._replace(id=file.text(values["id"], "an id") or "")
    return rule


def _with_zones(tag_file: _TagFile, node: Node, rule: Rule) -> Rule:
    """Read `zones: [names]`, or `zones: {name: percent}` with factors of the rule's own."""
    file, groups = tag_file.file, tag_file.settings.groups
    known = (*ZONE_NAMES, *SECTION_NAMES, *groups)
    given: list[tuple[str, int | None, Node]] = []
    if isinstance(node, MappingNode):
        for name, value in file.mapping(node, known, "zones").items():
            given.append(
                (name, file.integer(value, "a factor in percent", 0, _FACTOR_LIMIT), value)
            )
    else:
        for name, item in file.texts(node, "a zone"):
            if name in known:
                given.append((name, None, item))
            else:
                hint = did_you_mean(name, known) or "known: " + ", ".join(known)
                file.problem(item, f'unknown zone "{name}"', hint)
    zones = sections = 0
    factors = list(tag_file.settings.zone_factors)
    for name, factor, item in given:
        for member in groups.get(name, (name,)):
            if member in ZONE_NAMES:
                zones |= 1 << ZONE_NAMES.index(member)
                if factor is not None:
                    factors[ZONE_NAMES.index(member)] = factor
            elif factor is None:
                sections |= 1 << SECTION_NAMES.index(member)
            else:
                file.problem(item, f'"{member}" is a section, which has no factor of a rule\'s own')
    own = tuple(factors) if isinstance(node, MappingNode) else ()
    return rule._replace(zones=zones, sections=sections, factors=own)


def _condition(file: StrictFile, node: Node) -> Condition | None:
    values = file.mapping(node, _CONDITION_KEYS, "a condition {any: [terms], in: scope}")
    if not values:
        return None
    if "any" not in values:
        file.problem(node, 'no key "any"', "list the terms")
        return None
    scope = file.choice(values["in"], "scope", _SCOPES) if "in" in values else "document"
    terms = []
    for term, item in file.texts(values["any"], "a term"):
        if words.pattern(term):
            terms.append(term)
        else:
            file.problem(item, f'the term "{term}" has no letter or digit to search for')
    return Condition(tuple(terms), Scope(scope or "document"))


def _add_keyword(tag_file: _TagFile, item: Node, template: Rule, use_plural: bool) -> None:
    """Add the rule of one keyword, written as a text or as a list of a text and its aliases."""
    file = tag_file.file
    texts = file.texts(item, "a keyword") if isinstance(item, SequenceNode) else [
        (text, item) for text in [file.text(item, "a keyword")] if text is not None
    ]  # fmt: skip
    forms: list[str] = []
    for text, node in texts:
        pattern = words.pattern(text)
        if not pattern:
            file.problem(node, f'the keyword "{text}" has no letter or digit to search for')
            continue
        plural = words.plural(text) if use_plural else None
        found = [text, plural] if plural else [text]
        _claim(tag_file, found, node, template)
        forms.extend(found)
    if forms:
        _add(tag_file, template, texts[0][0], tuple(dict.fromkeys(forms)), item)


def _claim(tag_file: _TagFile, forms: list[str], node: Node, template: Rule) -> None:
    """Note a problem if another keyword of the file already finds one of these forms."""
    mark = node.start_mark
    claim = (forms[0], mark.line + 1, mark.column + 1) if mark else (forms[0], 1, 1)
    for form in forms:
        key = (form if template.exact_case else words.pattern(form), template.exact_case)
        earlier = tag_file.patterns.setdefault(key, claim)
        if earlier != claim:
            hint = f'"{earlier[0]}" on line {earlier[1]} finds it already; keep one'
            tag_file.file.problem(node, f'the keyword "{forms[0]}" occurs twice', hint)
            return


def _add_regex(tag_file: _TagFile, node: Node, template: Rule) -> None:
    import regex  # noqa: PLC0415 -- rules from the cache are compiled only where needed

    source = tag_file.file.text(node, "a regex")
    if source is None:
        return
    if len(source) > _REGEX_LENGTH:
        tag_file.file.problem(node, f"the regex is longer than {_REGEX_LENGTH} characters")
        return
    try:
        compiled = regex.compile(source)
    except (regex.error, RecursionError, OverflowError) as error:
        position = getattr(error, "pos", None)
        where = f" at character {position + 1}" if position is not None else ""
        problem = getattr(error, "msg", str(error))
        tag_file.file.problem(
            node, f"bad regex{where}: {problem}", "escape special characters with \\"
        )
        return
    if compiled.search("") is not None:
        tag_file.file.problem(node, "the regex matches the empty text", "make it need a character")
        return
    _add(tag_file, template._replace(regex=True), source, (source,), node)


def _add(tag_file: _TagFile, template: Rule, text: str, forms: tuple[str, ...], node: Node) -> None:
    slug = _SLUG.sub("-", words.fold(text + " ").strip()).strip("-")
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    if template.regex or not slug:
        slug = f"{'regex' if template.regex else 'keyword'}-{digest}"
    tag_key = tag_file.vocabulary[template.tag].key if tag_file.tag is not None else "?"
    rule_id = template.id or f"{tag_key}/{slug}"
    if rule_id in tag_file.ids:
        if template.id:
            tag_file.file.problem(node, f'the id "{rule_id}" occurs twice', "ids are unique")
        rule_id = f"{rule_id}-{digest}"
    tag_file.ids.add(rule_id)
    line = node.start_mark.line + 1
    patterns = () if template.regex else tuple(words.pattern(form) for form in forms)
    tag_file.rules.append(
        template._replace(id=rule_id, text=text, forms=forms, patterns=patterns, line=line)
    )


def _read_examples(tag_file: _TagFile, node: Node) -> None:
    values = tag_file.file.mapping(node, _EXAMPLE_KEYS, "examples: {match: […], no_match: […]}")
    for key, value in values.items():
        for text, item in tag_file.file.texts(value, "an example"):
            if tag_file.tag is not None:
                line = item.start_mark.line + 1
                expected = key == "match"
                example = Example(tag_file.tag, text, expected, tag_file.file.path, line)
                tag_file.examples.append(example)
