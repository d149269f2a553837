"""Teams and members out of a spreadsheet: shown first, with a reason for every bad row; then taken in whole."""

import io
import re
from collections.abc import Sequence
from datetime import date
from html import unescape

import pytest

from app.people import queries, service
from app.web.database import db
from app.web.sheets import Column, write_workbook
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements

PAGE, KEEP = "/teams/import", "/teams/import/keep"
HEADS = ("TỔ", "loai to", "Thôn", "Họ và tên", "Vai trò", "Từ ngày")
SUOI_CAN = "Tổ BVANTT thôn Suối Cạn"
NEW = "Đội dân phòng Đồi Mơ"
GOOD = (
    (SUOI_CAN, "", "Suối Cạn", "Nguyễn Văn Bình", "Tổ trưởng", ""),
    (SUOI_CAN, "BVANTT", "thôn suoi can", "LÊ MINH ĐỨC", "tổ phó", ""),
    (SUOI_CAN, "", "Suối Cạn", "Mai Thị Tuyết", "", date(2026, 3, 1)),
    (NEW, "Đội dân phòng", "Đồi Mơ", "Ngô Văn Sáu", "Tổ trưởng", "2/4/2026"),
    (NEW, "", "Đồi Mơ", "Trần Văn Lực", "Tổ viên", ""),
)


def sheet(rows: Sequence[Sequence[object]], heads: Sequence[str] = HEADS) -> bytes:
    columns = [Column(str(place), head) for place, head in enumerate(heads)]
    return write_workbook("Tổ viên", columns, rows)  # type: ignore[arg-type]


def bring(client: ActingClient, who: Person, data: bytes, name: str = "to.xlsx"):
    return client.submit(PAGE, {"file": (io.BytesIO(data), name)}, as_=who, content_type="multipart/form-data")


