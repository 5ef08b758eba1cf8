"""Which reader reads which format; they are loaded when they are first needed."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from tagengine.document.formats.known import Format
from tagengine.document.pieces import Fragment

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


def read(text: str, form: Format) -> list[Fragment]:
    """Return the fragments of a text in a format that is not Markdown; never raises."""
    module = import_module(f"{__package__}.{_MODULES[form]}")
    return cast("list[Fragment]", module.read(text))
