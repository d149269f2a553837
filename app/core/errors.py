"""Every way to say no: one row each, with its status, its slug and the words people read.

Raise ``DomainError(NAME, **facts)``; only ``web/problems.py`` turns it into an answer (RFC 9457 or a page).
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One refusal: ``slug`` is the last part of its type URI, ``title`` the Vietnamese sentence shown to people."""

    slug: str
    status: int
    title: str


class DomainError(Exception):
    """A refusal by name. ``facts`` are JSON values that the answer carries beside the problem's own members."""

    def __init__(self, problem: Problem, /, detail: str | None = None, **facts: Any) -> None:
        super().__init__(problem.slug)
        self.problem = problem
        self.detail = detail
        self.facts = facts


def fault_at(pointer: str, detail: str) -> dict[str, str]:
    """One fault of what was asked: where (a JSON pointer), and the sentence that people read (collected for its English)."""
    return {"pointer": pointer, "detail": detail}


MALFORMED = Problem("malformed", 400, "Dữ liệu gửi lên không đọc được")
TOO_DEEP = Problem("too-deep", 400, "Dữ liệu lồng quá sâu")
BAD_CURSOR = Problem("bad-cursor", 400, "Vị trí đọc tiếp không hợp lệ")
BAD_FILTER = Problem("bad-filter", 400, "Bộ lọc không hợp lệ")
SIGN_IN_NEEDED = Problem("sign-in-needed", 401, "Xin đăng nhập")
WRONG_PASSWORD = Problem("wrong-password", 401, "Tên đăng nhập hoặc mật khẩu chưa đúng")
CODE_NEEDED = Problem("code-needed", 401, "Xin nhập mã xác thực")
WRONG_CODE = Problem("wrong-code", 401, "Mã xác thực chưa đúng hoặc đã dùng rồi")
KEY_REFUSED = Problem("key-refused", 401, "Mã truy cập sai, đã hết hạn hoặc đã bị thu hồi")
DEVICE_UNKNOWN = Problem("device-unknown", 401, "Máy này chưa được ghi nhận, xin quét lại mã")
DEVICE_REVOKED = Problem("device-revoked", 401, "Máy này đã bị khóa")
NOT_ALLOWED = Problem("not-allowed", 403, "Chưa được phân quyền cho việc này")
FACTOR_NEEDED = Problem("factor-needed", 403, "Xin đặt xác thực hai bước trước")
PROVE_AGAIN = Problem("prove-again", 403, "Xin nhập lại mật khẩu")
FOREIGN_ORIGIN = Problem("foreign-origin", 403, "Yêu cầu đến từ một trang khác")
NOT_FOUND = Problem("not-found", 404, "Không tìm thấy")
METHOD_NOT_ALLOWED = Problem("method-not-allowed", 405, "Cách gọi này không dùng được ở đây")
NOT_ACCEPTABLE = Problem("not-acceptable", 406, "Không có dạng trả lời như yêu cầu")
UNKNOWN_PHOTO = Problem("unknown-photo", 404, "Ảnh này chưa được báo trước")
UNKNOWN_PHONE = Problem("unknown-phone", 404, "Xã này không có máy đã ghi tệp")
MOVE_NOT_POSSIBLE = Problem("move-not-possible", 409, "Báo cáo không còn ở trạng thái này")
VERSION_CONFLICT = Problem("version-conflict", 409, "Báo cáo đã thay đổi")
OPERATION_REUSED = Problem("operation-reused", 409, "Mã thao tác đã dùng cho nội dung khác")
OFFSET_MISMATCH = Problem("offset-mismatch", 409, "Phần gửi tiếp không khớp")
SCOPE_CHANGED = Problem("scope-changed", 409, "Phạm vi của máy đã đổi, xin tải lại từ đầu")
ALREADY_THERE = Problem("already-there", 409, "Đã có rồi")
INCOMPLETE_PHOTOS = Problem("incomplete-photos", 409, "Còn ảnh chưa tới")
ENROLMENT_OVER = Problem("enrolment-over", 410, "Mã này đã dùng, đã hết hạn hoặc đã bị hủy")
CURSOR_EXPIRED = Problem("cursor-expired", 410, "Vị trí đọc tiếp đã quá cũ, xin tải lại từ đầu")
ERASED = Problem("erased", 410, "Ảnh này đã được gỡ khỏi hệ thống")
LINK_OVER = Problem("link-over", 410, "Liên kết này đã dùng hoặc đã hết hạn")
CHANGED_MEANWHILE = Problem("changed-meanwhile", 412, "Báo cáo vừa được người khác xử lý")
UPLOAD_VERSION = Problem("upload-version", 412, "Cách gửi nối tiếp này không dùng được, cần tus 1.0.0")
TOO_LARGE = Problem("too-large", 413, "Dữ liệu quá lớn")
WRONG_MEDIA_TYPE = Problem("wrong-media-type", 415, "Kiểu dữ liệu này không nhận")
INVALID = Problem("invalid", 422, "Nội dung chưa hợp lệ")
DIGEST_MISMATCH = Problem("digest-mismatch", 422, "Ảnh bị hỏng trên đường truyền, xin gửi lại từ đầu")
NOT_AN_IMAGE = Problem("not-an-image", 422, "Tệp này không phải ảnh dùng được")
TOO_MANY_PIXELS = Problem("too-many-pixels", 422, "Ảnh quá lớn, xin chụp nhỏ hơn")
NOT_A_RESCUE_FILE = Problem("not-a-rescue-file", 422, "Tệp này không phải tệp cứu hộ của Kẻng")
WRONG_KEY = Problem("wrong-key", 422, "Tệp không khớp khóa của máy đã ghi tệp")
NOT_A_SPREADSHEET = Problem("not-a-spreadsheet", 422, "Không đọc được bảng tính này")
FILE_DAMAGED = Problem("file-damaged", 422, "Tệp bị hỏng khi chép, xin chép lại từ máy")
FILE_CUT_OFF = Problem("file-cut-off", 422, "Tệp chưa chép hết, xin chép lại từ máy")
REV_NEEDED = Problem("rev-needed", 428, "Thiếu số sửa đổi (If-Match)")
SLOW_DOWN = Problem("slow-down", 429, "Thử quá nhiều lần, xin chờ ít phút")
INTERNAL = Problem("internal", 500, "Có lỗi, xin thử lại sau ít phút")
NOT_IMPLEMENTED = Problem("not-implemented", 501, "Việc này chưa làm được")
BUSY = Problem("busy", 503, "Máy chủ đang bận, xin thử lại sau ít phút")

