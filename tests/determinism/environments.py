"""The environments to run the program in, and the folder where its inputs and rules stand."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tagengine.rules.sources import shipped_folder
from tests.determinism.accounts import Environment

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "tests" / "documents"

AS_THEY_ARE, SHUFFLED = "as they are", "shuffled"
_LOCALES = ("tr_TR.UTF-8", "de_DE.UTF-8", "tr_TR.ISO-8859-9", "de_DE.ISO-8859-1")
_TIME_ZONES = ("Pacific/Kiritimati", "America/St_Johns")
_SEED = 20


class Scratch(NamedTuple):
    """A folder with inputs in several orders, rule folders, a cache and compiled locales."""

    path: Path
    locales: tuple[str, ...]

    def inputs(self, arranged: str, gold: Path | None = None) -> list[Path]:
        """Return the inputs, as they are named in this folder: those of the tests, or gold."""
        if gold is not None:
            return [Path(arranged, gold.name)]
        return [Path("documents"), Path(arranged, "records.jsonl")]


def prepare(path: Path, gold: Path | None = None, *, with_locales: bool = False) -> Scratch:
    """Fill a folder; locales are compiled only where they are wanted, and `localedef` is there."""
    shutil.copytree(DOCUMENTS, path / "documents")
    for records in (DOCUMENTS / "records.jsonl", *([gold] if gold else [])):
        lines = records.read_text("utf-8").splitlines(keepends=True)
        for arranged in (AS_THEY_ARE, SHUFFLED):
            (path / arranged).mkdir(exist_ok=True)
            (path / arranged / records.name).write_text("".join(lines), "utf-8", newline="")
            random.Random(_SEED).shuffle(lines)
    _copy_rules(path / "reversed", renamed=False)
    _copy_rules(path / "renamed", renamed=True)
    return Scratch(path, tuple(_compiled_locales(path)) if with_locales else ())


def _copy_rules(target: Path, *, renamed: bool) -> None:
    """Copy the shipped rules from the last file to the first; `renamed`, in another order."""
    shipped = shipped_folder()
    files = [file for file in shipped.rglob("*.yaml") if file.is_file()]
    for file in sorted(files, reverse=True):
        place = target / file.relative_to(shipped)
        place.parent.mkdir(parents=True, exist_ok=True)
        is_fixed = file.name in ("vocabulary.yaml", "zones.yaml", "fragments.yaml", "scale.yaml")
        if renamed and not is_fixed and file.parent == shipped:
            mark = hashlib.sha256(file.name.encode()).hexdigest()[:8]
            place = place.with_name(f"{mark}-{file.name}")
        shutil.copyfile(file, place)


def _compiled_locales(path: Path) -> Iterator[str]:
    for name in _LOCALES:
        language, encoding = name.split(".")
        command = ["localedef", "-i", language, "-f", encoding, str(path / "locales" / name)]
        (path / "locales").mkdir(exist_ok=True)
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        yield name


def ordinary(scratch: Scratch, python: str, name: str, place: dict[str, str]) -> list[Environment]:
    """Return a few environments that differ in all ways that one interpreter can.

    `place` are the variables that lead it to the package, if that is not installed in it.
    """
    base = {**place, "TAGENGINE_CACHE": str(scratch.path / f"cache-{name}"), "LC_ALL": "C.UTF-8"}
    rules = ("explain", "--format", "json", "--rules")
    batch = ("batch", "--evidence", "full", "--quiet", "--workers")
    return [
        Environment(name, python, variables=base),
        Environment(
            f"{name}, hash seed 1, Turkish",
            python,
            variables={**base, **_locale(scratch, "tr_TR.UTF-8"), "PYTHONHASHSEED": "1"},
        ),
        Environment(
            f"{name}, no UTF-8, -O2, east",
            python,
            ("-X", "utf8=0", "-OO"),
            variables={**base, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "TZ": _TIME_ZONES[0]},
        ),
        Environment(
            f"{name}, shuffled input, hash seed 2",
            python,
            variables={**base, "PYTHONHASHSEED": "2"},
            arranged=SHUFFLED,
        ),
        Environment(
            f"{name}, rules written in another order, no cache",
            python,
            command=(*rules, "reversed"),
            variables={**base, "TAGENGINE_CACHE": "off"},
        ),
        Environment(
            f"{name}, rule files renamed",
            python,
            command=(*rules, "renamed"),
            variables=base,
            renamed_rules=True,
        ),
        Environment(f"{name}, 2 workers", python, (), (*batch, "2"), ("-",), base),
    ]


def _locale(scratch: Scratch, name: str) -> dict[str, str]:
    has = name in scratch.locales
    return {"LC_ALL": name, "LOCPATH": str(scratch.path / "locales")} if has else {"LC_ALL": "C"}


def everything(
    scratch: Scratch, python: str, name: str, place: dict[str, str]
) -> list[Environment]:
    """Return every environment of one interpreter: the ordinary ones, and one setting at a time."""
    found = ordinary(scratch, python, name, place)
    base = dict(found[0].variables)
    settings: dict[str, dict[str, str]] = {
        f"hash seed {seed}": {"PYTHONHASHSEED": seed} for seed in ("0", "3", "4294967295")
    }
    settings |= {f"locale {one}": _locale(scratch, one) for one in scratch.locales}
    settings |= {"locale C": {"LC_ALL": "C"}, "no locale": {"LC_ALL": ""}}
    settings |= {f"time zone {zone}": {"TZ": zone} for zone in _TIME_ZONES}
    settings |= {
        "optimized twice": {"PYTHONOPTIMIZE": "2"},
        "no cache": {"TAGENGINE_CACHE": "off"},
        "development mode": {"PYTHONDEVMODE": "1"},
        "malloc": {"PYTHONMALLOC": "malloc"},
    }
    found += [
        Environment(f"{name}, {what}", python, variables={**base, **variables})
        for what, variables in settings.items()
    ]
    for workers in ("1", "8"):
        command = ("batch", "--evidence", "full", "--quiet", "--workers", workers)
        found.append(
            Environment(f"{name}, {workers} workers", python, (), command, ("-",), base, SHUFFLED)
        )
    return found
