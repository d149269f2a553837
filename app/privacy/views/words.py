"""What kinds, states, steps and grounds are called."""

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from app.privacy.queries import RequestRow
from app.web.wording import day

KINDS: Mapping[str, Any] = {
    "know": _l("Được biết về việc xử lý dữ liệu"),
    "consent": _l("Đồng ý, rút lại sự đồng ý"),
    "view": _l("Xem dữ liệu"),
    "correct": _l("Sửa dữ liệu"),
    "provide": _l("Cung cấp dữ liệu"),
    "delete": _l("Xóa dữ liệu"),
    "restrict": _l("Hạn chế xử lý dữ liệu"),
    "object": _l("Phản đối xử lý dữ liệu"),
    "complain": _l("Phản ánh, khiếu nại"),
    "protection": _l("Yêu cầu bảo vệ dữ liệu"),
}
STATES: Mapping[str, Any] = {
    "received": _l("Mới nhận"),
    "acknowledged": _l("Đã báo nhận"),
    "answered": _l("Đã trả lời"),
    "refused": _l("Đã từ chối"),
    "closed": _l("Đã xong"),
}
DEEDS: Mapping[str, Any] = {
    "acknowledge": _l("Báo đã nhận"),
    "extend": _l("Gia hạn một lần"),
    "answer": _l("Trả lời"),
    "refuse": _l("Từ chối"),
    "close": _l("Đã trao văn bản, kết thúc"),
}
DONE: Mapping[str, Any] = {
    "acknowledge": _l("Đã báo nhận"),
    "extend": _l("Đã gia hạn"),
    "answer": _l("Đã trả lời"),
    "refuse": _l("Đã từ chối"),
    "close": _l("Đã trao văn bản, kết thúc"),
}
GROUNDS: Mapping[str, Any] = {
    "law": _l("Luật quy định phải lưu hoặc không cho phép làm"),
    "crime": _l("Đang phục vụ phòng, chống tội phạm, vi phạm pháp luật"),
    "others": _l("Ảnh hưởng quyền, lợi ích của người khác"),
    "proof": _l("Chưa chứng minh được quyền đối với dữ liệu"),
    "nothing": _l("Hệ thống không có dữ liệu này"),
}
RETENTION: Mapping[str, Any] = {
    "quiet-photo": _l("Ảnh ca bình thường"),
    "incident-photo": _l("Ảnh sự việc mức 1, 2"),
    "grave-photo": _l("Ảnh sự việc mức 3, 4"),
    "model-photo": _l("Ảnh phương tiện, hoạt động mô hình; ảnh ra mắt sau khi mô hình kết thúc"),
    "unusual-note": _l("Ghi nhận bất thường (B04) không dẫn tới việc gì"),
    "feed-item": _l("Tin trên bảng tin (gỡ khỏi bảng tin)"),
    "report-members": _l("Tên tổ viên trong báo cáo (bỏ tên, giữ số liệu)"),
}


def letter_facts(request: RequestRow, police: str, extended: str) -> dict[str, str]:
    """What fills a letter, which speaks Vietnamese whatever the page speaks."""
    with force_locale("vi"):
        about = str(KINDS[request.kind]).lower()
    return {
        "about": about,
        "police": police,
        "received": day(request.received_on),
        "due": day(request.due),
        "extended": extended,
        "slip": request.slip,
    }