# What an operation of a phone can be held or parked for (protocol.md §2); they travel inside a 200.
NEWER_SCHEMA = Problem("newer-schema", 409, "Ứng dụng trên máy mới hơn máy chủ")
UNKNOWN_KIND = Problem("unknown-kind", 409, "Máy chủ chưa hiểu loại việc này")
TEAM_MOVED = Problem("team-moved", 409, "Tổ đã đổi, cần người xem lại")
REPORT_CLOSED = Problem("report-closed", 409, "Báo cáo đã đóng")
SHIFT_EXISTS = Problem("shift-exists", 409, "Ca này đã có báo cáo")
UNKNOWN_REPORT = Problem("unknown-report", 409, "Chưa thấy báo cáo này")
ROSTER_CHANGED = Problem("roster-changed", 409, "Lịch ca này vừa đổi, xin xem lại")
SWAP_SETTLED = Problem("swap-settled", 409, "Lời nhờ đổi ca này đã có kết quả khác")
NOT_LEADER = Problem("not-leader", 409, "Chỉ tổ trưởng xếp lịch ca")
WRONG_COMMUNE = Problem("wrong-commune", 409, "Dữ liệu của xã khác")

PROBLEMS: dict[str, Problem] = {value.slug: value for value in list(globals().values()) if isinstance(value, Problem)}
