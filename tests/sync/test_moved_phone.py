"""A phone goes over to another team: what it wrote for the earlier one belongs there, and it reads nothing more of it."""

from dataclasses import replace
from datetime import date
from uuid import uuid5

import pytest

from app.people import queries, service
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import INSTALLS, Person
from tests.nights import body_of, entities, fresh, operation, photo, pull, push_one, submit
from tests.people.people import invite

VERIFY = "/api/v1/sync/verify"


@pytest.fixture
def moved(client: ActingClient, binh: Person, thanh: Person, ha: Person) -> Person:
    """Bình's phone, the same installation, enrolled for Thành's team now."""
    with client.app.app_context():
        invitation = invite(ha, thanh.team_id)
        with unit_of_work():
            done = service.enrol(
                invitation.link_code, name="Máy của tổ mới", platform="test", install_id=uuid5(INSTALLS, "binh")
            )
    return replace(
        binh, key="moved", id=done.device_id, team_id=thanh.team_id, village_id=thanh.village_id, token=done.token
    )


def test_a_night_of_the_earlier_team_takes_effect_there(
    client: ActingClient, binh: Person, hoa: Person, moved: Person
) -> None:
    result = push_one(client, moved, submit(binh))

    assert result["status"] == "applied"
    assert set(entities(pull(client, hoa), "report")) == {result["report_id"]}
    assert entities(pull(client, moved), "report") == {}


def test_its_photos_come_too_and_count_as_there(client: ActingClient, binh: Person, moved: Person, thanh: Person) -> None:
    from tests.photos import picture_bytes as pb

    data = pb.encode(pb.noise(160, 120), quality=70)
    told = photo(data, width=160, height=120)
    op = submit(binh, photos=[told])
    push_one(client, moved, op)
    asked = {"ops": [op["op_id"]], "photos": [{"id": told["photo_id"], "sha256": told["sha256"]}]}

    put = client.put(f"/api/v1/photos/{told['photo_id']}", as_=moved, data=data)
    strangers = client.put(f"/api/v1/photos/{told['photo_id']}", as_=thanh, data=data)
    proven = client.post(VERIFY, json=asked, as_=moved).json

    assert put.status_code == 201
    assert strangers.status_code == 404
    assert (proven["missing_ops"], proven["missing_photos"]) == ([], [])


def test_what_it_sent_before_it_went_over_is_still_proven_to_it(client: ActingClient, binh: Person, moved: Person) -> None:
    op = submit(binh)
    push_one(client, binh, op)

    assert client.post(VERIFY, json={"ops": [op["op_id"]], "photos": []}, as_=moved).json["missing_ops"] == []


def test_nobody_writes_for_a_team_to_which_they_never_belonged(
    client: ActingClient, binh: Person, thanh: Person, moved: Person
) -> None:
    result = push_one(client, moved, submit(binh, actor_id=str(thanh.member_id)))

    assert (result["status"], result["problem"]["type"]) == ("held", "/problems/team-moved")


@pytest.mark.parametrize(("night", "status"), [("2026-11-10", "applied"), ("2026-11-12", "held")])
def test_the_days_of_membership_decide(
    night: str, status: str, client: ActingClient, binh: Person, vinh: Person, moved: Person
) -> None:
    with client.app.app_context():
        team = queries.get_team(vinh.actor(), binh.team_id, date(2026, 11, 1))
        member = next(one for one in team.members if one.id == binh.member_id)
        with unit_of_work():
            service.end_membership(vinh.actor(), team.id, member.id, on=date(2026, 11, 10))
    body = body_of(binh, night=night, started_at=f"{night}T22:02:00+07:00", ended_at=f"{night}T23:50:00+07:00")

    assert push_one(client, moved, submit(binh, body=body))["status"] == status


def test_a_conflict_shows_nothing_of_the_earlier_team(client: ActingClient, binh: Person, moved: Person) -> None:
    report_id = fresh()
    push_one(client, binh, submit(binh, report_id=report_id))
    late = operation(binh, "report.amend", report_id=report_id, base_version=1, body=body_of(binh, remark="x"))

    result = push_one(client, moved, late)

    assert result["status"] == "conflict"
    assert "current" not in result["problem"]
