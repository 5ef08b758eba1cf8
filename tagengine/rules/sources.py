"""Where rule sets come from: the shipped rules or a folder, a vocabulary file, the cache."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from tagengine.errors import Code, FileError, Problem, RuleErrors, TagEngineError, reason
from tagengine.rules import cache as rule_cache
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Vocabulary
from tagengine.system.fingerprint import fingerprint
from tagengine.system.opening import opened

if TYPE_CHECKING:
    from tagengine.rules.files.folder import Reading

VOCABULARY_FILE = "vocabulary.yaml"
_SUFFIXES = (".yaml", ".yml")
FOLDERS = ("lists", "learned")
"""The folders in a folder of rules that have rule files too."""

FILE_LIMIT = 2 * 1024 * 1024  # bytes


def shipped_folder() -> Path:
    """Return the folder of the rules that come with the package, installed or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    return package / "shipped_rules" if is_installed() else package.parent / "rules"


def is_installed() -> bool:
    """Return whether the shipped rules are a part of an installed package, not of a checkout."""
    return (Path(__file__).resolve().parent.parent / "shipped_rules").is_dir()


def load(
    rules: str | Path | None = None, vocabulary: str | Path | Vocabulary | None = None
) -> RuleSet:
    """Return the rule set of a folder (default: the shipped one), from the cache where possible.

    `vocabulary` (a file or a `Vocabulary`) replaces the folder's own. Raises `RuleErrors` with all
    problems of the files, `VocabularyError`, or `TagEngineError` where a file cannot be read.
    """
    rule_set, replaced = _loaded(rules, vocabulary)
    return rule_set if replaced is None else rule_set.with_vocabulary(replaced)


def load_whole(rules: str | Path | None, vocabulary: str | Path | Vocabulary) -> RuleSet:
    """Return the rule set that `load` does, with the folder's own tags too; errors as there."""
    return _loaded(rules, vocabulary)[0]


def _loaded(
    rules: str | Path | None, vocabulary: str | Path | Vocabulary | None
) -> tuple[RuleSet, Vocabulary | None]:
    """Return the rule set of a folder, and the vocabulary that is to replace its own."""
    files, replaced, identity = _read(rules, vocabulary)
    origin = origin_of(rules)
    rule_set = rule_cache.load(identity, origin)
    if rule_set is None:
        from tagengine.rules.files import folder as rule_files  # noqa: PLC0415 -- reads YAML, which the cache saves

        others = None if rules is None and VOCABULARY_FILE in files else replaced
        rule_set = rule_files.read(files, others, origin, identity).rule_set
        rule_cache.store(rule_set)
    return rule_set, replaced


def identity(
    rules: str | Path | None = None, vocabulary: str | Path | Vocabulary | None = None
) -> str:
    """Return the SHA-256 of all that `load` makes a rule set of, without making it.

    Raises `TagEngineError` where a file cannot be read; mistakes in the rules only `load` finds.
    """
    _, replaced, identity = _read(rules, vocabulary)
    facts = json.dumps([identity, origin_of(rules), replaced and _tags_text(replaced)])
    return hashlib.sha256(facts.encode()).hexdigest()


def _read(
    rules: str | Path | None, vocabulary: str | Path | Vocabulary | None
) -> tuple[dict[str, str], Vocabulary | None, str]:
    """Return a folder's files, the vocabulary that replaces its own, and the fingerprint."""
    folder = Path(rules) if rules is not None else shipped_folder()
    files = read_files(folder)
    replaced = _read_vocabulary(vocabulary)
    has_own = VOCABULARY_FILE in files
    if not has_own and replaced is None:
        raise TagEngineError(f"{folder}: no {VOCABULARY_FILE} (add it, or give --vocabulary FILE)")
    # The shipped rules are for their own tags only: one cache of them serves all vocabularies.
    is_for_others = replaced is not None and not (has_own and rules is None)
    return files, replaced, fingerprint(files, _tags_text(replaced) if is_for_others else "")


def read(
    rules: str | Path | None = None, vocabulary: str | Path | Vocabulary | None = None
) -> Reading:
    """Return all that the files of a folder (default: the shipped one) say; errors as for `load`.

    `vocabulary` has tags that the rules of a folder may be for, beside its own. The cache holds
    only what tagging needs, so this reads the files.
    """
    from tagengine.rules.files import folder as rule_files  # noqa: PLC0415 -- reads YAML, which the cache saves

    folder = Path(rules) if rules is not None else shipped_folder()
    files = read_files(folder)
    has_own = VOCABULARY_FILE in files
    replaced = None if has_own and rules is None else _read_vocabulary(vocabulary)
    if not has_own and replaced is None:
        raise TagEngineError(f"{folder}: no {VOCABULARY_FILE} (add it, with the list of tags)")
    return rule_files.read(files, replaced, origin_of(rules))


