"""The picture of the rooms is that of the layers that `lint-imports` checks."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from scripts.rooms import COLOURS, PICTURES, TASKS, layers, picture


@pytest.mark.parametrize("scheme", COLOURS)
def test_the_picture_is_up_to_date(scheme: str) -> None:
    stored = (PICTURES / f"rooms-{scheme}.svg").read_text("utf-8")
    assert stored == picture(scheme), "draw it again with: python -m scripts.rooms"


def test_every_room_has_a_task_and_a_box() -> None:
    rooms = [room for layer in layers() for room in layer]
    assert sorted(rooms) == sorted(TASKS)
    texts = [one.text for one in ET.fromstring(picture("light")).iter() if one.text]
    assert [text for text in texts if text in TASKS] == rooms
