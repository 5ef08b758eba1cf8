"""Each check of rule files finds its own mistake, in these words, and nothing else."""

from __future__ import annotations

import json
import re
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine
from tagengine.authoring import checks
from tagengine.authoring.checks import corpus, relations
from tagengine.document.record import Record
from tagengine.errors import Problem
from tagengine.matching.left_out import Reason
from tagengine.reporting.findings import as_text
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import folder as rule_files
from tagengine.rules.sources import shipped_folder
from tests.support import CommandLine, Folder

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "learned-keyword": (
        {"lib": "- {keywords: [ros], weight: 3}\n- {keywords: [ros], weight: 2, learned: true}"},
        [
            'lib.yaml:4:17: learned-keyword note: the learned keyword "ros" is on line 3 too, '
            'which counts '
            "(nothing to do)"
        ],
    ),
    "duplicate-keyword, by case": (
        {"lib": "- {keywords: [ROS], weight: 3, case: exact}\n- {keywords: [ros], weight: 2}"},
        [
            'lib.yaml:3:17: duplicate-keyword warning: "ros" on line 4 is found here too: the '
            'words count twice '
            "(keep one of them)"
        ],
    ),
    "duplicate-keyword, by a gap": (
        {"lib": "- {keywords: [machine … learning], weight: 3}\n"
                "- {keywords: [machine learning], weight: 2}"},
        [
            'lib.yaml:3:17: duplicate-keyword warning: "machine learning" on line 4 is found here '
            'too: '
            "the words count twice (keep one of them)"
        ],
    ),
    "no duplicate where the zones differ": (
        {"lib": "- {keywords: [ROS], weight: 3, case: exact, zones: [title]}\n"
                "- {keywords: [ros], weight: 2, zones: [body]}"},
        [],
    ),
    "shadowed-keyword": (
        {"lib": "- {regex: '\\Wsqlite\\b', weight: 3}\n"
                "- {keywords: [sqlite, sqlite driver], weight: 2, plural: false}"},
        [
            'lib.yaml:4:17: shadowed-keyword warning: "sqlite" is always inside a match of '
            "lib/regex-be0f88c5, which wins because it is longer (remove it, or narrow the "
            "regex)"
        ],
    ),
    "no shadow from a regex with other zones": (
        {"lib": "- {regex: '\\Wsqlite\\b', weight: 3, zones: [title]}\n"
                "- {keywords: [sqlite], weight: 2, plural: false}"},
        [],
    ),
    "contradictory-weights": (
        {"lib": "- {keywords: [redis], weight: 10}\n- {keywords: [kafka], weight: 5}\n"
                "implies: {database: 40}",
         "database": "- {keywords: [redis], weight: -2}\n- {keywords: [kafka], weight: 0}\n"
                     "- {keywords: [sql], weight: 9}"},
        [
            'database.yaml:3:17: contradictory-weights warning: "redis" takes points from the tag '
            "here, but adds 4 points from lib/redis (keep it in one of the files, with the total "
            "weight that you want)",
            'database.yaml:4:17: contradictory-weights warning: the mask "kafka" does not stop '
            "2 points from lib/kafka (use a negative weight; a mask only hides shorter words)",
        ],
    ),
    "a keyword may speak for one tag and against another": (
        {"lib": "- {keywords: [chatbot], weight: 10}",
         "database": "- {keywords: [chatbot], weight: -8}\n- {keywords: [sql], weight: 9}"},
        [],
    ),
    "unreachable-zone": (
        {"lib": "- {keywords: [a1, b1], weight: 3, zones: [html_comment]}\n"
                "- {keywords: [c1], weight: 3, zones: [html_comment, title]}\n"
                "- {keywords: [d1], weight: 3, zones: {html_comment: 20}}"},
        [
            'lib.yaml:3:44: unreachable-zone warning: "a1", "b1" can never count: the zones are '
            "worth nothing (use other zones, or give them factors: zones: {code_block: 20})"
        ],
    ),
    "unreachable-threshold": (
        {"lib": "- {keywords: [a1], weight: 3, cap: 1}\nthreshold: 20"},
        [
            "lib.yaml:1:1: unreachable-threshold warning: the tag can never be given: all its "
            "rules together are worth "
            "12 points (its threshold is 20: lower it, or add rules)"
        ],
    ),
    "impossible-requires": (
        {"lib": "- keywords: [a1]\n  weight: 3\n  requires: {any: [web browser], in: sentence}\n"
                "  unless: {any: [browser]}"},
        [
            "lib.yaml:5:15: impossible-requires warning: the condition can never hold: `unless` "
            "forbids what it requires (remove the term from one of them)"
        ],
    ),
    "a condition with a narrower unless can hold": (
        {"lib": "- keywords: [a1]\n  weight: 3\n  requires: {any: [browser], in: document}\n"
                "  unless: {any: [browser], in: sentence}"},
        [],
    ),
    "impossible-unless": (
        {"lib": "- keywords: [git cache, [lru, lru cache]]\n  weight: 3\n"
                "  unless: {any: [cache]}"},
        [
            'lib.yaml:5:13: impossible-unless warning: "git cache" can never count: it contains a '
            'term of '
            "`unless` (use another term, or another keyword)"
        ],
    ),
    "needless-requires": (
        {"lib": "- keywords: [git cache, cache]\n  weight: 3\n  requires: {any: [cache, x]}\n"
                "- keywords: [redis cache, redis]\n  weight: 3\n  requires: {any: [cache]}"},
        [
            'lib.yaml:5:15: needless-requires warning: the condition always holds: "git cache", '
            '"cache" contain one '
            "of its terms (remove the condition or the term)"
        ],
    ),
    "cycle of implies": (
        {"lib": "- {keywords: [a1], weight: 3}\nimplies: [cache]",
         "cache": "- {keywords: [b1], weight: 3}\nimplies: [database]",
         "database": "- {keywords: [c1], weight: 3}\nimplies: {lib: 5}"},
        [
            "cache.yaml:4:10: cycle warning: implies leads in a circle: cache > database > lib "
            "> cache (every keyword of one then counts for the other: leave one of them out)"
        ],
    ),
    "two cycles of suppresses": (
        {"lib": "- {keywords: [a1], weight: 3}\nsuppresses: [cache, database]",
         "cache": "- {keywords: [b1], weight: 3}\nsuppresses: [lib]",
         "database": "- {keywords: [c1], weight: 3}\nsuppresses: [lib]"},
        [
            "cache.yaml:4:13: cycle warning: suppresses leads in a circle: cache > lib > cache "
            "(excludes already means that the tags are never given together)",
            "database.yaml:4:13: cycle warning: suppresses leads in a circle: database > lib > "
            "database (excludes already means that the tags are never given together)",
        ],
    ),
    "contradictory-relations": (
        {"lib": "- {keywords: [a1], weight: 3}\nimplies: [cache]\nexcludes: [cache]",
         "cache": "- {keywords: [b1], weight: 3}"},
        [
            'lib.yaml:4:10: contradictory-relations warning: "cache" is implied, but never '
            "given together with this tag (remove it from implies, suppresses or excludes)"
        ],
    ),
    "slow-regex": (
        {"lib": "- {regex: '\\w+y', weight: 3}\n- {regex: '\\b\\w+z', weight: 3}"},
        [
            "lib.yaml:3:13: slow-regex warning: the regex begins with a repeat, so long words "
            "are read again and again (start it at a boundary, as in \\b or (?<!\\w))"
        ],
    ),
}  # fmt: skip


