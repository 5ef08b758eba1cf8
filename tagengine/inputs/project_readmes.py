"""Which files of a folder of projects are its READMEs: those that a host would show.

As on GitHub, a README in `.github` goes before one beside it, and a README in another language
(`README.zh-CN.md`) is only read where there is none without a language in its name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tagengine.document.formats import known
from tagengine.errors import DocumentError
from tagengine.text.lazy_regex import lazy_regex

HOST_FOLDER = ".github"
SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__", "site-packages", "venv"))

# ISO 639-1, and what people write for it.
_LANGUAGE = lazy_regex(
    r"readme[ ._-]\(?((?:"
    r"a[abfkmrsz]|b[aegnors]|c[anosyz]|d[aek]|e[lnostu]|f[airy]|g[alru]|h[aeirtuy]|i[adegstw]"
    r"|j[ap]|k[akmnoruy]|l[abotv]|m[giklmnrsty]|n[belno]|o[cr]|p[alst]|r[ouw]|s[adeiklmnoqrtuvw]"
    r"|t[aeghiklrtw]|u[agkrz]|vi|wo|xh|y[io]|z[hu]|ch[st]|eng)(?:[_-][a-z]{2,4})?"
    r"|arabic|chinese|czech|dutch|english|french|german|hebrew|hindi|hungarian|indonesian|italian"
    r"|japanese|korean|persian|polish|portuguese|russian|spanish|swedish|thai|turkish|ukrainian"
    r"|vietnamese)\)?",
    re.IGNORECASE,
)
_PROGRAMS = (".cs", ".ml", ".pl")  # which are Czech, Malayalam and Polish as well
_ENGLISH = lazy_regex(r"en|eng|english", re.IGNORECASE)


def readmes(folder: Path) -> list[Path]:
    """Return the READMEs below a folder, sorted by path; raises `DocumentError` if there is none.

    The folder is walked as `readmes_below` does.
    """
    found = list(readmes_below(folder))
    if not found:
        raise DocumentError(
            f"{folder}: no README in this folder or below (name other documents one by one)"
        )
    return sorted(found, key=lambda path: path.as_posix())


def readmes_below(folder: Path) -> Iterator[Path]:
    """Yield the READMEs of a folder and of those below, sorted within each folder.

    Hidden folders and those of installed packages are passed over, but for `.github`, which speaks
    for the folder that it is in; links to folders are not followed.
    """
    for parent, folders, files in os.walk(folder):
        place = Path(parent)
        hidden = place / HOST_FOLDER
        has_one = HOST_FOLDER in folders and not hidden.is_symlink()
        folders[:] = sorted(
            name for name in folders if name[0] != "." and name not in SKIPPED_FOLDERS
        )
        yield from (has_one and _shown(hidden, _files(hidden))) or _shown(place, files)


def is_readme(path: Path) -> bool:
    """Tell a README by its name."""
    is_known = not path.suffix or known.of_name(path.name) is not None
    return path.stem.casefold() == "readme" and is_known


def language_of(path: Path) -> str | None:
    """Return the language that a README's name tells ('zh-CN' of `README.zh-CN.md`), if any."""
    if path.suffix.lower() in _PROGRAMS:
        return None
    stem = path.stem if known.of_name(path.name) is not None else path.name
    found = _LANGUAGE.fullmatch(stem)
    return found[1] if found else None


def _files(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder) if not entry.is_dir()]
    except OSError:
        return []


def _shown(folder: Path, files: list[str]) -> list[Path]:
    """Return the READMEs among the files of one folder; of translations alone, one."""
    paths = [folder / name for name in sorted(files) if name[:6].casefold() == "readme"]
    own = [path for path in paths if is_readme(path)]
    if own:
        return own
    spoken = [(language, path) for path in paths if (language := language_of(path))]
    spoken.sort(key=lambda one: (not _ENGLISH.match(one[0]), one[1].name))
    return [path for _, path in spoken[:1]]
