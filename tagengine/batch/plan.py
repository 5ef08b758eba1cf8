"""What is asked for: the options of a batch, checked, and the reader and the sink they name."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tagengine.batch.reading import formats
from tagengine.batch.reading.folder_reader import FolderReader
from tagengine.batch.reading.formats import Kind
from tagengine.batch.reading.line_reader import LineReader
from tagengine.batch.reading.parquet_reader import ParquetReader
from tagengine.batch.writing import rows
from tagengine.batch.writing.journal import Facts, Journal
from tagengine.batch.writing.sinks import FileSink, Form, Sink, StreamSink
from tagengine.document.formats.known import Format
from tagengine.errors import UsageError, did_you_mean
from tagengine.inputs.records import FIELDS
from tagengine.rules import sources as rule_sources
from tagengine.system.fingerprint import program

_ERRORS = ".errors.jsonl"
Reader = LineReader | FolderReader | ParquetReader


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for; the fields are the options of the command line (`docs/batch.md`)."""

    input: str
    output: str
    workers: int
    max_bytes: int
    evidence: str = rows.NONE
    max_tags: int | None = None
    min_confidence: int = 0
    rules: str | None = None
    vocabulary: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    pattern: str | None = None
    errors: Path | None = None
    cache: Path | None = None
    strict: bool = False
    resume: bool = False
    overwrite: bool = False
    form: Format | None = None

    @property
    def is_stream(self) -> bool:
        """Whether rows go to standard output, a pipe or a device."""
        path = Path(self.output)
        is_other = path.exists() and not path.is_file() and not path.is_dir()
        return self.output == formats.STREAM or is_other

    @property
    def errors_path(self) -> Path | None:
        """The file of errors; None where they are only told."""
        if self.errors is not None or self.is_stream:
            return self.errors
        return errors_beside(self.output)

    @property
    def _journal(self) -> Journal:
        return Journal(Path(self.output))

    def is_complete(self) -> bool:
        """Return whether there is nothing to resume, because the output is there.

        Raises `UsageError` where options or paths contradict each other, or something that is there
        already would be lost.
        """
        if self.resume and self.overwrite:
            raise UsageError("--resume and --overwrite cannot be used together (leave one out)")
        if self.resume and self.is_stream:
            raise UsageError(f"{self.output}: only a file or a folder can be resumed")
        for field_name in self.columns:
            if field_name not in FIELDS:
                hint = did_you_mean(field_name, FIELDS) or f"one of {', '.join(FIELDS)}"
                raise UsageError(f'--column: no field "{field_name}" ({hint})')
        self._check_paths()
        if self.is_stream:
            return False
        journal = self._journal
        is_unfinished = journal.exists
        if is_unfinished and not self.resume and not self.overwrite:
            raise UsageError(
                f"{self.output}: an unfinished run is in {journal.folder} "
                "(--resume continues it, --overwrite starts again)"
            )
        return self._is_there() and self.resume and not is_unfinished

    def _check_paths(self) -> None:
        errors = self.errors_path
        named = [("INPUT", self.input), ("OUTPUT", self.output)]
        named += [] if errors is None else [("the file of errors", str(errors))]
        seen: dict[str, str] = {}
        for what, name in named:
            if name == formats.STREAM:
                continue
            path = os.path.realpath(name)
            if path in seen:
                raise UsageError(f"{name}: {seen[path]} and {what} are the same (name another)")
            seen[path] = what
        if errors is not None:
            self._check_errors(errors)

    def _check_errors(self, errors: Path) -> None:
        """Raise `UsageError` where errors cannot be noted in a file."""
        folder = self._journal.folder
        real = Path(os.path.realpath(errors))
        if not self.is_stream and folder in (real, *real.parents):
            raise UsageError(f"{errors}: this file belongs to the run itself (name another file)")
        if str(errors) == formats.STREAM:
            raise UsageError(f"{errors}: errors cannot go there (--errors names a file)")
        if errors.is_dir():
            raise UsageError(f"{errors}: is a folder (--errors names a file)")
        if self.errors is not None and not errors.parent.is_dir():
            raise UsageError(f"{errors}: the folder {errors.parent} does not exist (make it first)")
        is_of_others = self.errors is not None and self.errors != errors_beside(self.output)
        if self.resume and is_of_others and errors.is_file() and self._has_errors_to_move():
            raise UsageError(f"{errors}: exists already (move it, or --overwrite starts again)")

    def _has_errors_to_move(self) -> bool:
        """Return whether a run that is resumed has yet to put its errors in their place."""
        journal = self._journal
        if journal.folder.exists():
            return journal.errors.exists()
        return not Path(self.output).exists()

    def _is_there(self) -> bool:
        """Return whether there is an output; raises `UsageError` if it may not be replaced."""
        output, errors = Path(self.output), self.errors_path
        for path in (output, errors):
            if path is not None and path.is_symlink() and not path.is_dir():
                raise UsageError(
                    f"{path}: is a link to {path.readlink()} (name that file, or remove the link)"
                )
        if output.is_dir():
            is_there = any(output.iterdir())
            if is_there and not self.resume:
                raise UsageError(f"{self.output}: there are files in this folder (name a new one)")
            return is_there
        for path in (output, errors):
            if path is not None and path.exists() and not self.overwrite and not self.resume:
                raise UsageError(f"{path}: exists already (--overwrite replaces it)")
        return output.exists()

    def reader(self) -> Reader:
        """Open the input; raises `TagEngineError` if that cannot be, or is not what it should."""
        kind, compression = formats.of_input(self.input)
        for option, is_given, needed in (
            ("--column", bool(self.columns), Kind.PARQUET),
            ("--glob", self.pattern is not None, Kind.FOLDER),
            ("--input-format", self.form is not None, Kind.FOLDER),
        ):
            if is_given and kind is not needed:
                wrong = f"{option} is for {needed.value}, not for {kind.value}"
                raise UsageError(f"{wrong} (leave it out)")
        if kind is Kind.PARQUET:
            return ParquetReader(self.input, self.columns, self.max_bytes)
        if kind is Kind.LINES:
            return LineReader(self.input, compression)
        ours = [Path(self.output), self._journal.folder]
        ours += [] if self.errors_path is None else [self.errors_path]
        return FolderReader(Path(self.input), self.pattern, self.max_bytes, ours, self.form)

    def sink(self, has_text_ids: Callable[[], bool], warn: Callable[[str], None]) -> Sink:
        """Make ready what takes the rows; raises `TagEngineError` if that cannot be."""
        form = Form(formats.of_output(self.output), self.evidence, has_text_ids)
        errors = self.errors_path
        if self.is_stream or errors is None:
            return StreamSink(self.output, form, errors, warn)
        return FileSink(Path(self.output), form, self.facts(), errors, resume=self.resume)

    def facts(self) -> Facts:
        """Return all that the output follows from but the documents, each by its name."""
        return {
            "INPUT": self.input,
            "the rules": rule_sources.identity(self.rules, self.vocabulary),
            "the version of tagengine or Python": program(),
            "--evidence": self.evidence,
            "--max-tags": self.max_tags,
            "--min-confidence": self.min_confidence,
            "--max-bytes": self.max_bytes,
            "--column": dict(self.columns),
            "--glob": self.pattern,
            "--input-format": None if self.form is None else self.form.value,
        }

    def context(self) -> bytes:
        """Return a digest of all that a row follows from but its document."""
        facts = self.facts()
        for name in ("INPUT", "--column", "--glob", "--input-format"):
            del facts[name]
        return hashlib.sha256(json.dumps(facts).encode()).digest()


def errors_beside(output: str) -> Path:
    """Return the file of errors of an output, where nobody named one."""
    path = Path(output)
    return path.with_name(path.name + _ERRORS)
