"""`tagengine explain`: what a person sees, what nobody may see, and the other formats."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tagengine import Engine
from tagengine.document.document import Source
from tagengine.reporting.marked_text import marked_lines
from tests.support import CommandLine, Folder, examples

README = "# Ember\n\nA memo store for rows.\n\n## Notes\n\nThe sql and SQL store of a toy crate.\n"
HOSTILE = (
    "# sql\x1b[31m\x07\u202esql\u2066\u200b\n\n"
    "sql \x1b]8;;http://x\x1b\\\\sql\x9b1m \U000e0041 [red]sql[/red] \u2028 sql\r\n"
)

LEGEND = """
points: what the words add to the tag's score, or take from it
needed: the score that the tag must reach (its threshold, or its share of the best score)
"""
ALL = """\
README.md: database, cache

database  38.12  ████████████████████████
cache     23.48  ██████████████

database  38.12 points (chosen; needed 14.48)
points  rule            zone  where      text
 32.00  database/store  noun  3:8        "store"
  4.72  database/sql    body  7:5, 7:13  "sql"
  1.40  database/store  body  7:17       "store"

cache  23.48 points (chosen; needed 14.48)
points  rule        zone  where      text
 24.00  cache/memo  head  3:3        "memo"
 -0.52  cache/sql   body  7:5, 7:13  "sql"

In the text
3 | A memo store for rows.
  |   ^^^^ ^^^^^ cache, database
7 | The sql and SQL store of a toy crate.
  |     ^^^     ^^^ ^^^^^ cache, database

Runners-up
0.70  lib  too far below the best score: needed 14.48, 13.78 more
"""
LIB = """\
README.md: database, cache

lib  0.70 points (too far below the best score: needed 14.48, 13.78 more)
points  rule       zone  where  text
  0.70  lib/crate  body  7:32   "crate"

In the text
7 | The sql and SQL store of a toy crate.
  |                                ^^^^^ lib

With 13.78 more points, lib would be given.
"""
DATABASE = """\
README.md: database, cache

database  38.12 points (chosen; needed 14.48)
points  rule            zone  where      text
 32.00  database/store  noun  3:8        "store"
  4.72  database/sql    body  7:5, 7:13  "sql"
  1.40  database/store  body  7:17       "store"

In the text
3 | A memo store for rows.
  |        ^^^^^ database
7 | The sql and SQL store of a toy crate.
  |     ^^^     ^^^ ^^^^^ database

Found, but not counted
where  zone  text     rule            because
7:32   body  "crate"  database/crate  an unwanted term is near: "toy" in its
                                      sentence

With 28.13 fewer points, database would not be given.
- without the rule database/store, -33.40 points
"""
MARKDOWN = """\
## README\\.md\\: database, cache

| tag | because of | points |
| --- | --- | ---: |
| database | "store" in noun, line 3\\: 32\\.00; "sql" in body, line 7\\: 3\\.15; "SQL" in \
body, line 7\\: 1\\.57 | 38\\.12 |
| cache | "memo" in head, line 3\\: 24\\.00; "sql" in body, line 7\\: \\-0\\.35; "SQL" in body, \
line 7\\: \\-0\\.17 | 23\\.48 |

