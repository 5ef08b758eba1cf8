"""The errors a user can cause; each says where, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_NEAR = 0.6  # how alike words are, of 1, of which one may be the other misspelled


class TagEngineError(Exception):
    """Base of every error that is the input's fault, not ours; each of its lines is for a user.

    A line may hold what the input holds, line breaks too: who prints it makes it harmless.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


class UsageError(TagEngineError):
    """A combination of options or inputs that cannot be carried out."""


class FileError(TagEngineError):
    """A file that cannot be read or written; `why` says so without the path."""

    def __init__(self, path: object, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.why = why


class DocumentError(TagEngineError):
    """A document that cannot be read: missing, a folder without READMEs, not text."""


class VocabularyError(TagEngineError):
    """A vocabulary that cannot be used, or a tag that is not in it."""


class RecordError(TagEngineError):
    """A metadata record that cannot be read, named by file and line."""


class PromptError(TagEngineError):
    """A tagging request of which a part was not found."""


class AnswerFormError(PromptError):
    """A form of the answer that is asked for and cannot be given."""


class Code(StrEnum):
    """What sort of mistake a problem of a rule folder is; the value is stable, for machines."""

    SYNTAX = "syntax"
    NOTATION = "notation"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    DUPLICATE_KEY = "duplicate-key"
    WRONG_TYPE = "wrong-type"
    BAD_VALUE = "bad-value"
    UNKNOWN_NAME = "unknown-name"
    CONFLICT = "conflict"
    DUPLICATE = "duplicate"
    NO_WORD = "no-word"
    BAD_REGEX = "bad-regex"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where it is (1-based line and column), what it is, what to do.

    `code` is a `Code`'s value, or the name of a warning (`authoring.checks`); `fix` says whether
    it can be fixed `safe`ly, only by what is `unsafe`, or only `by hand`. `count` is how many such
    mistakes it is, where one is said for many. `likely` orders what is unsure: the higher, the
    likelier it is a mistake.
    """

    path: str
    line: int
    column: int
    problem: str
    hint: str = ""
    code: str = ""
    is_warning: bool = False
    is_note: bool = False
    fix: str = ""
    count: int = 1
    likely: int = 0

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: {self.problem}" + (f" ({self.hint})" if self.hint else "")

    def fails(self, *, is_strict: bool) -> bool:
        """Return whether a check fails for it: for a warning only a strict one, for a note none."""
        return not self.is_note and (is_strict or not self.is_warning)


class RuleErrors(TagEngineError):  # noqa: N818 -- it holds all of a file
    """All the problems of a set of rule files, in order of file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(*map(str, self.problems))


def reason(error: OSError) -> str:
    """Return in plain words why a file could not be used."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, NotADirectoryError):
        return "not a folder"
    return (error.strerror or str(error)).lower()


def did_you_mean(word: str, known: Sequence[str], least: float = _NEAR) -> str:
    """Return 'did you mean "x"?' for the known word nearest to `word`, or '' if none is near.

    `least` is how alike they must be, of 1.
    """
    near = closest(word, known, least)
    return f'did you mean "{near}"?' if near else ""


def closest(word: str, known: Sequence[str], least: float = _NEAR) -> str:
    """Return the known word nearest to `word`, or '' if none is near."""
    import difflib  # noqa: PLC0415 -- only for mistakes

    near = difflib.get_close_matches(word.strip().casefold(), list(known), n=1, cutoff=least)
    return near[0] if near else ""
