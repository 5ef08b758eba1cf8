"""The command line: output, exit codes and the wording of every complaint."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from tagengine import Engine, cli
from tagengine.cli import program
from tagengine.version import __version__
from tests.support import CommandLine, Folder, read_one_line
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
README = "# Ember\n\nEmber is a SQL database.\n"


@pytest.fixture
def readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A README in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(README)
    return "README.md"


def test_tag_prints_one_line_of_json(readme: str, folder: Path, cli: CommandLine) -> None:
    assert cli("tag", readme, "--rules", folder) == (
        0,
        '{"id":"README.md","tags":[{"id":1,"name":"database"}]}\n',
        "",
    )


@pytest.mark.parametrize(("form", "tags"), [("id", "[1]"), ("name", '["database"]')])
def test_tags_as(form: str, tags: str, readme: str, folder: Path, cli: CommandLine) -> None:
    code, output, _ = cli("tag", readme, "--rules", folder, "--tags-as", form, "--id", "7")
    assert (code, output) == (0, f'{{"id":"7","tags":{tags}}}\n')


def test_standard_input(folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(README.encode())))
    assert json.loads(cli("tag", "-", "--rules", folder)[1])["id"] == "-"


def test_a_folder_gives_its_readmes_sorted(readme: str, folder: Path, cli: CommandLine) -> None:
    for path in ("b/README.MD", "a/x/Readme.markdown", "node_modules/README.md", ".git/README.md"):
        Path(path).parent.mkdir(parents=True)
        Path(path).write_text("# memo\n")
    code, output, _ = cli("tag", ".", "--rules", folder, "--tags-as", "name")
    assert code == 0
    assert [json.loads(line)["id"] for line in output.splitlines()] == [
        "README.md",
        "a/x/Readme.markdown",
        "b/README.MD",
    ]


def test_records(tmp_path: Path, folder: Path, cli: CommandLine) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(
        '{"id": 5, "name": "memo", "readme": null}\n\n'
        '{"topics": ["sql"], "description": "A crate"}\n'
    )
    code, output, error = cli("tag", path, "--rules", folder, "--tags-as", "name")
    assert (code, error) == (0, "")
    assert [json.loads(line) for line in output.splitlines()] == [
        {"id": 5, "tags": ["cache "]},
        {"id": f"{path}:3", "tags": ["lib", "database"]},
    ]


def test_a_broken_line_does_not_stop_the_others(
    tmp_path: Path, folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.jsonl").write_text(
        '{"id": "a", "name": "sql"}\n'
        '{"id": "b", "name": \n'
        '{"id": true, "readme": [3], "topics": {"x": 1}}\n'
        "[1]\n"
        '{"id": "c"}\n' + "[" * 100_000 + '\n{"id": "d", "name": "memo"}'
    )
    code, output, error = cli("tag", "r.jsonl", "--rules", folder, "--tags-as", "id")
    assert code == 2
    assert output == '{"id":"a","tags":[1]}\n{"id":"d","tags":[2]}\n'
    assert error.splitlines() == [
        "tagengine: r.jsonl:2:20: not valid JSON: Expecting value (write one record on each line)",
        'tagengine: r.jsonl:3: "readme" is not a text; "topics" is not a list of texts; '
        '"id" is neither a text nor a whole number',
        'tagengine: r.jsonl:4: a record is an object like {"id": …, "readme": …}',
        "tagengine: r.jsonl:5: the record has none of name, description, readme, topics",
        "tagengine: r.jsonl:6: cannot read this JSON: nested too deeply",
    ]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", 0, "x.md: the document is empty, so it gets no tag"),
        (b"\n \n", 0, "x.md: the document is empty, so it gets no tag"),
        (b"\x7fELF\0\0sql", 2, "x.md: not a text file (a NUL byte at byte 4)"),
        (
            b"# sql\n\nsmall \xe9t\xe9\n",
            0,
            "x.md:3: not UTF-8 from byte 13 on; those bytes were replaced",
        ),
        (
            b"# sql\n" + b"text text text\n" * 3_500_000,
            0,
            "x.md: only the first 262,144 of 52,500,006 bytes were read (--max-bytes reads more)",
        ),
    ],
    ids=["empty", "blank", "binary", "not UTF-8", "50 MB"],
)
def test_odd_documents(
    content: bytes,
    code: int,
    message: str,
    tmp_path: Path,
    folder: Path,
    cli: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.md").write_bytes(content)
    got, output, error = cli("tag", "x.md", "--rules", folder, "--tags-as", "id")
    assert (got, error) == (code, f"tagengine: {message}\n")
    expected = '{"id":"x.md","tags":[1]}\n' if b"sql" in content else '{"id":"x.md","tags":[]}\n'
    assert output == ("" if code else expected)


def test_utf_16_is_read(tmp_path: Path, folder: Path, cli: CommandLine) -> None:
    path = tmp_path / "x.md"
    path.write_bytes("# sql\n".encode("utf-16"))
    assert cli("tag", path, "--rules", folder, "--tags-as", "id")[1].endswith('"tags":[1]}\n')


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tag", "none.md"], "tagengine: none.md: no such file or folder"),
        (
            ["tag", "."],
            "tagengine: .: no README in this folder or below (name other documents one by one)",
        ),
        (
            ["tag", "x.md", "--rules", "none"],
            "tagengine: none: no such folder (correct --rules, or rules in .tagengine.yaml)",
        ),
        (["tag", "x.md", "--rules", "."], "tagengine: .: no rule files (*.yaml) in this folder"),
        (
            ["tag", "x.md", "--vocabulary", "none"],
            "tagengine: none: no such file (correct --vocabulary, or vocabulary in "
            ".tagengine.yaml)",
        ),
        (["prompt", "none"], "tagengine: none: no such file or folder"),
        (["eval", "none"], "tagengine: none: no such file or folder"),
        (
            ["explain", "x.md", "--tag", "databse"],
            'tagengine: no tag "databse" in the vocabulary (did you mean "database"?)',
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    cli: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.md").write_text("# Ember\n")
    assert cli(*arguments) == (2, "", message + "\n")


def test_usage_errors_name_the_option(cli: CommandLine) -> None:
    code, _, error = cli("tag", "x.md", "--max-tags", "many")
    assert code == 2
    assert "Invalid value for '--max-tags': 'many' is not a valid whole number." in error


def test_id_is_for_one_document(readme: str, folder: Path, cli: CommandLine) -> None:
    code, _, error = cli("tag", readme, readme, "--id", "1", "--rules", folder)
    assert code == 2
    assert error == ("tagengine: --id is for one document, but there are several (leave it out)\n")


def test_broken_rules_give_all_their_problems(readme: str, rules: Folder, cli: CommandLine) -> None:
    rules.write("database.yaml", "tag: databas\nrule: []\n")
    code, output, error = cli("tag", readme, "--rules", rules.path)
    assert (code, output) == (2, "")
    assert error.splitlines() == [
        f'{rules.path}/database.yaml:1:6: no tag "databas" in the vocabulary '
        '(did you mean "database"?)',
        f'{rules.path}/database.yaml:2:1: unknown key "rule" (did you mean "rules"?)',
    ]


def test_another_vocabulary(readme: str, folder: Path, cli: CommandLine) -> None:
    Path("v.json").write_text('[{"id":"x","name":"Database"},{"id":"y","name":"new"}]')
    assert cli("tag", readme, "--rules", folder, "--vocabulary", "v.json") == (
        0,
        '{"id":"README.md","tags":[{"id":"x","name":"Database"}]}\n',
        "tagengine: 1 tag has no rules and cannot be given: new\n",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{}",
            "tagengine: v.yaml:1:1: expected a list of tags, found a mapping "
            "(begin each item with '- ')",
        ),
        ("- {id: 1}", 'tagengine: v.yaml:1:3: no key "name" (as in: name: cache)'),
        (
            "- {id: 1, name: a}\n- {id: 1, name: A}",
            "v.yaml:2:3: the tag id 1 occurs twice (it is on line 1 already)\n"
            'v.yaml:2:3: the tag name "A" occurs twice (it is on line 1 already)',
        ),
        ("[]", "tagengine: v.yaml: the vocabulary has no tag (give at least one id and name)"),
        (
            "- {",
            "tagengine: v.yaml:2:1: not valid YAML: did not find expected node content "
            "(check indentation, quotes and colons)",
        ),
    ],
)
def test_broken_vocabularies(
    text: str, message: str, readme: str, folder: Path, cli: CommandLine
) -> None:
    Path("v.yaml").write_text(text)
    code, _, error = cli("tag", readme, "--rules", folder, "--vocabulary", "v.yaml")
    assert (code, error) == (2, f"{message}\n")


def every_command(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command of a group, its own first."""
    yield names
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from every_command(command, *names, name)
        else:
            yield *names, name


