"""What a document is written in: by its name, or by its text."""

from __future__ import annotations

import pytest

from tagengine.document.formats.known import Format, of_name, of_text


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("README.md", Format.MARKDOWN),
        ("README.MD", Format.MARKDOWN),
        ("readme.rst", Format.RST),
        ("a.b.ipynb", Format.NOTEBOOK),
        ("index.htm", Format.HTML),
        ("page.mdx", Format.MDX),
        ("README.txt", Format.TEXT),
        ("README.adoc", Format.ASCIIDOC),
        ("README.org", Format.ORG),
        ("README.textile", Format.TEXTILE),
        ("README.rdoc", Format.RDOC),
        ("README.mediawiki", Format.MEDIAWIKI),
        ("README", None),
        ("main.py", None),
        (".md", None),
    ],
)
def test_by_name(name: str, form: Format | None) -> None:
    assert of_name(name) is form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ember\n=====\n\nA database.\n", Format.TEXT),
        ("# Ember\n\nA database.\n", Format.MARKDOWN),
        ("Ember\n=====\n\nSee [docs](https://docs.test).\n", Format.MARKDOWN),
        ("Ember\n=====\n\n.. code:: python\n\n   x\n", Format.RST),
        ("= Ember\n:toc:\n\nA database.\n", Format.ASCIIDOC),
        ("#+TITLE: Ember\n* A\n", Format.ORG),
        ("h1. Ember\n\nA database.\n", Format.TEXTILE),
        ("== Ember ==\nA '''fast''' database.\n", Format.MEDIAWIKI),
        ("<!-- x -->\n<!DOCTYPE html>\n<p>a</p>", Format.HTML),
        ('{\n "cells": [\n', Format.NOTEBOOK),
        ('{"name": "ember"}', None),
        ('[{"name": "ember"}]', None),
        ('<?xml version="1.0"?>\n<project/>', None),
        ("#!/bin/sh\nember up\n", None),
        ("Ember\n~~~~~\n\nA database.\n", Format.TEXT),
        ("Ember\n\n~~~\nember up\n~~~\n", Format.MARKDOWN),
        ('<!-- x -->\n<?xml version="1.0"?>\n<!DOCTYPE html>\n<p>a</p>', Format.HTML),
        ("", Format.TEXT),
    ],
)
def test_by_text(text: str, form: Format | None) -> None:
    assert of_text(text) is form
