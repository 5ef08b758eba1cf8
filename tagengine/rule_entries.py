"""One entry of a rule file's `rules`: a regex, or keywords that share their options, to rules."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from yaml.nodes import MappingNode, Node, SequenceNode

from tagengine import words
from tagengine.errors import did_you_mean
from tagengine.rules import WEIGHT_LIMIT, Condition, Rule, Scope
from tagengine.strict_yaml import StrictFile
from tagengine.vocabulary import Vocabulary
from tagengine.zones import SECTION_NAMES, ZONE_NAMES, Settings

_RULE_KEYS = (
    "keywords", "regex", "weight", "zones", "requires", "unless", "cap", "plural", "hyphen",
    "case", "id", "note",
)  # fmt: skip
_CONDITION_KEYS = ("any", "in")
_SCOPES = tuple(scope.value for scope in Scope)
_FACTOR_LIMIT = 1_000
_REGEX_LENGTH = 1_000
_SLUG = re.compile(r"[^a-z0-9+#.]+")


@dataclass(slots=True)
class Entries:
    """The rules of one tag's file while they are read; problems are noted in `file`.

    `tag` is the tag's index in the vocabulary, None if it is unknown: the rules are still checked.
    `patterns` and `ids` are those used so far, to find what occurs twice.
    """

    file: StrictFile
    vocabulary: Vocabulary
    settings: Settings
    tag: int | None = None
    rules: list[Rule] = field(default_factory=list)
    patterns: dict[tuple[str, bool], tuple[str, int, int]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def read(entries: Entries, node: Node) -> None:
    """Add the rules of one entry; what is wrong with it becomes a problem of the file."""
    file = entries.file
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
        tag=-1 if entries.tag is None else entries.tag,
        text="",
        forms=(),
        patterns=(),
        regex=False,
        weight=100 * (weight or 0),
        path=file.path,
        line=0,
    )
    template = _with_options(entries, values, template)
    use_plural = True
    if "plural" in values:
        use_plural = file.boolean(values["plural"], "plural") is not False
    if "keywords" in values:
        if "id" in values and len(file.items(values["keywords"], "keywords")) > 1:
            file.problem(values["id"], '"id" names one rule', "give it to a rule with one keyword")
        for item in file.items(values["keywords"], "keywords"):
            _add_keyword(entries, item, template, use_plural)
    elif "regex" in values:
        _add_regex(entries, values["regex"], template)


def _with_options(entries: Entries, values: dict[str, Node], rule: Rule) -> Rule:
    file = entries.file
    if "zones" in values:
        rule = _with_zones(entries, values["zones"], rule)
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


def _with_zones(entries: Entries, node: Node, rule: Rule) -> Rule:
    """Read `zones: [names]`, or `zones: {name: percent}` with factors of the rule's own."""
    file, groups = entries.file, entries.settings.groups
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
    factors = list(entries.settings.zone_factors)
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


def _add_keyword(entries: Entries, item: Node, template: Rule, use_plural: bool) -> None:
    """Add the rule of one keyword, written as a text or as a list of a text and its aliases."""
    file = entries.file
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
        _claim(entries, found, node, template)
        forms.extend(found)
    if forms:
        _add(entries, template, texts[0][0], tuple(dict.fromkeys(forms)), item)


def _claim(entries: Entries, forms: list[str], node: Node, template: Rule) -> None:
    """Note a problem if another keyword of the file already finds one of these forms."""
    mark = node.start_mark
    claim = (forms[0], mark.line + 1, mark.column + 1) if mark else (forms[0], 1, 1)
    for form in forms:
        key = (form if template.exact_case else words.pattern(form), template.exact_case)
        earlier = entries.patterns.setdefault(key, claim)
        if earlier != claim:
            hint = f'"{earlier[0]}" on line {earlier[1]} finds it already; keep one'
            entries.file.problem(node, f'the keyword "{forms[0]}" occurs twice', hint)
            return


def _add_regex(entries: Entries, node: Node, template: Rule) -> None:
    import regex  # noqa: PLC0415 -- rules from the cache are compiled only where needed

    source = entries.file.text(node, "a regex")
    if source is None:
        return
    if len(source) > _REGEX_LENGTH:
        entries.file.problem(node, f"the regex is longer than {_REGEX_LENGTH} characters")
        return
    try:
        compiled = regex.compile(source)
    except (regex.error, RecursionError, OverflowError) as error:
        position = getattr(error, "pos", None)
        where = f" at character {position + 1}" if position is not None else ""
        problem = getattr(error, "msg", str(error))
        entries.file.problem(
            node, f"bad regex{where}: {problem}", "escape special characters with \\"
        )
        return
    if compiled.search("") is not None:
        entries.file.problem(node, "the regex matches the empty text", "make it need a character")
        return
    _add(entries, template._replace(regex=True), source, (source,), node)


def _add(entries: Entries, template: Rule, text: str, forms: tuple[str, ...], node: Node) -> None:
    slug = _SLUG.sub("-", words.fold(text + " ").strip()).strip("-")
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    if template.regex or not slug:
        slug = f"{'regex' if template.regex else 'keyword'}-{digest}"
    tag_key = entries.vocabulary[template.tag].key if entries.tag is not None else "?"
    rule_id = template.id or f"{tag_key}/{slug}"
    if rule_id in entries.ids:
        if template.id:
            entries.file.problem(node, f'the id "{rule_id}" occurs twice', "ids are unique")
        rule_id = f"{rule_id}-{digest}"
    entries.ids.add(rule_id)
    line = node.start_mark.line + 1
    patterns = () if template.regex else tuple(dict.fromkeys(map(words.pattern, forms)))
    entries.rules.append(
        template._replace(id=rule_id, text=text, forms=forms, patterns=patterns, line=line)
    )
