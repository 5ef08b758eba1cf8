"""A vocabulary of many files with one tag each, which a pattern such as `tags/*.yml` names."""

from __future__ import annotations

import glob
from pathlib import Path

from yaml.nodes import MappingNode

from tagengine.errors import Code, RuleErrors, VocabularyError
from tagengine.rules import sources as rule_sources
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.yaml_nodes import kind_of
from tagengine.rules.vocabulary import Tag, Vocabulary


def read(pattern: str) -> Vocabulary:
    """Return the vocabulary of the files that fit a pattern: `name`, and `description` or `scope`.

    A tag's id is the file's name without its ending; the order is that of the files' names. Raises
    `VocabularyError` if no file fits the pattern, `RuleErrors` with all the problems of the files.
    """
    found = glob.glob(pattern, recursive=True)  # noqa: PTH207 -- may be absolute
    paths = sorted(map(Path, found), key=lambda path: path.as_posix())
    if not paths:
        raise VocabularyError(f"{pattern}: no file matches this pattern of vocabulary files")
    texts = {path: rule_sources.read_text(path) for path in paths}
    problems = []
    tags = []
    for path, text in texts.items():
        file = StrictFile(path.as_posix())
        tag = _tag(file, text, path.stem)
        problems += file.problems
        if tag is not None:
            tags.append(tag)
    if problems:
        raise RuleErrors(problems)
    return Vocabulary(tags)


def _tag(file: StrictFile, text: str, stem: str) -> Tag | None:
    root = file.compose(text, "name: …")
    if root is None:
        return None
    values = file.mapping(root, (), "a tag with its name") or {}
    if "name" not in values:
        if isinstance(root, MappingNode):
            file.problem(root, Code.MISSING_KEY, 'no key "name"', "as in: name: database")
        return None
    name = file.text(values["name"], "a tag's name")
    scope = values.get("description", values.get("scope"))
    described = "" if scope is None or kind_of(scope) != "text" else str(scope.value)
    return None if name is None else Tag(stem, name, described)
