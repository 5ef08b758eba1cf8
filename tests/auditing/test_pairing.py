"""Audits find their records by id, in any order."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tagengine import Record
from tagengine.auditing.pairing import pair
from tagengine.auditing.strict_json import Entry

IDS = st.lists(st.one_of(st.integers(0, 3), st.sampled_from(["0", "1", "x"])), max_size=8)


def entry(record_id: object) -> Entry:
    return Entry({"document": {"id": record_id}}, "a:1")


def test_one_audit_and_one_record_belong_together() -> None:
    (only,) = pair([entry("a.md")], [Record("./a.md")])
    assert only.record == Record("./a.md")


@given(IDS, IDS)
def test_an_audit_gets_the_record_with_its_id(
    audit_ids: list[int | str], record_ids: list[int | str]
) -> None:
    records = [Record(one, readme=str(number)) for number, one in enumerate(record_ids)]
    pairs = list(pair(map(entry, audit_ids), records))
    assert [one.entry.value["document"]["id"] for one in pairs] == audit_ids
    if len(audit_ids) == len(record_ids) == 1:
        return
    for record_id in {*audit_ids}:
        given_ = [one.record for one in pairs if one.entry.value["document"]["id"] == record_id
                  and type(one.entry.value["document"]["id"]) is type(record_id)]  # fmt: skip
        own = [one for one in records if one.id == record_id and type(one.id) is type(record_id)]
        count = min(len(own), len(given_))
        assert given_ == [*own[:count], *[None] * (len(given_) - count)]


def test_records_are_read_only_as_far_as_needed() -> None:
    read = []

    def records() -> Iterator[Record]:
        for number in range(1000):
            read.append(number)
            yield Record(number)

    pairs = pair(map(entry, range(1000)), records())
    for _ in range(5):
        next(pairs)
    assert len(read) <= 6


def test_what_is_no_audit_has_no_record() -> None:
    pairs = pair([Entry(None, "a:1"), Entry([], "a:2")], [Record(1), Record(2)])
    assert [one.record for one in pairs] == [None, None]
