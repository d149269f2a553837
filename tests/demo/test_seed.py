"""The demo commune is made through the real verbs, once, and nowhere but in a demo."""

import json
from collections import Counter
from datetime import date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.core import clock
from app.core.errors import DomainError
from app.core.night import VIETNAM, month_ends
from app.demo import queries, rules, service
from app.journal import queries as journal
from app.journal.models import JournalNote
from app.people import queries as people
from app.people import service as people_service
from app.registry import queries as models
from app.registry.rules import LIVING
from app.roster import queries as roster
from app.roster import service as roster_service
from app.roster.rules import Plan
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.demo.conftest import NOW
from tests.demo.data_files import teams

THIS, NEXT = date(2026, 11, 1), date(2026, 12, 1)


def rows() -> dict[str, int]:
    names = ("unit", "village", "team", "member", "membership", "account", "route", "checkpoint", "planned_shift")
    tables = {table.name: table for table in db.metadatas[None].sorted_tables if table.name in names}
    return {name: db.session.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables.items()}


def test_seeding_again_changes_nothing(seeded: Flask) -> None:
    before, notes = rows(), journal.head_of("99001")
    with unit_of_work():
        service.seed_demo()

    assert rows() == before
    assert journal.head_of("99001") == notes
    assert list(journal.find_faults("99001")) == []


def test_eight_teams_stand_in_the_order_of_their_villages(seeded: Flask) -> None:
    found = people.list_teams(queries.get_chief(), NOW.date())

    assert [team.name for team in found] == [team["name"] for team in teams().values()]
    assert [len(team.members) for team in found] == [3, 8, 4, 3, 10, 5, 5, 6]
    assert all(team.members[0].role == "leader" for team in found)


def test_each_team_has_its_route(seeded: Flask) -> None:
    routes = {route.team_name: route for route in roster.list_routes(queries.get_chief())}

    assert len(routes) == 8
    assert routes["Tổ BVANTT thôn Chợ Mới"].points[0].name == "Cổng chợ"


def test_this_month_and_the_next_follow_the_calendars(seeded: Flask) -> None:
    chief = queries.get_chief()
    ids = {team.name: team.id for team in people.list_teams(chief, NOW.date())}
    for spec in teams().values():
        for month in (THIS, NEXT):
            first, last = month_ends(month)
            meant = [(shift.night, shift.preset) for shift in rules.shifts_between(spec, first, last)]
            planned = roster.list_shifts(chief, first, last, team_id=ids[spec["name"]])
            assert [(shift.night, shift.preset) for shift in planned] == meant
    assert roster.list_shifts(chief, date(2027, 1, 1), date(2027, 12, 31)) == []


def test_a_month_that_somebody_has_planned_is_left_alone(seeded: Flask) -> None:
    chief = queries.get_chief()
    with clock.frozen(datetime(2027, 1, 3, 9, tzinfo=VIETNAM)):
        team = people.list_teams(chief, date(2027, 1, 3))[0]
        with unit_of_work():
            roster_service.plan_shift(chief, team.id, Plan(date(2027, 1, 9), "night", [team.members[0].id]))
        with unit_of_work():
            service.seed_demo()

        assert len(roster.list_shifts(chief, date(2027, 1, 1), date(2027, 1, 31), team_id=team.id)) == 1
        assert roster.list_shifts(chief, date(2027, 2, 1), date(2027, 2, 28), team_id=team.id)


def test_everybody_of_the_office_can_sign_in(seeded: Flask) -> None:
    told = {}
    for account in queries.list_sign_ins():
        body = {"username": account["username"], "password": account["password"]}
        told[account["role"]] = seeded.test_client().post("/api/v1/sessions", json=body).json["account"]["role"]

    assert told == {role: role for role in told} and len(told) == 9


def test_the_sign_in_page_offers_them(seeded: Flask) -> None:
    page = seeded.test_client().get("/sign-in").get_data(as_text=True)

    assert "Dữ liệu minh họa" in page
    assert rules.PASSWORD in page
    assert all(account["username"] in page for account in queries.list_sign_ins())


