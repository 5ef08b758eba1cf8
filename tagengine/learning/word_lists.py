"""Learned words from labelled records: look at them, fit, calibrate on records held out, fit again.

The confidence of scores, and the score from which on tags are given, come from a fifth of the
records that a first fit did not see; the words from a second fit, to all.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np

from tagengine.evaluation.gold import Labelled
from tagengine.learning import examples, joint, table
from tagengine.learning.fitting import STEPS, Fit
from tagengine.learning.folds import DEFAULT_FOLDS, fold_of
from tagengine.learning.joint import Kept, Learned
from tagengine.rules.files.folder import Reading
from tagengine.rules.scale import Scale
from tagengine.system.progress import Step, Steps


def learn(
    reading: Reading,
    labelled: Sequence[Labelled],
    scale: Scale,
    kept: Kept,
    like: Sequence[Labelled] = (),
) -> Steps[Learned]:
    """Learn words for rules written by hand; yields after every step, the result last.

    `reading` is what the rules by hand say, without learned words; their examples are learned from
    too. Records are weighed so that tags occur as often as in those `like`, if there are any.
    """
    rule_set = reading.rule_set
    listed = examples.of(labelled, like)
    listed += examples.of_rules(reading.examples(), rule_set.vocabulary)
    progress = Step[Learned](0, len(listed) + 2 * STEPS)
    seen = []
    for one in table.look(listed, rule_set, scale):
        seen.append(one)
        progress.done += 1
        yield progress
    names, singular = table.known_grams(listed, seen)
    tags = [tag.name for tag in rule_set.vocabulary]
    whole = table.tabulated(listed, seen, names, singular, tags)
    scale = joint.with_brackets(scale, whole)
    held_out = np.array([fold_of(one.record.id, DEFAULT_FOLDS) == 0 for one in listed])
    if 0 < held_out.sum() < len(listed):
        first = yield from _fitted(progress, whole.part(~held_out), scale, kept)
        rest = whole.part(held_out)
        values = joint.scores(rest, joint.whole(first, whole.part(~held_out), kept), scale)
    fitted = yield from _fitted(progress, whole, scale, kept)
    found = joint.whole(fitted, whole, kept)
    if not 0 < held_out.sum() < len(listed):
        rest, values = whole, joint.scores(whole, found, scale)
    scale, limits = joint.calibrated(scale, values, rest, rule_set.settings.max_tags)
    progress.done = progress.total
    progress.result = Learned(scale, found, limits)
    yield progress


def _fitted(
    progress: Step[Learned], part: table.Table, scale: Scale, kept: Kept
) -> Generator[Step[Learned], None, Fit]:
    """Yield progress after each step of a fit, and return the fit."""
    end = progress.done + STEPS
    fitted: Fit | None = None
    for fitted in joint.fit(part, scale, kept):
        if fitted is None:
            progress.done += 1
            yield progress
    progress.done = end
    if fitted is None:
        raise AssertionError("a fit ends with its result")
    return fitted
