"""Faults that somebody might build in one day, each planted on purpose: a model that does not find them proves nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

from pytest import MonkeyPatch
from sqlalchemy import select

from app.journal import service as journal
from app.photos.service import developing, slots, uploads
from app.registry.models import AssetCheck
from app.registry.service import looks
from app.reports.service import books, effects, operations, parking
from app.sync import entities
from app.sync import service as sync
from app.web import transaction
from app.web.database import db
from tests.model.phone import Phone, Run, Steps
from tests.model.proving import IDLE
from tests.model.reading import Reading
from tests.model.server import Server
from tests.model.store import OutboxRow
from tests.nights import fresh

Plant = Callable[[MonkeyPatch, Server], None]


@dataclass(frozen=True)
class PlantedFault:
    """``plant`` changes the code; ``phone`` is the phone to play with. One that is not ``quick`` is for the long form."""

    name: str
    plant: Plant = lambda _patch, _server: None
    phone: type[Phone] = Phone
    quick: bool = True


# ── the server's ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _no_operation_row(patch: MonkeyPatch, _server: Server) -> None:
    patch.setattr(operations, "_claim", lambda *_: True)


def _no_base_version(patch: MonkeyPatch, _server: Server) -> None:
    def amend(context: Any, op: Any) -> Any:
        return effects._amend(context, replace(op, base_version=effects.lock_report(op).version))

    patch.setitem(effects.EFFECTS, "report.amend", amend)


def _answer_before_commit(patch: MonkeyPatch, _server: Server) -> None:
    """The answer is given, and the commit that should have come before it fails now and then."""
    count = iter(range(1, 10**9))

    @contextmanager
    def unit_of_work() -> Iterator[None]:
        with transaction.unit_of_work():
            yield
            if next(count) % 7 == 0:
                db.session.rollback()

    patch.setattr(sync, "unit_of_work", unit_of_work)


def _no_hash_check(patch: MonkeyPatch, _server: Server) -> None:
    patch.setattr(operations, "repeat", lambda _op, earlier: (earlier.result or {}) | {"status": "duplicate"})


def _no_epoch(_patch: MonkeyPatch, server: Server) -> None:
    server.changes_epoch = False


def _no_scope(patch: MonkeyPatch, _server: Server) -> None:
    patch.setattr(entities, "_own", lambda actor, table: table.commune_id == actor.commune_id)


def _number_outside_the_transaction(patch: MonkeyPatch, _server: Server) -> None:
    """Numbers come from a sequence, which does not take one back when the transaction fails."""
    lock_head, given, first = journal._lock_head, dict[str, int](), dict[str, int]()

    def next_number(commune_id: str) -> Any:
        head = lock_head(commune_id)
        if head.seq <= first.setdefault(commune_id, head.seq):
            given[commune_id] = head.seq
        given[commune_id] = given.get(commune_id, head.seq) + 1
        return mock.Mock(seq=given[commune_id] - 1, chain=head.chain, continued_in=head.continued_in)

    patch.setattr(journal, "_lock_head", next_number)


def _held_forgotten(patch: MonkeyPatch, _server: Server) -> None:
    patch.setattr(parking, "park", lambda *_: None)


def _settlement_untold(patch: MonkeyPatch, _server: Server) -> None:
    patch.setitem(entities.READERS, "held", lambda *_: [])
    patch.setattr(entities, "held_entities", lambda *_: [])


def _count_after_commit(patch: MonkeyPatch, _server: Server) -> None:
    def tell_later(commune_id: str, owner_id: Any) -> None:
        def count() -> None:
            with transaction.unit_of_work():
                slots.tell_owner(commune_id, owner_id)

        transaction.after_commit(count)

    patch.setattr(developing, "tell_owner", tell_later)
    patch.setattr(uploads, "tell_owner", tell_later)


def _twin_not_looked_for(patch: MonkeyPatch, _server: Server) -> None:
    patch.setattr(operations, "find_twin", lambda *_: None)


def _twin_looked_for_too_early(patch: MonkeyPatch, _server: Server) -> None:
    """The look is there, but what it saw may have changed before the parking."""
    refuse = sync._refuse

    def refuse_after_a_look(context: Any, raw: Any, op: Any, refused: Any) -> Any:
        found = operations.find_earlier([op.commune_id], [op.op_id]).get(op.op_id) if op else None
        with mock.patch.object(operations, "find_twin", lambda *_: found):
            return refuse(context, raw, op, refused)

    patch.setattr(sync, "_refuse", refuse_after_a_look)


def _placed_by_its_commune(patch: MonkeyPatch, _server: Server) -> None:
    """An operation goes into the book of the commune that it names, wherever its shift stands."""
    patch.setattr(books, "place", lambda _actor, op: op)


def _no_digest_check(patch: MonkeyPatch, _server: Server) -> None:
    """What came is taken for what was announced."""

    def keep(actor: Any, slot: Any, data: bytes, *, store: Any, claimed: Any = None) -> Any:
        store.put(uploads.blob_key(slot.commune_id, slot.sha256, uploads.Form.ORIGINAL), data)
        return uploads._mark_stored(actor, slot)

    patch.setattr(uploads, "keep_photo", keep)
    patch.setattr("app.photos.service.keep_photo", keep)


def _looks_by_arrival(patch: MonkeyPatch, _server: Server) -> None:
    """The look that came in last says how a thing stands."""

    def last_in(asset: Any) -> Any:
        mine = (AssetCheck.commune_id == asset.commune_id) & (AssetCheck.asset_id == asset.id)
        return db.session.scalar(
            select(AssetCheck).where(mine).order_by(AssetCheck.at.desc(), AssetCheck.id.desc()).limit(1)
        )

    patch.setattr(looks.queries, "latest_look", last_in)


# ── the phone's ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _throw_away(phone: Phone, row: OutboxRow) -> None:
    phone.store.outbox.pop(row.op_id, None)
    for photo in [one for one in phone.store.photos.values() if one.op_id == row.op_id]:
        del phone.store.photos[photo.photo_id]


class DeletesOnSend(Phone):
    """What was sent is taken for arrived, pictures and all."""

    def on_send(self, batch: list[OutboxRow]) -> None:
        for row in batch:
            _throw_away(self, row)


class NeverVerifies(Phone):
    """An acknowledgement is worth every epoch."""

    def verify(self, run: Run) -> Steps:
        yield from ()
        return IDLE


class CountsLateAnswers(Phone):
    """An acknowledgement that comes late counts for the history that is told now."""

    def take(self, batch: list[OutboxRow], told: dict[str, Any], run: Run) -> None:
        super().take(batch, told | {"epoch": self.store.meta.get("epoch", told["epoch"])}, run)


def _stale_pull(patch: MonkeyPatch, _server: Server) -> None:
    take_page = Reading.take_page

    def take(self: Reading, cursor: str | None, page: dict[str, Any]) -> bool:
        if self.is_next(cursor) or cursor is None:
            return take_page(self, cursor, page)
        for change in page["changes"]:
            if change["entity"] == "report":
                shown = {"_epoch": page["epoch"], "_generation": self.store.meta.get("generation", 0)}
                self.store.view("report")[change["id"]] = change | shown
        return True

    patch.setattr(Reading, "take_page", take)


class ForgetsWhatIsParked(Phone):
    """What the server will not apply is thrown away, pictures and all."""

    def take(self, batch: list[OutboxRow], told: dict[str, Any], run: Run) -> None:
        super().take(batch, told, run)
        for row in batch:
            if row.status in ("held", "conflict"):
                _throw_away(self, row)


class MakesItAnew(Phone):
    """What got no answer is sent again under a new id."""

    def on_send(self, batch: list[OutboxRow]) -> None:
        sent: set[str] = self.store.meta.setdefault("sent", set())
        for place, row in enumerate(batch):
            if row.op_id in sent:
                del self.store.outbox[row.op_id]
                batch[place] = OutboxRow(row.op | {"op_id": fresh()}, row.made_at, status="sending")
                self.store.outbox[batch[place].op_id] = batch[place]
                for photo in self.store.photos.values():
                    photo.op_id = batch[place].op_id if photo.op_id == row.op_id else photo.op_id
            sent.add(batch[place].op_id)


FAULTS = (
    PlantedFault("no row for an operation", _no_operation_row),
    PlantedFault("no look at the base version", _no_base_version, quick=False),
    PlantedFault("answer before the commit", _answer_before_commit),
    PlantedFault("no look at the content of a repeat", _no_hash_check),
    PlantedFault("restored without a new epoch", _no_epoch),
    PlantedFault("no scope", _no_scope),
    PlantedFault("number taken outside the transaction", _number_outside_the_transaction),
    PlantedFault("held operations forgotten", _held_forgotten),
    PlantedFault("settlement not told", _settlement_untold, quick=False),
    PlantedFault("conflict without a look for the twin", _twin_not_looked_for, quick=False),
    PlantedFault("twin looked for outside the transaction", _twin_looked_for_too_early, quick=False),
    PlantedFault("placed by the commune it names", _placed_by_its_commune, quick=False),
    PlantedFault("looks decide by arrival", _looks_by_arrival, quick=False),
    PlantedFault("deleted when sent", phone=DeletesOnSend),
    PlantedFault("never verified", phone=NeverVerifies),
    PlantedFault("late answer of an old epoch counted", phone=CountsLateAnswers, quick=False),
    PlantedFault("stale page of a pull taken", _stale_pull, quick=False),
    PlantedFault("parked operations thrown away", phone=ForgetsWhatIsParked),
    PlantedFault("a new id for another try", phone=MakesItAnew, quick=False),
)
PHOTO_FAULTS = (
    PlantedFault("stored without a look at the digest", _no_digest_check),
    PlantedFault("photos counted after the commit", _count_after_commit, quick=False),
)
