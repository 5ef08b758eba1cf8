"""The controlled vocabulary: the tags to tag from, in the owner's order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tagengine.errors import VocabularyError, did_you_mean

_NEAR = 0.65  # how alike a name is to the one that is hinted at: "notes" is no "nosql"
_SURE = 0.85  # how alike names are, of 1, where one is surely the other misspelled


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a vocabulary: `id` and `name` verbatim, `scope` says what it stands for."""

    id: int | str
    name: str
    scope: str = ""

    @property
    def key(self) -> str:
        """The name as people and rule files write it: case-folded, without outer white space."""
        return key_of(self.name)


def key_of(name: str) -> str:
    """Return the form under which a tag's name is looked up."""
    return name.strip().casefold()


def letters_of(name: str) -> str:
    """Return the letters and digits of a tag's name: all that 'CI/CD' and 'ci-cd' share."""
    return "".join(character for character in name.casefold() if character.isalnum())


def _plain(name: str) -> str:
    """Return a name case-folded, without what is between its words."""
    return re.sub(r"[\s_/-]+", "", name.casefold())


class Vocabulary(Sequence[Tag]):
    """An ordered list of tags without duplicates.

    Raises `VocabularyError` naming every id or name that occurs twice, or if there is no tag.
    """

    __slots__ = ("_by_key", "tags")

    def __init__(self, tags: Iterable[Tag]) -> None:
        self.tags = tuple(tags)
        self._by_key: dict[str, int] = {}
        if not self.tags:
            raise VocabularyError("the vocabulary has no tag (give at least one id and name)")
        problems = []
        ids: set[str] = set()
        for index, tag in enumerate(self.tags):
            if tag.key in self._by_key:
                problems.append(f'the tag name "{tag.name}" occurs twice')
            if str(tag.id) in ids:
                problems.append(f"the tag id {tag.id} occurs twice")
            ids.add(str(tag.id))
            self._by_key.setdefault(tag.key, index)
        if problems:
            raise VocabularyError("; ".join(problems) + " (every id and name must be unique)")

    def __len__(self) -> int:
        return len(self.tags)

    def __getitem__(self, index: Any) -> Any:
        return self.tags[index]

    def __iter__(self) -> Iterator[Tag]:
        return iter(self.tags)

    def index_of(self, name: str) -> int | None:
        """Return the position of the tag with this name (ignoring case and spaces around it)."""
        return self._by_key.get(key_of(name))

    def index_like(self, name: str) -> int | None:
        """Return the position of the tag with this name, or else of one with the same letters.

        'Message Queue' and 'message_queue' are found by 'message-queue'.
        """
        exact = self.index_of(name)
        if exact is not None:
            return exact
        letters = letters_of(name)
        alike = (index for index, tag in enumerate(self.tags) if letters_of(tag.name) == letters)
        return next(alike, None) if letters else None

    def only_near(self, name: str) -> Tag | None:
        """Return the tag that a misspelled name surely means: the only one spelled much like it."""
        plain = _plain(name)
        same = [tag for tag in self.tags if _plain(tag.name) == plain]
        if len(same) == 1:
            return same[0]
        import difflib  # noqa: PLC0415 -- only for names of no tag

        near = difflib.get_close_matches(key_of(name), list(self._by_key), n=2, cutoff=_SURE)
        return self.tags[self._by_key[near[0]]] if len(near) == 1 else None

    def joined(self, other: Vocabulary) -> Vocabulary:
        """Return these tags and those of another vocabulary that are not among them.

        A tag whose id is taken gets a new one.
        """
        tags, ids = list(self.tags), {str(tag.id) for tag in self.tags}
        for tag in other:
            if self.index_of(tag.name) is None:
                new = tag.id
                while str(new) in ids:
                    new = f"{new}+"
                ids.add(str(new))
                tags.append(Tag(new, tag.name, tag.scope))
        return Vocabulary(tags)

    def find(self, name: str) -> Tag:
        """Return the tag with this name; raises `VocabularyError` with the nearest name if none."""
        index = self.index_of(name)
        if index is None:
            raise VocabularyError(unknown_tag(name, self))
        return self.tags[index]


def unknown_tag(name: str, vocabulary: Vocabulary) -> str:
    """Return the message for a name that is not in the vocabulary."""
    problem, hint = not_in(vocabulary, name)
    return f"{problem} ({hint})"


def not_in(vocabulary: Vocabulary, name: str) -> tuple[str, str]:
    """Return what is wrong with a name that is not in the vocabulary, and the hint."""
    near = did_you_mean(name, [tag.key for tag in vocabulary], _NEAR)
    for tag in vocabulary:
        if near == f'did you mean "{tag.key}"?':
            near = f'did you mean "{tag.name.strip()}"?'
    hint = near or f"it has {len(vocabulary)} tags; tagengine rules list shows them"
    return f'no tag "{name.strip()}" in the vocabulary', hint


def from_data(data: object, origin: str) -> Vocabulary:
    """Return the vocabulary of parsed data: a list of `{id, name, scope?}` or of names.

    Raises `VocabularyError` naming `origin` and every entry that is wrong.
    """
    if not isinstance(data, list):
        raise VocabularyError(
            f'{origin}: a vocabulary is a list of tags ([{{"id": 1, "name": "x"}}])'
        )
    tags = []
    problems = []
    for number, entry in enumerate(data, start=1):
        problem = _entry_problem(entry)
        if problem:
            problems.append(f"{origin}: tag {number}: {problem}")
        elif isinstance(entry, str):
            tags.append(Tag(number, entry))
        else:
            tags.append(Tag(entry["id"], entry["name"], entry.get("scope", "")))
    if problems:
        raise VocabularyError(*problems)
    try:
        return Vocabulary(tags)
    except VocabularyError as error:
        raise VocabularyError(f"{origin}: {error}") from None


def _entry_problem(entry: object) -> str:
    if isinstance(entry, str):
        return "" if entry.strip() else "the name is empty (write a name)"
    if not isinstance(entry, dict):
        return 'expected {"id": …, "name": …} or a name'
    name, tag_id = entry.get("name"), entry.get("id")
    if not isinstance(name, str) or not name.strip():
        return 'no "name" (a text is needed)'
    if isinstance(tag_id, bool) or not isinstance(tag_id, int | str):
        return 'no "id" (a number or a text is needed)'
    if not isinstance(entry.get("scope", ""), str):
        return '"scope" is not a text (put it in quotes)'
    return ""


def tag_as(tag: Tag, form: str = "object") -> Any:
    """Return a tag as an object with id and name, or as one of them, verbatim."""
    if form == "id":
        return tag.id
    return tag.name if form == "name" else {"id": tag.id, "name": tag.name}