def warnings(rules: Folder) -> list[str]:
    return list(map(_line, checks.run(rule_sources.read(rules.path))))


def _line(problem: Problem) -> str:
    return re.sub(r"^.*/rules/", "", as_text.line(problem))


def write_vocabulary(rules: Folder, *tags: str) -> None:
    lines = [f"- {{id: {number}, name: {tag}}}\n" for number, tag in enumerate(tags, start=1)]
    rules.write("vocabulary.yaml", "".join(lines))


def write(rules: Folder, files: dict[str, str]) -> None:
    write_vocabulary(rules, *sorted(files))
    for tag, text in files.items():
        lines = text.splitlines()
        entries = [f"  {line}" for line in lines if line.startswith(("- ", "  "))]
        rest = [line for line in lines if not line.startswith(("- ", "  "))]
        rules.write(f"{tag}.yaml", "\n".join([f"tag: {tag}", "rules:", *entries, *rest]) + "\n")


@pytest.mark.parametrize("name", CASES)
def test_a_check_finds_its_mistake_and_nothing_else(name: str, rules: Folder) -> None:
    files, expected = CASES[name]
    write(rules, files)
    assert warnings(rules) == expected


def test_what_is_shared_and_unused(rules: Folder) -> None:
    write_vocabulary(rules, "lib")
    (rules.path / "lists").mkdir()
    rules.write("lists/colours.yaml", "keywords: [red]\n")
    rules.write("lists/tools.yaml", "keywords: [saw]\n")
    rules.write("fragments.yaml", "version: '\\d+'\nname: '[a-z]+'\n")
    rules.write_rules("lib", "- {lists: [tools], weight: 3}\n- {regex: 'v(?&version)', weight: 3}")
    assert warnings(rules) == [
        'fragments.yaml:2:7: unused-fragment warning: no regex uses the fragment "name" (use it, '
        "or delete it)",
        'lists/colours.yaml:1:1: unused-list warning: no rule uses the list "colours" '
        "(use it, or delete the file)",
    ]


