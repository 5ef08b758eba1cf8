"""reStructuredText, read by docutils: its parser's tree, each text found where it is.

Nothing that a document asks for is run or read: no raw text, no files. The transforms that would
put text elsewhere are left out; what they would do to substitutions is done here.
"""

from __future__ import annotations

import re
from typing import Any

from tagengine.document.formats import plain
from tagengine.document.formats.by_line import Lines
from tagengine.document.formats.sheet import is_badge, literal
from tagengine.document.pieces import Fragment, Piece
from tagengine.rules.zones import Zone

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "syntax_highlight": "none",
    "smart_quotes": False,
    "input_encoding": "unicode",
    "line_length_limit": 1 << 20,
    "warning_stream": "",
}
_LONGEST = 80_000  # characters
_LONGEST_PARAGRAPH = 4000  # characters
_BLANK_LINE = re.compile(r"\n[ \t\r]{0,80}(?=\n)")
_FAR = 4000  # characters, beyond which a text that is looked for is another one
_ROLE = re.compile(r":[\w:+.-]+:`(?:[~!])?([^`<]+?)(?:\s*<[^`]*>)?`|`([^`]+)`:[\w:+.-]+:")
_WORD = re.compile(r"\S+")
_HIDDEN = frozenset((
    "system_message", "pending", "footnote_reference", "citation_reference", "label", "raw", "meta",
    "decoration",
))  # fmt: skip
_ITEMS = frozenset((
    "list_item", "definition", "field_body", "description", "footnote", "citation",
))  # fmt: skip
_LINES = frozenset((
    "paragraph", "line", "caption", "attribution", "image", "reference", "target",
    "substitution_definition",
))  # fmt: skip
_TERMS = frozenset(("term", "field_name", "classifier", "rubric", "subtitle"))
_CODE = frozenset(("literal_block", "doctest_block", "math_block", "option_string"))
_STRUCK = re.compile(r":(?:strike|strikethrough|del|deleted|struck|s):`|`:(?:strike\w*|del|s):\Z")


def read(source: str) -> list[Fragment]:
    """Return the fragments of a text in reStructuredText."""
    end = _end(source)
    try:
        tree = _parse(source[:end])
    except Exception:  # noqa: BLE001 -- whatever a parser meets in a text, the text is read
        return plain.read(source)
    fragments = _Reading(source).run(tree)
    if end < len(source):
        fragments += plain.read("\n" * end + source[end:])
    return fragments


def _end(source: str) -> int:
    """Return how much of a text docutils is given: its time grows faster than the length.

    What follows, or a text with such a paragraph, is read as plain text.
    """
    start = 0
    for border in _BLANK_LINE.finditer(source, 0, min(len(source), _LONGEST + _LONGEST_PARAGRAPH)):
        if border.start() - start > _LONGEST_PARAGRAPH or border.start() > _LONGEST:
            return start
        start = border.end()
    return len(source) if len(source) - start <= _LONGEST_PARAGRAPH else start


def _parse(source: str) -> Any:
    from docutils.frontend import get_default_settings  # noqa: PLC0415 -- only for such documents
    from docutils.parsers.rst import Parser  # noqa: PLC0415
    from docutils.utils import new_document  # noqa: PLC0415

    parser = Parser()
    settings = get_default_settings(parser)
    settings._update_loose(_SETTINGS)
    tree = new_document("README.rst", settings)
    parser.parse(source, tree)
    return tree


