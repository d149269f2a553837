"""The measures in words: what each is called, how it is counted, and how its number is written."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.figures.rules import FEWEST_SHOWN, Measure
from app.web.wording import duration, number

GROUP_WORDS = {
    "nights": _l("Ca trực"),
    "effort": _l("Công sức"),
    "happened": _l("Việc trong đêm"),
    "discipline": _l("Nền nếp báo cáo"),
}
# (what it is called, how it is counted)
MEASURE_WORDS = {
    "planned": (_l("Ca theo lịch"), _l("Ca có trong lịch trực, không kể ca báo nghỉ.")),
    "called_off": (_l("Ca báo nghỉ"), _l("Ca trong lịch đã báo nghỉ có lý do: không phải ca thiếu.")),
    "received": (_l("Báo cáo đã nhận"), _l("Báo cáo đã đến xã, không kể báo cáo đã rút lại hoặc không duyệt.")),
    "approved": (_l("Báo cáo đã duyệt"), _l("Chỉ báo cáo đã duyệt mới tính vào các số về công sức và việc trong đêm.")),
    "missing": (_l("Ca thiếu báo cáo"), _l("Ca theo lịch đã qua mà chưa có báo cáo. Thiếu không có nghĩa là bình thường.")),
    "quiet": (_l("Ca bình thường"), _l("Báo cáo đã duyệt, không có vụ việc.")),
    "minutes": (_l("Giờ tuần tra"), _l("Từ lúc mở ca đến lúc kết ca, cộng mọi ca đã duyệt.")),
    "person_minutes": (_l("Giờ công"), _l("Giờ của từng người có mặt, cộng lại.")),
    "turns": (_l("Lượt người"), _l("Mỗi người mỗi ca là một lượt.")),
    "people": (
        _l("Người khác nhau"),
        _l("Một người đi nhiều ca chỉ đếm một lần. Ca đã quá hạn lưu tên thì không còn đếm được."),
    ),
    "guests": (_l("Lượt người phối hợp"), _l("Người của lực lượng khác đi cùng ca.")),
    "rounds": (_l("Vòng tuần tra"), _l("Số vòng ghi trong các ca đã duyệt.")),
    "passes": (_l("Lượt qua điểm"), _l("Mỗi lần bấm một điểm kiểm tra; điểm bỏ qua không tính.")),
    "coverage": (
        _l("Điểm kiểm tra đã qua"),
        _l(
            "Trong các ca theo lịch đã duyệt: lượt qua điểm trên số lượt phải qua (số điểm của lộ trình nhân số vòng bấm "
            "điểm). Điểm bỏ qua và vòng ghi cả vòng không tính là đã qua."
        ),
    ),
    "window": (
        _l("Đêm tính bồi dưỡng"),
        _l("Mỗi người mỗi đêm trực đủ giờ trong khung bồi dưỡng là một, như bảng chấm công; chưa trừ đêm vượt mức tháng."),
    ),
    "severity4": (_l("Mức khẩn cấp"), _l("Vụ việc mức 4 trong báo cáo đã duyệt.")),
    "severity3": (_l("Mức cao"), _l("Vụ việc mức 3 trong báo cáo đã duyệt.")),
    "severity2": (_l("Mức trung bình"), _l("Vụ việc mức 2 trong báo cáo đã duyệt.")),
    "severity1": (_l("Mức thấp"), _l("Vụ việc mức 1 trong báo cáo đã duyệt.")),
    "incidents": (_l("Vụ việc"), _l("Vụ việc trong báo cáo đã duyệt, theo loại công an xã đã xác nhận.")),
    "grave": (_l("Vụ việc mức 3, 4"), _l("Vụ việc mức cao và khẩn cấp.")),
    "reminders": (_l("Lượt nhắc nhở"), _l("Số lượt nhắc nhở ghi khi kết ca.")),
    "helped": (_l("Lượt giúp dân"), _l("Số lượt hỗ trợ người dân ghi khi kết ca.")),
    "activities": (_l("Hoạt động khác"), _l("Tuyên truyền, họp, kiểm tra ghi trong ca.")),
    "on_time": (_l("Gửi đúng hạn"), _l("Báo cáo đến trước giờ hạn của sáng hôm sau, trên tổng số báo cáo đã nhận.")),
    "sent_back": (_l("Phải trả lại"), _l("Báo cáo từng bị trả lại ít nhất một lần, trên tổng số báo cáo đã nhận.")),
    "wait": (_l("Chờ duyệt, trung vị"), _l("Một nửa số báo cáo được duyệt nhanh hơn thời gian này, tính từ lúc nhận.")),
}
_HOUR = 60
PERIOD_WORDS = {
    "week": _l("Tuần"),
    "month": _l("Tháng"),
    "quarter": _l("Quý"),
    "half": _l("6 tháng"),
    "nine": _l("9 tháng"),
    "year": _l("Năm"),
    "police-year": _l("Năm công tác công an"),
    "class-year": _l("Năm xếp loại tổ"),
}


def written(measure: Measure, value: float | None, shown: bool = True) -> str:
    """A measure's number as pages write it."""
    if not shown:
        return _("dưới %(num)s", num=FEWEST_SHOWN)
    if value is None:
        return "–"
    if measure.unit == "share":
        return f"{round(value * 100)} %"
    if measure.unit == "hours":
        return number(round(value / _HOUR))
    if measure.unit == "wait":
        return duration(value) if value < _HOUR else _("%(num)s giờ", num=number(round(value / _HOUR, 1)))
    return number(round(value))


def change(now: float | None, then: float | None, unit: str) -> str:
    """How a number has changed: per cent, or points of a share; empty where there is nothing to compare with."""
    if now is None or then is None or (unit != "share" and then == 0):
        return ""
    if unit == "share":
        points = round((now - then) * 100)
        return _("%(num)s điểm", num=_signed(points))
    return f"{_signed(round((now - then) / then * 100))} %"


def _signed(value: int) -> str:
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"