def test_every_check_has_a_case() -> None:
    codes = set(checks.CHECKS)
    shown = {found for _, lines in CASES.values() for line in lines
             for found in re.findall(r":\d+: ([a-z-]+) ", line)}  # fmt: skip
    assert codes - shown == {"unused-list", "unused-fragment", "tag-without-rules"}


def test_tags_without_rules(rules: Folder) -> None:
    rules.write_rules("lib", "- {keywords: [a1], weight: 3}")
    assert warnings(rules) == [
        'vocabulary.yaml:1:1: tag-without-rules warning: no rule can give "database", "cache" '
        "(write a file with rules, or remove the tag)"
    ]


CORPUS_RULES = """\
- {keywords: [sqlite, oracle], weight: 9}
- {keywords: [sql], weight: 3, plural: false}
- {keywords: [sql database], weight: 3}
- {keywords: [storage], weight: 3, requires: {any: [disk]}}
- {regex: 'v\\d+ of it', weight: 3}
"""


def test_what_a_corpus_shows(rules: Folder) -> None:
    write_vocabulary(rules, "database", "lib")
    rules.write_rules("database", CORPUS_RULES)
    rules.write_rules("lib", "- {keywords: [sqlite], weight: 2}")
    reading = rule_sources.read(rules.path)
    text = "# Pond\n\nsqlite, an sql database and a storage.\n"
    observed = corpus.observe(reading.rule_set, [Record(n, readme=text) for n in range(20)])
    found = [_line(one) for one in checks.run(reading, observed)]
    assert found == [
        "database.yaml:3:5: dead-rule warning: 1 of 2 keywords never count in 20 documents: "
        '"oracle" (check spelling and zones, or remove what nobody writes)',
        'database.yaml:3:17: uninformative-rule warning: "sqlite" counts in 20 of 20 documents, '
        "so it says little (give it zones or a condition, or remove it)",
        'database.yaml:4:17: shadowed-keyword warning: "sql" occurs 20 times, always inside a '
        "longer match (remove it, unless it should count there)",
        'database.yaml:5:17: uninformative-rule warning: "sql database" counts in 20 of 20 '
        "documents, so it says little (give it zones or a condition, or remove it)",
        'database.yaml:6:17: idle-condition warning: "storage" occurs 20 times, and its '
        "condition never holds (widen the condition, or remove the keyword)",
        'database.yaml:7:5: dead-rule warning: the regex never counts in 20 documents: "v\\d+ '
        'of it" (check spelling and zones, or remove what nobody writes)',
        "lib.yaml:1:1: unused-tag warning: none of 20 documents gets the tag (see why "
        "with: tagengine explain FILE --tag NAME)",
        'lib.yaml:3:17: uninformative-rule warning: "sqlite" counts in 20 of 20 documents, so '
        "it says little (give it zones or a condition, or remove it)",
    ]


def test_rules_that_occur_outside_their_zones_are_told_apart(rules: Folder) -> None:
    write_vocabulary(rules, "lib")
    rules.write_rules(
        "lib", "- {keywords: [heron, otter, pike], weight: 9}\n"
        "- {keywords: [reed, rush], weight: 9, zones: [title]}",
    )  # fmt: skip
    reading = rule_sources.read(rules.path)
    observed = corpus.observe(
        reading.rule_set, [Record(1, readme="# Heron\n\nAn otter in the reed.")]
    )
    assert [_line(one) for one in checks.run(reading, observed)] == [
        'lib.yaml:3:5: dead-rule warning: 1 of 3 keywords never count in 1 document: "pike" '
        "(check spelling and zones, or remove what nobody writes)",
        'lib.yaml:4:5: dead-rule warning: 2 of 2 keywords never count in 1 document: "reed", '
        '"rush"; 1 of them only outside the zones (check spelling and zones, or remove what '
        "nobody writes)",
    ]


