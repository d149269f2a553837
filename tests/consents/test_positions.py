"""A position is stored only when the member who held the phone had agreed to it, and a report is never refused for one."""

from typing import Any
from uuid import UUID

import pytest

from app.consents.models import Consent
from app.reports.models import Operation, ParkedOperation, ReportVersion
from app.roster import service as roster
from app.roster.models import Checkpoint
from app.roster.rules import Point
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.consents.giving import HERE, give, placed, withdraw
from tests.nights import at, body_of, entities, fresh, incident, patrol, pull, push, push_one, submit


def kept() -> list[Any]:
    """The positions of the one stored version: three taps and an incident."""
    body = db.session.query(ReportVersion).one().body
    return [tap["position"] for tap in body["rounds"][0]["passes"]] + [body["incidents"][0]["position"]]


def test_without_consent_a_report_is_taken_and_its_positions_are_left_out(
    client: ActingClient, binh: Person, inside: None
) -> None:
    result = push_one(client, binh, submit(binh, body=placed(binh)))

    assert result["status"] == "applied"
    assert kept() == [None] * 4


def test_with_consent_they_stay_as_they_were_sent(client: ActingClient, binh: Person, inside: None) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh)))

    assert kept() == [HERE] * 4


def test_after_a_withdrawal_only_what_was_read_before_stays(client: ActingClient, binh: Person, inside: None) -> None:
    push(client, binh, give(binh), withdraw(binh, "22:11"), submit(binh, body=placed(binh)))

    assert kept() == [HERE, None, None, None]


def test_the_consent_of_the_member_who_held_the_phone_counts_not_of_who_sent(
    client: ActingClient, binh: Person, hoa: Person, inside: None
) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh, by=str(hoa.member_id))))

    assert kept() == [None] * 4


def test_the_time_of_the_reading_counts_when_it_is_told(client: ActingClient, binh: Person, inside: None) -> None:
    push(client, binh, give(binh, "22:30"), submit(binh, body=placed(binh, at=at("22:20"))))

    assert kept() == [None] * 4


def test_what_is_parked_keeps_no_such_position_either(client: ActingClient, binh: Person, inside: None) -> None:
    push_one(client, binh, submit(binh, body=placed(binh), schema=99))

    parked = db.session.query(ParkedOperation).one().operation
    assert parked["body"]["incidents"][0]["position"] is None
    assert parked["body"]["incidents"][0]["what"]


def test_sent_again_the_same_report_is_the_same_although_positions_were_left_out(client: ActingClient, binh: Person) -> None:
    op = submit(binh, body=placed(binh))

    assert [push_one(client, binh, op)["status"] for _ in range(2)] == ["applied", "duplicate"]


def test_a_clock_that_is_ahead_does_not_outlast_a_withdrawal(client: ActingClient, binh: Person, inside: None) -> None:
    push(client, binh, give(binh, client_time="2031-01-01T00:00:00+07:00"))

    assert db.session.query(Consent).one().at == db.session.query(Consent).one().received_at


def test_nobody_agrees_for_a_member_of_another_team(client: ActingClient, binh: Person, thanh: Person) -> None:
    result = push_one(client, binh, give(binh, actor_id=str(thanh.member_id)))

    assert (result["status"], result["problem"]["errors"][0]["pointer"]) == ("held", "/actor_id")


@pytest.mark.parametrize("body", [{}, {"purpose": "position"}, {"purpose": "faces", "version": 1}])
def test_a_consent_names_its_purpose_and_text(client: ActingClient, binh: Person, body: dict[str, Any]) -> None:
    assert push_one(client, binh, give(binh, body=body))["status"] == "held"


def test_each_act_is_kept_with_its_time(client: ActingClient, binh: Person, inside: None) -> None:
    push(client, binh, give(binh, "20:00"), withdraw(binh, "21:00"), give(binh, "22:00"))

    rows = db.session.query(Consent).order_by(Consent.at).all()
    assert [(row.given, row.version, row.at.isoformat()) for row in rows] == [
        (True, 1, rows[0].at.isoformat()),
        (False, 1, rows[1].at.isoformat()),
        (True, 1, rows[2].at.isoformat()),
    ]
    assert rows[0].at < rows[1].at < rows[2].at
    assert db.session.query(Operation).count() == 3


def test_another_phone_of_the_team_hears_of_it_and_no_other_team(
    client: ActingClient, binh: Person, hoa: Person, thanh: Person
) -> None:
    cursor = pull(client, hoa)["cursor"]
    push(client, binh, give(binh), withdraw(binh, "21:00"))

    told = entities(pull(client, hoa, cursor), "consent")[str(binh.member_id)]

    assert (told["given"], told["text_version"]) == (False, 1)
    assert entities(pull(client, hoa), "consent")[str(binh.member_id)]["given"] is False
    assert entities(pull(client, thanh), "consent") == {}


def test_the_teams_page_says_how_many_agreed_and_who(client: ActingClient, binh: Person, ha: Person) -> None:
    page = f"/teams/{binh.team_id}"
    before = client.get(page, as_=ha).get_data(as_text=True)
    push(client, binh, give(binh))

    after = client.get(page, as_=ha).get_data(as_text=True)

    assert "0 trên" in before and "1 trên" in after
    assert (before.count("đồng ý ghi vị trí<"), after.count("đồng ý ghi vị trí<")) == (0, 1)


def test_the_desk_sees_how_far_a_tap_lay_from_its_point_and_how_it_was_made(
    client: ActingClient, binh: Person, ha: Person, inside: None
) -> None:
    assert binh.team_id is not None
    with unit_of_work():
        roster.add_route(ha.actor(), binh.team_id, "Tuyến", points=[Point("Cổng chợ", 11.7357, 108.3732)], length_m=None)
    point: UUID = db.session.query(Checkpoint).filter_by(name="Cổng chợ").one().id
    walked = patrol(1)
    far = HERE | {"lat": 11.7386, "accuracy_m": 15.0}
    walked["passes"] = [walked["passes"][0] | {"checkpoint_id": str(point), "position": far, "how": "qr"}]
    op = submit(binh, body=body_of(binh, rounds=[walked]))
    push(client, binh, give(binh), op)

    page = client.get(f"/reports/{op['report_id']}", as_=ha).get_data(as_text=True)

    assert "cách điểm 320 m (±15 m)" in page
    assert "quét mã" in page
    assert 'class="how far"' in page


def test_an_unreadable_position_is_left_out_with_the_rest(client: ActingClient, binh: Person) -> None:
    op = submit(binh, body=body_of(binh, incidents=[incident(position="here")]), op_id=fresh())

    assert push_one(client, binh, op)["status"] == "held"


def test_a_position_that_names_its_holder_and_moment_stays_whole(client: ActingClient, binh: Person, inside: None) -> None:
    named = {"by": str(binh.member_id), "at": at("22:11")}
    push(client, binh, give(binh), submit(binh, body=placed(binh, **named)))

    assert kept() == [HERE | named] * 4


def test_of_two_acts_in_one_second_the_later_one_counts(client: ActingClient, binh: Person, inside: None) -> None:
    acts = [give(binh, "22:05"), withdraw(binh, "22:05"), give(binh, "22:05"), withdraw(binh, "22:11"), give(binh, "22:11")]
    push(client, binh, *acts, submit(binh, body=placed(binh)))

    assert kept() == [HERE] * 4
