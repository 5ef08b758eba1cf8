"""Options and output that several verbs share."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tagengine.commands.messages import tell
from tagengine.document.reading import Record
from tagengine.engine import Engine
from tagengine.inputs.files import DEFAULT_LIMIT, Failure
from tagengine.rules import sources as rule_sources
from tagengine.rules.rule_set import RuleSet
from tagengine.system import garbage_collection
from tagengine.text.printable import harmless, without_commands

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 60  # columns; in fewer, cells of tables would have a letter a line

Function = TypeVar("Function", bound=Callable[..., Any])


def rules_option(function: Function) -> Function:
    """Add `--rules`."""
    option = click.option(
        "--rules", metavar="DIR", help="Folder of rule files instead of the shipped ones."
    )
    return option(function)


def vocabulary_option(function: Function) -> Function:
    """Add `--vocabulary`."""
    option = click.option(
        "--vocabulary",
        metavar="FILE",
        help="Tags to tag from instead of the rules' own: YAML or JSON, a list of id and name.",
    )
    return option(function)


def format_option(*forms: str, explained: str | None = None) -> Callable[[Function], Function]:
    """Return what adds `--format` (the parameter `form`); the first of `forms` is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=explained,
    )


def max_tags_option(function: Function) -> Function:
    """Add `--max-tags`."""
    option = click.option(
        "--max-tags", type=click.IntRange(0, 100), metavar="N", help="At most so many tags (3)."
    )
    return option(function)


def max_bytes_option(function: Function) -> Function:
    """Add `--max-bytes`."""
    option = click.option(
        "--max-bytes",
        type=click.IntRange(1),
        default=DEFAULT_LIMIT,
        show_default=True,
        metavar="N",
        help="Read so many bytes of a document; the rest is left out, and said so.",
    )
    return option(function)


def load_engine(rules: str | None, vocabulary: str | None) -> Engine:
    """Return the engine that the options ask for; tags that no rule can give are named."""
    with garbage_collection.spared():
        engine = Engine.load(rules, vocabulary)
    _warn_of_tags_without_rules(engine.rule_set)
    return engine


def load_rules(rules: str | None, vocabulary: str | None) -> RuleSet:
    """Return the rule set that the options ask for; tags that no rule can give are named."""
    with garbage_collection.spared():
        rule_set = rule_sources.load(rules, vocabulary)
    _warn_of_tags_without_rules(rule_set)
    return rule_set


def _warn_of_tags_without_rules(rule_set: RuleSet) -> None:
    without = rule_set.tags_without_rules()
    if without:
        names = ", ".join(name.strip() for name in without[:10])
        more = f" and {len(without) - 10} more" if len(without) > 10 else ""
        plural = "tags have" if len(without) > 1 else "tag has"
        warn(f"{len(without)} {plural} no rules and cannot be given: {names}{more}")


def readable(reads: Iterable[Record | Failure], failures: list[str]) -> Iterator[Record]:
    """Yield the records; of what could not be read the user is told, and `failures` gets it."""
    for read in reads:
        if isinstance(read, Failure):
            warn(read.message)
            failures.append(read.message)
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
    """Write a diff to standard output: for programs as it stands, on a terminal made harmless."""
    (say if sys.stdout.isatty() else put)(text)
