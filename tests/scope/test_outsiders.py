"""Every door, tried by everybody who should not see what lies behind it: nothing of another's comes out, nothing changes.

The first commune is filled with words that stand nowhere else. Each outsider then opens every address of the application
with the ids of that commune, reading and writing, and no answer may hold a word of it.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.people import service as people
from app.people.models import Device, Invitation, Membership, Team
from app.reports.models import MoveNote, ParkedOperation, Report
from app.reports.rules import Move
from app.reports.service import moves
from app.roster import service as roster
from app.roster.models import PlannedShift, Route
from app.roster.rules import Plan, Point
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import as_uuid, body_of, incident, operation, photo, push_one, submit

# Written by the team: for its police and itself alone.
WORD = "Kanari"
# What tells who and where: for readers of the commune some of it is known, for another commune none.
VILLAGE, TEAM, MEMBER = "Suối Cạn", "Tổ BVANTT thôn Suối Cạn", "Nguyễn Văn Bình"
READING = {"GET", "HEAD", "OPTIONS"}


@dataclass
class Place:
    """What lies in the first commune: ids by the names that addresses use."""

    ids: dict[str, Any]
    secrets: set[str] = field(default_factory=set)


@pytest.fixture
def place(app: Flask, client: ActingClient, binh: Person, hoa: Person, vinh: Person) -> Place:
    """A report of every kind, photos, a held operation, a route, a planned shift, an invitation: all with our word in it."""
    entry = incident(
        "A03", 3, what=f"{WORD} xe", place=WORD, police_only={"plate": f"{WORD}-1"}, details={"direction": WORD}
    )
    body = body_of(binh, incidents=[entry], remark=WORD, proposal=WORD, handover={"text": WORD, "kit_ok": True})
    picture = photo(caption=WORD, incident_id=entry["incident_id"])
    with app.app_context(), unit_of_work():
        plan = Plan(date(2026, 11, 21), "night", [binh.member_id])
        shift = str(roster.plan_shift(vinh.actor(), binh.team_id, plan))
    sent = submit(binh, shift_id=shift, body=body, photos=[picture])
    assert push_one(client, binh, sent)["status"] == "applied"
    second = submit(hoa, shift_id=shift, body=body_of(hoa, remark=WORD))
    assert push_one(client, hoa, second)["status"] == "held"
    approved = str(
        push_one(client, hoa, submit(hoa, body=body | {"night": "2026-11-20"} | _night("2026-11-20")))["report_id"]
    )
    with app.app_context(), unit_of_work():
        moves.move_report(vinh.actor(), as_uuid(approved), Move.APPROVE, rev=1, comment=WORD)
    with app.app_context(), unit_of_work():
        route = roster.add_route(vinh.actor(), binh.team_id, WORD, points=[Point(WORD, None, None)]).id
    with app.app_context(), unit_of_work():
        invitation = people.make_invitation(vinh.actor(), binh.team_id)
    ids = {
        "report_id": sent["report_id"],
        "incident_id": entry["incident_id"],
        "photo_id": picture["photo_id"],
        "op_id": second["op_id"],
        "team_id": binh.team_id,
        "member_id": binh.member_id,
        "device_id": binh.id,
        "route_id": route,
        "shift_id": shift,
        "invitation_id": invitation.id,
        "month": "2026-11",
        "form": "clean",
        "token": "x" * 43,
        "name": "nothing.txt",
    }
    kept = {str(value) for name, value in ids.items() if name.endswith("_id") and name != "team_id"}
    return Place(ids, {WORD, MEMBER, approved, *kept})


def _night(day: str) -> dict[str, str]:
    return {"started_at": f"{day}T22:02:00+07:00", "ended_at": f"{day}T23:50:00+07:00"}


def addresses(app: Flask, place: Place) -> list[tuple[str, str]]:
    """Every method and address, with the ids of the first commune in its places."""
    found = []
    for rule in app.url_map.iter_rules():
        unknown = rule.arguments - place.ids.keys()
        assert not unknown, f"{rule.rule}: tell the walk what to put for {unknown}"
        address = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda name: str(place.ids[name[1]]), rule.rule)
        found += [(method, address) for method in sorted(_methods(rule))]
    return found


def _methods(rule: Rule) -> set[str]:
    # Signing out would end the walk; the tests of sign-in look after it.
    return set() if rule.rule in ("/sign-out", "/api/v1/sessions/current") else set(rule.methods or ())


def ask(client: ActingClient, who: Person | None, method: str, address: str, place: Place) -> TestResponse:
    """One request as its page or program would send it, so that only who asks can be the reason for a refusal."""
    if method in READING:
        return client.open(address, who, method=method)
    if address.startswith("/api/"):
        return client.open(address, who, method=method, json=_json(address, place), headers={"If-Match": '"1"'})
    return client.submit(address, _form(place), as_=who)


def _json(address: str, place: Place) -> dict[str, Any]:
    report = {"id": place.ids["report_id"], "rev": 1}
    if address.endswith("/moves/") or address == "/api/v1/moves":
        return {"move": "approve", "reports": [report]}
    if address.endswith("/moves"):
        return {"move": "comment", "comment": "x"}
    if address.endswith("/verify"):
        proof = {"id": place.ids["photo_id"], "sha256": hashlib.sha256(b"picture").hexdigest()}
        return {"ops": [place.ids["op_id"]], "photos": [proof]}
    return {}


def _form(place: Place) -> dict[str, Any]:
    """Every field that any form asks for."""
    return {
        "move": "approve", "rev": "1", "comment": "x", "reasons": "other", "category": "D02", "severity": "1", "reason": "x",
        "resolution": "refused", "note": "x", "reports": f"{place.ids['report_id']}:1", "name": "Khác", "kind": "bvantt",
        "role": "member", "village": str(place.ids["team_id"]), "month": "2026-11", "do": "fill",
        f"reason-{place.ids['shift_id']}": "x",
    }  # fmt: skip


def state_of(app: Flask, commune: str) -> list[Any]:
    """What no outsider may change."""
    with app.app_context():
        rows: list[Any] = [
            (one.id, one.rev, one.state)
            for one in db.session.query(Report).filter_by(commune_id=commune).order_by(Report.id)
        ]
        rows += [(one.id, one.state) for one in db.session.query(PlannedShift).filter_by(commune_id=commune)]
        rows += [(one.id, one.name) for one in db.session.query(Team).filter_by(commune_id=commune).order_by(Team.id)]
        for table in (MoveNote, ParkedOperation, Route, Membership, Device, Invitation):
            rows.append((table.__tablename__, db.session.query(table).filter_by(commune_id=commune).count()))
        rows.append(db.session.query(ParkedOperation).filter(ParkedOperation.settled_at.is_(None)).count())
        db.session.rollback()
        return rows


# Who, and whether even the names of villages and teams are another's to them. Readers of the commune know those.
OUTSIDERS = {
    "nobody": True,
    "dung": True,
    "khanh": True,
    "lam": True,
    "son": True,
    "quan": True,
    "thanh": False,
    "khoi": False,
    "loan": False,
    "hien": False,
    "sau": False,
}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_door_tells_an_outsider_anything_or_lets_one_change_it(
    app: Flask, client: ActingClient, cast: dict[str, Person], place: Place, binh: Person, who: str
) -> None:
    person, forbidden = (
        cast.get(who),
        place.secrets | ({VILLAGE, TEAM, str(place.ids["team_id"])} if OUTSIDERS[who] else set()),
    )
    before = state_of(app, binh.commune_id or "")
    told, broken = [], []

    for method, address in addresses(app, place):
        answer = ask(client, person, method, address, place)
        text = answer.get_data(as_text=True) + str(answer.headers)
        # What the asker named may come back: a redirect, a problem's instance, the result of an item.
        named = address + str(_json(address, place))
        told += [(method, address, answer.status_code, word) for word in forbidden if word in text and word not in named]
        broken += [(method, address, answer.status_code)] if answer.status_code >= 500 else []

    assert told == []
    assert broken == []
    assert state_of(app, binh.commune_id or "") == before


@pytest.mark.parametrize("who", ["binh", "ha"])
def test_the_walk_finds_the_words_where_they_may_be_seen(
    app: Flask, client: ActingClient, cast: dict[str, Person], place: Place, who: str
) -> None:
    """The walk itself would prove nothing if its words were nowhere."""
    told = [
        address
        for method, address in addresses(app, place)
        if method == "GET" and WORD in ask(client, cast[who], "GET", address, place).get_data(as_text=True)
    ]

    assert len(told) >= {"binh": 1, "ha": 8}[who], told


def test_a_phone_pushes_nothing_into_another_team(client: ActingClient, place: Place, thanh: Person, khanh: Person) -> None:
    for outsider in (thanh, khanh):
        report_id = place.ids["report_id"]
        amend = operation(outsider, "report.amend", report_id=report_id, base_version=1, body=body_of(outsider))
        withdraw = operation(outsider, "report.withdraw", report_id=report_id, body={})
        assert {push_one(client, outsider, op)["status"] for op in (amend, withdraw)} <= {"retry", "held", "conflict"}
        assert all(WORD not in str(push_one(client, outsider, op)) for op in (amend, withdraw))
