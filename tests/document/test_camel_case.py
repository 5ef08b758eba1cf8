"""The words in a name; in a text names of products are left as they are."""

from __future__ import annotations

import pytest

from tagengine.document.camel_case import parts, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MessageQueue", ["Message", "Queue"]),
        ("GameEngine3D", ["Game", "Engine", "3D"]),
        ("KvStore", ["Kv", "Store"]),
        ("HTTPServer2", ["HTTP", "Server2"]),
        ("mySQL", ["my", "SQL"]),
        ("GraphQLServer", ["GraphQL", "Server"]),
        ("MongoDBClient", ["MongoDB", "Client"]),
        ("IoTGateway", ["IoT", "Gateway"]),
        ("FastOpenAPI", ["Fast", "OpenAPI"]),
        ("GraphQL", []),
        ("Ember", []),
        ("ember-db", []),
    ],
)
def test_parts_of_a_name(name: str, expected: list[str]) -> None:
    assert [name[start:end] for start, end in parts(name)] == expected


def test_words_of_a_text() -> None:
    text = "A KeyValueStore in JavaScript, on GitHub, for MySQL and iOS"
    found = [[text[start:end] for start, end in word] for word in words(text)]
    assert found == [["Key", "Value", "Store"]]
