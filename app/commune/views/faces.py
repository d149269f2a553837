"""How settings and their history are said on the pages."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.catalogue import queries as catalogue
from app.catalogue.rules import OF_PRESET
from app.commune import queries, rules
from app.commune.queries import Change, Standing
from app.commune.rules import Sort
from app.web.wording import in_sentence, language

Face = dict[str, Any]

GROUP_WORDS = {
    "night": _l("Đêm trực"),
    "money": _l("Bồi dưỡng"),
    "urgent": _l("Khi khẩn cấp"),
    "models": _l("Mô hình"),
    "words": _l("Xưng hô"),
    "phones": _l("Máy mới vào tổ"),
    "keep": _l("Máy của tổ giữ bao lâu"),
}
_UNITS = {
    "người": _l("người"),
    "giờ": _l("giờ"),
    "đêm": _l("đêm"),
    "phút": _l("phút"),
    "giây": _l("giây"),
    "ngày": _l("ngày"),
}
HELP = {
    "night_window": _l("Giờ tính là trực đêm. Máy của tổ đếm số đêm theo giờ này."),
    "shift_people_least": _l("Ca ít người hơn được đánh dấu thiếu người trên lịch trực."),
    "report_due": _l("Quá giờ này buổi sáng, báo cáo chưa tới được nhắc là thiếu."),
    "held_alarm_hours": _l("Nội dung máy gửi về mà chưa ai xử lý."),
    "allowance_cap_nights": _l("Số đêm nhiều nhất một người được tính trong tháng."),
    "night_least_minutes": _l("Đêm ít phút hơn, tính trong giờ trực đêm, thì không được tính. 0 là chỉ cần có mặt."),
    "night_stand_ins": _l("Người trực thay là người được ghi thay cho tổ viên vắng."),
    "nights_left_out": _l("Mỗi dòng một đêm: 21/11/2026 Đã trả từ nguồn khác. Bảng chấm công ghi cả lý do."),
    "duty_phone": _l("Máy của tổ gọi số này khi bấm Khẩn. Để trống nếu chưa có."),
    "emergency": _l("Mỗi dòng một số: 113 Công an | Police. Phần sau dấu | là tên tiếng Anh."),
    "alert_wait_seconds": _l("Sau đó máy nhắc tổ gọi điện."),
    "model_silent_days": _l("Điểm mô hình lâu hơn thế không có hoạt động thì được nêu để xem lại."),
    "pronoun": _l("Máy xưng hô với tổ viên. Ai muốn khác thì tự chọn trên máy mình."),
    "model_defect_days": _l("Kẻng, camera, bảng được báo hỏng thì từng này ngày phải có người khắc phục."),
    "compare_words": _l("Máy mới và trang của tổ cùng hiện ba từ; so khớp thì bấm Đúng là máy này. Máy vẫn dùng được ngay."),
    "retention_position_days": _l("Chỉ với người đã đồng ý ghi vị trí."),
}

TYPE_WORDS = {
    "yesno": _l("Có hay không"),
    "number": _l("Một con số"),
    "choice": _l("Chọn một câu trả lời"),
    "time": _l("Giờ"),
    "text": _l("Vài chữ"),
}


def name_of(key: str) -> str:
    """What a setting is called."""
    if key.startswith(OF_PRESET):
        known = catalogue.presets().get(key.removeprefix(OF_PRESET))
        return _("Giờ %(name)s", name=in_sentence(known.named(language()))) if known else key
    known = catalogue.terms("settings").get(key)
    return known.named(language()) if known else key


def value_words(sort: Sort, value: Any) -> str:
    """A value as a sentence has it."""
    if sort.kind == rules.YESNO:
        return _("có") if value else _("không")
    if value is None or value == "":
        return _("không xưng") if sort.kind == rules.WORD else _("chưa đặt")
    if sort.kind == rules.NIGHTS:
        return rules.write_value(sort, value).replace("\n", "; ") or _("không có đêm nào")
    if sort.kind == rules.NUMBER:
        return f"{value} {_UNITS[sort.unit]}"
    if sort.kind == rules.NUMBERS:
        label = "label_en" if language() == "en" else "label"
        return ", ".join(f"{one['number']} {one[label]}" for one in value)
    return rules.write_value(sort, value)


def setting_face(key: str, sort: Sort, standing: Standing) -> Face:
    """A setting as the page shows it."""
    return {
        "key": key,
        "name": name_of(key),
        "help": HELP.get(key, ""),
        "value": value_words(sort, standing.value),
        "since": standing.since,
        "whose": standing.whose,
        "planned": [change_face(one, sort) for one in standing.changes if one.is_planned(queries.today())],
        "history": [change_face(one, sort) for one in standing.changes],
        "money": key in rules.MONEY,
    }


def change_face(change: Change, sort: Sort) -> Face:
    """A change of a setting as its history has it."""
    return _face(change, value_words(sort, change.before), value_words(sort, change.value))


def _face(change: Change, before: str, value: str) -> Face:
    return {
        "id": change.id,
        "money": change.key in rules.MONEY,
        "since": change.since,
        "before": before,
        "value": value,
        "by": change.by,
        "at": change.at,
        "taken_back": change.taken_back_at,
        "planned": change.is_planned(queries.today()),
    }


def category_change_face(change: Change) -> Face:
    """A change of a category: only what differs is said."""
    before, value = change.before or {}, change.value
    names = [name for name in ("vi", "short_vi", "en", "severity", "off") if before.get(name) != value.get(name)]
    return _face(change, _said(before, names), _said(value, names))


def _said(value: Face, names: list[str]) -> str:
    words = {
        "vi": lambda: f"“{value['vi']}”",
        "short_vi": lambda: _("trên máy: “%(name)s”", name=value["short_vi"]),
        "en": lambda: _("tiếng Anh: “%(name)s”", name=value["en"]),
        "severity": lambda: _("mức %(level)s", level=value["severity"]),
        "off": lambda: _("ngừng dùng") if value["off"] else _("đang dùng"),
    }
    return ", ".join(words[name]() for name in names if name in value)


def question_face(question: Face) -> Face:
    """A question as lists show it: ``{key, name, how}``; ``how`` says in words how it is answered."""
    how = [str(TYPE_WORDS[question["type"]]).lower()]
    if question.get("unit"):
        how.append(question["unit"] if language() == "vi" else question["unit_en"])
    if question.get("options"):
        how.append("/".join(one[language()] for one in question["options"] if not one.get("ended")))
    if question.get("required"):
        how.append(_("bắt buộc"))
    if question.get("police_only"):
        how.append(_("chỉ Công an xem"))
    return {"key": question["key"], "name": question[language()], "how": ", ".join(how)}


def questions_change_face(change: Change) -> Face:
    """A change of what a category asks, as its history has it: the whole list before and after."""
    return _face(change, _listed(change.before), _listed(change.value))


def _listed(questions: Any) -> str:
    asked = [question_face(one) for one in questions or () if not one.get("ended")]
    return "; ".join(f"{one['name']} ({one['how']})" for one in asked) or _("không hỏi gì thêm")
