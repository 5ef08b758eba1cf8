"""Options and output that several verbs share."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tagengine.commands.completion import PRESET
from tagengine.commands.messages import tell
from tagengine.commands.parameters import WholeNumber, flag, option
from tagengine.document.formats.known import NAMES, Format
from tagengine.inputs.files import DEFAULT_LIMIT, Failure
from tagengine.text.printable import harmless, without_commands

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 60  # columns; in fewer, cells of tables would have a letter a line

Read = TypeVar("Read")
_MOST_BYTES = 1 << 30  # of a document, which is in memory several times over
_MOST_TAGS = 100


def format_option(*forms: str, explained: str | None = None) -> Any:
    """Return a field for `--format`; the first of `forms` is the default."""
    return option(
        "--format",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=explained or "The output format.",
    )


def output_option(explained: str) -> Any:
    """Return a field for `-o`, `--output`."""
    kind = click.Path(path_type=Path)
    return option("-o", "--output", type=kind, metavar="PATH", help=explained)


def preset_option() -> Any:
    """Return a field for `--preset`."""
    explained = "Read files as records with a known layout, such as backstage or hugo."
    return option("--preset", type=PRESET, metavar="NAME", help=explained)


def quiet_option(explained: str = "Print no warnings.") -> Any:
    """Return a field for `-q`, `--quiet`."""
    return flag(explained, "-q", "--quiet")


def verbose_option(explained: str = "Also show which rules and files are used.") -> Any:
    """Return a field for `-v`, `--verbose`."""
    return flag(explained, "-v", "--verbose")


@dataclass(frozen=True, slots=True)
class Verbosity:
    """How much a verb tells the user beside what it is asked for."""

    quiet: bool = quiet_option()
    verbose: bool = verbose_option()

    def warn(self, message: str) -> None:
        """Tell the user something on standard error, unless it is to be quiet."""
        if not self.quiet:
            warn(message)

    def tell(self, message: str) -> None:
        """Tell the user on standard error what is used, if that is asked for."""
        if self.verbose:
            warn(message)


def strict_option() -> Any:
    """Return a field for `--strict`."""
    return flag("Exit with code 1 on warnings too.")


def input_format_option() -> Any:
    """Return a field for `--input-format`, a `Format` or None."""
    return option(
        "--input-format",
        type=click.Choice(NAMES),
        callback=lambda context, parameter, name: None if name is None else Format(name),
        metavar="FORMAT",
        help=f"The format of the documents (default: from the file's name): {', '.join(NAMES)}.",
    )


def max_tags_option() -> Any:
    """Return a field for `--max-tags`."""
    explained = "The most tags that a document can get (default: 3)."
    return option("--max-tags", type=WholeNumber(0, _MOST_TAGS), metavar="N", help=explained)


def min_confidence_option() -> Any:
    """Return a field for `--min-confidence`."""
    return option(
        "--min-confidence",
        type=WholeNumber(0, 100),
        default=0,
        metavar="PERCENT",
        help="Give only tags that are at least this likely to be right.",
    )


def max_bytes_option() -> Any:
    """Return a field for `--max-bytes`."""
    return option(
        "--max-bytes",
        type=WholeNumber(1, _MOST_BYTES),
        default=DEFAULT_LIMIT,
        show_default=True,
        metavar="N",
        help="Read at most N bytes of a document, and warn if it is longer.",
    )


class Failures(list[str]):
    """What could not be read or used; the user is told of each as it comes."""

    def add(self, message: str) -> None:
        """Tell of one more."""
        warn(message)
        self.append(message)


def sound(reads: Iterable[Read | Failure], fail: Callable[[str], None]) -> Iterator[Read]:
    """Yield what could be read; `fail` is told why the rest could not be."""
    for read in reads:
        if isinstance(read, Failure):
            fail(read.message)
        else:
            yield read


def warn(message: str) -> None:
    """Tell the user something on standard error."""
    tell(f"tagengine: {message}")


@contextmanager
def terminal() -> Iterator[Console]:
    """Give a console for output in colour where that is shown; UTF-8, whatever the locale."""
    from rich.console import Console  # noqa: PLC0415 -- only where a person reads

    buffer = io.StringIO()
    is_terminal = sys.stdout.isatty()
    console = Console(
        file=buffer, force_terminal=is_terminal, highlight=False, soft_wrap=False, emoji=False
    )
    console.width = max(console.width, _NARROWEST)
    yield console
    sys.stdout.flush()
    lines = buffer.getvalue().split("\n")
    if not is_terminal:  # no colours, and perhaps a build's log
        lines = [without_commands(line.rstrip()) for line in lines]
    sys.stdout.buffer.write("\n".join(lines).encode("utf-8", "backslashreplace"))


def put(line: str) -> None:
    """Write a line for programs to standard output as UTF-8, whatever the locale."""
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")


def say(text: str) -> None:
    """Write lines for people to standard output; nothing in them controls a terminal."""
    put(harmless(text))


def put_report(text: str, form: str) -> None:
    """Write a report: in the form `text` for people, in any other for programs."""
    (say if form == "text" else put)(text)


def put_diff(text: str) -> None:
    """Write a diff to standard output: unchanged for programs, on a terminal made harmless."""
    (say if sys.stdout.isatty() else put)(text)
