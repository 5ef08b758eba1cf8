"""What several rule files share: lists of keywords (`lists/*.yaml`) and fragments of regexes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from yaml.nodes import Node, SequenceNode

from tagengine.errors import Code
from tagengine.rules.files.regexes import compiled
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.yaml_nodes import key_nodes
from tagengine.rules.language import FRAGMENT_NAME, LIST_KEYS, REGEX_LENGTH
from tagengine.text import words

LISTS_FOLDER = "lists/"
FRAGMENTS_FILE = "fragments.yaml"

_REFERENCE = re.compile(r"\(\?&(\w+)\)")
_EXPANDED_LENGTH = 4 * REGEX_LENGTH
_NESTING = 20  # of fragments in fragments
_HARMLESS = "x"  # stands for a fragment that is wrong, so that its users are not reported too


class Keyword(NamedTuple):
    """A keyword and its aliases, each with its node, and the file that they stand in."""

    texts: tuple[str, ...]
    nodes: tuple[Node, ...]
    path: str


@dataclass(slots=True)
class Shared:
    """The lists by name and the fragments by name, and which of them were used."""

    lists: dict[str, tuple[Keyword, ...]] = field(default_factory=dict)
    fragments: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, tuple[str, Node]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def listed(self, name: str, file: StrictFile, node: Node) -> tuple[Keyword, ...]:
        """Return the keywords of a list; none, with a problem noted, if there is no such list."""
        self.used.add(LISTS_FOLDER + name)
        if name not in self.lists:
            near = file.nearest(name, self.lists) if self.lists else f"make lists/{name}.yaml"
            file.problem(node, Code.UNKNOWN_NAME, f'no list "{name}"', near)
        return self.lists.get(name, ())

    def expand(self, source: str, file: StrictFile, node: Node) -> str | None:
        """Return a regex with its fragments put in; None, with a problem noted, if one is unknown.

        Fragments may name others; one that names itself, over whatever way, is a problem.
        """
        expanded = source
        for _ in range(_NESTING):
            names = _REFERENCE.findall(expanded)
            if not names:
                return expanded
            for name in names:
                if name not in self.fragments:
                    hint = (
                        file.nearest(name, self.fragments) if self.fragments
                        else f"write it into {FRAGMENTS_FILE}"
                    )  # fmt: skip
                    file.problem(node, Code.BAD_REGEX, f'no fragment "{name}"', hint)
                    return None
                self.used.add(f"{FRAGMENTS_FILE} {name}")
            expanded = _REFERENCE.sub(lambda found: f"(?:{self.fragments[found[1]]})", expanded)
            if len(expanded) > _EXPANDED_LENGTH:
                problem = f"with its fragments, the regex is longer than {_EXPANDED_LENGTH}"
                file.problem(node, Code.BAD_REGEX, f"{problem} characters", "split it")
                return None
        problem = f"a fragment of the regex uses itself, or others {_NESTING} deep"
        file.problem(node, Code.BAD_REGEX, problem, f"find the circle in {FRAGMENTS_FILE}")
        return None

    def unused(self, kind: str) -> list[tuple[str, str, Node]]:
        """Return the lists that no rule names, or the fragments that no regex names.

        Each with its name, file and node; `kind` is `LISTS_FOLDER` or `FRAGMENTS_FILE`.
        """
        return [
            (key.removeprefix(kind).strip(), path, node)
            for key, (path, node) in sorted(self.nodes.items())
            if key.startswith(kind) and key not in self.used
        ]


def read_shared(files: Mapping[str, str], prefix: str) -> tuple[Shared, list[StrictFile]]:
    """Return what is shared in a folder's files (name to text), and the files with problems."""
    shared = Shared()
    read = []
    for name in sorted(files):
        file = StrictFile(prefix + name)
        if name == FRAGMENTS_FILE:
            _read_fragments(shared, file, files[name])
        elif name.startswith(LISTS_FOLDER):
            _read_list(shared, file, name, files[name])
        else:
            continue
        read.append(file)
    return shared, read


