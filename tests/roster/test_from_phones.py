"""The roster as phones keep it: planned and called off by the leader, answered by all, never overwritten unseen."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.night import VIETNAM
from app.journal.models import JournalNote
from app.people import queries as people
from app.reports import queries as reports
from app.reports.models import ParkedOperation
from app.roster import queries, service
from app.roster.queries import ShiftRow
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import body_of, entities, fresh, pull, push, push_one, submit
from tests.roster.plans import NIGHT, add_route, own_team, plan, rostered, shift_of

TOMORROW = NIGHT + timedelta(days=1)


def planning(person: Person, *members: Person, night: date = NIGHT, **more: Any) -> dict[str, Any]:
    ids = [str(member.member_id) for member in members or (person,)]
    return rostered(person, "roster.plan", night, member_ids=ids, **more)


def calling_off(person: Person, reason: str = "Mưa bão", **more: Any) -> dict[str, Any]:
    return rostered(person, "roster.callOff", reason=reason, **more)


def answering(person: Person, answer: str, **more: Any) -> dict[str, Any]:
    return rostered(person, "roster.answer", answer=answer, **more)


def shifts(officer: Person, person: Person) -> list[ShiftRow]:
    db.session.rollback()
    return queries.list_shifts(officer.actor(), NIGHT, NIGHT + timedelta(days=20), team_id=own_team(person))


def refusal(result: dict[str, Any]) -> tuple[str, str]:
    return result["status"], result["problem"]["type"].rsplit("/", 1)[-1]


def test_the_leader_plans_a_shift_and_the_team_pulls_it(client: ActingClient, binh: Person, hoa: Person) -> None:
    result = push_one(client, binh, planning(binh, hoa, binh))

    told = entities(pull(client, hoa), "shift")[shift_of(binh)]
    assert (result["status"], result["version"]) == ("applied", 1)
    assert (told["version"], told["night"], told["starts_at"]) == (1, "2026-11-21", "2026-11-21T15:00:00+00:00")
    assert told["member_ids"] == [str(hoa.member_id), str(binh.member_id)]


def test_the_journal_tells_who_planned_and_names_nobody(client: ActingClient, inside: None, binh: Person) -> None:
    push_one(client, binh, planning(binh))

    note = db.session.scalars(select(JournalNote).where(JournalNote.kind == "roster.planned")).one()
    assert (note.actor, note.facts) == (f"member:{binh.member_id}", {"night": "2026-11-21", "preset": "night"})


@pytest.mark.parametrize("kind", ["plan", "call off"])
def test_who_is_not_the_leader_keeps_no_roster(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person, kind: str
) -> None:
    plan(ha, binh, TOMORROW)
    op = planning(hoa) if kind == "plan" else calling_off(hoa, night=TOMORROW, base=1)

    result = push_one(client, hoa, op)

    assert refusal(result) == ("held", "not-leader")
    assert [(one.night, one.state) for one in shifts(ha, binh)] == [(TOMORROW, "planned")]
    assert "lịch ca" in client.get("/held", as_=ha).get_data(as_text=True) or kind != "plan"


def test_a_change_on_what_is_no_longer_there_is_a_conflict_and_changes_nothing(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person
) -> None:
    push_one(client, binh, planning(binh))
    plan(ha, hoa, NIGHT)

    late = push_one(client, binh, planning(binh, binh, hoa, base=1))
    unknowing = push_one(client, binh, calling_off(binh, base=1))

    assert refusal(late) == refusal(unknowing) == ("conflict", "roster-changed")
    (shift,) = shifts(ha, binh)
    assert (shift.version, shift.state, [one.id for one in shift.members]) == (2, "planned", [hoa.member_id])


def test_a_conflict_of_the_roster_is_the_phones_and_no_work_of_the_desk(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person
) -> None:
    plan(ha, hoa, NIGHT)
    push_one(client, binh, planning(binh))
    assert "lịch ca" not in client.get("/held", as_=ha).get_data(as_text=True)

    push_one(client, binh, planning(binh, base=1))

    assert db.session.query(ParkedOperation).one().resolution == "superseded"


def test_two_phones_that_plan_the_same_agree(client: ActingClient, inside: None, ha: Person, binh: Person) -> None:
    first, second = push_one(client, binh, planning(binh)), push_one(client, binh, planning(binh))

    assert (first["version"], second["status"], second["version"]) == (1, "applied", 1)


def test_changes_on_top_of_each_other_arrive_in_one_batch(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person
) -> None:
    first = planning(binh)
    second = planning(binh, binh, hoa, follows=first["op_id"])
    third = calling_off(binh, follows=second["op_id"])

    results = push(client, binh, first, second, third)

    assert [(one["status"], one["version"]) for one in results] == [("applied", 1), ("applied", 2), ("applied", 3)]
    assert push_one(client, binh, second)["status"] == "duplicate"
    assert [(one.state, one.reason) for one in shifts(ha, binh)] == [("called-off", "Mưa bão")]


def test_what_follows_a_change_in_conflict_is_in_conflict_too(
    client: ActingClient, inside: None, ha: Person, binh: Person
) -> None:
    plan(ha, binh, NIGHT)
    first = planning(binh, base=7, route_id=str(add_route(ha, binh)))
    second = calling_off(binh, base=1, follows=first["op_id"])

    assert [refusal(one) for one in push(client, binh, first, second)] == [("conflict", "roster-changed")] * 2


def test_what_follows_a_change_that_is_still_on_its_way_waits(client: ActingClient, binh: Person) -> None:
    assert refusal(push_one(client, binh, calling_off(binh, follows=fresh()))) == ("retry", "busy")


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"preset": "afternoon"}, "/body/preset"),
        ({"night": NIGHT - timedelta(days=1)}, "/body/night"),
        ({"route_id": fresh()}, "/body/route_id"),
    ],
)
def test_a_plan_that_does_not_fit_is_held_and_names_the_place(
    client: ActingClient, binh: Person, more: dict[str, Any], pointer: str
) -> None:
    result = push_one(client, binh, planning(binh, **more))

    assert refusal(result) == ("held", "invalid")
    assert [one["pointer"] for one in result["problem"]["errors"]] == [pointer]


def test_somebody_of_another_team_cannot_be_planned(client: ActingClient, binh: Person, thanh: Person) -> None:
    assert refusal(push_one(client, binh, planning(binh, thanh))) == ("held", "invalid")


def test_a_shift_under_another_id_is_held(client: ActingClient, binh: Person) -> None:
    assert refusal(push_one(client, binh, planning(binh) | {"shift_id": fresh()})) == ("held", "invalid")


def test_a_night_called_off_without_a_signal_is_called_off_when_it_is_heard(
    client: ActingClient, inside: None, ha: Person, binh: Person
) -> None:
    plan(ha, binh, NIGHT)
    op = calling_off(binh, base=1) | {"client_time": "2026-11-21T21:30:00+07:00"}
    late = calling_off(binh, base=1) | {"client_time": "2026-11-22T06:10:00+07:00"}

    with clock.frozen(datetime(2026, 11, 22, 9, tzinfo=VIETNAM)):
        assert refusal(push_one(client, binh, late)) == ("held", "invalid")
        assert push_one(client, binh, op)["status"] == "applied"

    assert [(one.state, one.reason) for one in shifts(ha, binh)] == [("called-off", "Mưa bão")]


def test_a_phone_whose_clock_runs_ahead_changes_no_night_that_is_over(
    client: ActingClient, ha: Person, binh: Person
) -> None:
    op = planning(binh, night=NIGHT - timedelta(days=1)) | {"client_time": "2026-11-20T12:00:00+07:00"}
    ahead = planning(binh) | {"client_time": "2027-01-01T12:00:00+07:00"}

    assert push_one(client, binh, op)["status"] == "applied", "it was planned while it lay ahead"
    assert push_one(client, binh, ahead)["status"] == "applied", "as of now: the phone's clock alone is wrong"


def test_a_called_off_night_is_taken_up_again_by_planning_it(
    client: ActingClient, inside: None, ha: Person, binh: Person
) -> None:
    plan(ha, binh, NIGHT)
    off = calling_off(binh, base=1)
    push(client, binh, off, planning(binh, follows=off["op_id"]))

    assert [(one.version, one.state, one.reason) for one in shifts(ha, binh)] == [(3, "planned", None)]


def test_a_shift_taken_off_and_planned_anew_is_another_version(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person
) -> None:
    (shift_id,) = plan(ha, binh, NIGHT)
    with unit_of_work():
        service.plan_nights(ha.actor(), own_team(binh), [], leave_out=[shift_id])
    plan(ha, hoa, NIGHT)

    assert refusal(push_one(client, binh, planning(binh, base=1))) == ("conflict", "roster-changed")


def test_members_answer_for_themselves_and_everybody_hears_it(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person
) -> None:
    plan(ha, binh, NIGHT, member_ids=[binh.member_id, hoa.member_id])
    cursor = pull(client, binh)["cursor"]

    push_one(client, hoa, answering(hoa, "joining"))
    result = push_one(client, hoa, answering(hoa, "busy"))

    told = entities(pull(client, binh, cursor), "shift")[shift_of(binh)]
    assert (result["version"], told["answers"]) == (1, [{"member_id": str(hoa.member_id), "answer": "busy"}])


def test_who_is_not_on_the_shift_has_nothing_to_answer(client: ActingClient, inside: None, ha: Person, hoa: Person) -> None:
    plan(ha, hoa, NIGHT, member_ids=[_other(hoa)])

    assert refusal(push_one(client, hoa, answering(hoa, "joining"))) == ("conflict", "roster-changed")


def _other(person: Person) -> Any:
    team = people.find_team(str(person.commune_id), own_team(person), NIGHT)
    assert team is not None
    return next(one.id for one in team.members if one.id != person.member_id)


def test_answers_outlast_a_change_of_the_plan_for_those_who_stay(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person
) -> None:
    plan(ha, binh, NIGHT, member_ids=[binh.member_id, hoa.member_id])
    push_one(client, hoa, answering(hoa, "joining"))
    push_one(client, binh, answering(binh, "busy"))

    push_one(client, binh, planning(binh, hoa, base=1))

    (shift,) = shifts(ha, binh)
    assert [(one.id, one.answer) for one in shift.members] == [(hoa.member_id, "joining")]


@pytest.mark.parametrize("kind", ["roster.plan", "roster.callOff", "roster.answer"])
def test_a_phone_changes_no_other_teams_roster(
    client: ActingClient, inside: None, ha: Person, binh: Person, thanh: Person, kind: str
) -> None:
    plan(ha, binh, NIGHT)
    body = {"member_ids": [str(binh.member_id)], "reason": "Mưa", "answer": "busy"}
    named = {"roster.plan": "member_ids", "roster.callOff": "reason", "roster.answer": "answer"}[kind]
    op = rostered(binh, kind, base=1, **{named: body[named]})

    assert refusal(push_one(client, thanh, op)) == ("held", "team-moved")
    as_own = op | {"op_id": fresh(), "team_id": str(thanh.team_id), "actor_id": str(thanh.member_id)}
    assert push_one(client, thanh, as_own)["status"] in ("held", "conflict")
    assert [one.version for one in shifts(ha, binh)] == [1]


def test_a_report_of_a_called_off_night_counts(client: ActingClient, inside: None, ha: Person, binh: Person) -> None:
    plan(ha, binh, NIGHT)
    push_one(client, binh, calling_off(binh, base=1))

    assert push_one(client, binh, submit(binh, shift_id=shift_of(binh), body=body_of(binh)))["status"] == "applied"


def test_a_called_off_night_is_no_gap_of_the_morning_until_it_is_taken_up_again(
    client: ActingClient, inside: None, ha: Person, binh: Person
) -> None:
    plan(ha, binh, NIGHT)
    off = calling_off(binh, base=1)
    morning = datetime(2026, 11, 22, 8, tzinfo=VIETNAM)
    gaps = lambda: [gap.night for gap in reports.list_gaps(ha.actor(), NIGHT, NIGHT, morning)]  # noqa: E731

    assert gaps() == [NIGHT]
    push_one(client, binh, off)
    db.session.rollback()
    assert gaps() == []
    push_one(client, binh, planning(binh, follows=off["op_id"]))
    db.session.rollback()
    assert gaps() == [NIGHT]


def test_a_shift_from_one_in_the_morning_belongs_to_the_night_before(client: ActingClient, binh: Person) -> None:
    push_one(client, binh, planning(binh, preset="night-2"))

    told = entities(pull(client, binh), "shift")[shift_of(binh, preset="night-2")]
    assert (told["night"], told["starts_at"]) == ("2026-11-21", "2026-11-21T18:00:00+00:00")


def test_a_new_shift_may_have_times_of_its_own_and_keeps_them(client: ActingClient, binh: Person, hoa: Person) -> None:
    first = planning(binh, start="21:30", end="02:30")
    push(client, binh, first, planning(binh, hoa, follows=first["op_id"]))

    told = entities(pull(client, binh), "shift")[shift_of(binh)]
    assert (told["starts_at"], told["ends_at"]) == ("2026-11-21T14:30:00+00:00", "2026-11-21T19:30:00+00:00")


def test_the_office_sees_who_comes(client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person) -> None:
    plan(ha, binh, NIGHT, member_ids=[binh.member_id, hoa.member_id])
    push_one(client, hoa, answering(hoa, "busy"))

    shown = client.get(f"/teams/{binh.team_id}/roster?month=2026-11", as_=ha).get_data(as_text=True)
    assert shown.count('title="Bận"') == 1