class _Reading:
    """One walk through the tree; `at` is where in the source it has come to."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = Lines(source)
        self._at = 0
        self._fragments: list[Fragment] = []
        self._shown: dict[str, str] = {}  # what substitutions that are texts stand for

    def run(self, tree: Any) -> list[Fragment]:
        for node in tree.findall():
            if node.tagname == "substitution_definition" and node.children:
                first = node.children[0]
                if first.tagname == "#text":
                    self._shown.update((name, str(first)) for name in node["names"])
        self._block(tree, 0, Zone.BODY)
        return self._fragments

    def _block(self, node: Any, depth: int, zone: Zone) -> None:
        """Read a node that has text in it, or others."""
        name = node.tagname
        if name == "title":
            self._text(node, Zone.HEADING, max(depth, 1))
        elif name in _LINES:
            self._text(node, zone)
        elif name in _TERMS:
            self._text(node, Zone.LIST_ITEM)
        elif name in _CODE:
            self._whole(node, Zone.CODE_BLOCK)
        elif name == "comment":
            self._whole(node, Zone.HTML_COMMENT)
        elif name not in _HIDDEN:
            zone = Zone.LIST_ITEM if name in _ITEMS else Zone.TABLE if name == "entry" else zone
            for child in node.children:
                self._block(child, depth + (name == "section"), zone)

    def _text(self, node: Any, zone: Zone, level: int = 0) -> None:
        fragment = Fragment(zone, level)
        if node.tagname in ("paragraph", "line") and 0 < (node.line or 0) <= len(self._lines):
            self._at = self._lines.starts[node.line - 1]
        self._inline(node, fragment, None)
        if fragment.text().strip() or fragment.aside:
            self._fragments.append(fragment)

    def _inline(self, node: Any, fragment: Fragment, zone: Zone | None) -> None:
        name = node.tagname
        if name == "#text":
            self._find(node.astext(), fragment, zone)
        elif name == "image":
            self._image(node, fragment)
        elif name == "substitution_reference":
            self._substitution(node, fragment, zone)
        elif name == "problematic":
            self._problematic(node.astext(), fragment, zone)
        elif name in ("target", "reference"):
            self._reference(node, fragment, zone)
        elif name == "substitution_definition":
            for child in node.children:
                if child.tagname in ("image", "reference"):
                    self._inline(child, fragment, zone)
        elif name not in _HIDDEN:
            if name in ("literal", "math"):
                zone = Zone.INLINE_CODE
            elif name == "superscript":  # a note's number is no part of the word before
                fragment.pieces.append(Piece(" ", self._at, self._at, zone))
            for child in node.children:
                self._inline(child, fragment, zone)

    def _reference(self, node: Any, fragment: Fragment, zone: Zone | None) -> None:
        """Read a link: its text, its address aside; of a bare address there is no text."""
        address = node.get("refuri", "")
        text = node.astext()
        if text and address in (text, f"mailto:{text}", f"http://{text}"):
            self._aside(text, fragment, Zone.URL)
            return
        for child in node.children:
            self._inline(child, fragment, zone or Zone.LINK_TEXT)
        if address:
            pictures = [child for child in node.children if child.tagname == "image"]
            badge = any(is_badge(child.get("uri", "")) for child in pictures)
            self._aside(address, fragment, Zone.BADGE if badge else Zone.URL, stays=bool(pictures))

    def _image(self, node: Any, fragment: Fragment) -> None:
        badge = is_badge(node.get("uri", "")) or is_badge(node.get("alt", ""))
        zones = (Zone.BADGE, Zone.BADGE) if badge else (Zone.URL, Zone.IMAGE_ALT)
        self._aside(node.get("uri", ""), fragment, zones[0], stays=True)
        self._aside(node.get("alt", ""), fragment, zones[1], stays=True)

    def _substitution(self, node: Any, fragment: Fragment, zone: Zone | None) -> None:
        """Put in what a substitution stands for if that is text; a picture stands elsewhere."""
        name = node.astext()
        place = self._source.find(f"|{name}|", self._at)
        if place < 0 or place > self._at + _FAR:
            return
        self._at = place + len(name) + 2
        shown = self._shown.get(node.get("refname", name)) or self._shown.get(name, " ")
        fragment.pieces.append(Piece(shown, place, self._at, zone))

    def _problematic(self, text: str, fragment: Fragment, zone: Zone | None) -> None:
        """Read what docutils does not know: a role of other programs is read as code."""
        role = _ROLE.fullmatch(text)
        if role is None:
            self._find(text, fragment, zone)
        elif _STRUCK.search(text):
            self._at = max(self._at, self._place(text) + len(text))
            fragment.pieces.append(Piece(" ", self._at, self._at))
        else:
            self._find(role[1] or role[2], fragment, Zone.INLINE_CODE)

    def _aside(self, text: str, fragment: Fragment, zone: Zone, *, stays: bool = False) -> None:
        """Add a text that is no prose; with `stays` what follows may be in front of it."""
        if not text:
            return
        place = self._place(text)
        if place < 0:
            return
        fragment.aside.append(Piece(text, place, place + len(text), zone))
        if fragment.pieces:
            fragment.pieces.append(Piece(" ", place, place))
        if not stays:
            self._at = place + len(text)

    def _whole(self, node: Any, zone: Zone) -> None:
        """Read code or a comment, line by line."""
        classes = node.get("classes", [])
        language = classes[1] if classes[:1] == ["code"] and len(classes) > 1 else ""
        fragment = Fragment(zone, language=language.lower())
        for line in node.astext().splitlines():
            if fragment.pieces:
                fragment.pieces.append(Piece("\n", self._at, self._at))
            self._find_line(line.strip(), fragment, None, is_code=True)
        if fragment.text().strip():
            self._fragments.append(fragment)

    def _find(self, text: str, fragment: Fragment, zone: Zone | None) -> None:
        """Add a text where it is, from where the walk has come to."""
        for number, line in enumerate(text.split("\n")):
            if number:
                fragment.pieces.append(Piece(" ", self._at, self._at, zone))
            self._find_line(line, fragment, zone)

    def _find_line(
        self, line: str, fragment: Fragment, zone: Zone | None, *, is_code: bool = False
    ) -> None:
        text = line.strip()
        if not text:
            if line:
                fragment.pieces.append(Piece(" ", self._at, self._at, zone))
            return
        if line[0] == " ":
            fragment.pieces.append(Piece(" ", self._at, self._at, zone))
        place = self._place(text)
        end = place + len(text)
        if place < 0:
            self._find_words(text, fragment, zone)
        else:
            whole = [Piece(text, place, end, zone)]
            fragment.pieces += whole if is_code else literal(self._source, place, end, zone)
            self._at = end
        if line[-1] == " ":
            fragment.pieces.append(Piece(" ", self._at, self._at, zone))

    def _place(self, text: str) -> int:
        """Return where a text is from where the walk has come to, -1 if it is not near."""
        return self._source.find(text, self._at, self._at + _FAR + len(text))

    def _find_words(self, text: str, fragment: Fragment, zone: Zone | None) -> None:
        """Add the words of a text that stands otherwise in the source: with escapes, with tabs."""
        for number, word in enumerate(_WORD.findall(text)):
            if number:
                fragment.pieces.append(Piece(" ", self._at, self._at, zone))
            spelled = re.compile(r"\\?".join(map(re.escape, word)))
            found = spelled.search(self._source, self._at, self._at + _FAR)
            if found is not None:
                fragment.pieces.append(Piece(word, *found.span(), zone))
                self._at = found.end()
