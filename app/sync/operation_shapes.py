"""Shapes that are only told, never run: what an operation of each kind looks like.

A push judges every operation by itself, so that one bad one holds back no other. The OpenAPI document shows these instead.
"""

from copy import copy
from typing import Any

from marshmallow import INCLUDE, Schema, fields, validate

from app.reports.schemas import BODIES, NEEDS, OperationIn


def _operation(kind: str, body: type[Schema]) -> type[Schema]:
    """The schema of one kind: the body's shape, and which of the head's members this kind cannot do without."""
    known: dict[str, Any] = dict(OperationIn._declared_fields)
    members: dict[str, Any] = {
        "kind": fields.String(required=True, validate=validate.Equal(kind)),
        "body": fields.Nested(body, required="body" in NEEDS[kind]),
    }
    members |= {name: _required(known[name]) for name in NEEDS[kind] if name != "body"}
    members["Meta"] = type("Meta", (), {"unknown": INCLUDE})
    members["__doc__"] = f"An operation of kind ``{kind}``."
    return type(kind.title().replace(".", "") + "Operation", (OperationIn,), members)


def _required(field: fields.Field[Any]) -> fields.Field[Any]:
    needed = copy(field)
    needed.required, needed.allow_none = True, False
    return needed


OPERATIONS: dict[str, type[Schema]] = {kind: _operation(kind, body) for kind, body in BODIES.items()}
