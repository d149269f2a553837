"""What a broken or hostile phone might try; none of it may have any effect."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.registry.models import AssetCheck, ModelActivity
from app.reports.models import Operation, Report, ReportVersion, Supplement
from tests.cast import Person
from tests.model.phone import Phone
from tests.model.server import Violation
from tests.model.wire import Answer, Request
from tests.model.world import World
from tests.nights import envelope

PUSH, VERIFY = "/api/v1/sync/push", "/api/v1/sync/verify"


def _ask(world: World, person: Person, method: str, path: str, content: Any = None) -> Answer:
    body = b"" if content is None else json.dumps(content).encode()
    answer = world.server.serve(person, Request(method, path, body, {"Content-Type": "application/json"}))
    assert answer is not None
    return answer


_EFFECTS = (Operation, ReportVersion, Supplement, AssetCheck, ModelActivity)


def _state(session: Any) -> list[Any]:
    """What an effect would change."""
    counts = [session.scalar(select(func.count()).select_from(table)) for table in _EFFECTS]
    return counts + sorted(session.execute(select(Report.id, Report.rev)).all())


def reuse(world: World, which: int) -> None:
    """I8: the same id with other content never takes effect and is never called arrived."""
    with world.server.looking() as session:
        known = {str(one) for one in session.scalars(select(Operation.id))}
        before = _state(session)
    mine = sorted(op_id for op_id in world.made if op_id in known)
    if not mine:
        return
    phone, op = world.made[mine[which % len(mine)]]
    other = op | {"body": (op.get("body") or {}) | {"remark": "khác"}}
    if op["kind"] == "report.withdraw":
        other = op | {"client_time": "2026-11-21T22:00:00+07:00"}
    told = _ask(world, phone.person, "POST", PUSH, envelope(other)).json
    status = told["results"][0]["status"]
    with world.server.looking() as session:
        if status in ("applied", "duplicate") or _state(session) != before:
            raise Violation(f"I8 other content under a known id: {status}")


def pry(world: World, i: int, which: int) -> None:
    """I10, I11: a phone that names another team's operation, report or photo is told nothing and changes nothing."""
    phone = world.phones[i % len(world.phones)]
    foreign = [(other, op) for _, (other, op) in sorted(world.made.items()) if other.person.team_id != phone.person.team_id]
    if not foreign:
        return
    owner, op = foreign[which % len(foreign)]
    with world.server.looking() as session:
        before = _state(session)
    told = _ask(world, phone.person, "POST", VERIFY, {"ops": [op["op_id"]], "photos": []}).json
    if told["missing_ops"] != [op["op_id"]]:
        raise Violation("I10 a phone learns of another team's operation")
    for photo in op.get("photos", []):
        if _ask(world, phone.person, "HEAD", f"/api/v1/photos/{photo['photo_id']}").status != 404:
            raise Violation("I10 a phone learns of another team's photo")
    status = _push_as(world, phone, owner, op)
    with world.server.looking() as session:
        if status in ("applied", "duplicate") or _state(session) != before:
            raise Violation(f"I10 a phone moves another team's report: {status}")


def _push_as(world: World, phone: Phone, owner: Phone, op: dict[str, Any]) -> str:
    """Withdraw the report, or tell of the thing, in the phone's own name."""
    head = {"commune_id": phone.person.commune_id, "team_id": str(phone.person.team_id)}
    mine = {name: op[name] for name in ("schema", "client_time")} | head
    if "report_id" in op:
        mine |= {"kind": "report.withdraw", "report_id": op["report_id"], "body": {}}
    else:
        told = {name: value for name, value in op["body"].items() if name not in ("note", "words")}
        mine |= {"kind": op["kind"], "body": told}
    # Far from every id of the game: a neighbour's would be answered as the phone's own later on.
    forged = mine | {
        "op_id": str(UUID(int=UUID(op["op_id"]).int ^ 1 << 48)),
    }
    answer = _ask(world, phone.person, "POST", PUSH, envelope(forged))
    world_told: str = answer.json["results"][0]["status"]
    if owner.person.team_id == phone.person.team_id:
        raise AssertionError("not another team's")
    return world_told
