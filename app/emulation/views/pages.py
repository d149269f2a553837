"""The blueprint of emulation, its places among the pages, and what things are called on them."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.core import clock
from app.core.night import local
from app.emulation.queries import CommendationRow
from app.emulation.rules import commendations, funds
from app.web import shell
from app.web.wording import in_sentence, number

blueprint = Blueprint("emulation", __name__, url_prefix="/emulation", template_folder="../templates")

shell.add_page(
    "emulation.list_commendations",
    _l("Thi đua, khen thưởng"),
    roles=commendations.READERS,
    order=27,
    section="models",
    icon="sparkles",
    about=_l("Đề xuất khen tổ, tổ viên, mô hình kèm minh chứng trong sổ; quyết định; danh sách năm."),
)
shell.add_page(
    "emulation.list_funds",
    _l("Sổ quỹ dân nuôi"),
    roles=funds.READERS,
    order=28,
    section="models",
    icon="hand-heart",
    about=_l("Thu, chi, số dư của tổ dân cử, dân nuôi; công khai hằng năm. Không ghi tên người góp."),
)

ABOUT_WORDS = {"team": _l("Tổ"), "member": _l("Tổ viên"), "site": _l("Điểm mô hình"), "body": _l("Cơ quan, đơn vị")}
LEVEL_WORDS = {"commune": _l("Cấp xã"), "province": _l("Cấp tỉnh"), "ministry": _l("Bộ, ngành"), "state": _l("Nhà nước")}
FORM_WORDS = {
    "praise": _l("Biểu dương"),
    "letter": _l("Thư khen"),
    "certificate": _l("Giấy khen"),
    "merit": _l("Bằng khen"),
    "title": _l("Danh hiệu thi đua"),
}
STATE_WORDS = {
    "proposed": _l("Chờ quyết định"),
    "decided": _l("Đã khen"),
    "declined": _l("Không khen"),
    "withdrawn": _l("Đã rút"),
}
STATE_LOOKS = {
    "proposed": ("wait", "clock"),
    "decided": ("good", "check"),
    "declined": ("trouble", "x"),
    "withdrawn": ("plain", "rotate-ccw"),
}
LINE_WORDS = {
    "proposed": _l("Đề xuất khen"),
    "collective": _l("Tập thể được khen"),
    "individual": _l("Cá nhân được khen"),
    "bare": _l("Đã khen, chưa có minh chứng"),
}
WHOSE_WORDS = {"collective": _l("Tập thể"), "individual": _l("Cá nhân")}
RECORD_WORDS = {"report": _l("Ca tuần tra"), "incident": _l("Sự việc"), "activity": _l("Hoạt động")}


def line_words(line: str) -> str:
    """What a line of a report's table is called; one of a form and level by these alone: ``Giấy khen, cấp xã``."""
    whose, _slash, kind = line.partition("/")
    if not kind:
        return str(LINE_WORDS[whose])
    form, _slash, level = kind.partition("/")
    return f"{FORM_WORDS[form]}, {in_sentence(str(LEVEL_WORDS[level]))}"


def today() -> date:
    """The day in Vietnam."""
    return local(clock.now()).date()


def as_id(text: str | None) -> UUID | None:
    """A key out of a form or an address; None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def dong(amount: int) -> str:
    """A sum of money as people read it."""
    return f"{'−' if amount < 0 else ''}{number(abs(amount))} đ"


def who_of(row: CommendationRow) -> Any:
    """Whom a proposal is about, as far as the reader is told."""
    if row.it.about == commendations.BODY:
        return row.it.body
    if row.it.about == commendations.SITE:
        return row.site
    return (row.who or ABOUT_WORDS["member"]) if row.it.about == commendations.MEMBER else row.team
