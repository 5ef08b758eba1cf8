"""How long tagging takes beside other ways to read the same text, in one run.

    python benchmarks/speed.py                            # the READMEs of what is installed
    python benchmarks/speed.py --corpus records.jsonl     # those of a file of records
    python benchmarks/speed.py --out "" --sweep-keywords "" --sweep-sizes ""    # one table, now

All systems look for the same keywords, which are those of the shipped rules, evenly spread; what
each makes of a document is in the table. Each runs in a process of its own; they are measured by
turns, round by round, in seconds of processor time. Who would need more than the budget for a round
reads only a part of the documents, and its ratio is over these. Then each runs by itself with a
growing number of keywords, of which the same hundred occur, and with documents of growing size.

Tables are printed, and `speed.json` and `speed.svg` written into docs/. What the peers need is in
`requirements-speed.txt`; one that cannot be loaded is named with the reason.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from speed_comparison import corpus, plot, report
from speed_comparison.comparison import Plan, compare
from speed_comparison.systems import SYSTEMS

from tagengine.errors import TagEngineError

_DOCS = Path(__file__).resolve().parent.parent / "docs"


def main() -> None:
    """Measure, print the tables, and write the files."""
    options = _options()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # one core for everyone
    texts = _texts(options.corpus, options.megabytes)
    plan = Plan(
        options.system or list(SYSTEMS),
        texts[: options.limit],
        options.keywords,
        options.sweep_keywords,
        options.sweep_sizes,
        options.rounds,
        options.budget,
        options.sweep_budget,
    )
    data = report.as_data(compare(plan))
    for line in report.as_text(data):
        print(line)
    if options.out:
        _write(data, options.out)


def _texts(path: Path | None, megabytes: float) -> list[str]:
    if path is None:
        return corpus.of_distributions(megabytes)
    try:
        return corpus.of_records(path)
    except TagEngineError as error:
        raise SystemExit(str(error)) from None


def _write(data: dict[str, object], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "speed.json"
    path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"\nwritten: {path}")
    if not (data["by_keywords"] and data["by_size"]):
        return
    try:
        plot.write(data, folder / "speed.svg")
    except ImportError as error:
        print(f"no plot: {error}")
    else:
        print(f"written: {folder / 'speed.svg'}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--corpus", type=Path, metavar="FILE", help="a JSON Lines file of records with a readme")
    add("--megabytes", type=float, default=2.0, help="the corpus's size without --corpus (2)")
    add("--limit", type=_number, metavar="N", help="documents at most (all)")
    add("--keywords", type=_number, default=5_000, metavar="N", help="keywords of the table (5000)")
    add("--rounds", type=_number, default=5, metavar="N", help="rounds, by turns (5)")
    add("--system", action="append", choices=SYSTEMS, metavar="NAME",
        help="only this one, by its name in the table; can be repeated")  # fmt: skip
    add("--budget", type=float, default=3.0, help="seconds of a system's round (3)")
    add("--sweep-budget", type=float, default=0.5, help="at a point of a sweep (0.5)")
    add("--sweep-keywords", type=_numbers, default="100,1000,5000,10000,30000,100000",
        metavar="LIST", help="numbers of keywords (%(default)s)")  # fmt: skip
    add("--sweep-sizes", type=_numbers, default="1000,10000,100000,1000000,10000000",
        metavar="LIST", help="bytes of a document (%(default)s)")  # fmt: skip
    add("--out", type=_folder, default=str(_DOCS), metavar="FOLDER",
        help='where speed.json and speed.svg go (docs); "" for nowhere')  # fmt: skip
    return parser.parse_args()


def _number(text: str) -> int:
    if not text.strip().isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def _numbers(text: str) -> list[int]:
    return [_number(one) for one in text.split(",") if one.strip()]


def _folder(text: str) -> Path | None:
    return Path(text) if text else None


if __name__ == "__main__":
    main()
