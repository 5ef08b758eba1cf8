"""One target under atheris: `python -m fuzz.harness TARGET [libFuzzer's options and folders]`."""

from __future__ import annotations

import importlib
import sys

import atheris


def main() -> None:
    """Fuzz until libFuzzer's options say that it is enough; ends the process."""
    _, name, *options = sys.argv
    with atheris.instrument_imports(include=["tagengine"]):
        target = importlib.import_module(f"fuzz.targets.{name}")
    atheris.Setup([f"fuzz.{name}", *options], target.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
