"""Notices: what the police tells the teams, who has read it, and how the page says so."""

from datetime import timedelta
from uuid import UUID

from app.roster import queries, service
from app.roster.models import Notice
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.nights import entities, fresh, operation, pull, push_one
from tests.roster.plans import NIGHT, own_team


def post(client: ActingClient, officer: Person, title: str = "Bão số 13", **more: object) -> str:
    with client.app.app_context(), unit_of_work():
        return str(service.post_notice(officer.actor(), title, "Các tổ giữ máy đầy pin.", **more).id)  # type: ignore[arg-type]


def reading(person: Person, notice_id: str) -> dict[str, object]:
    return operation(person, "notice.read", body={"notice_id": notice_id})


def test_a_team_hears_who_of_it_has_read_a_notice(
    client: ActingClient, vinh: Person, binh: Person, hoa: Person, thanh: Person
) -> None:
    notice_id = post(client, vinh)
    cursor = pull(client, binh)["cursor"]

    assert push_one(client, hoa, reading(hoa, notice_id))["status"] == "applied"
    assert push_one(client, thanh, reading(thanh, notice_id))["status"] == "applied"

    told = entities(pull(client, binh, cursor), "notice")[notice_id]
    assert (told["title"], told["read_by"]) == ("Bão số 13", [str(hoa.member_id)])


def test_read_twice_counts_once_and_the_first_time_stays(client: ActingClient, vinh: Person, binh: Person) -> None:
    notice_id = post(client, vinh)

    first = reading(binh, notice_id)
    assert push_one(client, binh, first)["status"] == "applied"
    assert push_one(client, binh, reading(binh, notice_id))["status"] == "applied"
    assert push_one(client, binh, first)["status"] == "duplicate"

    with client.app.app_context():
        (reader,) = queries.readers_of(vinh.actor(), [UUID(notice_id)])[UUID(notice_id)]
        assert (reader.name, reader.member_id) == (binh.name, binh.member_id)


def test_a_notice_that_is_gone_or_another_teams_needs_no_reader(
    client: ActingClient, vinh: Person, binh: Person, thanh: Person
) -> None:
    theirs = post(client, vinh, team_id=own_team(thanh))

    for unknown in (theirs, fresh()):
        assert push_one(client, binh, reading(binh, unknown))["status"] == "applied"

    with client.app.app_context():
        assert not queries.readers_of(vinh.actor(), [UUID(theirs)])


def test_nobody_reads_for_somebody_who_never_was_of_the_team(
    client: ActingClient, vinh: Person, binh: Person, thanh: Person
) -> None:
    op = reading(binh, post(client, vinh)) | {"actor_id": str(thanh.member_id)}

    result = push_one(client, binh, op)

    assert (result["status"], result["problem"]["errors"][0]["pointer"]) == ("held", "/actor_id")


def test_the_page_posts_a_notice_says_who_has_read_it_and_takes_it_down(
    client: ActingClient, ha: Person, binh: Person, hoa: Person
) -> None:
    words = {"title": "Đèn hỏng <b>", "text": "Để ý ngã ba.", "team": str(own_team(binh)), "until": "2026-12-31"}
    assert client.submit("/notices", data=words, as_=ha).status_code == 303
    with client.app.app_context():
        notice_id = str(db.session.query(Notice.id).filter(Notice.title == "Đèn hỏng <b>").scalar())
    push_one(client, binh, reading(binh, notice_id))

    page = client.get("/notices", as_=ha).get_data(as_text=True)
    assert "Đèn hỏng &lt;b&gt;" in page and "1/" in page
    assert binh.name in page and "Chưa đọc: " in page and hoa.name in page

    assert client.submit(f"/notices/{notice_id}/end", as_=ha).status_code == 303
    assert "Đèn hỏng" not in client.get("/notices", as_=ha).get_data(as_text=True)


def test_a_form_without_words_says_so_and_keeps_the_rest(client: ActingClient, ha: Person) -> None:
    answer = client.submit("/notices", data={"title": "", "text": "Để ý ngã ba.", "team": ""}, as_=ha)

    assert answer.status_code == 422
    assert "Xin điền mục này" in answer.get_data(as_text=True) and "Để ý ngã ba." in answer.get_data(as_text=True)


def test_the_duty_officer_reads_the_page_and_may_not_post(client: ActingClient, cast: Cast, binh: Person) -> None:
    tu = cast["tu"]
    assert client.get("/notices", as_=tu).status_code == 200
    assert client.submit("/notices", data={"title": "Tin", "text": "Chữ", "team": ""}, as_=tu).status_code == 403
    assert client.get("/notices", as_=binh).status_code in (302, 303, 403)


def test_the_page_costs_the_same_for_one_notice_and_for_many(client: ActingClient, ha: Person, vinh: Person) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            assert client.get("/notices", as_=ha).status_code == 200
        return len(statements)

    post(client, vinh)
    cost()
    one = cost()
    for number in range(6):
        post(client, vinh, f"Tin {number}", until=NIGHT + timedelta(days=30))
    assert cost() == one
