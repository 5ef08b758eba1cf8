"""Which reader reads which format; they are loaded when they are first needed."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from tagengine.document.formats.known import Format
from tagengine.document.markdown.fragments import PARSER
from tagengine.document.pieces import Fragment
from tagengine.version import __version__

_MODULES = {
    Format.RST: "restructured_text",
    Format.NOTEBOOK: "notebook",
    Format.HTML: "web_page",
    Format.MDX: "mdx",
    Format.TEXT: "plain",
    Format.ASCIIDOC: "asciidoc",
    Format.ORG: "org",
    Format.TEXTILE: "textile",
    Format.RDOC: "rdoc",
    Format.MEDIAWIKI: "mediawiki",
}


_IN_MARKDOWN = (Format.MARKDOWN, Format.MDX, Format.NOTEBOOK)


def parser_of(form: Format) -> str:
    """Return the name and the version of the package that parses a format."""
    if form is Format.RST:
        import docutils  # noqa: PLC0415 -- only for such documents

        return f"docutils {docutils.__version__}"
    return PARSER if form in _IN_MARKDOWN else f"tagengine {__version__}"


def read(text: str, form: Format) -> list[Fragment]:
    """Return the fragments of a text in a format that is not Markdown; never raises."""
    module = import_module(f"{__package__}.{_MODULES[form]}")
    return cast("list[Fragment]", module.read(text))