def ticket_on(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found, page
    return found[1]


def crew(who: Person, name: str) -> list[tuple[str, str]]:
    day = date(2026, 12, 1)
    found = [team for team in queries.list_teams(who.actor(), day) if team.name == name]
    db.session.rollback()
    assert len(found) == 1, [team.name for team in found]
    return [(one.name, one.role) for one in found[0].members]


def test_a_list_is_shown_then_taken_in_and_the_same_file_again_changes_nothing(
    client: ActingClient, inside: None, ha: Person
) -> None:
    shown = bring(client, ha, sheet(GOOD))
    page = shown.get_data(as_text=True)

    assert shown.status_code == 200
    assert "Thêm 1 tổ, 3 người; đổi nhiệm vụ 1 người; 1 người đã có" in page
    assert "cần sửa" not in page and "Nhập vào sổ" in page
    assert NEW not in client.get("/teams", as_=ha).get_data(as_text=True), "shown, not written"

    done = client.submit(KEEP, {"ticket": ticket_on(page)}, as_=ha)

    assert (done.status_code, done.headers["Location"]) == (303, "/teams")
    assert "thêm 1 tổ, thêm 3 người, đổi nhiệm vụ 1 người" in client.get("/teams", as_=ha).get_data(as_text=True)
    assert crew(ha, NEW) == [("Ngô Văn Sáu", "leader"), ("Trần Văn Lực", "member")]
    assert crew(ha, SUOI_CAN) == [
        ("Nguyễn Văn Bình", "leader"),
        ("Trần Thị Hoa", "deputy"),
        ("Lê Minh Đức", "deputy"),
        ("Mai Thị Tuyết", "member"),
    ]
    again = bring(client, ha, sheet(GOOD)).get_data(as_text=True)
    assert "Mọi hàng đã có trong sổ" in again and 'name="ticket"' not in again


BAD = (
    (("Tổ lạ", "BVANTT", "Thôn Trời", "Ai Đó", "", ""), "Không có thôn “Thôn Trời”"),
    (("Tổ cầu", "BVANTT", "Cầu Đá", "Ai Đó", "", ""), "Không có thôn “Cầu Đá”"),
    ((SUOI_CAN, "", "Suối Cạn", "", "", ""), "Chưa ghi họ và tên"),
    (("", "", "Suối Cạn", "Ai Đó", "", ""), "Chưa ghi tên tổ"),
    ((SUOI_CAN, "", "Suối Cạn", "Vũ Văn Ngày", "", "31/2/2026"), "Ngày “31/2/2026” chưa đúng"),
    ((SUOI_CAN, "", "Suối Cạn", "Vũ Văn Xa", "", "1/3/1826"), "Ngày “01/03/1826” chưa đúng"),
    ((SUOI_CAN, "", "Suối Cạn", "Lê Số 079123456789", "", ""), "Họ và tên có chữ số"),
    ((SUOI_CAN, "", "Suối Cạn", "Vũ Văn Lạ", "Vua", ""), "Không có vai trò “Vua”"),
    ((SUOI_CAN, "Dân phòng", "Suối Cạn", "Vũ Văn Khác", "", ""), "Loại tổ khác với “Tổ bảo vệ an ninh, trật tự”"),
    (("Tổ mới", "", "Suối Cạn", "Vũ Văn Mới", "", ""), "Tổ mới: cần ghi loại tổ"),
    (("Tổ mới nữa", "Câu lạc bộ", "Suối Cạn", "Vũ Văn Mới", "", ""), "Không có loại tổ “Câu lạc bộ”"),
    ((SUOI_CAN, "", "Suối Cạn", "Mai Thị Tuyết", "Tổ trưởng", ""), "Tổ đã có tổ trưởng: Nguyễn Văn Bình"),
    (("Tổ hai", "Tự quản", "Đồi Mơ", "Người Một", "Tổ trưởng", ""), ""),
    (("Tổ hai", "Tự quản", "Đồi Mơ", "Người Hai", "Tổ trưởng", ""), "Tổ đã có tổ trưởng ở hàng 14"),
    (("Tổ hai", "Tự quản", "Đồi Mơ", "người một", "", ""), "Trùng với hàng 14"),
)


def test_each_bad_row_is_named_and_only_the_good_ones_go_in_when_wanted(
    client: ActingClient, inside: None, ha: Person
) -> None:
    page = unescape(bring(client, ha, sheet([row for row, _words in BAD])).get_data(as_text=True))

    told = dict(re.findall(r'<td data-word="Hàng">(\d+)</td><td class="trouble-word">([^<]+)</td>', page))
    for number, (_row, words) in enumerate(BAD, start=2):
        assert told.get(str(number), "").startswith(words), (number, told.get(str(number)))
    assert "14" not in told and "Nhập vào sổ" not in page

    ticket = ticket_on(page)
    assert client.submit(KEEP, {"ticket": ticket}, as_=ha).status_code == 422
    assert client.submit(KEEP, {"ticket": ticket, "only_good": "y"}, as_=ha).status_code == 303
    assert crew(ha, "Tổ hai") == [("Người Một", "leader")]
    assert crew(ha, SUOI_CAN) == [("Nguyễn Văn Bình", "leader"), ("Trần Thị Hoa", "deputy"), ("Lê Minh Đức", "member")]


def test_a_leader_may_change_within_one_file(client: ActingClient, inside: None, ha: Person) -> None:
    rows = (
        (SUOI_CAN, "", "Suối Cạn", "Trần Thị Hoa", "Tổ trưởng", ""),
        (SUOI_CAN, "", "Suối Cạn", "Nguyễn Văn Bình", "Tổ viên", ""),
    )
    page = bring(client, ha, sheet(rows)).get_data(as_text=True)
    client.submit(KEEP, {"ticket": ticket_on(page)}, as_=ha)

    assert crew(ha, SUOI_CAN)[0] == ("Trần Thị Hoa", "leader")


def test_when_the_teams_changed_meanwhile_it_is_shown_anew(
    client: ActingClient, inside: None, ha: Person, vinh: Person, binh: Person
) -> None:
    page = bring(client, ha, sheet(GOOD)).get_data(as_text=True)
    assert binh.team_id
    with unit_of_work():
        service.add_member(vinh.actor(), binh.team_id, "Mai Thị Tuyết")

    answer = client.submit(KEEP, {"ticket": ticket_on(page)}, as_=ha)

    shown = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "vừa thay đổi, nên chưa nhập gì" in shown
    assert client.submit(KEEP, {"ticket": ticket_on(shown)}, as_=ha).status_code == 303
    assert [name for name, _role in crew(ha, SUOI_CAN)].count("Mai Thị Tuyết") == 1


def test_nothing_is_slipped_in_between_the_two_pages(client: ActingClient, inside: None, cast: Cast, ha: Person) -> None:
    ticket = ticket_on(bring(client, ha, sheet(GOOD)).get_data(as_text=True))
    for given, who in ((ticket.swapcase(), ha), ("", ha), (ticket, cast["vinh"])):
        assert client.submit(KEEP, {"ticket": given}, as_=who).headers["Location"] == PAGE
    for who in ("tu", "loan", "son"):
        assert bring(client, cast[who], sheet(GOOD)).status_code == 403
        assert client.submit(KEEP, {"ticket": ticket}, as_=cast[who]).status_code == 403
    namesakes = bring(client, cast["lam"], sheet([("Tổ tự quản Cầu Đá", "", "Cầu Đá", "Phạm Văn Thành", "", "")]))
    assert "Có người cùng tên" not in namesakes.get_data(as_text=True), "of another officer's villages nothing is told"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "không phải .xlsx"),
        ("Tên;Tuổi\nA;3\n".encode(), "Không thấy hàng tiêu đề"),
        (sheet(()), "chưa có hàng nào"),
        (sheet([("T", "", "V", f"N{n}", "", "") for n in range(1001)]), "quá 1000 hàng"),
    ],
    ids=["a picture", "another list", "empty", "too long"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(client: ActingClient, ha: Person, data: bytes, words: str) -> None:
    answer = bring(client, ha, data)

    assert answer.status_code == 422 and words in answer.get_data(as_text=True)


def test_the_template_is_read_again_and_a_text_file_too(client: ActingClient, ha: Person) -> None:
    answer = client.get(f"{PAGE}/template.xlsx", as_=ha)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "chưa có hàng nào" in bring(client, ha, answer.data).get_data(as_text=True)

    text = "Tổ;Thôn;Họ và tên\r\n" + f"{SUOI_CAN};Suối Cạn;Mai Thị Tuyết\r\n"
    assert "Thêm 0 tổ, 1 người" in bring(client, ha, text.encode("utf-8-sig"), "to.csv").get_data(as_text=True)


def test_a_long_list_costs_as_many_statements_as_a_short_one(client: ActingClient, inside: None, ha: Person) -> None:
    def cost(count: int) -> int:
        rows = [
            (SUOI_CAN, "", "Suối Cạn", f"Người {chr(65 + n // 26)}{chr(97 + n % 26)} {count}".translate(_NO_DIGITS), "", "")
            for n in range(count)
        ]
        page = bring(client, ha, sheet(rows)).get_data(as_text=True)
        with counted_statements() as statements:
            assert client.submit(KEEP, {"ticket": ticket_on(page)}, as_=ha).status_code == 303
        return len(statements)

    cost(1)
    assert cost(2) == cost(60)


_NO_DIGITS = str.maketrans("0123456789", "abcdefghij")
