"""The figures stay what their records say, whatever happens and in whichever order; and a count by other means agrees."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from app.figures import queries, rules, service
from app.figures.models import TeamNight, VillageKind, VillageMonth
from app.figures.rules import COUNTED, HAPPENED
from app.reports.models import Incident, Report
from app.roster import service as roster
from app.roster.models import Checkpoint, PlannedShift
from app.roster.rules import Point
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.histories import Commune, move
from tests.mergers.conftest import Sunday, sunday
from tests.nights import at, body_of, incident, operation, patrol, push_one, submit
from tests.roster.plans import NIGHT, add_route, plan, rostered, shift_of

__all__ = ["sunday"]
TABLES = (TeamNight, VillageMonth, VillageKind)


def kept() -> list[set[str]]:
    """Every row of the figures."""
    db.session.rollback()
    return [{str(dict(row)) for row in db.session.execute(select(table.__table__)).mappings()} for table in TABLES]


def sums(table: Any, *names: str) -> list[int]:
    """The columns added up over all rows."""
    db.session.rollback()
    return [int(one or 0) for one in db.session.execute(select(*(func.sum(getattr(table, name)) for name in names))).one()]


def check_against_records() -> None:
    """What the reports and the roster say when they are asked by other words."""
    live = Report.state.not_in(["withdrawn", "rejected"])
    approved = Report.state.in_(["approved", "locked"])
    names = ("incidents", "rounds", "passes", "people", "guests", "reminders", "helped", "activities")
    told = db.session.execute(select(*(func.sum(getattr(Report, name)) for name in names)).where(approved)).one()
    figures = ["turns" if name == "people" else name for name in names]
    assert sums(TeamNight, *figures) == [int(one or 0) for one in told]
    assert sums(TeamNight, "received", "approved") == [
        db.session.scalar(select(func.count()).select_from(Report).where(one)) for one in (live, approved)
    ]
    reported = select(Report.shift_id).where(live)
    gaps = (PlannedShift.state == "planned") & PlannedShift.id.not_in(reported)
    assert sums(TeamNight, "unreported") == [db.session.scalar(select(func.count()).select_from(PlannedShift).where(gaps))]
    of_approved = select(Incident.category, func.count(), func.sum(Incident.people)).join(
        Report, (Report.commune_id == Incident.commune_id) & (Report.id == Incident.report_id)
    )
    by_kind = of_approved.where(approved).group_by(Incident.category)
    numbers = (func.sum(VillageKind.incidents), func.sum(VillageKind.people))
    rows = db.session.execute(select(VillageKind.category, *numbers).group_by(VillageKind.category))
    assert {tuple(row) for row in rows} == {tuple(row) for row in db.session.execute(by_kind)}


SPANS = tuple(
    (date(2026, *first), date(2026, *last)) for first, last in (((10, 15), (12, 1)), ((11, 1), (11, 20)), ((1, 1), (12, 1)))
)
# While the nights of the reports are recent, on the first of the month that follows them, and when they are old.
TONIGHTS = date(2026, 11, 25), date(2026, 12, 1), date(2026, 12, 2)


def check_what_is_remembered(vinh: Person) -> None:
    """The page of figures, which reads again only the nights and spans that were touched, says what reading all says."""
    db.session.rollback()
    actor, whole = vinh.actor(), SPANS[0]
    stops = {one: queries.read_stops(actor, rules.columns_of(*one)) for one in SPANS}
    for tonight in TONIGHTS:
        shown = queries.read_overview(actor, SPANS, SPANS[2], tonight)
        assert list(shown.spans) == queries.read_sums(actor, SPANS, tonight)
        assert shown.months == queries.sums_by_month(actor, *SPANS[2], tonight)
        assert shown.week == queries.hours_of_week(actor, *whole)
        assert shown.by_team == queries.sums_by_team(actor, *whole, tonight)
        for one in SPANS:
            told = queries.read_overview(actor, (one,), SPANS[2], tonight).stops
            cells = {(str(stop.id), column): point for stop in told for column, point in stop.cells.items()}
            columns = zip(rules.columns_of(*one), stops[one], strict=True)
            assert cells == {(key, column): point for column, here in columns for key, point in here.items()}
    db.session.rollback()


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("seed", [3, 17, 40])
def test_after_whatever_happened_the_figures_are_what_a_new_count_gives(
    seed: int, client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    commune = Commune(client, random.Random(seed), [binh, thanh], vinh)
    commune.send()
    deeds: dict[Callable[[], None], int] = {
        commune.send: 3,
        commune.decide: 6,
        commune.plan: 4,
        commune.part: 2,
        commune.addendum: 1,
        commune.amend: 3,
        commune.correct: 3,
        commune.erase: 1,
        commune.withdraw: 1,
    }
    for number, deed in enumerate(commune.chance.choices(list(deeds), weights=list(deeds.values()), k=30)):
        deed()
        if number % 3 == 0:
            check_what_is_remembered(vinh)

    check_against_records()
    before = kept()
    assert sums(TeamNight, *COUNTED) == sums(VillageMonth, *COUNTED)
    assert sums(TeamNight, "incidents", "grave") == sums(VillageKind, *HAPPENED[:2])
    db.session.rollback()
    assert service.rebuild() >= len(before[0])
    assert kept() == before and before[0] and commune.planned


class Walked(Commune):
    """The same on routes, whose points are tapped, skipped, left out, added and taken up again in between."""

    def __init__(self, client: ActingClient, chance: random.Random, phones: list[Person], vinh: Person) -> None:
        super().__init__(client, chance, phones, vinh)
        self.ways = {person.key: add_route(vinh, person) for person in phones}
        for person in phones:
            plan(vinh, person, NIGHT, route_id=self.ways[person.key])

    def send(self) -> None:
        """A report of a shift that was not planned."""
        person = self.chance.choice(self.phones)
        body, incidents = self.body(person)
        op = submit(person, body=body)
        assert push_one(self.client, person, op)["status"] == "applied"
        self.sent.append((person, op, incidents))

    def points(self, person: Person, *, ended: bool = False) -> list[Checkpoint]:
        here = select(Checkpoint).where(Checkpoint.route_id == self.ways[person.key]).order_by(Checkpoint.id)
        return list(db.session.scalars(here if ended else here.where(Checkpoint.ended_at.is_(None))))

    def body(self, person: Person) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        body, incidents = super().body(person)
        taps = []
        for number, point in enumerate(self.points(person, ended=True)):
            state = self.chance.choice(["normal", "matter", "skipped", ""])
            told = {"checkpoint_id": str(point.id), "at": at(f"22:{10 + number}"), "state": state, "how": "tap"}
            taps += [told | {"note": "Đường ngập"}] if state else []
        db.session.rollback()
        return body | {"rounds": [patrol(whole=True), patrol() | {"passes": taps}]}, incidents

    def rework(self) -> None:
        """Another way: fewer points, one more, or one that was left out before."""
        person = self.chance.choice(self.phones)
        known = self.points(person, ended=True)
        kept = [Point(one.name, id=one.id) for one in known if self.chance.random() < 0.6] or [Point("Cổng chợ")]
        new = [Point(f"Điểm {len(known)}")] if self.chance.random() < 0.5 else []
        with unit_of_work():
            roster.change_route(self.vinh.actor(), self.ways[person.key], "Tuyến", points=[*kept, *new])


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("seed", [5, 23])
def test_checkpoints_are_kept_through_whatever_happens_to_routes(
    seed: int, client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    commune = Walked(client, random.Random(seed), [binh, thanh], vinh)
    for person in commune.phones:
        op = submit(person, shift_id=shift_of(person), body=commune.body(person)[0])
        assert push_one(client, person, op)["status"] == "applied"
        move(client, vinh, op["report_id"], "approve")
    deeds = [commune.rework, commune.rework, commune.send, commune.decide]
    commune.send()
    for number, deed in enumerate(commune.chance.choices(deeds, k=14)):
        deed()
        if number % 4 == 0:
            check_what_is_remembered(vinh)
    before = kept()
    points, reached = sums(TeamNight, "points", "reached")
    assert 0 < reached < points and [points, reached] == sums(VillageMonth, "points", "reached")
    db.session.rollback()
    service.rebuild()
    assert kept() == before


@pytest.mark.usefixtures("inside")
def test_a_night_counts_once_it_is_approved_and_a_corrected_class_at_once(
    client: ActingClient, binh: Person, vinh: Person
) -> None:
    noise = incident("A03", 2, people=6)
    push_one(client, binh, rostered(binh, "roster.plan", member_ids=[str(binh.member_id)]))
    assert sums(TeamNight, "planned", "unreported", "received") == [1, 1, 0]
    op = submit(binh, shift_id=shift_of(binh), body=body_of(binh, incidents=[noise]))
    push_one(client, binh, op)
    assert sums(TeamNight, "planned", "unreported", "received", "on_time", "approved", "turns") == [1, 0, 1, 1, 0, 0]
    move(client, vinh, op["report_id"], "approve")
    db.session.rollback()
    (row,) = db.session.scalars(select(TeamNight)).all()
    # From 22:02 to 03:50.
    assert (row.nights, row.turns, row.minutes, row.person_minutes) == (1, 1, 348, 348)
    assert row.members == {str(binh.member_id): 348}
    assert row.kinds == {"A03": [1, 0, 6, 0]}
    changes = {"category": "A02", "severity": 3}
    move(client, vinh, op["report_id"], "correct", incident_id=noise["incident_id"], changes=changes, reason="Nhầm loại")
    db.session.rollback()
    (kind,) = db.session.scalars(select(VillageKind)).all()
    assert (kind.category, kind.incidents, kind.grave, kind.people) == ("A02", 1, 1, 6)


@pytest.mark.usefixtures("inside")
def test_a_night_that_moves_leaves_nothing_behind(client: ActingClient, binh: Person, vinh: Person) -> None:
    op = submit(binh)
    push_one(client, binh, op)
    move(client, vinh, op["report_id"], "return", reasons=["other"], comment="Sai đêm")
    more = {"report_id": op["report_id"], "shift_id": op["shift_id"], "base_version": 1, "photos": []}
    body = body_of(binh, night="2026-11-20", started_at=at("22:00", "2026-11-20"), ended_at=at("03:00"))
    assert push_one(client, binh, operation(binh, "report.amend", body=body, **more))["status"] == "applied"

    db.session.rollback()
    (row,) = db.session.scalars(select(TeamNight)).all()
    assert (row.night.isoformat(), row.received, row.sent_back, row.returned) == ("2026-11-20", 1, 1, 0)
    push_one(client, binh, operation(binh, "report.withdraw", report_id=op["report_id"]))
    assert kept() == [set(), set(), set()]


@pytest.mark.usefixtures("inside")
def test_a_merger_takes_the_planned_nights_along(client: ActingClient, sunday: Sunday, khanh: Person, vinh: Person) -> None:
    push_one(client, khanh, submit(khanh))
    for day in ("2026-11-21", "2026-11-25"):
        op = rostered(khanh, "roster.plan", date.fromisoformat(day), member_ids=[str(khanh.member_id)])
        assert push_one(client, khanh, op)["status"] == "applied"
    sunday.comes()
    db.session.rollback()
    planned = {(row.commune_id, row.night.isoformat(), row.planned) for row in db.session.scalars(select(TeamNight))}
    assert planned == {(khanh.commune_id, "2026-11-21", 1), (vinh.commune_id, "2026-11-25", 1)}
    before = kept()
    service.rebuild()
    assert kept() == before


@pytest.mark.usefixtures("inside")
def test_a_database_from_before_the_figures_is_counted(client: ActingClient, binh: Person) -> None:
    push_one(client, binh, submit(binh))
    before = kept()
    assert not service.is_behind()
    for table in TABLES:
        db.session.execute(delete(table))
    db.session.commit()
    assert service.is_behind()
    db.session.rollback()
    assert service.rebuild() == 1
    assert kept() == before
