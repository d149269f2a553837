"""What must be true, whatever happened (I1 … I14 of the contract's invariants), asked of the tables and of the phones."""

import hashlib
from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.journal import queries as journal
from app.journal.models import JournalNote
from app.photos.models import Photo
from app.photos.rules import Form
from app.photos.store import blob_key
from app.registry.models import Asset, AssetCheck, Difficulty, ModelActivity
from app.reports.models import Operation, ParkedOperation, Report, ReportVersion, Supplement
from tests.model.phone import Phone
from tests.model.server import Violation
from tests.model.store import OutboxRow
from tests.model.world import World

COMMUNES = ("24958", "24931")
CONTENT = ("report.submit", "report.amend")


def demand(true: Any, what: str) -> None:
    """Raise ``Violation`` with a sentence."""
    if not true:
        raise Violation(what)


def check_phones(world: World) -> None:
    """I1, I15: what a person has sent off lies on the phone at every instant, with its pictures until they are proven."""
    for op_id, (phone, op) in world.made.items():
        row = phone.store.outbox.get(op_id)
        demand(row is not None and row.op == op, f"I1 the phone has forgotten {op['kind']}")
    for phone in world.phones:
        for photo in phone.store.photos.values():
            demand(not photo.kept or photo.photo_id in phone.store.blobs, "I1 the phone has forgotten a picture")


def check_server(world: World) -> None:
    """I2, I5, I6, I8, I9, I13, I16: what the tables say is whole, at any moment between two requests."""
    with world.server.looking() as session:
        versions = session.execute(
            select(ReportVersion.report_id, ReportVersion.version, ReportVersion.operation_id).order_by(
                ReportVersion.version
            )
        ).all()
        supplements = [key for table in (Supplement, AssetCheck, ModelActivity) for key in session.scalars(select(table.id))]
        operations = {str(row.id): row for row in session.scalars(select(Operation))}
        reports = list(session.scalars(select(Report)))
        notes = session.execute(
            select(JournalNote.kind, JournalNote.subject_id, JournalNote.operation_id, JournalNote.facts)
        ).all()
        _check_effects(world, versions, supplements, operations)
        _check_versions(world, versions, reports)
        _check_notes(reports, operations, notes)
        _check_settled(session, operations)
        _check_photos(world, session, reports)
        _check_things(session)
        for commune in COMMUNES:
            faults = list(journal.find_faults(commune))
            demand(not faults, f"I6 the journal is not whole: {faults[:2]}")


def _check_effects(world: World, versions: Any, supplements: list[UUID], operations: dict[str, Any]) -> None:
    effects = Counter(str(row.operation_id) for row in versions) + Counter(map(str, supplements))
    demand(max(effects.values(), default=1) == 1, "I2 an operation took effect twice")
    demand(set(effects) <= set(operations), "I2 an effect without its operation")
    for op_id, row in operations.items():
        demand(op_id in effects or row.kind == "report.withdraw", f"I2 an operation without its effect: {row.kind}")
        if op_id in world.made:
            phone, _ = world.made[op_id]
            sent = (
                hashlib.sha256(phone.store.outbox[op_id].canonical.encode()).digest() if op_id in phone.store.outbox else b""
            )
            demand(row.hash == sent, "I8 another content than the phone's took effect")


def _check_versions(world: World, versions: Any, reports: list[Report]) -> None:
    by_report: dict[UUID, list[Any]] = {}
    for row in versions:
        by_report.setdefault(row.report_id, []).append(row)
    for report in reports:
        own = by_report.get(report.id, [])
        demand([row.version for row in own] == list(range(1, report.version + 1)), "I5 versions with a hole")
        for row in own:
            _, op = world.made[str(row.operation_id)]
            demand((op.get("base_version") or 0) == row.version - 1, "I5 an amend of another version than it knew")
    live = Counter((one.team_id, one.shift_id) for one in reports if one.state not in ("withdrawn", "rejected"))
    demand(max(live.values(), default=1) == 1, "I2 a shift with two live reports")


def _check_notes(reports: list[Report], operations: dict[str, Any], notes: Any) -> None:
    told = Counter(str(row.operation_id) for row in notes if row.operation_id is not None)
    demand(told == Counter(list(operations)), "I13 an operation without its note, or with two")
    revs: dict[UUID, list[int]] = {}
    for row in notes:
        if row.kind.startswith("report.") and "rev" in (row.facts or {}):
            revs.setdefault(row.subject_id, []).append(row.facts["rev"])
    for report in reports:
        demand(sorted(revs.get(report.id, [])) == list(range(1, report.rev + 1)), "I13 a change of state without its note")


def _check_settled(session: Any, operations: dict[str, Any]) -> None:
    for parked in session.scalars(select(ParkedOperation).where(ParkedOperation.settled_at.is_(None))):
        same = operations.get(str(parked.id))
        demand(same is None or same.hash != parked.hash, "I12 what took effect waits to be settled as well")


