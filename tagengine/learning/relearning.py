"""Rules learned again: what people wrote, changed and struck in their folder since stays.

What was written the last time is kept beside the rules. A keyword of then that is no longer in its
file was struck; an entry with another weight was changed, and is a person's from then on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from tagengine.authoring import commented_yaml, rule_layout
from tagengine.authoring.commented_yaml import Item
from tagengine.authoring.rule_forms import TAG_FILE
from tagengine.learning import learned_from
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import folder as rule_files
from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.sources import VOCABULARY_FILE
from tagengine.rules.vocabulary import Vocabulary
from tagengine.text import words

Written = Mapping[str, Mapping[str, int]]
"""By tag, the keywords that were learned, each with its weight in points."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The files of rules that were learned again.

    `kept` is how many entries are people's, `struck` are keywords that they do not want, by tag;
    `gone` are files in which nothing is left.
    """

    files: dict[str, str]
    kept: int
    struck: dict[str, list[str]]
    gone: list[str]


@dataclass(frozen=True, slots=True)
class Before:
    """A folder of learned rules as it is: its files, and the file of each tag, by name."""

    files: Mapping[str, str]
    file_of: Mapping[str, str]
    written: Written
    struck: Mapping[str, Collection[str]]

    @property
    def settings_text(self) -> str:
        """The text of the settings."""
        return self.files[SETTINGS_FILE]

    def merged(self, new: Mapping[str, str], own_examples: Collection[str]) -> Merged:
        """Return new files with what people added and without what they struck.

        `own_examples` are those that learning writes, and that it may replace.
        """
        files = {**self.files, **_settings(new)}
        all_struck: dict[str, list[str]] = {}
        kept = 0
        new_of = {_tag(text): name for name, text in new.items() if _is_of_tag(name, text)}
        for tag in dict.fromkeys((*self.file_of, *new_of)):
            name = self.file_of.get(tag) or _free(new_of[tag], files)
            text = new.get(new_of.get(tag, ""))
            struck = {*self.struck.get(tag, ()), *self._missing(tag)}
            if struck:
                all_struck[tag] = sorted(struck)
            old = _read(self.files[name] if tag in self.file_of else None)
            own = [one for one in _entries(old) if _is_own(one, self.written.get(tag, {}))]
            files[name] = _joined(old, _read(text), own, struck, own_examples)
            kept += len(own)
        gone = [name for name, text in files.items() if not text and name in self.files]
        return Merged({name: text for name, text in files.items() if text}, kept, all_struck, gone)

    def _missing(self, tag: str) -> set[str]:
        """Return the keywords that were learned for a tag and are no longer in its file."""
        name = self.file_of.get(tag)
        root = _read(None if name is None else self.files[name])
        found = {form for entry in _entries(root) for form in _forms(entry)}
        return {text for text in self.written.get(tag, {}) if words.pattern(text) not in found}


def before(folder: Path, vocabulary: Vocabulary) -> Before | None:
    """Return what a folder of learned rules has, None if it is none or does not know what was.

    Raises `RuleErrors` with all problems of its files.
    """
    told = learned_from.read(folder)
    if told is None or not told.written:
        return None
    files = rule_sources.read_files(folder)
    rule_files.read(files, vocabulary, folder.as_posix())
    of_tag = {_tag(text): name for name, text in files.items() if _is_of_tag(name, text)}
    return Before(files, of_tag, told.written, told.struck)


def written(rule_set: RuleSet) -> Written:
    """Return the keywords of starter rules by tag."""
    found: dict[str, dict[str, int]] = {}
    for rule in rule_set.rules:
        if rule.starter:
            name = rule_set.vocabulary[rule.tag].name.strip()
            found.setdefault(name, {})[rule.text] = rule.weight // 100
    return found


def _read(text: str | None) -> Item | None:
    return None if text is None else commented_yaml.read(text)


def _joined(
    old: Item | None,
    new: Item | None,
    own: list[Item],
    struck: Collection[str],
    own_examples: Collection[str],
) -> str:
    """Return a tag's file as it is, with `own` entries, and as it is learned; '' for nothing."""
    taken = {words.pattern(text) for text in struck}
    taken.update(form for one in own for form in _forms(one))
    learned = [one for one in _entries(new) if _without(one, taken)]
    root = old or new
    if root is None or not (own or learned):
        return ""
    rules = _child(root, "rules") or (new and _child(new, "rules"))
    if rules is None:
        return ""
    if rules not in root.children:
        root.children.append(rules)
    rules.children = [*own, *learned]
    _drop_examples(root, own_examples)
    return rule_layout.render(root, TAG_FILE)


def _settings(new: Mapping[str, str]) -> dict[str, str]:
    return {name: new[name] for name in (SETTINGS_FILE, VOCABULARY_FILE)}


def _is_of_tag(name: str, text: str) -> bool:
    return "/" not in name and _child(commented_yaml.read(text), "tag") is not None


def _tag(text: str) -> str:
    item = _child(commented_yaml.read(text), "tag")
    return "" if item is None else str(item.value.value).strip()


def _free(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name = f"{name.removesuffix('.yaml')}-2.yaml"
    return name


def _child(item: Item, key: str) -> Item | None:
    return next((one for one in item.children if one.key == key), None)


def _entries(root: Item | None) -> list[Item]:
    rules = None if root is None else _child(root, "rules")
    return [] if rules is None else rules.children


def _keywords(entry: Item) -> list[tuple[Item, list[str]]]:
    """Return the keywords of an entry, each with its forms."""
    keywords = _child(entry, "keywords")
    if keywords is None:
        return []
    return [
        (one, [str(form.value.value) for form in one.children or (one,)])
        for one in keywords.children
    ]


def _forms(entry: Item) -> list[str]:
    return [words.pattern(form) for _, forms in _keywords(entry) for form in forms]


def _is_own(entry: Item, was: Mapping[str, int]) -> bool:
    """Return whether an entry is a person's; one that was only learned until now is made so."""
    learned, weight = _child(entry, "learned"), _child(entry, "weight")
    if learned is None or str(learned.value.value).lower() not in ("true", "yes", "on"):
        return True
    points = None if weight is None else int(str(weight.value.value))
    texts = [form for _, forms in _keywords(entry) for form in forms]
    if all(was.get(text, points) == points for text in texts) and any(map(was.get, texts)):
        return False
    entry.children.remove(learned)
    return True


def _without(entry: Item, taken: Collection[str]) -> bool:
    """Drop the keywords that are taken from an entry, and return whether one is left."""
    left = [
        one
        for one, forms in _keywords(entry)
        if not any(words.pattern(form) in taken for form in forms)
    ]
    keywords = _child(entry, "keywords")
    if keywords is not None:
        keywords.children = left
    return bool(left)


def _drop_examples(root: Item, own: Collection[str]) -> None:
    """Drop the examples that learning wrote, so that it can write others."""
    examples = _child(root, "examples")
    match = None if examples is None else _child(examples, "match")
    if examples is None or match is None:
        return
    match.children = [one for one in match.children if str(one.value.value).strip() not in own]
    if not match.children:
        examples.children.remove(match)
    if not examples.children:
        root.children.remove(examples)
