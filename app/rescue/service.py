"""Taking in a rescue file: every operation goes the way of a push, every photo the way of an upload, as its phone's deed.

What the file proves before it breaks off is kept: a half copy of five nights is worth two of them. The rest is refused by
name, and the whole file may come again, because everything in it is known by its id.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.core import clock
from app.core.actor import Actor
from app.core.errors import (
    BUSY,
    DEVICE_REVOKED,
    NOT_AN_IMAGE,
    UNKNOWN_PHOTO,
    WRONG_COMMUNE,
    DomainError,
)
from app.journal.service import note_access
from app.photos import queries as photo_queries
from app.photos import service as photos
from app.photos.rules import PhotoState
from app.photos.store import BlobStore
from app.reports.service.targets import Context
from app.rescue import queries, rules, sealed
from app.rescue.queries import Phone
from app.rescue.records import OperationRecord, PhotoRecord, Record, read_records
from app.rescue.source import Source
from app.sync import service as sync
from app.web.blueprint import read_json
from app.web.problems import problem_body
from app.web.transaction import end_reading, unit_of_work


@dataclass
class Taken:
    """What became of a file: a result for each operation and photo, in its order; ``broken``: why reading ended."""

    phone: Phone
    made_at: datetime
    operations: list[dict[str, Any]] = field(default_factory=list)
    photos: list[dict[str, Any]] = field(default_factory=list)
    broken: DomainError | None = None


def take_file(importer: Actor, pieces: Iterator[bytes], *, store: BlobStore) -> Taken:
    """Take in a file of a phone of the importer's commune, piece by piece.

    ``NOT_A_RESCUE_FILE``, ``WRONG_COMMUNE``, ``UNKNOWN_PHONE``, ``WRONG_KEY`` before anything is used. What ends the
    reading later (``FILE_DAMAGED``, ``FILE_CUT_OFF``, ``TOO_LARGE``, ``BUSY``) stands in ``broken``, beside what was taken.
    """
    commune_id = rules.check_may_hand_in(importer)
    source = Source(pieces)
    head = sealed.read_head(source)
    if head.commune_id not in importer.books:
        raise DomainError(WRONG_COMMUNE)
    phone = queries.get_phone(commune_id, head.device_id)
    sealed.check_key(head, phone.rescue_key)
    photo_most = photo_queries.photo_limits().max_bytes
    end_reading()
    taken = Taken(phone, head.made_at)
    records = read_records(Source(sealed.open_frames(head, phone.rescue_key, source)), photo_most)
    try:
        _take_all(taken, _context(importer, phone), records, store)
    except DomainError as broken:
        taken.broken = broken
    _note(importer, taken)
    return taken


def _context(importer: Actor, phone: Phone) -> Context:
    """As the phone's own deed, with the road that it came by. A phone that was shut out has no deeds without a person."""
    via = {"via": "rescue", "by": f"{importer.kind}:{importer.id}"}
    hold = DEVICE_REVOKED if phone.revoked_at is not None else None
    return Context(importer.as_phone(phone.id, phone.team_id, phone.name), clock.now(), None, via, hold)


def _take_all(taken: Taken, context: Context, records: Iterator[Record], store: BlobStore) -> None:
    for record in records:
        if isinstance(record, OperationRecord):
            taken.operations.append(_take_operation(context, record))
        else:
            taken.photos.append(_take_photo(context, record, store))


def _take_operation(context: Context, record: OperationRecord) -> dict[str, Any]:
    try:
        raw = read_json(record.data)
    except DomainError as refusal:
        # The phone that wrote it proved itself, and still this is no operation: there is nothing that could be kept.
        return {"op_id": None, "kind": None, "night": None, "status": "rejected", "problem": problem_body(refusal.problem)}
    result = sync.take_operation(context, raw)
    if "problem" in result:
        # The present report is for its own phone; whoever carries the file learns only why.
        result["problem"] = {key: result["problem"].get(key) for key in ("type", "title", "status")}
    raw = raw if isinstance(raw, dict) else {}
    return {"kind": _word(raw.get("kind")), "night": _night(raw)} | result


def _night(raw: dict[str, Any]) -> str | None:
    body = raw.get("body")
    return _word(body.get("night")) if isinstance(body, dict) else None


def _word(value: Any) -> str | None:
    return value[:30] if isinstance(value, str) else None


def _take_photo(context: Context, record: PhotoRecord, store: BlobStore) -> dict[str, Any]:
    told = {"photo_id": str(record.photo_id)}
    try:
        slot = photo_queries.get_slot(context.actor, record.photo_id)
        if not slot.waits:
            return told | _present(slot.state)
        kept = photos.keep_photo(context.actor, slot, record.data, store=store, via=context.via)
        return told | ({"state": "stored"} if kept.is_new else _present(kept.state))
    except DomainError as refusal:
        if refusal.problem is BUSY:
            raise
        end_reading()
        # Its slot opens when its operation takes effect: until then the file is the place of its bytes.
        state = "waiting" if refusal.problem is UNKNOWN_PHOTO else "refused"
        return told | {"state": state, "problem": problem_body(refusal.problem)}


def _present(state: PhotoState) -> dict[str, Any]:
    if state is PhotoState.DAMAGED:
        return {"state": "refused", "problem": problem_body(NOT_AN_IMAGE)}
    return {"state": "duplicate"}


def _note(importer: Actor, taken: Taken) -> None:
    """Write down who handed in which phone's file; what it brought stands in the journal, each by itself."""
    phone = taken.phone
    counts = {"operations": len(taken.operations), "photos": len(taken.photos), "whole": taken.broken is None}
    with unit_of_work():
        note_access(phone.commune_id, importer, "rescue.taken", "device", phone.id, **counts)
