"""The engine for a repository: its rules and its vocabulary, and which tags it cannot judge."""

from __future__ import annotations

import glob
from dataclasses import dataclass, field
from pathlib import Path

from yaml.nodes import MappingNode

from tagengine.engine import Engine
from tagengine.errors import Code, RuleErrors, VocabularyError
from tagengine.metadata.configuration.reading import Judging
from tagengine.rules import sources as rule_sources
from tagengine.rules.files.strict_yaml import StrictFile, kind_of
from tagengine.rules.vocabulary import Tag, Vocabulary


@dataclass(frozen=True, slots=True)
class Judge:
    """An engine; `mute` are the tags that no rule speaks for, so that it has no opinion of them."""

    engine: Engine
    mute: frozenset[Tag]

    @property
    def vocabulary(self) -> Vocabulary:
        """The tags to tag from."""
        return self.engine.rule_set.vocabulary


@dataclass(slots=True)
class Judges:
    """The judges of a repository, each loaded once."""

    root: Path
    _loaded: dict[tuple[str | None, str | None], Judge] = field(default_factory=dict)

    def loaded(self) -> list[Judge]:
        """Return the judges that were loaded, in order."""
        return list(self._loaded.values())

    def judge(self, judging: Judging) -> Judge:
        """Return the judge for a way of judging; errors as for `Engine.load`."""
        key = (judging.rules, judging.vocabulary)
        if key not in self._loaded:
            self._loaded[key] = _load(self.root, *key)
        return self._loaded[key]


def _load(root: Path, rules: str | None, vocabulary: str | None) -> Judge:
    folder = None if rules is None else root / rules
    engine = Engine.load(folder, vocabulary_at(root, vocabulary))
    vocabulary_tags = {tag.name: tag for tag in engine.rule_set.vocabulary}
    without = engine.rule_set.tags_without_rules()
    return Judge(engine, frozenset(vocabulary_tags[name] for name in without))


def vocabulary_at(root: Path, name: str | None) -> Path | Vocabulary | None:
    """Return the vocabulary that a configuration names: a file, or a pattern of files, read.

    Raises `VocabularyError` if no file fits the pattern, `RuleErrors` with all their problems.
    """
    if name is None:
        return None
    is_pattern = any(character in name for character in "*?[")
    return _one_tag_a_file(root, name) if is_pattern else root / name


def _one_tag_a_file(root: Path, pattern: str) -> Vocabulary:
    """Return the vocabulary of files with one tag each: `name`, and `description` or `scope`.

    A tag's id is the file's name without its ending; the order is that of the files' names.
    """
    found = glob.glob(pattern, root_dir=root, recursive=True)  # noqa: PTH207 -- may be absolute
    paths = sorted((root / name for name in found), key=lambda path: path.as_posix())
    if not paths:
        raise VocabularyError(f"{root / pattern}: no such files (vocabulary is a pattern of files)")
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
