"""`python -m tagengine`."""

from tagengine.cli import run

run()
