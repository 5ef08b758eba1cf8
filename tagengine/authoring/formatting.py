"""Canonical formatting of a folder of rule files, which never changes what the rules mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from tagengine.authoring import commented_yaml, rule_forms, rule_layout, rule_order
from tagengine.errors import RuleErrors, TagEngineError
from tagengine.rules.files import folder as rule_files
from tagengine.rules.files.learned import LEARNED_FOLDER
from tagengine.rules.files.scale import SCALE_FILE
from tagengine.rules.files.shared import FRAGMENTS_FILE, LISTS_FOLDER
from tagengine.rules.files.yaml_nodes import LOADER
from tagengine.rules.sources import VOCABULARY_FILE
from tagengine.rules.vocabulary import Vocabulary

_LINE_END = re.compile(r"\r\n?")
_BLOCK_STYLES = ("|", ">")


def format_files(
    files: Mapping[str, str], origin: str = "", others: Vocabulary | None = None
) -> dict[str, str]:
    """Return the canonical texts of a folder's files, by name.

    Keys come in the order of the reference, keywords and terms by the alphabet between comments,
    entries in the author's order; what fits on a line of 100 columns is on one line, else an item a
    line. Comments stay with what they speak of. `vocabulary.yaml`, `zones.yaml`, `scale.yaml`
    and learned words keep their layout: only line ends and white space at the end of lines change.

    `others` are tags that the rules may be for beside those of the folder. Raises `RuleErrors` if
    the files have mistakes, and `TagEngineError` where a file would not mean the same any more.
    """
    before = _meanings(files, origin, others)
    formatted = {name: _format(name, text) for name, text in files.items()}
    changed = _changed_meanings(before, formatted, origin, others)
    # The keyword that comes first among several of one id keeps the bare id, so that a sorted file
    # may have other ids: such a file keeps its own order.
    formatted |= {name: _format(name, files[name], sort=False) for name in changed}
    changed = _changed_meanings(before, formatted, origin, others) if changed else []
    if changed:
        paths = ", ".join(f"{origin}/{name}" if origin else name for name in changed)
        raise TagEngineError(
            f"{paths}: not formatted, because its meaning would change (please report this)"
        )
    return formatted


def _format(name: str, text: str, *, sort: bool = True) -> str:
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    kept = (rule_files.SETTINGS_FILE, VOCABULARY_FILE, SCALE_FILE)
    if name in kept or name.startswith(LEARNED_FOLDER):
        return _trimmed(text)
    form = (
        rule_forms.FRAGMENTS_FILE if name == FRAGMENTS_FILE
        else rule_forms.LIST_FILE if name.startswith(LISTS_FOLDER)
        else rule_forms.TAG_FILE
    )  # fmt: skip
    return rule_layout.render(commented_yaml.read(text), form, sort=sort)


def _trimmed(text: str) -> str:
    """Return a text without white space at the end of lines and of the file.

    The lines of block texts are left alone: there it is content.
    """
    lines = text.split("\n")
    kept: set[int] = set()
    for token in yaml.scan(text, Loader=LOADER):
        if isinstance(token, yaml.ScalarToken) and token.style in _BLOCK_STYLES:
            end = token.end_mark
            kept.update(range(token.start_mark.line + 1, end.line + (end.column > 0)))
    trimmed = [line if number in kept else line.rstrip() for number, line in enumerate(lines)]
    while trimmed and not trimmed[-1] and len(trimmed) - 1 not in kept:
        trimmed.pop()
    return "\n".join(trimmed) + "\n"


def _changed_meanings(
    before: Mapping[str, object], files: Mapping[str, str], origin: str, others: Vocabulary | None
) -> list[str]:
    try:
        after = _meanings(files, origin, others)
    except RuleErrors as error:
        prefix = f"{origin}/" if origin else ""
        return sorted({problem.path.removeprefix(prefix) for problem in error.problems})
    return [name for name in before if before[name] != after.get(name)]


def _meanings(
    files: Mapping[str, str], origin: str, others: Vocabulary | None
) -> dict[str, object]:
    """Return what each file says, without orders that mean nothing, and the ids of its rules."""
    prefix = f"{origin}/" if origin else ""
    ids = {
        tag_file.file.path.removeprefix(prefix): [set(entry.rules) for entry in tag_file.entries]
        for tag_file in rule_files.read(files, others, origin).tag_files
    }
    return {
        name: (_unordered(yaml.load(text, LOADER)), ids.get(name))  # noqa: S506 -- a safe one
        for name, text in files.items()
        if not name.startswith(LEARNED_FOLDER)  # whose layout is kept
    }


def _unordered(data: Any, key: object = "") -> Any:
    """Return data with the lists sorted that formatting sorts."""
    if isinstance(data, dict):
        return {name: _unordered(value, name) for name, value in data.items()}
    if not isinstance(data, list):
        return data
    items = [_unordered(item) for item in data]
    return sorted(items, key=repr) if key in rule_order.SORTED else items
