"""HTML tokens: the tags, attributes and comments that an HTML5 parser finds, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML

from tagengine.document.markdown.html_tokens import Comment, Tag, hidden_end, token_at


def tokens(html: str) -> Iterator[Tag | Comment]:
    """Yield the tags and comments of HTML; what lies between them is text."""
    position = html.find("<")
    while position >= 0:
        token = token_at(html, position, len(html))
        if token is None:
            position = html.find("<", position + 1)
            continue
        yield token
        end = hidden_end(html, token, len(html)) if isinstance(token, Tag) else token.end
        position = html.find("<", end)


def test_a_tag_with_attributes() -> None:
    html = "x <IMG alt='a > b' src=y.png hidden/> z"
    tag = token_at(html, 2, len(html))
    assert isinstance(tag, Tag)
    assert (tag.name, tag.closing, html[tag.end :]) == ("img", False, " z")
    assert {name: html[slice(*span)] for name, span in tag.attributes.items()} == {
        "alt": "a > b",
        "src": "y.png",
    }


def test_what_is_no_tag_is_text() -> None:
    for text in ("< b>", "<3", "<", "</>", "<b", "<b c='", "a << b"):
        assert not list(tokens(text)), text


def test_comments_and_declarations() -> None:
    html = "<!DOCTYPE html><!-- a --><?x?><!-- open"
    found = list(tokens(html))
    assert all(isinstance(token, Comment) for token in found)
    inner = [html[slice(*token.inner)] for token in found if isinstance(token, Comment)]
    assert inner == ["DOCTYPE html", " a ", "x?", " open"]


def test_script_and_style_are_raw_text() -> None:
    html = "<script>a < b; '<p>'</script><p>"
    first, *rest = tokens(html)
    assert isinstance(first, Tag)
    assert html[hidden_end(html, first, len(html)) :].startswith("</script>")
    assert [token.name for token in rest if isinstance(token, Tag)] == ["script", "p"]


def test_struck_text_is_hidden() -> None:
    for html in ("<del>a <b>b</b></del>c", "<s>a</s>c", "<STRIKE x>a</strike>c"):
        first = next(tokens(html))
        assert isinstance(first, Tag)
        assert html[hidden_end(html, first, len(html)) :].endswith(">c")


_TEXTS = st.text(st.sampled_from("ab c.1"), max_size=8)
_ELEMENTS = st.recursive(
    _TEXTS,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["b", "span", "div", "section", "em"]), inner).map(
            lambda pair: f"<{pair[0]} class='x'>{pair[1]}</{pair[0]}>"
        ),
        st.tuples(inner, inner).map("".join),
        inner.map("<!-- note -->{}".format),
        inner.map('<img alt="q">{}'.format),
    ),
    max_leaves=10,
)


@given(_ELEMENTS)
def test_the_text_between_tokens_is_what_an_html5_parser_shows(html: str) -> None:
    position, parts = 0, []
    for token in tokens(html):
        parts.append(html[position : token.start])
        position = token.end
    text = "".join([*parts, html[position:]])
    expected = JustHTML(f"<body>{html}").to_text()
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", expected)
