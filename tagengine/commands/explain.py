"""`tagengine explain`: why these tags, and why not that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tagengine.commands.completion import FILE, RECORD_ID, TAG
from tagengine.commands.inputs import Input, Inputs, InputsAsked
from tagengine.commands.messages import refuse_input, written_to
from tagengine.commands.options import (
    format_option,
    output_option,
    put,
    terminal,
    warn,
)
from tagengine.commands.parameters import argument, option, part, verb
from tagengine.errors import UsageError
from tagengine.system.progress import counted

if TYPE_CHECKING:
    from tagengine.evidence.contributions import TagEvidence
    from tagengine.evidence.result import Explanation
    from tagengine.reporting.pages.document_view import Explained

_ONE_BY_ONE = ("text", "json")
_TOGETHER = ("markdown", "sarif", "github")


@dataclass(frozen=True, slots=True)
class _Asked:
    file: str = argument(metavar="FILE", shell_complete=FILE)
    tag_name: str | None = option(
        "--tag",
        shell_complete=TAG,
        metavar="NAME",
        help="Explain only this tag, even if it is not given.",
    )
    form: str = format_option(
        *_ONE_BY_ONE,
        *_TOGETHER,
        "html",
        explained="json: an audit on each line; markdown: for a comment; sarif, github: "
        "annotations; html: a page for a browser.",
    )
    output: Path | None = output_option(
        "A file to write to; with html also a folder for the pages of many documents."
    )
    record_id: str | None = option(
        "--id", shell_complete=RECORD_ID, metavar="ID", help="Explain only the record with this id."
    )
    reading: InputsAsked = part(InputsAsked)


@verb("explain", _Asked)
def command(asked: _Asked) -> int:
    """Show why a document has its tags: the words that count, and their points.

    FILE is a document, a folder, a file of records, or -, as for `tagengine tag`.
    A record of a catalogue is read as `tagengine check` reads it.
    --tag also shows what was found but does not count, and the smallest change
    that would give the tag or take it away.

    \b
    Examples:
      tagengine explain README.md
      tagengine explain README.md --tag database
      tagengine explain README.md --format json > audit.json
      tagengine explain projects/ --format markdown
      tagengine explain README.md --format html --output README.html
      tagengine explain projects/ --format html --output pages/
    """
    if asked.tag_name is not None and asked.form not in _ONE_BY_ONE:
        raise UsageError(f"--tag cannot be used with --format {asked.form} (leave one out)")
    reader = Inputs(asked.reading)
    inputs: Iterable[Input] = counted(reader.read((asked.file,)))
    if asked.record_id is not None:
        inputs = _only(inputs, asked.record_id, asked.file)
    if asked.tag_name is not None:
        inputs = _known(inputs, asked.tag_name)
    if asked.form == "html":
        if asked.output is not None:
            refuse_input(asked.output)
        _write_pages((_on_page(one, reader) for one in inputs), asked.output)
    else:
        with written_to(asked.output):
            _print(inputs, reader, asked.tag_name, asked.form)
    return reader.ended()


def _print(inputs: Iterable[Input], reader: Inputs, tag_name: str | None, form: str) -> None:
    """Print explanations in any form but pages."""
    if form in _TOGETHER:
        put(_together(list(inputs), form))
        return
    for number, one in enumerate(inputs):
        explanation = _explained(one)
        only = None if tag_name is None else explanation.why(tag_name)
        if form == "text":
            if number:
                put("")
            _show(explanation, only, reader.said)
        else:
            from tagengine.evidence import audit_json  # noqa: PLC0415 -- not for help
            from tagengine.reporting import as_json  # noqa: PLC0415

            data = audit_json.data(explanation.audit)
            put(as_json.line(data if only is None else audit_json.why(explanation, only)))


def _explained(one: Input) -> Explanation:
    return one.engine.explain_record(one.record, max_tags=one.most)


def _only(inputs: Iterable[Input], record_id: str, file: str) -> Iterator[Input]:
    """Yield the record with an id; raises `UsageError` at the end if there is none."""
    is_there = False
    for one in inputs:
        if str(one.record.id) == record_id:
            is_there = True
            yield one
    if not is_there:
        raise UsageError(
            f'{file}: no record with the id "{record_id}" (tagengine tag shows the ids)'
        )


def _known(inputs: Iterable[Input], tag_name: str) -> Iterator[Input]:
    """Yield the inputs; raises `VocabularyError` if the vocabulary of one has no such tag."""
    for one in inputs:
        one.engine.rule_set.vocabulary.find(tag_name)
        yield one


def _show(explanation: Explanation, only: TagEvidence | None, rules_line: str | None) -> None:
    from tagengine.evidence.counterfactual import least_change  # noqa: PLC0415 -- only where asked for
    from tagengine.reporting import explanation_text  # noqa: PLC0415 -- only where a person reads

    with terminal() as console:
        if only is None:
            explanation_text.explain(explanation, console)
        else:
            change = least_change(explanation, only.tag)
            explanation_text.explain_tag(explanation, only, change, console)
        explanation_text.footer(bool(explanation.steps), rules_line, console)


def _together(inputs: list[Input], form: str) -> str:
    explanations = [_explained(one) for one in inputs]
    if form == "markdown":
        from tagengine.reporting import explanation_markdown  # noqa: PLC0415

        return explanation_markdown.explain(explanations).rstrip("\n")
    from tagengine.reporting import explanation_findings, findings  # noqa: PLC0415

    problems = [one for result in explanations for one in explanation_findings.findings(result)]
    meanings: dict[str, str] = {}
    for vocabulary in dict.fromkeys(one.engine.rule_set.vocabulary for one in inputs):
        meanings |= explanation_findings.explanations(vocabulary)
    return findings.render(problems, form, meanings, Path.cwd())


def _on_page(one: Input, reader: Inputs) -> Explained:
    """Return what a page shows: the record's own tags too, and whose rules gave ours."""
    from tagengine.reporting.pages.document_view import Explained  # noqa: PLC0415

    return Explained(_explained(one), one.own, reader.whose)


def _write_pages(explanations: Iterator[Explained], output: Path | None) -> None:
    from tagengine.reporting import as_text  # noqa: PLC0415 -- only where asked for
    from tagengine.reporting.pages import files  # noqa: PLC0415

    if output is not None and files.is_folder(output):
        count = files.write_folder(explanations, output)
        if count:
            warn(f"{as_text.several(count, 'page')} written; start with {output / files.INDEX}")
        return
    page = files.only_page(explanations)
    if page is None:
        return
    if output is None:
        put(page.rstrip("\n"))
    else:
        files.write_page(page, output)
