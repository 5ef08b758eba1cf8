"""`tagengine codes`: every code of a finding has a meaning, an example and a fix."""

from __future__ import annotations

from tagengine.reporting.findings.codes import explained
from tests.support import CommandLine


def test_a_code_is_explained(cli: CommandLine) -> None:
    assert cli("codes", "unknown-tag") == (
        0,
        "unknown-tag: The tag is not in the vocabulary.\n\nFor example:\n\n    tags: [databse]\n\n"
        "Instead, write:\n\n    tags: [database]\n\n"
        "To ignore it in .tagengine.yaml:  ignore: {unknown-tag: the reason}\n"
        "To ignore it in a record:  tagengine: {ignore: [unknown-tag], reason: the reason}\n",
        "",
    )
    assert cli("codes", "unknown-tga")[2] == (
        'tagengine: no code "unknown-tga" (did you mean "unknown-tag"?)\n'
    )


def test_all_are_listed_in_80_columns(cli: CommandLine) -> None:
    code, output, error = cli("codes")
    assert (code, error) == (0, "")
    assert all(len(line) <= 80 for line in output.splitlines())
    assert all(f"\n{name} " in f"\n{output}" for name in explained())
