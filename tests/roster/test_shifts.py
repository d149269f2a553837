"""Planning shifts: what may be planned, what a change leaves alone, and what the phone's own id of a shift is."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.errors import DomainError
from app.core.ids import shift_id_of
from app.core.night import VIETNAM
from app.journal.models import JournalNote
from app.people import service as people
from app.roster import queries, service
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.roster.plans import EVENING, NIGHT, a_plan, add_route, own_team, plan


def faults(refusal: pytest.ExceptionInfo[DomainError]) -> set[str]:
    return {fault["pointer"] for fault in refusal.value.facts["errors"]}


def last_note() -> JournalNote:
    note = db.session.scalar(select(JournalNote).order_by(JournalNote.at.desc(), JournalNote.seq.desc()).limit(1))
    assert note is not None
    return note


def test_a_shift_has_the_times_of_its_preset(inside: None, ha: Person, binh: Person) -> None:
    (shift_id,) = plan(ha, binh, NIGHT)

    shift = queries.get_shift(binh.actor(), shift_id)
    assert shift.starts_at == datetime(2026, 11, 21, 22, tzinfo=VIETNAM)
    assert shift.ends_at == datetime(2026, 11, 22, 4, tzinfo=VIETNAM)
    assert (shift.night, shift.state, [member.name for member in shift.members]) == (NIGHT, "planned", [binh.name])


def test_a_shift_may_have_times_of_its_own(inside: None, ha: Person, binh: Person) -> None:
    (evening,) = plan(ha, binh, NIGHT, **EVENING)
    (small_hours,) = plan(ha, binh, NIGHT, preset="night-2", start=time(0), end=time(4))

    assert queries.get_shift(ha.actor(), evening).ends_at == datetime(2026, 11, 21, 17, tzinfo=UTC)
    late = queries.get_shift(ha.actor(), small_hours)
    assert (late.night, late.starts_at) == (NIGHT, datetime(2026, 11, 22, 0, tzinfo=VIETNAM))


def test_a_planned_shift_has_the_id_that_a_phone_would_give_it_offline(inside: None, ha: Person, binh: Person) -> None:
    (shift_id,) = plan(ha, binh, NIGHT)

    assert shift_id == shift_id_of(own_team(binh), "2026-11-21", "night")


def test_planning_the_same_again_changes_and_notes_nothing(inside: None, ha: Person, binh: Person) -> None:
    plan(ha, binh, NIGHT)
    before = last_note().seq

    with unit_of_work():
        assert service.plan_nights(ha.actor(), own_team(binh), [a_plan(binh)]) == 0

    assert last_note().seq == before


def test_a_change_keeps_the_shift_and_tells_the_team(inside: None, ha: Person, binh: Person, hoa: Person) -> None:
    (shift_id,) = plan(ha, binh, NIGHT)
    with unit_of_work():
        plans = [a_plan(binh, member_ids=[hoa.member_id, binh.member_id])]
        assert service.plan_nights(ha.actor(), own_team(binh), plans) == 1

    assert [member.name for member in queries.get_shift(ha.actor(), shift_id).members] == [hoa.name, binh.name]
    note = last_note()
    assert (note.kind, note.subject_kind, note.subject_id) == ("roster.planned", "shift", shift_id)
    assert (note.team_id, note.audience, note.facts) == (binh.team_id, "team", {"night": "2026-11-21", "preset": "night"})


def test_what_a_page_leaves_out_is_taken_off(inside: None, ha: Person, binh: Person) -> None:
    first, second = plan(ha, binh, NIGHT, NIGHT + timedelta(days=1))

    with unit_of_work():
        assert service.plan_nights(ha.actor(), own_team(binh), [], leave_out=[second, uuid4()]) == 1

    assert [shift.id for shift in queries.list_shifts(ha.actor(), NIGHT, NIGHT + timedelta(days=9))] == [first]
    assert (last_note().kind, last_note().subject_id) == ("roster.left-out", second)


def test_a_shift_of_another_team_cannot_be_taken_off(inside: None, ha: Person, binh: Person, thanh: Person) -> None:
    (theirs,) = plan(ha, thanh, NIGHT)

    with unit_of_work():
        assert service.plan_nights(ha.actor(), own_team(binh), [], leave_out=[theirs]) == 0


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"preset": "afternoon"}, "/0/preset"),
        ({"member_ids": []}, "/0/member_ids"),
        ({"member_ids": [uuid4()]}, "/0/member_ids"),
        ({"route_id": uuid4()}, "/0/route_id"),
        ({"night": NIGHT - timedelta(days=1)}, "/0/night"),
        ({"start": time(8), "end": time(23)}, "/0/start"),
    ],
)
def test_what_does_not_fit_is_named(inside: None, ha: Person, binh: Person, more: dict[str, object], pointer: str) -> None:
    with pytest.raises(DomainError, match="invalid") as refusal:
        service.plan_nights(ha.actor(), own_team(binh), [a_plan(binh, **more)])

    assert faults(refusal) == {pointer}


def test_somebody_cannot_be_planned_twice(inside: None, ha: Person, binh: Person) -> None:
    with pytest.raises(DomainError):
        service.plan_nights(ha.actor(), own_team(binh), [a_plan(binh), a_plan(binh)])
    with pytest.raises(DomainError):
        service.plan_nights(ha.actor(), own_team(binh), [a_plan(binh, member_ids=[binh.member_id] * 2)])


def test_one_fault_leaves_the_whole_page_as_it_was(inside: None, ha: Person, binh: Person) -> None:
    bad = a_plan(binh, NIGHT + timedelta(days=1), preset="afternoon")
    with pytest.raises(DomainError), unit_of_work():
        service.plan_nights(ha.actor(), own_team(binh), [a_plan(binh), bad])

    assert queries.list_shifts(ha.actor(), NIGHT, NIGHT) == []


def test_tonight_can_be_changed_until_six_in_the_morning(inside: None, ha: Person, binh: Person) -> None:
    with clock.frozen(datetime(2026, 11, 22, 5, 59, tzinfo=VIETNAM)):
        plan(ha, binh, NIGHT)
    with clock.frozen(datetime(2026, 11, 22, 6, tzinfo=VIETNAM)), pytest.raises(DomainError):
        plan(ha, binh, NIGHT, preset="evening")


def test_a_called_off_night_keeps_its_reason_until_it_is_planned_again(inside: None, ha: Person, binh: Person) -> None:
    (shift_id,) = plan(ha, binh, NIGHT)
    with unit_of_work():
        service.call_off(ha.actor(), shift_id, " Bão  số 13 ")

    off = queries.get_shift(binh.actor(), shift_id)
    assert (off.state, off.reason) == ("called-off", "Bão số 13")
    assert (last_note().kind, "Bão" in str(last_note().facts)) == ("shift.called-off", False)
    plan(ha, binh, NIGHT)
    assert queries.get_shift(binh.actor(), shift_id).state == "planned"


def test_calling_off_needs_a_reason(inside: None, ha: Person, binh: Person) -> None:
    (shift_id,) = plan(ha, binh, NIGHT)

    with pytest.raises(DomainError, match="invalid"):
        service.call_off(ha.actor(), shift_id, "  ")


def test_a_month_repeats_the_four_weeks_before_it(inside: None, ha: Person, binh: Person, hoa: Person) -> None:
    route = add_route(ha, binh)
    with clock.frozen(datetime(2026, 11, 3, 8, tzinfo=VIETNAM)):
        plan(ha, binh, date(2026, 11, 5), date(2026, 11, 19), route_id=route)
        plan(ha, hoa, date(2026, 11, 28), **EVENING)
    with unit_of_work():
        made = service.plan_month(ha.actor(), own_team(binh), date(2026, 12, 1))

    december = queries.get_month(ha.actor(), own_team(binh), date(2026, 12, 15))
    assert made == 4
    assert list(december.shifts) == [date(2026, 12, day) for day in (3, 17, 26, 31)]
    assert december.shifts[date(2026, 12, 31)][0].route_id == route
    evening = december.shifts[date(2026, 12, 26)][0]
    assert (evening.preset, evening.starts_at) == ("evening", datetime(2026, 12, 26, 20, tzinfo=VIETNAM))
    assert december.nights_of == {binh.member_id: 3, hoa.member_id: 1}


def test_a_month_leaves_planned_nights_and_former_members_alone(inside: None, ha: Person, binh: Person, hoa: Person) -> None:
    assert hoa.member_id is not None
    with clock.frozen(datetime(2026, 11, 3, 8, tzinfo=VIETNAM)):
        plan(ha, binh, date(2026, 11, 5), member_ids=[binh.member_id, hoa.member_id])
        plan(ha, hoa, date(2026, 11, 6))
    plan(ha, binh, date(2026, 12, 31), preset="evening")
    with unit_of_work():
        people.end_membership(ha.actor(), own_team(binh), hoa.member_id, on=date(2026, 11, 30))

    with unit_of_work():
        assert service.plan_month(ha.actor(), own_team(binh), date(2026, 12, 1)) == 1

    december = queries.get_month(ha.actor(), own_team(binh), date(2026, 12, 1))
    assert [(night, shift.preset) for night, shifts in december.shifts.items() for shift in shifts] == [
        (date(2026, 12, 3), "night"),
        (date(2026, 12, 31), "evening"),
    ]
    assert december.nights_of == {binh.member_id: 2}


@pytest.mark.parametrize("who", ["lam", "dung", "thanh", "khoi", "loan", "son", "quan"])
def test_others_do_not_find_the_shift(inside: None, cast: Cast, ha: Person, binh: Person, who: str) -> None:
    (shift_id,) = plan(ha, binh, NIGHT)
    actor = cast[who].actor()

    assert queries.list_shifts(actor, NIGHT, NIGHT) == []
    with pytest.raises(DomainError, match="not-found"):
        queries.get_shift(actor, shift_id)
    with pytest.raises(DomainError, match=r"not-(found|allowed)"):
        service.call_off(actor, shift_id, "Mưa")
    with pytest.raises(DomainError, match=r"not-(found|allowed)"):
        service.plan_nights(actor, own_team(binh), [a_plan(binh)])


def test_a_roster_costs_the_same_however_long(inside: None, vinh: Person, ha: Person, binh: Person, thanh: Person) -> None:
    nights = [NIGHT + timedelta(days=days) for days in range(9)]
    plan(ha, binh, *nights)
    plan(ha, thanh, *nights)

    with counted_statements() as of_a_night:
        assert len(queries.list_shifts(vinh.actor(), NIGHT, NIGHT, state="planned")) == 2
    with counted_statements() as of_many:
        assert len(queries.list_shifts(vinh.actor(), NIGHT, NIGHT + timedelta(days=30))) == 18
    with counted_statements() as of_a_month:
        queries.get_month(vinh.actor(), own_team(binh), NIGHT)

    assert (len(of_a_night), len(of_many), len(of_a_month)) == (2, 2, 4)
