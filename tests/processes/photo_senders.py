"""Phones that send reports with photos, whole and in parts, look at them, and hold the server to what it said."""

import hashlib
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from app.photos.tus import PART_TYPE
from tests.cast import Person
from tests.nights import PUSH, envelope, photo, submit
from tests.photos import picture_bytes as pb
from tests.processes.asking import JSON, Answer, ask
from tests.processes.nodes import Node
from tests.processes.senders import VERIFY

_GRAIN = {width: pb.encode(pb.noise(width, width * 3 // 4), quality=85) for width in (320, 640)}


@dataclass
class Diary:
    """What all phones heard: answers by door and status, the slowest of each door, and what should not have been."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, door: str, answer: Answer) -> None:
        """One answer; a refusal must be a problem that says when to come again."""
        with self.lock:
            self.answers[door, answer.status] += 1
            self.slowest[door] = max(self.slowest.get(door, 0.0), answer.seconds)
            if answer.status == 503 and (answer.problem != "/problems/busy" or "Retry-After" not in answer.headers):
                self.faults.append(f"{door}: 503 without a word: {answer.body[:200]!r}")

    def fault(self, words: str) -> None:
        """Something that breaks a promise."""
        with self.lock:
            self.faults.append(words)

    def count(self, door: str, status: int) -> int:
        """How many such answers."""
        return self.answers[door, status]


@dataclass
class PhotoSender:
    """One phone. ``pictures`` are the bytes it has by photo id; ``stored`` those that the server called stored."""

    person: Person
    seed: int
    diary: Diary
    ops: dict[str, dict[str, Any]] = field(default_factory=dict)
    arrived: set[str] = field(default_factory=set)
    pictures: dict[str, bytes] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)
    seen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def work(self, node: Node, over: threading.Event, until: float, pause: float) -> None:
        """New reports, one every ``pause`` seconds, until ``over``; then go on until everything is there."""
        while not over.is_set() or (self._unfinished() and time.monotonic() < until):
            if not over.is_set():
                self._write()
            self._push(node)
            for photo_id in self._waiting()[:4]:
                self._send_photo(node, photo_id)
            if self.stored:
                self._look(node, self._chance.choice(sorted(self.stored)))
            over.wait(pause) if not over.is_set() else time.sleep(0.1)

    def _unfinished(self) -> bool:
        return len(self.arrived) < len(self.ops) or bool(self._waiting())

    def _waiting(self) -> list[str]:
        """The photos of arrived reports that are not called stored."""
        announced = (one["photo_id"] for op_id in sorted(self.arrived) for one in self.ops[op_id]["photos"])
        return [photo_id for photo_id in announced if photo_id not in self.stored]

    def _write(self) -> None:
        told = []
        for _ in range(self._chance.choice((1, 1, 2))):
            width = self._chance.choice(sorted(_GRAIN))
            # Every picture has bytes of its own; a decoder passes over what follows the end.
            data = _GRAIN[width] + self._chance.randbytes(16)
            one = photo(data, width=width, height=width * 3 // 4)
            self.pictures[one["photo_id"]] = data
            told.append(one)
        op = submit(self.person, photos=told)
        self.ops[op["op_id"]] = op

    def _push(self, node: Node) -> None:
        waiting = [op for op_id, op in self.ops.items() if op_id not in self.arrived][:5]
        if not waiting:
            return
        body = json.dumps(envelope(*waiting)).encode()
        answer = ask(node, self.person, "POST", PUSH, body, Content_Type="application/vnd.keng+json")
        self.diary.note("push", answer)
        if answer.status == 200:
            results = answer.told["results"]
            self.arrived |= {one["op_id"] for one in results if one["status"] in ("applied", "duplicate")}
            odd = [one for one in results if one["status"] not in ("applied", "duplicate", "retry")]
            if odd:
                self.diary.fault(f"push: {odd[0]}")

    def _send_photo(self, node: Node, photo_id: str) -> None:
        path, data = f"/api/v1/photos/{photo_id}", self.pictures[photo_id]
        if self._chance.random() < 0.5:
            answer = ask(node, self.person, "PUT", path, data, Content_Type="image/jpeg")
            self.diary.note("PUT", answer)
            if answer.status in (200, 201):
                self.stored.add(photo_id)
            return
        self._send_parts(node, path, data, photo_id)

    def _send_parts(self, node: Node, path: str, data: bytes, photo_id: str) -> None:
        """The way of tus: ask how far it has come, go on from there, and stop at the first refusal."""
        asked = ask(node, self.person, "HEAD", path)
        self.diary.note("HEAD", asked)
        if asked.status != 200:
            return
        at = int(asked.headers["Upload-Offset"])
        while at < len(data):
            part = data[at : at + len(data) // 3 + 1]
            answer = ask(node, self.person, "PATCH", path, part, Content_Type=PART_TYPE, Upload_Offset=str(at))
            self.diary.note("PATCH", answer)
            if answer.status != 204:
                return
            at = int(answer.headers["Upload-Offset"])
        self.stored.add(photo_id)

    def _look(self, node: Node, photo_id: str) -> None:
        """A picture that was seen once is seen again, the same; one that is stored has all its bytes."""
        answer = ask(node, self.person, "GET", f"/api/v1/photos/{photo_id}/clean")
        self.diary.note("GET", answer)
        if answer.status == 200:
            digest = hashlib.sha256(answer.body).hexdigest()
            if self.seen.setdefault(photo_id, digest) != digest:
                self.diary.fault(f"{photo_id} has changed")
        elif answer.status == 404 and photo_id in self.seen:
            self.diary.fault(f"{photo_id} was ready and is gone")
        told = ask(node, self.person, "HEAD", f"/api/v1/photos/{photo_id}")
        self.diary.note("HEAD", told)
        if told.status == 200 and told.headers["Upload-Offset"] != told.headers["Upload-Length"]:
            self.diary.fault(f"{photo_id} was called stored and is awaited")

    def prove(self, node: Node) -> dict[str, Any]:
        """What the server says is missing of all that it acknowledged."""
        digests = {one["photo_id"]: one["sha256"] for op in self.ops.values() for one in op["photos"]}
        asked = {"ops": sorted(self.arrived), "photos": [{"id": one, "sha256": digests[one]} for one in sorted(self.stored)]}
        missing: dict[str, Any] = {"missing_ops": [], "missing_photos": []}
        for start in range(0, max(len(asked["ops"]), len(asked["photos"])), 500):
            page = {name: ids[start : start + 500] for name, ids in asked.items()}
            answer = ask(node, self.person, "POST", VERIFY, json.dumps(page).encode(), Content_Type=JSON)
            while answer.status == 0 and node.deaths():
                answer = ask(node, self.person, "POST", VERIFY, json.dumps(page).encode(), Content_Type=JSON)
            assert answer.status == 200, answer
            missing = {name: known + answer.told[name] for name, known in missing.items()}
        return missing
