"""Reports of periods on paper: each line of a team's and of a commune's, as a draft and signed, checked by its code."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.documents.papers import fetch, read_pdf, text_of_pdf, text_of_word
from tests.documents.test_checking import OLD, SAME, UNKNOWN, check, code_on
from tests.documents.test_prints import HOSTILE
from tests.emulation.planting import plant_commendation
from tests.nights import fresh, incident
from tests.periods.signed import night, opened, reopen, sign
from tests.roster.plans import own_team
from tests.tallies.books import Book

pytestmark = pytest.mark.usefixtures("inside")
TEXTS = {"pdf": text_of_pdf, "docx": text_of_word}
OCTOBER = date(2026, 10, 15)
TEAM_PAPER = (
    "Đức Trọng, ngày 21 tháng 11 năm 2026",
    "BÁO CÁO Kết quả hoạt động tháng 10 năm 2026 của Tổ BVANTT thôn Suối Cạn",
    "(Số liệu từ ngày 01/10/2026 đến ngày 31/10/2026)",
    "Kính gửi: Công an xã Đức Trọng.",
    "I. TÌNH HÌNH CHUNG Nói chung yên.",
    "II. KẾT QUẢ 1. Hỗ trợ nắm tình hình về an ninh, trật tự (Điều 7): 0 vụ việc.",
    "2. Hỗ trợ xây dựng phong trào, tuyên truyền (Điều 8): 1 buổi, hoạt động; 40 lượt người nghe; 0 vụ việc.",
    "3. Hỗ trợ phòng cháy, chữa cháy, cứu nạn, cứu hộ (Điều 9): 1 vụ việc.",
    "6. Tuần tra, bảo đảm trật tự; nhiệm vụ khi điều động (Điều 12): 2 ca tuần tra, 4 giờ; 1 vụ việc.",
    "Bảng 1. Số liệu Chỉ tiêu Kỳ này Kỳ trước Cùng kỳ Lũy kế năm",
    "Số ca tuần tra / kế hoạch 2/0 1/0 – 3/0 Số lượt người 2 1 – 3 Số ca không có vụ việc 1 1 – 2",
    "Số vụ việc, trong đó: 2 0 – 2 - A. An ninh trật tự công cộng 1 0 – 1 - C. Phòng cháy, cứu nạn 1 0 – 1",
    "Báo cáo gửi đúng hạn 0 % 0 % – 0 %",
    "Bảng 2. Chấm công trực đêm TT Họ tên Số đêm Số giờ Đêm tính bồi dưỡng Ký 1 Nguyễn Văn Bình 2 3 giờ 36 2",
    "Cộng 2 3 giờ 36 2",
    "III. TỒN TẠI, KHÓ KHĂN, NGUYÊN NHÂN (không ghi) IV. KIẾN NGHỊ, PHƯƠNG HƯỚNG KỲ TỚI (không ghi)",
    "TỔ TRƯỞNG",
    "XÁC NHẬN CỦA CÔNG AN XÃ",
    "Nơi nhận: - Như trên; - Trưởng thôn; - Lưu: Tổ.",
)
COMMUNE_PAPER = (
    "ỦY BAN NHÂN DÂN XÃ ĐỨC TRỌNG",
    "Số: /BC-UBND",
    "Kết quả công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc 6 tháng đầu năm 2026;",
    "phương hướng, nhiệm vụ kỳ tới",
    "Kính gửi: - Ủy ban nhân dân tỉnh Lâm Đồng; - Công an tỉnh Lâm Đồng.",
    "Phần I. TÌNH HÌNH, ĐẶC ĐIỂM Xã có 3 thôn. Phần II. KẾT QUẢ",
    "I. Công tác lãnh đạo, chỉ đạo (Bảng 1: điền tay, sổ chưa có số liệu.)",
    "Bảng 2. Tuyên truyền, hoạt động do các tổ ghi trong ca đã duyệt TT Hình thức Số buổi Lượt người",
    "1 Tuyên truyền lưu động 1 40 Cộng 1 40",
    "Bảng 3. Lực lượng (ngày cuối kỳ; xếp loại: điền tay) TT Loại tổ chức Số tổ Số thành viên Nữ Tăng, giảm Đã tập huấn",
    "Cộng 3 7 – –",
    "Tổ thực hiện mô hình, theo sổ mô hình (có thể gồm cả tổ tuần tra ở trên):",
    "1 Tiếng kẻng an ninh 1 12 4 +1 tổ, +12 người 0",
    "Bảng 4. Tuần tra và vụ việc Chỉ tiêu Kỳ này Kỳ trước Cùng kỳ Lũy kế năm Ca theo lịch 0 – – 0",
    "Ca tuần tra đã duyệt 1 – – 1",
    "V. Xây dựng, củng cố, nhân rộng mô hình Bảng 5a. Mô hình (ngày cuối kỳ)",
    "1 Tiếng kẻng an ninh 1 1 12 2025–2026; 12/QĐ-UBND Tốt: 1",
    "Bảng 5b. Mô hình (trong kỳ) TT Tên mô hình Kết quả chính trong kỳ Mới xây dựng Nhân rộng Củng cố Kết thúc",
    "1 Tiếng kẻng an ninh Đánh kẻng, báo động: 2 (40 lượt người) 1 0 0 0",
    "VI. Camera, kẻng, bảng cảnh báo, điểm chữa cháy Bảng 6. Phương tiện (ngày cuối kỳ; camera đếm theo mắt)",
    "Mắt camera 6 4 2 - Công an 2 0 2 - Người dân 4 4 0 Tuyến đường camera – – –",
    "Bảng cảnh báo 1 1 0 - Tội phạm công nghệ cao 1 1 0",
    "Điểm chữa cháy 0 0 0",
    "VII. Thi đua, khen thưởng; chấm điểm, phân loại phong trào (Bảng 8: điền tay, sổ chưa có số liệu.)",
    "Bảng 7. Thi đua, khen thưởng (trong kỳ, theo ngày đề xuất và ngày quyết định)",
    "Đề xuất khen 1 – – 1 Tập thể được khen 1 – – 1 - Giấy khen, cấp xã 1 – – 1 Cá nhân được khen 0 – – 0",
    "Đã khen, chưa có minh chứng 1 – – 1",
    "Phần III. TỒN TẠI, NGUYÊN NHÂN, BÀI HỌC KINH NGHIỆM (không ghi)",
    "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
    "- TT Đảng ủy, HĐND xã; - UBMTTQ xã; - Công an xã; - Lưu: VT.",
)
_SIGNED = re.compile(
    r"Đã ký trong sổ: lần 1, Đỗ Quang Vinh, 22 giờ 30 ngày 21/11/2026; mã nội dung [0-9a-f]{16}, sổ gốc số \d+\."
)


def missing_in(text: str, lines: tuple[str, ...]) -> list[str]:
    """Which of the lines do not stand in a paper's text, wherever its lines were broken."""
    flat = "".join(text.split())
    return [line for line in lines if "".join(line.split()) not in flat]


