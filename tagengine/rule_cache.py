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
import sys
from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from tagengine.errors import TagEngineError
from tagengine.rules import Condition, Rule, RuleSet, Scope, TagPolicy
from tagengine.version import __version__
from tagengine.vocabulary import Tag, Vocabulary
from tagengine.zones import Settings

VARIABLE = "TAGENGINE_CACHE"
_FORMAT = 8
_DIGEST_LENGTH = 64
_KEPT = 20  # entries; older ones are removed when one is written
_NAME_LENGTH = 40
_ENTRIES = "[0-9a-f]" * _NAME_LENGTH + ".rules"
_READERS = (
    "rule_files", "rule_entries", "rule_language", "shared_files", "settings_file",
    "vocabulary_file", "strict_yaml", "words", "zones",
)  # fmt: skip
_TUPLES = tuple(Rule._fields.index(name) for name in ("forms", "patterns", "factors"))
_CONDITIONS = tuple(Rule._fields.index(name) for name in ("requires", "unless"))


def folder() -> Path | None:
    """Return the folder of the cache: `$TAGENGINE_CACHE`, else the user's; None if turned off."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen.casefold() in ("off", "0", "no"):
        return None
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "tagengine"
    except RuntimeError:  # no home folder
        return None


def load(fingerprint: str, origin: str) -> RuleSet | None:
    """Return the rule set with this fingerprint and origin, or None if there is no sound entry."""
    path = _path(fingerprint, origin)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            if not is_own(os.fstat(file.fileno())):
                return None
            content = file.read()
        digest, payload = content[:_DIGEST_LENGTH], content[_DIGEST_LENGTH + 1 :]
        if digest != _checksum(path, payload):
            return None
        return _from_data(json.loads(payload), fingerprint, origin)
    except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError, TagEngineError):
        return None


def store(rule_set: RuleSet) -> None:
    """Keep a rule set; where that is not possible, do without."""
    path = _path(rule_set.fingerprint, rule_set.origin)
    if path is None:
        return
    payload = json.dumps(_to_data(rule_set), ensure_ascii=False, separators=(",", ":")).encode()
    content = _checksum(path, payload) + b"\n" + payload
    from tagengine import atomic_files  # noqa: PLC0415 -- an entry is written once

    with suppress(OSError, TagEngineError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and not is_own(path.stat()):
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


def is_own(status: os.stat_result) -> bool:
    """Tell whether a file is the user's and only the user can have written it."""
    if sys.platform == "win32":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _checksum(path: Path, payload: bytes) -> bytes:
    return hashlib.sha256(path.name.encode() + b"\n" + payload).hexdigest().encode()


def _path(fingerprint: str, origin: str) -> Path | None:
    base = folder()
    if base is None:
        return None
    identity = f"{_FORMAT} {__version__} {fingerprint} {origin}"
    key = hashlib.sha256(identity.encode("utf-8", "surrogatepass"))
    for name in _READERS:  # between two releases they change without the version
        with suppress(OSError):
            key.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return base / f"{key.hexdigest()[:_NAME_LENGTH]}.rules"


def _to_data(rule_set: RuleSet) -> dict[str, Any]:
    return {
        "vocabulary": [astuple(tag) for tag in rule_set.vocabulary],
        "settings": [getattr(rule_set.settings, one.name) for one in fields(Settings) if one.init],
        "policies": [astuple(policy) for policy in rule_set.policies],
        "rules": [_rule_to_data(rule) for rule in rule_set.rules],
    }


def _rule_to_data(rule: Rule) -> list[Any]:
    values: list[Any] = list(rule)
    for index in _CONDITIONS:
        condition = values[index]
        if condition is not None:
            terms, patterns, scope, within = condition
            values[index] = [terms, patterns, scope.value, within]
    return values


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
    rules = tuple(_rule_from_data(values) for values in data["rules"])
    return RuleSet(vocabulary, settings, policies, rules, fingerprint, origin)


def _rule_from_data(values: list[Any]) -> Rule:
    for index in _TUPLES:
        values[index] = tuple(values[index])
    for index in _CONDITIONS:
        if values[index] is not None:
            terms, patterns, scope, within = values[index]
            values[index] = Condition(tuple(terms), tuple(patterns), Scope(scope), within)
    return Rule._make(values)
