"""`tagengine codes`: what the code of a finding means, with an example and its fix."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import click
from click.shell_completion import CompletionItem

from tagengine.commands.options import say
from tagengine.commands.parameters import argument, verb
from tagengine.errors import UsageError, did_you_mean


def _codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the codes that begin like this, each with its meaning."""
    from tagengine.reporting.findings import codes  # noqa: PLC0415

    return [
        CompletionItem(code, help=one.meaning)
        for code, one in codes.explained().items()
        if code.startswith(incomplete)
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    code: str | None = argument(required=False, metavar="[CODE]", shell_complete=_codes)


@verb("codes", _Asked)
def command(asked: _Asked) -> int:
    """Explain the code of a finding, with an example and its fix.

    Without CODE, list all codes.

    \b
    Examples:
      tagengine codes
      tagengine codes unknown-tag
    """
    from tagengine.metadata.checking.codes import IGNORABLE  # noqa: PLC0415
    from tagengine.reporting.findings import codes  # noqa: PLC0415

    known = codes.explained()
    if asked.code is None:
        width = max(map(len, known))
        for name, one in known.items():
            first, others = f"{name:<{width}}  ", " " * (width + 2)
            say(textwrap.fill(one.meaning, 80, initial_indent=first, subsequent_indent=others))
        return 0
    if asked.code not in known:
        near = did_you_mean(asked.code, list(known)) or "list them with: tagengine codes"
        raise UsageError(f'no code "{asked.code}" ({near})')
    example = known[asked.code]
    for line in (
        f"{asked.code}: {example.meaning}",
        "",
        "For example:",
        "",
        textwrap.indent(example.wrong, "    "),
        "",
        "Instead, write:",
        "",
        textwrap.indent(example.right, "    "),
    ):
        say(line)
    if asked.code in IGNORABLE:
        say("")
        say(f"To ignore it in .tagengine.yaml:  ignore: {{{asked.code}: the reason}}")
        say(f"To ignore it in a record:  tagengine: {{ignore: [{asked.code}], reason: the reason}}")
    return 0
