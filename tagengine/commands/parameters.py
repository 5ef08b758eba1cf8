"""The parameters of a verb as a frozen class: a field each, with what click is to know of it.

A field may also be a class of such fields (`part`): options that belong together, as one value.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import field, fields
from pathlib import Path
from typing import Any, TypeVar

import click

from tagengine.commands.messages import written_to

Asked = TypeVar("Asked")
_MADE_BY, _PART = "made by", "part"


class WholeNumber(click.IntRange):
    """Whole numbers, of which messages speak in words; the limits are as for `click.IntRange`."""

    name = "whole number"


class Number(click.FloatRange):
    """Numbers, of which messages speak in words; the limits are as for `click.FloatRange`."""

    name = "number"


def option(*names: str, **settings: Any) -> Any:
    """Return a field for an option; `names` and `settings` are as for `click.option`.

    Without names the option is called as the field is.
    """

    def made(own: str) -> Any:
        return click.option(*(names or (f"--{own.replace('_', '-')}",)), own, **settings)

    return field(metadata={_MADE_BY: made})


def flag(explained: str, *names: str) -> Any:
    """Return a field for an option that is there or not; `explained` is its help."""
    return option(*names, is_flag=True, help=explained)


def argument(**settings: Any) -> Any:
    """Return a field for an argument; `settings` are as for `click.argument`."""
    return field(metadata={_MADE_BY: lambda own: click.argument(own, **settings)})


def part(kind: type[Asked]) -> Any:
    """Return a field for the parameters of a class, which it is an object of."""
    return field(metadata={_PART: kind})


def verb(
    name: str, kind: type[Asked], *, has_output: bool = False
) -> Callable[[Callable[..., int]], click.Command]:
    """Return what makes a command of a function that takes an object of this class.

    One that `has_output` gets the option `-o`, `--output`: a file for what would be printed.
    """

    def made(function: Callable[..., int]) -> click.Command:
        @functools.wraps(function)
        def invoked(**values: Any) -> int:
            with written_to(values.pop("output")) if has_output else nullcontext():
                return function(_filled(kind, values))

        parameters = list(_parameters(kind))
        if has_output:
            path, explained = click.Path(path_type=Path), "Write to this file instead of printing."
            made_by = click.option("-o", "--output", type=path, metavar="PATH", help=explained)
            parameters.append(made_by)
        for parameter in reversed(parameters):
            parameter(invoked)
        return click.command(name)(invoked)

    return made


def _parameters(kind: Any) -> Iterator[Callable[[Any], Any]]:
    for one in fields(kind):
        if _PART in one.metadata:
            yield from _parameters(one.metadata[_PART])
        else:
            yield one.metadata[_MADE_BY](one.name)


def _filled(kind: Any, values: dict[str, Any]) -> Any:
    """Return an object of a class with the values of its parameters, which are taken out."""
    return kind(
        **{
            one.name: _filled(one.metadata[_PART], values)
            if _PART in one.metadata
            else values.pop(one.name)
            for one in fields(kind)
        }
    )
