"""Results for people: on a terminal in colour, elsewhere as plain aligned text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tagengine.engine import Result
from tagengine.evidence import ContributionEvidence, TagEvidence
from tagengine.selection import Verdict

if TYPE_CHECKING:
    from rich.console import Console

_TEXT_WIDTH = 40


def points(hundredths: int) -> str:
    """Return hundredths of a point as points with two decimals."""
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def shown(text: str, width: int = _TEXT_WIDTH) -> str:
    """Return a document's text fit for a terminal: one line, no control characters, cut."""
    visible = "".join(
        " "
        if character.isspace()
        else ""
        if unicodedata.category(character)[0] == "C"
        else character
        for character in text
    )
    visible = " ".join(visible.split())
    return visible if len(visible) <= width else visible[: width - 1] + "…"


def explain(result: Result, console: Console, only: TagEvidence | None = None) -> None:
    """Print why a document has its tags, or why one tag was (not) given."""
    from rich.text import Text  # noqa: PLC0415 -- only where a person reads

    names = ", ".join(tag.name.strip() for tag in result.tags) or "no tag"
    console.print(Text.assemble((shown(str(result.id), 200), "bold"), ": ", (names, "bold green")))
    if only is not None:
        _print_tag(only, console)
        return
    chosen = [result.evidence.tag(tag) for tag in result.tags]
    others = [entry for entry in result.evidence.tags if not entry.chosen]
    for entry in chosen:
        _print_tag(entry, console)
    if others:
        console.print()
        console.print(Text("Runners-up", style="bold"))
        _print_runners_up(others, console)


def verdict(entry: TagEvidence) -> str:
    """Return in words why a tag was chosen or refused, and what it lacked."""
    if entry.verdict is None:
        return "no rule matched"
    lacking = points(entry.needed - entry.score)
    if entry.chosen:
        return f"{entry.verdict.value}; needed {points(entry.needed)}"
    if entry.by is not None:
        return f"{entry.verdict.value}: {entry.by.name.strip()}"
    if entry.verdict is Verdict.NO_PLACE:
        return "no place left: better tags fill the limit"
    return f"{entry.verdict.value}: needed {points(entry.needed)}, {lacking} more"


def _print_tag(entry: TagEvidence, console: Console) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    style = "bold green" if entry.chosen else "bold yellow"
    heading = Text.assemble((entry.tag.name.strip(), style), f"  {points(entry.score)} points ")
    console.print()
    console.print(heading.append(f"({verdict(entry)})", style="dim"))
    if not entry.contributions:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("points", justify="right", no_wrap=True)
    for name in ("rule", "text", "zone", "where", "section"):
        table.add_column(name, overflow="fold")
    for one in entry.contributions:
        table.add_row(*_row(one))
    console.print(table)


def _row(entry: ContributionEvidence) -> Iterable[str]:
    from rich.markup import escape  # noqa: PLC0415

    place = f"{entry.place.line}:{entry.place.column}"
    where = place if entry.place.source == "readme" else f"{entry.place.source} {place}"
    section = shown(" > ".join(entry.path[-1:]), 28)
    texts = (entry.rule, f'"{shown(entry.text)}"', entry.zone, where, section)
    return (points(entry.points), *(escape(text) for text in texts))


def _print_runners_up(entries: list[TagEvidence], console: Console) -> None:
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(style="dim")
    for entry in entries:
        table.add_row(points(entry.score), entry.tag.name.strip(), verdict(entry))
    console.print(table)
