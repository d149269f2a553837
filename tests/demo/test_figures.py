"""Every number of the page of figures is what plain SQL says of the demo commune's records, without app/figures."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import text

from app.core.night import VIETNAM
from app.demo import queries
from app.web.database import db
from tests.figures import faces

FIRST, LAST, TONIGHT = "2026-11-01", "2026-11-20", "2026-11-21"
LIVE = "report.state NOT IN ('withdrawn','rejected')"
DONE = "report.state IN ('approved','locked')"
NIGHTS = f"report.night BETWEEN '{FIRST}' AND '{LAST}'"
PRESENT = (
    "JOIN report_version v ON v.commune_id = report.commune_id AND v.report_id = report.id AND v.version = report.version"
)
INCIDENTS = (
    "SELECT i.category, i.severity, i.at, i.night FROM incident i JOIN report ON report.commune_id = i.commune_id "
    f"AND report.id = i.report_id WHERE {DONE} AND {NIGHTS}"
)
HELPED = ("people", "guests", "rounds", "passes", "reminders", "helped", "activities")


def rows(question: str) -> list[Any]:
    return list(db.session.execute(text(question)).all())


def one(question: str) -> int:
    return int(rows(question)[0][0] or 0)


def moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def body(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found


def minutes(since: datetime, until: datetime) -> int:
    return round((until - since).total_seconds() / 60)


def stays() -> Iterable[tuple[date, str, datetime, datetime, str]]:
    """Night, member, from, until and team of everybody who was there by an approved report."""
    question = f"SELECT report.night, report.started_at, report.ended_at, v.body, report.team_id FROM report {PRESENT}"
    for night, began, ended, told, team in rows(f"{question} WHERE {DONE} AND {NIGHTS}"):
        for entry in body(told)["present"]:
            since = moment(entry["from"] if entry.get("from") else began)
            until = moment(entry["to"] if entry.get("to") else ended)
            yield day(night), entry["member_id"], since, until, str(team)


def in_window(night: date, since: datetime, until: datetime) -> bool:
    opens = datetime.combine(night, time(22), VIETNAM)
    return min(until, opens + timedelta(hours=8)) - max(since, opens) >= timedelta(seconds=30)


def coverage() -> tuple[int, int]:
    """How often checkpoints of the routes of planned shifts were to be passed, and how often they were."""
    points: dict[str, set[str]] = {}
    for route, point in rows("SELECT route_id, id FROM checkpoint"):
        points.setdefault(str(route), set()).add(str(point).replace("-", ""))
    question = (
        f"SELECT p.route_id, v.body, report.shift_id FROM report {PRESENT} JOIN planned_shift p ON p.commune_id = "
        f"report.commune_id AND p.id = report.shift_id AND p.night = report.night WHERE {DONE} AND {NIGHTS}"
    )
    parts: dict[str, list[Any]] = {}
    for shift, told in rows("SELECT shift_id, body FROM supplement WHERE kind = 'part'"):
        parts.setdefault(str(shift), []).append(body(told))
    asked = reached = 0
    for route, told, shift in rows(question):
        rounds = [
            {tap["checkpoint_id"].replace("-", "") for tap in patrol["passes"] if tap["state"] != "skipped"}
            for words in (body(told), *parts.get(str(shift), []))
            for patrol in words.get("rounds") or []
            if patrol.get("passes")
        ]
        asked += len(points[str(route)]) * max(1, len(rounds))
        reached += sum(len(points[str(route)] & taps) for taps in rounds)
    return asked, reached


def recount() -> dict[str, int]:
    """The measures by plain questions; times in hours, shares in per cent."""
    planned = f"FROM planned_shift p WHERE p.night BETWEEN '{FIRST}' AND '{LAST}' AND p.state = "
    gap = (
        f"AND p.night < '{TONIGHT}' AND NOT EXISTS (SELECT 1 FROM report WHERE report.commune_id = p.commune_id "
        f"AND report.shift_id = p.id AND report.night = p.night AND {LIVE})"
    )
    came = rows(f"SELECT night, received_at FROM report WHERE {LIVE} AND {NIGHTS}")
    due = [datetime.combine(day(night) + timedelta(days=1), time(8), VIETNAM) for night, _at in came]
    returned = one(
        f"SELECT count(*) FROM report WHERE {LIVE} AND {NIGHTS} AND EXISTS (SELECT 1 FROM move_note m "
        "WHERE m.commune_id = report.commune_id AND m.report_id = report.id AND m.move = 'return')"
    )
    done = rows(f"SELECT started_at, ended_at, quiet FROM report WHERE {DONE} AND {NIGHTS}")
    severities = Counter(row[1] for row in rows(INCIDENTS))
    present = list(stays())
    asked, reached = coverage()
    sums = rows(f"SELECT {', '.join(f'sum({name})' for name in HELPED)} FROM report WHERE {DONE} AND {NIGHTS}")[0]
    known = dict(zip(HELPED, map(int, sums), strict=True))
    known["turns"] = known.pop("people")
    return known | {
        "planned": one(f"SELECT count(*) {planned} 'planned'"),
        "called_off": one(f"SELECT count(*) {planned} 'called-off'"),
        "missing": one(f"SELECT count(*) {planned} 'planned' {gap}"),
        "received": len(came),
        "approved": len(done),
        "quiet": sum(bool(row[2]) for row in done),
        "minutes": round(sum(minutes(moment(row[0]), moment(row[1])) for row in done) / 60),
        "person_minutes": round(sum(minutes(since, until) for _night, _who, since, until, _team in present) / 60),
        "people": len({who for _night, who, *_rest in present}),
        "coverage": round(reached * 100 / asked),
        "window": len({(night, who, team) for night, who, since, until, team in present if in_window(night, since, until)}),
        "incidents": severities.total(),
        "grave": severities[3] + severities[4],
        **{f"severity{level}": severities[level] for level in (1, 2, 3, 4)},
        "on_time": round(sum(moment(at) <= hour for (_night, at), hour in zip(came, due, strict=True)) * 100 / len(came)),
        "sent_back": round(returned * 100 / len(came)),
    }


def waited() -> float:
    """Half of the reports were approved within so many hours."""
    done = rows(f"SELECT received_at, decided_at FROM report WHERE {DONE} AND {NIGHTS}")
    return median(minutes(moment(came), moment(decided)) for came, decided in done) / 60


def page(app: Flask, path: str) -> str:
    browser = app.test_client()
    chief = next(account for account in queries.list_sign_ins() if account["role"] == "chief")
    browser.post("/api/v1/sessions", json={"username": chief["username"], "password": chief["password"]})
    answer = browser.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


def test_the_figures_are_what_the_records_say_when_they_are_asked_by_other_words(told: Flask) -> None:
    shown = page(told, "/figures?kind=month&at=2026-11-15")
    written = {key: value for key, (value, _url) in faces.figures(shown).items()}
    counted = recount()
    assert abs(float(written.pop("wait").removesuffix(" giờ").replace(",", ".")) - waited()) < 0.1
    assert {key: faces.number(value) for key, value in written.items()} == counted
    assert counted["approved"] > 40 and counted["incidents"] > 5
    assert 90 < counted["coverage"] < 100 > counted["on_time"]
    assert faces.points(shown) == coverage()

    happened = rows(INCIDENTS)
    assert {code: count for code, (count, _url) in faces.kinds(shown).items()} == Counter(row[0] for row in happened)
    groups = dict(rows("SELECT code, task_group FROM category WHERE task_group IS NOT NULL"))
    by_task = Counter(str(groups[row[0]]) for row in happened if row[0] in groups)
    assert {article: count for article, (count, _url) in faces.tasks(shown).items()} == by_task
    hours_of_night = Counter(moment(row[2]).astimezone(VIETNAM).hour for row in happened)
    cells = [faces.number(words) for words in faces.heat(shown)]
    assert sum(cells) == hours_of_night.total()
    for team, numbers in faces.teams(shown).items():
        mine = f"FROM report JOIN team ON team.commune_id = report.commune_id AND team.id = report.team_id WHERE {NIGHTS}"
        its_id = f"REPLACE(CAST(team.id AS VARCHAR(36)), '-', '') = '{team.replace('-', '')}'"
        known = [
            one(f"SELECT count(*) {mine} AND {LIVE} AND {its_id}"),
            one(f"SELECT count(*) {mine} AND {DONE} AND {its_id}"),
            one(f"SELECT sum(incidents) {mine} AND {DONE} AND {its_id}"),
        ]
        assert numbers == known, team
