"""The live demo: a morning's queue as it is, and a past that goes on by a night whenever one is over."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.core import clock
from app.core.actor import Actor
from app.core.night import VIETNAM
from app.demo import past, queries, service
from app.demo.past import Photos, Wish
from app.journal import queries as journal
from app.people import queries as people
from app.photos.models import Photo
from app.reports import queries as reports
from app.reports.models import MoveNote, Report
from app.reports.rules import Move, is_complete
from app.reports.service import moves
from app.roster import queries as roster
from app.settings import Settings
from app.sync.queries import changes_since
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.database_kinds import Databases
from tests.demo.conftest import NOW
from tests.demo.data_files import nights

LAST = date(2026, 11, 20)


@pytest.fixture(scope="module")
def told_once(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    name = f"told_{uuid4().hex[:8]}"
    folder = tmp_path_factory.mktemp("told")
    app = create_app(Settings.for_tests(database_url=databases.copy_template(name), data_dir=folder, demo=True))
    with clock.frozen(NOW), app.app_context():
        with unit_of_work():
            service.seed_demo()
        past.live_on(Wish(photos=Photos.NONE))
        db.session.remove()
        db.engine.dispose()
    yield app
    with app.app_context():
        db.engine.dispose()
    databases.drop(name)


@pytest.fixture
def morning(told_once: Flask) -> Iterator[Flask]:
    """The live demo at ``NOW``, for tests that only look."""
    with clock.frozen(NOW), told_once.app_context():
        yield told_once
        db.session.rollback()


def team_id(village: str) -> object:
    return next(team.id for team in people.list_teams(queries.get_chief(), LAST) if team.village_name == village)


def states(night: date) -> Counter[str]:
    rows = db.session.execute(select(Report.state, func.count()).where(Report.night == night).group_by(Report.state))
    return Counter(dict(rows.all()))


def test_last_night_waits_in_the_queue(morning: Flask) -> None:
    chief = queries.get_chief()
    waiting = reports.list_waiting(chief)

    assert {row.facts.night for row in waiting} == {LAST}
    assert sorted(row.facts.severity for row in waiting) == [0, 0, 0, 0, 0, 1, 2, 3]
    assert [row.facts.quiet for row in waiting].count(True) == 5
    assert all(is_complete(row.facts.photos_expected, row.facts.photos_ready) for row in waiting)
    assert {row.village for row in waiting} == {village.name for village in people.list_villages(chief, LAST)} - {"Cầu Đá"}


def test_one_planned_shift_has_no_report(morning: Flask) -> None:
    gaps = reports.list_gaps(queries.get_chief(), LAST - timedelta(days=2), LAST, clock.now())

    assert [(gap.village, gap.night) for gap in gaps] == [("Cầu Đá", LAST)]


def test_a_report_of_a_few_nights_ago_waits_for_its_team(morning: Flask) -> None:
    (report,) = db.session.scalars(select(Report).where(Report.state == "returned"))
    (move,) = db.session.scalars(select(MoveNote).where(MoveNote.report_id == report.id))

    assert (report.team_id, report.night) == (team_id("Chợ Mới"), LAST - timedelta(days=2))
    assert move.fields == ["/incidents/0/informed", "/incidents/0"]
    assert report.due_at is not None and report.due_at > NOW
    (body,) = reports.bodies_of(["99001"], [report]).values()
    assert "duty" not in {one["whom"] for one in body["incidents"][0]["informed"]}


def test_the_teams_phone_hears_of_it(morning: Flask) -> None:
    phone = Actor("device", id=None, role="team", commune_id="99001", team_id=team_id("Chợ Mới"))  # type: ignore[arg-type]
    shown = [one for one in changes_since(phone, None, 500).changes if one["entity"] == "report"]
    returned = [one for one in shown if one["state"] == "returned"]

    assert len(returned) == 1 and returned[0]["body"]["incidents"]


def test_everything_before_is_approved(morning: Flask) -> None:
    for back in range(1, 17):
        expected = {"approved", "returned"} if back == 2 else {"approved"}
        assert states(LAST - timedelta(days=back)).keys() <= expected | {"rejected"}


def test_all_thirty_written_nights_are_told_on_planned_shifts(morning: Flask) -> None:
    told_words = {night["remark"].removeprefix("Thứ bảy") for night in nights()}
    planned = {shift.id for shift in roster.list_shifts(queries.get_chief(), LAST.replace(day=1), LAST)}
    rows = db.session.scalars(select(Report)).all()
    bodies = reports.bodies_of(["99001"], rows)
    found = [row for row in rows if any(bodies[row.id]["remark"].endswith(words) for words in told_words)]

    assert len(found) >= 30
    assert {row.shift_id for row in rows} <= planned
    assert max(row.received_at for row in rows) <= clock.now()


def test_no_night_of_the_month_is_missing(morning: Flask) -> None:
    gaps = reports.list_gaps(queries.get_chief(), LAST.replace(day=1), LAST, clock.now())

    assert {gap.night for gap in gaps} == {LAST}


def test_tonight_is_planned(morning: Flask) -> None:
    assert roster.list_shifts(queries.get_chief(), NOW.date(), NOW.date())


def test_the_journal_is_whole_and_again_adds_nothing(morning: Flask) -> None:
    before = journal.head_of("99001")
    again = past.live_on(Wish(photos=Photos.NONE))

    assert (again.reports, again.steps) == (0, 0)
    assert journal.head_of("99001") == before
    assert list(journal.find_faults("99001")) == []


def test_days_later_the_demo_has_gone_on(told: Flask) -> None:
    with clock.frozen(NOW + timedelta(days=1)):
        done = past.live_on(Wish(photos=Photos.NONE))
        waiting = reports.list_waiting(queries.get_chief())

        assert done.reports > 3
        assert {row.facts.night for row in waiting} == {LAST + timedelta(days=1)}
        assert states(LAST).keys() == {"approved"}
        assert past.live_on(Wish(photos=Photos.NONE)).reports == 0
    with clock.frozen(NOW + timedelta(days=3)):
        past.live_on(Wish(photos=Photos.NONE))

        assert not db.session.scalars(select(Report).where(Report.state == "returned", Report.night <= LAST)).all()
    assert list(journal.find_faults("99001")) == []


def test_what_a_person_decided_stays(told: Flask) -> None:
    grave = max(reports.list_waiting(queries.get_chief()), key=lambda row: row.facts.severity)
    with unit_of_work():
        chief = queries.get_chief()
        moves.move_report(chief, grave.facts.id, Move.RETURN, rev=grave.facts.rev, reasons=["missing-result"])
    with clock.frozen(NOW + timedelta(days=2)):
        past.live_on(Wish(photos=Photos.NONE))

        assert db.session.scalar(select(Report.state).where(Report.id == grave.facts.id)) == "returned"


def test_early_in_the_morning_last_night_has_come_all_the_same(seeded: Flask) -> None:
    with clock.frozen(datetime(2026, 11, 21, 6, 20, tzinfo=VIETNAM)):
        past.live_on(Wish(photos=Photos.NONE))

        assert states(LAST) == {"submitted": 8}
        assert db.session.scalar(select(func.max(Report.received_at))) <= clock.now()  # type: ignore[operator]


def test_pictures_are_developed(seeded: Flask) -> None:
    done = past.live_on()

    assert done.photos > 40
    assert set(db.session.scalars(select(Photo.state).distinct())) == {"ready"}
    grave = max(reports.list_waiting(queries.get_chief()), key=lambda row: row.facts.severity)
    assert grave.facts.photos_ready == 3
    waiting = [row.facts.shift_id for row in reports.list_waiting(queries.get_chief()) if row.facts.night == LAST]
    digests = Counter(db.session.scalars(select(Photo.sha256)))
    fresh = set(db.session.scalars(select(Photo.sha256).where(Photo.owner_id.in_(waiting))))
    assert fresh and {digests[one] for one in fresh} == {1}, "the desk would ask about a photo that two nights share"
    assert list(journal.find_faults("99001")) == []


def test_the_command_fills_as_many_nights_as_asked(seeded: Flask) -> None:
    runner = seeded.test_cli_runner()
    first, again = (runner.invoke(args=["demo", "fill", "--nights", "5", "--photos", "none"]) for _ in range(2))

    assert first.exit_code == 0, first.output
    assert f"{LAST - timedelta(days=4)} to {LAST}: " in first.output
    assert {row.night for row in db.session.scalars(select(Report))} == {LAST - timedelta(days=n) for n in range(5)}
    assert ": 0 reports, 0 decisions" in again.output
