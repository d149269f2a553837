"""A list of models out of a spreadsheet: tried first, each fault named by row and column; then the good rows at once."""

import io
import re
from collections.abc import Sequence
from datetime import date
from html import unescape

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from app.journal.models import JournalNote
from app.registry import queries
from app.registry.models import ModelGroup, ModelSite
from app.registry.rules.importing import Known, Line, make_plan, read_day, read_number
from app.registry.views.importing import COLUMNS
from app.web.database import db
from app.web.sheets import read_rows
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.counting import counted_statements
from tests.registry.books import ON, entered

pytestmark = pytest.mark.usefixtures("inside")
HEADINGS = [one.heading for one in COLUMNS]
KEYS = [one.key for one in COLUMNS]
_TICKET = re.compile(r'name="ticket" value="([^"]+)"')
Cells = list[object]


def row(number: int, **other: object) -> Cells:
    """A good row of a real-looking list."""
    known = {
        "name": f"Tổ liên gia an toàn PCCC số {number}",
        "kind": "Tổ liên gia an toàn PCCC",
        "village": ("Suối Cạn", "thôn Đồi Mơ", "CẦU ĐÁ")[number % 3],
        "launched_on": (date(2023, 10, 4), "4/10/2023", "10/2023", 2023)[number % 4],
        "decision_no": "52/QĐ-UBND",
        "decision_on": "2/10/2023" if number % 4 < 2 else "",
        "decision_by": "UBND xã",
        "head_role": "Tổ trưởng liên gia",
        "has_regulation": ("có", "Không", "")[number % 3],
        "fund_source": "xã hội hóa",
        "budget": ("1.500.000", 2000000, "")[number % 3],
        "group": f"Tổ số {number}",
        "members": 8 + number % 5,
        "women": number % 4,
        "homes": 8,
    }
    return [(known | other).get(key, "") for key in KEYS]


# Twenty rows that cannot be taken: what is wrong in which column.
FAULTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("name", {"name": ""}),
    ("name", {"name": "Tổ"}),
    ("name", {"name": "x" * 121}),
    ("kind", {"kind": ""}),
    ("kind", {"kind": "Câu lạc bộ đánh cờ"}),
    ("village", {"village": "Thôn Không Có"}),
    ("launched_on", {"launched_on": ""}),
    ("launched_on", {"launched_on": "31/2/2023"}),
    ("launched_on", {"launched_on": "hồi năm ngoái"}),
    ("launched_on", {"launched_on": date(2027, 5, 1)}),
    ("launched_on", {"launched_on": "1/9/2023", "decision_on": "2/10/2023"}),
    ("decision_no", {"decision_no": "9" * 41}),
    ("decision_on", {"decision_on": "2023-13-01"}),
    ("head_role", {"head_role": "y" * 81}),
    ("has_regulation", {"has_regulation": "đang soạn"}),
    ("fund_source", {"fund_source": "vay ngân hàng"}),
    ("budget", {"budget": "mười triệu"}),
    ("members", {"members": "tám"}),
    ("women", {"members": 5, "women": 6}),
    ("group", {"name": "Tổ liên gia an toàn PCCC số 1", "village": "thôn Đồi Mơ", "group": "Tổ số 1"}),
)


def workbook(rows: Sequence[Cells]) -> bytes:
    book = Workbook()
    for cells in ([*HEADINGS], *rows):
        book.active.append(cells)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(client: ActingClient, who: Person, data: bytes) -> str:
    answer = client.submit("/models/import", {"file": (io.BytesIO(data), "mo-hinh.xlsx")}, as_=who)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:400]
    return unescape(answer.get_data(as_text=True))


def stored() -> tuple[int, int]:
    db.session.rollback()
    return tuple(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (ModelSite, ModelGroup))  # type: ignore[return-value]


def test_five_hundred_rows_with_twenty_faults(client: ActingClient, cast: Cast) -> None:
    vinh = cast["vinh"]
    rows = [row(number) for number in range(500)]
    places = [7 + 24 * number for number in range(20)]
    for place, (_column, other) in zip(places, FAULTS, strict=True):
        rows[place] = row(place, **other)

    page = bring(client, vinh, workbook(rows))

    assert stored() == (0, 0), "trying a list writes nothing"
    faulty, _, good = page.partition("480 hàng đúng")
    told = re.findall(r'data-word="Hàng">(\d+)</td><td><ul class="cell-faults"><li><strong>([^<]+)</strong>', faulty)
    headings = dict(zip(KEYS, HEADINGS, strict=True))
    assert told == [(str(place + 2), headings[column]) for place, (column, _) in zip(places, FAULTS, strict=True)]
    assert f"Trùng với hàng {1 + 2}" in faulty and good.count("Thêm điểm") == 480

    ticket = _TICKET.findall(page)[0]
    kept = client.submit("/models/import/keep", {"ticket": ticket}, as_=vinh)
    assert kept.status_code == 303 and stored() == (480, 480)
    found = queries.list_sites(vinh.actor(), ON)
    members = sum(8 + number % 5 for number in range(500) if number not in places)
    assert (queries.total(found).members, queries.total(found).households) == (members, 480 * 8)
    notes = select(func.count()).where(JournalNote.kind == "site.opened", JournalNote.commune_id == COMMUNE)
    assert db.session.scalar(notes) == 480
    (one,) = [each.site for each in found if each.site.name.endswith("số 2")]
    assert (one.launched_on, one.head_role, one.fund_source, one.state) == (
        date(2023, 10, 1),
        "Tổ trưởng liên gia",
        "social",
        "active",
    )

    again = bring(client, vinh, workbook([each for place, each in enumerate(rows) if place not in places]))
    assert "Mọi hàng đã có trong sổ" in again and stored() == (480, 480)


