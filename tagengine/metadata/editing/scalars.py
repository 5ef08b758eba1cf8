"""One value as it is written in YAML, JSON or TOML, in the style of its neighbours."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from tagengine.metadata.record_files import yaml_text
from tagengine.metadata.record_files.nodes import Kind, Scalar, Style
from tagengine.metadata.record_files.nodes import Sequence as ListNode
from tagengine.metadata.record_files.reading import Syntax, UnreadableError

# What some readers of YAML take for numbers or truth values, beyond what PyYAML does.
_AMBIGUOUS = re.compile(r"[-+]?[.\d][\d_.,:eExXoObB+-]*|[yYnN]|0[xX][\da-fA-F]+")
_ESCAPED = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def common_style(neighbours: Sequence[Scalar]) -> Style | None:
    """Return the style that texts share; None if they do not, or there are none."""
    styles = {one.style for one in neighbours if one.kind is Kind.TEXT}
    return styles.pop() if len(styles) == 1 else None


def written(
    value: str | int, syntax: Syntax, style: Style | None, in_flow: bool, ascii_only: bool = False
) -> str:
    """Return a value's text, in a style where the syntax and the value allow it.

    `in_flow` says that it is in brackets or braces, `ascii_only` that other characters are to
    be escapes (JSON).
    """
    if isinstance(value, int):
        return str(value)
    if syntax is Syntax.JSON:
        return json.dumps(value, ensure_ascii=ascii_only)
    if syntax is Syntax.YAML and style is not Style.DOUBLE:
        if style is not Style.SINGLE and _is_plain(value, in_flow):
            return value
        if (style is Style.SINGLE or '"' in value) and not _CONTROL.search(value):
            return "'" + value.replace("'", "''") + "'"
    elif style is Style.SINGLE and "'" not in value and not _CONTROL.search(value):
        return f"'{value}'"
    return f'"{_quoted(value)}"'


def is_compact(text: str) -> bool:
    """Return whether a JSON text has keys, and no spaces after their colons."""
    return '":' in text and '": ' not in text


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)


def _is_plain(value: str, in_flow: bool) -> bool:
    """Return whether YAML reads a text without quotes as that text."""
    if _AMBIGUOUS.fullmatch(value) or _CONTROL.search(value):
        return False
    try:
        root = yaml_text.parse(f"[{value}, {value} ]" if in_flow else f"- {value}\n- {value}")[0]
    except UnreadableError:
        return False
    return (
        isinstance(root, ListNode)
        and len(root.items) == 2
        and all(
            isinstance(item, Scalar)
            and (item.text, item.kind, item.style) == (value, Kind.TEXT, Style.PLAIN)
            and not item.anchor
            and not item.tag
            for item in root.items
        )
    )
