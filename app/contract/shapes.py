"""The schemas of the document: what the doors gathered, and the shapes that no door runs (operations, pulled things)."""

from collections.abc import Iterator
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from app.contract.rules import OF_A_RESULT
from app.photos.rules import SERVED_FORMS
from app.reports.schemas import OperationIn
from app.sync.operation_shapes import OPERATIONS
from app.sync.shapes import CHANGES

_REF = "#/components/schemas/"
# Members that a door takes or gives as plain values, and what stands in them.
_INSIDE = {
    ("PushIn", "ops"): (
        "Operation",
        "Each is judged by itself and has its own result; one that cannot be read is `rejected`",
    ),
    ("ChangesOut", "changes"): ("Change", "Present states, not a history"),
    ("Result", "problem"): ("ProblemOut", "Why it did not take effect"),
    ("BatchResultOut", "problem"): ("ProblemOut", "Why it was not moved"),
    ("ReportOut", "body"): ("ReportBody", "As the team sent it"),
    ("SettingsOut", "photo"): ("PhotoLimits", "Limits of a photo"),
}


def complete(document: dict[str, Any]) -> None:
    """Add the shapes of operations and pulled things, close what refuses unknown members, name what stands in open ones."""
    schemas: dict[str, Any] = document["components"]["schemas"]
    schemas |= _untold()
    schemas["Operation"] = _one_of("What a phone sends; told apart by `kind`.", "kind", _names(OPERATIONS))
    schemas["Change"] = _one_of("A present state; told apart by `entity`.", "entity", _names(CHANGES))
    for (owner, member), (name, words) in _INSIDE.items():
        _put(schemas[owner]["properties"], member, name, words)
    schemas["Result"]["x-problems"] = sorted(OF_A_RESULT)
    for name in _asked(document):
        schemas[name].setdefault("additionalProperties", False)
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    for path in document["paths"].values():
        for parameter in path.get("parameters", []):
            if parameter["name"] == "form":
                parameter["schema"] = {"type": "string", "enum": [form.value for form in SERVED_FORMS]}


def _untold() -> dict[str, Any]:
    """The schemas behind operations and changes, as apispec words them."""
    spec = APISpec("shapes", "1", "3.1.0", plugins=[MarshmallowPlugin()])
    told: list[type[Schema]] = [OperationIn, *OPERATIONS.values(), *CHANGES.values()]
    for schema in told:
        spec.components.schema(schema.__name__, schema=schema)
    found: dict[str, Any] = spec.to_dict()["components"]["schemas"]
    return found


def _names(schemas: dict[str, Any]) -> dict[str, str]:
    return {key: _REF + schema.__name__ for key, schema in schemas.items()}


def _one_of(words: str, member: str, mapping: dict[str, str]) -> dict[str, Any]:
    choices = [{"$ref": ref} for ref in mapping.values()]
    return {"description": words, "oneOf": choices, "discriminator": {"propertyName": member, "mapping": mapping}}


def _put(properties: dict[str, Any], member: str, name: str, words: str) -> None:
    said = {"$ref": _REF + name, "description": words}
    is_list = properties[member].get("type") == "array"
    kept = {key: value for key, value in properties[member].items() if key == "maxItems"}
    properties[member] = {"type": "array", "description": words, "items": {"$ref": _REF + name}, **kept} if is_list else said


def _asked(document: dict[str, Any]) -> set[str]:
    """The names of all schemas that stand in request bodies."""
    schemas = document["components"]["schemas"]
    found: set[str] = set()
    waiting = {
        name
        for path in document["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
        for name in _refs(operation.get("requestBody", {}))
    }
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(_refs(schemas[name])) - found
    return {name for name in found if schemas[name].get("type") == "object"}


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str) and value["$ref"].startswith(_REF):
            yield value["$ref"].removeprefix(_REF)
        for inner in value.values():
            yield from _refs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _refs(inner)
