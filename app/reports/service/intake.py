"""Reading an operation: its shape, its digest, and the ways in which it can fail to take effect."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from unicodedata import is_normalized
from uuid import UUID

from marshmallow import ValidationError

from app.catalogue import queries as catalogue
from app.core import contract
from app.core.canonical import canonical_json
from app.core.errors import INVALID, MALFORMED, NEWER_SCHEMA, UNKNOWN_KIND, Problem
from app.core.text import nfc
from app.photos import rules as photo_rules
from app.reports import rules
from app.reports.schemas import BODIES, NEEDS, OperationIn
from app.web.problems import pointers, problem_body

_operation = OperationIn()
_bodies = {kind: schema() for kind, schema in BODIES.items()}


class Refused(Exception):
    """An operation does not take effect. ``status`` is conflict, held, rejected or retry (protocol.md §2)."""

    def __init__(self, status: str, problem: Problem, /, detail: str | None = None, **facts: Any) -> None:
        super().__init__(problem.slug)
        self.status = status
        self.problem = problem_body(problem, detail, **facts)


@dataclass(frozen=True)
class Op:
    """An operation that could be read. ``body`` is as sent (NFC, unknown fields and all), ``loaded`` the same, validated.

    ``commune_id`` is the commune whose book it goes into: the one frozen into it, unless communes were merged (``books``).
    """

    op_id: UUID
    kind: str
    schema: int
    commune_id: str
    team_id: UUID
    shift_id: UUID | None
    report_id: UUID | None
    actor_id: UUID | None
    client_at: datetime
    base_version: int | None
    hash: bytes
    raw: dict[str, Any]
    body: dict[str, Any] = field(default_factory=dict)
    loaded: Mapping[str, Any] = field(default_factory=dict)
    photos: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def receipt(self) -> str:
        """What both sides show once it took effect."""
        return rules.make_receipt(str(self.raw["commune_id"]), self.op_id, self.hash)

    @cached_property
    def photo_ids(self) -> list[str]:
        """The ids of the announced photos, as text."""
        return [str(photo["photo_id"]) for photo in self.photos]


def read_head(raw: dict[str, Any]) -> Op:
    """The operation without its body; ``Refused`` (rejected) when not even that can be read."""
    try:
        head = _operation.load(raw)
        canonical = canonical_json(raw)
    except ValidationError as error:
        raise Refused("rejected", MALFORMED, errors=pointers(error.messages)) from None
    except ValueError:
        raise Refused("rejected", MALFORMED) from None
    body = raw.get("body") or {}
    return Op(
        op_id=head["op_id"],
        kind=head["kind"],
        schema=head["schema"],
        commune_id=head["commune_id"],
        team_id=head["team_id"],
        shift_id=head.get("shift_id"),
        report_id=head.get("report_id"),
        actor_id=head.get("actor_id"),
        client_at=head["client_time"],
        base_version=head.get("base_version"),
        hash=hashlib.sha256(canonical).digest(),
        raw=raw,
        # Seen at once on the whole text; phones write NFC, so taking a body apart is the exception.
        body=body if is_normalized("NFC", canonical.decode()) else _in_nfc(body),
        photos=head.get("photos") or [],
    )


def read_body(op: Op) -> Op:
    """The operation with its body validated; ``Refused`` (held) when this server cannot apply it as it is."""
    if op.kind not in BODIES:
        raise Refused("held", UNKNOWN_KIND, kind=op.kind)
    if op.schema > contract.SCHEMA:
        raise Refused("held", NEWER_SCHEMA, known=contract.SCHEMA)
    missing = [name for name in NEEDS[op.kind] if op.raw.get(name) is None]
    if missing:
        raise _invalid([{"pointer": f"/{name}", "detail": "Thiếu"} for name in missing])
    try:
        loaded = _bodies[op.kind].load(op.body)
    except ValidationError as error:
        raise _invalid(pointers(error.messages, "/body")) from None
    faults = _find_faults(op, loaded)
    if faults:
        raise _invalid(faults)
    return replace(op, loaded=loaded)


def _find_faults(op: Op, loaded: Mapping[str, Any]) -> list[dict[str, str]]:
    faults = photo_rules.find_announcement_faults(op.photos, photo_rules.Limits.from_catalogue(catalogue.limits()["photo"]))
    kinds = catalogue.category_kinds()
    if op.kind in ("report.submit", "report.amend"):
        found = rules.find_body_faults(loaded, kinds)
    elif op.kind == "report.part":
        found = rules.find_part_faults(loaded, kinds)
    else:
        found = []
    return faults + [fault | {"pointer": "/body" + fault["pointer"]} for fault in found]


def _invalid(faults: list[dict[str, str]]) -> Refused:
    return Refused("held", INVALID, errors=faults[:50])


def _in_nfc(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else nfc(value)
    if isinstance(value, dict):
        return {_in_nfc(key): _in_nfc(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_nfc(item) for item in value]
    return value
