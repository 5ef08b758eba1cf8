"""A fix never makes a record poorer: what is safe, what is not, and what is not sure enough."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tagengine.evidence.result import Result
from tagengine.learning.margins import Margins
from tagengine.metadata.checking import policy
from tagengine.metadata.checking.judge import Judge
from tagengine.metadata.checking.policy import Question
from tagengine.rules.vocabulary import Tag
from tagengine.system import cache_folder
from tests.metadata.support import Repo

ALL = "A SQL server, a memo, a crate."
NOTHING = "Something else."


@pytest.fixture
def one(repo: Repo) -> Repo:
    """A repository whose records are `*.yml`."""
    repo.configure("records: [{files: ['*.yml']}]\n")
    return repo


def _after(repo: Repo, tags: str, *options: str, description: str = ALL) -> str:
    repo.write("a.yml", f"description: {description}\ntags: {tags}\n")
    repo.check("--fix", *options)
    return repo.read("a.yml").splitlines()[1].removeprefix("tags: ")


@pytest.mark.parametrize(
    ("tags", "settings", "wanted"),
    [
        ("[databse]", "", "[database]"),
        ("[Database, lib]", "", "[database, lib]"),
        ("[lib, lib]", "", "[lib]"),
        ("[lib, database]", "order: best-first\n", "[database, lib]"),
        ("[lib, cache, database]", "max_tags: 2\n", "[cache, database]"),
        ("[lib, nonsense]", "", "[lib, nonsense]"),
        ("[nonsense, databse]", "", "[nonsense, database]"),
    ],
)
def test_what_is_safe_is_fixed(repo: Repo, tags: str, settings: str, wanted: str) -> None:
    repo.configure(f"{settings}records: [{{files: ['*.yml']}}]\n")
    assert _after(repo, tags) == wanted


@pytest.mark.parametrize("tags", ["[lib]", "[database]", "[nonsense]", "[cache, lib]"])
def test_a_person_s_judgement_stays(one: Repo, tags: str) -> None:
    assert _after(one, tags) == tags
    assert _after(one, tags, description=NOTHING) == tags
    assert _after(one, tags, "--unsafe-fixes") == tags  # these rules cannot say how sure they are
    assert _after(one, tags, "--unsafe-fixes", description=NOTHING) == tags


def test_an_empty_list_is_never_written_over_tags(one: Repo) -> None:
    trusting = ("--unsafe-fixes", "--min-confidence", "0")
    assert _after(one, "[lib]", *trusting, description=NOTHING) == "[lib]"
    assert _after(one, "[nonsense]", *trusting, description=NOTHING) == "[nonsense]"
    assert _after(one, "[nonsense]", *trusting) == "[database, cache, lib]".replace(
        "cache", '"cache "'
    )


def _is_sure(monkeypatch: pytest.MonkeyPatch, **percent: int) -> None:
    def known(question: Question, result: Result, tag: Tag) -> int:
        return percent.get(tag.key, 50)

    monkeypatch.setattr(policy, "confidence", known)
    monkeypatch.setenv(cache_folder.VARIABLE, "off")


def test_only_what_the_rules_are_sure_of_is_written(
    one: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    _is_sure(monkeypatch, database=80, cache=79, lib=21)
    assert _after(one, "[lib]") == "[lib]"
    assert _after(one, "[lib]", "--unsafe-fixes") == "[lib, database]"
    _is_sure(monkeypatch, database=80, cache=79, lib=20)
    assert _after(one, "[lib]", "--unsafe-fixes", description="A SQL server.") == "[database]"
    assert _after(one, "[lib]", "--unsafe-fixes", "--min-confidence", "81") == "[lib]"


@pytest.mark.parametrize(
    ("tags", "settings", "wanted"),
    [
        ("[lib]", "", "[lib, database]"),
        ("[nonsense]", "", "[nonsense]"),  # of another list, perhaps
        ("[lib, nonsense]", "", "[lib, nonsense, database]"),
        ("[lib, lib]", "", "[lib, database]"),
        ("[lib]", "order: best-first\n", "[database, lib]"),
        ("[lib]", "max_tags: 1\n", "[lib]"),  # no room: another would have to go
        ("[lib, nonsense]", "max_tags: 2\n", "[lib, nonsense]"),
        ("[lib]", "min_confidence: 86\n", "[lib]"),
        ("[lib]", "policy: subset\n", "[lib]"),
        ("[lib]", "policy: fill\n", "[lib]"),
        ("[lib]", "ignore: {wrong-tags: ours}\n", "[lib]"),
        ("[lib, lib]", "ignore: {untidy-tags: ours}\n", "[lib, lib]"),
    ],
)
def test_a_tag_that_the_rules_are_very_sure_of_is_added_where_nothing_has_to_go(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, tags: str, settings: str, wanted: str
) -> None:
    _is_sure(monkeypatch, database=85, cache=84, lib=0)
    repo.configure(f"{settings}records: [{{files: ['*.yml']}}]\n")
    assert _after(repo, tags) == wanted


def test_rules_that_were_learned_from_the_records_add_nothing_unasked(
    one: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    _is_sure(monkeypatch, database=99)
    monkeypatch.setattr(Judge, "margins", Margins(()))
    assert _after(one, "[lib]") == "[lib]"
    assert _after(one, "[]") == "[database]"


def test_learned_rules_must_be_surer_and_take_nothing_away(
    one: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Judge, "margins", Margins(()))
    one.write("a.yml", "description: SQL.\ntags: [lib]\n")
    said = "a.yml:2:1: {} tags: have [lib], expected [lib, database] (why: +database: "
    _is_sure(monkeypatch, database=89)
    assert one.check("--unsure")[1][0].startswith(said.format("unsure-tags note:"))
    _is_sure(monkeypatch, database=90)
    assert one.check()[1][0].startswith(said.format("wrong-tags warning:"))
    one.write("a.yml", "description: nothing\ntags: [lib]\n")
    assert one.check("--unsure")[1] == ["no findings in 1 record of 1 file"]


def test_what_a_baseline_knows_is_not_added(one: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    _is_sure(monkeypatch, database=85)
    one.write("a.yml", f"description: {ALL}\ntags: [lib]\n")
    one.check("--write-baseline", "known.json")
    assert one.check("--fix", "--baseline", "known.json")[0] == 0
    assert one.read("a.yml").endswith("tags: [lib]\n")


@pytest.mark.parametrize(
    ("name", "settings", "text", "places"),
    [
        (
            "a.yml",
            "",
            "---\ndescription: A SQL server.\ntags: [lib]\n"
            "---\ndescription: A SQL server.\ntags:\n  - lib\n"
            "---\ndescription: A SQL server.\ntags: [lib]\n",
            ["3:1", "6:1", "11:1"],
        ),
        (
            "a.json",
            ", select: '[]'",
            '[{"description": "A SQL server.", "tags": ["lib"]},\n'
            ' {"description": "A SQL server."}, {"description": "SQL", "tags": ["lib"]}]\n',
            ["1:35", "2:2", "2:81"],
        ),
        (
            "a.toml",
            ", select: 'records[]'",
            '[[records]]\ndescription = "SQL"\ntags = ["lib"]\n'
            '[[records]]\ndescription = "SQL"\n'
            '[[records]]\ndescription = "SQL"\ntags = ["lib"]\n',
            ["3:1", "4:1", "9:1"],
        ),
    ],
)
def test_places_of_what_was_fixed_are_those_of_the_new_text(
    repo: Repo,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    settings: str,
    text: str,
    places: list[str],
) -> None:
    _is_sure(monkeypatch, database=85, lib=50)
    repo.configure(f"records: [{{files: ['a.*']{settings}}}]\n")
    repo.write(name, text)
    code, lines, _ = repo.check("--fix")
    fixed = [line.split(": ")[0].removeprefix(f"{name}:") for line in lines if " fixed: " in line]
    assert (code, fixed) == (0, places)


def test_records_without_tags_are_filled_with_what_is_sure(
    one: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    _is_sure(monkeypatch, database=80, cache=79, lib=90)
    assert _after(one, "[]") == "[database, lib]"
    _is_sure(monkeypatch)
    assert _after(one, "[]") == "[]"


def test_the_report_separates_what_is_safe_sure_and_unsure(
    one: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    _is_sure(monkeypatch, database=80, cache=79, lib=79)
    one.write("a.yml", f"description: {ALL}\ntags: [lib, lib]\n")
    one.write("b.yml", "description: A memo.\ntags: [lib]\n")
    code, lines, _ = one.check()
    assert code == 1
    assert lines == [
        "a.yml:2:1: wrong-tags tags: have [lib, lib], expected [lib, database] "
        '(why: +database: "SQL" in description, 80.00 points)',
        "a.yml:2:1: untidy-tags tags: have [lib, lib], expected [lib] (why: lib occurs twice)",
        "2 findings in 2 records of 2 files",
        "1 can be fixed with --fix; 1 can be fixed with --fix --unsafe-fixes",
        "1 record for which the rules give other tags but are not sure enough "
        "(--unsure shows them)",
    ]
    assert any(
        line.startswith("b.yml:2:1: unsure-tags note: tags: have")
        for line in one.check("--unsure")[1]
    )
    one.write("a.yml", "description: A crate.\ntags: [lib]\n")
    assert one.check()[0] == 0


def test_how_good_the_rules_are_is_said_first(one: Repo) -> None:
    for number in range(25):
        tag = "lib" if number % 5 else "database"
        one.write(f"{number}.yml", f"description: A crate.\ntags: [{tag}]\n")
    said = "of the 25 tags that 25 records have, the rules give 20 and 5 others (F1 0.80)"
    assert one.check()[1][0] == said
    assert one.check()[1][0] == said  # remembered


def _records(folder: Path) -> dict[Path, list[str]]:
    return {path: path.read_text("utf-8").splitlines() for path in sorted(folder.glob("r*.yml"))}


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["exact", "subset", "fill", "suggest"])
@pytest.mark.parametrize("options", [(), ("--unsafe-fixes",)])
def test_no_record_of_hundreds_becomes_poorer(
    one: Repo, policy: str, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every list of up to three tags is there; each policy has them beside other texts."""
    _is_sure(monkeypatch, database=85, cache=60, lib=30)
    names = ["database", '"cache "', "lib", "databse", "nonsense", "Lib"]
    lists = [
        f"[{', '.join(tags)}]"
        for size in range(4)
        for tags in itertools.product(names, repeat=size)
    ]
    texts = itertools.cycle([ALL, NOTHING, "A SQL server.", "A memo.", "A crate."])
    for _ in range(len(policy)):
        next(texts)
    for number, (tags, text) in enumerate(zip(lists, texts, strict=False)):
        one.write(f"r{number}.yml", f"# {number}\ndescription: {text}\ntags: {tags}\nlast: 1\n")
    before = _records(one.path)
    one.check("--fix", "--policy", policy, *options)
    after = _records(one.path)
    for path, lines in before.items():
        new = after[path]
        assert [*new[:2], *new[3:]] == [*lines[:2], *lines[3:]]
        assert new[2] != "tags: []" or lines[2] == "tags: []"
        gained = {tag for tag in ("cache", "lib") if tag in new[2].casefold()}
        assert all(tag in lines[2].casefold() for tag in gained)  # not sure enough to be added
        assert "lib" in new[2].casefold() or "lib" not in lines[2].casefold()
