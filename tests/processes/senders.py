"""Phones that send until everything has arrived, as the protocol tells them, and count what they heard."""

import http.client
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
from tests.processes.nodes import Node

BATCH = 5
_TYPE = "application/vnd.keng+json"


@dataclass
class Heard:
    """What all senders heard: ``answers`` by HTTP status (0: a broken line), ``results`` by status of an operation."""

    answers: Counter[int] = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, answer: Any) -> None:
        """One answer."""
        with self.lock:
            self.answers[status] += 1
            if status != 200 and isinstance(answer, dict):
                self.problems[str(answer.get("type"))] += 1
            for result in answer["results"] if status == 200 else ():
                self.results[result["status"]] += 1


@dataclass
class Sender:
    """One phone: its person, the operations of its nights, and those that are proven to have arrived."""

    person: Person
    ops: list[dict[str, Any]]
    seed: int
    arrived: set[str] = field(default_factory=set)

    def send_all(self, nodes: Sequence[Node], heard: Heard, until: float, *, twice: float) -> None:
        """Send batches until all arrived or the time is over; the share ``twice`` of them to two nodes at once."""
        chance = random.Random(self.seed)
        while self.waiting() and time.monotonic() < until:
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

    def _send(self, node: Node, batch: list[dict[str, Any]], heard: Heard) -> None:
        body = json.dumps(envelope(*batch)).encode()
        headers = {"Content-Type": _TYPE, "Cookie": f"device={self.person.token}"}
        link = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
        try:
            link.request("POST", PUSH, body, headers)
            answer = link.getresponse()
            status, told = answer.status, json.loads(answer.read() or b"null")
        except (OSError, http.client.HTTPException, ValueError):
            # The worker died under us; another one takes its place.
            status, told = 0, None
            time.sleep(0.05)
        finally:
            link.close()
        heard.note(status, told)
        if status == 200:
            self.arrived |= {one["op_id"] for one in told["results"] if one["status"] in ("applied", "duplicate")}
        elif status:
            time.sleep(0.05)


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
