"""The command line: one verb in each module in `commands/`, loaded only when it is called."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from pathlib import Path

import click
from click.shell_completion import shell_complete

from tagengine.commands.lazy_group import LazyGroup, Verb
from tagengine.commands.messages import tell
from tagengine.errors import TagEngineError, reason
from tagengine.version import __version__

FINE, FINDINGS, BAD_INPUT, BUG = 0, 1, 2, 3
_INTERRUPTED, _SIGNAL = 130, 128  # as shells say it: the number of a signal is added
_SHOWN = 300  # characters of an error of ours
_COMPLETION = "_TAGENGINE_COMPLETE"
_VERBS = {
    "tag": Verb("tagengine.commands.tag", "Print the tags of documents as JSON."),
    "explain": Verb("tagengine.commands.explain", "Show the words behind each tag of a document."),
    "verify": Verb("tagengine.commands.verify", "Recompute audits, and show what differs."),
    "diff": Verb("tagengine.commands.diff", "Compare two files of tags or audits."),
    "prompt": Verb(
        "tagengine.commands.prompt", "Answer a tagging request written for a language model."
    ),
    "batch": Verb("tagengine.commands.batch", "Tag large collections, with several processes."),
    "check": Verb("tagengine.commands.check", "Check the tags of metadata records, and fix them."),
    "serve": Verb("tagengine.commands.serve", "Run a server that can replace a language model."),
    "init": Verb("tagengine.commands.init", "Set up a catalogue of records, or make an example."),
    "eval": Verb(
        "tagengine.commands.evaluate", "Measure how well the tags match labels that people gave."
    ),
    "codes": Verb("tagengine.commands.codes", "Explain the code of an error or a warning."),
    "rules": Verb("tagengine.commands.rules", "Check, test, compare and learn rules."),
}


@click.group(cls=LazyGroup, verbs=_VERBS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="tagengine")
@click.option("--debug", is_flag=True, help="Show the traceback of a bug in tagengine.")
def program(debug: bool) -> None:
    """Tag READMEs and metadata records, and show the words behind each tag.

    \b
    Examples:
      tagengine tag README.md
      tagengine explain README.md
    """


class Terminated(KeyboardInterrupt):
    """The system asked the program to end; what is being written is cleaned up on the way."""


_NO_THREAD = "can't start new thread"  # what Python says where there is no memory for its stack


def main(arguments: list[str] | None = None) -> int:
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
    except BaseException as error:  # noqa: BLE001 -- the last resort: nothing else may reach a user
        return _ended(error, show_trace="--debug" in given)
    return result if isinstance(result, int) else FINE


def _ended(error: BaseException, *, show_trace: bool) -> int:
    """Say what ended the program, and return its exit code: the one place that maps errors."""
    code, lines = BAD_INPUT, list[str]()
    if isinstance(error, TagEngineError):
        lines = [f"tagengine: {line}" if len(error.lines) == 1 else line for line in error.lines]
    elif isinstance(error, click.ClickException):
        buffer = io.StringIO()
        error.show(buffer)
        lines = buffer.getvalue().splitlines()
    elif isinstance(error, Terminated):
        code, lines = _SIGNAL + error.args[0], ["tagengine: terminated"]
    elif isinstance(error, click.Abort | KeyboardInterrupt):
        code, lines = _INTERRUPTED, ["tagengine: interrupted"]
    elif isinstance(error, BrokenPipeError):  # the reader has seen enough
        code = FINE
    elif isinstance(error, OSError):
        lines = [f"tagengine: {f'{error.filename}: ' * bool(error.filename)}{reason(error)}"]
    elif isinstance(error, MemoryError) or str(error) == _NO_THREAD:
        lines = ["tagengine: not enough memory (give it more, or smaller inputs)"]
    else:
        code, lines = BUG, [_account(error)]
        if show_trace:
            lines[:0] = "".join(traceback.format_exception(error)).splitlines()
    for line in lines:
        tell(line)
    _give_up_output()
    return code


def _account(error: BaseException) -> str:
    what = f"{type(error).__name__}: {error}"
    if len(what) > _SHOWN:
        what = f"{what[:_SHOWN]}…"
    report = "please report it, with the output of: tagengine --debug …"
    return f"tagengine: a bug in tagengine {__version__}: {what} ({report})"


def _give_up_output() -> None:
    """Keep Python from complaining at the exit about output that nobody takes."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> None:
    """Be the program: run the command line and exit; streams that are closed are made up for."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- to the end
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 -- to the end
    if sys.stdout is None:
        tell("tagengine: standard output is closed (send it somewhere, such as > tags.jsonl)")
        sys.exit(BAD_INPUT)
    owner = os.getpid()

    def terminate(number: int, frame: object) -> None:
        if os.getpid() != owner:  # a worker has nothing to clean up, and nobody to tell
            os._exit(128 + number)
        raise Terminated(number)

    signal.signal(signal.SIGTERM, terminate)
    hangup = getattr(signal, "SIGHUP", None)  # Windows has none; `nohup` ignores it
    if hangup and signal.getsignal(hangup) is not signal.SIG_IGN:
        signal.signal(hangup, terminate)
    sys.exit(main())
