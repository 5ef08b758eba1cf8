"""The examples of rule files: which pass, and what is said of those that fail."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from tests.support import CommandLine, Folder

CACHE = """\
tag: cache
rules:
  - keywords: [memcached, caching library]
    weight: 8
    zones: [title]
    examples:
      match: ["It talks to memcached.", "It talks."]
      no_match: ["# memcached"]
  - keywords: [cache, lru]
    weight: 4
    unless: {any: [browser], in: sentence}
  - keywords: [page cache]
    weight: 0
examples:
  match:
    - "# Tide\\n\\nTide is a cache for the browser. It has an LRU."
    - "# Tide\\n\\nTide manages the page cache."
    - "# Tide\\n\\nTide is a cache."
  no_match:
    - "# Tide\\n\\nTide is an LRU.\\n\\nOne\\n\\nTwo\\n\\nThree"
    - "# Tide\\n\\nTide is a database."
"""
DATABASE = "- {keywords: [tide], weight: 8}"
EXPECTED = """\
cache.yaml:16:7: failed-example match: cache is not given
    | # Tide
    |
    | Tide is a cache for the browser. It has an LRU.
  - wanted: cache
  + given:  database 28.00
  cache: 4.80 points (too far below the best score: needed 10.64, 5.84 more)
       4.80  cache/lru  "LRU"  lead 3:44
    left out  cache/cache  "cache"  noun 3:11
              an unwanted term is near: "browser" in its sentence

cache.yaml:17:7: failed-example match: cache is not given
    | # Tide
    |
    | Tide manages the page cache.
  - wanted: cache
  + given:  database 42.00
  cache: 0.00 points (no rule matched)
    left out  cache/page-cache  "page cache"  head 3:18
              its rule is a mask
    left out  cache/cache  "cache"  noun 3:23
              inside a longer match, "page cache" of cache/page-cache

cache.yaml:20:7: failed-example no_match: cache is given
    | # Tide
    |
    | Tide is an LRU.
    |
    | One
    |
    | … 3 more lines
  - wanted: anything but cache
  + given:  database 28.00, cache 16.00
  cache: 16.00 points (chosen; needed 10.64)
      16.00  cache/lru  "LRU"  noun 3:12

cache.yaml:7:15: failed-example match: no rule of its entry counts
    | It talks to memcached.
  - wanted: one of cache/memcached, cache/caching-library
  + counted: none of them
    left out  cache/memcached  "memcached"  tagline 1:13
              its rule does not count in this zone

cache.yaml:7:41: failed-example match: no rule of its entry counts
    | It talks.
  - wanted: one of cache/memcached, cache/caching-library
  + counted: none of them
    the text has none of their words

cache.yaml:8:18: failed-example no_match: a rule of its entry counts
    | # memcached
  - wanted: none of cache/memcached, cache/caching-library
  + counted: cache/memcached
      20.00  cache/memcached  "memcached"  title 1:3

8 examples, 6 failed
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(rules: Folder, cli: CommandLine) -> Run:
    rules.write("cache.yaml", CACHE)
    rules.write_rules("database", DATABASE)

    def run_(*arguments: str) -> tuple[int, str, str]:
        code, output, error = cli("rules", "test", "--rules", rules.path, *arguments)
        return code, output.replace(f"{rules.path}/", ""), error

    return run_


def test_what_fails_is_explained(run: Run) -> None:
    assert run() == (1, EXPECTED, "")


def test_a_filter_by_rule_tag_or_place(run: Run) -> None:
    assert run("-k", "caching-LIB")[1].endswith("3 examples, 3 failed\n")
    assert run("-k", "cache.yaml:18") == (0, "1 example, none failed\n", "")
    assert run("-k", "yaml:2")[1].endswith("2 examples, 1 failed\n")
    assert run("-k", "database") == (
        2,
        "",
        'tagengine: no example is in a file, or of a tag or rule, that contains "database"\n',
    )


def test_json_has_the_audit_of_what_failed(run: Run) -> None:
    code, output, _ = run("--format", "json")
    data = json.loads(output)
    assert (code, data["examples"], data["failed"]) == (1, 8, 6)
    first = data["failures"][0]
    del first["text"]
    why = first.pop("why")
    assert first == {
        "path": "cache.yaml", "line": 16, "tag": "cache ", "key": "match", "rules": [],
        "wanted": ["cache "], "met": ["database"],
    }  # fmt: skip
    assert (why["score"], why["verdict"]) == (480, "below-share")
    assert [one["reason"] for one in why["left_out"]] == ["unless"]
    assert data["failures"][3]["rules"] == ["cache/memcached", "cache/caching-library"]


def test_junit_has_every_example(run: Run) -> None:
    root = ET.fromstring(run("--format", "junit")[1])
    assert root.attrib == {"tests": "8", "failures": "6", "errors": "0"}
    (suite,) = root
    cases = {case.get("name"): case for case in suite}
    assert list(cases)[2:4] == ["3: cache match line 18", "4: cache no_match line 20"]
    assert len(cases["3: cache match line 18"]) == 0
    failure = cases["8: cache no_match line 8"][0]
    assert failure.get("message") == "no_match: a rule of its entry counts"
    assert (failure.text or "").splitlines()[1] == "    | # memcached"


def test_without_examples(rules: Folder, cli: CommandLine) -> None:
    rules.write_rules("database", DATABASE)
    assert cli("rules", "test", "--rules", rules.path) == (
        0, "no examples (write some: examples: {match: […], no_match: […]})\n", "",
    )  # fmt: skip


def test_rules_that_cannot_be_loaded_are_bad_input(rules: Folder, cli: CommandLine) -> None:
    rules.write("lib.yaml", "tag: lib\n")
    code, output, error = cli("rules", "test", "--rules", rules.path)
    assert (code, output) == (2, "")
    assert 'lib.yaml:1:1: no key "rules"' in error


def test_hostile_examples_stay_on_their_lines(rules: Folder, cli: CommandLine) -> None:
    rules.write_rules("lib", "- {keywords: [x1], weight: 3}")
    text = (rules.path / "lib.yaml").read_text("utf-8")
    hostile = r'examples: {match: ["\e[31m\u202e\u0085::error::\0 ]]> <b>"]}'
    rules.write("vocabulary.yaml", '- {id: 1, name: "lib"}\n- {id: 2, name: "\\e[1mx"}\n')
    rules.write("x.yaml", 'tag: "\\e[1mx"\nrules: [{keywords: [nope], weight: 3}]\n'
                'examples: {match: [a]}\n')  # fmt: skip
    rules.write("lib.yaml", text + hostile + "\n")
    code, output, _ = cli("rules", "test", "--rules", rules.path)
    assert code == 1
    assert "\x1b" not in output
    assert "\u202e" not in output
    report = cli("rules", "test", "--rules", rules.path, "--format", "junit")[1]
    assert ET.fromstring(report)[0][0][0].text is not None
