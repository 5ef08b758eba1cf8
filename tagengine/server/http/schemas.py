"""What routes take, read from `requests.yaml`: schemas of bodies, examples, parameters of URLs.

What is checked is what `/openapi.json` says.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
import yaml

from tagengine.rules.files.yaml_nodes import LOADER
from tagengine.server.problems import RequestError

Schema = dict[str, Any]

_FILE = Path(__file__).with_name("requests.yaml")
_READ: dict[str, dict[str, Any]] = yaml.load(_FILE.read_bytes(), LOADER)  # noqa: S506 -- a safe one
REQUESTS: dict[str, Schema] = _READ["requests"]
EXAMPLES, PARAMETERS = _READ["examples"], _READ["parameters"]


def check(name: str, data: Any, status: int = 422) -> None:
    """Raise `RequestError` with `status`, naming the field, if data is no such request."""
    try:
        _validator(name)(data)
    except fastjsonschema.JsonSchemaValueException as error:
        field = str(error.name or "").removeprefix("data").removeprefix(".")
        what = str(error.message).removeprefix(str(error.name))
        if error.rule == "anyOf" and field:
            what = " has none of the forms that it may have (GET /openapi.json describes them)"
        elif error.rule == "anyOf":
            keys = (key for option in error.rule_definition for key in option["required"])
            what = f" has none of {', '.join(keys)}"
        elif error.rule == "required":
            lacking = (f'"{key}"' for key in error.rule_definition if key not in error.value)
            what = f" lacks {', '.join(lacking)}"
        message = f'"{field}"{what}' if field else f"the {name}{what}"
        param = field.partition(".")[0].partition("[")[0] or None
        raise RequestError(status, "invalid_field", message, param=param) from None


@cache
def _validator(name: str) -> Any:
    return fastjsonschema.compile(REQUESTS[name])
