"""An evaluation for people and for programs: text, Markdown, HTML, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from tagengine.evaluation import plots
from tagengine.evaluation.figures import Confusion, Figures
from tagengine.evaluation.judging import DocumentMistakes, Fault, Mistake
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
    ("lrap", "LRAP"),
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
    figures = asdict(report.figures)
    del figures["tags"]
    found: dict[str, Any] = {
        **figures,
        "lrap": report.ranking.lrap,
        "at": map(asdict, report.ranking.cutoffs),
        "intervals": {name: (one.low, one.high) for name, one in report.intervals.items()},
        "tags": [
            {**asdict(tag), "precision": tag.precision, "recall": tag.recall, "f1": tag.f1}
            for tag in report.figures.tags
        ],
        "confusions": map(asdict, report.confusions),
    }
    if report.comparison is not None:
        found["comparison"] = asdict(report.comparison)
    if report.curve:
        found["learning_curve"] = map(asdict, report.curve)
    if report.reliability is not None:
        ranges = map(asdict, report.reliability.ranges)
        found["reliability"] = {"error": report.reliability.error, "ranges": ranges}
    if report.tradeoff:
        found["at_confidence"] = map(asdict, report.tradeoff)
    if report.mistakes:
        found["errors"] = map(_mistakes_data, report.mistakes)
    rounded: dict[str, Any] = _rounded(found)
    return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_rounded(inner) for inner in value]
    return round(value, 4) if isinstance(value, float) else value


def _parts(report: Report) -> Iterator[Part]:
    yield _summary(report)
    yield Table(
        "By score alone",
        ("tags", "precision", "recall"),
        [(f"first {one.k}", *_ratios(one.precision, one.recall)) for one in report.ranking.cutoffs],
    )
    if report.comparison is not None:
        yield _comparison(report.comparison)
    if report.curve:
        yield Table(
            "Rules learned from parts of the records, measured on others",
            ("records", "micro F1", "first tag right"),
            [
                (str(one.records), *_ratios(one.micro_f1, one.first_tag_precision))
                for one in report.curve
            ],
            texts=0,
        )
    if report.reliability is not None:
        error = f"expected calibration error {report.reliability.error:.3f}"
        yield Table(
            f"Right or not wrong, by confidence ({error})",
            ("confidence", "tags", "mean", "right"),
            [
                (f"{one.low} to {one.high} %", str(one.tags), *_ratios(one.confidence, one.right))
                for one in report.reliability.ranges
            ],
        )
    if report.tradeoff:
        yield Table(
            "If only tags of at least this confidence were given",
            ("confidence", "tags", "precision", "recall"),
            [
                (f"{one.least} %", str(one.tags), *_ratios(one.precision, one.recall))
                for one in report.tradeoff
            ],
            texts=0,
        )
    if report.confusions:
        yield _confusions(report.confusions)
    if report.mistakes:
        yield Listing("Mistakes, and why they were made", list(map(_mistakes, report.mistakes)))
    yield _tags(report.figures)


def _ratios(*values: float) -> Iterator[str]:
    return (f"{value:.3f}" for value in values)


def _summary(report: Report) -> Table:
    rows = [("documents", str(report.figures.documents), "")]
    for name, title in _SUMMARY:
        value = report.ranking.lrap if name == "lrap" else getattr(report.figures, name)
        interval = report.intervals.get(name)
        between = f"{interval.low:.3f} to {interval.high:.3f}" if interval else ""
        rows.append((title, f"{value:.3f}", between))
    return Table("", ("figure", "value", "95 % interval"), rows)


def _comparison(one: Comparison) -> Table:
    rows = [
        ("micro F1", f"{one.micro_f1:.3f}"),
        ("micro F1 of the others", f"{one.other_micro_f1:.3f}"),
        ("difference", f"{one.difference:+.3f}"),
        ("95 % interval", f"{one.interval.low:+.3f} to {one.interval.high:+.3f}"),
        ("p (randomisation)", f"{one.p_value:.4f}"),
        ("documents better", str(one.better)),
        ("documents worse", str(one.worse)),
        ("documents unchanged", str(one.same)),
    ]
    return Table(f"Compared with the rules of {one.name}", ("figure", "value"), rows)


def _confusions(found: tuple[Confusion, ...]) -> Table:
    rows = [
        (_name(one.missed), _name(one.given), str(len(one.documents)))
        for one in found[:_CONFUSIONS_SHOWN]
    ]
    title = "Which tag was given in place of which"
    if len(found) > len(rows):
        title += f" (the first {len(rows)} of {len(found)} pairs)"
    return Table(title, ("label missed", "given instead", "documents"), rows, texts=2)


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
    return Table("Tag by tag", header, rows)
