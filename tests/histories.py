"""Histories by chance: a commune whose teams and officers do this and that, through the doors that they use."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.reports.rules.words import digest_words
from app.roster.models import PlannedShift
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import at, body_of, fresh, incident, operation, push_one, submit
from tests.roster.plans import NIGHT, rostered, shift_of


def move(client: ActingClient, officer: Person, report_id: str, move: str, **more: Any) -> None:
    """Make a move as the office's programs do, on top of what stands."""
    rev = client.get(f"/api/v1/reports/{report_id}", as_=officer).json["rev"]
    path, headers = f"/api/v1/reports/{report_id}/moves", {"If-Match": f'"{rev}"'}
    answer = client.post(path, json={"move": move} | more, headers=headers, as_=officer)
    assert answer.status_code == 200, answer.text


class Commune:
    """Teams with their phones and the chief, who do something by chance. ``sent``: who sent which operation, with which
    incidents."""

    def __init__(self, client: ActingClient, chance: random.Random, phones: list[Person], vinh: Person) -> None:
        self.client, self.chance, self.phones, self.vinh = client, chance, phones, vinh
        self.sent: list[tuple[Person, dict[str, Any], list[dict[str, Any]]]] = []
        self.erased = self.planned = 0

    def say(self) -> str:
        words = ("đập", "chợ", "trộm", "xe", "loa", "mưa", "cầu", "hỏng", "khóa", "chó")
        return " ".join([*self.chance.choices(words, k=4), f"n{self.chance.randrange(1000)}"])

    def body(self, person: Person) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        count = self.chance.randrange(3)
        incidents = [incident(what=self.say(), place=self.say(), police_only={"plate": "kin"}) for _ in range(count)]
        return body_of(person, remark=self.say(), incidents=incidents), incidents

    def send(self) -> None:
        person = self.chance.choice(self.phones)
        body, incidents = self.body(person)
        # The first report of each is that of the planned shift.
        planned = not any(one[0] is person for one in self.sent)
        op = submit(person, body=body, shift_id=shift_of(person) if planned else None)
        if self.chance.random() < 0.3:
            self._part(person, op["shift_id"])
        assert push_one(self.client, person, op)["status"] == "applied"
        self.sent.append((person, op, incidents))

    def part(self) -> None:
        person, op, _ = self.chance.choice(self.sent)
        self._part(person, op["shift_id"])

    def _part(self, person: Person, shift_id: str) -> None:
        activity = {"activity_id": fresh(), "category": "G02", "at": at("23:10")}
        body = {"incidents": [incident(what=self.say())], "activities": [activity]}
        push_one(self.client, person, operation(person, "report.part", shift_id=shift_id, body=body))

    def addendum(self) -> None:
        person, op, _ = self.chance.choice(self.sent)
        told = {"report_id": op["report_id"], "body": {"text": self.say()}}
        push_one(self.client, person, operation(person, "report.addendum", **told))

    def amend(self) -> None:
        person, op, _ = self.chance.choice(self.sent)
        now = self.client.get(f"/api/v1/reports/{op['report_id']}", as_=self.vinh).json
        if now["state"] != "submitted":
            return
        move(self.client, self.vinh, op["report_id"], "return", reasons=["other"], comment="Xin bổ sung")
        body, _ = self.body(person)
        body["night"] = self.chance.choice(["2026-11-21", "2026-11-21", "2026-11-20"])
        more = {"report_id": op["report_id"], "shift_id": op["shift_id"], "base_version": now["version"], "photos": []}
        assert push_one(self.client, person, operation(person, "report.amend", body=body, **more))["status"] == "applied"

    def correct(self) -> None:
        with_some = [one for one in self.sent if one[2]]
        if not with_some:
            return
        _, op, incidents = self.chance.choice(with_some)
        now = self.client.get(f"/api/v1/reports/{op['report_id']}", as_=self.vinh).json
        there = {one["incident_id"] for one in now["body"]["incidents"]}
        if now["state"] != "submitted" or incidents[0]["incident_id"] not in there:
            return
        changes = self.chance.choice([{"category": "D02"}, {"text": "police-only"}, {"severity": 4}])
        more = {"incident_id": incidents[0]["incident_id"], "changes": changes, "reason": "Sửa"}
        move(self.client, self.vinh, op["report_id"], "correct", **more)

    def erase(self) -> None:
        _, op, _ = self.chance.choice(self.sent)
        words = op["body"]["remark"]
        path = f"/reports/{op['report_id']}/words/{digest_words(op['report_id'], words)}/erase"
        done = self.client.submit(path, {"reason": "Thử"}, as_=self.vinh)
        self.erased += done.status_code == 303

    def decide(self) -> None:
        """Approve, reject, take back or reopen: whatever may be done to some report now."""
        _, op, _ = self.chance.choice(self.sent)
        now = self.client.get(f"/api/v1/reports/{op['report_id']}", as_=self.vinh).json
        may = {"submitted": ["approve", "approve", "approve", "reject"], "approved": ["undo", "reopen"]}.get(
            now["state"], []
        )
        if may:
            words = {"reasons": ["other"], "comment": "Xem lại"}
            chosen = self.chance.choice(may)
            move(self.client, self.vinh, op["report_id"], chosen, **({} if chosen in ("approve", "undo") else words))

    def plan(self) -> None:
        """The leader plans one of the nights around, or calls it off."""
        person, night = (
            self.chance.choice(self.phones),
            self.chance.choice([NIGHT, NIGHT + timedelta(days=1), date(2026, 12, 1)]),
        )
        before = db.session.scalar(select(PlannedShift.version).where(PlannedShift.id == UUID(shift_of(person, night))))
        db.session.rollback()
        if before and self.chance.random() < 0.4:
            op = rostered(person, "roster.callOff", night, base=before, reason="Mưa to")
        else:
            op = rostered(person, "roster.plan", night, base=before, member_ids=[str(person.member_id)])
        self.planned += push_one(self.client, person, op)["status"] == "applied"

    def withdraw(self) -> None:
        person, op, _ = self.chance.choice(self.sent)
        push_one(self.client, person, operation(person, "report.withdraw", report_id=op["report_id"]))
