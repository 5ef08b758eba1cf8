"""`tagengine serve`: the engine as an HTTP service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from tagengine.commands.options import min_confidence_option
from tagengine.commands.parameters import Number, WholeNumber, option, part, verb
from tagengine.commands.rule_options import RulesAsked
from tagengine.errors import UsageError
from tagengine.system.extras import installing

_LONGEST_HEAD = 10.0  # seconds; a head is short


@dataclass(frozen=True, slots=True)
class _Asked:
    host: str = option(
        default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen on."
    )
    port: int = option(
        type=WholeNumber(0, 65535),
        default=8000,
        show_default=True,
        metavar="N",
        help="The port to listen on; 0 takes any free one.",
    )
    token_file: Path | None = option(
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Require the token in FILE from clients; needed if other machines can reach --host.",
    )
    allow_host: tuple[str, ...] = option(
        multiple=True,
        metavar="NAME",
        help="Also accept requests for this host name, for example behind a proxy; may be "
        "repeated.",
    )
    workers: int | None = option(
        type=WholeNumber(0, 64),
        metavar="N",
        help="Processes that tag (default: one for each processor, at least 2); 0 uses a thread.",
    )
    max_body: int | None = option(
        type=WholeNumber(1024),
        metavar="BYTES",
        help="The largest request in bytes (default: 1048576).",
    )
    max_waiting: int | None = option(
        type=WholeNumber(1), metavar="N", help="How many requests may wait (default: 1024)."
    )
    max_connections: int | None = option(
        type=WholeNumber(1),
        metavar="N",
        help="How many connections may be open (default: 2048).",
    )
    timeout: float | None = option(
        type=Number(0.1),
        metavar="SECONDS",
        help="The time limit for one document (default: 20).",
    )
    client_timeout: float | None = option(
        type=Number(0.1),
        metavar="SECONDS",
        help="The time limit for a client to send a request or read the answer (default: 30).",
    )
    edit: Path | None = option(
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Like --rules, but the playground may save changes to these rules.",
    )
    corpus: str | None = option(
        type=click.Path(exists=True),
        metavar="DIR|FILE",
        help="Documents to try edited rules on in the playground (default: the rules' examples).",
    )
    log_format: str = option(
        type=click.Choice(["auto", "json", "text"]),
        default="auto",
        show_default=True,
        help="The log format; auto means text on a terminal, otherwise JSON.",
    )
    min_confidence: int = min_confidence_option()
    rules: RulesAsked = part(RulesAsked)


@verb("serve", _Asked)
def command(asked: _Asked) -> int:
    """Run a server that tags over HTTP and can replace a language model.

    Use it from a client of OpenAI's API, with the base URL
    http://127.0.0.1:8000/v1, or post a README to /tag. The page at / is a
    playground. SIGHUP reloads the rules; Ctrl-C or SIGTERM stops the server.

    \b
    Examples:
      tagengine serve
      tagengine serve --rules rules/ --port 9000
      tagengine serve --edit my-rules/ --corpus projects/
      tagengine serve --host 0.0.0.0 --token-file token.txt
    """
    try:
        from tagengine.server import process as running  # noqa: PLC0415 -- an extra
        from tagengine.server.event_log import EventLog  # noqa: PLC0415
        from tagengine.server.http import access  # noqa: PLC0415
        from tagengine.server.limits import Limits, usual_workers  # noqa: PLC0415
        from tagengine.server.state import ServerState, Settings  # noqa: PLC0415
    except ModuleNotFoundError as error:
        missing = str(error.name).partition(".")[0]
        raise UsageError(f"serve needs {missing} ({installing('server')})") from None
    log = EventLog.to_standard_error(asked.log_format)
    token = access.token_for(asked.host, asked.token_file, log)
    chosen = _rules_of(asked).chosen()
    given: dict[str, Any] = {
        "body_bytes": asked.max_body,
        "waiting": asked.max_waiting,
        "connections": asked.max_connections,
        "tagging": asked.timeout,
        "head": asked.client_timeout and min(asked.client_timeout, _LONGEST_HEAD),
        "body": asked.client_timeout,
        "write": asked.client_timeout,
    }
    settings = Settings(
        rules=chosen.rules,
        vocabulary=chosen.vocabulary,
        min_confidence=asked.min_confidence,
        token=token,
        hosts=access.names_of(asked.host, asked.allow_host),
        workers=usual_workers() if asked.workers is None else asked.workers,
        limits=Limits(**{name: value for name, value in given.items() if value is not None}),
        edit=None if asked.edit is None else str(asked.edit),
        corpus=asked.corpus,
    )
    with running.listen(asked.host, asked.port) as listener:
        running.run(ServerState(settings, log), listener)
    return 0


def _rules_of(asked: _Asked) -> RulesAsked:
    """Return what is asked of rules, where the playground may edit some: those."""
    rules, edit = asked.rules, asked.edit
    if edit is None:
        return rules
    if not edit.is_dir():
        raise UsageError(f"--edit {edit}: no such folder (name a folder of rule files)")
    if rules.rules is not None and Path(rules.rules).resolve() != edit.resolve():
        raise UsageError("--rules and --edit are different folders (leave --rules out)")
    return replace(rules, rules=str(edit))
