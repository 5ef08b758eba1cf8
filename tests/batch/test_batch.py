"""`tagengine batch`: what goes in, what comes out, what is said, and how it ends."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tagengine import Engine
from tagengine.batch.writing import rows
from tagengine.document.record import Record
from tests.batch.support import lines, read, record, write
from tests.support import CommandLine, on_a_terminal, read_one_line

pa: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")
RECORDS = [record(number) for number in range(70)]


@pytest.fixture
def batch(cli: CommandLine, folder: Path) -> Any:
    """Runs `tagengine batch` with one worker and the small rules."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        return cli("batch", *arguments, "--rules", folder, "--workers", "1")

    return run


@pytest.fixture
def expected(folder: Path) -> list[dict[str, Any]]:
    engine = Engine.load(folder)
    return [rows.tag(engine, Record(one["id"], readme=one["readme"])) for one in RECORDS]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "in.jsonl", lines(RECORDS))


def _parquet(path: Path) -> Path:
    parquet.write_table(pa.Table.from_pylist(RECORDS), path, row_group_size=30)
    return path


@pytest.mark.parametrize("end", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet", "/"])
def test_every_kind_in_and_out(
    end: str, batch: Any, expected: list[dict[str, Any]], tmp_path: Path
) -> None:
    name = "in.parquet" if end == "/" else f"in{end}"
    path = tmp_path / name
    source = _parquet(path) if name.endswith("parquet") else write(path, lines(RECORDS))
    code, output, error = batch(source, f"{tmp_path}/out{end}")
    tags = sum(len(row["tags"]) for row in expected)
    assert (code, output) == (0, "")
    assert error.startswith(f"tagengine: 70 documents, {tags} tags, 0 errors, ")
    assert error.endswith(" documents a second\n")
    if end == "/":
        expected = sorted(expected, key=lambda row: f"{row['id']}.json")
    assert read(tmp_path / f"out{end}") == expected
    assert {path.name for path in tmp_path.iterdir()} == {"rules", name, f"out{end}".rstrip("/")}


def test_rows_are_the_lines_of_tag(cli: CommandLine, folder: Path, tmp_path: Path) -> None:
    texts = ["A cache.", "Text. " * 50_000 + "A database.", "A database. \ud800"]
    found = [json.dumps({"id": number, "readme": text}) for number, text in enumerate(texts)]
    path = tmp_path / "in.jsonl"
    path.write_text(chr(0xFEFF) + "\n\n".join([*found, '{"readme": "A cache."}']))
    for options in ([], ["--max-bytes", "7"]):
        _, printed, told = cli("tag", path, "--rules", folder, *options)
        _, rows_, told_too = cli("batch", path, "-", "--rules", folder, "--workers", "1", *options)
        assert rows_ == printed
        assert told_too.startswith(told)
        assert len(printed.splitlines()) == 4


def test_a_folder_to_a_folder(batch: Any, tmp_path: Path) -> None:
    for name in ("README.md", "a b/README", "a b/c/readme.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Ember\n\nEmber is sql.\n")
    (tmp_path / "in" / "a b" / "c" / "README.md").write_bytes(b"\x00\x01")
    code, _, error = batch(f"{tmp_path}/in", f"{tmp_path}/out/")
    assert code == 1
    assert error.startswith("tagengine: 4 documents, 3 tags, 1 error (see ")
    found = {path.relative_to(tmp_path / "out").as_posix() for path in tmp_path.rglob("*.json")}
    assert found == {"README.md.json", "a b/README.json", "a b/c/readme.txt.json"}
    row = json.loads((tmp_path / "out" / "a b" / "README.json").read_bytes())
    assert row == {"id": f"{tmp_path}/in/a b/README", "tags": [{"id": 1, "name": "database"}]}
    (failure,) = read(tmp_path / "out.errors.jsonl")
    place = f"{tmp_path}/in/a b/c/README.md"
    reason = f"{place}: not a text file (a NUL byte at byte 0)"
    assert failure == {"id": place, "place": place, "reason": reason}


def test_the_format_of_a_folder_of_files(batch: Any, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = "Ember\n=====\n\n.. A comment about sql.\n\nA crate.\n"
    (tmp_path / "in" / "a.page").write_text(text)

    def tags(*options: str) -> tuple[int, list[set[str]]]:
        output = tmp_path / f"out{'-'.join(options)}.jsonl"
        arguments = ("--glob", "*.page", "--cache", tmp_path / "cache", *options)
        code, _, _ = batch(f"{tmp_path}/in", output, *arguments)
        return code, [{tag["name"] for tag in row["tags"]} for row in read(output)]

    assert tags() == (1, [])
    assert tags("--input-format", "rst") == (0, [{"lib"}])
    assert tags("--input-format", "text") == (0, [{"database"}])


def test_streams(
    batch: Any, expected: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = lines([*RECORDS, {"id": 7}])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    code, output, error = batch("-", "-")
    assert code == 1
    assert [json.loads(line) for line in output.splitlines()] == expected
    reason = "-:71: the record has none of name, description, readme, topics"
    assert error.splitlines()[0] == f"tagengine: {reason}"
    assert "71 documents, " in error
    assert ", 1 error, " in error
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    errors = tmp_path / "bad.jsonl"
    assert batch("-", "-", "--errors", errors, "--quiet") == (1, output, "")
    assert read(errors) == [{"id": 7, "place": "-:71", "reason": reason}]


def test_documents_with_errors(batch: Any, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(
        lines(RECORDS[:1]) + b'{"id": "cut", "readme\n' + lines([{"id": 3, "readme": [4]}, 5])
        + b'{"readme": "# \xff\\n"}\n' + b"[" * 100_000 + b"\n" + lines(RECORDS[1:2] * 2)
    )  # fmt: skip
    code, _, error = batch(source, tmp_path / "out.jsonl")
    assert code == 1
    assert error.splitlines()[0] == (
        f"tagengine: {source}:5: some bytes are not UTF-8 and were replaced"
    )
    assert ", 1 warning, " in error
    ids = [row["id"] for row in read(tmp_path / "out.jsonl")]
    assert ids == ["ember/0", f"{source}:5", "ember/1", "ember/1"]  # ids may occur twice
    places = [(one["id"], one["place"]) for one in read(tmp_path / "out.jsonl.errors.jsonl")]
    assert places == [
        (None, f"{source}:2"), (3, f"{source}:3"), (None, f"{source}:4"), (None, f"{source}:6")
    ]  # fmt: skip
    first = read(tmp_path / "out.jsonl.errors.jsonl")[0]["reason"]
    assert first.startswith(f"{source}:2:15: not valid JSON: ")


def test_strict_stops_at_the_first_error(batch: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", lines([*RECORDS[:40], {"id": 1}, *RECORDS[41:]]))
    output = tmp_path / "out.jsonl"
    code, _, error = batch(source, output, "--strict")
    reason = f"{source}:41: the record has none of name, description, readme, topics"
    assert (code, error) == (
        2, f"tagengine: {reason}; 40 documents are done (--resume continues)\n"
    )  # fmt: skip
    assert not output.exists()
    assert batch(source, output, "--strict", "--resume")[2] == error
    assert batch(source, output, "--resume")[0] == 1
    assert len(read(output)) == 69


def test_an_input_that_breaks_off_is_taken_up_again(batch: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl.gz", lines(RECORDS))
    whole = source.read_bytes()
    source.write_bytes(whole[:-20])
    output = tmp_path / "out.jsonl"
    code, _, error = batch(source, output)
    assert code == 2
    assert f"{source}: the compressed data ends too early (after line " in error
    assert error.endswith(" documents are done (--resume continues)\n")
    source.write_bytes(whole)
    assert batch(source, output, "--resume")[0] == 0
    assert len(read(output)) == 70


def test_the_cache(batch: Any, source: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    extra = [{"readme": "# Ember\n\nEmber is sql.\n"}, {"id": "odd", "readme": "# \udcff sql\n"}]
    source.write_bytes(lines([*RECORDS, *extra]))

    def run(name: str, *more: str) -> tuple[bytes, str]:
        code, _, error = batch(source, tmp_path / name, "--cache", cache, *more)
        assert code == 0
        return (tmp_path / name).read_bytes(), error

    first, told = run("1.jsonl")
    assert "from the cache" not in told
    second, told = run("2.jsonl")
    assert second == first
    assert ", 72 from the cache, " in told
    source.write_bytes(lines([RECORDS[0], *RECORDS[2:], record(99), *extra]))
    third, told = run("3.jsonl")
    moved = first.replace(b'{"id":"ember/1","tags":[{"id":1,"name":"database"}]}\n', b"")
    assert len(moved) < len(first)
    assert [row["id"] for row in read(tmp_path / "3.jsonl")][-3:] == [
        "ember/99", f"{source}:71", "odd"
    ]  # fmt: skip
    assert ", 71 from the cache, " in told
    assert ", 70 from the cache" not in run("4.jsonl", "--evidence", "full")[1]
    full, told = run("5.jsonl", "--evidence", "full")
    assert ", 72 from the cache, " in told
    assert full == (tmp_path / "4.jsonl").read_bytes()
    assert third != first


def test_a_cached_run_loads_no_rules(
    batch: Any, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    assert batch(source, tmp_path / "1.jsonl", "--cache", cache)[0] == 0
    monkeypatch.setattr("tagengine.rules.cache.load", pytest.fail)
    assert batch(source, tmp_path / "2.jsonl", "--cache", cache)[0] == 0


def test_a_cache_where_none_can_be(batch: Any, source: Path, tmp_path: Path) -> None:
    why = "cannot keep a cache there (--cache needs a folder that only you can write to)"
    code, _, error = batch(source, tmp_path / "out.jsonl", "--cache", source)
    assert (code, error) == (2, f"tagengine: {source}: {why}\n")
    assert not Path(f"{tmp_path}/out.jsonl.partial").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.jsonl", "out.jsonl"], "none.jsonl: no such file or folder"),
        (["in.txt", "out.jsonl"], "in.txt: cannot see what kind of INPUT this is"
         " (name a folder, a file that ends in .jsonl, .jsonl.gz, .jsonl.zst or .parquet, or -)"),
        (["in.jsonl", "out"], "out: cannot see what kind of OUTPUT this should be"
         " (end it with .jsonl, .jsonl.gz, .jsonl.zst or .parquet, with / for a folder, or name"
         " -)"),
        (["in.jsonl", "./in.jsonl"], "./in.jsonl: INPUT and OUTPUT are the same (name another)"),
        (["in.jsonl", "x.jsonl", "--errors", "in.jsonl"],
         "in.jsonl: INPUT and the file of errors are the same (name another)"),
        (["in.jsonl", "old.jsonl"], "old.jsonl: exists already (--overwrite replaces it)"),
        (["in.jsonl", "rules/"], "rules/: there are files in this folder (name a new one)"),
        (["in.jsonl", "rules", "--overwrite"],
         "rules: there are files in this folder (name a new one)"),
        (["in.jsonl", "none/x.jsonl"], "none/x.jsonl: cannot be written: no such file or folder"),
        (["in.jsonl", "-", "--resume"], "-: only a file or a folder can be resumed"),
        (["in.jsonl", "x.jsonl", "--resume", "--overwrite"],
         "--resume and --overwrite cannot be used together (leave one out)"),
        (["in.jsonl", "x.jsonl", "--column", "readme"],
         '--column: "readme" is not FIELD=NAME (such as readme=content)'),
        (["in.jsonl", "x.jsonl", "--column", "reame=x"],
         '--column: no field "reame" (did you mean "readme"?)'),
        (["in.jsonl", "x.jsonl", "--column", "readme=x"],
         "--column is for Parquet, not for JSON Lines (leave it out)"),
        (["in.jsonl", "x.jsonl", "--input-format", "rst"],
         "--input-format is for a folder, not for JSON Lines (leave it out)"),
        (["in.jsonl", "x.jsonl", "--glob", "*"],
         "--glob is for a folder, not for JSON Lines (leave it out)"),
    ],
)  # fmt: skip
def test_what_cannot_be_done(
    arguments: list[str], message: str, batch: Any, source: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("old.jsonl").write_text("old\n")
    Path("in.txt").write_text("x")
    before = sorted(path.name for path in tmp_path.iterdir())
    assert batch(*arguments) == (2, "", f"tagengine: {message}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_mistakes_in_rules_are_told_before_anything_is_made(
    batch: Any, source: Path, folder: Path, tmp_path: Path
) -> None:
    (folder / "lib.yaml").write_text("tag: lib\nrules: 7\n")
    for more in ([], ["--cache", tmp_path / "cache"]):
        code, _, error = batch(source, tmp_path / "out.jsonl", *more)
        assert code == 2
        assert f"{folder}/lib.yaml:2:8: " in error
        assert not list(tmp_path.glob("out.*"))


def test_overwriting(batch: Any, source: Path, tmp_path: Path) -> None:
    output, errors = tmp_path / "out.jsonl", tmp_path / "out.jsonl.errors.jsonl"
    output.write_text("old\n")
    output.chmod(0o640)
    errors.write_text("old\n")
    assert batch(source, output, "--overwrite")[0] == 0
    assert len(read(output)) == 70
    assert output.stat().st_mode & 0o777 == 0o640
    assert not errors.exists()
    source.write_bytes(lines([{"id": 1}]))
    assert batch(source, output, "--overwrite")[0] == 1
    assert (len(read(output)), len(read(errors))) == (0, 1)


def test_a_folder_that_is_complete(batch: Any, source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert batch(source, f"{output}/")[0] == 0
    assert batch(source, output, "--resume") == (
        0, "", f"tagengine: {output} is complete already (name another one to start again)\n"
    )  # fmt: skip


def test_an_empty_input(batch: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", b"\n")
    for end in (".jsonl", ".jsonl.gz", ".parquet", "/"):
        assert batch(source, f"{tmp_path}/out{end}")[0] == 0
        assert read(tmp_path / f"out{end}") == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not on this system")
def test_a_disk_that_is_full(batch: Any, source: Path) -> None:
    why = "cannot be written: no space left on device"
    assert batch(source, "/dev/full") == (2, "", f"tagengine: /dev/full: {why}\n")


def _run(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "tagengine", "batch", *map(str, arguments)]


def test_a_reader_that_has_seen_enough(source: Path, folder: Path) -> None:
    source.write_bytes(lines(RECORDS * 100))
    command = _run(source, "-", "--rules", folder, "--workers", "1")
    assert read_one_line(command) == (0, b"")


def test_a_limit_on_the_size_of_files(source: Path, folder: Path, tmp_path: Path) -> None:
    source.write_bytes(lines(RECORDS * 30))
    output = tmp_path / "out.jsonl"
    command = _run(source, output, "--rules", folder, "--workers", "1")
    limited = ["bash", "-c", 'trap "" XFSZ; ulimit -f 64; exec "$@"', "-", *command]
    done = subprocess.run(limited, check=False, capture_output=True, text=True, env={
        **os.environ, "PYTHONDONTWRITEBYTECODE": "1"
    })  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(f"tagengine: {output}: cannot be written: file too large")
    resumed = subprocess.run([*command, "--resume"], check=False, capture_output=True, text=True)
    assert resumed.returncode == 0
    assert [row["id"] for row in read(output)] == [one["id"] for one in RECORDS] * 30


def test_a_terminal_shows_the_tags_that_were_given(
    tmp_path: Path, folder: Path, expected: list[dict[str, Any]]
) -> None:
    write(tmp_path / "records.jsonl", lines(RECORDS))
    command = (sys.executable, "-m", "tagengine", "batch", "records.jsonl", "tags.jsonl")
    printed = on_a_terminal(*command, "--rules", folder, "--workers", "1", folder=tmp_path)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "\n", printed)
    counts = Counter(tag["name"] for row in expected for tag in row["tags"])
    for name, count in counts.items():
        assert re.search(rf"^{name.strip()} +{count}  █+$", shown, re.MULTILINE), shown
    assert shown.splitlines()[-1].startswith("tagengine: 70 documents, ")


@pytest.mark.parametrize("options", [[], ["--overwrite"], ["--resume"]])
def test_an_output_that_is_a_link_is_left_alone(
    options: list[str], tmp_path: Path, folder: Path, cli: CommandLine
) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines([record(1)]))
    (tmp_path / "notes.txt").write_text("mine")
    linked, loose = tmp_path / "out.jsonl", tmp_path / "loose.jsonl"
    linked.symlink_to("notes.txt")
    loose.symlink_to("nowhere.txt")
    for path, target in ((linked, "notes.txt"), (loose, "nowhere.txt")):
        assert cli("batch", tmp_path / "in.jsonl", path, "--rules", folder, *options) == (
            2,
            "",
            f"tagengine: {path}: is a link to {target} (name that file, or remove the link)\n",
        )
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert not (tmp_path / "nowhere.txt").exists()