| runner\\-up | not given because | points |
| --- | --- | ---: |
| lib | too far below the best score\\: needed 14\\.48, 13\\.78 more | 0\\.70 |
"""
GITHUB = """\
::notice title=tagengine (cache),file=README.md,line=3,col=3::README.md:3:3: tag cache, 23.48 \
points: 24.00 of them for "memo" in head by the rule cache/memo (chosen; needed 14.48)
::notice title=tagengine (database),file=README.md,line=3,col=8::README.md:3:8: tag database, \
38.12 points: 32.00 of them for "store" in noun by the rule database/store (chosen; needed \
14.48)
::notice title=tagengine::2 notes
"""


@pytest.fixture
def folder(rules: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rules and settings of the test's own, a README in the current folder, 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    settings = yaml.safe_load((rules.path / "zones.yaml").read_text("utf-8"))
    settings["zones"] |= {"title": 250, "head": 400, "noun": 400, "body": 35}
    settings["sections"]["main"]["factor"] = 100
    settings["repeats"] = [100, 50, 25, 12]
    settings["selection"] = {
        "max_tags": 3, "threshold": 10, "share": 38, "kind_share": 18, "kind_rank": 55,
    }  # fmt: skip
    rules.write("zones.yaml", yaml.safe_dump(settings, allow_unicode=True))
    rules.write_rules(
        "database",
        "- {keywords: [store], weight: 8}\n- {keywords: [sql], weight: 9}\n"
        "- {keywords: [crate], weight: 5, unless: {any: [toy], in: sentence}}",
    )
    rules.write_rules("cache", "- {keywords: [memo], weight: 6}\n- {keywords: [sql], weight: -1}")
    rules.write_rules("lib", "- {keywords: [crate], weight: 2}")
    Path("README.md").write_text(README)
    return rules.path


def test_the_verdict_comes_first_and_the_text_is_marked(folder: Path, cli: CommandLine) -> None:
    code, output, error = cli("explain", "README.md", "--rules", folder)
    assert (code, error) == (0, "")
    assert output == ALL + LEGEND


def test_why_not_says_what_was_left_out_and_what_would_change_it(
    folder: Path, cli: CommandLine
) -> None:
    code, output, _ = cli("explain", "README.md", "--rules", folder, "--tag", "lib")
    assert code == 0
    assert output == LIB + LEGEND


def test_a_given_tag_says_what_it_hangs_on(folder: Path, cli: CommandLine) -> None:
    output = cli("explain", "README.md", "--rules", folder, "--tag", "database")[1]
    assert output == DATABASE + LEGEND


@pytest.mark.parametrize("form", ["text", "markdown", "github", "sarif"])
@pytest.mark.parametrize("options", [(), ("--tag", "database")], ids=["all", "tag"])
def test_nothing_of_a_document_controls_the_terminal(
    form: str, options: tuple[str, ...], folder: Path, cli: CommandLine
) -> None:
    if options and form != "text":
        return
    Path("README.md").write_text(HOSTILE)
    code, output, _ = cli("explain", "README.md", "--rules", folder, "--format", form, *options)
    assert code == 0
    assert all(character.isprintable() or character == "\n" for character in output)
    assert "[red]" in output or form != "text"


def test_output_fits_80_columns_and_needs_no_colour(
    folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    Path("README.md").write_text("# 数据 sql 库 " + "数 sql " * 60 + "\n\n" + "x" * 300 + " sql\n")
    for options in ((), ("--tag", "database")):
        output = cli("explain", "README.md", "--rules", folder, *options)[1]
        assert "\x1b" not in output
        assert max(map(cell_len, output.splitlines())) <= 80 + len(" database")
        assert "^^^" in output


@examples(80)
@given(st.text(st.sampled_from("sql \n\r\t数é\u0301\u202ex"), max_size=60), st.integers(10, 40))
def test_marks_stand_below_what_they_mark(engine: Engine, text: str, width: int) -> None:
    result = engine.tag(text)
    entries = [result.evidence.tags[0]] if result.evidence.tags else []
    for line in marked_lines([Source("readme", text)], entries, width):
        assert line.text.isprintable()
        marked = "".join(line.text[start:end] for start, end in line.marks)
        assert line.below.count("^") == cell_len(marked) or len(line.marks) > 1
        start = cell_len(line.margin + line.text[: line.marks[0][0]])
        assert line.below.index("^") == start


def test_markdown_is_for_a_comment(folder: Path, cli: CommandLine) -> None:
    code, output, _ = cli("explain", "README.md", "--rules", folder, "--format", "markdown")
    assert code == 0
    assert output == MARKDOWN


def test_notes_are_annotations(folder: Path, cli: CommandLine) -> None:
    code, output, _ = cli("explain", "README.md", "--rules", folder, "--format", "github")
    assert code == 0
    assert output == GITHUB


def test_sarif_has_a_note_for_each_tag(folder: Path, cli: CommandLine) -> None:
    output = cli("explain", "README.md", "--rules", folder, "--format", "sarif")[1]
    (run,) = json.loads(output)["runs"]
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        ("cache", "note"),
        ("database", "note"),
    ]


def test_a_document_without_tags_has_a_note_too(folder: Path, cli: CommandLine) -> None:
    Path("README.md").write_text("nothing")
    output = cli("explain", "README.md", "--rules", folder, "--format", "github")[1]
    assert "README.md:1:1: no tag is given" in output
    assert cli("explain", "README.md", "--rules", folder)[1] == "README.md: no tag\n"


def test_a_tag_alone_goes_with_text_and_json_only(folder: Path, cli: CommandLine) -> None:
    code, _, error = cli("explain", "README.md", "--tag", "lib", "--format", "sarif")
    assert (code, error) == (
        2, "tagengine: --tag cannot be used with --format sarif (leave one out)\n",
    )  # fmt: skip


def test_the_json_of_one_tag_has_the_least_change(folder: Path, cli: CommandLine) -> None:
    output = cli("explain", "README.md", "--rules", folder, "--tag", "lib", "--format", "json")[1]
    change = json.loads(output)["change"]
    assert change["points"] > 0
    assert json.loads(output)["verdict"] == "below-share"


def test_names_and_ids_are_whole_at_any_width(
    rules: Folder, tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "60")
    name = "Communication - Email - Complete Solutions for Everybody"
    rules.write("vocabulary.yaml", f"- {{id: 1, name: {name}}}\n")
    rules.write_rules(name, "- {keywords: [electronic mail server], weight: 20}")
    Path("README.md").write_text("# Ember\n\nAn electronic mail server.\n")
    output = cli("explain", "README.md", "--rules", rules.path)[1]
    assert output.splitlines()[0] == f"README.md: {name}"
    assert f"{name.casefold()}/electronic-mail-server" in output
    assert "…" not in output.split("In the text")[0]


SCALE = """\
zones: {title: 100, noun: 100, head: 100}
counts_in: [summary]
brackets: [{percent: 100}]
confidence: [{score: 0, percent: 20}, {score: 10, percent: 60}, {score: 90, percent: 98}]
"""


def test_how_sure_a_tag_is_and_where_a_word_was_learned(
    rules: Folder, tmp_path: Path, cli: CommandLine
) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write("scale.yaml", SCALE)
    (rules.path / "learned").mkdir()
    rules.write("learned/database.yaml", "tag: database\nwords:\n  ledger: +21, in 41 of 1047\n")
    (tmp_path / "README.md").write_text("# Sql ledger\n")
    page = tmp_path / "page.html"
    _, output, _ = cli("explain", tmp_path / "README.md", "--rules", rules.path)
    cli("explain", tmp_path / "README.md", "--rules", rules.path, "--format", "html", "-o", page)
    (sure,) = re.findall(r"(\d+) % likely to be right; needed", output)
    assert re.search(rf"^database +[\d.]+ +{sure} %  █", output, re.MULTILINE)
    assert '"ledger", in 41 of 1,047 projects' in " ".join(output.split())
    text = page.read_text("utf-8")
    assert f"chosen; {sure} % likely to be right; needed" in text
    assert "learned: in 41 of 1,047 projects" in text
