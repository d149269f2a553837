"""The pages of sums: each number is what the sums give, leads to its list, and costs the same however much stands."""

import random
import re
from datetime import date
from html import unescape

import pytest

from app.core import clock
from app.tallies import queries
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.mergers.conftest import Sunday, sunday
from tests.tallies.books import TODAY, Book, at

__all__ = ["sunday"]
pytestmark = pytest.mark.usefixtures("inside")
_ROW = re.compile(r'<tr[^>]*><th scope="row" class="who">([^<]*)</th>(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r'data-sum="(\w+)">(?:<a class="link" href="([^"]*)">)?\s*([^<\s]*)')


def rows(client: ActingClient, reader: Person, path: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Each row's cells: what stands there, and where it leads."""
    answer = client.get(path, as_=reader)
    assert answer.status_code == 200, path
    db.session.rollback()
    found = _ROW.findall(unescape(answer.get_data(as_text=True)))
    return {name: {key: (value, url) for key, url, value in _CELL.findall(cells)} for name, cells in found}


def written(vinh: Person, binh: Person) -> Book:
    """A gong and its group, one that was paused, cameras of which one is broken, activities."""
    book = Book(vinh, [binh.village_id] if binh.village_id else [])
    site = book.launch(date(2026, 2, 10), village_id=binh.village_id, level="tot", reviewed_on=date(2026, 6, 1))
    book.add_group(site, date(2026, 2, 10), 12)
    book.move(book.launch(date(2025, 5, 1), parent_id=site), "pause", date(2026, 3, 1))
    book.add_asset("camera", eyes=4, owner="people", village_id=binh.village_id, installed_on=date(2025, 7, 1))
    broken = book.add_asset("camera", eyes=2, owner="police", village_id=binh.village_id, installed_on=date(2026, 7, 1))
    book.look(broken, "broken", date(2026, 8, 1))
    book.add_asset("board", topic="cyber", installed_on=date(2026, 7, 1))
    for photos in (0, 1):
        book.act("gong", date(2026, 9, 1), site_id=site, people=20, photos=photos)
    return book


def test_a_communes_page_shows_what_stands_and_what_came(client: ActingClient, cast: Cast) -> None:
    written(cast["vinh"], cast["binh"])
    for key in ("vinh", "loan", "hien", "sau"):
        found = rows(client, cast[key], "/models/figures")
        gong = found["Tiếng kẻng an ninh"]
        stands = ("sites", "groups", "members", "active", "weak", "paused")
        assert [gong[name][0] for name in stands] == ["1", "1", "12", "1", "0", "1"], key
        assert [gong[name][0] for name in ("built", "replicated", "strengthened", "ended")] == list("1000"), key
        assert gong["paused"][1] == "/models?kind=M01&state=paused" and gong["weak"][1] == ""
    page = unescape(client.get("/models/figures", as_=cast["loan"]).text)
    assert "/models/assets?kind=camera&state=broken" in page and "/models/activities?kind=gong" in page
    assert "hỏng 2" in page and "Tội phạm công nghệ cao" in page and "50 %" in page and "1 chưa có" in page
    before = rows(client, cast["vinh"], "/models/figures?kind=year&at=2025-06-01")["Tiếng kẻng an ninh"]
    assert before["replicated"] == ("1", "") and before["active"] == ("1", ""), "a list of today holds no day of the past"
    assert "Chưa có mô hình nào trong sổ" in client.get("/models/figures", as_=cast["dung"]).text
    assert client.get("/models/figures", as_=cast["son"]).status_code == 403


def test_pages_cost_the_same_however_much_stands(client: ActingClient, cast: Cast) -> None:
    book = Book(cast["vinh"], [cast["binh"].village_id or cast["khoi"].team_id], random.Random(4))
    costs = []
    for number in (4, 40):
        for _ in range(number):
            book.happen()
        one = []
        for reader, path in ((cast["vinh"], "/models/figures"), (cast["son"], "/models/province")):
            client.get(path, as_=reader)
            with counted_statements() as seen:
                assert client.get(path, as_=reader).status_code == 200
            one.append(len(seen))
        costs.append(one)
    assert costs[0] == costs[1] and max(costs[0]) <= 14, costs


def test_the_provinces_board_folds_the_books_of_former_communes(client: ActingClient, cast: Cast, sunday: Sunday) -> None:
    vinh, dung, son = cast["vinh"], cast["dung"], cast["son"]
    written(vinh, cast["binh"])
    other = Book(dung, [], random.Random(2))
    other.launch(date(2026, 4, 1), kind_code="M16")
    found = rows(client, son, "/models/province")
    assert sorted(found) == ["Cả tỉnh", "Xã Đơn Dương", "Xã Đức Trọng"]
    assert [found[name]["sites"][0] for name in ("Xã Đức Trọng", "Xã Đơn Dương")] == ["1", "1"]
    assert found["Xã Đức Trọng"]["working"][0] == "67" and found["Xã Đức Trọng"]["evidence"][0] == "50"
    first = next(iter(rows(client, son, "/models/province?sort=members")))
    assert first == "Xã Đức Trọng"
    sunday.comes()
    db.session.rollback()
    after = rows(client, son, "/models/province?kind=year&at=2026-11-01")
    assert list(after) == ["Xã Đức Trọng", "Cả tỉnh"] and after["Xã Đức Trọng"]["sites"][0] == "2"
    assert after["Xã Đức Trọng"]["built"][0] == "2"


def test_a_commune_that_writes_nothing_for_ninety_days_is_late(client: ActingClient, cast: Cast) -> None:
    book = Book(cast["vinh"], [])
    with clock.frozen(at(date(2026, 8, 20))):
        book.launch(date(2026, 8, 1))
    with clock.frozen(at(TODAY)):
        late = {one.name: one.changed_on for one in queries.read_board(cast["son"].actor(), _SPAN, _SPAN, ("sites",))}
        assert late == {"Xã Đức Trọng": date(2026, 8, 20), "Xã Đơn Dương": None}
        assert "2 xã quá 90 ngày" in client.get("/models/province", as_=cast["son"]).text
        book.add_asset("gong")
        assert "1 xã quá 90 ngày" in client.get("/models/province", as_=cast["son"]).text


_SPAN = (date(2026, 10, 31), TODAY)
