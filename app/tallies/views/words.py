"""The sums of the book of models in words: what states, classes, things and measures are called; where their lists stand."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

from app.catalogue import queries as catalogue
from app.tallies import rules
from app.web.wording import day as day_words
from app.web.wording import language

MEASURE_WORDS = {
    "models": _l("Số mô hình"),
    "sites": _l("Điểm mô hình"),
    "communes": _l("Số xã, thị trấn có mô hình"),
    "groups": _l("Số tổ thực hiện"),
    "members": _l("Số thành viên"),
    "eyes": _l("Mắt camera"),
    "roads": _l("Tuyến đường camera"),
    "boards": _l("Bảng cảnh báo"),
}
STRENGTHENED = _l("Củng cố xong")
BOARD_WORDS = {
    "sites": _l("Điểm mô hình"),
    "groups": _l("Tổ"),
    "members": _l("Thành viên"),
    "eyes": _l("Mắt camera"),
    "working": _l("Mắt hoạt động"),
    "built": _l("Mới xây dựng"),
    "replicated": _l("Nhân rộng"),
    "ended": _l("Kết thúc"),
    "activities": _l("Hoạt động"),
    "evidence": _l("Có minh chứng"),
}


def kind_words(code: str) -> str:
    """What a kind of model is called."""
    known = catalogue.model_kinds().get(code)
    return known.named(language()) if known else code


def term_words(kind: str, code: str) -> str:
    """A word of the catalogue's list ``kind``."""
    known = catalogue.terms(kind).get(code)
    return known.named(language()) if known else code or _("Chưa ghi")


def measure_words(measure: str, kind: str) -> str:
    """A measure of history with its kind: ``Mắt camera, Công an``."""
    listed = rules.kinds_of_measure(measure)
    name = str(MEASURE_WORDS.get(measure, measure))
    if not kind:
        return name
    return f"{name}: {kind_words(kind) if listed == 'models' else term_words(listed, kind)}"


def measure_choices() -> list[tuple[str, str]]:
    """Every measure of history with every kind of its list, and without."""
    found = []
    for measure, listed in rules.MEASURES.items():
        kinds: Any = catalogue.model_kinds() if listed == "models" else catalogue.terms(listed) if listed else {}
        codes = ["", *(code for code, one in kinds.items() if not getattr(one, "scope", ""))]
        found += [(f"{measure}/{code}" if code else measure, measure_words(measure, code)) for code in codes]
    return found


def when_words(on: date, *, is_year: bool) -> str:
    """``năm 2020``, or the day."""
    return pgettext("history", "năm %(year)s") % {"year": on.year} if is_year else day_words(on)


def sites_url(kind: str = "", state: str = "") -> str:
    """The register's list behind a figure."""
    return _list("/models", kind=kind, state=state)


def assets_url(kind: str, state: str = "", **more: str) -> str:
    """The list of things behind a figure."""
    return _list("/models/assets", kind=kind, state=state, **more)


def activities_url(kind: str, first: date, last: date) -> str:
    """The list of activities behind a figure."""
    return _list("/models/activities", kind=kind, first=first.isoformat(), last=last.isoformat())


def _list(path: str, **asked: str) -> str:
    told = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(told)}" if told else path
