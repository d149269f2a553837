"""The feed over the API and as a page: who is told what, in pages, at a fixed cost."""

from collections.abc import Callable
from typing import Any

import pytest

from app.reports.models import Report
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.feed.conftest import Send
from tests.nights import incident

Approve = Callable[..., str]
FEED = "/api/v1/feed"
CANARY = "CANARY"


def _items(client: ActingClient, reader: Person, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(FEED, query_string=asked, as_=reader)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def test_police_are_told_everything_in_scope_before_it_is_approved(
    client: ActingClient, send: Send, binh: Person, khoi: Person, ha: Person, vinh: Person
) -> None:
    report_id = send(binh, incidents=[incident("B10", 4, what="Đã gọi trực ban")])
    send(khoi)

    (item,) = _items(client, ha)

    assert (item["report_id"], item["state"], item["text"]) == (report_id, "submitted", "Đã gọi trực ban")
    assert item["others_sentence"] is None
    assert len(_items(client, vinh)) == 2


def test_readers_are_told_approved_nights_in_a_sentence(
    client: ActingClient, send: Send, approve: Approve, cast: dict[str, Person], binh: Person, thanh: Person
) -> None:
    told = incident("F03", 2, what=CANARY, place=CANARY, result="watching")
    approve(send(binh, incidents=[told, incident("B11", 4, what=CANARY)], remark=CANARY))
    send(thanh, incidents=[told])

    for reader in ("loan", "hien"):
        (item,) = _items(client, cast[reader])
        assert item["sentence"] == "Đêm 21/11, Suối Cạn: 1 cây đổ, đang theo dõi."
        assert {item[name] for name in ("report_id", "state", "team", "text", "others_sentence")} == {None}


def test_a_village_head_hears_of_the_own_village_alone(
    client: ActingClient, send: Send, approve: Approve, cast: dict[str, Person], binh: Person, thanh: Person
) -> None:
    approve(send(binh))
    approve(send(thanh))

    assert [one["village"]["name"] for one in _items(client, cast["sau"])] == ["Suối Cạn"]


def test_a_phone_reads_its_own_nights_in_full_and_others_approved_ones_as_sentences(
    client: ActingClient, send: Send, approve: Approve, binh: Person, thanh: Person, khoi: Person
) -> None:
    mine = send(binh, incidents=[incident("F03", 2, what="Cây keo đổ")])
    approve(send(thanh))
    send(khoi)

    items = {one["village"]["name"]: one for one in _items(client, binh)}

    assert items.keys() == {"Suối Cạn", "Đồi Mơ"}
    assert (items["Suối Cạn"]["report_id"], items["Suối Cạn"]["text"]) == (mine, "Cây keo đổ")
    assert (items["Đồi Mơ"]["report_id"], items["Đồi Mơ"]["own"]) == (None, False)


def test_the_province_gets_figures_and_no_items(
    client: ActingClient, send: Send, approve: Approve, son: Person, binh: Person, thanh: Person
) -> None:
    approve(send(binh, incidents=[incident()]))
    approve(send(binh, night="2026-10-31"))
    send(thanh)

    told = client.get(FEED, as_=son).json

    assert told["items"] == []
    assert [(one["month"], one["shifts"], one["quiet"], one["incidents"]) for one in told["figures"]] == [
        ("2026-11", 1, 0, 1),
        ("2026-10", 1, 1, 0),
    ]
    assert told["figures"][0]["commune"] == {"id": "24958", "name": "Xã Đức Trọng"}


def test_the_administrator_and_strangers_have_no_feed(client: ActingClient, quan: Person) -> None:
    assert client.get(FEED, as_=quan).status_code == 403
    assert client.get("/feed", as_=quan).status_code == 403
    assert client.get(FEED).status_code == 401


def test_another_commune_hears_nothing(
    client: ActingClient, send: Send, approve: Approve, binh: Person, dung: Person
) -> None:
    approve(send(binh))

    assert _items(client, dung) == []


@pytest.mark.parametrize(
    ("kind", "villages"),
    [("incident", ["Suối Cạn"]), ("quiet", ["Đồi Mơ"]), ("activity", ["Cầu Đá"]), ("model", []), ("shift", [])],
)
def test_items_are_chosen_by_kind(
    client: ActingClient, send: Send, binh: Person, thanh: Person, khoi: Person, vinh: Person, kind: str, villages: list[str]
) -> None:
    send(binh, incidents=[incident()])
    send(thanh)
    talk = {"activity_id": "0192f000-0000-7000-8000-0000000000aa", "category": "G01", "details": {"minutes": 45}}
    send(khoi, activities=[talk])

    assert [one["village"]["name"] for one in _items(client, vinh, kind=kind)] == villages


def test_a_night_with_only_hidden_incidents_stands_among_the_shifts_for_others(
    client: ActingClient, send: Send, approve: Approve, binh: Person, loan: Person
) -> None:
    approve(send(binh, incidents=[incident("B10", 4)]))

    assert _items(client, loan, kind="incident") == []
    (item,) = _items(client, loan, kind="shift")
    assert item["sentence"] == "Đêm 21/11, Suối Cạn: tổ đã đi tuần."


def test_pages_follow_each_other_newest_night_first(client: ActingClient, send: Send, binh: Person, vinh: Person) -> None:
    for day in range(10, 16):
        send(binh, night=f"2026-11-{day}")
    first = client.get(FEED, query_string={"limit": 4}, as_=vinh).json

    second = client.get(FEED, query_string={"limit": 4, "cursor": first["next"]}, as_=vinh).json

    nights = [one["night"] for page in (first, second) for one in page["items"]]
    assert nights == [f"2026-11-{day}" for day in range(15, 9, -1)]
    assert second["next"] is None


@pytest.mark.parametrize("path", [FEED, "/feed"])
def test_the_feed_costs_the_same_however_long_it_is(
    client: ActingClient, send: Send, approve: Approve, binh: Person, thanh: Person, vinh: Person, path: str
) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            assert client.get(path, as_=vinh).status_code == 200
        return len(seen)

    approve(send(binh, incidents=[incident()]))
    send(thanh)
    cost()
    one = cost()
    for day in range(10, 18):
        approve(send(binh, night=f"2026-11-{day}", incidents=[incident()]))
        send(thanh, night=f"2026-11-{day}")

    assert cost() == one


def test_the_page_groups_quiet_nights_of_a_morning_and_shows_police_what_others_see(
    client: ActingClient, send: Send, approve: Approve, binh: Person, thanh: Person, khoi: Person, vinh: Person
) -> None:
    approve(send(binh, incidents=[incident("F03", 2, what="Cây keo đổ ngang đường", result="watching")]))
    for person in (thanh, khoi):
        approve(send(person))

    page = client.get("/feed", as_=vinh).get_data(as_text=True)

    assert "Sáng 22/11, đêm 21 rạng sáng 22<" in page
    assert "Suối Cạn: cây đổ, gió lốc" in page and "Cây keo đổ ngang đường" in page
    assert "Đêm 21/11, Suối Cạn: 1 cây đổ, đang theo dõi." in page
    assert "2 ca bình thường" in page and "Cầu Đá, Đồi Mơ: không có vụ việc." in page


def test_the_page_of_others_has_sentences_alone(
    client: ActingClient, send: Send, approve: Approve, binh: Person, loan: Person
) -> None:
    approve(send(binh, incidents=[incident("F03", 2, what=CANARY, result="watching")], remark=CANARY))

    page = client.get("/feed", as_=loan).get_data(as_text=True)

    assert "1 cây đổ, đang theo dõi." in page
    assert CANARY not in page and "/reports/" not in page and "Bình" not in page


def test_the_page_counts_the_week(client: ActingClient, send: Send, approve: Approve, binh: Person, vinh: Person) -> None:
    approve(send(binh, night="2026-11-20", reminders=7))
    approve(send(binh, night="2026-11-19", reminders=4, incidents=[incident()]))

    page = client.get("/feed", as_=vinh).get_data(as_text=True)

    assert "Tuần 47" in page and "2 ca" in page and "11 lượt nhắc nhở" in page


def test_the_page_of_the_province_has_numbers_alone(
    client: ActingClient, send: Send, approve: Approve, binh: Person, son: Person, inside: None
) -> None:
    approve(send(binh, incidents=[incident(what=CANARY)]))

    page = client.get("/feed", as_=son).get_data(as_text=True)

    assert "Xã Đức Trọng" in page and CANARY not in page and "Suối Cạn" not in page
    assert db.session.query(Report).count() == 1


def test_filters_stand_in_the_address_and_what_is_no_filter_is_passed_over(
    client: ActingClient, send: Send, binh: Person, thanh: Person, vinh: Person
) -> None:
    send(binh)
    send(thanh)

    one = client.get(f"/feed?village={binh.village_id}", as_=vinh).get_data(as_text=True)
    odd = client.get("/feed?village=nonsense&kind=nonsense", as_=vinh)

    assert "Suối Cạn: ca bình thường" in one and "Đồi Mơ: ca bình thường" not in one
    assert odd.status_code == 200
