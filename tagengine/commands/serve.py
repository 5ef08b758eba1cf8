"""`tagengine serve`: the engine as an HTTP service."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from tagengine.commands.rule_options import RulesAsked, rule_options
from tagengine.errors import UsageError

_LONGEST_HEAD = 10.0  # seconds; a head is short


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0: any free one.",
)
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ask for the token in FILE; needed unless --host is an address of this machine only.",
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="A name by which clients reach the server, such as behind a proxy; may be repeated.",
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    metavar="N",
    help="Processes that tag (one for each processor, at least 2); 0: tag in a thread.",
)
@click.option(
    "--max-body", type=click.IntRange(1024), metavar="BYTES", help="Largest request (1048576)."
)
@click.option(
    "--max-waiting", type=click.IntRange(1), metavar="N", help="Requests that may wait (1024)."
)
@click.option(
    "--max-connections", type=click.IntRange(1), metavar="N", help="Open connections (2048)."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    metavar="SECONDS",
    help="Time for one document (20).",
)
@click.option(
    "--client-timeout",
    type=click.FloatRange(0.1),
    metavar="SECONDS",
    help="Time for a client to send its request, or to take its answer (30).",
)
@click.option(
    "--edit",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Like --rules, and the playground may save changes there.",
)
@click.option(
    "--corpus",
    type=click.Path(exists=True),
    metavar="DIR|FILE",
    help="Documents on which the playground tries edited rules (default: the rules' examples).",
)
@click.option(
    "--log-format",
    type=click.Choice(["auto", "json", "text"]),
    default="auto",
    show_default=True,
    help="How events are written on standard error; auto: text on a terminal.",
)
@rule_options
def command(
    host: str,
    port: int,
    token_file: Path | None,
    allow_host: tuple[str, ...],
    workers: int | None,
    max_body: int | None,
    max_waiting: int | None,
    max_connections: int | None,
    timeout: float | None,
    client_timeout: float | None,
    edit: Path | None,
    corpus: str | None,
    log_format: str,
    asked: RulesAsked,
) -> int:
    """Serve tags over HTTP, also in place of a language model's API.

    Point a client of OpenAI's API at it (base URL http://127.0.0.1:8000/v1), or
    post a README to /tag. SIGHUP reloads the rules; Ctrl-C or SIGTERM stops.

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
        raise UsageError(
            f"serve needs {str(error.name).partition('.')[0]} (pip install 'tagengine[server]')"
        ) from None
    log = EventLog.to_standard_error(log_format)
    token = access.token_for(host, token_file, log)
    if edit is not None:
        if asked.rules is not None and Path(asked.rules).resolve() != edit.resolve():
            raise UsageError("--rules and --edit name different folders (leave --rules out)")
        asked = replace(asked, rules=str(edit))
    chosen = asked.chosen()
    given: dict[str, Any] = {
        "body_bytes": max_body,
        "waiting": max_waiting,
        "connections": max_connections,
        "tagging": timeout,
        "head": client_timeout and min(client_timeout, _LONGEST_HEAD),
        "body": client_timeout,
        "write": client_timeout,
    }
    settings = Settings(
        rules=chosen.rules,
        vocabulary=chosen.vocabulary,
        token=token,
        hosts=access.names_of(host, allow_host),
        workers=usual_workers() if workers is None else workers,
        limits=Limits(**{name: value for name, value in given.items() if value is not None}),
        edit=None if edit is None else str(edit),
        corpus=corpus,
    )
    with running.listen(host, port) as listener:
        running.run(ServerState(settings, log), listener)
    return 0
