"""The pages of the register: what each role sees, what a form does, and that nothing written is run or names a person."""

import re
from datetime import date
from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import inspect, select

from app.registry import models, queries
from app.registry.models import ModelSite
from app.registry.rules.answers import read_answers, write_answer
from app.web.database import Base, db
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.registry.books import ON, entered, group, proposed, step

pytestmark = pytest.mark.usefixtures("inside")
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}\"'"


def text_of(client: ActingClient, path: str, who: Person) -> str:
    answer = client.get(path, as_=who)
    assert answer.status_code == 200, f"{path} {answer.status_code}"
    return unescape(answer.get_data(as_text=True))


def names(page: str) -> list[str]:
    return re.findall(r'class="row-link" href="/models/sites/[^"]+">([^<]+)<', page)


@pytest.fixture
def book(cast: Cast) -> dict[str, UUID]:
    """Three sites in two villages and one of the whole commune."""
    vinh = cast["vinh"]
    found = {
        "gong": entered(vinh, cast["binh"].village_id, "Kẻng đầu thôn"),
        "club": entered(vinh, cast["khoi"].village_id, "Câu lạc bộ Cầu Đá", "M05"),
        "wish": proposed(vinh, cast["binh"].village_id, "Ngõ bình yên", "M18"),
        "whole": entered(vinh, None, "Camera toàn xã", "M03"),
    }
    group(vinh, found["gong"], 8, 3)
    group(vinh, found["club"], 16, 6)
    step(vinh, found["club"], "weaken", reason="Bốn tháng chưa họp")
    site = db.session.scalars(select(ModelSite).where(ModelSite.id == found["gong"])).one()
    site.level, site.active_on = "tot", date(2026, 11, 1)
    db.session.commit()
    return found


def test_the_book_adds_up_its_three_levels(client: ActingClient, cast: Cast, book: dict[str, UUID]) -> None:
    for key, expected in (
        ("vinh", ["3", "3", "2", "24", "9"]),
        ("loan", ["3", "3", "2", "24", "9"]),
        ("hien", ["3", "3", "2", "24", "9"]),
        ("ha", ["2", "2", "1", "8", "3"]),
        ("lam", ["2", "2", "1", "16", "6"]),
        ("sau", ["2", "2", "1", "8", "3"]),
    ):
        page = text_of(client, "/models/", cast[key])
        assert re.findall(r"data-total=\"\w+\">([\d.]+)<", page) == expected, key


def test_who_sees_which_site(client: ActingClient, cast: Cast, book: dict[str, UUID]) -> None:
    mine = {"ha": {"gong", "wish", "whole"}, "lam": {"club", "whole"}, "sau": {"gong", "wish", "whole"}}
    for key in ("vinh", "loan", "hien", "tu", "ha", "lam", "sau", "son", "quan", "dung"):
        sees = mine.get(key, set(book) if key in ("vinh", "loan", "hien", "tu") else set())
        for name, site_id in book.items():
            status = client.get(f"/models/sites/{site_id}", as_=cast[key]).status_code
            assert (status == 200) is (name in sees) and status in (200, 403, 404), (key, name, status)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=keng", ["Kẻng đầu thôn"]),
        ("q=CAU+lac", ["Câu lạc bộ Cầu Đá"]),
        ("q=cau+da", ["Câu lạc bộ Cầu Đá"]),
        ("state=living", ["Kẻng đầu thôn", "Camera toàn xã", "Câu lạc bộ Cầu Đá"]),
        ("state=weak", ["Câu lạc bộ Cầu Đá"]),
        ("kind=M18", ["Ngõ bình yên"]),
        ("village=whole", ["Camera toàn xã"]),
        ("level=tot", ["Kẻng đầu thôn"]),
        ("level=none&state=living", ["Camera toàn xã", "Câu lạc bộ Cầu Đá"]),
        ("silent=y", ["Camera toàn xã", "Câu lạc bộ Cầu Đá"]),
        ("q=khong+co", []),
        ("q=%25", ["Kẻng đầu thôn", "Camera toàn xã", "Câu lạc bộ Cầu Đá", "Ngõ bình yên"]),
    ],
)
def test_the_book_is_narrowed(client: ActingClient, cast: Cast, book: dict[str, UUID], asked: str, found: list[str]) -> None:
    assert sorted(names(text_of(client, f"/models/?{asked}", cast["vinh"]))) == sorted(found)


