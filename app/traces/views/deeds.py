"""What was done, in words: kinds of notes of the journal, kinds of accesses, kinds of records."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l


def deed_words(kind: str) -> str:
    """A note's kind as a sentence without a subject; one that this version does not know says so with its code."""
    known = KINDS.get(kind)
    return str(known) if known else _("Việc khác (%(code)s)", code=kind)


def act_words(action: str) -> str:
    """An access as a sentence without a subject; an unknown one says so with its code."""
    known = ACTS.get(action)
    return str(known) if known else _("Việc khác (%(code)s)", code=action)


def record_words(kind: str) -> str:
    """What kind of record it is."""
    known = RECORDS.get(kind)
    return str(known) if known else _("Bản ghi khác")


ACTS = {
    "report.read": _l("Mở báo cáo"),
    "report.history": _l("Xem lịch sử báo cáo"),
    "held.read": _l("Xem nội dung chờ xử lý có vị trí"),
    "photo.seen": _l("Xem ảnh của việc chỉ Công an xã xem"),
    "export.csv": _l("Xuất nhật ký hoạt động"),
    "export.print": _l("Tải bản in"),
    "export.access": _l("Xuất nhật ký truy cập"),
    "export.consents": _l("Xuất sổ đồng ý"),
    "redaction.unredacted-seen": _l("Xem bản chưa che"),
    "rescue.taken": _l("Nhận tệp cứu hộ"),
    "sign-in": _l("Đăng nhập"),
}

RECORDS = {
    "report": _l("Báo cáo"),
    "photo": _l("Ảnh"),
    "alert": _l("Tin khẩn"),
    "matter": _l("Việc còn tồn"),
    "held": _l("Nội dung chờ xử lý"),
    "shift": _l("Ca trên lịch"),
    "team": _l("Tổ"),
    "member": _l("Tổ viên"),
    "consent": _l("Đồng ý ghi vị trí"),
    "device": _l("Máy"),
    "invitation": _l("Mã mời"),
    "route": _l("Lộ trình"),
    "notice": _l("Thông báo"),
    "briefing": _l("Giao ban"),
    "account": _l("Tài khoản"),
    "setting": _l("Thiết lập"),
    "peak": _l("Đợt cao điểm"),
    "request": _l("Yêu cầu về dữ liệu cá nhân"),
    "hold": _l("Giữ hồ sơ"),
    "policy": _l("Thời hạn lưu"),
    "feed": _l("Bảng tin công khai"),
    "village": _l("Thôn"),
    "commune": _l("Sổ của xã"),
}