def read_vocabulary(vocabulary: str | Path) -> Vocabulary:
    """Return the vocabulary of a file, or of the files with one tag each that a pattern names.

    Raises `VocabularyError`, `RuleErrors` with all problems, or `TagEngineError` where a file
    cannot be read.
    """
    # What reads YAML is imported where it is needed: the cache saves reading rules.
    if is_pattern(str(vocabulary)) and not Path(vocabulary).exists():
        from tagengine.rules.files import vocabulary_pages  # noqa: PLC0415

        return vocabulary_pages.read(str(vocabulary))
    from tagengine.rules.files import vocabulary as vocabulary_file  # noqa: PLC0415

    if not Path(vocabulary).exists():
        raise TagEngineError(
            f"{vocabulary}: no such file (correct --vocabulary, or vocabulary in .tagengine.yaml)"
        )
    return vocabulary_file.parse(read_text(Path(vocabulary)), str(vocabulary))


def is_pattern(name: str) -> bool:
    """Return whether the name of a vocabulary is a pattern of files."""
    return any(character in name for character in "*?[")


def _read_vocabulary(vocabulary: str | Path | Vocabulary | None) -> Vocabulary | None:
    if vocabulary is None or isinstance(vocabulary, Vocabulary):
        return vocabulary
    return read_vocabulary(vocabulary)


def origin_of(rules: str | Path | None) -> str:
    """Return how messages and evidence name the folder of the rules."""
    return "rules" if rules is None else Path(rules).as_posix()


def _tags_text(tags: Vocabulary | None) -> str:
    return json.dumps([astuple(tag) for tag in tags or ()])


def read_files(folder: Path) -> dict[str, str]:
    """Return the texts of a folder's YAML files, of its `lists/` and `learned/` too, by name.

    Raises `TagEngineError` if there is no such folder or none in it, or one cannot be read, and
    `RuleErrors` with the place in each that is not UTF-8 text.
    """
    try:
        paths = {path.name: path for path in folder.iterdir() if is_rule_file(path)}
        for name in FOLDERS:
            inner = folder / name
            if inner.is_dir():
                found = (path for path in inner.iterdir() if is_rule_file(path))
                paths |= {f"{name}/{path.name}": path for path in found}
    except FileNotFoundError:
        raise TagEngineError(
            f"{folder}: no such folder (correct --rules, or rules in .tagengine.yaml)"
        ) from None
    except OSError as error:
        raise TagEngineError(f"{folder}: {reason(error)} (rules are read from a folder)") from None
    if not paths:
        raise TagEngineError(f"{folder}: no rule files (*.yaml) in this folder")
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name in sorted(paths):
        if paths[name].exists() and not paths[name].is_file():  # reading a pipe would not end
            raise TagEngineError(f"{paths[name]}: not a file (remove or rename it)")
        try:
            texts[name] = read_text(paths[name])
        except RuleErrors as error:
            problems.extend(error.problems)
    if problems:
        raise RuleErrors(problems)
    return texts


def is_rule_file(path: PurePath) -> bool:
    """Tell files of rules by their ending; what is hidden is settings of other programs."""
    return path.suffix in _SUFFIXES and not path.name.startswith(".")


def folder_of(path: Path) -> Path:
    """Return the folder of rules that a rule file would belong to."""
    return path.parent.parent if path.parent.name in FOLDERS else path.parent


def read_text(path: Path) -> str:
    """Return a rule file's text; raises `TagEngineError` if it cannot be read or is too big."""
    content = read_bytes(path, FILE_LIMIT)
    check_size(len(content), path.as_posix())
    return decoded(content, path.as_posix())


def read_bytes(path: Path, limit: int) -> bytes:
    """Return a file's first `limit` bytes and one more, as far as there are any.

    Raises `FileError` if the file cannot be read.
    """
    try:
        with opened(path) as file:
            return file.read(limit + 1)
    except OSError as error:
        raise FileError(path, reason(error)) from None


def check_size(size: int, path: str) -> None:
    """Raise `TagEngineError` if a file of `size` bytes is too large for a rule file."""
    if size > FILE_LIMIT:
        raise TagEngineError(f"{path}: larger than {FILE_LIMIT // 1024} KiB (split the file)")


def decoded(content: bytes, path: str) -> str:
    """Return a file's text; raises `RuleErrors` with the place where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleErrors([not_utf8(error, path, Code.SYNTAX.value)]) from None


def not_utf8(error: UnicodeDecodeError, path: str, code: str) -> Problem:
    """Return the problem of a file's bytes that are not UTF-8, at the first such byte.

    The column counts bytes.
    """
    content, start = error.object, error.start
    line, column = content.count(b"\n", 0, start) + 1, start - content.rfind(b"\n", 0, start)
    return Problem(path, line, column, "not UTF-8 text", "save it as UTF-8", code)
