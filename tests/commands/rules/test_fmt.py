"""`tagengine rules fmt`: what it writes, says and leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagengine.rules import sources as rule_sources
from tests.support import CommandLine, Folder

UNTIDY = "tag: cache\nrules:\n- weight: 3\n  keywords: [x, memo]\n"
TIDY = "tag: cache\n\nrules:\n  - keywords: [memo, x]\n    weight: 3\n"


def _run(cli: CommandLine, rules: Folder, *options: str) -> tuple[int, str, str]:
    code, output, error = cli("rules", "fmt", "--rules", rules.path, *options)
    return code, output.replace(f"{rules.path}", "rules"), error.replace(f"{rules.path}", "rules")


def test_files_are_written_where_they_change(rules: Folder, cli: CommandLine) -> None:
    rules.write("cache.yaml", UNTIDY)
    rules.write("lib.yaml", TIDY.replace("cache", "lib"))
    before = (rules.path / "lib.yaml").stat().st_ino
    assert _run(cli, rules) == (
        0,
        "formatted rules/cache.yaml\n1 file formatted, 3 already in order\n",
        "",
    )
    assert (rules.path / "cache.yaml").read_text() == TIDY
    assert (rules.path / "lib.yaml").stat().st_ino == before
    assert _run(cli, rules) == (0, "0 files formatted, 4 already in order\n", "")


def test_check_writes_nothing(rules: Folder, cli: CommandLine) -> None:
    rules.write("cache.yaml", UNTIDY)
    assert _run(cli, rules, "--check") == (
        1,
        "would format rules/cache.yaml\n1 file to format, 2 already in order\n",
        "",
    )
    assert (rules.path / "cache.yaml").read_text() == UNTIDY
    rules.write("cache.yaml", TIDY)
    assert _run(cli, rules, "--check") == (0, "0 files to format, 3 already in order\n", "")


def test_diff_shows_what_would_change(rules: Folder, cli: CommandLine) -> None:
    rules.write("cache.yaml", UNTIDY.rstrip("\n"))
    code, output, error = _run(cli, rules, "--diff")
    assert (code, error) == (1, "tagengine: 1 file to format, 2 already in order\n")
    assert output.splitlines() == [
        "--- rules/cache.yaml",
        "+++ rules/cache.yaml",
        "@@ -1,4 +1,5 @@",
        " tag: cache",
        "+",
        " rules:",
        "-- weight: 3",
        "-  keywords: [x, memo]",
        "\\ No newline at end of file",
        "+  - keywords: [memo, x]",
        "+    weight: 3",
    ]
    assert (rules.path / "cache.yaml").read_text() == UNTIDY.rstrip("\n")


def test_line_ends_and_a_byte_order_mark_are_normalised(rules: Folder, cli: CommandLine) -> None:
    path = rules.path / "cache.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert _run(cli, rules)[0] == 0
    assert path.read_bytes() == TIDY.encode()


def test_files_with_mistakes_are_not_touched(rules: Folder, cli: CommandLine) -> None:
    rules.write("cache.yaml", UNTIDY)
    rules.write("lib.yaml", "tag: libs\nrules: [{keywords: [x], weight: 3}]\n")
    assert _run(cli, rules) == (
        2,
        "",
        'tagengine: rules/lib.yaml:1:6: no tag "libs" in the vocabulary (did you mean "lib"?)\n',
    )
    assert (rules.path / "cache.yaml").read_text() == UNTIDY


def test_the_rules_of_an_installed_package_stay_as_they_are(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "site-packages" / "tagengine"
    (installed / "shipped_rules").mkdir(parents=True)
    monkeypatch.setattr(rule_sources, "__file__", str(installed / "rules" / "sources.py"))
    assert cli("rules", "fmt") == (
        2,
        "",
        "tagengine: the shipped rules are part of the package (--rules names your own)\n",
    )
