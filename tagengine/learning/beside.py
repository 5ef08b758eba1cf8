"""Words learned for a folder of rules by hand: look at records, fit, calibrate, fit again.

The confidence of scores, and the score from which on tags are given, come from a fifth of the
records that a first fit did not see; the words from a second fit, to all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tagengine.evaluation.gold import Labelled
from tagengine.learning import calibration, examples, joint, learned_files, table
from tagengine.learning.fitting import STEPS
from tagengine.learning.folds import DEFAULT_FOLDS, fold_of
from tagengine.learning.joint import Learned
from tagengine.rules.files import folder as rule_files
from tagengine.rules.files import settings as rule_settings
from tagengine.rules.files.folder import SETTINGS_FILE, Reading
from tagengine.rules.files.learned import LEARNED_FOLDER
from tagengine.rules.files.scale import SCALE_FILE
from tagengine.rules.scale import Scale
from tagengine.rules.vocabulary import Vocabulary
from tagengine.rules.zones import Section, Zone
from tagengine.system.progress import Step, Steps

_FACTORS = {
    Zone.NAME: 100,
    Zone.TOPICS: 100,
    Zone.LANGUAGE: 100,
    Zone.DESCRIPTION: 90,
    Zone.NOUN: 110,
    Zone.HEAD: 100,
    Zone.TITLE: 100,
    Zone.TAGLINE: 95,
    Zone.DEFINITION: 95,
    Zone.LEAD: 40,
    Zone.HEADING: 35,
    Zone.BODY: 20,
    Zone.LIST_ITEM: 20,
}
_SECTIONS = (Section.ABOUT, Section.FEATURES)
_ONLY_THERE = (Zone.BODY, Zone.LIST_ITEM)  # these count in those sections only


def default_scale() -> Scale:
    """Return the scale, still without brackets and confidence."""
    return Scale(
        tuple(_FACTORS.get(zone, 0) for zone in Zone),
        sum(1 << zone for zone in _FACTORS if zone not in _ONLY_THERE),
        sum(1 << section for section in _SECTIONS),
        (),
        100,
        ((0, 50),),
    )


_OFF = {"kind_share": 100, "kind_rank": 100}  # what kinds need is learned, too


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of rules: its files by name, what they say, and what those by hand say alone."""

    files: Mapping[str, str]
    reading: Reading
    by_hand: Reading

    @classmethod
    def of(
        cls, files: Mapping[str, str], origin: str, vocabulary: Vocabulary | None = None
    ) -> Folder:
        """Return a folder of rules; raises `RuleErrors` with all problems of its files.

        `vocabulary` has tags that words are to be learned for beside those of the files.
        """
        others = {
            name: text
            for name, text in files.items()
            if name != SCALE_FILE and not name.startswith(LEARNED_FOLDER)
        }
        return cls(files, *(rule_files.read(one, vocabulary, origin) for one in (files, others)))

    def learn(self, labelled: Sequence[Labelled], like: Sequence[Labelled]) -> Steps[Learned]:
        """Learn words for the rules by hand; yields after every step, the result last.

        Examples of the rules are learned from too. Records are weighed so that tags occur as often
        as in those `like`, if there are any.
        """
        rule_set = self.by_hand.rule_set
        kept = learned_files.kept(self.reading.learned_files, rule_set.vocabulary)
        scale = self.reading.rule_set.scale or default_scale()
        listed = examples.of(labelled, like)
        listed += examples.of_rules(self.by_hand.examples(), rule_set.vocabulary)
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
            first = yield from joint.fit(whole.part(~held_out), scale, kept, progress)
            rest = whole.part(held_out)
            values = joint.scores(rest, joint.whole(first, whole.part(~held_out), kept), scale)
        progress.done = len(listed) + STEPS
        fitted = yield from joint.fit(whole, scale, kept, progress)
        found = joint.whole(fitted, whole, kept)
        if not 0 < held_out.sum() < len(listed):
            rest, values = whole, joint.scores(whole, found, scale)
        most = rule_set.settings.max_tags
        scale = replace(scale, confidence=calibration.confidence(values, rest, most))
        limits = calibration.limits(values, rest, most)
        progress.done = progress.total
        progress.result = Learned(scale, found, limits)
        yield progress

    def written(self, learned: Learned) -> dict[str, str]:
        """Return the files that learning writes, by name; rules by hand stay as they are."""
        rule_set = self.reading.rule_set
        limits = learned.limits._asdict() | _OFF
        settings = rule_settings.with_limits(self.files[SETTINGS_FILE], limits)
        return {SETTINGS_FILE: settings, **learned_files.files(learned, rule_set.vocabulary)}