def test_each_list_costs_the_same_however_long_it_is(client: ActingClient, cast: Cast, book: dict[str, UUID]) -> None:
    paths = ("/models/", "/models/?state=living", "/models/kinds/M01", f"/models/sites/{book['gong']}")
    text_of(client, "/models/", cast["vinh"])

    def costs() -> list[int]:
        found = []
        for path in paths:
            with counted_statements() as seen:
                text_of(client, path, cast["vinh"])
            found.append(len(seen))
        return found

    before = costs()
    for number in range(12):
        group(cast["vinh"], entered(cast["vinh"], cast["thanh"].village_id, f"Kẻng số {number}"), 5)
        group(cast["vinh"], book["gong"], 5, name=f"Tổ số {number}")
    assert costs() == before and max(before) <= 18


def test_a_site_is_changed_on_top_of_what_was_seen(client: ActingClient, cast: Cast, book: dict[str, UUID]) -> None:
    path = f"/models/sites/{book['gong']}/edit"
    said = {"name": "Kẻng đổi tên", "village": str(cast["binh"].village_id), "budget": "1.500.000", "answer-hour": "20:30"}
    assert client.submit(path, said | {"version": "1"}, as_=cast["ha"]).status_code == 303
    site = queries.get_site(cast["vinh"].actor(), book["gong"])
    db.session.refresh(site)
    assert (site.name, site.budget, site.values, site.version) == ("Kẻng đổi tên", 1_500_000, {"hour": "20:30"}, 2)
    late = client.submit(path, said | {"version": "1", "name": "Tên của người chậm"}, as_=cast["loan"])
    assert late.status_code == 422 and "Người khác vừa sửa" in late.get_data(as_text=True)
    assert client.submit(path, said | {"version": "2"}, as_=cast["hien"]).status_code == 403
    assert client.submit(path, said | {"version": "2"}, as_=cast["dung"]).status_code == 404


def test_a_step_is_taken_from_the_page_that_shows_it(client: ActingClient, cast: Cast, book: dict[str, UUID]) -> None:
    path = f"/models/sites/{book['wish']}"
    assert {"Ghi kết quả khảo sát", "Không phê duyệt"} <= set(
        re.findall(r"<span>([^<]+)</span></summary>", text_of(client, path, cast["vinh"]))
    )
    assert "Ghi kết quả khảo sát" not in text_of(client, path, cast["loan"])
    assert "model-steps" not in text_of(client, path, cast["hien"])
    said = {"move": "survey", "version": "1", "on": ON.isoformat()}
    empty = client.submit(f"{path}/steps", said, as_=cast["ha"])
    assert empty.status_code == 422 and re.search(
        r"<details class=\"pop\" data-menu open><summary", empty.get_data(as_text=True)
    )
    assert client.submit(f"{path}/steps", said | {"survey": "Có 22 hộ"}, as_=cast["ha"]).status_code == 303
    twice = client.submit(f"{path}/steps", said | {"survey": "Có 22 hộ"}, as_=cast["vinh"])
    assert twice.status_code == 422 and "Người khác vừa sửa" in twice.get_data(as_text=True)
    assert "Có 22 hộ" in text_of(client, path, cast["sau"])


