"""Markdown with front matter: YAML between `---`, TOML between `+++`, or a JSON object first."""

from __future__ import annotations

import json
import re

from tagengine.metadata.record_files import json_text, toml_text, yaml_text
from tagengine.metadata.record_files.nodes import Mapping, Node
from tagengine.metadata.record_files.reading import Syntax, UnreadableError

_FENCED = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(?P<inner>(?:.*?(?:\r\n|\n|\r))??)"
    r"(?P<end>(?P=fence)|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)",
    re.DOTALL,
)

_LIMIT = 256 * 1024  # characters


def parse(text: str, offset: int = 0) -> tuple[list[Node], Syntax, int]:
    """Return the root mapping of front matter, its syntax, and where the Markdown begins.

    No root if the text has no front matter. Raises `UnreadableError`. Formats: Jekyll's and
    Hugo's (https://gohugo.io/content-management/front-matter/).
    """
    if text.startswith("{", offset):
        return _json(text, offset)
    found = _FENCED.match(text, offset)
    if found is None:
        return [], Syntax.YAML, offset
    start = found.start("inner")
    if len(found["inner"]) > _LIMIT:
        problem = f"front matter of more than {_LIMIT >> 10} KiB"
        raise UnreadableError(start, problem, "shorten it, or close it")
    syntax = Syntax.YAML if found["fence"] == "---" else Syntax.TOML
    parse_inner = yaml_text.parse if syntax is Syntax.YAML else toml_text.parse
    roots = parse_inner(found["inner"], start)
    if len(roots) > 1:
        raise UnreadableError(roots[1].start, "a second document in the front matter")
    return roots or [Mapping(start, start, (), is_flow=False)], syntax, found.end()


def _json(text: str, offset: int) -> tuple[list[Node], Syntax, int]:
    """Read a JSON object; text in braces that is none (a template's code) is no front matter."""
    try:
        _, end = json.JSONDecoder().raw_decode(text, offset)
    except (ValueError, RecursionError):
        return [], Syntax.JSON, offset
    return json_text.parse(text[offset:end], offset), Syntax.JSON, end
