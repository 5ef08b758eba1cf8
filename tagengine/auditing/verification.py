"""Whether an audit is what rules and document give: recomputed, and compared part by part."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema

from tagengine.auditing import without_document
from tagengine.auditing.differences import ROOT, Difference, at, differences
from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.evidence import audit_json

_DIGEST = at(ROOT, "digest")
_ID = f"{ROOT}.document.id"
_LIMIT = f"{ROOT}.selection.max_tags"
_LIMITS_TRIED = 10
_MISSING, _UNKNOWN = "is missing", "should not be there"


def verify(data: Any, record: Record | None, engine: Engine) -> list[Difference]:
    """Return where an audit differs from what the engine's rules give; nothing if it is right.

    With its record (whose id may be another) everything is recomputed; without, all that rules and
    arithmetic decide, and the digest says if something else was changed. Of an audit that has
    not the form of its JSON Schema the first mistake is returned.
    """
    found = _form(data)
    if found:
        return found
    if record is not None:
        return list(_with_document(data, record, engine))
    found = without_document.problems(data, engine.rule_set)
    return found or list(_without_document(data, engine))


def _with_document(data: dict[str, Any], record: Record, engine: Engine) -> Iterator[Difference]:
    named = replace(record, id=data["document"]["id"])
    limit = data["selection"]["max_tags"]
    expected = _audit(named, limit, engine)
    found = list(differences(data, expected))
    if _is_of_another(data["document"], expected["document"]):
        stated, here = data["document"]["sha256"], expected["document"]["sha256"]
        yield Difference(
            _ID, f"the audit belongs to another text: its SHA-256 is {stated}, here {here}"
        )
        return
    if data["digest"] == expected["digest"] or not found:
        yield from found
        return
    # The digest may still be that of the audit before one of its two inputs was changed.
    if _audit(record, limit, engine)["digest"] == data["digest"]:
        yield from differences(data["document"]["id"], record.id, _ID)
        return
    usual = engine.rule_set.settings.max_tags
    limits = dict.fromkeys((usual, len(data["tags"]), *range(_LIMITS_TRIED)))
    for other in limits if all(map(_depends_on_limit, found)) else ():
        if _audit(named, other, engine)["digest"] == data["digest"]:
            yield from differences(limit, other, _LIMIT)
            return
    if [one.path for one in found] == [_DIGEST]:
        problem = (
            f"does not match: it was changed, or {_ID} or {_LIMIT} was, which only the document "
            "shows"
        )
        yield Difference(_DIGEST, problem)
        return
    yield from found


def _without_document(data: dict[str, Any], engine: Engine) -> Iterator[Difference]:
    for one in differences(data, without_document.recompute(data, engine.rule_set)):
        if one.path == _DIGEST:
            problem = (
                "does not match: something was changed that only the document shows (give "
                "the document too)"
            )
            yield Difference(_DIGEST, problem)
        else:
            yield one


def _depends_on_limit(one: Difference) -> bool:
    """Return whether another limit of tags could be why a part differs."""
    return one.path.startswith((_DIGEST, f"{ROOT}.tags", f"{ROOT}.selection")) or (
        one.path.startswith(f"{ROOT}.candidates") and ".contributions" not in one.path
    )


def _audit(record: Record, max_tags: int, engine: Engine) -> dict[str, Any]:
    return audit_json.data(engine.explain_record(record, max_tags=max_tags).audit)


def _is_of_another(given: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Return whether an audit is of another text: all hashes differ, not only one."""
    hashes = [source["sha256"] for source in given["sources"]]
    return given["sha256"] != expected["sha256"] and hashes != [
        source["sha256"] for source in expected["sources"]
    ]


def _form(data: Any) -> list[Difference]:
    """Return the first place where an audit has not the form of the schema, if there is one."""
    try:
        _validator()(data)
    except fastjsonschema.JsonSchemaValueException as error:
        path = ROOT
        for key in error.path[1:]:
            path = at(path, int(key) if str(key).isdigit() else key)
        value = error.value
        if error.rule == "required":
            missing = (name for name in error.rule_definition if name not in value)
            return [Difference(at(path, name), _MISSING) for name in missing]
        if error.rule == "additionalProperties":
            unknown = (name for name in value if name not in error.definition["properties"])
            return [Difference(at(path, name), _UNKNOWN) for name in unknown]
        return [Difference(path, error.message.removeprefix(error.name or "").strip())]
    return []


@cache
def _validator() -> Callable[[Any], Any]:
    compiled: Callable[[Any], Any] = fastjsonschema.compile(json.loads(schema_file().read_bytes()))
    return compiled


def schema_file() -> Path:
    """Return the JSON Schema of audits, installed with the package or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "schemas"
    folder = installed if installed.is_dir() else package.parent / "docs" / "schemas"
    return folder / "audit-1.json"
