"""Phones that send until everything has arrived and is proven, as the protocol tells them, and count what they heard."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Person
from tests.nights import PUSH, envelope, submit
from tests.processes.asking import JSON, Answer, ask
from tests.processes.nodes import Node

BATCH, MOST_ASKED = 5, 500
ME, VERIFY = "/api/v1/me", "/api/v1/sync/verify"
_TYPE = "application/vnd.keng+json"


@dataclass
class Heard:
    """What all senders heard: ``answers`` by HTTP status (0: a broken line), ``results`` by status of an operation.

    ``missing`` counts the operations that had been acknowledged and that the server, asked for proof, did not have.
    """

    answers: Counter[int] = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, answer: Answer) -> None:
        """One answer."""
        with self.lock:
            self.answers[answer.status] += 1
            self.slowest = max(self.slowest, answer.seconds)
            if answer.status not in (0, 200):
                self.problems[str(answer.problem)] += 1

    def note_results(self, results: Sequence[dict[str, Any]]) -> None:
        """The results of one push."""
        with self.lock:
            self.results.update(result["status"] for result in results)

    def note_missing(self, count: int) -> None:
        """What one question for proof came to."""
        with self.lock:
            self.missing += count


@dataclass
class Sender:
    """One phone: its person and the operations of its nights.

    ``arrived`` holds those that were acknowledged; ``proven`` those that the server, asked, has under the present ``epoch``.
    """

    person: Person
    ops: list[dict[str, Any]]
    seed: int
    arrived: set[str] = field(default_factory=set)
    proven: set[str] = field(default_factory=set)
    epoch: str = ""

    def send_all(self, nodes: Sequence[Node], heard: Heard, until: float, *, twice: float) -> None:
        """Send and ask for proof until all is proven or the time is over; the share ``twice`` goes to two nodes at once."""
        chance = random.Random(self.seed)
        self._tell_epoch(ask(chance.choice(nodes), self.person, "GET", ME, Keng_Client="phone"))
        while self.unproven() and time.monotonic() < until:
            if not self.waiting():
                self._verify(chance.choice(nodes), heard)
                continue
            batch = self.waiting()[:BATCH]
            to = chance.sample(nodes, 2) if len(nodes) > 1 and chance.random() < twice else [chance.choice(nodes)]
            threads = [threading.Thread(target=self._send, args=(node, batch, heard)) for node in to]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    def waiting(self) -> list[dict[str, Any]]:
        """What has not arrived yet."""
        return [op for op in self.ops if op["op_id"] not in self.arrived]

    def unproven(self) -> list[str]:
        """What is not proven under the present epoch, arrived or not."""
        return [op["op_id"] for op in self.ops if op["op_id"] not in self.proven]

    def _tell_epoch(self, answer: Answer) -> None:
        """An acknowledgement is worth only its epoch: under another one everything needs a proof again."""
        epoch = answer.headers.get("Keng-Epoch", self.epoch)
        if epoch != self.epoch:
            self.epoch = epoch
            self.proven.clear()

    def _send(self, node: Node, batch: list[dict[str, Any]], heard: Heard) -> None:
        answer = ask(node, self.person, "POST", PUSH, json.dumps(envelope(*batch)).encode(), Content_Type=_TYPE)
        heard.note(answer)
        self._tell_epoch(answer)
        if answer.status == 200:
            results = answer.told["results"]
            heard.note_results(results)
            self.arrived |= {one["op_id"] for one in results if one["status"] in ("applied", "duplicate")}
        else:
            # Busy, or the worker died under us and another one takes its place.
            time.sleep(0.05)

    def _verify(self, node: Node, heard: Heard) -> None:
        """As a phone does: what is missing is sent again."""
        asked = [op_id for op_id in self.unproven() if op_id in self.arrived][:MOST_ASKED]
        question = json.dumps({"ops": asked, "photos": []}).encode()
        answer = ask(node, self.person, "POST", VERIFY, question, Content_Type=JSON)
        heard.note(answer)
        self._tell_epoch(answer)
        if answer.status != 200:
            time.sleep(0.05)
            return
        missing = set(answer.told["missing_ops"])
        heard.note_missing(len(missing))
        self.arrived -= missing
        self.proven |= set(asked) - missing


def make_senders(people: Sequence[Person], count: int, nights: int) -> list[Sender]:
    """``count`` senders with ``nights`` reports each; several share the sign-in of one phone."""
    chosen = [people[at % len(people)] for at in range(count)]
    return [Sender(person, [submit(person) for _ in range(nights)], seed) for seed, person in enumerate(chosen)]


def let_send(senders: Sequence[Sender], nodes: Sequence[Node], *, seconds: float, twice: float = 0.0) -> Heard:
    """All of them at once; what they heard."""
    heard, until = Heard(), time.monotonic() + seconds
    threads = [threading.Thread(target=one.send_all, args=(nodes, heard, until), kwargs={"twice": twice}) for one in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard
