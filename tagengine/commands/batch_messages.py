"""What `tagengine batch` says on standard error: warnings, counts of tags, the summary."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from pathlib import Path

from tagengine.batch.plan import Plan
from tagengine.batch.run import Summary
from tagengine.batch.writing import rows
from tagengine.commands.messages import tell
from tagengine.commands.options import warn
from tagengine.reporting.as_text import several
from tagengine.reporting.bars import bars

_TOLD = 10  # warnings; more are only counted
_BARS = 15  # tags that the histogram shows


class Watcher:
    """Tells the first warnings, and counts tags if the counts are to be shown."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._counts_tags = not is_quiet and sys.stderr.isatty()
        self._tags: Counter[str] = Counter()
        self.warned = 0

    def count(self, row: bytes) -> None:
        """Count the tags of a row."""
        if self._counts_tags:
            self._tags.update(rows.names_of_tags(row))

    def tell_histogram(self) -> None:
        """Show a bar for each of the most frequent tags, and how many more there are."""
        found = sorted(self._tags.items(), key=lambda one: (-one[1], one[0]))
        for line in bars(found[:_BARS]):
            tell(line)
        if len(found) > _BARS:
            tell(f"and {several(len(found) - _BARS, 'more tag')}")

    def warn(self, message: str) -> None:
        """Tell a warning, if there were not too many."""
        self.warned += 1
        if self.warned <= _TOLD and not self._is_quiet:
            warn(message)
        if self.warned == _TOLD + 1 and not self._is_quiet:
            warn("further warnings are only counted")


def tell_summary(plan: Plan, summary: Summary, warned: int, seconds: float) -> None:
    """Tell what was done, on standard error."""
    if summary.was_complete:
        way = "name another one to start" if Path(plan.output).is_dir() else "--overwrite starts"
        warn(f"{plan.output} is complete already ({way} again)")
        return
    point = summary.point
    if summary.stopped is not None:
        how = "interrupted" if summary.stopped == signal.SIGINT else "asked to stop"
        way_on = "" if plan.is_stream or not point.documents else "; --resume continues"
        warn(f"{how}: {several(point.documents, 'document')} done{way_on}")
        return
    done = point.documents - summary.before
    parts = [
        several(point.documents, "document"),
        several(point.tags, "tag"),
        several(point.errors, "error")
        + (f" (see {summary.errors})" if point.errors and summary.errors else ""),
    ]
    if warned:
        parts.append(several(warned, "warning"))
    if summary.before:
        parts.append(f"{summary.before:,} were done before")
    if summary.kept:
        parts.append(f"{summary.kept:,} from the cache")
    parts.append(rate(done, seconds))
    warn(", ".join(parts))


def rate(documents: int, seconds: float) -> str:
    """Return a time and the documents in a second of it."""
    speed = several(round(documents / max(seconds, 1e-9)), "document")
    return f"{seconds:,.1f} s, {speed} a second"