KINDS = {
    "report.submitted": _l("Tổ gửi báo cáo"),
    "report.amended": _l("Tổ bổ sung, gửi lại"),
    "report.part": _l("Máy khác của tổ gửi thêm phần"),
    "report.addendum": _l("Tổ gửi bổ sung sau ca"),
    "report.withdrawn": _l("Tổ rút lại báo cáo"),
    "report.approved": _l("Duyệt báo cáo"),
    "report.returned": _l("Trả lại để bổ sung"),
    "report.rejected": _l("Không duyệt báo cáo"),
    "report.undone": _l("Hoàn lại duyệt"),
    "report.reopened": _l("Mở lại báo cáo đã duyệt"),
    "report.locked": _l("Khóa báo cáo"),
    "report.corrected": _l("Ghi lại loại việc, mức độ hoặc nội dung"),
    "report.commented": _l("Gửi lời nhắn về báo cáo"),
    "report.redacted": _l("Che bớt ảnh hoặc lời"),
    "report.uncovered": _l("Bỏ che"),
    "words.erased": _l("Gỡ lời khỏi hệ thống"),
    "positions.forgotten": _l("Xóa vị trí đã hết hạn giữ"),
    "photo.stored": _l("Nhận ảnh"),
    "photo.ready": _l("Mở được ảnh"),
    "photo.damaged": _l("Ảnh hỏng"),
    "photo.lost": _l("Mất ảnh, chờ máy gửi lại"),
    "photo.erased": _l("Gỡ ảnh khỏi hệ thống"),
    "alert.raised": _l("Tổ báo tin khẩn"),
    "alert.changed": _l("Tổ sửa tin khẩn"),
    "alert.overtaken": _l("Tin khẩn đến sau tin mới hơn"),
    "alert.cancelled": _l("Tổ rút tin khẩn"),
    "alert.acknowledged": _l("Nhận tin khẩn"),
    "matter.ask": _l("Giao việc cho tổ"),
    "matter.settle": _l("Ghi việc đã xong"),
    "matter.reopen": _l("Mở lại việc"),
    "operation.parked": _l("Giữ lại nội dung chưa vào sổ"),
    "operation.settled": _l("Xử lý nội dung được giữ"),
    "roster.planned": _l("Xếp ca"),
    "roster.left-out": _l("Bỏ ca khỏi lịch"),
    "roster.answered": _l("Tổ viên trả lời lịch ca"),
    "shift.called-off": _l("Cho nghỉ ca"),
    "swap.asked": _l("Nhờ đổi ca"),
    "swap.agreed": _l("Đồng ý đổi ca"),
    "swap.refused": _l("Không nhận đổi ca"),
    "swap.taken-back": _l("Rút lời nhờ đổi ca"),
    "team.added": _l("Lập tổ"),
    "team.changed": _l("Sửa thông tin tổ"),
    "team.ended": _l("Ngừng tổ"),
    "member.added": _l("Thêm tổ viên"),
    "member.changed": _l("Sửa thông tin tổ viên"),
    "membership.begun": _l("Tổ viên vào tổ"),
    "team.imported": _l("Nhập tổ viên từ bảng tính"),
    "membership.ended": _l("Tổ viên thôi ở tổ"),
    "consent.given": _l("Đồng ý ghi vị trí"),
    "consent.withdrawn": _l("Rút lại đồng ý ghi vị trí"),
    "device.enrolled": _l("Máy vào tổ"),
    "device.renamed": _l("Đổi tên máy"),
    "device.revoked": _l("Khóa máy"),
    "device.retired": _l("Cho máy nghỉ"),
    "device.seen-to": _l("Đã xem lại máy"),
    "device.nudged": _l("Nhắc máy"),
    "invitation.made": _l("Tạo mã mời"),
    "invitation.revoked": _l("Hủy mã mời"),
    "route.added": _l("Thêm lộ trình"),
    "route.changed": _l("Sửa lộ trình"),
    "route.ended": _l("Ngừng lộ trình"),
    "notice.posted": _l("Đăng thông báo"),
    "notice.ended": _l("Gỡ thông báo"),
    "notice.read": _l("Tổ viên đã đọc thông báo"),
    "night.briefed": _l("Ghi đã giao ban"),
    "account.added": _l("Mở tài khoản"),
    "account.changed": _l("Sửa tài khoản"),
    "account.reopened": _l("Mở lại tài khoản"),
    "deputy.named": _l("Ủy quyền phụ trách địa bàn"),
    "deputy.ended": _l("Thôi ủy quyền"),
    "account.closed": _l("Đóng tài khoản"),
    "account.link-made": _l("Tạo đường dẫn đặt mật khẩu"),
    "account.password-set": _l("Đặt mật khẩu"),
    "account.factor-set": _l("Đặt xác thực hai bước"),
    "account.codes-made": _l("Tạo mã dự phòng"),
    "account.factor-removed": _l("Gỡ xác thực hai bước"),
    "account.signed-out": _l("Cho tài khoản thoát"),
    "setting.changed": _l("Đổi thiết lập"),
    "setting.taken-back": _l("Bỏ thay đổi chưa có hiệu lực"),
    "category.added": _l("Thêm loại việc của xã"),
    "peak.set": _l("Đặt đợt cao điểm"),
    "peak.changed": _l("Sửa đợt cao điểm"),
    "peak.ended": _l("Bỏ đợt cao điểm"),
    "request.received": _l("Nhận yêu cầu về dữ liệu cá nhân"),
    "request.acknowledged": _l("Báo đã nhận yêu cầu"),
    "request.extended": _l("Gia hạn trả lời yêu cầu"),
    "request.answered": _l("Trả lời yêu cầu"),
    "request.refused": _l("Từ chối yêu cầu, có căn cứ"),
    "request.closed": _l("Đóng yêu cầu"),
    "hold.set": _l("Giữ hồ sơ khỏi bị xóa"),
    "hold.ended": _l("Thôi giữ hồ sơ"),
    "retention.signed": _l("Ký thời hạn lưu dữ liệu"),
    "feed.opened": _l("Mở bảng tin cho mọi người"),
    "feed.closed": _l("Đóng bảng tin công khai"),
    "village.added": _l("Thêm thôn"),
    "commune.merged": _l("Sổ chuyển sang xã mới"),
    "commune.took-over": _l("Nhận sổ của xã cũ"),
    "journal.checked": _l("Kiểm tra sổ gốc"),
}
