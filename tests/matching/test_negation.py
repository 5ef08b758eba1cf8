"""What is denied does not count; what only looks like a denial does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine
from tagengine.document.reading import read
from tagengine.matching.left_out import LeftOut, Reason
from tagengine.matching.matcher import Matcher
from tests.support import CommandLine, Folder

_RULES = """\
- {keywords: [database, compiler, linter, [message queue], router], weight: 8}
- {keywords: [no code], weight: 5}
"""


@pytest.fixture
def matcher(rules: Folder) -> Matcher:
    rules.write_rules("database", _RULES)
    return Matcher(rules.load())


def _found(matcher: Matcher, text: str, rules: Folder) -> list[str]:
    document = read(text, rules.load().settings)
    return [document.text[match.start : match.end] for match in matcher.find(document)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("It's not a database.", []),
        ("Do not confuse Ember with a database: it is a router.", ["router"]),
        ("Works without a linter, compiler or database. A router.", ["router"]),
        ("Without Docker, a linter gets slow or breaks.", ["linter"]),
        ("It’s not a fast, small database.", []),
        ("Ember isn't a database; it's a message queue.", ["message queue"]),
        ("Ember isn’t a database, it’s a message queue.", ["message queue"]),
        ("Ember is not a database but a router.", ["router"]),
        ("Ember is not really a database. It is a router.", ["router"]),
        ("They aren't databases.", []),
        ("Ember is never a database.", []),
        ("Ember will never be a database.", []),
        ("A message queue, not a database.", ["message queue"]),
        ("A message queue (not a database)", ["message queue"]),
        ("A message queue and not a database or a router.", ["message queue"]),
        ("A message queue, and definitely not a database.", ["message queue"]),
        ("Built for routers, not databases.", ["routers"]),
        ("Ember is not (yet) a database.", []),
        ("In contrast to databases, Ember is a router.", ["router"]),
        ("Ember lacks a database.", []),
        ("Ember does not use Databases, it is a router", ["router"]),
        ("What Ember is not: a database, a compiler, a router.", []),
        ("Not a database. A router.", ["router"]),
        ("Ember is not a linter, a router or a compiler.", []),
        ("Ember is neither a linter nor a compiler.", []),
        ("It is no linter, nor is it a compiler.", []),
        ("Ember, unlike databases, is a router.", ["router"]),
        ("Unlike a database, Ember is a router.", ["router"]),
        ("A database-free message queue.", ["message queue"]),
        ("A message-queue-free router", ["router"]),
        ("A database-less router", ["router"]),
        ("A non-database router", ["router"]),
        ("Ember is no longer a database.", []),
        ("Ember does not include a database.", []),
        ("Ember doesn’t need a database to run a router.", ["router"]),
        ("A router without a database.", ["router"]),
        ("There is no database, only a router.", ["router"]),
        ("Use a router instead of a database.", ["router"]),
        ("A router rather than a database.", ["router"]),
        ("It is anything but a database.", []),
        ("Ember cannot be used as a database.", []),
        ("Ember **is not** a `fast` database.", []),
        ("Ember 不是数据库 database，是 router。", ["router"]),
    ],
)
def test_denied(text: str, counts: list[str], matcher: Matcher, rules: Folder) -> None:
    assert _found(matcher, f"# Ember\n\n{text}\n", rules) == counts


@pytest.mark.parametrize(
    "text",
    [
        "Ember is not (yet) an official client of the database.",
        "Ember is not only a database.",
        "Ember isn't just a database.",
        "Ember is not merely a fast database.",
        "Not your usual database.",
        "It's not just another database.",
        "A fast, if not the fastest, database.",
        "Why not a database?",
        "Isn't it a database?",
        "Need a database? Look no further.",
        "A no-frills database.",
        "A no-code database.",
        "A zero-dependency database.",
        "A lock-free database.",
        "A free database.",
        "Unlike other databases, Ember is small.",
        "Unlike most databases, Ember is small.",
        "Not unlike a database.",
        "There is no better database.",
        "No doubt the best database.",
        "Ember is nothing but a database.",
        "Ember never loses your database.",
        "Ember does not break your database.",
        "Ember is not slow. It is a database.",
        "Ember is not limited to one database.",
        "The database does not need a server.",
        "Whether or not you have a database, run it.",
        "Ember is not a lib but a database.",
        "An error is not shown — the database goes on.",
        "Run a database without leaving the terminal.",
        "See `not a` database.",
        "No. 1 database",
    ],
)
def test_not_denied(text: str, matcher: Matcher, rules: Folder) -> None:
    assert [one.rstrip("s") for one in _found(matcher, f"# Ember\n\n{text}\n", rules)] == [
        *(["no-code"] if "no-code" in text else []),
        "database",
    ]


def test_the_note_says_what_denies(matcher: Matcher, rules: Folder) -> None:
    document = read("# Ember\n\nEmber isn’t a database.\n", rules.load().settings)
    notes: list[LeftOut] = []
    assert matcher.find(document, notes) == []
    (note,) = notes
    assert note.reason is Reason.NEGATION
    assert note.term == "isn’t"
    assert note.span is not None
    assert document.text[slice(*note.span)] == "isn’t"


def test_the_explanation_says_by_what_and_where(
    rules: Folder, cli: CommandLine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rules.write_rules("database", _RULES)
    file = tmp_path_factory.mktemp("negation") / "README.md"
    file.write_text("# Ember\n\nEmber is not a database.\n", "utf-8")
    _, output, _ = cli("explain", file, "--rules", rules.path, "--tag", "database")
    assert 'negated by "not" at 3:10' in " ".join(output.split())


@given(
    st.lists(
        st.sampled_from(
            [
                "not",
                "never",
                "a",
                "database,",
                "or",
                "nor",
                ".",
                "?",
                "isn't",
                "-free",
                "no",
                "unlike",
            ]
        )
    )
)
def test_a_negation_only_takes_away(engine: Engine, words: list[str]) -> None:
    explanation = engine.explain(" ".join(words))
    kept = {(one.rule, one.start, one.end) for one in explanation.matches}
    for note in explanation.left_out:
        if note.reason is Reason.NEGATION:
            assert (note.match.rule, note.match.start, note.match.end) not in kept