def list_name(file_name: str) -> str:
    """Return the name of a shared list: that of its file, without folder and ending."""
    return file_name.removeprefix(LISTS_FOLDER).rsplit(".", 1)[0]


def read_keywords(file: StrictFile, node: Node) -> list[Keyword]:
    """Return the keywords of a list: each a text, or a list of a text and its aliases."""
    found = []
    for item in file.items(node, "keywords"):
        is_list = isinstance(item, SequenceNode)
        pairs = file.texts(item, "a keyword") if is_list else [
            (text, item) for text in [file.text(item, "a keyword")] if text is not None
        ]  # fmt: skip
        good = [(text, one) for text, one in pairs if _has_words(file, text, one)]
        if good:
            texts, nodes = zip(*good, strict=True)
            found.append(Keyword(tuple(texts), tuple(nodes), file.path))
    return found


def _has_words(file: StrictFile, text: str, node: Node) -> bool:
    if words.pattern(text):
        return True
    problem = f'the keyword "{text}" has no letter or digit to search for'
    hint = "write a word"
    if words.GAP in text:
        problem = f'the keyword "{text}" has a gap without a word on both sides'
        hint = f"as in: machine {words.GAP} learning"
    file.problem(node, Code.NO_WORD, problem, hint)
    return False


def regex_text(file: StrictFile, node: Node) -> str | None:
    """Return the text of a regex; None, with a problem noted, if it is none or too long."""
    source = file.text(node, "a regex")
    if source is not None and len(source) > REGEX_LENGTH:
        problem = f"the regex is longer than {REGEX_LENGTH} characters"
        hint = f"split it, or move parts to {FRAGMENTS_FILE}"
        file.problem(node, Code.BAD_VALUE, problem, hint)
        return None
    return source


def _read_list(shared: Shared, file: StrictFile, name: str, text: str) -> None:
    own_name = list_name(name)
    root = file.compose(text, "keywords: […]")
    if own_name in shared.lists:
        problem, hint = f'a second file for the list "{own_name}"', "merge the two files"
        file.problem(root, Code.DUPLICATE, problem, hint)
        return
    shared.lists[own_name] = ()
    fields = None if root is None else file.fields(root, LIST_KEYS, "a list: {keywords: […]}")
    if root is None or fields is None:
        return
    shared.nodes[LISTS_FOLDER + own_name] = (file.path, root)
    fields.text("note")
    keywords = fields.get("keywords")
    if keywords is None:
        return
    found = read_keywords(file, keywords)
    claims: dict[str, str] = {}
    for keyword in found:
        for one, node in zip(keyword.texts, keyword.nodes, strict=True):
            pattern = words.pattern(one)
            if pattern in claims:
                problem = f'the keyword "{one}" occurs twice'
                file.problem(node, Code.DUPLICATE, problem, f'"{claims[pattern]}" finds it already')
            claims.setdefault(pattern, one)
    shared.lists[own_name] = tuple(found)


def _read_fragments(shared: Shared, file: StrictFile, text: str) -> None:
    root = file.compose(text, "name: regex lines")
    values = None if root is None else file.mapping(root, (), "fragments, as in: version: '\\d+'")
    keys = {} if root is None else key_nodes(root)
    for name, node in (values or {}).items():
        if not re.fullmatch(FRAGMENT_NAME, name):
            problem = f'"{name}" cannot be the name of a fragment'
            hint = "use letters a to z, digits and _, and begin with a letter"
            file.problem(keys[name], Code.UNKNOWN_KEY, problem, hint)
            continue
        shared.fragments[name] = regex_text(file, node) or _HARMLESS
        shared.nodes[f"{FRAGMENTS_FILE} {name}"] = (file.path, node)
    for name, source in shared.fragments.items():
        node = shared.nodes[f"{FRAGMENTS_FILE} {name}"][1]
        expanded = shared.expand(source, file, node)
        if expanded is None or compiled(expanded, file, node) is None:
            shared.fragments[name] = _HARMLESS
    shared.used.clear()
