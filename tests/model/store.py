"""What a phone keeps: everything here survives a crash, and nothing else does (``static/pwa/src/db``)."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from app.core.canonical import canonical_json

PARKED = ("held", "conflict", "rejected")


@dataclass
class OutboxRow:
    """An operation, from the moment it was sent off until 400 days after. Times are the phone's own, in ms."""

    op: dict[str, Any]
    made_at: int
    status: str = "queued"
    tries: int = 0
    failing_since: int | None = None
    next_try_at: int = 0
    epoch: str | None = None
    receipt: str | None = None
    acknowledged_at: int | None = None
    proven_at: int | None = None
    problem: dict[str, Any] | None = None
    resolution: str | None = None
    settled: bool = False
    canonical: str = ""

    def __post_init__(self) -> None:
        self.canonical = canonical_json(self.op).decode()

    @property
    def op_id(self) -> str:
        """The operation's id."""
        return str(self.op["op_id"])

    @property
    def report_id(self) -> str:
        """The report it is about; order holds within one report, and what is about none stands for itself."""
        return str(self.op.get("report_id") or self.op_id)


@dataclass
class PhotoRow:
    """A picture: what was announced of it, and how far it has come."""

    manifest: dict[str, Any]
    op_id: str
    added_at: int
    state: str = "waiting"
    tries: int = 0
    refusals: int = 0
    next_try_at: int = 0
    epoch: str | None = None
    stored_at: int | None = None
    proven_at: int | None = None
    problem: str | None = None
    kept: bool = True

    @property
    def photo_id(self) -> str:
        """The photo's id."""
        return str(self.manifest["photo_id"])

    @property
    def sha256(self) -> str:
        """The announced digest, hex."""
        return str(self.manifest["sha256"])


@dataclass
class Store:
    """The phone's database."""

    outbox: dict[str, OutboxRow] = field(default_factory=dict)
    photos: dict[str, PhotoRow] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    views: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    meta: dict[str, Any] = field(default_factory=dict)

    def put_operation(self, op: dict[str, Any], photos: list[tuple[dict[str, Any], bytes]], now: int) -> None:
        """The record and its operation, in one transaction."""
        self.outbox[op["op_id"]] = OutboxRow(op, now)
        for manifest, data in photos:
            assert hashlib.sha256(data).hexdigest() == manifest["sha256"]
            self.photos[manifest["photo_id"]] = PhotoRow(manifest, op["op_id"], now)
            self.blobs[manifest["photo_id"]] = data

    def note_epoch(self, epoch: str) -> None:
        """Another epoch: numbers are used again, so the cursor is worth nothing."""
        if self.meta.get("epoch") != epoch:
            self.meta["epoch"] = epoch
            self.meta.pop("cursor", None)

    def view(self, entity: str) -> dict[str, dict[str, Any]]:
        """What the phone shows of one kind, by id."""
        return self.views.setdefault(entity, {})

    def wrote(self, report_id: str) -> bool:
        """Whether this phone wrote of that report and still keeps what it wrote."""
        return any(row.report_id == report_id for row in self.outbox.values())
