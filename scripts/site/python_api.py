"""The page of the Python API: what `tagengine` exports, with signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from enum import Enum

import tagengine

_INTRODUCTION = """\
# Python API

Everything below can be imported from `tagengine`, as in `from tagengine import Engine`. Points are
hundredths of a point. [Get started](../start.md#from-python) has an example.
"""
_ENGINE = ("Engine", "Record", "Result", "Explanation", "Audit", "Vocabulary", "Tag")


def page() -> str:
    """Return the page as Markdown: what one begins with first, then the rest by name."""
    exported = {name: getattr(tagengine, name) for name in tagengine.__all__}
    classes = {name: one for name, one in exported.items() if inspect.isclass(one)}
    errors = [name for name, one in classes.items() if issubclass(one, Exception)]
    evidence = [name for name in classes if name not in (*_ENGINE, *errors)]
    parts = {"Tagging": _ENGINE, "Evidence": evidence, "Errors": errors}
    lines = [_INTRODUCTION]
    for title, names in parts.items():
        lines.append(f"## {title}\n")
        for name in names:
            lines += _class(name, classes[name])
    return "\n".join(lines)


def _class(name: str, one: type) -> Iterator[str]:
    yield f"### {name}\n"
    yield f"```python\n{_heading(name, one)}\n```\n"
    yield f"{inspect.getdoc(one) or ''}\n"
    if issubclass(one, Enum):
        yield f"Values: {', '.join(f'`{member.value}`' for member in one)}.\n"
    for member, value in vars(one).items():
        function = getattr(value, "__func__", value)
        if member.startswith("_"):
            continue
        if inspect.isfunction(function):
            yield f"#### {name}.{member}\n"
            yield f"```python\n{_signature(member, function)}\n```\n\n{inspect.getdoc(function)}\n"
        elif documentation := _property(value):
            yield f"#### {name}.{member}\n\n{documentation}\n"


def _heading(name: str, one: type) -> str:
    if issubclass(one, Enum | Exception):
        return f"class {name}({one.__mro__[1].__name__})"
    return _signature(name, one)


def _signature(name: str, one: Callable[..., object]) -> str:
    """Return a signature, on one line if it is short, else a line a parameter."""
    signature = inspect.signature(one)
    text = _plain(f"{name}{signature}")
    if len(text) <= 88 or not signature.parameters:
        return text
    inside = "".join(f"    {part},\n" for part in _parameters(signature))
    result = signature.return_annotation
    arrow = "" if result is inspect.Signature.empty else f" -> {result}"
    return _plain(f"{name}(\n{inside}){arrow}")


def _plain(signature: str) -> str:
    """Return a signature as people write it: types without quotes, texts and enums as in code."""
    written = re.sub(r"= '([^']*)'", r'= "\1"', signature)
    return re.sub(r"<(\w+\.\w+): [^>]*>", r"\1", written).replace("'", "")


def _parameters(signature: inspect.Signature) -> Iterator[str]:
    starred = False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        yield str(parameter)


def _property(value: object) -> str:
    """Return the docstring of a property, cached or not; '' for anything else."""
    function = getattr(value, "fget", None) or getattr(value, "func", None)
    return inspect.getdoc(function) or "" if function is not None else ""
