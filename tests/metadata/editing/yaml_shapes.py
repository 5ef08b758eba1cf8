"""YAML files of many shapes, and front matter, for property tests."""

from __future__ import annotations

import json
from collections.abc import Callable

import yaml
from hypothesis import strategies as st

from tests.metadata.editing.shapes import Shape, Writer, finished, toml_record


def yaml_scalar(writer: Writer, text: str, in_flow: bool = False) -> str:
    """Write a text in one of the styles that can hold it."""
    double = json.dumps(text, ensure_ascii=False).replace("\t", "\\t")
    styles = [double]
    if "\t" not in text:
        styles.append("'" + text.replace("'", "''") + "'")
    try:
        plain = yaml.safe_load(f"[{text}, {text} ]" if in_flow else f"- {text}\n- {text}")
    except yaml.YAMLError:
        plain = None
    if plain == [text, text]:
        styles.append(text)
        styles.append(text)
    return writer.pick(*styles)


def _yaml_tags(writer: Writer, key: str, indent: str) -> tuple[list[str], tuple[str, ...] | None]:
    """Return the lines of a field of tags, and the tags."""
    kind = writer.pick("block", "block", "block", "flow", "flow", "empty", "null", "none")
    tags = writer.tags()
    if kind == "none":
        return [], None
    if kind == "null" or (kind == "block" and not tags):
        return [f"{indent}{key}:{writer.pick('', ' ~', ' null')}{writer.maybe_comment()}"], ()
    if kind == "empty" or not tags:
        return [f"{indent}{key}: {writer.pick('[]', '[ ]')}{writer.maybe_comment()}"], ()
    if kind == "block":
        dash = indent + writer.pick("- ", "  - ", "    -   ")
        lines = [f"{indent}{key}:{writer.maybe_comment()}"]
        for tag in tags:
            if writer.flip(True, False, False, False, False):
                lines.append(writer.pick("", f"{dash.split('-')[0]}{writer.comment()}"))
            lines.append(f"{dash}{yaml_scalar(writer, tag)}{writer.maybe_comment()}")
        return lines, tags
    items = [yaml_scalar(writer, tag, in_flow=True) for tag in tags]
    style = writer.pick("one line", "one line", "one line", "several lines")
    if style == "one line":
        pad = writer.pick("", "", " ")
        joined = writer.pick(", ", ", ", ",").join(items)
        trailing = writer.pick("", "", ",")
        return [f"{indent}{key}: [{pad}{joined}{trailing}{pad}]{writer.maybe_comment()}"], tags
    lines = [f"{indent}{key}: [{writer.maybe_comment()}"]
    for index, item in enumerate(items):
        comma = "," if index < len(items) - 1 or writer.flip() else ""
        lines.append(f"{indent}    {item}{comma}{writer.maybe_comment()}")
    return [*lines, f"{indent}  ]"], tags


def _yaml_field(writer: Writer, key: str, indent: str) -> list[str]:
    """Return the lines of a field that is not of tags."""
    head = f"{indent}{key}:"
    dash = indent + writer.pick("- ", "  - ")
    anchor = writer.anchor()
    choices = {
        "text": [f"{head} {yaml_scalar(writer, writer.text())}{writer.maybe_comment()}"],
        "literal": [
            f"{head} {writer.pick('|', '|-', '|+')}",
            f"{indent}  one",
            "",
            f"{indent}    2",
        ],
        "folded": [f"{head} >", f"{indent}  one", f"{indent}  two", ""],
        "list": [head, *(f"{dash}{yaml_scalar(writer, writer.text())}" for _ in range(2))],
        "mapping": [head, f"{indent}  tags: [inner]", f"{indent}  'x': 1{writer.maybe_comment()}"],
        "flow": [f"{head} {{tags: [{writer.pick('a', 'b')}], k: [1,  2]}}"],
        "long": [f'{head} "one \\', f'{indent}  two"{writer.maybe_comment()}'],
        "anchor": [f"{head} &{anchor} 'v'", f"{indent}{key}2: *{anchor}"],
    }
    return choices[writer.pick("text", *choices)]


def _yaml_record(writer: Writer, indent: str) -> tuple[list[str], tuple[str, ...] | None]:
    blocks = [_yaml_field(writer, f"f{number}", indent) for number in range(2)]
    lines, tags = _yaml_tags(writer, "tags", indent)
    blocks.insert(int(writer.pick("0", "1", "2")), lines)
    blocks.insert(int(writer.pick("0", "1")), [f"{indent}name: {yaml_scalar(writer, 'Ember')}"])
    found = []
    for block in blocks:
        if block and writer.flip(True, False, False, False):
            found.append(writer.pick("", f"{indent}{writer.comment()}"))
        found += block
    return found, tags


@st.composite
def yaml_files(draw: Callable[[st.SearchStrategy[object]], object]) -> Shape:
    """One record, or several documents with one each."""
    writer = Writer(draw)
    lines: list[str] = []
    tags = []
    several = writer.flip(True, False, False, False)
    for number in range(2 if several else 1):
        if several or writer.flip(True, False, False):
            lines.append("---")
        found, has = _yaml_record(writer, "")
        lines += found
        tags.append(has)
        if writer.flip(True, False, False, False) and number == several:
            lines.append(writer.pick("...", writer.comment()))
    return Shape(finished(writer, lines), tuple(tags))


@st.composite
def yaml_lists(draw: Callable[[st.SearchStrategy[object]], object]) -> Shape:
    """A list of records below a key, as in a landscape."""
    writer = Writer(draw)
    lines = ["records:"]
    tags = []
    outer = writer.pick("", "  ")
    for _ in range(3):
        found, has = _yaml_record(writer, outer + "  ")
        while not found[0].strip() or found[0].strip().startswith("#"):
            lines.append(found.pop(0))
        lines += [f"{outer}- {found[0][len(outer) + 2 :]}", *found[1:]]
        tags.append(has)
    return Shape(finished(writer, lines), tuple(tags))


@st.composite
def front_matter(draw: Callable[[st.SearchStrategy[object]], object]) -> Shape:
    """Markdown with front matter in YAML or TOML."""
    writer = Writer(draw)
    if writer.flip():
        found, has = _yaml_record(writer, "")
        fence = "---"
    else:
        found, has = toml_record(writer)
        fence = "+++"
    lines = [fence, *found, fence, "", "# Ember", "", "tags: [body]", "---", "x"]
    return Shape(finished(writer, lines), (has,))
