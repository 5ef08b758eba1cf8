"""Names and places: names of files that inject, and what is no file where one is expected."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.case import Case

_NAMES = {
    "newline": b"a\nb.md", "carriage-return": b"a\rb.md", "escape": b"\x1b[31ma.md",
    "title": b"\x1b]0;a\x07.md", "command": b"::error::a.md", "old-command": b"##[error]a.md",
    "newline-command": b"a\n::error::b.md", "not-utf-8": b"a\xff\xfe.md",
    "bidi": "a\u202edm.exe.md".encode(), "c1": "a\x9b31m.md".encode(),
    "separator": "a\u2028b.md".encode(), "long": b"a" * 251 + b".md", "spaces": b"   .md",
    "quotes": b"a'\"b.md", "percent": b"a%0A::error::b.md", "commas": b"a,line=1::b.md",
    "html": b"<img src=x onerror=a>.md", "dollar": b"$(touch x).md", "dash": b"-a.md",
    "option": b"--max-tags=0.md", "formula": b"=1+1.md", "dots": b"...md", "backslash": b"a\\b.md",
    "brackets": b"[a](b).md", "pipe": b"a|b.md", "marks": b"*_`a`_*.md",
}  # fmt: skip
_README = b"# sql\n\nA sql database.\n"
_RECORD = b"---\nname: sql\ntags: [nobody]\n---\n"
_CONFIGURATION = b"records:\n  - {preset: front-matter, files: ['*.md']}\n"
_SHOWN = (
    ("tag",),
    *(("explain", "--format", form) for form in ("text", "github", "sarif", "markdown", "html")),
)
_TAG = ("tag", "--rules", "RULES")
_CHECK = ("check", "--rules", "RULES", "--no-cache")
_PAGE = ("explain", "README.md", "--rules", "RULES", "--format", "html", "--output")
_FORMS = ("text", "github", "sarif", "junit", "json")


def _named(name: bytes, content: bytes) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        (folder / os.fsdecode(name)).write_bytes(content)

    return prepare


def _name_cases() -> Iterator[Case]:
    for number, (name, raw) in enumerate(_NAMES.items()):
        verb, *options = _SHOWN[number % len(_SHOWN)]
        arguments = (verb, *options, "--rules", "RULES", "--", os.fsdecode(raw))
        yield Case(f"names/{name}/{verb}", arguments, prepare=_named(raw, _README))
        form = _FORMS[number % len(_FORMS)]
        arguments = ("check", "--rules", "RULES", "--no-cache", "--format", form)
        yield Case(f"names/{name}/check-{form}", arguments, {".tagengine.yaml": _CONFIGURATION},
                   _named(raw, _RECORD))  # fmt: skip
        binary = ("tag", "--rules", "RULES", "--", os.fsdecode(raw))
        yield Case(f"names/{name}/binary", binary, prepare=_named(raw, b"\0"))


def _fifo(*names: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        for name in names:
            (folder / name).parent.mkdir(exist_ok=True)
            os.mkfifo(folder / name)

    return prepare


def _link(name: str, target: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(target)

    return prepare


def _folder(*names: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        for name in names:
            (folder / name).mkdir(parents=True)

    return prepare


def _deep(folder: Path) -> None:
    place = folder
    for _ in range(300):
        place /= "a"
    place.mkdir(parents=True)
    (place / "README.md").write_bytes(_README)


def _many(folder: Path) -> None:
    for number in range(2_000):
        (folder / f"{number}.md").write_bytes(b"")


def _folder_cases() -> Iterator[Case]:
    tag, check, readme = _TAG, _CHECK, {"README.md": _README}
    yield Case("odd/folder-as-document", (*tag, "x.md"), prepare=_folder("x.md"))
    yield Case("odd/folder-as-readme", (*tag, "."), prepare=_folder("README.md"))
    yield Case("odd/folder-as-records", (*tag, "x.jsonl"), prepare=_folder("x.jsonl"))
    yield Case("odd/folder-as-audit", ("verify", "x.json", "--rules", "RULES"),
               prepare=_folder("x.json"))  # fmt: skip
    yield Case("odd/folder-as-audits", ("diff", "x.jsonl", "x.jsonl"), prepare=_folder("x.jsonl"))
    yield Case("odd/folder-as-gold", ("eval", "x", "--rules", "RULES"), prepare=_folder("x"))
    yield Case("odd/folder-as-prompt", ("prompt", "x"), prepare=_folder("x"))
    yield Case("odd/folder-as-configuration", (*check, "--config", "x"), prepare=_folder("x"))
    yield Case("odd/folder-as-baseline", (*check, "--baseline", "x"),
               {".tagengine.yaml": _CONFIGURATION, "a.md": _RECORD}, _folder("x"))  # fmt: skip
    yield Case("odd/folder-as-vocabulary", (*tag, "README.md", "--vocabulary", "x"), readme,
               _folder("x"))  # fmt: skip
    yield Case("odd/folder-as-rule", ("tag", "README.md", "--rules", "rules"), readme,
               _folder("rules/a.yaml"))  # fmt: skip
    yield Case("odd/folder-as-page", (*_PAGE, "x.html"), readme, _folder("x.html"),
               makes=("x.html",))  # fmt: skip
    yield Case("odd/file-as-rules", ("tag", "README.md", "--rules", "README.md"), readme)
    yield Case("odd/file-as-output", ("explain", ".", "--rules", "RULES", "--format", "html",
               "--output", "README.md/x"), readme)  # fmt: skip
    yield Case("odd/file-as-init", ("init", "README.md"), readme)


def _link_cases() -> Iterator[Case]:
    tag, check, readme = _TAG, _CHECK, {"README.md": _README}
    yield Case("odd/loop", (*tag, "a.md"), prepare=_link("a.md", "a.md"))
    yield Case("odd/loop-in-folder", (*tag, "."), readme, _link("x/README.md", "README.md"))
    yield Case("odd/loop-as-record", (*check, "a.md"), {".tagengine.yaml": _CONFIGURATION},
               _link("a.md", "a.md"))  # fmt: skip
    yield Case("odd/loop-of-folders", (*tag, "."), readme, _link("x/y", ".."))
    yield Case("odd/loop-of-rules", ("tag", "README.md", "--rules", "x"), readme, _link("x", "x"))
    yield Case("odd/link-out", (*tag, "x"), prepare=_link("x/README.md", "/etc/passwd"))
    yield Case("odd/link-out-explained", ("explain", "x", "--rules", "RULES", "--format", "html"),
               prepare=_link("x/README.md", "/etc/passwd"))  # fmt: skip
    yield Case("odd/link-to-nothing", (*tag, "."), readme, _link("x/README.md", "nothing"))
    yield Case("odd/link-to-a-device", (*tag, "."), readme, _link("x/README.md", "/dev/zero"))
    yield Case("odd/link-as-record", check, {".tagengine.yaml": _CONFIGURATION},
               _link("a.md", "/etc/passwd"))  # fmt: skip


def _device_cases() -> Iterator[Case]:
    tag, check, readme = _TAG, _CHECK, {"README.md": _README}
    yield Case("odd/device-zero", (*tag, "/dev/zero"))
    yield Case("odd/device-null", (*tag, "/dev/null"))
    yield Case("odd/device-random", (*tag, "/dev/urandom"))
    yield Case("odd/device-as-records", (*tag, "x.jsonl"), prepare=_link("x.jsonl", "/dev/zero"))
    yield Case("odd/device-as-audit", ("verify", "/dev/zero", "--rules", "RULES"))
    yield Case("odd/device-as-audits", ("verify", "x.jsonl", "--rules", "RULES"),
               prepare=_link("x.jsonl", "/dev/zero"))  # fmt: skip
    yield Case("odd/device-as-gold", ("eval", "/dev/zero", "--rules", "RULES"))
    yield Case("odd/device-as-prompt", ("prompt", "/dev/zero"))
    yield Case("odd/device-as-vocabulary", (*tag, "README.md", "--vocabulary", "/dev/zero"), readme)
    yield Case("odd/device-as-configuration", (*check, "--config", "/dev/zero"))
    yield Case("odd/device-as-rule", ("tag", "README.md", "--rules", "rules"), readme,
               _link("rules/a.yaml", "/dev/zero"))  # fmt: skip
    yield Case("odd/pipe-as-readme", (*tag, "."), readme, _fifo("x/README.md"))
    yield Case("odd/pipe-as-rule", ("tag", "README.md", "--rules", "rules"), readme,
               _fifo("rules/a.yaml"))  # fmt: skip
    yield Case("odd/pipe-as-configuration", check, {"a.md": _RECORD}, _fifo(".tagengine.yaml"))
    yield Case("odd/pipe-as-record", check, {".tagengine.yaml": _CONFIGURATION}, _fifo("a.md"))
    beside = _CONFIGURATION.replace(b"['*.md']", b"[a.md], readme_file: README.md")
    yield Case("odd/pipe-beside-a-record", check, {".tagengine.yaml": beside, "a.md": _RECORD},
               _fifo("README.md"))  # fmt: skip
    yield Case("odd/pipe-as-baseline", (*check, "--baseline", "x"),
               {".tagengine.yaml": _CONFIGURATION, "a.md": _RECORD}, _fifo("x"))  # fmt: skip
    yield Case("odd/pipe-as-output", (*_PAGE, "x"), readme, _fifo("x"))  # fmt: skip


def _other_cases() -> Iterator[Case]:
    tag, check, readme = _TAG, _CHECK, {"README.md": _README}
    yield Case("odd/folders-deep", (*tag, "."), prepare=_deep)
    yield Case("odd/files-many", check, {".tagengine.yaml": _CONFIGURATION}, _many)
    yield Case("odd/no-such-file", (*tag, "nothing.md"))
    yield Case("odd/name-too-long", (*tag, "a" * 5_000))
    yield Case("odd/name-empty", (*tag, ""))
    yield Case("odd/arguments-many", (*tag, *["README.md"] * 2_000), readme)
    yield Case("odd/option-unknown", ("tag", "--\x1b[31mnobody\n::error::"))
    yield Case("odd/option-bad", ("tag", "x", "--max-tags", "\x1b[31m\n::error::"))
    yield Case("odd/verb-unknown", ("\x1b[31m\n::error::",))
    yield Case("odd/tag-unknown", ("explain", "README.md", "--rules", "RULES", "--tag",
               "\x1b[31m\n::error::"), readme)  # fmt: skip


def cases() -> Iterator[Case]:
    """Yield the names and the odd places."""
    yield from _name_cases()
    yield from _folder_cases()
    yield from _link_cases()
    yield from _device_cases()
    yield from _other_cases()
