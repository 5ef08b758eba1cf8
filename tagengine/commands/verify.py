"""`tagengine verify`: whether audits are what documents and rules give."""

from __future__ import annotations

from dataclasses import dataclass

from tagengine.auditing.differences import Difference
from tagengine.auditing.pairing import Pair, pair
from tagengine.auditing.strict_json import read_file
from tagengine.auditing.verification import verify
from tagengine.commands.completion import FILE
from tagengine.commands.options import (
    Failures,
    Verbosity,
    format_option,
    input_format_option,
    max_bytes_option,
    put,
    say,
    sound,
)
from tagengine.commands.parameters import argument, part, verb
from tagengine.commands.rule_options import RulesAsked, loaded
from tagengine.document.formats.known import Format
from tagengine.engine import Engine
from tagengine.errors import RecordError
from tagengine.inputs.files import read_all
from tagengine.reporting import as_json, as_text
from tagengine.system.progress import counted

_SHOWN = 20  # differences of one audit in text
_NO_RECORD = Difference("$.document.id", "no document with this id was given")


@dataclass(frozen=True, slots=True)
class _Asked:
    audits: str = argument(metavar="AUDITS", shell_complete=FILE)
    documents: tuple[str, ...] = argument(nargs=-1, metavar="[DOCUMENT...]", shell_complete=FILE)
    form: str = format_option("text", "json")
    max_bytes: int = max_bytes_option()
    input_format: Format | None = input_format_option()
    verbosity: Verbosity = part(Verbosity)
    rules: RulesAsked = part(RulesAsked)


@verb("verify", _Asked, has_output=True)
def command(asked: _Asked) -> int:
    """Recompute audits, and show every part that differs.

    AUDITS is a file that `tagengine explain --format json` wrote, with an audit on
    each line. DOCUMENT is what was explained: a document, a folder, a file of
    records, or -. Without it, only the rules and the arithmetic are checked.
    Exit code 1 means that something differs.

    \b
    Examples:
      tagengine verify audit.json README.md
      tagengine verify audits.jsonl records.jsonl
      tagengine verify audit.json --rules my-rules/
    """
    near = asked.documents[0] if asked.documents else "."
    chosen, tell = asked.rules.chosen(near), asked.verbosity
    engine = Engine(loaded(chosen, warn=tell.warn))
    tell.tell(chosen.line())
    failures = Failures()
    entries = read_file(asked.audits)
    read = read_all(asked.documents, asked.max_bytes, tell.warn, asked.input_format)
    pairs = (
        pair(entries, sound(read, failures.add))
        if asked.documents
        else (Pair(entry, None) for entry in entries)
    )
    seen = wrong = 0
    for entry, record in counted(pairs):
        found = verify(entry.value, record, engine)
        if asked.documents and record is None:
            found.insert(0, _NO_RECORD)
        seen, wrong = seen + 1, wrong + bool(found)
        _print(entry.value, entry.place, found, asked.form)
    if not seen:
        raise RecordError(
            f"{asked.audits}: no audit (write one with: tagengine explain --format json)"
        )
    if asked.form == "text":
        say(_summary(seen, wrong, bool(asked.documents)))
    return 2 if failures else int(wrong > 0)


def _print(audit: object, place: str, found: list[Difference], form: str) -> None:
    document = audit.get("document") if isinstance(audit, dict) else None
    record_id = document.get("id") if isinstance(document, dict) else None
    if form == "json":
        listed = [{"path": one.path, "problem": one.problem} for one in found]
        put(as_json.line({"audit": place, "id": record_id, "differences": listed}))
    elif found:
        of = "" if record_id is None else f" of {as_text.shown(str(record_id), 60)}"
        say(f"{place}: the audit{of} differs:")
        for one in found[:_SHOWN]:
            say(f"  {as_text.shown(str(one), 400)}")
        if len(found) > _SHOWN:
            say(f"  and {len(found) - _SHOWN} more differences")


def _summary(seen: int, wrong: int, with_documents: bool) -> str:
    audits = as_text.several(seen, "audit")
    how = "recomputed from the document" if with_documents else "recomputed without the document"
    return f"{audits} {how}: " + (f"{wrong:,} with differences" if wrong else "no differences")
