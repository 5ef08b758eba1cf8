"""Answers whose figures scikit-learn computed."""

from tagengine.evaluation import Judged

NAMES = tuple("abcdef")


def judged(number: int, labels: str, scores: dict[str, int], answer: str) -> Judged:
    """Return an answer; tags are single letters."""
    ordered = sorted(scores.items(), key=lambda entry: (-entry[1], entry[0]))
    return Judged(number, tuple(labels), (), tuple(answer), tuple(ordered))


SAMPLE = [
    judged(1, "cf", {"a": 0, "b": 5, "e": -2, "f": 0}, "b"),
    judged(2, "", {"b": 3, "c": -2, "d": 3, "e": 0}, "bd"),
    judged(3, "", {"b": 0, "d": 1, "e": 0, "f": -2}, "d"),
    judged(4, "e", {"a": -2, "b": -2, "d": 0, "e": 0}, ""),
    judged(5, "b", {"b": 5, "c": 5, "e": 0, "f": 0}, "bc"),
    judged(6, "d", {"a": 0, "b": 0, "c": 1, "f": -2}, "c"),
    judged(7, "ce", {"a": 1, "c": 1, "e": 1, "f": 1}, "ac"),
    judged(8, "bd", {"a": -2, "b": 5, "d": 1, "e": 1}, "bd"),
]
