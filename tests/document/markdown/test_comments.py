"""Comments of notes and templates are no text; what only looks like one is."""

from __future__ import annotations

import pytest

from tagengine.document.reading import read
from tagengine.rules.zones import Settings
from tests.invariants import check_document
from tests.support import zones_of


@pytest.mark.parametrize(
    "comment",
    [
        "{% comment %}\na cache\n{% endcomment %}",
        "{%- comment -%} a cache {%- endcomment -%}",
        "{# a cache #}",
        "%%a cache%%",
        "%% a\ncache %%",
        "%%\na\n\ncache\n%%",
        "{/* a cache */}",
        "{{/* a cache */}}",
        "{{!-- a cache --}}",
        "{% include cache.html %}",
        "{{< cache >}}",
        '{{% notice "cache" %}}',
        "{{ site.cache }}",
        "<del>\n\na cache\n\n</del>",
        "> [!cache]\n> x",
    ],
)
def test_a_comment(comment: str, settings: Settings) -> None:
    document = read(f"# Ember\n\nOne.\n\n{comment}\n\nTwo.\n", settings)
    check_document(document)
    zones = zones_of(document)
    assert all("cache" not in text for zone, text in zones if zone != "html_comment")
    assert any("cache" in text for zone, text in zones if zone == "html_comment")
    assert "Two." in document.text


@pytest.mark.parametrize(
    "comment", ["{# note #}", "%% a note %%", "{% comment %}\nx\n{% endcomment %}"]
)
def test_text_after_a_comment_is_no_code(comment: str, settings: Settings) -> None:
    document = read(f"# Ember\n\n{comment} A cache.\n", settings)
    check_document(document)
    assert [zone for zone, text in zones_of(document) if "cache" in text] == ["lead"]


@pytest.mark.parametrize(
    "text",
    [
        "100%% and a cache, 50%% more",
        "{% comment %} a cache",
        "`{% comment %}` a cache `{% endcomment %}`",
        "%% a cache\n\nand %% more",
        "## A cache {#cache}",
        "{% if x %}a cache{% endif %}",
        "{{ x }} a cache {{ y }}",
        "{{ a cache",
        "`{{ cache }}`",
        "> [!NOTE] a cache",
        "> [!NOTE]\n> a cache",
        "[!cache]",
    ],
)
def test_no_comment(text: str, settings: Settings) -> None:
    zones = zones_of(read(f"# Ember\n\n{text}\n", settings))
    assert any("cache" in shown for zone, shown in zones if zone != "html_comment")


def test_a_block_that_is_a_comment_without_end_is_not_shown(settings: Settings) -> None:
    document = read("# Ember\n\n<!-- todo\n\nA cache.\n", settings)
    assert zones_of(document)[-1][0] == "html_comment"


@pytest.mark.parametrize(
    "text",
    [
        "%%\0%%\0",
        "%%a%% b\n",
        "x `a %% b %% c` {# d #} e\n",
        "    a\n    %%b%% c\n    d %%e%%\n",
        "[a](b{# c #}d) https://x.test/{# e #}f\n",
    ],
)
def test_what_is_left_stands_where_it_stood(text: str, settings: Settings) -> None:
    check_document(read(f"# Ember\n\n{text}", settings))
    check_document(read(text, settings))
