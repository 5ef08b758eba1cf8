"""Tags that people settle against the engine: pinned to a record, or never given to it."""

from __future__ import annotations

from dataclasses import dataclass

from yaml.nodes import Node

from tagengine.errors import Code
from tagengine.metadata.checking.codes import IGNORABLE
from tagengine.metadata.configuration.language import OVERRIDE_KEYS
from tagengine.rules.files.strict_yaml import Fields, StrictFile
from tagengine.rules.vocabulary import Tag, Vocabulary, not_in


@dataclass(frozen=True, slots=True)
class Override:
    """What people settled for one record; names as they wrote them, tags of the vocabulary."""

    pin: tuple[Tag, ...] = ()
    never: tuple[Tag, ...] = ()
    reason: str = ""
    ignore: tuple[str, ...] = ()

    def joined(self, other: Override) -> Override:
        """Return both together; reasons in order."""
        reasons = [reason for reason in (self.reason, other.reason) if reason]
        pin = tuple(dict.fromkeys((*self.pin, *other.pin)))
        never = tuple(dict.fromkeys((*self.never, *other.never)))
        ignore = tuple(dict.fromkeys((*self.ignore, *other.ignore)))
        return Override(pin, never, "; ".join(dict.fromkeys(reasons)), ignore)


NONE = Override()


def read(file: StrictFile, node: Node, vocabulary: Vocabulary) -> Override:
    """Return what a mapping of pin, never and reason says; mistakes become problems of `file`."""
    fields = file.fields(node, OVERRIDE_KEYS, "pin, never, ignore and reason")
    if fields is None:
        return NONE
    lists: dict[str, tuple[Tag, ...]] = {}
    for key in ("pin", "never"):
        listed = fields.get(key)
        tags = []
        for name, item in [] if listed is None else file.texts(listed, "a tag's name"):
            index = vocabulary.index_of(name)
            if index is None:
                file.problem(item, Code.UNKNOWN_NAME, *not_in(vocabulary, name))
            else:
                tags.append(vocabulary[index])
        lists[key] = tuple(dict.fromkeys(tags))
    for tag in sorted(set(lists["pin"]) & set(lists["never"]), key=lambda tag: tag.name):
        problem = f'"{tag.name}" is in pin and in never'
        file.problem(fields.get("never"), Code.CONFLICT, problem, "keep one of them")
    reason = fields.text("reason") or ""
    return Override(lists["pin"], lists["never"], reason, _ignored(file, fields, reason))


def _ignored(file: StrictFile, fields: Fields, reason: str) -> tuple[str, ...]:
    node = fields.get("ignore")
    if node is None:
        return ()
    if not reason:
        hint = "as in: reason: our list of tags is not complete"
        file.problem(node, Code.MISSING_KEY, "an ignored code needs a reason", hint)
    found = (file.choice(item, "code", IGNORABLE) for _, item in file.texts(node, "a code"))
    return tuple(code for code in found if code is not None)
