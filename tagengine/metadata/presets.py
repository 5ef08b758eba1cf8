"""Layouts of metadata repositories that exist, by name: what a `records` entry would say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """A known layout: `entry` is YAML as in `records`; it is `meant_for` files like these.

    `marker` is a regex that the head of such a file fits, for telling it without a configuration;
    without one the layout has to be asked for. `root` names files of which one is in the folder
    that the patterns of `entry` are relative to (none: any folder).
    """

    meant_for: str
    entry: str
    marker: str = ""
    root: tuple[str, ...] = ()


PRESETS = {
    "awesome-selfhosted": Preset(
        "awesome-selfhosted-data: one YAML file a project, one a tag",
        """\
files: [/software/*.yml]
vocabulary: tags/*.yml
fields: {name: name, description: description, tags: tags}
""",
        marker=r"(?m)^(website_url|source_code_url):",
        root=("tags",),
    ),
}
