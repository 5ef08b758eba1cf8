"""An evaluation for people and for programs: text, Markdown, HTML, JSON."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from tagengine.evaluation import plots
from tagengine.evaluation.figures import Confusion, Figures
from tagengine.evaluation.judging import DocumentMistakes, Fault, Mistake
from tagengine.evaluation.reliability import AtConfidence, Reliability
from tagengine.evaluation.report import Report
from tagengine.evaluation.resampling import Comparison
from tagengine.evidence import audit_json
from tagengine.reporting import as_text, tables
from tagengine.reporting.tables import Listing, Part, Table

_SUMMARY = (
    ("micro_precision", "micro precision"),
    ("micro_recall", "micro recall"),
    ("micro_f1", "micro F1"),
    ("macro_f1", "macro F1"),
    ("mean_jaccard", "mean Jaccard"),
    ("first_tag_precision", "first tag right"),
    ("lenient_precision", "lenient precision"),
)
_CONFUSIONS_SHOWN = 20
_REASONS_SHOWN = 3
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{padding:.2rem .7rem;border-bottom:1px solid #ddd}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}td,th{border-color:#333}}"
)


def text(report: Report) -> str:
    """Return the report as plain text that fits 80 columns."""
    return tables.as_text(_parts(report))


def markdown(report: Report) -> str:
    """Return the report as Markdown."""
    return f"# Evaluation\n\n{tables.as_markdown(_parts(report))}"


def html(report: Report) -> str:
    """Return the report as one HTML page that needs nothing else."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- only where a page is asked for

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown(report))
    head, mark, rest = body.partition("<h2>")
    body = f"{head}{_pictures(report)}{mark}{rest}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Evaluation</title>\n<style>{_STYLE}{plots.STYLE}</style>\n</head>\n<body>\n"
        f"{body}</body>\n</html>\n"
    )


def _pictures(report: Report) -> str:
    """Return the pictures of a report, those that it has something to show for."""
    parts = []
    if report.reliability is not None:
        parts.append(plots.reliability_diagram(report.reliability))
    if report.tradeoff:
        parts.append(plots.precision_against_recall(report.tradeoff))
    if report.curve:
        parts.append(plots.learning_curve(report.curve))
    parts.append(plots.confusion_picture(report.confusions))
    return "".join(parts)


def data(report: Report) -> dict[str, Any]:
    """Return the report as data for JSON, ratios rounded to four places."""
    found = _figures(report.figures)
    tags = found.pop("tags")
    found["lrap"] = round(report.ranking.lrap, 4)
    found["at"] = [_rounded(asdict(one)) for one in report.ranking.cutoffs]
    found["intervals"] = {
        name: [round(one.low, 4), round(one.high, 4)] for name, one in report.intervals.items()
    }
    found["tags"] = tags
    found["confusions"] = [asdict(one) for one in report.confusions]
    if report.comparison is not None:
        found["comparison"] = _rounded(asdict(report.comparison))
    if report.curve:
        found["learning_curve"] = [_rounded(asdict(one)) for one in report.curve]
    if report.reliability is not None:
        found["reliability"] = {
            "error": round(report.reliability.error, 4),
            "ranges": [_rounded(asdict(one)) for one in report.reliability.ranges],
        }
    if report.tradeoff:
        found["at_confidence"] = [_rounded(asdict(one)) for one in report.tradeoff]
    if report.mistakes:
        found["errors"] = [_mistakes_data(one) for one in report.mistakes]
    return found


def _figures(result: Figures) -> dict[str, Any]:
    """Return the figures of an evaluation, ratios rounded to four places."""
    data = {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in asdict(result).items()
        if name != "tags"
    }
    data["tags"] = [
        {
            "name": tag.name,
            "labelled": tag.labelled,
            "answered": tag.answered,
            "hits": tag.hits,
            "precision": round(tag.precision, 4),
            "recall": round(tag.recall, 4),
            "f1": round(tag.f1, 4),
        }
        for tag in result.tags
    ]
    return data


def _parts(report: Report) -> list[Part]:
    parts: list[Part] = [_summary(report), _cutoffs(report)]
    if report.comparison is not None:
        parts.append(_comparison(report.comparison))
    if report.curve:
        parts.append(_curve(report))
    if report.reliability is not None:
        parts.append(_reliability(report.reliability))
    if report.tradeoff:
        parts.append(_tradeoff(report.tradeoff))
    if report.confusions:
        parts.append(_confusions(report.confusions))
    if report.mistakes:
        parts.append(
            Listing("Mistakes, and why they were made", tuple(map(_mistakes, report.mistakes)))
        )
    parts.append(_tags(report.figures))
    return parts


