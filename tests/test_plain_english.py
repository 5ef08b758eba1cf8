"""Words that nobody says: none of them in the documentation, in messages or in help texts.

It is a small list of what crept in before, each with what to write instead. `codespell` looks for
misspelled words.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTEAD = {
    r"anew": "again",
    r"so many": "the number itself, or 'this many'",
    r"tells? whether": "'return whether', or 'say if'",
    r"(?:is|are) another\b(?! [a-z])": "differs",
    r"lear" r"nt": "learned",
    r"(?:mis)?spelt": "(mis)spelled",
    r"is no (?:text|list|path|file|record|JSON|number|place|term|request)": "is not a ...",
    r"goes with": "needs, or cannot be used with",
    r"flatters?": "is too good",
    r"as it stands": "as it is",
    r"at the worst": "in the worst case",
    r"a line each|by turns": "one line each, in turn",
    r"(?:is|are) told (?:in|by|elsewhere)": "is described in, follows from",
    r"cannot tell (?:what|how|whether)": "does not know, cannot see",
    r"mends?|mended|mending": "fix",
    r"agreed": "were the same, said the same",
    r"so much of": "this much of",
    r"there already": "already exists",
    r"behind (?:a|the) (?:comma|colon|line|dash)": "after",
    r"powerless": "harmless",
    r"spared": "left out",
    r"hereby|thereby|whereby|heretofore|wherein|therein": "a plain sentence",
    r"utili[sz]e[sd]?": "use",
    r"prior to": "before",
    r"in order to": "to",
    r"as to whether": "whether",
    r"what can, but is not": "two sentences",
    r"and the like": "the others by name, or nothing",
    r"very many": "many, a large number of, large collections",
    r"(?:rules?|points|contributions?) by hand": "hand-written rules, points from them",
    r"weakness(?:es)?": "vulnerability",
    r"by heart": "a plain sentence",
    r"stands? in (?:one|a|the|its|which) (?:zones?|sections?)": "is in",
    r"all right": "no differences, or what is true",
}
_WORDS = re.compile("|".join(rf"(\b{pattern}\b)" for pattern in INSTEAD), re.IGNORECASE)
_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def _texts() -> Iterator[tuple[Path, str]]:
    """Yield the texts that users read, each with its lines where they are in the file."""
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")):
        yield path, _CODE.sub(lambda code: "\n" * code[0].count("\n"), path.read_text("utf-8"))
    for path in (ROOT / "tagengine").rglob("*.py"):
        yield path, _strings(ast.parse(path.read_text("utf-8")), "commands" in path.parts)


def _strings(module: ast.Module, is_help: bool) -> str:
    """Return the strings of a module, docstrings only where they are the help of commands."""
    lines: dict[int, str] = {}
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    kept_out = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        is_read = is_help or id(node) not in kept_out
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and is_read:
            lines[node.lineno] = lines.get(node.lineno, "") + " " + node.value
    last = max(lines, default=0)
    return "\n".join(lines.get(number, "").replace("\n", " ") for number in range(1, last + 1))


def _found(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _WORDS.finditer(text):
        number = next(index for index, group in enumerate(match.groups()) if group)
        yield text.count("\n", 0, match.start()) + 1, match[0], list(INSTEAD.values())[number]


def test_nobody_says_so() -> None:
    found = [
        f'{path.relative_to(ROOT)}:{line}: "{word}" (write {instead})'
        for path, text in _texts()
        for line, word, instead in _found(text)
    ]
    assert found == []


def test_each_word_is_found() -> None:
    text = "It is made anew,\nand so many of them are spared. Its order is another."
    assert [(line, word) for line, word, _ in _found(text)] == [
        (1, "anew"),
        (2, "so many"),
        (2, "spared"),
        (2, "is another"),
    ]
