"""Any files are a rule set, which tags any text, or give a `RuleErrors` with places."""

from __future__ import annotations

import re

from fuzz import tokens
from fuzz.choices import Choices
from tagengine import Engine, RuleErrors
from tagengine.rules.files import folder as rule_files
from tagengine.rules.zones import ZONE_NAMES
from tests.invariants import check_result

MODULES = (
    "rules/files/strict_yaml",
    "rules/files/yaml_nodes",
    "rules/files/folder",
    "rules/files/restrictions",
    "rules/files/tag_file",
    "rules/files/entries",
    "rules/files/examples",
    "rules/files/regexes",
    "rules/regexes/syntax",
    "rules/regexes/backtracking",
    "rules/regexes/automaton",
    "rules/files/settings",
    "rules/files/shared",
    "rules/files/vocabulary",
)
TOKENS = tokens.RULES
LONGEST = 1000  # bytes
RUNS = 120_000

_FACTORS = ", ".join(f"{zone}: 100" for zone in ZONE_NAMES)
NEXT_FILE = "\n%%\n"
_FILES = {
    "cache.yaml": "tag: cache\nrules:\n  - {keywords: [memo], weight: 9}\n",
    "vocabulary.yaml": "- {id: 1, name: cache}\n- {id: 2, name: lib}\n",
    "zones.yaml": f"zones: {{{_FACTORS}}}\nrepeats: [100, 50]\ngroups: {{text: [lead, body]}}\n"
    "sections: {license: {factor: 3, headings: [license]}}\n"
    "selection: {max_tags: 3, threshold: 2, share: 30, kind_share: 20, kind_rank: 50}\n",
    "fragments.yaml": "v: '\\d{1,4}'\n",
    "lists/words.yaml": "keywords: [sql, [k, key]]\n",
}
_LINE_END = re.compile("[\n\r\x85\u2028\u2029]")  # YAML 1.1 has more than others know
_DOCUMENT = "# Memo\n\nMemo is a sql cache v12 for the key of 数据库.\n\n- a\n\n## License\n\nlib\n"


def check(data: bytes) -> None:
    """Read files, the tag's first; those that the input has not are sound ones."""
    texts = Choices(data).text(TOKENS).split(NEXT_FILE)
    files = _FILES | dict(zip(_FILES, texts, strict=False))
    try:
        rule_set = rule_files.read(files).rule_set
    except RuleErrors as error:
        _check_problems(error, files)
        return
    result = Engine(rule_set).tag(_DOCUMENT + files["cache.yaml"])
    check_result(result)
    shuffled = rule_files.read(dict(reversed(files.items()))).rule_set
    assert (shuffled.rules, shuffled.fingerprint) == (rule_set.rules, rule_set.fingerprint)


def _check_problems(error: RuleErrors, files: dict[str, str]) -> None:
    """Assert that every problem stands in one of the files, and is said on one line."""
    assert error.problems
    for problem in error.problems:
        assert 1 <= problem.line <= len(_LINE_END.findall(files[problem.path])) + 2
        assert problem.column >= 1
        assert "\n" not in str(problem)