def test_the_commune_has_its_own_duty_phone(seeded: Flask) -> None:
    settings = people.phone_settings("99001", "99", NOW.date())

    assert (settings["duty_phone"], settings["demo"]) == ("0900000113", True)
    assert people.phone_settings("24958", "68", NOW.date())["duty_phone"] == ""


def test_invitations_are_one_json_object_for_programs(seeded: Flask) -> None:
    done = seeded.test_cli_runner().invoke(args=["demo", "invitations", "--json"])

    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told.keys() == {"base_url", "office", "invitations"}
    assert told["base_url"] == "http://127.0.0.1:8000"
    assert all(one.keys() == {"username", "password", "role", "commune"} for one in told["office"])
    assert [one["team"] for one in told["invitations"]] == [team["name"] for team in teams().values()]
    for one in told["invitations"]:
        assert one.keys() == {"team", "team_id", "code", "url"}
        for code in (one["code"], one["url"].partition("/app/#/enrol/")[2]):
            team, _ = people_service.preview_enrolment(code)
            assert str(team.id) == one["team_id"]


def test_invitations_are_fresh_each_time(seeded: Flask) -> None:
    runner = seeded.test_cli_runner()
    first, second = (json.loads(runner.invoke(args=["demo", "invitations", "--json"]).stdout) for _ in range(2))

    assert not {one["code"] for one in first["invitations"]} & {one["code"] for one in second["invitations"]}


def test_before_seeding_the_command_says_what_to_do(demo: Flask) -> None:
    done = demo.test_cli_runner().invoke(args=["demo", "invitations"])

    assert done.exit_code != 0
    assert "flask demo seed" in done.output


@pytest.mark.parametrize("command", ["seed", "invitations", "fill"])
def test_nothing_of_the_demo_happens_outside_it(app: Flask, inside: None, command: str) -> None:
    done = app.test_cli_runner().invoke(args=["demo", command])

    assert done.exit_code != 0
    assert "no demo" in done.output
    with pytest.raises(DomainError):
        queries.get_chief()
    assert "Tài khoản dùng thử" not in app.test_client().get("/sign-in").get_data(as_text=True)


def test_the_journal_of_the_demo_tells_its_making(seeded: Flask) -> None:
    kinds = Counter(db.session.scalars(select(JournalNote.kind).where(JournalNote.commune_id == "99001")))

    assert (kinds["village.added"], kinds["team.added"], kinds["route.added"]) == (8, 8, 8)
    assert kinds["roster.planned"] == rows()["planned_shift"] > 300


def test_turns_pass_through_everybody() -> None:
    for spec in teams().values():
        watches = list(rules.shifts_between(spec, THIS, date(2026, 11, 30)))
        walked = Counter(place for shift in watches for place in shift.who)

        assert walked.keys() == set(range(len(spec["members"])))
        assert max(walked.values()) - min(walked.values()) <= max(2, len(watches) // 3)


def test_seasons_may_span_the_turn_of_the_year() -> None:
    forest = teams()["T6"]
    presets = {
        month: {shift.preset for shift in rules.shifts_between(forest, date(2026, month, 1), date(2026, month, 28))}
        for month in (1, 4, 5, 10, 11)
    }

    assert presets == {1: {"evening"}, 4: {"evening"}, 5: {"night"}, 10: {"night"}, 11: {"evening"}}
    first = next(rules.shifts_between(forest, date(2026, 11, 2), date(2026, 11, 30)))
    assert (first.start, first.end) == (time(20), time(0))


def test_the_book_of_models_adds_up(seeded: Flask) -> None:
    """The invented commune's list: 53 sites that live, 42 groups with 182 members, 96 households of neighbours."""
    found = models.list_sites(queries.get_chief(), NOW.date())
    living = [row for row in found if row.site.state in LIVING]
    sums = models.total(living)

    assert (len(living), sums.groups, sums.members, sums.households) == (53, 42, 182, 96)
    assert Counter(row.site.level for row in living) == {"tot": 31, "kha": 17, "tb": 2, "yeu": 1, None: 2}
    assert {row.site.name for row in found if row.site.state == "awaiting"} == {
        'Tổ tuần tra tự quản "dân cử, dân nuôi" Gò Dâu'
    }
    assert sum(row.site.parent_id is not None for row in found) == 5
