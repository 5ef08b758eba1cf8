"""The patterns of rules: found once, kept with the rules, and rules made only when asked for."""

from __future__ import annotations

import pickle

from tagengine.rules.patterns import KeptRules, patterns_of, tags_of
from tests.support import Folder


def test_a_pattern_has_all_its_rules_and_parts_have_numbers(rules: Folder) -> None:
    rules.write_rules("cache", "[{keywords: [rows], weight: 2}, {regex: 'a:b', weight: 1}]")
    rules.write_rules(
        "database",
        "- {keywords: [rows], weight: 4, requires: {any: [server]}}\n"
        "- {keywords: [keeps … rows], weight: 2, gap: 4}",
    )
    rule_set = rules.load()
    index = {(rule.tag, rule.text): at for at, rule in enumerate(rule_set.rules)}
    tag = {tag.key: at for at, tag in enumerate(rule_set.vocabulary)}
    made = patterns_of(rule_set.rules)
    of_cache, of_database = index[tag["cache"], "rows"], index[tag["database"], "rows"]
    owners = dict(zip(made.texts, made.owners, strict=True))
    assert owners[" rows "] == tuple(sorted((of_cache, of_database)))
    assert owners[" server "] == ()
    phrase = index[tag["database"], "keeps … rows"]
    (found,) = {(one.rule, one.gap) for one in made.phrases}
    assert found == (phrase, 4)
    assert " server " in made.numbers
    assert made.conditioned == {of_database}
    assert made.regexes == {index[tag["cache"], "a:b"]: ["a:b"]}


def test_kept_rules_are_those_that_were_read(rules: Folder) -> None:
    rules.write_rules("cache", "[{keywords: [redis], weight: 2}, {keywords: [lru], weight: 1}]")
    first, second = rules.load().rules, rules.load().rules
    assert isinstance(second, KeptRules)
    assert not isinstance(first, KeptRules)
    assert patterns_of(second) == patterns_of(first)
    assert tags_of(second) == tags_of(first)
    assert (second[-1], second[:1], len(second)) == (first[-1], first[:1], 2)
    assert second[0] is second[0]
    assert pickle.loads(pickle.dumps(second)) == first  # workers are given them
