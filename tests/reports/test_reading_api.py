"""Lists of reports and whole reports, for programs of the police: filtered, searched, paged, scoped."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.journal.models import AccessNote
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import as_uuid, body_of, fresh, incident, operation, photo, push_one

Send = Callable[..., str]
LIST = "/api/v1/reports"


@pytest.fixture
def send(client: ActingClient) -> Send:
    """Send a report of a night and give its id."""

    def run(person: Person, *, night: str = "2026-11-21", photos: list[Any] | None = None, **more: Any) -> str:
        shift = {"started_at": f"{night}T22:02:00+07:00", "ended_at": f"{night}T23:50:00+07:00", "night": night}
        body = body_of(person, **more) | shift
        op = operation(person, "report.submit", shift_id=fresh(), report_id=fresh(), body=body, photos=photos or [])
        result = push_one(client, person, op)
        assert result["status"] == "applied", result
        return str(result["report_id"])

    return run


def ids(client: ActingClient, reader: Person, **asked: Any) -> list[str]:
    answer = client.get(LIST, query_string=asked, as_=reader)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.json is not None
    return [one["id"] for one in answer.json["items"]]


def pages(client: ActingClient, reader: Person, **asked: Any) -> Iterator[list[str]]:
    cursor: str | None = ""
    for _ in range(20):
        query = asked | ({"cursor": cursor} if cursor else {})
        answer = client.get(LIST, query_string=query, as_=reader).json
        assert answer is not None
        yield [one["id"] for one in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            return
    raise AssertionError("the list does not end")


def test_an_officer_reads_the_reports_of_the_own_villages_and_the_chief_all(
    client: ActingClient, send: Send, binh: Person, khoi: Person, ha: Person, vinh: Person, dung: Person
) -> None:
    mine, theirs = send(binh), send(khoi)

    assert ids(client, ha) == [mine]
    assert set(ids(client, vinh)) == {mine, theirs}
    assert ids(client, dung) == []


def test_reports_are_for_the_police_alone(
    client: ActingClient, send: Send, binh: Person, loan: Person, son: Person, quan: Person
) -> None:
    path = f"{LIST}/{send(binh)}"

    assert {client.get(path, as_=one).status_code for one in (loan, son, quan)} == {403}
    assert client.get(path, as_=binh).status_code == 401
    assert client.get(path).status_code == 401


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "submitted"}, {"quiet", "busy", "late"}),
        ({"state": "approved"}, set()),
        ({"category": "F03"}, {"busy"}),
        ({"from": "2026-11-21"}, {"quiet", "late"}),
        ({"to": "2026-11-20"}, {"busy"}),
        ({"from": "2026-11-20", "to": "2026-11-20"}, {"busy"}),
        ({"complete": "false"}, {"late"}),
        ({"complete": "true"}, {"quiet", "busy"}),
        ({"q": "CÂY KEO"}, {"busy"}),
        ({"q": "cay keo do"}, {"busy"}),
        ({"q": "cay suoi can"}, {"busy"}),
        ({"q": "doi mo"}, {"late"}),
        ({"q": "dap tran"}, {"quiet"}),
        ({"q": "100%"}, set()),
        ({"q": "khong co chu nay"}, set()),
    ],
)
def test_a_list_is_narrowed(
    client: ActingClient, send: Send, binh: Person, thanh: Person, vinh: Person, asked: dict[str, str], found: set[str]
) -> None:
    sent = {
        "quiet": send(binh, remark="Đã kiểm tra đập tràn"),
        "busy": send(binh, night="2026-11-20", incidents=[incident("F03", 2, what="Cây keo đổ ngang đường")]),
        "late": send(thanh, photos=[photo()]),
    }

    assert set(ids(client, vinh, **asked)) == {sent[name] for name in found}


def test_team_and_village_narrow_too(client: ActingClient, send: Send, binh: Person, thanh: Person, vinh: Person) -> None:
    mine, _ = send(binh), send(thanh)

    assert ids(client, vinh, team=binh.team_id) == [mine]
    assert ids(client, vinh, village=binh.village_id) == [mine]


def test_pages_show_every_report_once_newest_night_first(
    client: ActingClient, send: Send, binh: Person, vinh: Person
) -> None:
    sent = [send(binh, night=f"2026-11-{day}") for day in range(10, 17)]

    shown = list(pages(client, vinh, limit=3))

    assert [len(page) for page in shown] == [3, 3, 1]
    assert [one for page in shown for one in page] == sent[::-1]


def test_a_cursor_that_was_changed_is_refused(client: ActingClient, send: Send, binh: Person, vinh: Person) -> None:
    for day in (10, 11):
        send(binh, night=f"2026-11-{day}")
    cursor = client.get(LIST, query_string={"limit": 1}, as_=vinh).json["next"]

    answer = client.get(LIST, query_string={"cursor": cursor.swapcase()}, as_=vinh)

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/bad-cursor")


@pytest.mark.parametrize("asked", [{"limit": 101}, {"state": "lost"}, {"nonsense": 1}, {"from": "yesterday"}])
def test_filters_that_make_no_sense_are_refused_by_name(client: ActingClient, vinh: Person, asked: dict[str, Any]) -> None:
    answer = client.get(LIST, query_string=asked, as_=vinh)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid")
    assert answer.json["errors"]


def test_a_list_costs_the_same_however_long_it_is(client: ActingClient, send: Send, binh: Person, vinh: Person) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            ids(client, vinh)
        return len(seen)

    send(binh, incidents=[incident()])
    cost()
    one = cost()
    for day in range(1, 16):
        send(binh, night=f"2026-11-{day:02d}", incidents=[incident()])

    assert cost() == one


def test_a_report_is_read_whole_with_words_for_police_and_its_photos(
    client: ActingClient, send: Send, binh: Person, ha: Person
) -> None:
    picture = photo(caption="Cổng chợ")
    report_id = send(binh, incidents=[incident("A03", 2, police_only={"plate": "49A1-12345"})], photos=[picture])

    answer = client.get(f"{LIST}/{report_id}", as_=ha)

    assert answer.headers["ETag"] == '"1"'
    assert answer.json["body"]["incidents"][0]["police_only"] == {"plate": "49A1-12345"}
    assert answer.json["legal_moves"] == ["approve", "return", "reject"]
    (shown,) = answer.json["photos"]
    assert (shown["photo_id"], shown["state"], shown["clean"]) == (picture["photo_id"], "expected", None)


def test_a_report_of_another_village_or_commune_is_not_found(
    client: ActingClient, send: Send, khoi: Person, ha: Person, dung: Person
) -> None:
    report_id = send(khoi)

    for reader in (ha, dung):
        for path in (f"{LIST}/{report_id}", f"{LIST}/{report_id}/history"):
            answer = client.get(path, as_=reader)
            assert (answer.status_code, answer.json["type"]) == (404, "/problems/not-found")


def test_opening_a_grave_report_or_words_for_police_is_written_down_and_a_quiet_one_is_not(
    client: ActingClient, send: Send, binh: Person, ha: Person, inside: None
) -> None:
    quiet = send(binh)
    grave = send(binh, incidents=[incident("B01", 3)])
    plate = send(binh, incidents=[incident("A03", 1, police_only={"plate": "49A1-1"})])

    for report_id in (quiet, grave, plate):
        client.get(f"{LIST}/{report_id}", as_=ha)

    noted = db.session.query(AccessNote).filter_by(action="report.read").all()
    assert {(str(one.subject_id), one.account_id) for one in noted} == {(grave, ha.id), (plate, ha.id)}


def test_the_history_tells_what_the_second_version_changed(
    client: ActingClient, send: Send, binh: Person, ha: Person
) -> None:
    first = incident("A03", 2, result="watching")
    report_id = send(binh, incidents=[first])
    wanted = {"move": "return", "reasons": ["missing-result"], "fields": ["/incidents/0/result"], "comment": "Kết quả?"}
    client.post(f"{LIST}/{report_id}/moves", json=wanted, headers={"If-Match": '"1"'}, as_=ha)
    mended = body_of(binh, incidents=[first | {"result": "settled"}], correction_note="Đã bổ sung")
    shift = {"started_at": "2026-11-21T22:02:00+07:00", "ended_at": "2026-11-21T23:50:00+07:00"}
    amend = operation(binh, "report.amend", report_id=report_id, base_version=1, body=mended | shift, photos=[])
    assert push_one(client, binh, amend)["status"] == "applied"

    told = client.get(f"{LIST}/{report_id}/history", as_=ha).json

    changes = {one["pointer"]: (one["before"], one["after"]) for one in told["versions"][1]["changes"]}
    assert changes["/incidents/0/result"] == ("Đang theo dõi", "Đã ổn")
    assert changes["/correction_note"] == ("", "Đã bổ sung")
    assert [one["move"] for one in told["moves"]] == ["return"]
    assert [one["kind"] for one in told["notes"]] == ["report.submitted", "report.returned", "report.amended"]
    assert as_uuid(report_id)
