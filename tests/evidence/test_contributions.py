"""Where contributions stand: each line and each byte of a document is found in no time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tagengine.document.reading import read
from tagengine.evidence.contributions import Locator
from tagengine.rules.zones import Settings
from tests.growth import LINEAR, growth
from tests.support import Folder


def test_places_have_characters_and_bytes(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 3}")
    result = rules.engine().tag("é 数据 🔥 sql\r\nñ sql\rsql\n")
    (entry,) = result.evidence.tags
    places = sorted((one.match.place for one in entry.contributions), key=lambda place: place.start)
    assert [(place.line, place.column, place.start_byte) for place in places] == [
        (1, 8, 15),
        (2, 3, 23),
        (3, 1, 27),
    ]


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "数据库" * n,
        lambda n: "é" + " database" * n,
        lambda n: "database\n" * n,
        lambda n: "é database\r\n" * n,
    ],
)
def test_places_are_found_in_time_by_the_length(
    text: Callable[[int], str], settings: Settings
) -> None:
    def locate(given: str) -> None:
        locator = Locator(read(given, settings))
        for position in range(0, len(given) - 2, 3):
            locator.place(position, position + 2)

    assert growth(text, locate, 1000) < LINEAR
