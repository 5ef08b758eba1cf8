"""A vocabulary with the tags of another."""

from __future__ import annotations

from tagengine.rules.vocabulary import Tag, Vocabulary


def test_a_vocabulary_is_joined_by_the_tags_that_it_lacks() -> None:
    own = Vocabulary([Tag(1, "cache"), Tag(2, "nosql ")])
    other = Vocabulary([Tag(2, "queue"), Tag(1, "NoSQL"), Tag("2+", "search")])
    assert own.joined(other).tags == (
        Tag(1, "cache"),
        Tag(2, "nosql "),
        Tag("2+", "queue"),
        Tag("2++", "search"),
    )
