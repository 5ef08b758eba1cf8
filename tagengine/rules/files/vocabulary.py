"""A vocabulary's file to a `Vocabulary`: YAML strictly with places, or JSON as others export it."""

from __future__ import annotations

import json

from yaml.nodes import Node, ScalarNode

from tagengine.errors import Code, VocabularyError
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.yaml_nodes import kind_of
from tagengine.rules.language import ID_LIMIT, VOCABULARY_KEYS
from tagengine.rules.vocabulary import Tag, Vocabulary, from_data, key_of


def parse(text: str, origin: str) -> Vocabulary:
    """Return the vocabulary in `text`, JSON or YAML; `origin` names it in messages.

    Raises `VocabularyError` with all the problems if it is neither, or a tag is wrong.
    """
    if text.lstrip().startswith("["):
        try:
            return from_data(json.loads(text), origin)
        except ValueError:
            pass  # A YAML list may begin with '[' too; its parser's message has line and column.
        except RecursionError:
            raise VocabularyError(
                f"{origin}: nested too deeply (a list of tags is not nested)"
            ) from None
    file = StrictFile(origin)
    vocabulary = read_vocabulary(file, text)
    if file.problems or vocabulary is None:
        raise VocabularyError(*map(str, sorted(file.problems)))
    return vocabulary


def read_vocabulary(file: StrictFile, text: str) -> Vocabulary | None:
    """Return the sound tags of a YAML list, None if there is none; what is wrong becomes problems.

    A tag is a mapping of id, name and scope, or only a name; its id is then its position.
    """
    root = file.compose(text, "a list of tags")
    tags: list[Tag] = []
    taken: dict[str, int] = {}
    for number, node in enumerate([] if root is None else file.items(root, "tags"), start=1):
        tag = _tag(file, node, number)
        if tag is None:
            continue
        line = node.start_mark.line + 1
        is_new = True
        for key, what in ((f"id {tag.id}", f"the tag id {tag.id}"),
                          (f"name {key_of(tag.name)}", f'the tag name "{tag.name}"')):  # fmt: skip
            if key in taken:
                hint = f"it is on line {taken[key]} already"
                file.problem(node, Code.DUPLICATE, f"{what} occurs twice", hint)
                is_new = False
            taken.setdefault(key, line)
        if is_new:
            tags.append(tag)
    return Vocabulary(tags) if tags else None


def _tag(file: StrictFile, node: Node, number: int) -> Tag | None:
    if isinstance(node, ScalarNode):
        name = file.text(node, "a tag's name")
        return None if name is None else Tag(number, name)
    fields = file.fields(node, VOCABULARY_KEYS, "a tag {id: 1, name: x} or a name")
    if fields is None:
        return None
    name, scope = fields.text("name"), fields.text("scope")
    id_node = fields.get("id")
    if id_node is None or name is None:
        return None
    tag_id: int | str | None
    if kind_of(id_node) != "a whole number":
        tag_id = file.text(id_node, "a whole number or a text for id")
    else:
        tag_id = file.integer(id_node, "id", -ID_LIMIT, ID_LIMIT)
    return None if tag_id is None else Tag(tag_id, name, scope or "")
