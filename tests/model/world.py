"""Phones, police and one server over a hostile wire. Every action takes plain numbers, so that chance can play."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.night import local
from tests.cast import Cast
from tests.conftest import TONIGHT
from tests.model.phone import Phone
from tests.model.server import Backup, Server, Trouble, Violation
from tests.model.wire import GATEWAY, NO_NETWORK, PAUSE, PORTAL, TIMEOUT, Answer, Request, cut
from tests.model.writing import People, gong_of, secret_of

PEOPLE = ("binh", "hoa", "thanh", "khanh")
# Bytes leave a phone a week after they were stored, so a backup older than that may cost a picture, and nothing else.
OLDEST_BACKUP = timedelta(days=5)


@dataclass
class Tab:
    """A run of a phone's engine under way."""

    phone: Phone
    run: Generator[Request, Answer, None]
    alive: bool = True


@dataclass
class Letter:
    """A request on its way. ``tab`` waits for the answer; nobody does when it was killed or has given up."""

    phone: Phone
    request: Request
    tab: Tab | None


@dataclass
class Reply:
    """An answer on its way."""

    tab: Tab
    answer: Answer


class World(People):
    """Everything that plays."""

    def __init__(self, server: Server, cast: Cast, phones: int, *, page: int = 200, phone: type[Phone] = Phone) -> None:
        super().__init__()
        self.server, self.cast = server, cast
        server.reset(TONIGHT)
        self.phones = [phone(cast[key], page=page) for key in PEOPLE[:phones]]
        server.hang_gongs({gong_of(one.person): one.person for one in self.phones})
        self.skews = [0] * phones
        self.letters: list[Letter] = []
        self.replies: list[Reply] = []
        self.tabs: list[Tab] = []
        self.old_answers: dict[str, Answer] = {}
        self.backups: list[Backup] = []
        self.merged: tuple[str, str, date] | None = None
        self.requests = 0
        self.desk: Callable[[int], None] = lambda _at: None
        self.set_clocks()

    # ── phones and the wire ───────────────────────────────────────────────────────────────────────────────────────────

    def begin_run(self, i: int, *, force: bool = True) -> None:
        """A trigger starts the phone's engine; two tabs may run at once."""
        phone = self.phones[i % len(self.phones)]
        if sum(tab.phone is phone for tab in self.tabs) < 2:
            tab = Tab(phone, phone.run(force=force))
            self.tabs.append(tab)
            self.go_on(tab, None)

    def go_on(self, tab: Tab, answer: Answer | None, *, die: bool = False) -> None:
        """Hand an answer to a run, up to its next request. ``die``: the app is killed at its next rest."""
        if not tab.alive:
            return
        try:
            request = next(tab.run) if answer is None else tab.run.send(answer)
            while request is PAUSE:
                if die:
                    return self.close(tab)
                request = next(tab.run)
        except StopIteration:
            return self.close(tab)
        self.letters.append(Letter(tab.phone, request, tab))

    def close(self, tab: Tab) -> None:
        """The run is over; what it has asked may still be on its way."""
        tab.alive = False
        tab.run.close()
        self.tabs = [one for one in self.tabs if one is not tab]
        for letter in self.letters:
            letter.tab = None if letter.tab is tab else letter.tab

    def kill_phone(self, i: int) -> None:
        """The phone dies: everything but its store is gone."""
        phone = self.phones[i % len(self.phones)]
        for tab in [tab for tab in self.tabs if tab.phone is phone]:
            self.close(tab)

    def deliver(self, k: int, how: str, at: int) -> None:
        """One of the requests under way comes to its end, in one of many ways."""
        if not self.letters:
            return
        letter = self.letters.pop(k % len(self.letters))
        tab = letter.tab
        if how in ("lost", "portal", "gateway", "give-up"):
            if how == "give-up":
                # Nobody waits any more, but the line may still bring it.
                self.letters.append(Letter(letter.phone, letter.request, None))
            said = {"lost": NO_NETWORK, "portal": PORTAL, "gateway": GATEWAY, "give-up": TIMEOUT}[how]
            if tab:
                self.go_on(tab, said)
            return
        if how in ("spoiled", "broken-off"):
            letter = Letter(letter.phone, _damaged(letter.request, how, at), tab)
        if how == "twice":
            self.letters.append(Letter(letter.phone, letter.request, None))
        answer = self.ask(letter, self._trouble(how, at))
        if tab is None or not tab.alive:
            return
        if how == "late":
            self.replies.append(Reply(tab, answer or TIMEOUT))
            return
        self.go_on(tab, self._what_arrives(letter, answer, how), die=how == "die")

    def _trouble(self, how: str, at: int) -> Trouble | None:
        if how in ("crash", "busy", "fault"):
            return Trouble(how, at)
        if how == "between" and self.letters and self.server.is_sqlite:
            other = self.letters.pop(at % len(self.letters))
            # What comes between is answered late: its own run goes on afterwards.
            return Trouble("between", at % 12, lambda: self._answer_later(other))
        if how == "desk" and self.server.is_sqlite:
            return Trouble("between", at % 10, lambda: self.desk(at))
        if how == "twin" and self.server.is_sqlite:
            return Trouble("twin", at)
        return None

    def _answer_later(self, letter: Letter) -> None:
        answer = self.ask(letter, None)
        if letter.tab and letter.tab.alive:
            self.replies.append(Reply(letter.tab, answer or TIMEOUT))

    def _what_arrives(self, letter: Letter, answer: Answer | None, how: str) -> Answer:
        path = letter.request.path.split("?")[0]
        stale = self.old_answers.get(path)
        if answer is None:
            return NO_NETWORK
        if how == "answer-lost":
            return TIMEOUT
        if how == "cut":
            return cut(answer)
        # A proxy that caches what it must not: only where a body can tell, which an envelope's id does.
        return stale if how == "stale" and stale and path.endswith("push") else answer

    def ask(self, letter: Letter, trouble: Trouble | None) -> Answer | None:
        """The server gets the request."""
        self.requests += 1
        if trouble and trouble.kind == "twin":
            trouble = Trouble("between", trouble.at % 12, lambda: self.read(letter, self._serve(letter, None)))
        answer = self._serve(letter, trouble)
        self.read(letter, answer)
        return answer

    def _serve(self, letter: Letter, trouble: Trouble | None) -> Answer | None:
        return self.server.serve(letter.phone.person, letter.request, trouble)

    def read(self, letter: Letter, answer: Answer | None) -> None:
        """I10, I11: whatever a phone is told, another team's words are not in it."""
        if answer is None:
            return
        for other in self.phones:
            if other.person.team_id != letter.phone.person.team_id and secret_of(other).encode() in answer.body:
                raise Violation(f"I10 {letter.request.path} tells a phone what another team wrote")
        self.old_answers[letter.request.path.split("?")[0]] = answer

    def receive(self, k: int) -> None:
        """A late answer arrives."""
        if self.replies:
            reply = self.replies.pop(k % len(self.replies))
            self.go_on(reply.tab, reply.answer)

    # ── the server's own misfortunes ──────────────────────────────────────────────────────────────────────────────────

    def make_backup(self) -> None:
        """The nightly backup."""
        if self.server.is_sqlite:
            self.backups = [*self.backups[-2:], self.server.backup()]

    def restore(self, which: int) -> None:
        """The disk breaks; what was acknowledged since the backup is gone there."""
        young = [one for one in self.backups if self.server.now - one.at < OLDEST_BACKUP]
        if young:
            chosen = young[which % len(young)]
            self.backups = [one for one in self.backups if one.at <= chosen.at]
            self.server.restore(chosen)
            self._merge_again()

    def merge(self, former: str, heir: str) -> None:
        """Two communes become one, from this day on."""
        if self.merged is None:
            self.server.merge(former, heir, self.today())
            self.merged = (former, heir, self.today())

    def today(self) -> date:
        """The day in Viet Nam."""
        return local(self.server.now).date()

    def _merge_again(self) -> None:
        """A backup may be older than the merger: whoever restores it carries the commune over again (docs/operations.md)."""
        if self.merged is not None and not self.server.is_merged(self.merged[0]):
            self.server.merge(*self.merged)

    # ── peace ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def run_whole(self, i: int, *, trouble: Callable[[], Trouble | None] = lambda: None, lose_answers: bool = False) -> None:
        """One phone's engine runs through, over a good line; or over one that brings no answer back."""
        phone = self.phones[i % len(self.phones)]
        run = phone.run(force=True)
        answer: Answer | None = None
        try:
            while True:
                request = next(run) if answer is None else run.send(answer)
                if request is PAUSE:
                    answer = None
                    continue
                answer = self.ask(Letter(phone, request, None), trouble()) or NO_NETWORK
                answer = NO_NETWORK if lose_answers else answer
        except StopIteration:
            return

    def calm(self, rounds: int = 1, *, minutes: int = 1) -> None:
        """Everybody is online for a while, and the worker works."""
        for _ in range(rounds):
            for i in range(len(self.phones)):
                self.run_whole(i)
            self.server.develop()
            self.pass_time(minutes)


def _damaged(request: Request, how: str, at: int) -> Request:
    """A picture's bytes with one of them changed, or with the end missing; text is left as it is."""
    if "/photos/" not in request.path or not request.body:
        return request
    body = bytearray(request.body)
    if how == "spoiled":
        body[at * 7 % len(body)] ^= 0x55
        return Request(request.method, request.path, bytes(body), request.headers)
    return Request(request.method, request.path, bytes(body[: len(body) // 2]), request.headers)
