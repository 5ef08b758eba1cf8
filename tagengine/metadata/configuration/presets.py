"""Layouts of metadata repositories that exist, by name: what a `records` entry would say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """A known layout: `entry` is YAML as in `records`; it is `meant_for` files like `example`.

    An example is the path of a file and its text.

    `marker` is a regex that the head of such a file fits, for telling it without a configuration;
    without one the layout has to be asked for; `sureness` says how much that tells. `root` names
    files of which one is in the folder that the patterns of `entry` are relative to (none: any
    folder); `older_root` more of them, which others have too, so that they count only where the
    preset is asked for.
    """

    meant_for: str
    entry: str
    example: tuple[str, str]
    marker: str = ""
    root: tuple[str, ...] = ()
    older_root: tuple[str, ...] = ()
    sureness: str = "just a guess: many files look like this"


_FRONT = r"\A(---|\+\+\+)[ \t]*\r?\n|\A\{"
_PAGES = """\
format: front-matter
fields: {name: title, description: [description, summary, excerpt], tags: tags}
tag_spaces: dropped
"""
_TAGS_OR_TAG = """\
format: front-matter
fields: {name: title, description: [description, summary, excerpt], tags: [tags, tag]}
tag_spaces: dropped
"""

_PAGE = """\
---
title: Ember
description: Ember is an embeddable key-value store for Rust.
tags:
  - rust
---

# Ember
"""

PRESETS = {
    "awesome-selfhosted": Preset(
        "awesome-selfhosted-data: a YAML file for each project and each tag",
        """\
files: [/software/*.yml]
vocabulary: tags/*.yml
fields: {name: name, description: description, tags: tags}
""",
        (
            "software/ember.yml",
            """\
name: Ember
website_url: https://ember.example
description: Ember is an embeddable key-value store for Rust.
licenses:
  - MIT
tags:
  - rust
""",
        ),
        marker=r"(?m)^(website_url|source_code_url):",
        sureness="sure: they have its fields, and tags/ is beside them",
        root=("tags",),
    ),
    "backstage": Preset(
        "Backstage's software catalogue: `catalog-info.yaml` next to the README",
        """\
files: [catalog-info.yaml, catalog-info.yml, "**/.backstage/catalog-info.{yaml,yml}"]
where: {kind: [API, Component, Domain, Resource, System, Template]}
fields:
  name: [metadata.title, metadata.name]
  description: metadata.description
  tags: metadata.tags
readme_file: README.md
tag_spaces: dropped
""",
        (
            "services/ember/catalog-info.yaml",
            """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ember
  description: Ember is an embeddable key-value store for Rust.
  tags: [rust]
spec:
  type: service
  lifecycle: production
  owner: storage
""",
        ),
        marker=r"(?m)^apiVersion:[ \t]*[\"']?backstage\.io/",
        sureness="sure: they name its version",
    ),
    "landscape": Preset(
        "A landscape like CNCF's: one `landscape.yml` with categories of items",
        """\
files: [landscape.yml, landscape.yaml]
select: landscape[].subcategories[].items[]
fields:
  name: name
  description: [description, extra.summary_use_case]
  topics: extra.summary_tags
  tags: tags
""",
        (
            "landscape.yml",
            """\
landscape:
  - category:
    name: Data
    subcategories:
      - subcategory:
        name: Stores
        items:
          - item:
            name: Ember
            homepage_url: https://ember.example
            extra:
              summary_use_case: >-
                Ember is an embeddable key-value store for Rust.
            tags: [rust]
""",
        ),
        marker=r"(?m)^landscape:",
        sureness="sure: by the file's name and its first key",
    ),
    "repos-json": Preset(
        "`repos.json`: a list of repositories with names, descriptions, topics and languages",
        """\
files: [repos.json]
select: "[]"
fields:
  name: [name, full_name]
  description: description
  topics: topics
  language: language
  tags: tags
""",
        (
            "repos.json",
            """\
[
  {
    "full_name": "example/ember",
    "description": "Ember is an embeddable key-value store for Rust.",
    "topics": ["rust"],
    "language": "Rust",
    "tags": ["rust"]
  }
]
""",
        ),
        marker=r"\A\s*\[",
        sureness="likely: by the file's name, and it holds a list",
    ),
    "json-lines": Preset(
        "JSON Lines: a record with `tags` on each line, as for `tagengine tag`",
        """\
files: ["*.jsonl", "*.ndjson"]
fields:
  name: name
  description: description
  topics: topics
  language: language
  body: readme
  tags: tags
""",
        (
            "projects.jsonl",
            """\
{"name": "Ember", "readme": "# Ember\\n\\nAn embeddable key-value store.", "tags": ["rust"]}
""",
        ),
        marker=r'"tags"[ \t]*:',
    ),
    "hugo": Preset(
        "Hugo: pages below `content/` with front matter in YAML, TOML or JSON",
        f"files: [/content/**/*.md, /content/**/*.markdown]\n{_PAGES}"
        "tags_text: one\nkey_case: ignored\n",
        (
            "content/posts/ember.md",
            """\
+++
title = 'Ember'
description = 'Ember is an embeddable key-value store for Rust.'
tags = ['rust']
+++

# Ember
""",
        ),
        marker=_FRONT,
        sureness="likely: pages of a site, by the site's own files",
        root=("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default"),
        older_root=("config.toml", "config.yaml", "config.yml", "config.json", "config"),
    ),
    "jekyll": Preset(
        "Jekyll: pages and posts with front matter",
        f'files: ["*.md", "*.markdown", "!/_site/**"]\n{_TAGS_OR_TAG}tags_text: spaces\n',
        ("_posts/2026-01-01-ember.md", _PAGE),
        marker=_FRONT,
        sureness="likely: pages of a site, by the site's own files",
        root=("_config.yml", "_config.yaml", "_config.toml"),
    ),
    "docusaurus": Preset(
        "Docusaurus: documents and posts below `docs/` and `blog/`",
        f"files: [/docs/**/*.md, /docs/**/*.mdx, /blog/**/*.md, /blog/**/*.mdx]\n{_PAGES}"
        "tag_label: label\n",
        ("docs/ember.mdx", _PAGE),
        marker=_FRONT,
        sureness="likely: pages of a site, by the site's own files",
        root=tuple(f"docusaurus.config.{end}" for end in ("js", "ts", "mjs", "mts", "cjs", "cts")),
    ),
    "obsidian": Preset(
        "Obsidian: the notes of a vault, if they have properties",
        f'files: ["*.md"]\n{_TAGS_OR_TAG}'
        "tags_text: commas-or-spaces\ntag_sign: '#'\nkey_case: ignored\n",
        ("Notes/Ember.md", _PAGE),
        marker=_FRONT,
        sureness="likely: pages of a site, by the site's own files",
        root=(".obsidian",),
    ),
    "front-matter": Preset(
        "Any Markdown file with front matter",
        f'files: ["*.md", "*.mdx", "*.markdown"]\n{_PAGES}',
        ("pages/ember.md", _PAGE),
        marker=r"(?m)\A(---|\+\+\+)[ \t]*\r?\n(?s:.)*?^tags[ \t]*[:=]",
    ),
}
"""In the order in which a file without a configuration is compared with them."""