def test_the_corpus_of_the_command(rules: Folder, tmp_path: Path, cli: CommandLine) -> None:
    write_vocabulary(rules, "lib")
    rules.write_rules("lib", "- {keywords: [library, libary], weight: 9}")
    documents = tmp_path / "documents.jsonl"
    documents.write_text('{"id": 1, "readme": "# A\\n\\nA library."}\n{"id": 2}\n', "utf-8")
    code, output, error = cli(
        "rules", "check", "--rules", rules.path, "--corpus", documents, "--format", "json"
    )
    assert code == 2
    assert error == (
        f"tagengine: {documents}:2: the record has none of name, description, readme, topics\n"
    )
    assert [one["code"] for one in json.loads(output)["findings"]] == ["dead-rule"]
    assert cli("rules", "check", "--rules", rules.path, "--corpus", "none") == (
        2, "no problems in the rules; not all of the documents could be read\n",
        "tagengine: none: no such file or folder\n",
    )  # fmt: skip
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")
    assert cli("rules", "check", "--rules", rules.path, "--corpus", empty) == (
        2, "", f"tagengine: {empty}: no documents found\n",
    )  # fmt: skip


def test_warnings_are_findings_with_strict(rules: Folder, cli: CommandLine) -> None:
    write_vocabulary(rules, "lib")
    rules.write_rules(
        "lib", "- {keywords: [a1], weight: 9}\n- {keywords: [b1], weight: 3, zones: [emoji]}"
    )
    arguments = ("rules", "check", "--rules", rules.path)
    assert cli(*arguments)[0] == 0
    assert cli(*arguments, "--strict")[0] == 1
    assert json.loads(cli(*arguments, "--format", "json")[1])["warnings"] == 1


WORDS = ("ant", "bee", "cow")
conditions_ = st.none() | st.builds(
    lambda terms, scope: {"any": terms, "in": scope},
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True),
    st.sampled_from(["sentence", "section", "document"]),
)
entries = st.builds(
    lambda words, requires, unless, zones: {
        "keywords": [" ".join(words)], "weight": 5, "plural": False,
        "requires": requires, "unless": unless, "zones": zones,
    },
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
    conditions_, conditions_,
    st.none() | st.lists(st.sampled_from(["emoji", "html_comment", "title", "body"]),
                         min_size=1, unique=True),
)  # fmt: skip
sentences = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1)
NEVER = ("impossible-requires", "impossible-unless", "unreachable-zone")


@given(entries, sentences)
def test_a_rule_that_can_never_count_never_does(
    entry: dict[str, Any], text: list[list[str]]
) -> None:
    given_keys = {key: value for key, value in entry.items() if value is not None}
    files = {
        "vocabulary.yaml": "[{id: 1, name: lib}]",
        "zones.yaml": (shipped_folder() / "zones.yaml").read_text("utf-8"),
        "lib.yaml": json.dumps({"tag": "lib", "rules": [given_keys]}),
    }
    reading = rule_files.read(files)
    found = {problem.code for problem in checks.run(reading)}
    document = (
        "# ant\n\n" + ". ".join(" ".join(one).capitalize() for one in text) + "\n<!-- bee -->"
    )
    result = Engine(reading.rule_set).explain(document)
    if found & set(NEVER):
        assert result.scores.get("lib", 0) == 0
    if "needless-requires" in found:
        assert all(note.reason is not Reason.REQUIRES for note in result.left_out)


@given(
    st.dictionaries(
        st.integers(0, 5), st.lists(st.integers(0, 5), max_size=4, unique=True), max_size=6
    )
)
def test_circles_are_found_exactly_where_there_are_some(graph: dict[int, list[int]]) -> None:
    edges = {(tag, other) for tag, others in graph.items() for other in others if tag != other}
    arrows = {tag: [other for other in others if other != tag] for tag, others in graph.items()}
    found = list(relations.circles(arrows))
    for cycle in found:
        assert cycle[0] == cycle[-1] == min(cycle)
        assert set(pairwise(cycle)) <= edges
    reach = set(edges)
    for middle, start, end in product(range(6), repeat=3):
        if (start, middle) in reach and (middle, end) in reach:
            reach.add((start, end))
    assert bool(found) == any((tag, tag) in reach for tag in range(6))
