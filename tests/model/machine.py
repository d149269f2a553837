"""The game: chance chooses what people, phones, police, the wire and the server's misfortunes do next."""

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests import tally
from tests.cast import Cast
from tests.model.hostile import pry, reuse
from tests.model.office import Office
from tests.model.phone import Phone
from tests.model.playing import heal
from tests.model.promises import COMMUNES, check_phones, check_server, check_settled
from tests.model.server import Server, Trouble
from tests.model.world import World

NUMBERS = st.integers(0, 30)
WAYS = (
    *("well",) * 6,
    *("lost", "answer-lost", "twice", "late", "give-up", "die"),
    *("crash", "crash", "between", "twin", "desk"),
    *("cut", "stale", "portal", "gateway", "busy", "fault"),
)
TURNS = st.lists(st.tuples(NUMBERS, st.sampled_from(WAYS), NUMBERS), min_size=1, max_size=8)


class Game(RuleBasedStateMachine):
    """One run. ``server`` and ``cast`` are set by the test; ``phone`` may be one with a planted fault."""

    server: ClassVar[Server]
    cast: ClassVar[Cast]
    phone: ClassVar[type[Phone]] = Phone
    world: World
    merges: bool

    @initialize(phones=st.integers(2, 4), page=st.sampled_from((3, 200)), merges=st.booleans())
    def begin(self, phones: int, page: int, merges: bool) -> None:
        self.merges = merges
        self.world = World(self.server, self.cast, phones, page=page, phone=self.phone)
        self.office = Office(self.world)
        self.world.desk = lambda at: self.office.settle(at, at)

    # ── people ────────────────────────────────────────────────────────────────────────────────────────────────────────

    @rule(i=NUMBERS, shift=st.integers(0, 3), photos=st.integers(0, 2), busy=st.booleans())
    def write_report(self, i: int, shift: int, photos: int, busy: bool) -> None:
        self.world.write_report(i, shift, photos, busy=busy)

    @rule(i=NUMBERS, fault=st.sampled_from(("invalid", "newer")))
    def write_what_cannot_be_applied(self, i: int, fault: str) -> None:
        self.world.write_report(i, 1, 1, busy=False, fault=fault)

    @rule(i=NUMBERS, shift=st.integers(0, 3), photos=st.integers(0, 2))
    def write_part(self, i: int, shift: int, photos: int) -> None:
        self.world.write_part(i, shift, photos)

    @rule(i=NUMBERS, which=NUMBERS, photos=st.integers(0, 1))
    def write_mend(self, i: int, which: int, photos: int) -> None:
        self.world.write_mend(i, which, photos)

    @rule(i=NUMBERS, which=NUMBERS, kind=st.sampled_from(("report.addendum", "report.withdraw")))
    def write_about(self, i: int, which: int, kind: str) -> None:
        self.world.write_about(i, which, kind, photos=which % 2)

    @rule(i=NUMBERS, state=st.sampled_from(("working", "broken", "gone", "")), photos=st.integers(0, 1))
    def tell_of_gong(self, i: int, state: str, photos: int) -> None:
        """Of the book of models: a look at a thing, or an activity."""
        self.world.tell_of_gong(i, state, photos)

    @rule(which=NUMBERS, what=NUMBERS, anew=st.booleans(), at=st.none() | NUMBERS)
    def decide(self, which: int, what: int, anew: bool, at: int | None) -> None:
        self.office.move(which, what, anew=anew, trouble=None if at is None else Trouble("crash", at))

    @rule(which=NUMBERS, how=NUMBERS, at=st.none() | NUMBERS)
    def settle_held(self, which: int, how: int, at: int | None) -> None:
        self.office.settle(which, how, None if at is None else Trouble("crash", at))

    # ── phones and wire ───────────────────────────────────────────────────────────────────────────────────────────────

    @rule(i=NUMBERS, force=st.booleans())
    def begin_run(self, i: int, force: bool) -> None:
        self.world.begin_run(i, force=force)

    @rule(turns=TURNS)
    def deliver(self, turns: list[tuple[int, str, int]]) -> None:
        for k, how, at in turns:
            self.world.deliver(k, how, at)

    @rule(i=NUMBERS, j=NUMBERS, turns=TURNS)
    def try_to_send(self, i: int, j: int, turns: list[tuple[int, str, int]]) -> None:
        """Two phones, or two tabs of one, at once."""
        self.world.begin_run(i)
        self.world.begin_run(j)
        self.deliver(turns)

    @rule(k=NUMBERS)
    def receive(self, k: int) -> None:
        self.world.receive(k)

    @rule(i=NUMBERS)
    def kill_phone(self, i: int) -> None:
        self.world.kill_phone(i)

    @rule(i=NUMBERS, minutes=st.sampled_from((-600, -7, 0, 90)))
    def set_clock_wrong(self, i: int, minutes: int) -> None:
        self.world.set_clock_wrong(i, minutes)

    @rule(minutes=st.sampled_from((5, 30, 25 * 60)))
    def pass_time(self, minutes: int) -> None:
        self.world.pass_time(minutes)

    @rule(i=NUMBERS, shift=st.integers(0, 3), at=st.integers(0, 12))
    def settle_while_it_comes_again(self, i: int, shift: int, at: int) -> None:
        """A second report of a shift is held, its answer is lost, and police accept it while the phone sends it again."""
        self.world.write_report(i, shift, 0, busy=False)
        self.world.write_report(i, shift, 0, busy=True)
        self.world.run_whole(i, lose_answers=True)
        once = iter([Trouble("between", at, lambda: self.office.settle_newest(0))])
        self.world.run_whole(i, trouble=lambda: next(once, None))

    @rule(i=NUMBERS)
    def an_answer_outlives_its_history(self, i: int) -> None:
        """Between an operation and its answer the server is set back, and another tab of the phone hears of it first."""
        self.world.kill_phone(i)
        self.world.run_whole(i)
        self.world.make_backup()
        self.world.begin_run(i)
        self.world.write_report(i, 3, 0, busy=False)
        self.world.begin_run(i)
        self.world.deliver(-1, "late", 0)
        self.world.restore(-1)
        self.world.deliver(-1, "well", 0)
        self.world.deliver(-1, "well", 0)
        self.world.receive(-1)
        # What the other tab sends next would mend it, so the app dies first.
        self.world.kill_phone(i)
        self.world.deliver(-1, "lost", 0)

    @rule(which=NUMBERS)
    def two_phones_mend_the_same(self, which: int) -> None:
        """The first mend is returned once more before the second arrives, which knows the older version."""
        self.office.return_all()
        self.world.calm()
        self.world.write_mend(0, which, 0)
        self.world.write_mend(1, which, 0)
        self.world.run_whole(0)
        self.office.return_all()
        self.world.run_whole(1)

    @rule(i=NUMBERS, which=NUMBERS, what=NUMBERS)
    def a_page_comes_late(self, i: int, which: int, what: int) -> None:
        """A page is written, then police decide and another tab reads on; then the old page arrives."""
        before = len(self.world.replies)
        self.world.begin_run(i)
        for _ in range(12):
            if not self.world.letters or len(self.world.replies) > before:
                break
            reads = "/sync/changes" in self.world.letters[-1].request.path
            self.world.deliver(len(self.world.letters) - 1, "late" if reads else "well", 0)
        self.office.move(which, what)
        self.world.run_whole(i)
        self.world.receive(len(self.world.replies) - 1)

    # ── the server ────────────────────────────────────────────────────────────────────────────────────────────────────

    @rule()
    def make_backup(self) -> None:
        self.world.make_backup()

    @rule(which=NUMBERS)
    def restore(self, which: int) -> None:
        self.world.restore(which)

    @rule(i=NUMBERS, both=st.sampled_from((COMMUNES, COMMUNES[::-1])), at=st.none() | st.integers(0, 12))
    def merge_communes(self, i: int, both: tuple[str, str], at: int | None) -> None:
        """In half of the games; perhaps while a phone sends."""
        if not self.merges or self.world.merged is not None:
            return
        if at is not None and self.server.is_sqlite:
            self.world.write_report(i, 2, 0, busy=False)
            once = iter([Trouble("between", at, lambda: self.world.merge(*both))])
            self.world.run_whole(i, trouble=lambda: next(once, None))
        self.world.merge(*both)

    @rule(at=st.none() | st.integers(0, 12))
    def develop(self, at: int | None) -> None:
        self.server.develop(None if at is None else Trouble("crash", at))
        # At once: a later picture would hide what a crash has left behind.
        check_server(self.world)

    # ── what should not be ────────────────────────────────────────────────────────────────────────────────────────────

    @rule(which=NUMBERS)
    def use_an_id_again(self, which: int) -> None:
        reuse(self.world, which)

    @rule(i=NUMBERS, which=NUMBERS)
    def pry_into_others(self, i: int, which: int) -> None:
        pry(self.world, i, which)

    # ── peace ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    @rule(send_back=st.booleans())
    def calm(self, send_back: bool) -> None:
        """Everybody online for a moment, so that deep states are reached: returned, mended, returned again."""
        self.world.calm()
        if send_back:
            self.office.return_all()
            self.world.calm()
        check_server(self.world)

    @invariant()
    def nothing_is_forgotten(self) -> None:
        if hasattr(self, "world"):
            check_phones(self.world)

    def teardown(self) -> None:
        """The wire heals: late repeats and answers come first, then everybody is online until nothing is left to do."""
        if hasattr(self, "world"):
            heal(self.world)
            check_settled(self.world)
            # A day later everything is proven once more.
            self.world.pass_time(25 * 60)
            self.world.calm(2)
            check_settled(self.world)
            tally.note(
                "games",
                games=1,
                operations=len(self.world.made),
                requests=self.world.requests,
                restores=self.server.restores,
            )
