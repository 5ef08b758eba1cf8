"""`tagengine explain`: why these tags, and why not that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from tagengine.commands.options import (
    format_option,
    load_engine,
    max_bytes_option,
    max_tags_option,
    put,
    readable,
    rules_option,
    terminal,
    vocabulary_option,
    warn,
)
from tagengine.errors import UsageError
from tagengine.evidence import audit_json
from tagengine.evidence.result import Explanation
from tagengine.inputs.files import read_all
from tagengine.reporting import as_json, as_text
from tagengine.rules.rule_set import RuleSet
from tagengine.system.progress import counted

_ONE_BY_ONE = ("text", "json", "jsonl")
_TOGETHER = ("markdown", "sarif", "github")


@click.command("explain")
@click.argument("file", metavar="FILE")
@click.option("--tag", "tag_name", metavar="NAME", help="Only why, or why not, this tag.")
@format_option(
    *_ONE_BY_ONE,
    *_TOGETHER,
    "html",
    explained="json, jsonl: an audit a line; markdown: for a comment; sarif, github: notes at "
    "places; html: pages to look at.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="With html: the page's file, or the folder for the pages of many documents.",
)
@max_tags_option
@max_bytes_option
@rules_option
@vocabulary_option
def command(
    file: str,
    tag_name: str | None,
    form: str,
    output: Path | None,
    max_tags: int | None,
    max_bytes: int,
    rules: str | None,
    vocabulary: str | None,
) -> int:
    """Show why a document has its tags: every contribution to every score.

    FILE is what `tagengine tag` takes: a Markdown file, a folder, records, or -.
    With --tag it also says what was left out, and the least change after which
    the tag would be given, or not.

    \b
    Examples:
      tagengine explain README.md
      tagengine explain README.md --tag database
      tagengine explain README.md --format json > audit.json
      tagengine explain projects/ --format markdown
      tagengine explain README.md --format html --output README.html
      tagengine explain projects/ --format html --output pages/
    """
    engine = load_engine(rules, vocabulary)
    if tag_name is not None:
        engine.rule_set.vocabulary.find(tag_name)
        if form not in _ONE_BY_ONE:
            raise UsageError(f"--tag goes with text and json, not with {form} (leave one out)")
    if output is not None and form != "html":
        raise UsageError(f"--output goes with html, not with {form} (leave it out)")
    failures: list[str] = []
    records = readable(counted(read_all((file,), max_bytes, warn)), failures)
    explanations = (engine.explain_record(record, max_tags=max_tags) for record in records)
    if form == "html":
        _write_pages(explanations, output)
    elif form in _TOGETHER:
        put(_together(list(explanations), form, engine.rule_set))
    else:
        for number, explanation in enumerate(explanations):
            if number and form == "text":
                put("")
            _show(explanation, tag_name, form)
    return 2 if failures else 0


def _show(explanation: Explanation, tag_name: str | None, form: str) -> None:
    only = None if tag_name is None else explanation.why(tag_name)
    if form != "text":
        data = audit_json.data(explanation.audit)
        put(as_json.line(data if only is None else audit_json.why(explanation, only)))
        return
    from tagengine.evidence.counterfactual import least_change  # noqa: PLC0415 -- only where asked for
    from tagengine.reporting import explanation_text  # noqa: PLC0415 -- only where a person reads

    with terminal() as console:
        if only is None:
            explanation_text.explain(explanation, console)
        else:
            change = least_change(explanation, only.tag)
            explanation_text.explain_tag(explanation, only, change, console)


def _together(explanations: Iterable[Explanation], form: str, rule_set: RuleSet) -> str:
    if form == "markdown":
        from tagengine.reporting import explanation_markdown  # noqa: PLC0415

        return explanation_markdown.explain(list(explanations)).rstrip("\n")
    from tagengine.reporting import explanation_findings, findings  # noqa: PLC0415

    problems = [one for result in explanations for one in explanation_findings.findings(result)]
    meanings = explanation_findings.explanations(rule_set.vocabulary)
    return findings.render(problems, form, meanings, Path.cwd())


def _write_pages(explanations: Iterator[Explanation], output: Path | None) -> None:
    from tagengine.reporting.pages import files  # noqa: PLC0415 -- only where asked for

    if output is not None and files.is_folder(output):
        count = files.write_folder(explanations, output)
        if count:
            warn(
                f"{as_text.several(count, 'page')} written, to look at from {output / files.INDEX}"
            )
        return
    page = files.only_page(explanations)
    if page is None:
        return
    if output is None:
        put(page.rstrip("\n"))
    else:
        files.write_page(page, output)
