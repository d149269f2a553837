"""The province's board: sums of its communes from kept rows, by period, compared, sorted, and nothing that was written."""

import re
from datetime import date
from html import unescape

import pytest

from app.figures import queries
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.figures.test_walking import Nights, happen
from tests.nights import fresh

BY = ("received", "late", "missing")
TODAY = date(2026, 11, 21)
_ROW = re.compile(r'<tr[^>]*><th scope="row" class="who">([^<]*)</th>(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r'data-sum="(\w+)">\s*([^<\s]*)')


def board(client: ActingClient, reader: Person, path: str = "/feed") -> list[tuple[str, dict[str, str]]]:
    answer = client.get(path, as_=reader)
    assert answer.status_code == 200, path
    body = unescape(answer.get_data(as_text=True)).split('<tbody class="whole">')[0]
    return [(name, dict(_CELL.findall(cells))) for name, cells in _ROW.findall(body)]


@pytest.mark.usefixtures("inside")
def test_a_period_of_communes_is_what_their_own_page_says(
    client: ActingClient, binh: Person, dung: Person, vinh: Person, son: Person
) -> None:
    happen(client, vinh, binh)
    for first, last in ((date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 10, 20), date(2026, 11, 9)), (TODAY, TODAY)):
        own = queries.read_sums(vinh.actor(), [(first, last)], TODAY)[0]
        (told,) = queries.read_communes(son.actor(), first, last, TODAY)
        assert (told.counts, told.missing) == (own.counts, own.missing)
    assert queries.read_communes(vinh.actor(), date(2026, 11, 1), TODAY, TODAY) == []
    ((name, cells),) = board(client, son, "/feed?kind=month&at=2026-11-15")
    own = queries.read_sums(vinh.actor(), [(date(2026, 11, 1), date(2026, 11, 20))], TODAY)[0]
    assert name == "Xã Đức Trọng" and int(cells["late"]) == own.counts.received - own.counts.on_time > 0
    assert (cells["planned"], cells["missing"]) == (str(own.counts.planned), str(own.missing))
    assert board(client, son, "/feed?kind=month&at=2026-08-15")[0][1]["received"] == "–"


@pytest.mark.usefixtures("inside")
def test_the_board_stands_by_whichever_column_is_asked_for(
    client: ActingClient, binh: Person, khanh: Person, vinh: Person, dung: Person, son: Person
) -> None:
    happen(client, vinh, binh)
    board(client, son)
    costs = []
    for person, officer, nights in ((binh, vinh, 1), (khanh, dung, 3)):
        for number in range(nights):
            told = Nights(client, person, officer, [], number)
            told.tell(date(2026, 11, 15 + number), fresh())
        db.session.rollback()
        with counted_statements() as statements:
            rows = board(client, son, "/feed?sort=received")
        costs.append(len(statements))
    assert len(rows) == 2 and costs[0] == costs[1]
    by = {column: [int(cells[column]) for _name, cells in board(client, son, f"/feed?sort={column}")] for column in BY}
    assert all(numbers == sorted(numbers, reverse=True) and numbers[0] > numbers[1] for numbers in by.values()), by
    names = [name for name, _cells in board(client, son)]
    assert names == sorted(names) == [name for name, _cells in board(client, son, "/feed?sort=nonsense")]
