"""Dotted paths into a record file: `metadata.tags`, `landscape[].items[]`, `"a.b".c`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagengine.metadata.record_files.nodes import (
    MERGE_KEY,
    Kind,
    Mapping,
    Node,
    Scalar,
    Sequence,
    resolved,
)

EACH = None
Selector = tuple[str | None, ...]
"""Keys in order; None (`EACH`) stands for every item of a list."""

_KEY = r'"[^"]+"|[^.\[\]"\s][^.\[\]"]*'
_STEP = re.compile(rf"\[\]|{_KEY}")
_STEPS = re.compile(rf"(?:(?:\[\]|{_KEY})(?:\[\]|\.(?:{_KEY}))*)?")


def parse(text: str) -> Selector | None:
    """Return the selector in a text, or None if it is none; an empty text is the root."""
    if not _STEPS.fullmatch(text):
        return None
    return tuple(EACH if step == "[]" else step.strip('"') for step in _STEP.findall(text))


def shown(selector: Selector) -> str:
    """Return a selector as it is written."""
    text = ""
    for step in selector:
        if step is EACH:
            text += "[]"
        else:
            key = f'"{step}"' if re.search(r'[.\[\]"\s]', step) else step
            text += f".{key}" if text else key
    return text


def find(node: Node, selector: Selector) -> Iterator[Node]:
    """Yield the nodes that a selector leads to; aliases are followed."""
    real = resolved(node)
    if not selector:
        yield node
    elif selector[0] is EACH:
        if isinstance(real, Sequence):
            for item in real.items:
                yield from find(item, selector[1:])
    elif isinstance(real, Mapping):
        value = look_up(real, selector[0])
        if value is not None:
            yield from find(value, selector[1:])


def ends_in_empty_list(node: Node, selector: Selector) -> bool:
    """Return whether a selector that leads to nothing comes to a list with no items, or to null."""
    real = resolved(node)
    if isinstance(real, Scalar) and real.kind is Kind.NULL:
        return True
    if not selector:
        return False
    if selector[0] is not EACH:
        value = look_up(real, selector[0]) if isinstance(real, Mapping) else None
        return value is not None and ends_in_empty_list(value, selector[1:])
    items = real.items if isinstance(real, Sequence) else None
    return items == () or any(ends_in_empty_list(item, selector[1:]) for item in items or ())


def spelled(node: Node, selector: Selector) -> Selector:
    """Return a selector with its keys as they are written below a node, whatever their case."""
    found: list[str | None] = []
    for step in selector:
        real = resolved(node)
        if step is EACH or not isinstance(real, Mapping):
            break
        keys = [key.text for key, _ in real.entries if isinstance(key, Scalar)]
        same = [key for key in keys if key.casefold() == step.casefold()]
        key = step if step in same or not same else same[0]
        found.append(key)
        value = look_up(real, key)
        if value is None:
            break
        node = value
    return (*found, *selector[len(found) :])


def look_up(mapping: Mapping, key: str) -> Node | None:
    """Return the value of a key: the mapping's own, or what YAML's `<<` merges into it."""
    seen: set[int] = set()

    def value_in(node: Node | None) -> Node | None:
        real = resolved(node)
        if real is None or id(real) in seen:
            return None
        seen.add(id(real))
        if isinstance(real, Sequence):
            return next((value for item in real.items if (value := value_in(item))), None)
        if not isinstance(real, Mapping):
            return None
        return real.get(key) or value_in(real.get(MERGE_KEY))

    return value_in(mapping)


def text_at(node: Node, selector: Selector) -> str | None:
    """Return the first text, or number, that a selector leads to, or None."""
    for found in find(node, selector):
        real = resolved(found)
        if isinstance(real, Scalar) and real.text.strip() and real.kind is not Kind.NULL:
            return real.text
    return None
