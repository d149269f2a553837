"""What the commune's report on the movement says on paper. What the book does not know is written by hand."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.documents.prints.headers import Issuer
from app.documents.prints.layout import Column, Line, Table
from app.documents.sheets.period_models import force_table, model_tables, praise_table, thing_table
from app.documents.sheets.period_tables import figures_table, group_rows, number_row, part, share_row
from app.periods.views import faces, words

Tables = Callable[[Mapping[str, Any]], Iterable[Line | Table]]
_PROPAGANDA = (
    Column("TT", 12, "center"),
    Column("Hình thức", 93),
    Column("Số buổi", 30, "right"),
    Column("Lượt người", 30, "right"),
)
_BY_HAND = "Bảng {numbers}: điền tay, sổ chưa có số liệu."


def commune_blocks(content: Mapping[str, Any], province: str, issuer: Issuer) -> Iterable[Line | Table]:
    """Everything between the title and the signatures."""
    above = province[:1].lower() + province[1:] if province else "tỉnh"
    police = f"Công an {above}"
    yield Line("Kính gửi:", f"\n- Ủy ban nhân dân {above};\n- {police}." if issuer is Issuer.COMMITTEE else f"{police}.")
    yield part(content, "situation", "Phần I. TÌNH HÌNH, ĐẶC ĐIỂM")
    yield Line("Phần II. KẾT QUẢ", "")
    yield _by_hand(content, "leadership", "I. Công tác lãnh đạo, chỉ đạo")
    yield part(content, "propaganda", "II. Tuyên truyền, vận động")
    yield Line("Bảng 2. Tuyên truyền, hoạt động do các tổ ghi trong ca đã duyệt", "")
    yield _numbered(_PROPAGANDA, faces.propaganda_rows(content))
    yield part(content, "forces", "III. Xây dựng lực lượng")
    yield from force_table(content)
    yield part(content, "patrol", "IV. Tuần tra, giải quyết vụ việc")
    yield Line("Bảng 4. Tuần tra và vụ việc", "")
    yield figures_table(_patrol(content))
    yield from _of_book(content, "models", "V. Xây dựng, củng cố, nhân rộng mô hình", "5", model_tables)
    yield from _of_book(content, "equipment", "VI. Camera, kẻng, bảng cảnh báo, điểm chữa cháy", "6", thing_table)
    yield from _emulation(content)
    yield part(content, "shortcomings", "Phần III. TỒN TẠI, NGUYÊN NHÂN, BÀI HỌC KINH NGHIỆM")
    yield part(content, "direction", "Phần IV. PHƯƠNG HƯỚNG, NHIỆM VỤ; KIẾN NGHỊ")


def _by_hand(content: Mapping[str, Any], key: str, title: str, numbers: str = "") -> Line:
    told = _BY_HAND.format(numbers=numbers or words.by_hand(key, content))
    return part(content, key, title) if content["texts"].get(key) else Line(title, f"\n({told})")


def _emulation(content: Mapping[str, Any]) -> Iterable[Line | Table]:
    yield _by_hand(content, "emulation", "VII. Thi đua, khen thưởng; chấm điểm, phân loại phong trào")
    if content.get("praise") is not None:
        yield from praise_table(content)


def _of_book(content: Mapping[str, Any], key: str, title: str, number: str, tables: Tables) -> Iterable[Line | Table]:
    """A part with its tables from the book of models; a report that was signed before there was one has none."""
    if content.get("book") is None:
        yield _by_hand(content, key, title, number)
        return
    text = content["texts"].get(key)
    yield part(content, key, title) if text else Line(title, "")
    yield from tables(content)


def _numbered(columns: tuple[Column, ...], rows: list[tuple[str, int, int]]) -> Table:
    told = [(str(place), name, str(first), _told(second)) for place, (name, first, second) in enumerate(rows, start=1)]
    total = ("", "Cộng", str(sum(first for _, first, _ in rows)), _told(sum(second for *_, second in rows)))
    return Table(columns, (*told, total), strong_last=True)


def _told(number: int) -> str:
    """What nobody wrote down is no nought."""
    return str(number) if number else "–"


def _patrol(content: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    yield number_row(content, "planned", "Ca theo lịch")
    yield number_row(content, "approved", "Ca tuần tra đã duyệt")
    yield number_row(content, "missing", "Ca thiếu báo cáo")
    yield number_row(content, "turns", "Lượt người")
    yield number_row(content, "minutes", "Giờ tuần tra")
    yield number_row(content, "quiet", "Ca không có vụ việc")
    yield number_row(content, "incidents", "Vụ việc, trong đó:")
    yield from (("- " + row[0], *row[1:]) for row in group_rows(content))
    yield number_row(content, "grave", "Vụ việc mức cao, khẩn cấp")
    yield number_row(content, "reminders", "Lượt nhắc nhở")
    yield number_row(content, "helped", "Lượt hỗ trợ người dân")
    yield share_row(content, "Báo cáo gửi đúng hạn")
