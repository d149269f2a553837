"""How a phone lets the server prove what it has (``static/pwa/src/sync/verify.ts``)."""

import json
from typing import TYPE_CHECKING, Any

from tests.model.store import OutboxRow, PhotoRow, Store
from tests.model.wire import PAUSE, Request, judge

if TYPE_CHECKING:
    from tests.model.phone import Run, Steps

MOST_PAGES = 20
DAY_MS = 24 * 3_600_000
BYTES_KEPT_MS = 7 * DAY_MS
KEPT_BY_SERVER = ("acknowledged", "held", "conflict")
IDLE, AGAIN, STOP = "idle", "again", "stop"


class Proof:
    """The part of a phone that verifies. ``now`` (ms) is the phone's own clock."""

    store: Store
    now: int

    def is_due(self, row: OutboxRow | PhotoRow, since: int | None, epoch: str) -> bool:
        """Whether the server has to say once more that it has this: another epoch, or a day has passed."""
        old = row.proven_at is None and since is not None and self.now - since >= DAY_MS
        return row.epoch != epoch or old

    def may_lose_bytes(self, photo: PhotoRow) -> bool:
        """Stored for a week: the phone's own bytes may go, once the server has said that it has them."""
        return photo.kept and photo.stored_at is not None and self.now - photo.stored_at >= BYTES_KEPT_MS

    def verify(self, run: "Run") -> "Steps":
        """Asks about what the server should have; what it has lost is queued again."""
        epoch = self.store.meta.get("epoch")
        if not epoch or run.verifications >= MOST_PAGES:
            return IDLE
        ops = [
            row
            for row in self.store.outbox.values()
            if row.status in KEPT_BY_SERVER and row.epoch and self.is_due(row, row.acknowledged_at, epoch)
        ]
        stored = [row for row in self.store.photos.values() if row.state == "stored"]
        photos = [row for row in stored if self.is_due(row, row.stored_at, epoch) or self.may_lose_bytes(row)]
        if not ops and not photos:
            return IDLE
        run.verifications += 1
        asked = {"ops": [row.op_id for row in ops], "photos": [{"id": row.photo_id, "sha256": row.sha256} for row in photos]}
        headers = {"Content-Type": "application/json"}
        outcome = judge((yield Request("POST", "/api/v1/sync/verify", json.dumps(asked).encode(), headers)))
        told = outcome.json
        if outcome.kind != "done" or not isinstance(told, dict) or not isinstance(told.get("missing_ops"), list):
            return STOP
        self._take_verdict(ops, photos, told)
        yield PAUSE
        return AGAIN

    def _take_verdict(self, ops: list[OutboxRow], photos: list[PhotoRow], told: dict[str, Any]) -> None:
        self.store.note_epoch(told["epoch"])
        for row in ops:
            if row.op_id in told["missing_ops"]:
                row.status, row.epoch, row.proven_at = "queued", None, None
                row.next_try_at, row.tries = 0, 0
            else:
                if row.op_id in told["parked_ops"] and row.status == "acknowledged":
                    row.status = "held"
                row.epoch, row.proven_at = told["epoch"], self.now
        for photo in photos:
            if photo.photo_id in told["missing_photos"]:
                photo.state = "waiting" if photo.kept else "stuck"
                photo.tries, photo.next_try_at, photo.epoch, photo.proven_at = 0, 0, None, None
            else:
                photo.epoch, photo.proven_at = told["epoch"], self.now
                if self.may_lose_bytes(photo):
                    photo.kept = False
                    del self.store.blobs[photo.photo_id]
