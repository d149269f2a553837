"""What Kẻng is held against: a bare Flask endpoint on the same gunicorn, engine settings and tables.

It believes everything it is sent: nobody is asked who he is, nothing is validated, looked up, hashed or chained. It puts the
same rows into the same tables in one transaction, and commits as durably.

    gunicorn tests.bench.bare:app
"""

import hashlib
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask, Response, jsonify, request
from sqlalchemy import Connection, bindparam, update

from app.core.ids import new_id
from app.journal.models import JournalHead, JournalNote
from app.people import models as _people  # noqa: F401 - the mapper wants to know every table that a key points to
from app.photos.models import Photo
from app.reports.models import Activity, Incident, Operation, Report, ReportVersion
from app.roster import models as _roster  # noqa: F401
from app.settings import Settings
from app.units import models as _units  # noqa: F401
from app.web.application import _config
from app.web.database import db, table_of

settings = Settings.from_environment(os.environ)
app = Flask("bare")
app.config.update(_config(settings))
db.init_app(app)
_folder = Path(settings.data_dir) / "bare-photos"
_folder.mkdir(parents=True, exist_ok=True)

_HEAD = table_of(JournalHead)
_INSERT = {
    model: table_of(model).insert() for model in (Operation, Report, ReportVersion, Incident, Activity, Photo, JournalNote)
}
_STEP = (
    update(_HEAD)
    .where(_HEAD.c.commune_id == bindparam("commune"))
    .values(seq=_HEAD.c.seq + 1, chain=bindparam("link"))
    .returning(_HEAD.c.seq)
)
_PHOTO = table_of(Photo)
_STORED = (
    update(_PHOTO)
    .where(_PHOTO.c.commune_id == bindparam("commune"), _PHOTO.c.id == bindparam("photo"))
    .values(state="stored", stored_at=bindparam("now"))
)
_NOTHING = bytes(32)


@app.post("/push")
def push() -> Response:
    """Insert the rows of every operation, a transaction each."""
    for op in request.get_json()["ops"]:
        with db.engine.connect().execution_options(keng_writes=True) as connection, connection.begin():
            _write(connection, op)
    return jsonify(ok=True)


@app.post("/orm/push")
def push_objects() -> Response:
    """The same by the object mapper, as most people would write it."""
    for op in request.get_json()["ops"]:
        now = datetime.now().astimezone()
        body, here = op["body"], {"commune_id": op["commune_id"], "report_id": UUID(op["report_id"])}
        night = date.fromisoformat(body["night"])
        session = db.session
        session.connection(execution_options={"keng_writes": True})
        session.add(Operation(**_operation(op, now)))
        session.add(Report(**_report(op, night, now)))
        session.flush()
        session.add(ReportVersion(**here, **_version(op, now)))
        session.add_all(Incident(**here, **_incident(entry, night)) for entry in body["incidents"])
        session.add_all(Activity(**here, **_activity(entry, night)) for entry in body["activities"])
        session.add_all(Photo(**_photo(op, one)) for one in op["photos"])
        session.flush()
        _note(session.connection(), op["commune_id"], "report.submitted", here["report_id"], now)
        session.commit()
    return jsonify(ok=True)


def _write(connection: Connection, op: dict[str, Any]) -> None:
    now = datetime.now().astimezone()
    body, commune_id, report_id = op["body"], op["commune_id"], UUID(op["report_id"])
    night = date.fromisoformat(body["night"])
    here = {"commune_id": commune_id, "report_id": report_id}
    connection.execute(_INSERT[Operation], _operation(op, now))
    connection.execute(_INSERT[Report], _report(op, night, now))
    connection.execute(_INSERT[ReportVersion], here | _version(op, now))
    if body["incidents"]:
        connection.execute(_INSERT[Incident], [here | _incident(entry, night) for entry in body["incidents"]])
    if body["activities"]:
        connection.execute(_INSERT[Activity], [here | _activity(entry, night) for entry in body["activities"]])
    if op["photos"]:
        connection.execute(_INSERT[Photo], [_photo(op, one) for one in op["photos"]])
    _note(connection, commune_id, "report.submitted", report_id, now)


