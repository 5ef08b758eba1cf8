"""Whether a regex of a rule file can be used: it compiles, needs text, and comes to an end."""

from __future__ import annotations

from typing import Any

from yaml.nodes import Node

from tagengine.errors import Code
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.regexes.backtracking import backtracking
from tagengine.rules.regexes.rewrites import rewritten
from tagengine.rules.regexes.syntax import NotAllowed


def compiled(source: str, file: StrictFile, node: Node) -> Any:
    """Return a compiled regex, or None, with a problem noted, if it is none."""
    import regex  # noqa: PLC0415 -- rules from the cache are compiled only where needed

    try:
        return regex.compile(source)
    except (regex.error, RecursionError, OverflowError) as error:
        position = getattr(error, "pos", None)
        where = f" at character {position + 1}" if position is not None else ""
        problem = f"bad regex{where}: {getattr(error, 'msg', str(error))}"
        file.problem(node, Code.BAD_REGEX, problem, "escape special characters with \\")
        return None


def is_fit(source: str, file: StrictFile, node: Node) -> bool:
    """Return whether a regex can be a rule's; a problem is noted if not."""
    pattern = compiled(source, file, node)
    if pattern is None:
        return False
    try:
        found = backtracking(source)
    except NotAllowed as error:
        hint = "write it without that, or use keywords"
        file.problem(
            node, Code.BAD_REGEX, f"the regex uses something that rules cannot: {error}", hint
        )
        return False
    if found is not None:
        text = found.character * 4
        problem = (
            f'the regex may backtrack {found.growth.value} in "{found.part}",'
            f' on text such as "{text}…"'
        )
        better = rewritten(source)
        hint = "no repeat may contain or follow something that matches the same characters"
        if better is not None:
            hint = f"write it so that there is only one way to match a text, perhaps: {better}"
        file.problem(node, Code.BAD_REGEX, problem, hint)
        return False
    if pattern.search("") is not None:
        hint = "make it match at least one character"
        file.problem(node, Code.BAD_REGEX, "the regex matches the empty text", hint)
        return False
    return True
