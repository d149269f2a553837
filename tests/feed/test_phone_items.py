"""What a phone's feed brings, and what it never brings."""

import json
from collections.abc import Callable

from app.core.actor import Actor
from app.feed import queries
from app.reports.rules import Move
from app.reports.service import moves
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Person
from tests.counting import counted_statements
from tests.feed.conftest import Send
from tests.nights import as_uuid, incident

Approve = Callable[..., str]
CANARY = "CANARY"


def _sentences(actor: Actor) -> dict[str, str]:
    return {one["village"]: one["sentence"] for one in queries.phone_items(actor)}


def test_a_phone_reads_its_own_night_in_full_and_those_of_others_as_sentences(
    send: Send, approve: Approve, binh: Person, thanh: Person, inside: None
) -> None:
    mine = approve(send(binh, incidents=[incident("B10", 4), incident("F03", 2, result="watching")]))
    approve(send(thanh, incidents=[incident("B10", 4), incident("F03", 2, result="watching")]))

    items = {one["village"]: one for one in queries.phone_items(binh.actor())}

    assert items["Suối Cạn"]["own"] and items["Suối Cạn"]["report_id"] == mine
    assert "bạo lực" in items["Suối Cạn"]["sentence"]
    assert not items["Đồi Mơ"]["own"] and items["Đồi Mơ"]["report_id"] is None
    assert items["Đồi Mơ"]["sentence"] == "Đêm 21/11, Đồi Mơ: 1 cây đổ, đang theo dõi."


def test_nothing_that_a_person_wrote_reaches_another_teams_phone(
    send: Send, approve: Approve, binh: Person, thanh: Person, inside: None
) -> None:
    spoken = incident("A03", 2, what=CANARY, place=CANARY, result=CANARY, police_only={"plate": CANARY}, people=77)
    talk = {"activity_id": str(queries.item_id(thanh.id)), "category": "G04", "details": {"conclusions": CANARY}}
    approve(send(thanh, incidents=[spoken], activities=[talk], remark=CANARY, handover={"text": CANARY}))

    told = json.dumps(queries.phone_items(binh.actor()), ensure_ascii=False)

    assert "vụ nẹt pô" in told
    assert CANARY not in told and "Nguyễn" not in told
    assert all("77" not in one["sentence"] for one in queries.phone_items(binh.actor()))


def test_only_approved_nights_are_told(send: Send, approve: Approve, binh: Person, thanh: Person, inside: None) -> None:
    send(thanh)

    assert queries.phone_items(binh.actor()) == []


def test_a_phone_of_another_commune_hears_nothing(
    send: Send, approve: Approve, binh: Person, khanh: Person, inside: None
) -> None:
    approve(send(binh))

    assert queries.phone_items(khanh.actor()) == []


def test_an_approval_taken_back_takes_the_item_away(
    send: Send, approve: Approve, binh: Person, thanh: Person, vinh: Person, inside: None
) -> None:
    report_id = as_uuid(approve(send(binh)))
    (shown,) = queries.phone_items(thanh.actor(), [report_id])
    with unit_of_work():
        moves.move_report(vinh.actor(), report_id, Move.UNDO, rev=2)

    items = queries.phone_items(thanh.actor(), [report_id])

    assert [one["id"] for one in queries.phone_gone([report_id], items)] == [shown["id"]]


def test_the_feed_costs_the_same_for_one_night_and_for_many(
    send: Send, approve: Approve, binh: Person, thanh: Person, inside: None
) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            queries.phone_items(binh.actor())
        return len(seen)

    approve(send(binh, incidents=[incident()]))
    approve(send(thanh))
    queries.phone_items(binh.actor())
    one = cost()
    for day in range(10, 20):
        approve(send(binh, night=f"2026-11-{day}", incidents=[incident()]))
        approve(send(thanh, night=f"2026-11-{day}"))
    db.session.rollback()

    assert cost() == one
    assert len(queries.phone_items(binh.actor())) == 22