def _note(connection: Connection, commune_id: str, kind: str, subject_id: UUID, now: datetime) -> None:
    seq = connection.execute(_STEP, {"commune": commune_id, "link": _NOTHING}).scalar_one()
    row = {
        "commune_id": commune_id,
        "seq": seq,
        "id": new_id(),
        "at": now,
        "kind": kind,
        "subject_kind": "report",
        "subject_id": subject_id,
        "team_id": None,
        "actor": "system",
        "device_id": None,
        "operation_id": None,
        "audience": "team",
        "facts": {"version": 1},
        "digest": _NOTHING,
        "chain": _NOTHING,
    }
    connection.execute(_INSERT[JournalNote], row)


def _operation(op: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "commune_id": op["commune_id"],
        "id": UUID(op["op_id"]),
        "hash": _NOTHING,
        "kind": op["kind"],
        "schema": 1,
        "team_id": UUID(op["team_id"]),
        "device_id": UUID(op["actor_id"]),
        "actor_id": UUID(op["actor_id"]),
        "shift_id": UUID(op["shift_id"]),
        "report_id": UUID(op["report_id"]),
        "client_at": datetime.fromisoformat(op["client_time"]),
        "at": now,
        "result": {"status": "applied"},
        "receipt": "",
        "epoch": "",
    }


def _report(op: dict[str, Any], night: date, now: datetime) -> dict[str, Any]:
    body = op["body"]
    return {
        "commune_id": op["commune_id"],
        "id": UUID(op["report_id"]),
        "shift_id": UUID(op["shift_id"]),
        "team_id": UUID(op["team_id"]),
        "village_id": UUID(request.headers["Bench-Village"]),
        "night": night,
        "preset": body["preset"],
        "quiet": body["quiet"],
        "severity": 0,
        "started_at": datetime.fromisoformat(body["started_at"]),
        "ended_at": datetime.fromisoformat(body["ended_at"]),
        "lead_id": UUID(body["lead_id"]),
        "people": len(body["present"]),
        "rounds": len(body["rounds"]),
        "incidents": len(body["incidents"]),
        "activities": len(body["activities"]),
        "reminders": body["reminders"],
        "photos_expected": len(op["photos"]),
        "client_at": datetime.fromisoformat(op["client_time"]),
        "received_at": now,
        "changed_at": now,
        "receipt": "",
        "search": body["remark"],
        "line": [{"at": tap["at"], "kind": "pass"} for one in body["rounds"] for tap in one["passes"]],
    }


def _version(op: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "version": 1,
        "operation_id": UUID(op["op_id"]),
        "schema": 1,
        "body": op["body"],
        "photos": [one["photo_id"] for one in op["photos"]],
        "client_at": datetime.fromisoformat(op["client_time"]),
        "at": now,
    }


def _incident(entry: dict[str, Any], night: date) -> dict[str, Any]:
    known = {"id": UUID(entry["incident_id"]), "position": 0, "category": entry["category"], "night": night}
    return known | {"severity": entry["severity"], "at": datetime.fromisoformat(entry["at"]), "result": entry["result"]}


def _activity(entry: dict[str, Any], night: date) -> dict[str, Any]:
    known = {"id": UUID(entry["activity_id"]), "position": 0, "category": entry["category"], "night": night}
    return known | {"at": datetime.fromisoformat(entry["at"]), "details": entry["details"]}


def _photo(op: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    return {
        "commune_id": op["commune_id"],
        "id": UUID(one["photo_id"]),
        "owner_id": UUID(op["shift_id"]),
        "source_id": UUID(op["report_id"]),
        "team_id": UUID(op["team_id"]),
        "village_id": UUID(request.headers["Bench-Village"]),
        "current": True,
        "sha256": bytes.fromhex(one["sha256"]),
        "bytes": one["bytes"],
        "mime": one["mime"],
        "width": one["width"],
        "height": one["height"],
        "about": one["about"],
        "caption": one["caption"],
        "state": "expected",
    }


@app.put("/photos/<commune_id>/<uuid:photo_id>")
def put_photo(commune_id: str, photo_id: UUID) -> Response:
    """Hash the bytes, bring them to the disk, and commit one row."""
    data = request.get_data()
    path = _folder / hashlib.sha256(data).hexdigest()
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with db.engine.connect().execution_options(keng_writes=True) as connection, connection.begin():
        connection.execute(_STORED, {"commune": commune_id, "photo": photo_id, "now": datetime.now().astimezone()})
    return jsonify(state="stored")
