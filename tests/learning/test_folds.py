from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.record import Record
from tagengine.evaluation.gold import Labelled
from tagengine.learning.folds import fold_of, ordered, splits

ids = st.lists(st.text(max_size=8) | st.integers(), unique_by=str, max_size=30)


@given(ids, st.integers(2, 7))
def test_folds_are_disjoint_and_hold_every_record_out_once(
    found: list[str | int], folds: int
) -> None:
    records = [Labelled(Record(one), ()) for one in found]
    held: list[Labelled] = []
    for others, held_out in splits(records, folds):
        assert others
        assert not {one.record.id for one in others} & {one.record.id for one in held_out}
        assert len(others) + len(held_out) == len(records)
        held += held_out
    if len({fold_of(one, folds) for one in found}) > 1:
        assert sorted(str(one.record.id) for one in held) == sorted(map(str, found))
    else:
        assert held == []


@given(ids, st.integers(2, 7))
def test_a_record_stays_in_its_fold(found: list[str | int], folds: int) -> None:
    for one in found:
        assert 0 <= fold_of(one, folds) < folds
        assert fold_of(one, folds) == fold_of(one, folds)


def test_folds_are_the_same_everywhere() -> None:
    assert [fold_of(one, 5) for one in ("owner/name", 7, "ä")] == [4, 4, 3]


@given(ids)
def test_the_order_is_that_of_no_input(found: list[str | int]) -> None:
    records = [Labelled(Record(one), ()) for one in found]
    assert ordered(records) == ordered(records[::-1])
    assert sorted(str(one.record.id) for one in ordered(records)) == sorted(map(str, found))
