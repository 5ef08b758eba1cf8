"""One entry of a rule file's `rules`: a regex, or keywords that share their options, to rules."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from yaml.nodes import Node

from tagengine.errors import Code
from tagengine.rules.files.examples import Example, read_examples
from tagengine.rules.files.regexes import is_fit
from tagengine.rules.files.restrictions import condition, plurals, with_zones
from tagengine.rules.files.shared import Keyword, Shared, read_keywords, regex_text
from tagengine.rules.files.strict_yaml import Fields, StrictFile
from tagengine.rules.files.yaml_nodes import place
from tagengine.rules.language import (
    DEFAULT_GAP,
    KEYWORD_ONLY,
    RULE_KEYS,
)
from tagengine.rules.rule_set import Rule
from tagengine.rules.vocabulary import Vocabulary
from tagengine.rules.zones import Settings
from tagengine.text import words

_FINDERS = ("keywords", "lists", "regex")
_SLUG = re.compile(r"[^a-z0-9+#.]+")


@dataclass(slots=True)
class Entry:
    """What an entry says beside its rules: its place, its history, and texts to try it on."""

    node: Node
    keys: Mapping[str, Node]
    rules: list[str] = field(default_factory=list)
    since: str = ""
    source: str = ""
    note: str = ""
    examples: list[Example] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Yielded:
    """A learned keyword that does not count, because people wrote it too, on that line."""

    node: Node
    text: str
    line: int


@dataclass(slots=True)
class Entries:
    """The rules of one tag's file while they are read; problems are noted in `file`.

    `tag` is the tag's index in the vocabulary, None if it is unknown: the rules are still checked.
    `claims` holds the patterns found so far and who finds them, `nodes` where a rule's text is.
    """

    file: StrictFile
    vocabulary: Vocabulary
    settings: Settings
    shared: Shared
    tag: int | None = None
    rules: list[Rule] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    claims: dict[tuple[str, bool], tuple[str, int, int]] = field(default_factory=dict)
    lists: list[tuple[str, Node, Rule, bool, Entry]] = field(default_factory=list)
    learned: list[tuple[Entry, Keyword, Rule, bool]] = field(default_factory=list)
    yielded: list[Yielded] = field(default_factory=list)


def read(entries: Entries, node: Node) -> None:
    """Add the rules of one entry; what is wrong with it becomes a problem of the file.

    Those of shared lists come with `read_lists`, when the file's own keywords are known.
    """
    file = entries.file
    fields = file.fields(node, RULE_KEYS, "a rule such as {keywords: [memoize], weight: 3}")
    if fields is None:
        return
    has_keywords = "keywords" in fields or "lists" in fields
    if has_keywords and "regex" in fields:
        hint = "make two rules of it"
        file.problem(node, Code.CONFLICT, "a rule cannot have keywords and a regex", hint)
    elif not has_keywords and "regex" not in fields and fields.meant.isdisjoint(_FINDERS):
        hint = "as in: keywords: [memoize]"
        file.problem(node, Code.CONFLICT, "a rule needs keywords, lists or a regex", hint)
    entry = Entry(node, fields.values)
    template = _template(entries, fields)
    use_plural = fields.boolean("plural", True)
    entry.since = fields.text("since") or ""
    entry.source = fields.text("source") or ""
    entry.note = fields.text("note") or ""
    entry.examples = _examples(entries, fields, template.tag)
    entries.entries.append(entry)
    keywords = fields.get("keywords")
    found = [] if keywords is None else read_keywords(file, keywords)
    if "id" in fields and (len(found) > 1 or "lists" in fields):
        hint = "use it in a rule with one keyword"
        file.problem(fields.values["id"], Code.CONFLICT, '"id" is for one rule only', hint)
        template = template._replace(id="")
    if fields.boolean("learned", False):
        template = template._replace(starter=True)
        entries.learned += [(entry, keyword, template, use_plural) for keyword in found]
        found = []
    for keyword in found:
        _add_keyword(entries, entry, keyword, template, use_plural)
    if (lists := fields.get("lists")) is not None:
        for name, item in file.texts(lists, "a list's name"):
            entries.lists.append((name, item, template, use_plural, entry))
    if (regex := fields.get("regex")) is not None:
        for key in KEYWORD_ONLY:
            if key in fields:
                problem = f'"{key}" cannot be used with a regex'
                hint = "write it in the regex"
                file.problem(fields.values[key], Code.CONFLICT, problem, hint)
        _add_regex(entries, entry, regex, template)


def _examples(entries: Entries, fields: Fields, tag: int) -> list[Example]:
    examples = fields.get("examples")
    return [] if examples is None else read_examples(entries.file, examples, tag)


def read_learned(entries: Entries) -> None:
    """Add the rules that were learned: a keyword that people wrote too stays as they have it."""
    own = dict(entries.claims)
    for entry, keyword, template, use_plural in entries.learned:
        keys = [_key(form, template) for form in _forms(keyword, use_plural)]
        claimed = next((own[key] for key in keys if key in own), None)
        if claimed is None:
            _add_keyword(entries, entry, keyword, template, use_plural)
        else:
            entries.yielded.append(Yielded(keyword.nodes[0], keyword.texts[0], claimed[1]))


def read_lists(entries: Entries) -> None:
    """Add the rules of the shared lists that the entries name.

    A keyword that the file has itself stays as the file has it.
    """
    own = set(entries.claims)
    for name, node, template, use_plural, entry in entries.lists:
        for keyword in entries.shared.listed(name, entries.file, node):
            forms = _forms(keyword, use_plural)
            if any(_key(form, template) in own for form in forms):
                continue
            if _claim(entries, forms, node, template, f'"{forms[0]}" of the list "{name}"'):
                _add(entries, entry, template, keyword, forms)


def _template(entries: Entries, fields: Fields) -> Rule:
    """Return a rule with an entry's options, still without its text."""
    rule = Rule(
        id=fields.text("id") or "",
        tag=-1 if entries.tag is None else entries.tag,
        text="",
        forms=(),
        patterns=(),
        regex=False,
        weight=100 * fields.integer("weight", 0),
        path=entries.file.path,
        line=0,
        cap=fields.integer("cap", 0),
        gap=fields.integer("gap", DEFAULT_GAP),
        exact_case=fields.choice("case", "fold") == "exact",
        exact_separators=not fields.boolean("hyphen", True),
        requires=condition(entries.file, entries.shared, fields.get("requires")),
        unless=condition(entries.file, entries.shared, fields.get("unless")),
    )
    zones = fields.get("zones")
    return rule if zones is None else with_zones(rule, entries.file, entries.settings, zones)