@pytest.mark.parametrize("command", list(every_command(program)))
def test_help_has_an_example(command: tuple[str, ...], cli: CommandLine) -> None:
    code, output, _ = cli(*command, "--help")
    assert code == 0
    assert re.search(r"\n  Examples?:\n    (cat README.md \| )?tagengine ", output)
    assert "\\" not in output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell: str, cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_TAGENGINE_COMPLETE", f"{shell}_source")
    code, output, _ = cli()
    assert code == 0
    assert f"_TAGENGINE_COMPLETE={shell}_complete" in output


def test_version(cli: CommandLine) -> None:
    assert cli("--version")[1] == f"tagengine, version {__version__}\n"


def test_a_bug_of_ours_is_one_line(
    readme: str, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Engine:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(Engine, "load", fail)
    code, _, error = cli("tag", readme)
    assert code == 3
    said = (
        f"tagengine: a bug in tagengine {__version__}: ZeroDivisionError: oops"
        " (please report it, with the output of: tagengine --debug …)"
    )
    assert error == f"{said}\n"
    code, _, error = cli("--debug", "tag", readme)
    trace = error.splitlines()
    assert code == 3
    assert (trace[0], trace[-2:]) == (
        "Traceback (most recent call last):",
        ["ZeroDivisionError: oops", said],
    )


def test_ctrl_c_and_a_full_disk_end_cleanly(
    readme: str, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_with(error: BaseException) -> Callable[..., Engine]:
        def fail(*_: object) -> Engine:
            raise error

        return fail

    monkeypatch.setattr(Engine, "load", fail_with(KeyboardInterrupt()))
    assert cli("tag", readme) == (130, "", "tagengine: interrupted\n")
    monkeypatch.setattr(Engine, "load", fail_with(OSError(28, "No space left on device", "x")))
    assert cli("tag", readme) == (2, "", "tagengine: x: no space left on device\n")


def test_a_closed_pipe_is_no_error(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text('{"id": "abcdefgh", "name": "sql"}\n' * 20_000)
    command = [sys.executable, str(ROOT / "cli.py"), "tag", str(path), "--rules", str(folder)]
    assert read_one_line(command) == (0, b"")


@pytest.mark.parametrize(
    ("closed", "code", "output", "error"),
    [
        ("<&-", 0, '{"id":"-","tags":[]}\n',
         "tagengine: -: the document is empty, so it gets no tag\n"),
        (">&-", 2, "",
         "tagengine: standard output is closed (send it somewhere, such as > tags.jsonl)\n"),
        ("2>&-", 0, '{"id":"-","tags":[]}\n', ""),
    ],
)  # fmt: skip
def test_closed_streams(closed: str, code: int, output: str, error: str, folder: Path) -> None:
    command = f'"{sys.executable}" -m tagengine tag - --rules "{folder}" {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command], input="", capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, output, error)


@pytest.mark.parametrize("columns", ["0", "20"])
def test_a_narrow_terminal_does_not_shred_tables(
    columns: str, readme: str, folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    code, output, _ = cli("explain", readme, "--rules", folder)
    assert code == 0
    assert "database/sql" in output


def test_the_output_is_utf_8_in_every_locale(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "naïve.md"
    path.write_text("# sql\n")
    for locale in ("C", "POSIX", "C.UTF-8"):
        environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0"}
        command = [sys.executable, str(ROOT / "cli.py"), "tag", str(path), "--rules", str(folder)]
        output = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
        assert json.loads(output.decode())["tags"] == [{"id": 1, "name": "database"}]


def test_the_program_exits_with_the_code_of_main(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["tagengine", "--version"])
    with pytest.raises(SystemExit) as exit_:
        cli.run()
    assert exit_.value.code == 0


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
def test_a_device_is_said_to_be_larger_without_a_number(folder: Path, cli: CommandLine) -> None:
    assert cli("tag", "/dev/zero", "--max-bytes", "9", "--rules", folder) == (
        2,
        "",
        "tagengine: /dev/zero: only the first 9 of more were read (--max-bytes reads more)\n"
        "tagengine: /dev/zero: not a text file (a NUL byte at byte 0)\n",
    )


@pytest.mark.parametrize("name", ["a\nb.md", "\x1b[31m.md", "\u202ecod.md", "a\r.md"])
def test_a_file_s_name_neither_splits_nor_colours_a_message(
    name: str, tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = name.encode("unicode_escape").decode()
    assert cli("tag", name) == (2, "", f"tagengine: {said}: no such file or folder\n")
    assert cli("tag", "x.md", "--rules", name)[2].startswith(f"tagengine: {said}: no such folder")
    assert name not in cli("tag", "x.md", name, "--max-tags", name)[2]


def test_no_line_of_a_report_commands_a_build_server(
    tmp_path: Path, folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("::error::x.md").write_text("# sql ##[add-mask]sql\n")
    code, output, error = cli("explain", "::error::x.md", "--rules", folder)
    assert (code, error) == (0, "")
    assert output.startswith(r"\x3a:error::x.md: database")
    assert r"sql #\x23[add-mask]sql" in output


@dataclass(frozen=True)
class Program:
    """The program as a process of its own, run by a shell."""

    folder: Path

    def __call__(self, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a line in which `tagengine` stands for the program; rules are the test's."""
        program = f'"{sys.executable}" "{ROOT / "cli.py"}"'
        given = f'RULES="{self.folder}"; {line.replace("tagengine", program)}'
        return subprocess.run(
            ["/bin/sh", "-c", given],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder.parent,
            env={**os.environ, **environment},
        )


@pytest.fixture
def program_in(folder: Path) -> Program:
    """The program, in the folder above that of its rules, with a README."""
    (folder.parent / "README.md").write_text(README)
    return Program(folder)


TAGS = '{"id":"README.md","tags":[{"id":1,"name":"database"}]}\n'


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_a_full_disk(program_in: Program) -> None:
    done = program_in('tagengine tag README.md --rules "$RULES" > /dev/full')
    assert (done.returncode, done.stderr) == (2, "tagengine: no space left on device\n")
    done = program_in("tagengine --help > /dev/full")
    assert (done.returncode, done.stderr) == (2, "tagengine: no space left on device\n")
    done = program_in('tagengine tag README.md none.md --rules "$RULES" 2> /dev/full')
    assert (done.returncode, done.stdout, done.stderr) == (2, TAGS, "")


@pytest.mark.parametrize(
    "environment",
    [
        {"HOME": "", "XDG_CACHE_HOME": "", "TAGENGINE_CACHE": ""},
        {"TAGENGINE_CACHE": "/proc/nowhere"},
        {"TAGENGINE_CACHE": "README.md"},
        {"TMPDIR": "/nowhere"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_odd_environments(environment: dict[str, str], program_in: Program) -> None:
    done = program_in('tagengine tag README.md --rules "$RULES"', **environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, TAGS, "")


def test_no_home_folder(program_in: Program) -> None:
    line = 'unset HOME XDG_CACHE_HOME TAGENGINE_CACHE; tagengine tag README.md --rules "$RULES"'
    done = program_in(line)
    assert (done.returncode, done.stdout, done.stderr) == (0, TAGS, "")


@pytest.mark.parametrize(("number", "code", "said"), [(1, 129, "terminated"),
                                                      (2, 130, "interrupted"),
                                                      (15, 143, "terminated")])  # fmt: skip
def test_signals(number: int, code: int, said: str, folder: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "tag", "-", "--rules", str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        wait_until_it_reads(process)
        process.send_signal(number)
        output, error = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output, error) == (code, b"", f"tagengine: {said}\n".encode())


def wait_until_it_reads(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process has taken all that was written to its standard input."""
    assert process.stdin is not None
    process.stdin.write(b"x" * 200_000)  # more than a pipe holds
    process.stdin.flush()


@pytest.mark.parametrize("limit", ["-v 60000", "-v 90000", "-n 6", "-f 0"])
def test_little_of_everything(limit: str, program_in: Program) -> None:
    done = program_in(f'ulimit {limit}; tagengine tag README.md --rules "$RULES"')
    # 127 is the system's: it could not even load Python.
    assert done.returncode in (0, 2, 127), done
    assert len(done.stderr.splitlines()) == bool(done.returncode)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_what_may_not_be_read_or_written(folder: Path) -> None:
    # Root may do everything, unless it gives that up.
    powerless = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    command = [*powerless * (os.getuid() == 0), sys.executable, str(ROOT / "cli.py")]
    with tempfile.TemporaryDirectory(prefix="shut") as name:
        place = Path(name)
        shutil.copytree(folder, place / "rules")
        (place / "secret.md").write_text(README)
        (place / "secret.md").chmod(0)
        (place / "README.md").write_text(README)
        (place / "cache").mkdir(mode=0o555)
        place.chmod(0o555)
        results = [
            subprocess.run(
                [*command, *arguments],
                capture_output=True,
                text=True,
                check=False,
                cwd=place,
                env={**os.environ, "TAGENGINE_CACHE": f"{name}/cache"},
            )
            for arguments in (
                ["tag", "secret.md", "README.md", "--rules", "rules"],
                ["init", "new"],
                ["explain", "README.md", "--rules", "rules", "--format", "html", "--output", "x"],
            )
        ]
        place.chmod(0o755)
    said = [(done.returncode, done.stdout, done.stderr) for done in results]
    assert said == [
        (2, TAGS, "tagengine: secret.md: permission denied\n"),
        (2, "", "tagengine: new: permission denied\n"),
        (2, "", "tagengine: x/documents: cannot be made: permission denied\n"),
    ]


def test_what_is_found_in_a_folder_neither_waits_nor_leads_out(
    tmp_path: Path, folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in", "out", "pipe", "loop"):
        Path("p", name).mkdir(parents=True)
    Path("p/README.md").write_text("# sql\n")
    Path("secret.md").write_text("# memo\n")
    Path("p/in/README.md").symlink_to("../README.md")
    Path("p/out/README.md").symlink_to("../../secret.md")
    Path("p/loop/README.md").symlink_to("README.md")
    os.mkfifo("p/pipe/README.md")
    code, output, error = cli("tag", "p", "--rules", folder, "--tags-as", "id")
    assert code == 2
    assert output.splitlines() == [
        '{"id":"p/README.md","tags":[1]}',
        '{"id":"p/in/README.md","tags":[1]}',
    ]
    assert error.splitlines() == [
        "tagengine: p/loop/README.md: too many levels of symbolic links",
        "tagengine: p/out/README.md: skipped: a link that leads out of the folder",
        "tagengine: p/pipe/README.md: a pipe, not a file (send it to standard input)",
    ]


def test_of_many_broken_lines_the_number_is_said(
    tmp_path: Path, folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.jsonl").write_text("x\n" * 1_022)
    code, _, error = cli("tag", "r.jsonl", "--rules", folder)
    assert (code, len(error.splitlines())) == (2, 21)
    last = error.splitlines()[-1]
    assert last == "tagengine: r.jsonl: … and 1,002 more lines that cannot be read"


def test_what_holds_no_document_is_said(
    tmp_path: Path, folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.jsonl").write_text("\n")
    said = "tagengine: r.jsonl: no document to tag\n"
    assert cli("tag", "r.jsonl", "--rules", folder) == (0, "", said)


def test_long_texts_of_records_are_cut(
    tmp_path: Path, folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.jsonl").write_text(json.dumps({"id": 1, "readme": "# sql\n\n" + "a " * 50}))
    assert cli("tag", "r.jsonl", "--rules", folder, "--max-bytes", "9", "--tags-as", "id") == (
        0,
        '{"id":1,"tags":[1]}\n',
        "tagengine: r.jsonl:1: only the first 9 characters of a text were read\n",
    )


def test_json_has_no_character_with_power(
    tmp_path: Path, folder: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    record = {"id": "\u2028\x9b\u202e\x7f", "name": "sql"}
    Path("r.jsonl").write_text(json.dumps(record))
    code, output, _ = cli("tag", "r.jsonl", "--rules", folder, "--tags-as", "id")
    assert (code, output) == (0, '{"id":"\\u2028\\u009b\\u202e\\u007f","tags":[1]}\n')
