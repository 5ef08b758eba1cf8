"""The canonical layout of a rule file: order of keys, sorted keywords, one form for every value.

What fits on a line stands on one; what does not has one item a line, so that a change of one
keyword is a change of one line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from tagengine.authoring import yaml_scalars
from tagengine.authoring.commented_yaml import Item
from tagengine.rule_language import (
    CONDITION_KEYS,
    EXAMPLE_KEYS,
    FILE_KEYS,
    LIST_KEYS,
    RULE_KEYS,
    Key,
    Schema,
)
from tagengine.strict_yaml import kind_of

WIDTH = 100  # columns
_INDENT = 2  # columns
_SORTED = ("keywords", "any")
_REGEX = "regex"


@dataclass(frozen=True, slots=True)
class Form:
    """How a mapping is laid out: its keys in order, and whether it always has a line a key.

    Without keys (a fragments file, factors by zone) the order is the author's.
    """

    keys: tuple[Key, ...] = ()
    is_block: bool = False
    is_regexes: bool = False


TAG_FILE = Form(FILE_KEYS, is_block=True)
LIST_FILE = Form(LIST_KEYS, is_block=True)
FRAGMENTS_FILE = Form(is_block=True, is_regexes=True)
_ANY = Form()
_FORMS: Mapping[str, Form] = {
    "rule": Form(RULE_KEYS, is_block=True),
    "condition": Form(CONDITION_KEYS),
    "examples": Form(EXAMPLE_KEYS, is_block=True),
}


def render(root: Item, form: Form, *, sort: bool = True) -> str:
    """Return the text of a file of this form; `sort` says whether keywords are put in order."""
    layout = _Layout(sort)
    children = layout.ordered(root, form)
    for item in children:
        is_part = form is TAG_FILE and item.key in ("rules", "examples") and item is not children[0]
        layout.pair(item, form, 0, keeps_blanks=True, wants_blank=is_part)
    layout.footer(root, 0, keeps_blanks=True)
    return "\n".join(layout.lines) + "\n"


class _Layout:
    """The lines of a file while it is written; methods take indentation in columns."""

    def __init__(self, sort: bool) -> None:
        self.lines: list[str] = []
        self._sort = sort

    def ordered(self, item: Item, form: Form) -> list[Item]:
        """Return the children in canonical order; the file's header stays before the first."""
        if isinstance(item.value, MappingNode) and form.keys:
            order = [key.name for key in form.keys]
            children = sorted(item.children, key=lambda child: order.index(child.key))
            if item.parent is None:
                _keep_header(item.children[0], children[0])
            return children
        if self._sort and item.key in _SORTED:
            return [one for part in _parts(item.children) for one in sorted(part, key=_sort_key)]
        return item.children

    def pair(
        self,
        item: Item,
        form: Form,
        indent: int,
        *,
        keeps_blanks: bool = False,
        wants_blank: bool = False,
        dash: str = "",
    ) -> None:
        """Write a key and its value; `dash` stands in place of the key's own indentation."""
        key = yaml_scalars.inline(item.key) + ":"
        prefix = (dash or " " * indent) + key
        if not dash:
            self._comments(item, indent, keeps_blanks, wants_blank)
        if isinstance(item.value, ScalarNode):
            is_regex = form.is_regexes or item.key == _REGEX
            self._scalar(item, prefix + " ", indent + _INDENT, is_regex)
            return
        inner = _form_of(item, form)
        flow = None if inner.is_block else self._flow(item, inner)
        if flow is not None and self._fits(item, f"{prefix} {flow}"):
            self._end(item, f"{prefix} {flow}")
            return
        self._end(item, prefix)
        self._block(item, inner, indent + _INDENT, keeps_blanks=inner is _FORMS["rule"])

    def _block(self, parent: Item, form: Form, indent: int, *, keeps_blanks: bool = False) -> None:
        if isinstance(parent.value, MappingNode):
            for item in self.ordered(parent, form):
                self.pair(item, form, indent)
        else:
            for number, item in enumerate(self.ordered(parent, form)):
                self._element(item, form, indent, keeps_blanks and number > 0)
        self.footer(parent, indent, keeps_blanks=keeps_blanks)

    def _element(self, item: Item, form: Form, indent: int, keeps_blanks: bool) -> None:
        """Write an item of a list, after a dash."""
        dash = " " * indent + "- "
        inner = indent + _INDENT
        if isinstance(item.value, MappingNode):
            first, *others = self.ordered(item, form)
            item.comments += first.comments
            self._comments(item, indent, keeps_blanks)
            self.pair(first, form, inner, dash=dash)
            for other in others:
                self.pair(other, form, inner)
            self.footer(item, inner)
            return
        self._comments(item, indent, keeps_blanks)
        if isinstance(item.value, ScalarNode):
            self._scalar(item, dash, inner, is_regex=False)
            return
        flow = self._flow(item, form)
        if flow is not None and self._fits(item, dash + flow):
            self._end(item, dash + flow)
        else:
            self._brackets(item, dash, inner)

    def _brackets(self, parent: Item, prefix: str, indent: int) -> None:
        """Write a list inside a list (a keyword with aliases) as `[`, an item a line, `]`."""
        self._end(parent, prefix + "[")
        margin = " " * (indent + _INDENT)
        for item in parent.children:
            self._comments(item, indent + _INDENT)
            text = yaml_scalars.inline(str(item.value.value), is_flow=True)
            self._end(item, f"{margin}{text},")
        self.footer(parent, indent + _INDENT)
        self.lines.append(" " * indent + "]")

    def _flow(self, parent: Item, form: Form) -> str | None:
        """Return a list or mapping on one line; None where comments or line breaks forbid it."""
        parts: list[str] = []
        for item in self.ordered(parent, form):
            if item.comments or item.remark:
                return None
            if isinstance(item.value, ScalarNode):
                if "\n" in item.value.value:
                    return None
                value: str | None = _scalar_text(item, is_flow=True, is_regex=item.key == _REGEX)
            else:
                value = self._flow(item, _form_of(item, form))
            if value is None:
                return None
            key = yaml_scalars.inline(item.key, is_flow=True) + ": " if item.key else ""
            parts.append(key + value)
        if parent.footer:
            return None
        joined = ", ".join(parts)
        return f"[{joined}]" if isinstance(parent.value, SequenceNode) else f"{{{joined}}}"

    def _scalar(self, item: Item, prefix: str, indent: int, is_regex: bool) -> None:
        value = str(item.value.value)
        text = _scalar_text(item, is_flow=False, is_regex=is_regex)
        block = None
        if kind_of(item.value) == "text":
            block = yaml_scalars.literal(value, indent)
            if block is not None and not value.rstrip("\n").count("\n"):
                is_long = indent + len(value) > WIDTH
                block = (is_long and yaml_scalars.folded(value, indent, WIDTH)) or block
            elif block is None and not is_regex and len(prefix + text) > WIDTH:
                block = yaml_scalars.folded(value, indent, WIDTH)
        header, *lines = block or [text]
        self._end(item, prefix + header)
        self.lines += lines

    def _fits(self, item: Item, line: str) -> bool:
        return len(_with_remark(line, item)) <= WIDTH

    def _end(self, item: Item, line: str) -> None:
        self.lines.append(_with_remark(line, item))

    def _comments(
        self, item: Item, indent: int, keeps_blanks: bool = False, wants_blank: bool = False
    ) -> None:
        """Write the comments that stand before an item, and blank lines as asked for."""
        blanks = [comment.after_blank for comment in item.comments] + [item.after_blank]
        blanks[0] |= wants_blank
        for comment, is_blank in zip([*item.comments, None], blanks, strict=True):
            if is_blank and (keeps_blanks or wants_blank) and self.lines and self.lines[-1]:
                self.lines.append("")
            if comment is not None:
                self.lines.append(" " * indent + comment.text)

    def footer(self, item: Item, indent: int, *, keeps_blanks: bool = False) -> None:
        """Write the comments that stand after the last child."""
        for comment in item.footer:
            if keeps_blanks and comment.after_blank and self.lines and self.lines[-1]:
                self.lines.append("")
            self.lines.append(" " * indent + comment.text)