def write(client: ActingClient, who: Person, period_id: UUID, part: str, text: str, rev: int = 0) -> None:
    answer = client.submit(f"/periods/{period_id}/texts", {"part": part, "rev": rev, "text": text}, as_=who)
    assert answer.status_code == 303


def keep_models(vinh: Person, binh: Person) -> Book:
    """A book of models in the first half of the year: gongs, one of them paused, cameras, a board, gongs sounded."""
    book = Book(vinh, [])
    reviewed: dict[str, Any] = {"level": "tot", "reviewed_on": date(2026, 6, 1), "decision_no": "12/QĐ-UBND"}
    site = book.launch(date(2026, 2, 10), village_id=binh.village_id, **reviewed)
    book.add_group(site, date(2026, 2, 10), 12)
    book.move(book.launch(date(2025, 5, 1)), "pause", date(2026, 3, 1))
    book.add_asset("camera", eyes=4, owner="people", installed_on=date(2025, 7, 1))
    broken = book.add_asset("camera", eyes=2, owner="police", installed_on=date(2026, 2, 1))
    book.look(broken, "broken", date(2026, 5, 1))
    book.add_asset("board", topic="cyber", installed_on=date(2026, 2, 1))
    for _ in range(2):
        book.act("gong", date(2026, 5, 1), site_id=site, people=20)
    return book


