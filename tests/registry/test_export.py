"""The book of models as files: each table once, by who may have it, as of a day."""

import json
from typing import Any

import pytest

from app.registry import service
from app.registry.rules.sites import Counted
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.registry.books import ON, SINCE, entered, group, proposed, step

pytestmark = pytest.mark.usefixtures("inside")


def rows(client: ActingClient, who: Person, name: str, **asked: str) -> list[dict[str, Any]]:
    answer = client.get(f"/exports/{name}.jsonl", query_string={"purpose": "báo cáo quý", **asked}, as_=who)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
    return [json.loads(line) for line in answer.get_data(as_text=True).splitlines()][1:]


@pytest.fixture
def book(cast: Cast) -> None:
    vinh = cast["vinh"]
    gong = entered(vinh, cast["binh"].village_id, "=Kẻng đầu thôn")
    one = group(vinh, gong, 8, 3)
    with unit_of_work():
        service.count_group(vinh.actor(), one, Counted(ON, 11, 4), version=1)
    club = entered(vinh, cast["khoi"].village_id, "Câu lạc bộ", "M05")
    step(vinh, club, "weaken", reason="Bốn tháng chưa họp")
    proposed(vinh, None, "Camera toàn xã", "M03")
    with unit_of_work():
        service.plan_replication(vinh.actor(), gong, cast["thanh"].village_id, ON)


def test_each_table_of_the_book_leaves_by_scope(client: ActingClient, cast: Cast, book: None) -> None:
    for key, sites, groups, moves, plans in (
        ("vinh", 3, 1, 4, 1),
        ("loan", 3, 1, 4, 1),
        ("ha", 2, 1, 2, 1),
        ("lam", 2, 0, 3, 0),
    ):
        counts = [
            len(rows(client, cast[key], name)) for name in ("models", "model-groups", "model-moves", "model-replications")
        ]
        assert counts == [sites, groups, moves, plans], key
    for key in ("hien", "sau", "son", "dung"):
        answer = client.get("/exports/models.csv?purpose=xem+thu", as_=cast[key])
        assert answer.status_code in (403, 404) or "Kẻng" not in answer.get_data(as_text=True)


def test_numbers_are_those_of_the_day_that_is_asked_for(client: ActingClient, cast: Cast, book: None) -> None:
    vinh = cast["vinh"]
    (now,) = [row for row in rows(client, vinh, "models") if row["code"] == "M01"]
    (then,) = [row for row in rows(client, vinh, "models", to_night="2026-11-01") if row["code"] == "M01"]
    assert (now["members"], now["women"], then["members"]) == (11, 4, 8)
    assert (now["kind"], now["state"], now["launched_on"], now["name"]) == (
        "Tiếng kẻng an ninh",
        "Đang hoạt động",
        SINCE.isoformat(),
        "=Kẻng đầu thôn",
    )
    moves = rows(client, vinh, "model-moves", from_night="2026-11-01")
    assert {row["move"] for row in moves} == {"Đề xuất", "Cần củng cố"}


def test_a_name_is_no_formula_in_a_spreadsheet(client: ActingClient, cast: Cast, book: None) -> None:
    text = client.get("/exports/models.csv?purpose=xem+thu", as_=cast["vinh"]).get_data().decode("utf-8-sig")
    assert "'=Kẻng đầu thôn" in text and ",=Kẻng" not in text