def _with_remark(line: str, item: Item) -> str:
    return line if item.remark is None else f"{line}  {item.remark.text}"


def _keep_header(written_first: Item, first: Item) -> None:
    """Move the header from the key that was first in the file to the one that will be.

    Where two blocks of comments stand before that key, the last one is its own.
    """
    if written_first is first:
        return
    comments = written_first.comments
    splits = [number for number, comment in enumerate(comments) if number and comment.after_blank]
    own = len(comments) if not splits or written_first.after_blank else splits[-1]
    first.comments[:0] = comments[:own]
    written_first.comments = comments[own:]


def _parts(items: Iterable[Item]) -> list[list[Item]]:
    """Split a list where comments stand on lines of their own: each heads what follows it."""
    parts: list[list[Item]] = [[]]
    for item in items:
        if item.comments and parts[-1]:
            parts.append([])
        parts[-1].append(item)
    for part in parts:
        if part:
            first = min(part, key=_sort_key)
            if first is not part[0]:
                first.comments, part[0].comments = part[0].comments, []
    return parts


def _sort_key(item: Item) -> tuple[str, str]:
    text = str(item.children[0].value.value if item.children else item.value.value)
    return unicodedata.normalize("NFC", text).casefold(), text


def _form_of(item: Item, form: Form) -> Form:
    """Return the form of a value, or of the items of a list, by the schema of its key."""
    schemas = {key.name: key.schema for key in form.keys}
    schema: Schema = schemas.get(item.key, {})
    name = schema.get("$ref") or schema.get("items", {}).get("$ref", "")
    found = _FORMS.get(str(name).rsplit("/", 1)[-1])
    if found is None and form is _FORMS["examples"]:
        return Form(is_block=True)
    return found or _ANY


def _scalar_text(item: Item, *, is_flow: bool, is_regex: bool) -> str:
    value, kind = str(item.value.value), kind_of(item.value)
    if kind == "a whole number":
        return str(int(value.replace("_", ""), 0))
    if kind == "true or false":
        return "true" if value.lower() in ("true", "yes", "on") else "false"
    return yaml_scalars.inline(value, is_flow=is_flow, is_regex=is_regex)
