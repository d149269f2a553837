"""A phone that follows ``static/pwa/src/sync`` rule by rule, as a generator: it yields what it asks, and is sent the answer.

Between two yields is what IndexedDB does in one go; a phone may be killed at any yield, and goes on from its ``Store``.
"""

import json
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from tests.cast import Person
from tests.model import pictures
from tests.model.proving import AGAIN, IDLE, STOP, Proof
from tests.model.reading import Reading
from tests.model.store import PARKED, OutboxRow, Store
from tests.model.wire import PAUSE, Answer, Outcome, Request, is_answer_to, judge
from tests.nights import fresh

MOST_OPERATIONS, MOST_FAILURES = 50, 3
Steps = Generator[Request, Answer, str]


def delay_after(tries: int) -> int:
    """Half of the longest pause that the jitter may give, ms."""
    return min(300_000, 2_000 * 2 ** min(tries, 20)) // 2


@dataclass
class Run:
    """What one run of the engine remembers."""

    force: bool
    tried: dict[str, int] = field(default_factory=dict)
    failures: int = 0
    restarts: int = 0
    verifications: int = 0

    def note_try(self, one: str) -> None:
        """It got no further in this run."""
        self.tried[one] = self.tried.get(one, 0) + 1


class Phone(Proof):
    """One install. ``now`` (ms) is the phone's own clock, which may be wrong."""

    def __init__(self, person: Person, *, page: int = 200) -> None:
        self.person = person
        self.store = Store()
        self.page = page
        self.now = 0

    def run(self, *, force: bool) -> Generator[Request, Answer, None]:
        """Text, proof, news, pictures, in this order."""
        run = Run(force)
        for work in (self.push, self.verify, self.pull, self.text_then_picture):
            for _ in range(300):
                step = yield from work(run)
                if step == STOP:
                    return
                if step == IDLE:
                    break
            else:
                raise AssertionError(f"the phone does not come to an end: {work.__name__}")

    def text_then_picture(self, run: Run) -> Steps:
        """Pictures last, and before each of them whatever text has become due again."""
        for work in (self.push, self.verify):
            step = yield from work(run)
            if step != IDLE:
                return step
        return (yield from pictures.send_photo(self, run))

    def returned(self) -> list[dict[str, Any]]:
        """The reports that the phone shows as sent back, in the order of their ids."""
        shown = [one for one in self.store.view("report").values() if one["state"] == "returned" and one["body"]]
        return sorted(shown, key=lambda one: str(one["id"]))

    # ── push ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def next_batch(self, run: Run) -> list[OutboxRow]:
        """The oldest operations that are due; what follows one that has to wait within its report, waits too."""
        for row in self.store.outbox.values():
            if row.status == "sending":
                row.status = "queued"
        limit = self.store.meta.get("batch_limit", MOST_OPERATIONS)
        waiting: set[str] = set()
        batch: list[OutboxRow] = []
        queued = [row for row in self.store.outbox.values() if row.status == "queued"]
        for row in sorted(queued, key=lambda one: (one.made_at, one.op_id)):
            ripe = (run.force or row.next_try_at <= self.now) and row.op_id not in run.tried
            if ripe and row.report_id not in waiting:
                batch.append(row)
            else:
                waiting.add(row.report_id)
            if len(batch) >= limit:
                break
        return batch

    def push(self, run: Run) -> Steps:
        """Sends one batch."""
        batch = self.next_batch(run)
        if not batch:
            return IDLE
        for row in batch:
            row.status = "sending"
        self.on_send(batch)
        yield PAUSE
        batch_id = fresh()
        answer = yield self._envelope(batch, batch_id)
        outcome = judge(answer)
        if outcome.kind == "done" and is_answer_to(answer, batch_id):
            run.failures = 0
            self.take(batch, outcome.json, run)
            yield PAUSE
            return AGAIN
        for row in batch:
            row.status = "queued"
        yield PAUSE
        return self._after_failure(batch, Outcome("portal") if outcome.kind == "done" else outcome, run)

    def on_send(self, batch: list[OutboxRow]) -> None:
        """A place for planted faults; a phone that is right does nothing here."""

    def _envelope(self, batch: list[OutboxRow], batch_id: str) -> Request:
        leaving = {row.op_id for row in batch if row.tries == 0}
        waiting = (row for row in self.store.outbox.values() if row.status in ("queued", "sending"))
        unsent = sum(row.op_id not in leaving for row in waiting)
        head = {
            "sync": 1,
            "batch_id": batch_id,
            "install_id": str(self.person.id),
            "client": "2026.11.0",
            "schema": 1,
            "sent_at": datetime.fromtimestamp(self.now / 1000, UTC).isoformat(),
            "known_epoch": self.store.meta.get("epoch"),
            "health": {"unsent": unsent, "parked": sum(row.status in PARKED for row in self.store.outbox.values())},
        }
        ops = ",".join(row.canonical for row in batch)
        body = f'{json.dumps(head)[:-1]},"ops":[{ops}]}}'.encode()
        return Request("POST", "/api/v1/sync/push", body, {"Content-Type": "application/json"})

    def take(self, batch: list[OutboxRow], told: dict[str, Any], run: Run) -> None:
        """What becomes of each operation of a batch, all in one transaction."""
        results = {one["op_id"]: one for one in told["results"]}
        self.store.note_epoch(told["epoch"])
        limit = self.store.meta.get("batch_limit", MOST_OPERATIONS)
        self.store.meta["batch_limit"] = min(MOST_OPERATIONS, limit * 2)
        for row in batch:
            result = results.get(row.op_id) or {"status": "retry"}
            if result["status"] in ("applied", "duplicate"):
                self.acknowledge(row, result, told["epoch"])
            elif row.status == "acknowledged":
                # An answer that comes late must not take back what another tab knows to have arrived.
                continue
            elif result["status"] in PARKED:
                row.status, row.epoch, row.problem = result["status"], told["epoch"], result.get("problem")
            else:
                run.note_try(row.op_id)
                row.status, row.problem = "queued", result.get("problem")
                row.tries += 1
                row.next_try_at = self.now + delay_after(row.tries)

    def acknowledge(self, row: OutboxRow, result: dict[str, Any], epoch: str) -> None:
        """It took effect, under this epoch."""
        row.status, row.epoch, row.acknowledged_at = "acknowledged", epoch, self.now
        row.receipt = result.get("receipt") or row.receipt
        row.tries, row.failing_since, row.problem = 0, None, None
        for other in self.store.outbox.values():
            if other.report_id == row.report_id and other.made_at < row.made_at and other.status in PARKED:
                other.settled = True
        for photo_id in result.get("photos_missing") or []:
            photo = self.store.photos.get(photo_id)
            if photo and photo.state == "stored" and photo.kept:
                photo.state = "waiting"

    def _after_failure(self, batch: list[OutboxRow], outcome: Outcome, run: Run) -> str:
        if outcome.kind == "too-large" or (outcome.kind == "refused" and outcome.status in (400, 413, 415, 422)):
            if len(batch) > 1:
                self._halve(len(batch))
            else:
                batch[0].status, batch[0].problem = "rejected", outcome.problem
            return AGAIN
        if outcome.kind != "wait" or not outcome.halve:
            return STOP
        run.failures += 1
        if len(batch) > 1:
            self._halve(len(batch))
        else:
            run.note_try(batch[0].op_id)
            batch[0].tries += 1
            batch[0].next_try_at = self.now + delay_after(batch[0].tries)
        return STOP if run.failures >= MOST_FAILURES else AGAIN

    def _halve(self, length: int) -> None:
        self.store.meta["batch_limit"] = max(1, length // 2)

    # ── news ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def pull(self, run: Run) -> Steps:
        """Reads one page of changes."""
        cursor = self.store.meta.get("cursor")
        query = f"limit={self.page}" + (f"&cursor={quote(cursor)}" if cursor else "")
        answer = yield Request("GET", f"/api/v1/sync/changes?{query}")
        outcome = judge(answer)
        page = outcome.json
        if outcome.kind == "restart":
            self.store.meta.pop("cursor", None)
        elif outcome.kind != "done" or not isinstance(page, dict) or page.get("sync") != 1:
            return STOP
        elif Reading(self.store, self.now).take_page(cursor, page):
            yield PAUSE
            return AGAIN if page["more"] else IDLE
        run.restarts += 1
        return STOP if run.restarts > 2 else AGAIN