def _forms(keyword: Keyword, use_plural: bool) -> tuple[str, ...]:
    forms = [form for text in keyword.texts for form in plurals(text, use_plural)]
    return tuple(dict.fromkeys(forms))


def _key(form: str, template: Rule) -> tuple[str, bool]:
    return (form if template.exact_case else words.pattern(form), template.exact_case)


def _add_keyword(
    entries: Entries, entry: Entry, keyword: Keyword, template: Rule, use_plural: bool
) -> None:
    """Add the rule of one keyword and its aliases."""
    for text, node in zip(keyword.texts, keyword.nodes, strict=True):
        _claim(entries, tuple(plurals(text, use_plural)), node, template)
    _add(entries, entry, template, keyword, _forms(keyword, use_plural))


def _claim(
    entries: Entries, forms: tuple[str, ...], node: Node, template: Rule, what: str = ""
) -> bool:
    """Note a problem, and return False, if another keyword finds one of these forms already."""
    what = what or f'"{forms[0]}"'
    claim = (what, *place(node))
    for form in forms:
        earlier = entries.claims.setdefault(_key(form, template), claim)
        if earlier != claim:
            hint = f"{earlier[0]} on line {earlier[1]} already finds it; keep one"
            problem = f"the keyword {what} occurs twice"
            entries.file.problem(node, Code.DUPLICATE, problem, hint)
            return False
    return True


def _add_regex(entries: Entries, entry: Entry, node: Node, template: Rule) -> None:
    file = entries.file
    source = regex_text(file, node)
    expanded = None if source is None else entries.shared.expand(source, file, node)
    if source is None or expanded is None or not is_fit(expanded, file, node):
        return
    keyword = Keyword((source,), (node,), file.path)
    _add(entries, entry, template._replace(regex=True), keyword, (expanded,))


def _add(
    entries: Entries, entry: Entry, template: Rule, keyword: Keyword, forms: tuple[str, ...]
) -> None:
    text, node = keyword.texts[0], keyword.nodes[0]
    slug = _SLUG.sub("-", words.fold(text + " ").strip()).strip("-")
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    if template.regex or not slug:
        slug = f"{'regex' if template.regex else 'keyword'}-{digest}"
    tag_key = entries.vocabulary[template.tag].key if entries.tag is not None else "?"
    rule_id = template.id or f"{tag_key}/{slug}"
    if rule_id in entries.nodes:
        if template.id:
            problem = f'the id "{rule_id}" occurs twice'
            entries.file.problem(node, Code.DUPLICATE, problem, "ids must be unique")
        rule_id = f"{rule_id}-{digest}"
    entries.nodes[rule_id] = node
    entry.rules.append(rule_id)
    patterns = () if template.regex else tuple(dict.fromkeys(map(words.pattern, forms)))
    gap = template.gap if any(words.GAP in pattern for pattern in patterns) else 0
    entries.rules.append(
        template._replace(
            id=rule_id,
            text=text,
            forms=forms,
            patterns=patterns,
            path=keyword.path,
            line=place(node)[0],
            gap=gap,
        )
    )
