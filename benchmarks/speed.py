"""How long tagging takes beside other ways to read the same text, in one run.

    python benchmarks/speed.py [--corpus FILE] [--rounds N] [--keywords N] [--limit N] [--json]

FILE is a .jsonl file of records with a `readme`; without one the READMEs in the metadata of the
installed distributions are the corpus. `tagengine` is whole tagging (Markdown in, tags out, shipped
rules); `markdown-it` only parses the same text (CommonMark and tables). The others look for the
keywords of the shipped rules in the raw text and know neither zones nor tags: FlashText's trie and
spaCy's PhraseMatcher, where these are installed, for all of them; one compiled regex a keyword, and
one named list of `regex`, for the first N of them (500), as all would take minutes. Every
figure is the median of N rounds (5), all of them by turns, in seconds of processor time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import regex
from markdown_it import MarkdownIt

from tagengine import Engine
from tagengine.rules import RuleSet

Way = Callable[[str], object]


def corpus(path: str | None) -> list[str]:
    """Return the READMEs of a .jsonl file, or those of the installed distributions."""
    if path is not None:
        lines = Path(path).read_text("utf-8").splitlines()
        found = [json.loads(line).get("readme") or "" for line in lines if line.strip()]
    else:
        found = [_long_description(one) for one in metadata.distributions()]
    return sorted({text for text in found if text.strip()})


def _long_description(distribution: metadata.Distribution) -> str:
    described = distribution.metadata
    return str(described.get_payload() or described.get("Description") or "")


def keywords(rule_set: RuleSet) -> list[str]:
    """Return the forms of all keywords, without those that have gaps."""
    forms = {form for rule in rule_set.rules if not rule.regex for form in rule.forms}
    return sorted(form for form in forms if "…" not in form)


def ways(words: list[str], few: int) -> dict[str, Way]:
    """Return what is measured, by name; what is not installed is left out."""
    engine = Engine.load()
    parser = MarkdownIt("commonmark").enable("table")
    named = regex.compile(r"\b\L<words>\b", regex.IGNORECASE, words=words[:few])
    found: dict[str, Way] = {
        "tagengine": engine.tag,
        "markdown-it": parser.parse,
        **_flashtext(words),
        **_spacy(words),
    }
    compiled = [
        regex.compile(rf"\b{regex.escape(word)}\b", regex.IGNORECASE) for word in words[:few]
    ]
    found[f"one regex a keyword ({len(compiled)})"] = lambda text: [
        one.findall(text) for one in compiled
    ]
    found[f"regex, one named list ({len(compiled)})"] = named.findall
    return found


def _flashtext(words: Iterable[str]) -> dict[str, Way]:
    try:
        module: Any = import_module("flashtext")
    except ImportError:
        return {}
    processor = module.KeywordProcessor()
    for word in words:
        processor.add_keyword(word)
    return {"FlashText": processor.extract_keywords}


def _spacy(words: Iterable[str]) -> dict[str, Way]:
    try:
        spacy: Any = import_module("spacy")
        matching: Any = import_module("spacy.matcher")
    except ImportError:
        return {}
    language = spacy.blank("en")
    matcher = matching.PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("KEYWORD", [language.make_doc(word) for word in words])
    return {"spaCy PhraseMatcher": lambda text: matcher(language.make_doc(text))}


def measure(texts: list[str], found: dict[str, Way], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of processor time that each way took for all texts, round by round."""
    seconds: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(rounds):
        for name, way in found.items():
            start = time.process_time()
            for text in texts:
                way(text)
            seconds[name].append(time.process_time() - start)
    return seconds


def summary(texts: list[str], seconds: dict[str, list[float]]) -> list[dict[str, Any]]:
    """Return a row a way: medians, rates, and the median of its ratios to `tagengine`."""
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / 1e6
    rows = []
    for name, times in seconds.items():
        median = statistics.median(times)
        ratios = [one / own for one, own in zip(times, seconds["tagengine"], strict=True)]
        rows.append(
            {
                "name": name,
                "seconds": round(median, 4),
                "mb_per_second": round(size / median, 2),
                "documents_per_second": round(len(texts) / median, 1),
                "times_tagengine": round(statistics.median(ratios), 2),
            }
        )
    return rows


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", help="a .jsonl file of records (installed READMEs)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, by turns (5)")
    parser.add_argument("--keywords", type=int, default=500, help="regexes compiled singly (500)")
    parser.add_argument("--limit", type=int, help="documents at most (all)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    texts = corpus(options.corpus)[: options.limit]
    words = keywords(Engine.load().rule_set)
    rows = summary(texts, measure(texts, ways(words, options.keywords), options.rounds))
    if options.json:
        print(json.dumps({"documents": len(texts), "keywords": len(words), "rows": rows}))
        return
    print(f"{len(texts)} documents, {len(words)} keywords, medians of {options.rounds} rounds")
    print(f"{'':38}{'seconds':>9}{'MB/s':>8}{'docs/s':>9}{'x tagengine':>13}")
    for row in rows:
        print(
            f"{row['name']:38}{row['seconds']:>9.3f}{row['mb_per_second']:>8.2f}"
            f"{row['documents_per_second']:>9.1f}{row['times_tagengine']:>13.2f}"
        )


if __name__ == "__main__":
    main()
