"""The shipped rules as data: complete, in order, and right about their own examples."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml

from tagengine.authoring import trial_report, trials
from tagengine.authoring.trials import Trial
from tagengine.learning import grams
from tagengine.learning.table import LEAST_SUPPORT
from tagengine.rules.files import vocabulary as vocabulary_file
from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.files.scale import SCALE_FILE
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.sources import VOCABULARY_FILE, read, shipped_folder

FOLDER = shipped_folder()
RULE_FILES = sorted(
    path
    for path in FOLDER.glob("*.yaml")
    if path.name not in (SETTINGS_FILE, VOCABULARY_FILE, SCALE_FILE)
)
LEARNED_FILES = sorted((FOLDER / "learned").glob("*.yaml"))
TAGS = vocabulary_file.parse((FOLDER / VOCABULARY_FILE).read_text("utf-8"), VOCABULARY_FILE)
TRIALS = list(trials.run(read()))


def test_the_vocabulary_is_the_owner_s() -> None:
    assert len(TAGS) == 90
    assert [tag.name for tag in TAGS if tag.name != tag.name.strip()] == [
        "declarative-gui ",
        "game-engine ",
    ]
    assert TAGS.find("ai").id == 17
    assert all(tag.scope for tag in TAGS)


def test_every_tag_has_a_file_named_after_it(shipped: RuleSet) -> None:
    assert shipped.tags_without_rules() == []
    assert {path.stem for path in RULE_FILES} == {tag.name.strip() for tag in TAGS}


def test_every_tag_has_learned_words() -> None:
    assert {path.stem for path in LEARNED_FILES} == {tag.name.strip() for tag in TAGS}


@pytest.mark.parametrize("path", LEARNED_FILES, ids=lambda path: path.stem)
def test_learned_words_go_by_weight_and_have_support(path: Path) -> None:
    listed = yaml.safe_load(path.read_text("utf-8")).get("words", {})
    found = [(word, *map(int, re.findall(r"[+-]?\d+", said))) for word, said in listed.items()]
    assert [(-one[1], one[0]) for one in found] == sorted((-one[1], one[0]) for one in found)
    for word, weight, right, projects in found:
        assert (right if weight > 0 else projects - right) >= LEAST_SUPPORT, word
        assert grams.says_something(word)


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_a_file_is_in_order(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"# {path.stem}"), "the header says what the tag is"
    data = yaml.safe_load(text)
    weights = [entry["weight"] for entry in data["rules"]]
    assert weights == sorted(weights, reverse=True), "rules go by weight, the highest first"
    for entry in data["rules"]:
        keywords = [
            word[0] if isinstance(word, list) else word for word in entry.get("keywords", [])
        ]
        folded = [unicodedata.normalize("NFC", word).casefold() for word in keywords]
        assert folded == sorted(folded), f"keywords of weight {entry['weight']} go by the alphabet"


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_a_tag_has_examples_for_and_against(path: Path) -> None:
    examples = yaml.safe_load(path.read_text("utf-8"))["examples"]
    assert len(examples["match"]) >= 2
    assert len(examples["no_match"]) >= 1


@pytest.mark.parametrize("trial", TRIALS, ids=lambda one: one.place.rpartition("/")[2])
def test_an_example_holds(trial: Trial) -> None:
    assert trial.passed, trial_report.details(trial)
