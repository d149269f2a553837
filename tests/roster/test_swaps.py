"""Swaps of duty: asked, agreed, refused, taken back; the first word counts, and nobody else decides."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.night import VIETNAM
from app.journal import queries as journal
from app.journal.models import JournalNote
from app.people import service as people
from app.reports.models import ParkedOperation
from app.roster import queries, service
from app.roster.models import Swap
from app.roster.queries import ShiftRow
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.nights import entities, fresh, operation, pull, push, push_one
from tests.roster.plans import NIGHT as TONIGHT
from tests.roster.plans import own_team, plan
from tests.roster.test_from_phones import calling_off, planning, refusal, rostered, shift_of

# Tonight has begun.
NIGHT = TONIGHT + timedelta(days=1)
FRIDAY = TONIGHT + timedelta(days=6)


def asking(asker: Person, asked: Person, night: date = NIGHT, *, back: date | None = None) -> dict[str, Any]:
    other = {"shift_id": shift_of(asker, back), "night": back.isoformat(), "preset": "night"} if back else None
    return rostered(asker, "swap.ask", night, asked_id=str(asked.member_id), in_return=other)


def answering(person: Person, asked: dict[str, Any], answer: str = "agreed") -> dict[str, Any]:
    return said(person, "swap.answer", asked, answer=answer)


def taking_back(person: Person, asked: dict[str, Any]) -> dict[str, Any]:
    return said(person, "swap.takeBack", asked)


def said(person: Person, kind: str, asked: dict[str, Any], **body: Any) -> dict[str, Any]:
    about = {name: asked["body"][name] for name in ("night", "preset")}
    return operation(person, kind, shift_id=asked["shift_id"], body=about | {"swap_id": asked["op_id"]} | body)


def roster(officer: Person, person: Person) -> dict[date, list[Any]]:
    db.session.rollback()
    rows: list[ShiftRow] = queries.list_shifts(officer.actor(), NIGHT, FRIDAY, team_id=own_team(person))
    return {row.night: [(member.id, member.answer) for member in row.members] for row in rows}


def told(client: ActingClient, person: Person, night: date = NIGHT) -> tuple[int, list[str]]:
    """The version of a shift, and how what was asked of it stands, as a phone of the team pulls it."""
    shift = entities(pull(client, person), "shift")[shift_of(person, night)]
    return shift["version"], [swap["state"] for swap in shift["swaps"]]


@pytest.fixture
def planned(inside: None, ha: Person, binh: Person, hoa: Person) -> None:
    """Bình walks tomorrow, Hòa on Friday."""
    plan(ha, binh, NIGHT)
    plan(ha, hoa, FRIDAY)


def test_who_is_asked_takes_the_night_and_has_said_that_he_comes(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    ask = asking(binh, hoa)
    assert push_one(client, binh, ask)["version"] == 1
    assert told(client, hoa) == (1, ["asked"])
    assert roster(ha, binh)[NIGHT] == [(binh.member_id, None)]

    agreed = push_one(client, hoa, answering(hoa, ask))

    assert (agreed["status"], agreed["version"]) == ("applied", 2)
    assert told(client, binh) == (2, ["agreed"])
    assert roster(ha, binh)[NIGHT] == [(hoa.member_id, "joining")]


def test_two_nights_are_exchanged_in_one_go_and_both_are_told(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    ask = asking(binh, hoa, back=FRIDAY)
    push_one(client, binh, ask)
    cursor = pull(client, binh)["cursor"]
    push_one(client, hoa, answering(hoa, ask))

    assert roster(ha, binh) == {NIGHT: [(hoa.member_id, "joining")], FRIDAY: [(binh.member_id, "joining")]}
    news = entities(pull(client, binh, cursor), "shift")
    assert {one["night"]: (one["version"], one["member_ids"]) for one in news.values()} == {
        "2026-11-22": (2, [str(hoa.member_id)]),
        "2026-11-27": (2, [str(binh.member_id)]),
    }
    (swap,) = news[shift_of(binh, NIGHT)]["swaps"]
    assert swap["in_return"] == {"shift_id": shift_of(binh, FRIDAY), "night": "2026-11-27", "preset": "night"}


def test_the_journal_tells_who_asked_and_who_agreed(client: ActingClient, planned: None, binh: Person, hoa: Person) -> None:
    ask = asking(binh, hoa, back=FRIDAY)
    push_one(client, binh, ask)
    push_one(client, hoa, answering(hoa, ask))

    notes = db.session.scalars(select(JournalNote).where(JournalNote.kind.startswith("swap.")).order_by(JournalNote.seq))
    assert [(note.kind, note.actor, note.facts["night"]) for note in notes] == [
        ("swap.asked", f"member:{binh.member_id}", "2026-11-22"),
        ("swap.agreed", f"member:{hoa.member_id}", "2026-11-27"),
        ("swap.agreed", f"member:{hoa.member_id}", "2026-11-22"),
    ]
    assert list(journal.find_faults(COMMUNE)) == []


@pytest.mark.parametrize(("word", "state"), [("refused", "refused"), ("back", "taken-back")])
def test_a_no_and_a_taking_back_leave_the_roster_as_it_is(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person, word: str, state: str
) -> None:
    ask = asking(binh, hoa)
    push_one(client, binh, ask)
    result = (
        push_one(client, hoa, answering(hoa, ask, word))
        if word != "back"
        else push_one(client, binh, taking_back(binh, ask))
    )

    assert (result["status"], result["version"]) == ("applied", 1)
    assert told(client, binh) == (1, [state])
    assert roster(ha, binh)[NIGHT] == [(binh.member_id, None)]


def test_of_two_words_at_once_the_first_counts_and_the_second_hears_which(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    first, second = asking(binh, hoa), asking(binh, hoa, back=FRIDAY)
    push(client, binh, first, second)
    push_one(client, hoa, answering(hoa, first))
    too_late = push_one(client, binh, taking_back(binh, first))
    assert refusal(too_late) == ("conflict", "swap-settled") and too_late["problem"]["state"] == "agreed"

    push_one(client, binh, taking_back(binh, second))
    overtaken = push_one(client, hoa, answering(hoa, second))
    assert refusal(overtaken) == ("conflict", "swap-settled") and overtaken["problem"]["state"] == "taken-back"
    assert roster(ha, binh)[NIGHT] == [(hoa.member_id, "joining")]
    assert "đổi ca" not in client.get("/held", as_=ha).get_data(as_text=True)


def test_the_same_word_from_two_phones_takes_effect_once(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    ask = asking(binh, hoa)
    push_one(client, binh, ask)
    once = answering(hoa, ask)
    assert [push_one(client, hoa, op)["status"] for op in (once, once, answering(hoa, ask))] == [
        "applied",
        "duplicate",
        "applied",
    ]
    assert told(client, binh) == (2, ["agreed"])


def test_only_the_one_who_is_asked_answers_and_only_the_asker_takes_back(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    ask = asking(binh, hoa)
    push_one(client, binh, ask)

    for op in (answering(binh, ask), taking_back(hoa, ask)):
        result = push_one(client, binh, op)
        assert refusal(result) == ("held", "invalid") and result["problem"]["errors"][0]["pointer"] == "/body/actor_id"
    assert told(client, binh) == (1, ["asked"])


def test_who_is_of_another_team_neither_asks_nor_is_asked(
    client: ActingClient, planned: None, binh: Person, thanh: Person
) -> None:
    assert refusal(push_one(client, binh, asking(binh, thanh))) == ("conflict", "roster-changed")
    assert refusal(push_one(client, binh, asking(binh, binh) | {"actor_id": str(thanh.member_id)})) == ("held", "invalid")
    assert db.session.query(Swap).count() == 0


@pytest.mark.parametrize("change", ["called off", "given away", "already on it", "taken off", "begun"])
def test_agreeing_to_what_the_roster_does_not_have_any_more_says_so_and_changes_nothing(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person, change: str
) -> None:
    ask = asking(binh, hoa)
    push_one(client, binh, ask)
    answer = answering(hoa, ask)
    match change:
        case "called off":
            push_one(client, binh, calling_off(binh, night=NIGHT, base=1))
        case "given away":
            plan(ha, hoa, NIGHT)
        case "already on it":
            push_one(client, binh, planning(binh, binh, hoa, night=NIGHT, base=1))
        case "taken off":
            with unit_of_work():
                service.plan_nights(ha.actor(), own_team(binh), [], leave_out=[UUID(shift_of(binh, NIGHT))])
    at = datetime(2026, 11, 22, 22, 1, tzinfo=VIETNAM) if change == "begun" else clock.now()
    before = roster(ha, binh)

    with clock.frozen(at):
        assert refusal(push_one(client, hoa, answer | {"client_time": at.isoformat()})) == ("conflict", "roster-changed")
    assert roster(ha, binh) == before


def test_an_exchange_falls_with_the_shift_that_was_to_be_given_for_it(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    ask = asking(binh, hoa, back=FRIDAY)
    push_one(client, binh, ask)
    plan(ha, binh, FRIDAY)

    late = push_one(client, hoa, answering(hoa, ask))
    assert refusal(late) == ("conflict", "roster-changed") and late["problem"]["lapse"] == "changed"
    assert push_one(client, hoa, answering(hoa, ask, "refused"))["status"] == "applied"


def test_who_has_left_the_team_takes_no_night_over(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    ask = asking(hoa, binh, FRIDAY)
    push_one(client, hoa, ask)
    with unit_of_work():
        people.end_membership(ha.actor(), own_team(binh), binh.member_id, on=NIGHT)  # type: ignore[arg-type]

    assert refusal(push_one(client, binh, answering(binh, ask))) == ("conflict", "roster-changed")


def test_words_that_come_before_their_question_wait_for_it(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    ask = asking(binh, hoa)
    answer = answering(hoa, ask)
    assert refusal(push_one(client, hoa, answer)) == ("retry", "busy")

    results = push(client, binh, ask, answer)
    assert [one["status"] for one in results] == ["applied", "applied"]


def test_words_about_a_question_that_was_refused_do_not_wait_for_ever(
    client: ActingClient, planned: None, binh: Person, hoa: Person
) -> None:
    ask = asking(hoa, binh)
    assert refusal(push_one(client, hoa, ask)) == ("conflict", "roster-changed")
    assert refusal(push_one(client, binh, answering(binh, ask))) == ("conflict", "roster-changed")


def test_a_plan_that_did_not_know_of_the_swap_is_refused(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    ask = asking(binh, hoa, back=FRIDAY)
    push_one(client, binh, ask)
    agreed = answering(hoa, ask)
    push_one(client, hoa, agreed)

    assert refusal(push_one(client, binh, planning(binh, night=NIGHT, base=1))) == ("conflict", "roster-changed")
    onto_other = planning(binh, binh, hoa, night=FRIDAY, follows=agreed["op_id"])
    assert refusal(push_one(client, binh, onto_other)) == ("conflict", "roster-changed")
    assert push_one(client, binh, planning(binh, binh, hoa, night=NIGHT, follows=agreed["op_id"]))["version"] == 3


def test_a_swap_in_conflict_is_not_closed_by_the_next_plan(
    client: ActingClient, planned: None, binh: Person, hoa: Person
) -> None:
    push_one(client, hoa, asking(hoa, binh))
    push_one(client, binh, planning(binh, binh, hoa, night=NIGHT, base=1))

    assert db.session.query(ParkedOperation).one().settled_at is None


def test_a_swap_that_is_not_there_is_waited_for(client: ActingClient, planned: None, binh: Person) -> None:
    nothing = rostered(binh, "swap.takeBack", NIGHT, swap_id=fresh())
    assert refusal(push_one(client, binh, nothing)) == ("retry", "busy")


def test_the_offices_page_tells_who_walks_for_whom_and_what_was_asked(
    client: ActingClient, planned: None, ha: Person, binh: Person, hoa: Person
) -> None:
    ask = asking(binh, hoa, back=FRIDAY)
    push_one(client, binh, ask)
    push_one(client, hoa, answering(hoa, ask))

    page = client.get(f"/teams/{own_team(binh)}/roster?month=2026-11", as_=ha).get_data(as_text=True)
    assert f"{binh.name} xin đổi ca với {hoa.name}" in page and "Đã nhận trực" in page
    assert f"đổi với {binh.name}" in page and f"đổi với {hoa.name}" in page