def test_hostile_text_is_shown_and_not_run(client: ActingClient, cast: Cast) -> None:
    vinh = cast["vinh"]
    site_id = entered(vinh, None, HOSTILE, answers={"signal": HOSTILE}, head_role=HOSTILE)
    group(vinh, site_id, 3, name=HOSTILE)
    step(vinh, site_id, "weaken", reason=HOSTILE)
    for path in (
        "/models/",
        "/models/?state=living",
        "/models/kinds/M01",
        f"/models/sites/{site_id}",
        f"/models/sites/{site_id}/edit",
    ):
        page = client.get(path, as_=vinh).get_data(as_text=True)
        assert "<script>alert" not in page and "49" not in re.findall(r"\{\{|>49<", page)
    assert HOSTILE in text_of(client, f"/models/sites/{site_id}", vinh)
    assert client.get("/models/?q=%3Cscript%3E&level=x&village=y&kind=z&state=w", as_=vinh).status_code == 200


def test_what_looks_like_a_person_is_said_to_who_keeps_it(client: ActingClient, cast: Cast) -> None:
    site_id = entered(
        cast["vinh"], cast["binh"].village_id, "Kẻng của ông Nguyễn Văn Tám", head_role="Trưởng thôn 0912345678"
    )
    assert "Có vẻ có tên người, số điện thoại" in text_of(client, f"/models/sites/{site_id}", cast["ha"])
    assert "Có vẻ có" not in text_of(client, f"/models/sites/{site_id}", cast["hien"])


def test_no_table_of_the_book_has_a_place_for_a_person() -> None:
    person = re.compile(
        r"person|resident|citizen|cccd|cmnd|passport|birth|religion|ethnic|phone|address|owner_name|member_name"
    )
    tables = [getattr(models, name) for name in models.__all__]
    assert len(tables) >= 9 and all(issubclass(table, Base) for table in tables)
    columns = {f"{table.__tablename__}.{column.key}" for table in tables for column in inspect(table).columns}
    assert {name for name in columns if person.search(name.rpartition(".")[2])} == set()
    # A colleague who wrote a row down is known by the account's id; a name is a place's, a group's, a round's or a model's.
    named = {name for name in columns if name.endswith(("name", "_by"))}
    assert named == {
        *("model_site.name", "model_site.decision_by", "model_group.name", "camera_road.name", "review_round.name"),
        *("review_round.opened_by", "review_round.closed_by", "loud_script.drafted_by", "loud_script.approved_by"),
    }


QUESTIONS = [
    {"key": "n", "type": "number", "min": 0, "max": 99, "required": True},
    {"key": "y", "type": "yesno"},
    {"key": "c", "type": "choice", "options": [{"code": "a"}, {"code": "b", "ended": True}]},
    {"key": "x", "type": "text", "max_length": 5},
    {"key": "t", "type": "time"},
    {"key": "d", "type": "date"},
    {"key": "old", "type": "number", "ended": True, "required": True},
]


@pytest.mark.parametrize(
    ("said", "values", "wrong"),
    [
        ({"n": "7"}, {"n": 7}, []),
        (
            {"n": " 07 ", "y": "no", "c": "a", "x": "abc", "t": "9h05", "d": "2024-02-29"},
            {"n": 7, "y": False, "c": "a", "x": "abc", "t": "09:05", "d": "2024-02-29"},
            [],
        ),
        ({}, {}, ["n"]),
        ({"n": "100"}, {}, ["n"]),
        (
            {"n": "-1", "y": "maybe", "c": "b", "x": "abcdef", "t": "24:00", "d": "2023-02-29"},
            {},
            ["n", "y", "c", "x", "t", "d"],
        ),
        ({"n": "1", "old": "5", "stranger": "5"}, {"n": 1}, []),
        ({"n": "１"}, {}, ["n"]),
        ({"n": "1", "d": "0001-01-01"}, {"n": 1}, ["d"]),
    ],
)
def test_answers_are_read_by_their_type_and_bounds(
    said: dict[str, str], values: dict[str, object], wrong: list[str]
) -> None:
    found, faults = read_answers(QUESTIONS, said)
    assert found == values and [one["pointer"] for one in faults] == [f"/values/{key}" for key in wrong]
    again = {one["key"]: write_answer(one, found.get(one["key"])) for one in QUESTIONS if one["key"] in found}
    assert read_answers(QUESTIONS, {"n": "0"} | again)[0] == {"n": 0} | found
