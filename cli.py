"""The command line, runnable in a checkout: `python cli.py tag README.md`."""

from tagengine.cli import run

if __name__ == "__main__":
    run()
