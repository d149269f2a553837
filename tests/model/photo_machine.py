"""The pictures' own game: parts lost, repeated, reordered, cut, spoiled, wiped, two tabs, a worker that is killed."""

from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import delete, select

from app.photos.models import UploadPart
from app.web.database import db
from app.web.transaction import unit_of_work
from tests import tally
from tests.cast import Cast
from tests.model.machine import NUMBERS
from tests.model.phone import Phone
from tests.model.playing import heal
from tests.model.promises import check_phones, check_server, check_settled, demand
from tests.model.server import Server, Trouble
from tests.model.world import World

WAYS = (
    *("well",) * 5,
    *("spoiled", "spoiled", "lost", "answer-lost", "twice", "late", "give-up", "die", "crash", "twin", "between"),
    *("broken-off", "broken-off", "cut", "gateway", "busy", "fault"),
)
TURNS = st.lists(st.tuples(NUMBERS, st.sampled_from(WAYS), NUMBERS), min_size=1, max_size=8)


class PhotoGame(RuleBasedStateMachine):
    """One run: two phones of a team, a report each, and their pictures."""

    server: ClassVar[Server]
    cast: ClassVar[Cast]
    phone: ClassVar[type[Phone]] = Phone
    world: World

    @initialize(photos=st.integers(1, 4))
    def begin(self, photos: int) -> None:
        self.world = World(self.server, self.cast, 2, phone=self.phone)
        for i in range(2):
            self.world.write_report(i, i, photos, busy=True)
            self.world.begin_run(i)
            self.world.deliver(0, "well", 0)

    @rule(i=NUMBERS, j=NUMBERS, turns=TURNS)
    def send(self, i: int, j: int, turns: list[tuple[int, str, int]]) -> None:
        """Two tabs, or two phones, at once."""
        self.world.begin_run(i)
        self.world.begin_run(j)
        for k, how, at in turns:
            self.world.deliver(k, how, at)

    @rule(turns=TURNS)
    def deliver(self, turns: list[tuple[int, str, int]]) -> None:
        for k, how, at in turns:
            self.world.deliver(k, how, at)

    @rule(k=NUMBERS)
    def receive(self, k: int) -> None:
        self.world.receive(k)

    @rule(i=NUMBERS, shift=st.integers(0, 1), photos=st.integers(1, 2))
    def write_part(self, i: int, shift: int, photos: int) -> None:
        self.world.write_part(i, shift, photos)

    @rule(i=NUMBERS)
    def kill_phone(self, i: int) -> None:
        self.world.kill_phone(i)

    @rule(which=NUMBERS)
    def wipe_parts(self, which: int) -> None:
        """Parts are a cache: any of them may go."""
        with self.server.app.app_context(), unit_of_work():
            keys = select(UploadPart.commune_id, UploadPart.photo_id, UploadPart.start)
            rows = db.session.execute(keys.order_by(UploadPart.photo_id, UploadPart.start)).all()
            if rows:
                commune, photo, start = rows[which % len(rows)]
                here = UploadPart.commune_id == commune, UploadPart.photo_id == photo, UploadPart.start == start
                db.session.execute(delete(UploadPart).where(*here))

    @rule(at=st.none() | st.integers(0, 12))
    def develop(self, at: int | None) -> None:
        self.server.develop(None if at is None else Trouble("crash", at))
        # At once: a later picture would hide what a crash has left behind.
        check_server(self.world)

    @rule(minutes=st.sampled_from((1, 10, 49 * 60)))
    def pass_time(self, minutes: int) -> None:
        self.world.pass_time(minutes)

    def teardown(self) -> None:
        """The wire heals, people tap "Gửi lại" where the phone had given up, and every picture is there."""
        if not hasattr(self, "world"):
            return
        check_phones(self.world)
        check_server(self.world)
        heal(self.world)
        for phone in self.world.phones:
            for row in phone.store.photos.values():
                demand(row.state != "needs-new", "a good picture was called useless")
                if row.state == "stuck":
                    row.state, row.tries, row.refusals, row.next_try_at = "waiting", 0, 0, 0
        self.world.calm(2)
        check_settled(self.world)
        self._compare()

    def _compare(self) -> None:
        """What lies in the storage is, byte for byte, what the phones have."""
        stored: set[Any] = set(self.server.store.blobs.values())
        for photo_id, data in self.world.pictures.items():
            demand(data in stored, f"the picture {photo_id} is not stored as it was taken")
        tally.note("games", games=1, pictures=len(self.world.pictures), requests=self.world.requests)
