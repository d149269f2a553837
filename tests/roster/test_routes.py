"""Routes: their points in order, and points that stay themselves under another name."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import segno
from sqlalchemy import select

from app.core.errors import DomainError
from app.journal.models import JournalNote
from app.roster import queries, rules, service
from app.roster.models import Checkpoint
from app.roster.rules import Point
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.roster.plans import NIGHT, POINTS, add_route, own_team


def test_a_route_has_its_points_in_order(inside: None, ha: Person, binh: Person) -> None:
    route = queries.get_route(binh.actor(), add_route(ha, binh))

    assert [(point.position, point.name) for point in route.points] == [
        (1, "Nhà văn hóa"),
        (2, "Cầu treo"),
        (3, "Trường tiểu học"),
    ]
    assert (route.length_m, route.points[0].lat, route.points[1].lat) == (3900, 12.0036, None)


def test_a_renamed_point_stays_itself_and_a_left_out_one_keeps_its_row(inside: None, ha: Person, binh: Person) -> None:
    route_id = add_route(ha, binh)
    before = {point.name: point.id for point in queries.get_route(ha.actor(), route_id).points}
    way = [Point("Trạm bơm"), Point("Cầu treo mới", id=before["Cầu treo"]), Point("Nhà văn hóa", id=before["Nhà văn hóa"])]

    with unit_of_work():
        service.change_route(ha.actor(), route_id, "Tuyến mới", points=way, length_m=4000)

    route = queries.get_route(ha.actor(), route_id)
    assert (route.name, route.length_m) == ("Tuyến mới", 4000)
    assert [point.name for point in route.points] == ["Trạm bơm", "Cầu treo mới", "Nhà văn hóa"]
    assert [point.id for point in route.points][1:] == [before["Cầu treo"], before["Nhà văn hóa"]]
    left_out = db.session.get_one(Checkpoint, (ha.commune_id, before["Trường tiểu học"]))
    assert left_out.ended_at is not None and left_out.name == "Trường tiểu học"


def test_points_of_another_route_cannot_be_taken(inside: None, ha: Person, binh: Person) -> None:
    one, other = add_route(ha, binh), add_route(ha, binh, "Tuyến khác")
    stolen = queries.get_route(ha.actor(), other).points[0].id

    with pytest.raises(DomainError, match="invalid"):
        service.change_route(ha.actor(), one, "Tuyến", points=[Point("Điểm", id=stolen)])


@pytest.mark.parametrize(
    ("name", "points"),
    [
        ("", POINTS),
        ("Tuyến", []),
        ("Tuyến", [Point("")]),
        ("Tuyến", [Point("Cầu treo"), Point("cầu  treo")]),
        ("Tuyến", [Point("Cầu treo", lat=12.0)]),
        ("Tuyến", [Point("Cầu treo", 120.0, 0.0)]),
        ("Tuyến", [Point(f"Điểm {number}") for number in range(31)]),
    ],
)
def test_a_route_that_makes_no_sense_is_refused(
    inside: None, ha: Person, binh: Person, name: str, points: list[Point]
) -> None:
    with pytest.raises(DomainError, match="invalid"):
        service.add_route(ha.actor(), own_team(binh), name, points=points)


def test_an_ended_route_can_be_taken_up_again(inside: None, ha: Person, binh: Person) -> None:
    route_id = add_route(ha, binh)
    with unit_of_work():
        service.end_route(ha.actor(), route_id)
    assert queries.list_routes(binh.actor()) == []
    assert [route.id for route in queries.list_routes(ha.actor(), ended=True)] == [route_id]

    with unit_of_work():
        service.end_route(ha.actor(), route_id, ended=False)
    assert [route.id for route in queries.list_routes(binh.actor())] == [route_id]


def test_each_change_of_a_route_is_told_to_its_team(inside: None, ha: Person, binh: Person) -> None:
    route_id = add_route(ha, binh)
    with unit_of_work():
        service.change_route(ha.actor(), route_id, "Tuyến", points=POINTS)
    with unit_of_work():
        service.end_route(ha.actor(), route_id)

    notes = db.session.scalars(select(JournalNote).where(JournalNote.subject_id == route_id).order_by(JournalNote.seq))
    told = [(note.kind, note.subject_kind, note.team_id, note.audience) for note in notes]
    assert told == [(f"route.{done}", "route", binh.team_id, "team") for done in ("added", "changed", "ended")]


@pytest.mark.parametrize("who", ["lam", "dung", "thanh", "loan", "son"])
def test_others_do_not_find_the_route(inside: None, cast: Cast, ha: Person, binh: Person, who: str) -> None:
    route_id, actor = add_route(ha, binh), cast[who].actor()

    assert queries.list_routes(actor) == []
    with pytest.raises(DomainError, match="not-found"):
        queries.get_route(actor, route_id)
    with pytest.raises(DomainError, match=r"not-(found|allowed)"):
        service.change_route(actor, route_id, "Tuyến", points=POINTS)
    with pytest.raises(DomainError, match=r"not-(found|allowed)"):
        service.end_route(actor, route_id)


def test_a_list_of_routes_costs_two_statements(inside: None, ha: Person, binh: Person, thanh: Person) -> None:
    for number in range(6):
        add_route(ha, binh if number % 2 else thanh, f"Tuyến {number}")

    with counted_statements() as statements:
        routes = queries.list_routes(ha.actor())

    assert len(routes) == 6 and all(len(route.points) == 3 for route in routes)
    assert len(statements) == 2


def test_a_notice_reaches_its_team_or_all_until_its_day(
    inside: None, vinh: Person, binh: Person, thanh: Person, khanh: Person
) -> None:
    with unit_of_work():
        service.post_notice(vinh.actor(), "Bão số 13", "Các tổ giữ máy đầy pin.", until=NIGHT)
    with unit_of_work():
        own = service.post_notice(vinh.actor(), "Đèn hỏng", "Để ý ngã ba.", team_id=own_team(binh)).id

    def seen(person: Person, on: date = NIGHT) -> set[str]:
        return {notice.title for notice in queries.list_notices(person.actor(), on)}

    assert seen(binh) == seen(vinh) == {"Bão số 13", "Đèn hỏng"}
    assert (seen(thanh), seen(khanh)) == ({"Bão số 13"}, set())
    assert seen(binh, NIGHT + timedelta(days=1)) == {"Đèn hỏng"}
    with unit_of_work():
        service.end_notice(vinh.actor(), own)
    assert seen(binh) == {"Bão số 13"}
    audiences = db.session.scalars(select(JournalNote.audience).where(JournalNote.subject_kind == "notice"))
    assert sorted(audiences) == ["commune", "team", "team"]


def test_a_notice_needs_words_and_a_keeper(inside: None, vinh: Person, binh: Person, lam: Person) -> None:
    with pytest.raises(DomainError, match="invalid"):
        service.post_notice(vinh.actor(), " ", "x" * 1001)
    with pytest.raises(DomainError, match="not-allowed"):
        service.post_notice(binh.actor(), "Tin", "Chữ")
    with pytest.raises(DomainError, match="not-found"):
        service.post_notice(lam.actor(), "Tin", "Chữ", team_id=own_team(binh))


def test_the_code_of_a_point_is_the_one_that_its_phone_reads() -> None:
    # The same pair stands in the phone's tests.
    assert rules.code_of(UUID("01a22513-113e-7486-a119-2c3d030a6895")) == "1GMT4N"


def test_the_code_in_the_phones_tests_is_printed_so() -> None:
    printed = segno.make("https://keng.example/app/#/at/1GMT4N", error="m").matrix
    rows = ["".join("#" if dark else "." for dark in row) for row in printed]

    assert Path("static/pwa/tests/golden/sheet.txt").read_text().split() == rows


def test_the_sheet_has_a_code_for_each_point_and_its_address_here(client: ActingClient, ha: Person, binh: Person) -> None:
    with client.app.app_context():
        route_id = add_route(ha, binh)
        codes = [rules.code_of(point.id) for point in queries.get_route(ha.actor(), route_id).points]

    page = client.get(f"/routes/{route_id}/codes", as_=ha).get_data(as_text=True)

    assert page.count("<svg") >= len(codes) == 3
    for code, name in zip(codes, ("Nhà văn hóa", "Cầu treo", "Trường tiểu học"), strict=True):
        assert f"{code[:3]} {code[3:]}" in page and name in page


def test_the_sheet_of_a_route_outside_the_scope_is_not_found(
    client: ActingClient, ha: Person, binh: Person, cast: Cast
) -> None:
    with client.app.app_context():
        route_id = add_route(ha, binh)

    assert client.get(f"/routes/{route_id}/codes", as_=cast["lam"]).status_code == 404
