"""Validated rule sets kept on disk as MessagePack, so that a start need not read YAML.

An entry's name is the SHA-256 of the rule files, their folder's name (evidence cites it), the
vocabulary, this package's version and the modules that read rules: what changes is compiled again.
An entry is data only (nothing in it is executed), and written so that nobody meets half of one. It
counts only if it belongs to the user, nobody else may write it, and its checksum (of its name too)
is right; whatever is wrong with it means compiling again. `TAGENGINE_CACHE=off` turns it off.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import Any, NamedTuple

import msgspec

from tagengine.errors import TagEngineError
from tagengine.rules.patterns import KeptRules, Patterns, patterns_of, tags_of
from tagengine.rules.rule_set import Condition, Rule, RuleSet, TagPolicy
from tagengine.rules.scale import Scale
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.rules.zones import Settings
from tagengine.system import cache_folder
from tagengine.version import __version__

_FORMAT = 15
_CHECKSUM_LENGTH = 8
_PACKAGE = Path(__file__).resolve().parent.parent
_KEPT = 20  # entries; older ones are removed when one is written
_NAME_LENGTH = 40
_ENTRIES = "[0-9a-f]" * _NAME_LENGTH + ".rules"
_READERS = ("rules", "text")  # rooms


class _Entry(NamedTuple):
    """What an entry holds of a rule set; the rest is what it is looked up by.

    `rules` are all rules one after the other, `ends` where each ends: most are never read. Many
    have the same condition, with hundreds of terms, so they are without: `conditions` are the
    different ones, and `conditioned` the rules that have some, each with the places of what it
    requires and of its exception (-1: none). `tags_with_rules` are those that a rule is for.
    """

    tags: tuple[Tag, ...]
    settings: Settings
    policies: tuple[TagPolicy, ...]
    scale: Scale | None
    rules: bytes
    ends: bytes
    conditions: tuple[Condition, ...]
    conditioned: dict[int, tuple[int, int]]
    patterns: Patterns
    tags_with_rules: frozenset[int]

    def rule(self, index: int) -> Rule:
        """Return the rule with this index."""
        start, end = _BETWEEN.unpack_from(self.ends, index * _END.size)
        rule = _RULE.decode(self.rules[start:end])
        if index not in self.conditioned:
            return rule
        conditions = (*self.conditions, None)
        requires, unless = self.conditioned[index]
        return rule._replace(requires=conditions[requires], unless=conditions[unless])


_END, _BETWEEN = Struct("<I"), Struct("<II")
_RULE = msgspec.msgpack.Decoder(Rule)


def load(fingerprint: str, origin: str) -> RuleSet | None:
    """Return the rule set with this fingerprint and origin, or None if there is no sound entry."""
    path = _path(fingerprint, origin)
    if path is None:
        return None
    try:
        file = cache_folder.opened(path)
        if file is None:
            return None
        with file:
            content = file.read()
        checksum, payload = content[:_CHECKSUM_LENGTH], content[_CHECKSUM_LENGTH + 1 :]
        if checksum != _checksum(path, payload):
            return None
        entry = msgspec.msgpack.decode(payload, type=_Entry)
        vocabulary = Vocabulary(entry.tags)
    except (ValueError, OSError, RecursionError, TagEngineError):
        return None
    if len(entry.policies) != len(vocabulary):
        return None
    count = len(entry.ends) // _END.size - 1
    rules = KeptRules(entry.rule, count, entry.patterns, entry.tags_with_rules)
    return RuleSet(
        vocabulary, entry.settings, entry.policies, rules, fingerprint, origin, entry.scale
    )


def store(rule_set: RuleSet) -> None:
    """Keep a rule set; where that is not possible, do without."""
    path = _path(rule_set.fingerprint, rule_set.origin)
    if path is None:
        return
    try:
        payload = msgspec.msgpack.encode(_entry(rule_set))
    except (msgspec.EncodeError, ValueError, OverflowError):  # a lone surrogate, a huge number
        return
    content = _checksum(path, payload) + b"\n" + payload
    from tagengine.system import atomic_files  # noqa: PLC0415 -- an entry is written once

    with suppress(OSError, TagEngineError):
        if not cache_folder.made(path.parent):
            return
        if os.path.lexists(path) and not cache_folder.is_own(path.lstat()):
            path.unlink()  # a link would be followed, an owner and a mode kept
        atomic_files.write(path, content)
        path.chmod(0o600)
        _prune(path.parent)


def _entry(rule_set: RuleSet) -> _Entry:
    places: dict[Condition | None, int] = {None: -1}
    conditioned = {}
    rules, ends = bytearray(), bytearray(_END.pack(0))
    for index, rule in enumerate(rule_set.rules):
        if rule.requires is not None or rule.unless is not None:
            for condition in (rule.requires, rule.unless):
                places.setdefault(condition, len(places) - 1)
            conditioned[index] = places[rule.requires], places[rule.unless]
        kept = _to_last_own(rule._replace(requires=None, unless=None))
        rules += msgspec.msgpack.encode(kept)
        ends += _END.pack(len(rules))
    return _Entry(
        rule_set.vocabulary.tags,
        rule_set.settings,
        rule_set.policies,
        rule_set.scale,
        bytes(rules),
        bytes(ends),
        tuple(condition for condition in places if condition is not None),
        conditioned,
        patterns_of(rule_set.rules),
        tags_of(rule_set.rules),
    )


def _to_last_own(rule: Rule) -> Any:
    """Return the fields of a rule up to the last that is not as by default: less to keep.

    The reader gives the others their defaults.
    """
    fields = list(rule)
    defaults = Rule._field_defaults
    for name in reversed(Rule._fields):
        if name not in defaults or fields[-1] != defaults[name]:
            break
        fields.pop()
    return fields


def _prune(base: Path) -> None:
    """Remove all but the entries written last, and what broken-off runs left behind."""
    found = [*base.glob(_ENTRIES), *base.glob(f".{_ENTRIES}.*.tmp")]
    entries = sorted((entry.lstat().st_mtime_ns, entry) for entry in found)
    for _, entry in entries[:-_KEPT]:
        entry.unlink(missing_ok=True)


def _checksum(path: Path, payload: bytes) -> bytes:
    """Return what tells whether an entry is damaged, or another's; who may write one is trusted."""
    return b"%08x" % zlib.crc32(payload, zlib.crc32(path.name.encode()))


def _path(fingerprint: str, origin: str) -> Path | None:
    base = cache_folder.folder()
    if base is None:
        return None
    identity = f"{_FORMAT} {__version__} {fingerprint} {origin}"
    key = hashlib.sha256(identity.encode("utf-8", "surrogatepass"))
    for module in _readers():  # between two releases they change without the version
        with suppress(OSError):
            key.update(module.read_bytes())
    return base / f"{key.hexdigest()[:_NAME_LENGTH]}.rules"


def _readers() -> list[Path]:
    """Return the modules that rules are read by: all of the rooms that know of them."""
    return sorted(module for room in _READERS for module in (_PACKAGE / room).rglob("*.py"))