def _check_photos(world: World, session: Any, reports: list[Report]) -> None:
    photos = list(session.scalars(select(Photo)))
    blobs = world.server.store.blobs
    for photo in photos:
        if photo.state == "expected":
            continue
        data = blobs.get(blob_key(photo.commune_id, photo.sha256, Form.ORIGINAL), b"")
        demand(hashlib.sha256(data).digest() == photo.sha256, "I9 a picture is called stored and is not the announced one")
    named = _named_photos(session, reports)
    for report in reports:
        if report.state in ("withdrawn", "rejected"):
            continue
        mine = {
            str(one.id)
            for one in photos
            if one.owner_id == report.shift_id and one.team_id == report.team_id and one.current
        }
        demand(mine == named[report.id], f"I9 the announced pictures are not those that count: {len(mine)}")
        ready = sum(str(one.id) in mine and one.state == "ready" for one in photos)
        counted = report.photos_expected, report.photos_ready
        demand(counted == (len(mine), ready), f"I9 the report counts {counted} pictures, there are {(len(mine), ready)}")


def _check_things(session: Any) -> None:
    """I16: however looks came in, the latest one says how a thing stands; what it found broken is one open difficulty."""
    looks: dict[UUID, list[AssetCheck]] = {}
    for look in session.scalars(select(AssetCheck)):
        looks.setdefault(look.asset_id, []).append(look)
    for asset in session.scalars(select(Asset)):
        latest = max(looks.get(asset.id, ()), key=lambda one: (min(one.client_at, one.at), one.id), default=None)
        demand(asset.state == (latest.state if latest else "working"), "I16 a thing does not stand as it was last seen")
    raised = Counter(session.scalars(select(Difficulty.asset_id).where(Difficulty.state == "open")))
    demand(max(raised.values(), default=1) == 1, "I16 a thing with two open difficulties")


def _named_photos(session: Any, reports: list[Report]) -> dict[UUID, set[str]]:
    """What the present version and the parts and addenda of a report's shift announce."""
    versions = {(row.report_id, row.version): row.photos for row in session.scalars(select(ReportVersion))}
    extra = list(session.scalars(select(Supplement)))
    found = {}
    for report in reports:
        more = [one.photos for one in extra if one.shift_id == report.shift_id and one.team_id == report.team_id]
        found[report.id] = {photo for names in (versions[report.id, report.version] or [], *more) for photo in names or []}
    return found


# ── when the line has been good for a while ───────────────────────────────────────────────────────────────────────────


def check_settled(world: World) -> None:
    """I3, I4, I7, I12: nothing lost, nothing doubled, and every phone sees what is."""
    check_phones(world)
    check_server(world)
    with world.server.looking() as session:
        operations = {str(row.id): row for row in session.scalars(select(Operation))}
        parked = {(str(row.id), row.hash): row for row in session.scalars(select(ParkedOperation))}
        photos = {str(row.id): row for row in session.scalars(select(Photo))}
        reports = {str(row.id): row for row in session.scalars(select(Report))}
    for phone in world.phones:
        for row in phone.store.outbox.values():
            _check_arrived(phone, row, operations, parked, reports)
        _check_pictures(phone, photos)
        _check_view(phone, reports)


def _check_arrived(phone: Phone, row: OutboxRow, operations: Any, parked: Any, reports: Any) -> None:
    kind, mine = row.op["kind"], hashlib.sha256(row.canonical.encode()).digest()
    kept = parked.get((row.op_id, mine))
    effect = operations.get(row.op_id)
    if row.status == "acknowledged":
        demand(effect is not None, f"LOST: the phone says arrived, and {kind} has not taken effect")
        demand(row.epoch == phone.store.meta["epoch"], "I4 an acknowledgement of another history is shown")
        demand(row.receipt in (effect.receipt, None), "the receipts differ")
    elif row.status in ("held", "conflict"):
        demand(effect is not None or kept is not None, f"LOST: held on the phone alone: {kind}")
        done = kept is not None and kept.settled_at is not None
        demand(not done or row.settled, f"I3 {kind} is settled, and the phone did not hear of it")
    elif row.status == "rejected":
        demand(row.problem is not None, "I3 parked without a reason")
    else:
        waits = (row.problem or {}).get("type", "").endswith("unknown-report")
        demand(waits and row.op["report_id"] not in reports, f"I3 {kind} still waits: {row.status} {row.problem}")


def _check_pictures(phone: Phone, photos: Any) -> None:
    for row in phone.store.photos.values():
        if phone.store.outbox[row.op_id].status != "acknowledged":
            continue
        there = photos.get(row.photo_id)
        if there is None:
            # Its text stands as something a person has still to settle, or has refused.
            continue
        demand(row.state == "stored" and there.state == "ready", f"I9 a picture did not arrive: {row.state}, {there.state}")


def _check_view(phone: Phone, reports: Any) -> None:
    """I7: the phone shows its team's reports as they are, and none besides."""
    team = {key: one for key, one in reports.items() if one.team_id == phone.person.team_id}
    shown = phone.store.view("report")
    for key, report in team.items():
        seen = shown.get(key)
        demand(seen is not None, "I7 the phone does not show a report of its team")
        assert seen is not None
        complete = report.photos_expected == report.photos_ready
        here = (report.version, report.rev, report.state, complete)
        there = (seen["version"], seen["rev"], seen["state"], seen["complete"])
        demand(here == there, f"I7 the phone shows {there}, the server has {here}")
    for key in set(shown) - set(team):
        demand(phone.store.wrote(key), "I7 the phone shows a report that is not its team's")
