"""Why a document has its tags, for people: the verdict, bars, contributions, the text, runners-up.

Nothing is said by colour or drawing alone: every bar has its number, every mark below a text its
line and column in a table. Nothing of a document reaches the terminal but printable characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tagengine.evidence.contributions import ContributionEvidence, Place, TagEvidence
from tagengine.evidence.result import Result
from tagengine.reporting.as_text import listed, points, shown, support, verdict
from tagengine.reporting.left_out_reasons import why
from tagengine.reporting.marked_text import marked_lines

if TYPE_CHECKING:
    from tagengine.evidence.counterfactual import Change, Way
    from tagengine.evidence.result import Explanation

_NAME = 200  # characters of a name
_GAP = 2  # cells between columns
_FOLDED = 20  # cells of a column that is folded, at least, if it has such long ones
_BAR = 24  # cells of the longest bar
_PLACES = 3  # of one rule in one zone that are listed
_LINES = 12  # of the text that are shown
_RUNNERS_UP = 6


def explain(result: Result, console: Console) -> None:
    """Print why a document has its tags."""
    _print_verdict(result, console)
    chosen = [result.evidence.tag(tag) for tag in result.tags]
    others = [entry for entry in result.evidence.tags if not entry.chosen]
    _print_bars(chosen, console)
    for entry in chosen:
        _print_tag(entry, console)
    _print_text(result, chosen, console)
    if others:
        console.print()
        console.print(Text("Runners-up", style="bold"))
        _print_runners_up(others, console)


LEGEND = (
    "points: what the words add to the tag's score, or take from it",
    "needed: the score that the tag must reach (its threshold, or its share of the best score)",
)
"""What the numbers mean, in one line each."""


def footer(has_numbers: bool, rules_line: str | None, console: Console) -> None:
    """Print what the numbers mean, if there are some, and whose rules they come from."""
    lines = [*(LEGEND if has_numbers else ()), *([rules_line] if rules_line else [])]
    if lines:
        console.print()
    for line in lines:
        console.print(Text(shown(line, 200), style="dim"), soft_wrap=True)


def explain_tag(
    explanation: Explanation, entry: TagEvidence, change: Change, console: Console
) -> None:
    """Print why one tag was given or not, and the least change that would flip that."""
    _print_verdict(explanation, console)
    _print_tag(entry, console)
    _print_text(explanation, [entry], console)
    left_out = [one for one in explanation.audit.left_out if one.tag == entry.tag]
    if left_out:
        console.print()
        console.print(Text("Found, but not counted", style="bold"))
        table = _table()
        _add_columns(table, "where", "zone", "text", "rule", "because")
        for one in left_out[:_LINES]:
            match = one.match
            text = f'"{shown(match.text)}"'
            _add(table, _where(match.place), match.zone, text, match.rule, why(one))
        _print_whole(table, console)
        if len(left_out) > _LINES:
            console.print(f"and {len(left_out) - _LINES} more (--format json has all)")
    console.print()
    for line in change_sentences(entry, change):
        console.print(Text(line))


def change_sentences(entry: TagEvidence, change: Change) -> Iterator[str]:
    """Yield in sentences the least change that flips the decision about a tag."""
    name = shown(entry.tag.name)
    if change.points is None:
        yield f"No score would change that for {name}."
        return
    amount = points(abs(change.points))
    if change.given:
        yield f"With {amount} fewer points, {name} would not be given."
    else:
        yield f"With {amount} more points, {name} would be given."
    for way in change.ways:
        yield f"- {_way(way)}"


def _way(way: Way) -> str:
    one = way.match
    text = f'"{shown(one.text)}" ({_where(one.place)})'
    if way.removed:
        return f"without the rule {shown(one.rule, 60)}, {points(way.points)} points"
    if way.zone is not None:
        return f"{text} in the zone {way.zone} instead of {one.zone}: +{points(way.points)} points"
    reason = way.reason.value.replace("-", " ") if way.reason else ""
    return f"{text}, left out ({reason}), if it counted: +{points(way.points)} points"


def _print_verdict(result: Result, console: Console) -> None:
    names = ", ".join(shown(tag.name, _NAME) for tag in result.tags) or "no tag"
    line = Text.assemble((shown(str(result.id), 200), "bold"), ": ", (names, "bold green"))
    console.print(line, soft_wrap=True)


def _print_bars(entries: list[TagEvidence], console: Console) -> None:
    if not entries:
        return
    best = max(1, *(entry.score for entry in entries))
    table = _table(has_head=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    tells_confidence = any(entry.confidence is not None for entry in entries)
    if tells_confidence:
        table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, style="green")
    for entry in entries:
        bar = "█" * max(1, entry.score * _BAR // best)
        likely = [f"{entry.confidence} %"] if tells_confidence else []
        table.add_row(Text(shown(entry.tag.name, _NAME)), points(entry.score), *likely, bar)
    console.print()
    _print_whole(table, console)


def _print_tag(entry: TagEvidence, console: Console) -> None:
    """Print a tag's verdict and its contributions, one line for each rule and zone."""
    style = "bold green" if entry.chosen else "bold yellow"
    heading = Text.assemble(
        (shown(entry.tag.name, _NAME), style), f"  {points(entry.score)} points "
    )
    console.print()
    console.print(heading.append(f"({verdict(entry)})", style="dim"), soft_wrap=True)
    if not (entry.contributions or entry.echoes or entry.offset):
        return
    table = _table()
    table.add_column("points", justify="right", no_wrap=True)
    _add_columns(table, "rule", "zone", "where", "text")
    for total, group in _grouped(entry.contributions):
        first = group[0]
        places = listed([_where(one.match.place) for one in group], _PLACES)
        texts = dict.fromkeys(shown(one.match.text).casefold() for one in group)
        text = f'"{shown(first.match.text)}"' + (f" +{len(texts) - 1}" if len(texts) > 1 else "")
        if first.match.support is not None:
            text += f", {support(first.match)}"
        _add(table, points(total), first.match.rule, first.match.zone, places, text)
    for echo in entry.echoes:
        share = f"{echo.percent} % of its {points(echo.counted)}"
        _add(table, points(echo.points), f"tag {shown(echo.tag.name)}", "", "", share)
    if entry.offset:
        _add(table, points(entry.offset), "offset", "", "", "where its score starts")
    _print_whole(table, console)


