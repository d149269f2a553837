"""The tables of the commune's report that come from its book of models: forces, models, cameras and other means."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.documents.prints.layout import Column, Line, Table
from app.documents.sheets.period_tables import figures_table
from app.periods.views import book

_FORCES = (
    Column("TT", 10, "center"),
    Column("Loại tổ chức", 57),
    Column("Số tổ", 16, "right"),
    Column("Số thành viên", 20, "right"),
    Column("Nữ", 14, "right"),
    Column("Tăng, giảm", 28),
    Column("Đã tập huấn", 20, "right"),
)
_MODELS = (
    Column("TT", 10, "center"),
    Column("Tên mô hình", 46),
    Column("Số điểm", 15, "right"),
    Column("Số tổ", 14, "right"),
    Column("Số thành viên", 19, "right"),
    Column("Năm thành lập, số quyết định", 35),
    Column("Phân loại", 26),
)
_CHANGES = (
    Column("TT", 10, "center"),
    Column("Tên mô hình", 40),
    Column("Kết quả chính trong kỳ", 47),
    Column("Mới xây dựng", 17, "right"),
    Column("Nhân rộng", 17, "right"),
    Column("Củng cố", 17, "right"),
    Column("Kết thúc", 17, "right"),
)
_THINGS = (
    Column("Phương tiện", 75),
    Column("Số lượng", 30, "right"),
    Column("Hoạt động tốt", 30, "right"),
    Column("Hỏng, mất", 30, "right"),
)


def force_table(content: Mapping[str, Any]) -> Iterable[Line | Table]:
    """Table 3. Teams and groups are added up each by themselves: one may be the other."""
    rows = book.force_rows(content)
    yield Line("Bảng 3. Lực lượng", "(ngày cuối kỳ; xếp loại: điền tay)")
    told = [_force(str(place), one) for place, one in enumerate(rows, start=1) if not one["of_model"]]
    yield Table(_FORCES, (*told, _sum("Cộng", [one for one in rows if not one["of_model"]])), strong_last=True)
    groups = [one for one in rows if one["of_model"]]
    if groups:
        yield Line("", "Tổ thực hiện mô hình, theo sổ mô hình (có thể gồm cả tổ tuần tra ở trên):")
        told = [_force(str(place), one) for place, one in enumerate(groups, start=1)]
        yield Table(_FORCES, (*told, _sum("Cộng", groups)), strong_last=True)


def _force(place: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    numbers = (_told(one[key]) for key in ("teams", "members", "women"))
    return place, one["name"], *numbers, one["change"] or "–", _told(one["trained"])


def _sum(name: str, rows: list[dict[str, Any]]) -> tuple[str, ...]:
    women, trained = (
        sum(one[key] for one in rows) if rows and all(one[key] is not None for one in rows) else None
        for key in ("women", "trained")
    )
    teams, members = (str(sum(one[key] for one in rows)) for key in ("teams", "members"))
    return "", name, teams, members, _told(women), "", _told(trained)


def model_tables(content: Mapping[str, Any]) -> Iterable[Line | Table]:
    """Table 5 in two halves, since no page is as wide as its twelve columns: what stands, and what came in the period."""
    rows = list(enumerate(book.model_rows(content), start=1))
    if not rows:
        yield Line("Bảng 5. Mô hình", "(sổ mô hình chưa có điểm nào)")
        return
    yield Line("Bảng 5a. Mô hình", "(ngày cuối kỳ)")
    stands = [
        (str(place), one["name"], *(str(one[key]) for key in ("sites", "groups", "members")), one["founded"], one["levels"])
        for place, one in rows
    ]
    totals = [str(sum(one[key] for _, one in rows)) for key in ("sites", "groups", "members")]
    yield Table(_MODELS, (*stands, ("", "Cộng", *totals, "", "")), strong_last=True)
    yield Line("Bảng 5b. Mô hình", "(trong kỳ)")
    flows = ("built", "replicated", "strengthened", "ended")
    came = [(str(place), one["name"], one["done"] or "–", *(str(one[key]) for key in flows)) for place, one in rows]
    totals = [str(sum(one[key] for _, one in rows)) for key in flows]
    yield Table(_CHANGES, (*came, ("", "Cộng", "", *totals)), strong_last=True)


def thing_table(content: Mapping[str, Any]) -> Iterable[Line | Table]:
    """Table 6."""
    rows = []
    for one in book.thing_rows(content):
        number, working = one["number"], one["working"]
        out = number - working if number is not None and working is not None else None
        rows.append((("- " if one["part"] else "") + one["name"], _told(number), _told(working), _told(out)))
    yield Line("Bảng 6. Phương tiện", "(ngày cuối kỳ; camera đếm theo mắt)")
    yield Table(_THINGS, tuple(rows))


def praise_table(content: Mapping[str, Any]) -> Iterable[Line | Table]:
    """Table 7, by the days of proposals and of decisions."""
    yield Line("Bảng 7. Thi đua, khen thưởng", "(trong kỳ, theo ngày đề xuất và ngày quyết định)")
    rows = book.praise_rows(content, opens=False)
    yield figures_table((("- " if one["part"] else "") + one["words"], *one["cells"]) for one in rows)


def _told(number: int | None) -> str:
    """What nobody wrote down is no nought."""
    return str(number) if number is not None else "–"
