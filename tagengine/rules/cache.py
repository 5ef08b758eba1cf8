"""Validated rule sets kept on disk as JSON, so that a start need not read YAML.

An entry's name is the SHA-256 of the rule files, their folder's name (evidence cites it), the
vocabulary, this package's version and the modules that read rules: what changes is compiled anew.
An entry is data only (nothing in it is executed), and written so that nobody meets half of one. It
counts only if it belongs to the user, nobody else may write it, and its checksum (of its name too)
is right; whatever is wrong with it means compiling again. `TAGENGINE_CACHE=off` turns it off.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from tagengine.errors import TagEngineError
from tagengine.rules.rule_set import Condition, Rule, RuleSet, Scope, TagPolicy
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.rules.zones import Settings
from tagengine.system import cache_folder
from tagengine.version import __version__

_FORMAT = 9
_DIGEST_LENGTH = 64
_PACKAGE = Path(__file__).resolve().parent.parent
_KEPT = 20  # entries; older ones are removed when one is written
_NAME_LENGTH = 40
_ENTRIES = "[0-9a-f]" * _NAME_LENGTH + ".rules"
_READERS = (
    "rules/files/tag_file", "rules/files/entries", "rules/files/regexes", "rules/files/shared",
    "rules/files/settings", "rules/files/vocabulary", "rules/files/strict_yaml",
    "rules/language", "rules/zones",
    "rules/regexes/backtracking", "rules/regexes/automaton", "rules/regexes/syntax",
    "text/words", "text/letters",
)  # fmt: skip
_UNSOUND = (ValueError, TypeError, KeyError, IndexError, AttributeError)
_SHAPE = Rule._fields.index("zones")  # from here on the fields of many rules are the same
# Long strings are read much faster than many: the texts of all rules are one string a field.
_BETWEEN_RULES = "\u2029"
_BETWEEN_FORMS = "\u2028"


def load(fingerprint: str, origin: str) -> RuleSet | None:
    """Return the rule set with this fingerprint and origin, or None if there is no sound entry."""
    path = _path(fingerprint, origin)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            if not cache_folder.is_own(os.fstat(file.fileno())):
                return None
            content = file.read()
        digest, payload = content[:_DIGEST_LENGTH], content[_DIGEST_LENGTH + 1 :]
        if digest != _checksum(path, payload):
            return None
        return _from_data(json.loads(payload), fingerprint, origin)
    except (*_UNSOUND, OSError, RecursionError, TagEngineError):
        return None


def store(rule_set: RuleSet) -> None:
    """Keep a rule set; where that is not possible, do without."""
    path = _path(rule_set.fingerprint, rule_set.origin)
    if path is None:
        return
    try:
        payload = json.dumps(_to_data(rule_set), ensure_ascii=False, separators=(",", ":")).encode()
    except ValueError:
        return
    content = _checksum(path, payload) + b"\n" + payload
    from tagengine.system import atomic_files  # noqa: PLC0415 -- an entry is written once

    with suppress(OSError, TagEngineError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and not cache_folder.is_own(path.stat()):
            path.unlink()  # its owner and mode would be kept
        atomic_files.write(path, content)
        path.chmod(0o600)
        _prune(path.parent)


def _prune(base: Path) -> None:
    """Remove all but the entries written last, and what broken-off runs left behind."""
    found = [*base.glob(_ENTRIES), *base.glob(f".{_ENTRIES}.*.tmp")]
    entries = sorted((entry.stat().st_mtime_ns, entry) for entry in found)
    for _, entry in entries[:-_KEPT]:
        entry.unlink(missing_ok=True)


def _checksum(path: Path, payload: bytes) -> bytes:
    return hashlib.sha256(path.name.encode() + b"\n" + payload).hexdigest().encode()


def _path(fingerprint: str, origin: str) -> Path | None:
    base = cache_folder.folder()
    if base is None:
        return None
    identity = f"{_FORMAT} {__version__} {fingerprint} {origin}"
    key = hashlib.sha256(identity.encode("utf-8", "surrogatepass"))
    for name in _READERS:  # between two releases they change without the version
        with suppress(OSError):
            key.update((_PACKAGE / f"{name}.py").read_bytes())
    return base / f"{key.hexdigest()[:_NAME_LENGTH]}.rules"


def _to_data(rule_set: RuleSet) -> dict[str, Any]:
    return {
        "vocabulary": [astuple(tag) for tag in rule_set.vocabulary],
        "settings": [getattr(rule_set.settings, one.name) for one in fields(Settings) if one.init],
        "policies": [astuple(policy) for policy in rule_set.policies],
        "rules": _rules_to_data(rule_set.rules),
    }


def _rules_to_data(rules: Sequence[Rule]) -> dict[str, Any]:
    """Return rules as columns; raises `ValueError` if a text has what separates texts in it."""
    paths = list(dict.fromkeys(rule.path for rule in rules))
    shapes = list(dict.fromkeys(rule[_SHAPE:] for rule in rules))
    path_at = {path: index for index, path in enumerate(paths)}
    shape_at = {shape: index for index, shape in enumerate(shapes)}
    return {
        "ids": _joined([rule.id for rule in rules], _BETWEEN_RULES),
        "texts": _joined([rule.text for rule in rules], _BETWEEN_RULES),
        "forms": _joined([_joined(rule.forms) for rule in rules], _BETWEEN_RULES),
        "patterns": _joined([_joined(rule.patterns) for rule in rules], _BETWEEN_RULES),
        "tags": [rule.tag for rule in rules],
        "regexes": [rule.regex for rule in rules],
        "weights": [rule.weight for rule in rules],
        "path_of": [path_at[rule.path] for rule in rules],
        "lines": [rule.line for rule in rules],
        "shape_of": [shape_at[rule[_SHAPE:]] for rule in rules],
        "paths": paths,
        "shapes": [[_value_to_data(value) for value in shape] for shape in shapes],
    }


def _joined(texts: Sequence[str], separator: str = _BETWEEN_FORMS) -> str:
    inner = separator == _BETWEEN_FORMS
    if any(separator in text or (inner and not text) for text in texts):
        raise ValueError("a text that cannot be told from its neighbours")
    return separator.join(texts)


def _value_to_data(value: Any) -> Any:
    if not isinstance(value, Condition):
        return value
    terms, patterns, scope, within = value
    return [terms, patterns, scope.value, within]


def _from_data(data: dict[str, Any], fingerprint: str, origin: str) -> RuleSet:
    vocabulary = Vocabulary(Tag(*values) for values in data["vocabulary"])
    zones, parts, kind_parts, sections, groups, headings, repeats, *limits = data["settings"]
    settings = Settings(
        tuple(zones),
        tuple(parts),
        tuple(kind_parts),
        tuple(sections),
        {name: tuple(members) for name, members in groups.items()},
        headings,
        tuple(repeats),
        *limits,
    )
    policies = tuple(
        TagPolicy(threshold, tuple(suppresses), kind, tuple(excludes))
        for threshold, suppresses, kind, excludes in data["policies"]
    )
    if len(policies) != len(vocabulary):
        raise ValueError("policies do not fit the vocabulary")
    return RuleSet(
        vocabulary, settings, policies, _rules_from_data(data["rules"]), fingerprint, origin
    )


def _rules_from_data(data: dict[str, Any]) -> tuple[Rule, ...]:
    if not data["tags"]:
        return ()
    paths, shapes = data["paths"], [_shape_from_data(values) for values in data["shapes"]]
    columns = zip(
        data["ids"].split(_BETWEEN_RULES),
        data["tags"],
        data["texts"].split(_BETWEEN_RULES),
        [_forms(text) for text in data["forms"].split(_BETWEEN_RULES)],
        [_forms(text) for text in data["patterns"].split(_BETWEEN_RULES)],
        data["regexes"],
        data["weights"],
        [paths[index] for index in data["path_of"]],
        data["lines"],
        [shapes[index] for index in data["shape_of"]],
        strict=True,
    )
    return tuple([Rule._make((*values, *shape)) for *values, shape in columns])


def _forms(text: str) -> tuple[str, ...]:
    return tuple(text.split(_BETWEEN_FORMS)) if text else ()


def _shape_from_data(values: list[Any]) -> tuple[Any, ...]:
    zones, sections, factors, *others, requires, unless = values
    conditions = (
        None if one is None else Condition(tuple(one[0]), tuple(one[1]), Scope(one[2]), one[3])
        for one in (requires, unless)
    )
    return (zones, sections, tuple(factors), *others, *conditions)
