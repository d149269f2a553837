"""Reports of periods in words: what a period, a part and a number are called, and how a number is written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.catalogue import queries as catalogue
from app.figures.rules import Period
from app.figures.views.measured import MEASURE_WORDS
from app.reports.forms import TASK_WORDS
from app.reports.queries import speaker
from app.web.wording import day as day_words
from app.web.wording import duration, language, month_title, number

KIND_WORDS = {
    "month": _l("Tháng"),
    "week": _l("Tuần"),
    "half": _l("6 tháng"),
    "year": _l("Năm"),
    "police-year": _l("Năm công tác công an"),
}
TEAM_PART_WORDS = {
    "situation": _l("I. Tình hình chung"),
    "results": _l("II. Kết quả (nói thêm ngoài số liệu)"),
    "shortcomings": _l("III. Tồn tại, khó khăn, nguyên nhân"),
    "proposals": _l("IV. Kiến nghị, phương hướng kỳ tới"),
}
COMMUNE_PART_WORDS = {
    "situation": _l("Phần I. Tình hình, đặc điểm"),
    "leadership": _l("II.1. Công tác lãnh đạo, chỉ đạo (Bảng 1)"),
    "propaganda": _l("II.2. Tuyên truyền, vận động"),
    "forces": _l("II.3. Xây dựng lực lượng"),
    "patrol": _l("II.4. Tuần tra, giải quyết vụ việc"),
    "models": _l("II.5. Xây dựng, củng cố, nhân rộng mô hình"),
    "equipment": _l("II.6. Camera, kẻng, bảng cảnh báo, điểm chữa cháy"),
    "emulation": _l("II.7. Thi đua, khen thưởng; phân loại phong trào (Bảng 7, 8)"),
    "shortcomings": _l("Phần III. Tồn tại, nguyên nhân, bài học kinh nghiệm"),
    "direction": _l("Phần IV. Phương hướng, nhiệm vụ; kiến nghị"),
}
# The tables that the book does not know are filled in by hand.
_BY_HAND = {"leadership": "1", "emulation": "8"}
_HOURS = ("minutes", "person_minutes")


def part_words(*, of_team: bool) -> Mapping[str, Any]:
    """What each part is called."""
    return TEAM_PART_WORDS if of_team else COMMUNE_PART_WORDS


def by_hand(part: str, content: Mapping[str, Any]) -> str:
    """The numbers of the tables of a commune's part that are filled in by hand, empty for none; a report that was signed
    before emulation was counted has more of them."""
    return "7, 8" if part == "emulation" and content.get("praise") is None else _BY_HAND.get(part, "")


def period_title(period: Period) -> str:
    """``Tháng 11 năm 2026``, ``Tuần 47 năm 2026``, ``6 tháng đầu năm 2026`` …"""
    if period.kind == "month":
        return month_title(period.first)
    if period.kind == "week":
        year, week, _day = period.first.isocalendar()
        return _("Tuần %(week)s năm %(year)s", week=week, year=year)
    if period.kind == "half":
        words = _("6 tháng đầu năm %(year)s") if period.first.month == 1 else _("6 tháng cuối năm %(year)s")
        return words % {"year": period.first.year}
    if period.kind == "police-year":
        return _("Năm công tác %(year)s (15/12 – 14/12)", year=period.last.year)
    return _("Năm %(year)s", year=period.first.year)


def days_words(period: Period) -> str:
    """``01/11/2026 – 30/11/2026``."""
    return f"{day_words(period.first)} – {day_words(period.last)}"


def period_from(facts: Mapping[str, Any]) -> Period:
    """A period out of ``{kind, first, last}``."""
    return Period(facts["kind"], date.fromisoformat(facts["first"]), date.fromisoformat(facts["last"]))


def group_words(code: str) -> str:
    """``A. An ninh trật tự công cộng``."""
    known = catalogue.terms("groups").get(code)
    return f"{code}. {known.named(language())}" if known else code


def task_words(code: str) -> str:
    """A group of tasks, with its article."""
    return f"{TASK_WORDS[int(code)]} ({_('Điều %(num)s', num=code)})" if code.isdigit() else code


def category_words(code: str) -> str:
    """What a category is called."""
    return speaker().category(code)


def measure_words(key: str) -> str:
    """What a measure, or a group of incidents by its letter, is called."""
    if key in MEASURE_WORDS:
        return str(MEASURE_WORDS[key][0])
    return _("Vụ việc nhóm %(group)s", group=group_words(key)) if len(key) == 1 else key


def written(key: str, value: int | None) -> str:
    """A number of a report; times in whole hours."""
    if value is None:
        return "–"
    if key == "wait":
        return duration(value) if value < 60 else _("%(num)s giờ", num=number(round(value / 60, 1)))
    return number(round(value / 60)) if key in _HOURS else number(value)


def shares(part: Sequence[int | None], whole: Sequence[int | None]) -> list[str]:
    """``97 %`` each; a dash where there is nothing to divide by."""
    return [f"{round(one * 100 / of)} %" if one is not None and of else "–" for one, of in zip(part, whole, strict=True)]


def ends_of(span: Sequence[str]) -> tuple[date, date]:
    """The first and last night of a span as it is kept."""
    first, last = map(date.fromisoformat, span)
    return first, last
