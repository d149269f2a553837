"""What lives goes over: teams, members, the roster ahead, phones, people at desks; and nothing of it stands twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.core import clock
from app.core.errors import DomainError
from app.core.ids import shift_id_of
from app.journal import queries as journal
from app.mergers.rules import Standing, find_obstacles
from app.people import queries as people
from app.people import service as team_verbs
from app.people.models import Account, Device, Invitation, Membership, Team
from app.roster import queries as roster
from app.roster import service as planning
from app.roster.models import Notice, PlannedShift
from app.roster.rules import Plan, Point
from app.units import queries as units
from app.units.models import Unit
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import PROVINCE, Cast, Person
from tests.mergers.conftest import FIRST_DAY, FORMER, HEIR, MORNING, Sunday, merge
from tests.nights import entities, operation, pull, push_one
from tests.people.people import enrolment, invite

THIRD = "24943"


def _plan(dung: Person, khanh: Person) -> None:
    """Last night and tonight on the roster, along a route, with a word to everybody."""
    with unit_of_work():
        route = planning.add_route(dung.actor(), khanh.team_id, "Vòng chợ", points=[Point("Cổng chợ"), Point("Cầu sắt")])
        route_id = route.id
    nights = [FIRST_DAY - timedelta(days=1), FIRST_DAY]
    plans = [Plan(night, "night", [khanh.member_id], route_id) for night in nights]  # type: ignore[list-item]
    with unit_of_work():
        planning.plan_nights(dung.actor(), khanh.team_id, plans)
        planning.post_notice(dung.actor(), "Họp tổ", "19 giờ thứ Hai")


def _now(person: Person) -> Any:
    """The person as an actor of today, read anew."""
    return people.actor_of(db.session.get_one(Account, person.id))


def test_everything_that_lives_goes_over_under_its_own_id(inside: None, sunday: Sunday, dung: Person, khanh: Person) -> None:
    _plan(dung, khanh)
    counts = sunday.comes().counts

    chief = _now(dung)
    team = people.get_team(chief, khanh.team_id, FIRST_DAY)
    (route,) = roster.list_routes(chief, team_id=khanh.team_id)
    assert counts == {
        "villages": 1, "teams": 1, "members": 1, "memberships": 1, "routes": 1, "checkpoints": 2, "shifts": 1,
        "notices": 1, "phones": 1, "invitations": 0, "accounts": 1,
    }  # fmt: skip
    assert (team.commune_id, team.commune_name, team.village_name) == (HEIR, "Xã Đức Trọng", "Trại Thông")
    assert [member.id for member in team.members] == [khanh.member_id]
    assert [point.name for point in route.points] == ["Cổng chợ", "Cầu sắt"]
    assert chief.commune_id == HEIR and chief.books == (HEIR, FORMER)


def test_a_planned_night_stands_in_one_book_alone(inside: None, sunday: Sunday, dung: Person, khanh: Person) -> None:
    _plan(dung, khanh)
    sunday.comes()

    stands = {row.night: row.commune_id for row in db.session.scalars(select(PlannedShift))}
    shifts = roster.list_shifts(_now(dung), FIRST_DAY - timedelta(days=1), FIRST_DAY, team_id=khanh.team_id)
    assert stands == {FIRST_DAY - timedelta(days=1): FORMER, FIRST_DAY: HEIR}
    assert [[member.name for member in one.members] for one in shifts] == [[khanh.name], [khanh.name]]


def test_what_two_members_asked_goes_over_with_the_night(
    client: ActingClient, app: Flask, sunday: Sunday, dung: Person, khanh: Person, khanh_now: Person
) -> None:
    assert khanh.team_id is not None
    with app.app_context():
        _plan(dung, khanh)
        with unit_of_work():
            since = date(2026, 1, 1)
            other = team_verbs.add_member(dung.actor(), khanh.team_id, "Lê Văn Tám", role="member", since=since)
            other_id = str(other.id)
    shift_id = str(shift_id_of(khanh.team_id, FIRST_DAY.isoformat(), "night"))
    body = {"night": FIRST_DAY.isoformat(), "preset": "night"}
    ask = operation(khanh, "swap.ask", shift_id=shift_id, body=body | {"asked_id": other_id})
    assert push_one(client, khanh, ask)["status"] == "applied"
    sunday.comes()

    (swap,) = entities(pull(client, khanh), "shift")[shift_id]["swaps"]
    assert (swap["swap_id"], swap["state"]) == (ask["op_id"], "asked")
    said = body | {"swap_id": ask["op_id"], "answer": "agreed"}
    answer = operation(khanh_now, "swap.answer", shift_id=shift_id, body=said) | {"actor_id": other_id}
    assert push_one(client, khanh, answer)["status"] == "applied"
    assert entities(pull(client, khanh), "shift")[shift_id]["member_ids"] == [other_id]


def test_a_night_of_the_old_commune_can_still_be_called_off(
    inside: None, sunday: Sunday, dung: Person, khanh: Person
) -> None:
    _plan(dung, khanh)
    sunday.comes()
    night = FIRST_DAY - timedelta(days=1)
    (shift,) = roster.list_shifts(_now(dung), night, night, team_id=khanh.team_id)

    with unit_of_work():
        planning.call_off(_now(dung), shift.id, "Mưa bão")
    (row,) = db.session.scalars(select(PlannedShift).where(PlannedShift.night == night))
    assert (row.commune_id, row.state) == (FORMER, "called-off")
    assert list(journal.find_faults(FORMER)) == []


def test_a_word_to_all_teams_is_heard_by_those_alone_that_it_was_for(
    client: ActingClient, app: Flask, sunday: Sunday, dung: Person, khanh: Person, binh: Person
) -> None:
    with app.app_context():
        _plan(dung, khanh)
    sunday.comes()

    assert [one["title"] for one in entities(pull(client, khanh), "notice").values()] == ["Họp tổ"]
    assert entities(pull(client, binh), "notice") == {}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Notice)) == 2


def test_what_had_ended_before_keeps_its_dates(inside: None, sunday: Sunday, khanh: Person) -> None:
    sunday.comes()

    spans = {
        row.commune_id: (row.valid_from, row.valid_to)
        for row in db.session.scalars(select(Team).where(Team.id == khanh.team_id))
    }
    memberships = select(Membership).where(Membership.member_id == khanh.member_id)
    dates = {row.commune_id: (row.valid_from, row.valid_to) for row in db.session.scalars(memberships)}
    before = (date(2026, 1, 1), FIRST_DAY - timedelta(days=1))
    assert spans == dates == {FORMER: before, HEIR: (FIRST_DAY, None)}


def test_the_phone_keeps_its_cookie_and_its_old_row_opens_no_door(
    client: ActingClient, app: Flask, sunday: Sunday, khanh: Person
) -> None:
    sunday.comes()

    me = client.get("/api/v1/me", as_=khanh).json
    assert me is not None and me["team"]["id"] == str(khanh.team_id)
    with app.app_context():
        rows = {row.commune_id: row for row in db.session.scalars(select(Device).where(Device.id == khanh.id))}
        assert rows[FORMER].revoked_at is not None and rows[HEIR].revoked_at is None
        assert rows[FORMER].rescue_key == rows[HEIR].rescue_key


def test_a_sheet_that_was_printed_in_the_morning_still_lets_a_phone_in(
    client: ActingClient, app: Flask, sunday: Sunday, dung: Person, khanh: Person
) -> None:
    with app.app_context():
        code = invite(dung, khanh.team_id).code
    sunday.comes()

    done = client.post("/api/v1/enrolments", json=enrolment(code), headers={"Keng-Client": "phone"})
    assert done.status_code == 201 and done.json is not None
    assert done.json["commune"]["id"] == HEIR
    with app.app_context():
        assert (
            db.session.scalar(
                select(func.count()).where(Invitation.expires_at > clock.now(), Invitation.commune_id == FORMER)
            )
            == 0
        )


def test_a_signed_in_officer_goes_on_and_sees_both_communes(
    client: ActingClient, sunday: Sunday, dung: Person, vinh: Person
) -> None:
    assert "Suối Cạn" not in client.get("/teams", as_=dung).get_data(as_text=True)
    sunday.comes()

    for chief in (dung, vinh):
        page = client.get("/teams", as_=chief).get_data(as_text=True)
        assert page.count("Tổ BVANTT thôn Trại Thông") >= 1 and "Suối Cạn" in page


def test_an_officer_for_villages_still_answers_for_those_alone(
    client: ActingClient, sunday: Sunday, ha: Person, khanh: Person
) -> None:
    sunday.comes()

    assert client.get(f"/teams/{khanh.team_id}", as_=ha).status_code == 404


def test_the_tree_of_units_tells_what_became_of_it(inside: None, sunday: Sunday) -> None:
    sunday.comes()

    former = db.session.get_one(Unit, FORMER)
    assert former.valid_to == FIRST_DAY - timedelta(days=1)
    assert [unit.id for unit in units.list_successors(FORMER, FIRST_DAY)] == [HEIR]
    assert units.path_of(FORMER, former.valid_to) == ("Tỉnh Lâm Đồng", "Xã Đơn Dương")


def test_both_journals_are_whole_and_know_of_it(inside: None, sunday: Sunday) -> None:
    sunday.comes()

    assert [list(journal.find_faults(book)) for book in (FORMER, HEIR)] == [[], []]
    assert journal.list_communes(present=True) == [HEIR]
    assert journal.list_former(HEIR) == (FORMER,)


def test_a_commune_that_is_merged_again_hands_on_all_its_books(
    inside: None, sunday: Sunday, dung: Person, khanh: Person
) -> None:
    sunday.comes()
    with unit_of_work():
        db.session.add(
            Unit(id=THIRD, code=THIRD, kind="xa", name="Xã Tân Hội", name_folded="xa tan hoi", parent_id=PROVINCE)
        )
    with clock.frozen(MORNING + timedelta(days=30)):
        merge(HEIR, THIRD, on=FIRST_DAY + timedelta(days=30))

    chief = _now(dung)
    assert chief.books == (THIRD, FORMER, HEIR)
    assert journal.list_communes(present=True) == [THIRD]
    assert people.get_team(chief, khanh.team_id, FIRST_DAY + timedelta(days=30)).commune_id == THIRD


@pytest.mark.parametrize(
    ("former", "heir", "on"),
    [
        (FORMER, FORMER, FIRST_DAY),
        (FORMER, PROVINCE, FIRST_DAY),
        (PROVINCE, HEIR, FIRST_DAY),
        (FORMER, HEIR, FIRST_DAY + timedelta(days=1)),
        (FORMER, "99999", FIRST_DAY),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(inside: None, former: str, heir: str, on: date) -> None:
    with clock.frozen(MORNING), pytest.raises(DomainError):
        merge(former, heir, on)

    assert db.session.get_one(Unit, FORMER).valid_to is None
    assert journal.list_former(HEIR) == ()


def test_nobody_is_merged_twice(inside: None, sunday: Sunday) -> None:
    sunday.comes()

    with pytest.raises(DomainError) as refused:
        merge()
    assert refused.value.facts["errors"][0]["detail"] == f"{FORMER} was merged into {HEIR} already"


HERE = Standing(FORMER, is_commune=True, valid_to=None, has_book=True, continued_in=None)
THERE = Standing(HEIR, is_commune=True, valid_to=None, has_book=False, continued_in=None)


@pytest.mark.parametrize(
    ("former", "heir", "heirs", "words"),
    [
        (HERE, THERE, (), None),
        (HERE, THERE, (HEIR,), None),
        (HERE, THERE, (THIRD,), f"became {THIRD}"),
        (replace(HERE, has_book=False), THERE, (), "keeps no book"),
        (HERE, replace(THERE, valid_to=FIRST_DAY), (), "has ended itself"),
        (HERE, replace(THERE, continued_in=THIRD), (), "merged into"),
    ],
)
def test_each_obstacle_is_named(former: Standing, heir: Standing, heirs: tuple[str, ...], words: str | None) -> None:
    found = find_obstacles(former, heir, heirs, FIRST_DAY, FIRST_DAY)

    assert found == [] if words is None else len(found) == 1 and words in found[0]


@pytest.fixture
def run(app: Flask) -> Callable[..., Any]:
    """Run ``flask commune merge`` on the morning."""

    def command(*words: str) -> Any:
        with clock.frozen(MORNING):
            return app.test_cli_runner().invoke(args=["commune", "merge", *words])

    return command


def test_the_command_says_what_went_over_and_what_is_next(run: Callable[..., Any], cast: Cast) -> None:
    done = run(FORMER, HEIR, "--on", "2026-11-22")
    again = run(FORMER, HEIR)

    assert done.exit_code == 0 and f"{FORMER} goes on in {HEIR} from 22/11/2026: 1 villages, 1 teams" in done.output
    assert "flask account list" in done.output
    assert again.exit_code == 1 and "was merged into" in again.output
