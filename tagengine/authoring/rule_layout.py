"""The canonical layout of a rule file: one form for every value.

What fits on a line is on one line; what does not has one item a line, so that a change of one
keyword is a change of one line.
"""

from __future__ import annotations

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from tagengine.authoring import yaml_scalars
from tagengine.authoring.commented_yaml import Item
from tagengine.authoring.rule_forms import RULE, TAG_FILE, Form, form_of
from tagengine.authoring.rule_order import arrange
from tagengine.rules.files.yaml_nodes import kind_of

WIDTH = 100  # columns
_INDENT = 2  # columns
_REGEX = "regex"


def render(root: Item, form: Form, *, sort: bool = True) -> str:
    """Return the text of a file of this form; `sort` says whether keywords are put in order."""
    arrange(root, form, sort=sort)
    layout = _Layout()
    for item in root.children:
        is_part = form is TAG_FILE and item.key in ("rules", "examples")
        layout.pair(item, form, 0, keeps_blanks=True, wants_blank=is_part)
    layout.footer(root, 0, keeps_blanks=True)
    return "\n".join(layout.lines) + "\n"


class _Layout:
    """The lines of a file while it is written; methods take indentation in columns."""

    def __init__(self) -> None:
        self.lines: list[str] = []

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
        """Write a key and its value; `dash` replaces the key's own indentation."""
        key = yaml_scalars.inline(item.key) + ":"
        prefix = (dash or " " * indent) + key
        if not dash:
            self._comments(item, indent, keeps_blanks, wants_blank)
        if isinstance(item.value, ScalarNode):
            is_regex = form.is_regexes or item.key == _REGEX
            self._scalar(item, prefix + " ", indent + _INDENT, is_regex)
            return
        inner = form_of(item, form)
        flow = None if inner.is_block else self._flow(item, inner)
        if flow is not None and self._fits(item, f"{prefix} {flow}"):
            self._end(item, f"{prefix} {flow}")
            return
        self._end(item, prefix)
        self._block(item, inner, indent + _INDENT, keeps_blanks=inner is RULE)

    def _block(self, parent: Item, form: Form, indent: int, *, keeps_blanks: bool = False) -> None:
        if isinstance(parent.value, MappingNode):
            for item in parent.children:
                self.pair(item, form, indent)
        else:
            for number, item in enumerate(parent.children):
                self._element(item, form, indent, keeps_blanks and number > 0)
        self.footer(parent, indent, keeps_blanks=keeps_blanks)

    def _element(self, item: Item, form: Form, indent: int, keeps_blanks: bool) -> None:
        """Write an item of a list, after a dash."""
        dash = " " * indent + "- "
        inner = indent + _INDENT
        if isinstance(item.value, MappingNode):
            first, *others = item.children
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
        for item in parent.children:
            if item.comments or item.remark:
                return None
            if isinstance(item.value, ScalarNode):
                if "\n" in item.value.value:
                    return None
                value: str | None = _scalar_text(item, is_flow=True, is_regex=item.key == _REGEX)
            else:
                value = self._flow(item, form_of(item, form))
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
        """Write the comments that are before an item, and blank lines as asked for."""
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


def _scalar_text(item: Item, *, is_flow: bool, is_regex: bool) -> str:
    value, kind = str(item.value.value), kind_of(item.value)
    if kind == "a whole number":
        return str(int(value.replace("_", ""), 0))
    if kind == "true or false":
        return "true" if value.lower() in ("true", "yes", "on") else "false"
    return yaml_scalars.inline(value, is_flow=is_flow, is_regex=is_regex)