def test_a_site_with_two_groups_is_one_site(client: ActingClient, cast: Cast) -> None:
    same = {
        "name": "Kẻng Suối Cạn",
        "kind": "tieng keng an ninh",
        "village": "Suối Cạn",
        "launched_on": 2019,
        "decision_on": "",
    }
    rows = [row(0, **same, group="Tổ sáng", members=5), row(0, **same, group="Tổ tối", members=7, women=2)]
    page = bring(client, cast["ha"], workbook(rows))
    client.submit("/models/import/keep", {"ticket": _TICKET.findall(page)[0]}, as_=cast["ha"])
    assert stored() == (1, 2)
    later = bring(client, cast["ha"], workbook([*rows, row(0, **same, group="Tổ đêm", members=3, women=0)]))
    client.submit("/models/import/keep", {"ticket": _TICKET.findall(later)[0]}, as_=cast["ha"])
    assert stored() == (1, 3)


def test_what_changed_since_it_was_tried_is_shown_anew(client: ActingClient, cast: Cast) -> None:
    vinh = cast["vinh"]
    page = bring(client, vinh, workbook([row(0), row(3)]))
    entered(vinh, cast["binh"].village_id, "Tổ liên gia an toàn PCCC số 0", "M10")
    answer = client.submit("/models/import/keep", {"ticket": _TICKET.findall(page)[0]}, as_=vinh)
    assert answer.status_code == 409 and stored() == (1, 0)
    forged = client.submit("/models/import/keep", {"ticket": _TICKET.findall(page)[0]}, as_=cast["loan"])
    assert forged.status_code == 303 and stored() == (1, 0)


def test_an_officer_brings_the_own_villages_alone(client: ActingClient, cast: Cast) -> None:
    page = bring(client, cast["lam"], workbook([row(0), row(2), row(3, village="")]))
    assert page.count("trong địa bàn của đồng chí") == 2 and "1 hàng đúng" in page
    for key in ("hien", "sau", "tu"):
        assert client.get("/models/import", as_=cast[key]).status_code == 403


def test_the_template_offers_what_the_commune_has(client: ActingClient, cast: Cast) -> None:
    data = client.get("/models/import/template.xlsx", as_=cast["loan"]).get_data()
    sheet, lists = load_workbook(io.BytesIO(data)).worksheets
    assert [cell.value for cell in sheet[1]] == HEADINGS and read_rows(data, COLUMNS) == []
    columns = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in lists.columns}
    assert columns["Thôn"] == ["Cả xã", "Suối Cạn", "Đồi Mơ", "Cầu Đá"] and len(columns["Loại mô hình"]) == 22
    offered = {str(one.sqref).split("2:")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered["B"] == "'Danh mục'!$A$2:$A$23"


def test_trying_costs_the_same_however_long_the_list_is(client: ActingClient, cast: Cast) -> None:
    client.get("/models/import", as_=cast["vinh"])
    costs = []
    for count in (3, 60):
        with counted_statements() as seen:
            bring(client, cast["vinh"], workbook([row(number) for number in range(count)]))
        costs.append(len(seen))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("text", "day"),
    [("", None), ("4/10/2023", date(2023, 10, 4)), ("10-2023", date(2023, 10, 1)), ("2019", date(2019, 1, 1))],
)
def test_days_as_people_write_them(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_numbers_as_people_write_them() -> None:
    assert [read_number(text) for text in ("", "7", "1.500.000", "1 500 000", "1,500")] == [
        None,
        7,
        1_500_000,
        1_500_000,
        1500,
    ]
    for text in ("7 người", "-3", "1.5", "=1+1", "9" * 14):
        with pytest.raises(ValueError, match="số nguyên"):
            read_number(text)


def test_a_formula_stays_a_text() -> None:
    cells = dict.fromkeys(KEYS, "") | {
        "name": "=cmd|'/c calc'!A1",
        "kind": "kẻng",
        "village": "Suối Cạn",
        "launched_on": "2020",
    }
    (planned,) = make_plan([Line(2, cells)], Known({}, {"keng": "M01"}, {}, {}, True, ON))
    assert planned.said is not None and planned.said.name == "=cmd|'/c calc'!A1"
    assert [fault.column for fault in planned.faults] == ["village"]