def _table(*, has_head: bool = True) -> Table:
    padding = (0, _GAP, 0, 0)
    return Table(
        box=None, padding=padding, header_style="dim", show_header=has_head, pad_edge=False
    )


def _add_columns(table: Table, *names: str) -> None:
    for name in names:
        table.add_column(name, overflow="fold", no_wrap=name in ("rule", "zone"))


def _print_whole(table: Table, console: Console) -> None:
    """Print a table in which names and ids are whole, if need be beyond the console's width."""
    needed = 0
    for column in table.columns:
        longest = max(map(_cells, column.cells), default=0)
        needed += _GAP + (longest if column.no_wrap else min(longest, _FOLDED))
    usual = console.width
    console.width = max(usual, needed)
    console.print(table, crop=False)
    console.width = usual


def _cells(cell: object) -> int:
    return cell.cell_len if isinstance(cell, Text) else len(str(cell))


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(Text(shown(cell, 200)) for cell in cells))


def _grouped(
    contributions: Iterable[ContributionEvidence],
) -> list[tuple[int, list[ContributionEvidence]]]:
    """Return contributions by rule and zone with their sums, the largest first."""

    def key(one: ContributionEvidence) -> tuple[str, str]:
        return one.match.rule, one.match.zone

    groups = [list(group) for _, group in groupby(sorted(contributions, key=key), key=key)]
    summed = [(sum(one.points for one in group), group) for group in groups]
    return sorted(summed, key=lambda entry: (-abs(entry[0]), key(entry[1][0])))


def _where(place: Place) -> str:
    where = f"{place.line}:{place.column}"
    return where if place.source == "readme" else f"{place.source} {where}"


def _print_text(result: Result, entries: list[TagEvidence], console: Console) -> None:
    """Print the lines of the text where the entries' contributions are, with marks below."""
    lines = list(marked_lines(result.document.sources, entries, console.width))
    if not lines:
        return
    console.print()
    console.print(Text("In the text", style="bold"))
    for line in lines[:_LINES]:
        text = Text(line.text)
        for start, end in line.marks:
            text.stylize("underline bold", start, end)
        console.print(Text.assemble((line.margin, "dim"), text), no_wrap=True, crop=False)
        console.print(Text.assemble((line.below, "green")), no_wrap=True, crop=False)
    if len(lines) > _LINES:
        console.print(f"and {len(lines) - _LINES} more lines (--format html shows all)")


def _print_runners_up(entries: list[TagEvidence], console: Console) -> None:
    table = _table(has_head=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(style="dim")
    for entry in entries[:_RUNNERS_UP]:
        table.add_row(points(entry.score), Text(shown(entry.tag.name, _NAME)), Text(verdict(entry)))
    _print_whole(table, console)
    if len(entries) > _RUNNERS_UP:
        more = len(entries) - _RUNNERS_UP
        console.print(f"and {more} more (--tag NAME explains one, --format json has all)")
