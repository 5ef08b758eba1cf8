from hypothesis import given
from hypothesis import strategies as st

from tagengine.evaluation import Judged
from tagengine.learning.limits import Limits, apply, fitted
from tagengine.rules.files.settings import with_limits
from tagengine.rules.sources import load
from tagengine.rules.vocabulary import Tag, Vocabulary

SETTINGS = load().settings
VOCABULARY = Vocabulary([Tag(1, "a"), Tag(2, "b"), Tag(3, "c")])


def _judged(labels: str, **scores: int) -> Judged:
    ordered = sorted(scores.items(), key=lambda entry: (-entry[1], entry[0]))
    return Judged(0, tuple(labels), (), (), tuple((name, points * 100) for name, points in ordered))


def test_limits_that_agree_best_are_found() -> None:
    judged = [_judged("a", a=50, b=30), _judged("ab", a=50, b=45), _judged("", c=3)]
    assert fitted(judged, VOCABULARY, SETTINGS) == Limits(2, 40, 85)


def test_apply_chooses_as_the_engine_does() -> None:
    (one,) = apply([_judged("", a=50, b=30, c=9)], Limits(3, 10, 50), VOCABULARY, SETTINGS)
    assert one.answer == ("a", "b")


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(1, 90)), max_size=4))
def test_no_answer_breaks_its_limits(scores: list[dict[str, int]]) -> None:
    limits = Limits(2, 20, 40)
    judged = [_judged("", **one) for one in scores]
    for one in apply(judged, limits, VOCABULARY, SETTINGS):
        points = dict(one.scores)
        assert len(one.answer) <= 2
        assert all(
            points[name] >= max(2000, points[one.answer[0]] * 40 // 100) for name in one.answer
        )


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(1, 90)), max_size=4))
def test_of_fewer_tags_the_best_are_the_same(scores: list[dict[str, int]]) -> None:
    judged = [_judged("", **one) for one in scores]
    most = apply(judged, Limits(3, 20, 40), VOCABULARY, SETTINGS)
    for max_tags in (1, 2):
        fewer = apply(judged, Limits(max_tags, 20, 40), VOCABULARY, SETTINGS)
        for one, all_of_it in zip(fewer, most, strict=True):
            best = {name for name, _ in one.scores[:max_tags]}
            assert set(one.answer) == best & set(all_of_it.answer)


def test_written_keeps_all_else() -> None:
    text = (
        "# note\nselection:\n  max_tags: 3 # most\n  threshold: 10\n  share: 38\n  kind_share: 18\n"
    )
    assert with_limits(text, Limits(1, 30, 85)._asdict()) == (
        "# note\nselection:\n  max_tags: 1 # most\n  threshold: 30\n  share: 85\n  kind_share: 18\n"
    )