def _summary(report: Report) -> Table:
    rows = [("documents", str(report.figures.documents), "")]
    values = {one.name: getattr(report.figures, one.name) for one in fields(report.figures)}
    for name, title in (*_SUMMARY, ("lrap", "LRAP")):
        value = values.get(name, report.ranking.lrap)
        interval = report.intervals.get(name)
        between = f"{interval.low:.3f} to {interval.high:.3f}" if interval else ""
        rows.append((title, f"{value:.3f}", between))
    return Table("", ("figure", "value", "95 % interval"), tuple(rows))


def _cutoffs(report: Report) -> Table:
    rows = [
        (f"first {one.k}", f"{one.precision:.3f}", f"{one.recall:.3f}")
        for one in report.ranking.cutoffs
    ]
    return Table("By score alone", ("tags", "precision", "recall"), tuple(rows))


def _comparison(one: Comparison) -> Table:
    rows = (
        ("micro F1", f"{one.micro_f1:.3f}"),
        ("micro F1 of the others", f"{one.other_micro_f1:.3f}"),
        ("difference", f"{one.difference:+.3f}"),
        ("95 % interval", f"{one.interval.low:+.3f} to {one.interval.high:+.3f}"),
        ("p (randomisation)", f"{one.p_value:.4f}"),
        ("documents better", str(one.better)),
        ("documents worse", str(one.worse)),
        ("documents unchanged", str(one.same)),
    )
    return Table(f"Compared with the rules of {one.name}", ("figure", "value"), rows)


def _curve(report: Report) -> Table:
    rows = [
        (str(one.records), f"{one.micro_f1:.3f}", f"{one.first_tag_precision:.3f}")
        for one in report.curve
    ]
    title = "Rules learned from parts of the records, measured on others"
    return Table(title, ("records", "micro F1", "first tag right"), tuple(rows), texts=0)


def _tradeoff(found: tuple[AtConfidence, ...]) -> Table:
    rows = [
        (f"{one.least} %", str(one.tags), f"{one.precision:.3f}", f"{one.recall:.3f}")
        for one in found
    ]
    title = "If only tags of at least this confidence were given"
    return Table(title, ("confidence", "tags", "precision", "recall"), tuple(rows), texts=0)


def _reliability(found: Reliability) -> Table:
    rows = [
        (f"{one.low} to {one.high} %", str(one.tags), f"{one.confidence:.3f}", f"{one.right:.3f}")
        for one in found.ranges
    ]
    title = f"Right or not wrong, by confidence (expected calibration error {found.error:.3f})"
    return Table(title, ("confidence", "tags", "mean", "right"), tuple(rows))


def _confusions(found: tuple[Confusion, ...]) -> Table:
    rows = [
        (_name(one.missed), _name(one.given), str(len(one.documents)))
        for one in found[:_CONFUSIONS_SHOWN]
    ]
    title = "Which tag was given in place of which"
    if len(found) > len(rows):
        title += f" (the first {len(rows)} of {len(found)} pairs)"
    return Table(title, ("label missed", "given instead", "documents"), tuple(rows), texts=2)


def _name(tag: str | None) -> str:
    return "–" if tag is None else tag.strip()


def _mistakes(one: DocumentMistakes) -> tuple[str, tuple[str, ...]]:
    return str(one.id), tuple(line for mistake in one.mistakes for line in _mistake(mistake))


def _mistake(mistake: Mistake) -> list[str]:
    entry = mistake.evidence
    score = as_text.points(entry.score)
    head = f"{mistake.fault.value}: {entry.tag.name.strip()}, {score} points"
    reasons = (
        f"  {as_text.points(reason.points)} {reason.match.rule}"
        f' "{as_text.shown(reason.match.text)}" ({reason.match.zone})'
        for reason in entry.contributions[:_REASONS_SHOWN]
    )
    return [f"{head}; {as_text.verdict(entry)}", *reasons]


def _mistakes_data(one: DocumentMistakes) -> dict[str, Any]:
    found: dict[str, Any] = {"id": one.id, "labels": one.labels, "answer": one.answer}
    for fault in Fault:
        found[fault.name.lower()] = [
            audit_json.candidate(mistake.evidence)
            for mistake in one.mistakes
            if mistake.fault is fault
        ]
    return found


def _tags(figures: Figures) -> Table:
    """Return the table of the tags that a label or an answer has; the others have no figures."""
    rows = [
        (
            tag.name.strip(),
            *map(str, (tag.labelled, tag.answered, tag.hits)),
            *(f"{value:.2f}" for value in (tag.precision, tag.recall, tag.f1)),
        )
        for tag in sorted(figures.tags, key=lambda one: (-one.labelled, -one.answered, one.name))
        if tag.labelled or tag.answered
    ]
    header = ("tag", "labelled", "answered", "hits", "precision", "recall", "F1")
    return Table("Tag by tag", header, tuple(rows))


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: round(value, 4)
        if isinstance(value, float)
        else _rounded(value)
        if isinstance(value, dict)
        else value
        for name, value in values.items()
    }
