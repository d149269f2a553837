"""What seems to say too much of a person in a report: the phone's warnings that were left standing, and our own look."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from app.reports import rules
from app.reports.queries import WholeReport
from app.reports.rules import Speaker


def warning_words(whole: WholeReport, says: Speaker) -> list[str]:
    """A sentence for each place of which the phone warned; then one for each kind that only the server has seen."""
    bodies = whole.read_bodies
    captions = {str(one.id): one.caption for one in whole.photos}
    warned = list(rules.left_standing(bodies, captions))
    told = [_phone_words(one.kinds, _place(one.pointer.split("/")[1:], one.body, says)) for one in warned]
    known = {kind for one in warned for kind in one.kinds}
    seen = rules.find_personal_in(bodies) - known
    ours = {
        "card": _("Trong báo cáo có vẻ có số giấy tờ."),
        "telephone": _("Trong báo cáo có vẻ có số điện thoại."),
        "plate": _("Trong báo cáo có vẻ có biển số xe ngoài mục chỉ công an xem."),
        "name": _("Trong báo cáo có vẻ có họ tên người."),
        "label": _("Trong báo cáo có từ về tôn giáo hoặc dân tộc."),
    }
    return [*dict.fromkeys(told), *(ours[kind] for kind in ours if kind in seen)]


def _phone_words(kinds: Sequence[str], where: str) -> str:
    words = {
        "card": _("số giấy tờ"),
        "telephone": _("số điện thoại"),
        "plate": _("biển số xe"),
        "name": _("tên người"),
        "label": _("từ về tôn giáo hoặc dân tộc"),
    }
    # A newer phone may know kinds that have no word here yet.
    what = ", ".join(dict.fromkeys(words.get(kind, _("thông tin riêng")) for kind in kinds))
    return _("Máy đã nhắc: có vẻ có %(what)s ở %(where)s.", what=what, where=where)


def _place(steps: Sequence[str], body: Mapping[str, Any], says: Speaker) -> str:
    match steps:
        case ["incidents", number, *rest]:
            return _incident_place(_entry(body, "incidents", number), rest, says)
        case ["activities", number, *_rest]:
            code = _entry(body, "activities", number).get("category")
            return _("hoạt động %(name)s", name=says.category(code, short=True))
        case ["rounds", number, *_rest] if number.isdecimal():
            return _("ghi chú điểm của vòng %(number)s", number=int(number) + 1)
    words = {
        "handover": _("phần bàn giao ca sau"),
        "remark": _("nhận xét chung"),
        "proposal": _("phần đề nghị"),
        "correction_note": _("lời nhắn lại của tổ"),
        "text": _("lời ghi thêm"),
        "contacts": _("phần gọi trực ban"),
        "photos": _("lời dưới ảnh"),
    }
    return words.get(steps[0] if steps else "", _("báo cáo"))


def _incident_place(entry: Mapping[str, Any], rest: Sequence[str], says: Speaker) -> str:
    name = says.category(entry.get("category"), short=True)
    match rest:
        case ["what"]:
            return _("nội dung sự việc %(name)s", name=name)
        case ["place"]:
            return _("nơi xảy ra của sự việc %(name)s", name=name)
    return _("chi tiết sự việc %(name)s", name=name)


def _entry(body: Mapping[str, Any], name: str, number: str) -> Mapping[str, Any]:
    entries = body.get(name) or []
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else {}
