"""What the report of a team's week or month says on paper."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.documents.prints.layout import Column, Line, Table
from app.documents.sheets.attendance import hours_words
from app.documents.sheets.period_tables import figures_table, group_rows, number_row, part, share_row
from app.periods.views import faces, words
from app.reports.forms import TASK_WORDS
from app.units.rules import bare_name

_NIGHTS = (Column("Số đêm", 20, "right"), Column("Số giờ", 30, "right"))
_COUNTED, _SIGNED = Column("Đêm tính bồi dưỡng", 22, "right"), Column("Ký", 18)


def team_blocks(content: Mapping[str, Any], names: Mapping[str, str], commune: str) -> Iterable[Line | Table]:
    """Everything between the title and the signatures; ``names`` of members by id."""
    yield Line("Kính gửi:", f"Công an xã {bare_name(commune)}.")
    yield part(content, "situation", "I. TÌNH HÌNH CHUNG")
    yield Line("II. KẾT QUẢ", "")
    yield from _tasks(content)
    if content["texts"].get("results"):
        yield part(content, "results")
    yield Line("Bảng 1. Số liệu", "")
    yield figures_table(_figures(content))
    yield Line("Bảng 2. Chấm công trực đêm", "")
    yield _attendance(content, names)
    yield part(content, "shortcomings", "III. TỒN TẠI, KHÓ KHĂN, NGUYÊN NHÂN")
    yield part(content, "proposals", "IV. KIẾN NGHỊ, PHƯƠNG HƯỚNG KỲ TỚI")


def _tasks(content: Mapping[str, Any]) -> Iterable[Line]:
    """The six groups of tasks of the law, each with what the records hold."""
    measures = content["measures"]
    for place, (article, name) in enumerate(TASK_WORDS.items(), start=1):
        incidents = (content["tasks"].get(str(article)) or [0])[0] or 0
        told = f"{incidents} vụ việc"
        if article == 8:
            times = sum(times for _, times, _ in faces.propaganda_rows(content))
            reached = sum(reached for _, _, reached in faces.propaganda_rows(content))
            heard = f"; {reached} lượt người nghe" if reached else ""
            told = f"{times} buổi, hoạt động{heard}; {told}"
        if article == 12:
            shifts, hours = measures["approved"][0] or 0, words.written("minutes", measures["minutes"][0])
            told = f"{shifts} ca tuần tra, {hours} giờ; {told}"
        yield Line(f"{place}. {name} (Điều {article}):", f"{told}.")


def _figures(content: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    measures = content["measures"]
    pairs = zip(measures["approved"], measures["planned"], strict=True)
    yield "Số ca tuần tra / kế hoạch", *("–" if done is None else f"{done}/{planned}" for done, planned in pairs)
    yield number_row(content, "turns", "Số lượt người")
    yield number_row(content, "quiet", "Số ca không có vụ việc")
    yield number_row(content, "incidents", "Số vụ việc, trong đó:")
    yield from (("- " + row[0], *row[1:]) for row in group_rows(content))
    yield number_row(content, "reminders", "Số lượt nhắc nhở")
    yield number_row(content, "activities", "Số buổi tuyên truyền, hoạt động")
    yield number_row(content, "helped", "Số lượt hỗ trợ người dân")
    yield number_row(content, "missing", "Số ca thiếu báo cáo")
    yield share_row(content, "Báo cáo gửi đúng hạn")
    yield number_row(content, "sent_back", "Số báo cáo bị trả lại bổ sung")


def _attendance(content: Mapping[str, Any], names: Mapping[str, str]) -> Table:
    rows, monthly = content["attendance"], content["kind"] == "month"
    name = Column("Họ tên", 65 if monthly else 87)
    columns = (Column("TT", 10, "center"), name, *_NIGHTS, *([_COUNTED] if monthly else []), _SIGNED)
    found = []
    for place, one in enumerate(rows, start=1):
        known = (str(place), names.get(one["member"], "không rõ"), str(one["nights"]), hours_words(one["minutes"]))
        found.append((*known, *([str(one["counted"])] if monthly else []), ""))
    nights, minutes = (sum(one[key] for one in rows) for key in ("nights", "minutes"))
    counted = [str(sum(one["counted"] for one in rows))] if monthly else []
    total = ("", "Cộng", str(nights), hours_words(minutes), *counted, "")
    return Table(columns, (*found, total), strong_last=True)