def october(client: ActingClient, binh: Person, vinh: Person) -> UUID:
    """Two nights of October and one of September; gives the month's report of Bình's team."""
    activity = {"activity_id": fresh(), "category": "G01", "details": {"form": "mobile", "reach": 40}}
    night(client, binh, "2026-09-05", vinh)
    night(client, binh, "2026-10-05", vinh, incidents=[incident("A02"), incident("C01")], activities=[activity])
    night(client, binh, "2026-10-06", vinh)
    return opened(vinh, "month", OCTOBER, own_team(binh))


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_teams_report_says_every_line(client: ActingClient, binh: Person, vinh: Person, ending: str) -> None:
    period_id = october(client, binh, vinh)
    path = f"/periods/{period_id}/paper.{ending}"
    write(client, vinh, period_id, "situation", "Nói chung yên.")
    draft = TEXTS[ending](fetch(client, vinh, path))
    assert missing_in(draft, (*TEAM_PAPER, "DỰ THẢO", "Bản nháp: chưa ký, chưa có số")) == []
    assert sign(client, vinh, period_id).status_code == 303
    signed = TEXTS[ending](fetch(client, vinh, path))
    assert missing_in(signed, TEAM_PAPER) == []
    assert "DỰ THẢO" not in signed and "Bản nháp" not in signed and _SIGNED.search(signed)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_communes_report_says_every_line(client: ActingClient, cast: Cast, ending: str) -> None:
    vinh, loan, son = cast["vinh"], cast["loan"], cast["son"]
    activity = {"activity_id": fresh(), "category": "G01", "details": {"form": "mobile", "reach": 40}}
    night(client, cast["binh"], "2026-05-05", vinh, incidents=[incident("A02")], activities=[activity])
    book = keep_models(vinh, cast["binh"])
    with unit_of_work():
        plant_commendation(cast["binh"], date(2026, 5, 6), date(2026, 6, 1))
    period_id = opened(vinh, "half", date(2026, 5, 5))
    write(client, loan, period_id, "situation", "Xã có 3 thôn.")
    path = f"/periods/{period_id}/paper.{ending}"
    assert client.get(path, as_=son).status_code == 404, "a province sees no draft"
    draft = TEXTS[ending](fetch(client, loan, path))
    assert missing_in(draft, (*COMMUNE_PAPER, "DỰ THẢO")) == []
    assert sign(client, vinh, period_id).status_code == 303
    # What is written later stands in the next report: this one is frozen.
    book.add_asset("camera", eyes=9, owner="police", installed_on=date(2026, 6, 1))
    signed = TEXTS[ending](fetch(client, son, path))
    assert missing_in(signed, COMMUNE_PAPER) == [] and "DỰ THẢO" not in signed and _SIGNED.search(signed)
    if ending == "docx":
        code = code_on(client, loan, path)
        assert all(SAME in check(client, who, code) for who in (vinh, loan, son))
    if ending == "docx":
        assert reopen(client, son, period_id).status_code == 303 and sign(client, vinh, period_id).status_code == 303
        told = client.get(f"/periods/{period_id}/differences", as_=son).text
        assert "Mắt camera: Công an" in told and "11, hoạt động tốt 9" in told
    working = opened(vinh, "police-year", date(2025, 12, 20))
    police = TEXTS[ending](fetch(client, vinh, f"/periods/{working}/paper.{ending}"))
    assert missing_in(police, ("CÔNG AN TỈNH LÂM ĐỒNG", "Số: /BC-CAX", "TRƯỞNG CÔNG AN XÃ", "(15/12 – 14/12)")) == []


def test_hostile_words_are_only_words(client: ActingClient, binh: Person, vinh: Person) -> None:
    period_id = october(client, binh, vinh)
    write(client, vinh, period_id, "proposals", HOSTILE)
    for ending, read in TEXTS.items():
        text = read(fetch(client, vinh, f"/periods/{period_id}/paper.{ending}"))
        assert "#set page() $x$ *đậm* @ref <b>&amp;" in text and "\u202e" not in text, ending
    page = client.get(f"/periods/{period_id}", as_=vinh).text
    assert "<b>&amp;" not in page and "&lt;b&gt;&amp;amp;" in page
    assert len(read_pdf(fetch(client, vinh, f"/periods/{period_id}/paper.pdf")).pages) == 2


def test_a_print_is_old_once_the_period_was_opened_again(client: ActingClient, cast: Cast) -> None:
    binh, vinh = cast["binh"], cast["vinh"]
    period_id = october(client, binh, vinh)
    path = f"/periods/{period_id}/paper.docx"
    draft = code_on(client, vinh, path)
    assert SAME in check(client, vinh, draft) and "01/10/2026 đến ngày 31/10/2026" in check(client, vinh, draft)
    assert sign(client, vinh, period_id).status_code == 303
    signed = code_on(client, vinh, path)
    assert OLD in check(client, vinh, draft) and SAME in check(client, cast["ha"], signed)
    assert UNKNOWN in check(client, cast["loan"], signed) and UNKNOWN in check(client, cast["lam"], signed)
    assert reopen(client, vinh, period_id).status_code == 303
    assert OLD in check(client, vinh, signed)
