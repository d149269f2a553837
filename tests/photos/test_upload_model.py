"""Uploads as a game of chance: lost, repeated, spoiled, crossing requests and wiped parts, until the photo is there.

Whatever happened before, a phone that asks for the offset and goes on from there always succeeds, and what is stored is
byte for byte what was announced.
"""

import hashlib
import random
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, func, select

from app.core.errors import DIGEST_MISMATCH, NOT_AN_IMAGE, OFFSET_MISMATCH, DomainError
from app.core.ids import new_id
from app.photos import queries, service
from app.photos.models import Photo, UploadPart
from app.photos.rules import Form
from app.photos.service import uploads
from app.photos.store import blob_key
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.photos import picture_bytes as pb

EXPECTED_REFUSALS = {OFFSET_MISMATCH, DIGEST_MISMATCH, NOT_AN_IMAGE}


@pytest.mark.slow
@pytest.mark.usefixtures("inside")
def test_every_way_leads_to_the_announced_bytes(cast, store, monkeypatch):
    # Small rows, so that a wiped one leaves a gap.
    monkeypatch.setattr(uploads, "_ROW", 1500)

    class Upload(RuleBasedStateMachine):
        @initialize(seed=st.integers(0, 10**6))
        def announce(self, seed):
            self.who = cast["binh"]
            self.data = pb.encode(pb.noise(400, 300, seed), quality=80)
            self.id = new_id()
            photo = {"photo_id": self.id, "sha256": hashlib.sha256(self.data).hexdigest(), "bytes": len(self.data)}
            photo |= {"mime": "image/jpeg", "width": 400, "height": 300, "about": "scene"}
            with unit_of_work():
                slot = service.Slot(self.who.commune_id, uuid4(), uuid4(), self.who.team_id, self.who.village_id)
                service.open_slots(slot, [photo])
            self.believed, self.spoiled = 0, False

        def slot(self):
            return queries.get_slot(self.who.actor(), self.id)

        def send(self, offset, data):
            try:
                self.believed = service.add_part(self.who.actor(), self.slot(), offset, data, store=store)
            except DomainError as refusal:
                assert refusal.problem in EXPECTED_REFUSALS
                if refusal.problem is not OFFSET_MISMATCH:
                    assert self.spoiled, "honest parts in any order never spoil a photo"
                    self.spoiled = False
                self.believed = refusal.facts["offset"]

        @rule(size=st.integers(200, 1500), count=st.integers(1, 12))
        def send_the_next_parts(self, size, count):
            for _ in range(count):
                self.send(self.believed, self.data[self.believed : self.believed + size])

        @rule(size=st.integers(200, 1500), back=st.integers(0, 8000))
        def repeat_a_part(self, size, back):
            at = max(0, self.believed - back)
            self.send(at, self.data[at : at + size])

        @rule(size=st.integers(200, 1500), seed=st.integers(0, 1000))
        def send_a_spoiled_part(self, size, seed):
            part = bytearray(self.data[self.believed : self.believed + size])
            if part:
                part[random.Random(seed).randrange(len(part))] ^= 0x55
                self.spoiled = True
                self.send(self.believed, bytes(part))

        @rule(size=st.integers(200, 1500))
        def lose_an_answer(self, size):
            before = self.believed
            self.send(before, self.data[before : before + size])
            self.believed = before

        @rule()
        def ask_for_the_offset(self):
            self.believed = queries.offset_of(self.slot())

        @rule(which=st.integers(0, 20))
        def wipe_a_part(self, which):
            with unit_of_work():
                mine = select(UploadPart.start).where(UploadPart.photo_id == self.id).order_by(UploadPart.start)
                starts = list(db.session.scalars(mine))
                if starts:
                    gone = starts[which % len(starts)]
                    db.session.execute(delete(UploadPart).where(UploadPart.photo_id == self.id, UploadPart.start == gone))

        @precondition(lambda self: self.believed > 20_000)
        @rule()
        def begin_again(self):
            service.start_again(self.slot())
            self.believed, self.spoiled = 0, False

        @invariant()
        def stored_means_the_announced_bytes(self):
            if not hasattr(self, "id"):
                return
            slot = self.slot()
            if not slot.waits:
                assert store.get(blob_key(slot.commune_id, slot.sha256, Form.ORIGINAL)) == self.data
                parts = select(func.count()).select_from(UploadPart).where(UploadPart.photo_id == self.id)
                assert db.session.scalar(parts) == 0

        def teardown(self):
            if not hasattr(self, "id"):
                return
            for _ in range(100):
                self.believed = queries.offset_of(self.slot())
                if not self.slot().waits:
                    break
                self.send(self.believed, self.data[self.believed : self.believed + 4000])
            assert db.session.scalar(select(Photo.state).where(Photo.id == self.id)) == "stored"
            self.stored_means_the_announced_bytes()

    calm = settings(
        max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    run_state_machine_as_test(Upload, settings=calm)
