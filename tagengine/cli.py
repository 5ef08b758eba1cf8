"""The command line: a verb a module in `commands/`, loaded only when it is called."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from click.shell_completion import shell_complete

from tagengine.commands.lazy_group import LazyGroup, Verb
from tagengine.errors import TagEngineError, reason
from tagengine.version import __version__

FINE, FINDINGS, BAD_INPUT, BUG = 0, 1, 2, 3
_INTERRUPTED = 130
_COMPLETION = "_TAGENGINE_COMPLETE"
_VERBS = {
    "tag": Verb("tagengine.commands.tag", "Print the tags of documents as JSON."),
    "explain": Verb(
        "tagengine.commands.explain", "Show why a document has its tags, down to the characters."
    ),
    "verify": Verb("tagengine.commands.verify", "Recompute audits and say what in them differs."),
    "diff": Verb("tagengine.commands.diff", "Compare two files of tags or audits."),
    "prompt": Verb(
        "tagengine.commands.prompt", "Answer a tagging request written for a language model."
    ),
    "check": Verb("tagengine.commands.check", "Compare, and mend, the tags of metadata records."),
    "serve": Verb("tagengine.commands.serve", "Serve tags over HTTP, as a model's API does."),
    "init": Verb("tagengine.commands.init", "Make a folder of rules to start from."),
    "eval": Verb("tagengine.commands.evaluate", "Compare the tags with gold labels."),
    "rules": Verb("tagengine.commands.rules", "Check and test rule files."),
}


@click.group(cls=LazyGroup, verbs=_VERBS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="tagengine")
@click.option("--debug", is_flag=True, help="Show the trace of an error of tagengine's own.")
def program(debug: bool) -> None:
    """Give documents the best tags of a controlled vocabulary, each with its evidence.

    \b
    Example:
      tagengine tag README.md
      tagengine explain README.md
    """


def main(  # noqa: PLR0911 -- the one place that maps errors to exit codes
    arguments: list[str] | None = None,
) -> int:
    """Run the command line and return the exit code: 0 fine, 1 findings, 2 bad input, 3 our bug."""
    given = sys.argv[1:] if arguments is None else arguments
    completing = os.environ.get(_COMPLETION)
    if completing:
        return shell_complete(program, {}, "tagengine", _COMPLETION, completing)
    try:
        with program.make_context("tagengine", list(given)) as context:
            result = program.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:  # --help, --version
        return done.exit_code
    except TagEngineError as error:
        _say(str(error))
        return BAD_INPUT
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough; keep Python from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        _say(f"{error.filename}: {reason(error)}" if error.filename else reason(error))
        return BAD_INPUT
    except Exception as error:
        if "--debug" in given:
            raise
        _say(f"a bug in tagengine {__version__}: {type(error).__name__}: {error}")
        _say("please report it with what 'tagengine --debug …' shows")
        return BUG
    return result if isinstance(result, int) else FINE


def _say(message: str) -> None:
    click.echo(f"tagengine: {message}" if "\n" not in message else message, err=True)


def run() -> None:
    """Be the program: run the command line and exit; streams that are closed are made up for."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- to the end
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 -- to the end
    if sys.stdout is None:
        _say("standard output is closed (send it somewhere, such as > tags.jsonl)")
        sys.exit(BAD_INPUT)
    sys.exit(main())
