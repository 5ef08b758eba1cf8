"""Where rule sets come from: the shipped rules or a folder, a vocabulary file, the cache."""

from __future__ import annotations

import json
from dataclasses import astuple
from pathlib import Path

from tagengine import rule_cache, vocabulary
from tagengine.errors import TagEngineError, reason
from tagengine.fingerprint import fingerprint
from tagengine.rules import RuleSet
from tagengine.vocabulary import Vocabulary

VOCABULARY_FILE = "vocabulary.yaml"
_FILE_LIMIT = 2 * 1024 * 1024  # bytes


def shipped_folder() -> Path:
    """Return the folder of the rules that come with the package, installed or in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "shipped_rules"
    return installed if installed.is_dir() else package.parent / "rules"


def load(rules: str | Path | None = None, vocabulary_file: str | Path | None = None) -> RuleSet:
    """Return the rule set of a folder (default: the shipped one), from the cache where possible.

    `vocabulary_file` replaces the folder's own vocabulary. Raises `RuleErrors` with all problems of
    the files, `VocabularyError`, or `TagEngineError` where a file cannot be read.
    """
    folder = Path(rules) if rules is not None else shipped_folder()
    files = read_files(folder)
    replaced = None
    if vocabulary_file is not None:
        replaced = vocabulary.parse(_read(Path(vocabulary_file)), str(vocabulary_file))
    own_text = files.get(VOCABULARY_FILE)
    if own_text is None and replaced is None:
        raise TagEngineError(f"{folder}: no {VOCABULARY_FILE} (add it, or give --vocabulary FILE)")
    identity = fingerprint(files, "" if own_text is not None else _tags_text(replaced))
    rule_set = rule_cache.load(identity)
    if rule_set is None:
        from tagengine import rule_files  # noqa: PLC0415 -- reads YAML, which the cache saves

        origin = "rules" if rules is None else str(folder)
        own = replaced if own_text is None else _parsed(own_text, origin)
        rule_set = rule_files.parse(files, own or Vocabulary(()), origin, identity)
        rule_cache.store(rule_set)
    return rule_set if replaced is None else rule_set.with_vocabulary(replaced)


def _parsed(text: str, origin: str) -> Vocabulary:
    return vocabulary.parse(text, f"{origin}/{VOCABULARY_FILE}")


def _tags_text(tags: Vocabulary | None) -> str:
    return json.dumps([astuple(tag) for tag in tags or ()])


def read_files(folder: Path) -> dict[str, str]:
    """Return the texts of a folder's YAML files by name.

    Raises `TagEngineError` if there is no such folder or none in it, `RuleErrors` if one is not
    UTF-8 text or too large.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    except FileNotFoundError:
        raise TagEngineError(
            f"{folder}: no such folder (--rules names a folder of rule files)"
        ) from None
    except OSError as error:
        raise TagEngineError(f"{folder}: {reason(error)} (--rules names a folder)") from None
    if not paths:
        raise TagEngineError(f"{folder}: no rule files (*.yaml) in this folder")
    return {path.name: _read(path) for path in paths}


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_FILE_LIMIT + 1)
    except OSError as error:
        raise TagEngineError(f"{path}: {reason(error)}") from None
    if len(content) > _FILE_LIMIT:
        raise TagEngineError(f"{path}: larger than {_FILE_LIMIT // 1024} KiB (split the file)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise TagEngineError(f"{path}:{line}:{column}: not UTF-8 text (save it as UTF-8)") from None
