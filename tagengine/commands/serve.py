"""`tagengine serve`: the engine as an HTTP service."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from tagengine.commands.options import min_confidence_option
from tagengine.commands.rule_options import RulesAsked, rule_options
from tagengine.errors import UsageError

_LONGEST_HEAD = 10.0  # seconds; a head is short


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 takes any free one.",
)
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Require the token in FILE from clients; needed if other machines can reach --host.",
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="Also accept requests for this host name, for example behind a proxy; may be repeated.",
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    metavar="N",
    help="Processes that tag (default: one for each processor, at least 2); 0 uses a thread.",
)
@click.option(
    "--max-body",
    type=click.IntRange(1024),
    metavar="BYTES",
    help="The largest request (default: 1048576).",
)
@click.option(
    "--max-waiting",
    type=click.IntRange(1),
    metavar="N",
    help="The most requests that wait (default: 1024).",
)
@click.option(
    "--max-connections",
    type=click.IntRange(1),
    metavar="N",
    help="The most open connections (default: 2048).",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    metavar="SECONDS",
    help="The most time for one document (default: 20).",
)
@click.option(
    "--client-timeout",
    type=click.FloatRange(0.1),
    metavar="SECONDS",
    help="The most time for a client to send a request or read the answer (default: 30).",
)
@click.option(
    "--edit",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Like --rules, but the playground may save changes to these rules.",
)
@click.option(
    "--corpus",
    type=click.Path(exists=True),
    metavar="DIR|FILE",
    help="Documents to try edited rules on in the playground (default: the rules' examples).",
)
@click.option(
    "--log-format",
    type=click.Choice(["auto", "json", "text"]),
    default="auto",
    show_default=True,
    help="The form of the log; auto means text on a terminal, else JSON.",
)
@min_confidence_option
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
    min_confidence: int,
    asked: RulesAsked,
) -> int:
    """Run a server that tags over HTTP and can replace a language model's API.

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
        raise UsageError(
            f"serve needs {str(error.name).partition('.')[0]} (pip install 'tagengine[server]')"
        ) from None
    log = EventLog.to_standard_error(log_format)
    token = access.token_for(host, token_file, log)
    if edit is not None and not edit.is_dir():
        raise UsageError(f"--edit {edit}: no such folder (name a folder of rule files)")
    if edit is not None:
        if asked.rules is not None and Path(asked.rules).resolve() != edit.resolve():
            raise UsageError("--rules and --edit are different folders (leave --rules out)")
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
        min_confidence=min_confidence,
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
