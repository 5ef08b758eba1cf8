"""A check that is remembered says what a new one says, whatever was changed in between."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import cli
from tagengine.metadata.checking import checking, target_checks
from tagengine.system import cache_folder, fingerprint
from tests.metadata.support import FIX, Repo
from tests.support import CommandLine, examples

WORDS = st.lists(st.sampled_from(["sql", "memo", "crate", "tea"]), max_size=3).map(" ".join)
TAGS = st.lists(st.sampled_from(["database", "cache", "lib", "Lib", "tea", "databse"]), max_size=4)
FILES = (
    "a.yml", "b.yml", "list", "README.md", "other.md", "overrides.yaml", "cache.yaml",
    ".tagengine.yaml",
)  # fmt: skip
CONFIGURATION = """\
    rules: rules
    policy: {policy}
    overrides: overrides.yaml
    {more}
    records:
      - files: [lists/*.yml]
        select: "[]"
      - files: [projects/*.yml]
        readme_file: README.md
        fields: {{readme: text}}
    """


@pytest.fixture
def catalogue(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A right and a wrong record, with a cache of the test's own."""
    monkeypatch.setenv(cache_folder.VARIABLE, str(repo.path / "cache"))
    repo.configure("records: [{files: [projects/*.yml]}]\n")
    repo.write("projects/ember.yml", "name: Ember\ndescription: A sql store.\ntags: [database]\n")
    repo.write("projects/tide.yml", "name: Tide\ndescription: A sql store.\ntags: [cache, tea]\n")
    return repo


def _forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    def judge(path: str, *rest: object) -> None:
        raise AssertionError(f"{path} was judged")

    monkeypatch.setattr(checking, "check_file", judge)


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str]:
    """A file and a new text of it."""
    name = draw(st.sampled_from(FILES))
    tags = ", ".join(draw(TAGS))
    record = f"name: {draw(WORDS)}\ndescription: {draw(WORDS)}\ntags: [{tags}]\n"
    if name == "list":
        items = "".join(f"- {{description: {draw(WORDS)}, tags: [{tags}]}}\n" for _ in "ab")
        return "lists/all.yml", items
    if name.endswith(".md"):
        return f"projects/{name}", draw(WORDS)
    if name == "overrides.yaml":
        return name, f"projects/{draw(st.sampled_from('ab'))}.yml: {{pin: [lib], reason: it is}}\n"
    if name == "cache.yaml":
        weight = draw(st.integers(1, 40))
        return f"rules/{name}", f"tag: cache\nrules: [{{keywords: [tea], weight: {weight}}}]\n"
    if name == ".tagengine.yaml":
        policy = draw(st.sampled_from(["exact", "suggest", "subset", "fill"]))
        more = draw(st.sampled_from(["max_tags: 1", "order: best-first", "baseline: known.json"]))
        return name, dedent(CONFIGURATION).format(policy=policy, more=more)
    readme = draw(st.sampled_from(["", "text: other.md\n", "text: gone.md\n", "text: ../../x\n"]))
    return f"projects/{name}", draw(st.sampled_from([record + readme, "- no", "\tx"]))


@examples(40)
@given(st.lists(changes(), min_size=1, max_size=6))
def test_remembered_and_new_checks_are_equal(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("repo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv(cache_folder.VARIABLE, str(folder / "cache"))
        repo = Repo(folder, CommandLine.__new__(CommandLine))
        repo.write(".tagengine.yaml", dedent(CONFIGURATION).format(policy="exact", more=""))
        repo.write("overrides.yaml", "projects/a.yml: {never: [lib]}\n")
        repo.write("known.json", '{"version": 1, "findings": {"projects/a.yml": ["x"]}}\n')
        for name in "ab":
            repo.write(f"projects/{name}.yml", "name: Ember\ndescription: sql\ntags: [lib]\n")
        for path, text in edits:
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text)
            said = [_said(*options) for options in (("--no-cache",), (), ())]
            assert said[0] == said[1] == said[2]


def _said(*options: str) -> tuple[int, str, str]:
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        code = cli.main(["check", *options])
    output, error = (stream.detach() for stream in streams)
    assert isinstance(output, io.BytesIO)
    assert isinstance(error, io.BytesIO)
    return code, output.getvalue().decode(), error.getvalue().decode()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("rules/cache.yaml", "tag: cache\nrules: [{keywords: [sql], weight: 40}]\n"),
        ("rules/zones.yaml", "max_tags: 3"),
        ("rules/vocabulary.yaml", "id: 1"),
        (".tagengine.yaml", "name: name"),
        (".tagengine.yaml", "policy: exact"),
        ("overrides.yaml", "pin: [lib]"),
        ("projects/README.md", "sql"),
        ("projects/ember.yml", "name: Ember"),
    ],
)
def test_whatever_changes_is_noticed(repo: Repo, path: str, text: str) -> None:
    changed = {"max_tags: 3": "max_tags: 1", "id: 1": "id: 9", "name: name": "name: title",
               "policy: exact": "policy: subset", "pin: [lib]": "pin: [cache]", "sql": "memo",
               "name: Ember": "name: memo"}  # fmt: skip
    repo.write("overrides.yaml", "projects/ember.yml: {pin: [lib]}\n")
    repo.write("projects/README.md", "# Ember\n\nA sql crate.\n")
    repo.write("projects/ember.yml", "name: Ember\ntitle: memo\ntags: [1, 2, 9]\n")
    repo.configure(
        """\
        policy: exact
        overrides: overrides.yaml
        records:
          - {files: [projects/*.yml], readme_file: README.md, fields: {name: name}, tags_as: id}
        """
    )
    first = repo.check()
    assert repo.check() == first
    if text in changed:
        old = repo.read(path)
        assert text in old
        text = old.replace(text, changed[text], 1)
    repo.write(path, text)
    second = repo.check()
    assert second != first
    assert repo.check("--no-cache") == second


def test_options_and_a_vocabulary_of_its_own_are_noticed(catalogue: Repo) -> None:
    catalogue.write("tags.yml", "[database, lib, tea]\n")
    catalogue.configure("vocabulary: tags.yml\nrecords: [{files: [projects/*.yml]}]\n")
    variants = [(), ("--policy", "fill"), ("--max-tags", "0"), ("--vocabulary", "tags.yml")]
    for tags in ("[database, lib, tea]\n", "[database, cache, tea]\n"):
        catalogue.write("tags.yml", tags)
        new = [catalogue.check("--no-cache", *options) for options in variants]
        assert [catalogue.check(*options) for options in variants] == new
        assert len({str(said) for said in new}) == 3


@pytest.mark.parametrize("form", ["text", "json", "github", "junit"])
def test_nothing_is_judged_twice(
    catalogue: Repo, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    first = catalogue.check("--format", form)
    assert first[0] == 1
    _forbid(monkeypatch)
    assert catalogue.check("--format", form) == first
    assert catalogue.check("--format", form, "projects/tide.yml")[0] == 1
    code, _, error = catalogue.cli("--debug", "check", "--no-cache")
    assert (code, "was judged" in error) == (3, True)


def test_what_was_moved_elsewhere_is_known_there(
    catalogue: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = catalogue.check()
    other = tmp_path_factory.mktemp("other") / "repo"
    catalogue.path.rename(other)
    monkeypatch.chdir(other)
    monkeypatch.setenv(cache_folder.VARIABLE, str(other / "cache"))
    _forbid(monkeypatch)
    assert catalogue.check() == first


def test_turned_off(catalogue: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache_folder.VARIABLE, "off")
    catalogue.check()
    assert not (catalogue.path / "cache").exists()
    monkeypatch.setenv(cache_folder.VARIABLE, str(catalogue.path / "cache"))
    catalogue.check("--no-cache")
    assert not (catalogue.path / "cache" / "results.sqlite").exists()


def test_fixes_differences_evidence_and_baselines(
    catalogue: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes = (("--diff",), ("--explain",), ("--statistics",), ("--write-baseline", "known.json"))
    new = [catalogue.check("--no-cache", *mode) for mode in modes]
    catalogue.check()
    assert [catalogue.check(*mode) for mode in modes] == new
    code, lines, _ = catalogue.check("--baseline", "known.json")
    assert (code, lines) == (0, ["no findings in 2 records of 2 files"])
    assert catalogue.check(*FIX, "--baseline", "known.json")[0] == 0
    assert "tags: [cache, tea]" in catalogue.read("projects/tide.yml")
    code, lines, _ = catalogue.check(*FIX)
    assert code == 0
    assert lines[-1] == "no findings in 2 records of 2 files, 1 record fixed"
    _forbid(monkeypatch)
    told = catalogue.check("--min-confidence", "0")
    assert told == (0, ["no findings in 2 records of 2 files"], "")
    assert catalogue.check(*FIX)[:2] == (0, ["no findings in 2 records of 2 files"])


def test_another_program_judges_anew(catalogue: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue.check()
    monkeypatch.setattr(target_checks, "program", lambda: "another")
    _forbid(monkeypatch)
    code, _, error = catalogue.cli("--debug", "check")
    assert (code, "was judged" in error) == (3, True)


def test_the_program_s_digest_follows_its_text(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    digests = set()
    for name, text in (("a.py", ""), ("a.py", "x"), ("sub/a.py", "x"), ("sub/b.py", "x")):
        (tmp_path / name).write_text(text)
        fingerprint.program.cache_clear()
        digests.add(fingerprint.program(tmp_path))
    assert len(digests) == 4
