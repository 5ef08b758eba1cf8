"""`tagengine rules check`: what it finds, how it says so, and with which exit code."""

from __future__ import annotations

import json

from tests.support import CommandLine, Folder


def test_the_shipped_rules_have_no_errors(cli: CommandLine) -> None:
    code, output, error = cli("rules", "check", "--format", "json")
    assert (code, error) == (0, "")
    assert json.loads(output)["errors"] == 0


def test_errors_are_findings(rules: Folder, cli: CommandLine) -> None:
    rules.write("cache.yaml", "tag: cache\nrules:\n  - {keyword: [x], weight: 300}\n")
    rules.write("lib.yaml", "tag: libs\nrules: [{keywords: [x], weight: 3}]\n")
    code, output, error = cli("rules", "check", "--rules", rules.path)
    assert (code, error) == (1, "")
    assert output.replace(f"{rules.path}/", "").splitlines() == [
        'cache.yaml:3:6: unknown-key unknown key "keyword" (did you mean "keywords"?)',
        "cache.yaml:3:28: bad-value weight 300 is out of range (-100 to 100 points)",
        'lib.yaml:1:6: unknown-name no tag "libs" in the vocabulary (did you mean "lib"?)',
        "3 errors",
    ]


def test_a_file_that_is_not_utf_8_is_a_finding(rules: Folder, cli: CommandLine) -> None:
    (rules.path / "lib.yaml").write_bytes(b"tag: lib\n# \xff\n")
    code, output, _ = cli("rules", "check", "--rules", rules.path)
    assert code == 1
    assert output == (
        f"{rules.path}/lib.yaml:2:3: syntax not UTF-8 text (save it as UTF-8)\n1 error\n"
    )


def test_a_folder_that_is_not_there_is_bad_input(cli: CommandLine) -> None:
    assert cli("rules", "check", "--rules", "none") == (
        2, "", "tagengine: none: no such folder (correct --rules, or rules in .tagengine.yaml)\n",
    )  # fmt: skip
