"""Descriptions of records: read as Markdown, as their hosts show them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tagengine import Engine
from tagengine.document import described
from tagengine.document.pieces import Piece
from tagengine.document.reading import read_record
from tagengine.document.record import Record
from tagengine.rules.zones import Settings
from tests.support import zones_of


def seen(text: str) -> str:
    """Return the words that a reader sees, without addresses and emoji."""
    fragments = described.fragments_of(described.whole(text))
    return " ".join(" ".join(fragment.text() for fragment in fragments).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("An embedded database for Rust", "An embedded database for Rust"),
        ("An embedded [database](https://x.example/a-b) for Rust", "An embedded database for Rust"),
        ("Reads numbers https://tide.example/graphql-server", "Reads numbers"),
        ("Reads numbers (see https://tide.example/graphql).", "Reads numbers (see )."),
        ("Reads numbers - www.tide.example/cli", "Reads numbers -"),
        ("Reads numbers, says cli@server.example", "Reads numbers, says"),
        ("<https://tide.example/database> reads numbers", "reads numbers"),
        (":video_game: Reads numbers :zap:", "Reads numbers"),
        ("A key&#45;value&nbsp;store &amp; more", "A key-value store & more"),
        ("A **fast** `cli` for *all*, ~~maybe~~", "A fast cli for all,"),
        ("![badge](https://x.example/a.svg) A tool", "A tool"),
        ("# A tool", "A tool"),
        ("- a tool\n- a lib", "a tool a lib"),
        ("    An indented tool", "An indented tool"),
        ("C# and C++ for *nix, a_b_c", "C# and C++ for *nix, a_b_c"),
        ("---\na: b\n---", "--- a: b ---"),
        ("  A tool: it runs", "A tool: it runs"),
    ],
)
def test_what_a_reader_sees(text: str, shown: str) -> None:
    assert seen(text) == shown


def test_zones(settings: Settings) -> None:
    text = "Tide is an embedded [database](https://tide.example/x) for `rust` :zap:"
    record = Record("x", description=text)
    assert zones_of(read_record(record, settings)) == [
        ("description", "Tide is an"),
        ("head", "embedded"),
        ("noun", "database"),
        ("description", "for rust"),
        ("url", "https://tide.example/x"),
        ("emoji", ":zap:"),
    ]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Tide reads numbers https://tide.example/graphql-server", "Tide reads numbers"),
        ("Tide reads numbers - https://tide.example", "Tide reads numbers"),
        ("Tide reads numbers ftp://tide.example/game-engine.zip", "Tide reads numbers"),
        ("Tide reads numbers git@git.example:tide/message-queue.git", "Tide reads numbers"),
        ("Tide reads numbers (docs.tide.org/database/search.html)", "Tide reads numbers"),
        (":video_game: Tide reads numbers", "Tide reads numbers"),
        (":zap: Tide reads numbers", "Tide reads numbers"),
        (":+1::video_game::zap: Tide reads numbers", "Tide reads numbers"),
        ("Tide reads numbers HTTPS://TIDE.EXAMPLE/GRAPHQL", "Tide reads numbers"),
        ("Counts birds. See [this](https://x.example/kubernetes).", "Counts birds. See this."),
    ],
)
def test_addresses_and_emoji_are_no_words(engine: Engine, text: str, without: str) -> None:
    given = engine.tag_record(Record("x", description=text)).tags
    assert given == engine.tag_record(Record("x", description=without)).tags


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("CLIツール", "cli"),
        ("ORMライブラリ", "orm"),
        ("React用のUIコンポーネント", "react"),
        ("Kubernetes集群管理平台", "k8s"),
        ("JSON処理ライブラリ", "json"),
        ("임베디드 데이터베이스", "database"),
        ("基于Kafka的消息系统", "message-queue"),
        ("メッセージキュー", "message-queue"),
        ("チャットボット", "chat"),
        ("개인 블로그", "blog"),
        ("ビットコインのウォレット", "bitcoin"),
    ],
)
def test_words_glued_to_writing_without_spaces(text: str, tag: str, engine: Engine) -> None:
    result = engine.tag_record(Record("x", description=text))
    assert tag in [one.name for one in result.tags]


def test_evidence_is_where_the_word_stands(engine: Engine) -> None:
    text = "Tide &ndash; a **key&#45;value** [store](https://tide.example/cache)"
    result = engine.tag_record(Record("x", description=text))
    assert "nosql" in [tag.name for tag in result.tags]
    document = result.document
    position = document.text.index("key")
    source, start, end = document.source_span(position, position + len("key-value"))
    assert document.sources[source].text[start:end] == "key&#45;value"


@given(
    st.lists(st.text(st.sampled_from("ab []()*`:&;#<>/.-\n"), min_size=1, max_size=12), min_size=1)
)
@example(["*:", "*:a:"])
def test_places_of_a_text_in_stretches(parts: list[str]) -> None:
    source = "".join(f"{part}??" for part in parts)
    pieces, at = [], 0
    for part in parts:
        pieces.append(Piece(part, at, at + len(part)))
        at += len(part) + 2
    text = "".join(parts)
    for fragment in described.fragments_of(pieces):
        for piece in (*fragment.pieces, *fragment.aside):
            assert 0 <= piece.start <= piece.end <= len(source)
            if piece.is_literal and piece.end > piece.start:
                told = source[piece.start : piece.end]
                assert piece.text[: len(told)].replace("\v", "\n").split() == told.split() or (
                    "??" in told
                )
    assert text
