"""What a reader sees of raw HTML: its text by fragments, its links, images and comments aside."""

from __future__ import annotations

from tagengine.document.markdown.collecting import Collector, is_badge_url
from tagengine.document.markdown.html_tokens import Comment, Tag, hidden_end, token_at
from tagengine.rules.zones import Zone

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCK_TAGS = dict.fromkeys(
    (
        *("p", "div", "section", "article", "aside", "main", "nav", "header", "footer", "address"),
        *("ul", "ol", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "caption", "hr", "center"),
        *("details", "summary", "blockquote", "figure", "figcaption", "form", "fieldset"),
    )
) | {"li": Zone.LIST_ITEM, "td": Zone.TABLE, "th": Zone.TABLE, "pre": Zone.CODE_BLOCK}
_CODE_TAGS = frozenset(("code", "kbd", "samp", "tt"))


def read_block(collector: Collector, start: int, end: int) -> None:
    """Collect the text of an HTML block."""
    source = collector.source
    position, at = start, source.find("<", start, end)
    no_comment_ends = False  # none that begins from here on ends in this block
    while at >= 0:
        token = None
        if not (no_comment_ends and source.startswith("<!--", at)):
            token = token_at(source, at, end)
        if token is None or token.end > end:
            if isinstance(token, Comment) and not source[start:at].strip():
                collector.put_aside(at, end, Zone.HTML_COMMENT)  # a block that never ends
                return
            no_comment_ends |= isinstance(token, Comment)
            at = source.find("<", at + 1, end)
            continue
        if at > position:
            collector.add(position, at, is_html=True)
        position = read_token(collector, token, end)
        at = source.find("<", position, end)
    if position < end:
        collector.add(position, end, is_html=True)


def read_token(collector: Collector, token: Tag | Comment, end: int) -> int:
    """Collect what a tag or comment stands for; return where text goes on, `end` at the latest."""
    if isinstance(token, Comment):
        collector.put_aside(*token.inner, Zone.HTML_COMMENT)
        collector.add_blank(token.end)
        return token.end
    _read_tag(collector, token)
    return hidden_end(collector.source, token, end)


def _read_tag(collector: Collector, tag: Tag) -> None:
    name = tag.name
    if name in _HEADINGS:
        if tag.closing:
            collector.enter(collector.block_zone, collector.block_level)
        else:
            collector.enter(Zone.HEADING, int(name[1]))
    elif name in _BLOCK_TAGS:
        if not collector.html_level:
            zone = None if tag.closing else _BLOCK_TAGS[name]
            collector.enter(zone or collector.block_zone, collector.block_level)
        else:
            collector.add_break(tag.start, tag.end)
    elif name in ("sub", "sup"):
        collector.add_blank(tag.end)
    elif name == "br":
        collector.add_break(tag.start, tag.end)
    elif name == "a":
        collector.zone = None if tag.closing else Zone.LINK_TEXT
        if "href" in tag.attributes:
            collector.put_aside(*tag.attributes["href"], Zone.URL)
    elif name in _CODE_TAGS:
        collector.zone = None if tag.closing else Zone.INLINE_CODE
    elif name == "img":
        _read_image(collector, tag)


def _read_image(collector: Collector, tag: Tag) -> None:
    start, end = tag.attributes.get("src", (0, 0))
    is_badge = is_badge_url(collector.source[start:end])
    if "alt" in tag.attributes:
        zone = Zone.BADGE if is_badge else Zone.IMAGE_ALT
        collector.put_aside(*tag.attributes["alt"], zone)
    collector.put_aside(start, end, Zone.BADGE if is_badge else Zone.URL)
    collector.add_blank(tag.end)
