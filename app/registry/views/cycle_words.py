"""What the pages of the cycle call things: classes, verdicts, states, offices, and what a text may not hold."""

from typing import Any

from flask_babel import lazy_gettext as _l

from app.registry.rules.rounds import Criterion
from app.registry.views.sites_words import LEVEL_WORDS, STATE_WORDS

__all__ = ["LEVEL_WORDS", "STATE_WORDS"]

LEVEL_LOOKS = {
    "tot": ("good", "circle-check"),
    "kha": ("good", "check"),
    "tb": ("wait", "circle-dot"),
    "yeu": ("trouble", "circle-alert"),
}
VERDICT_WORDS = {
    "keep": _l("Duy trì"),
    "consolidate": _l("Củng cố"),
    "replicate": _l("Nhân rộng"),
    "pause": _l("Tạm dừng"),
    "end": _l("Kết thúc (không còn phù hợp)"),
}
# What follows from a verdict when the round is closed.
FOLLOWS = {
    "keep": _l("Điểm tiếp tục như hiện nay; điểm đang cần củng cố trở lại hoạt động."),
    "consolidate": _l("Điểm chuyển sang cần củng cố, kèm lý do."),
    "replicate": _l("Mỗi thôn được chọn có một dự kiến nhân rộng, kèm hạn."),
    "pause": _l("Điểm tạm dừng, kèm lý do; sau này mở lại được."),
    "end": _l("Điểm kết thúc, kèm lý do; chỉ UBND xã hoặc Trưởng Công an xã quyết định."),
}
SHEET_WORDS = {
    "todo": _l("Chưa làm"),
    "draft": _l("Bản nháp"),
    "done": _l("Đã xong"),
    "left_out": _l("Bỏ lại"),
}
SHEET_LOOKS = {
    "todo": ("plain", "circle-dashed"),
    "draft": ("wait", "pencil"),
    "done": ("good", "check"),
    "left_out": ("trouble", "slash"),
}
OUTCOME_WORDS = {
    "carried": _l("Đã thực hiện"),
    "nothing": _l("Giữ nguyên"),
    "awaits": _l("Chờ UBND quyết định"),
    "passed": _l("Điểm đã chuyển bước khác"),
}
KIND_WORDS = {
    "money": _l("Kinh phí"),
    "equipment": _l("Thiết bị"),
    "people": _l("Nhân lực"),
    "law": _l("Pháp lý"),
    "other": _l("Khác"),
}
OWNER_WORDS = {
    "committee": _l("UBND xã"),
    "police": _l("Công an xã"),
    "village": _l("Thôn"),
    "team": _l("Tổ"),
    "front": _l("Mặt trận"),
}
DIFFICULTY_WORDS = {"open": _l("Đang xử lý"), "solved": _l("Đã khắc phục"), "dropped": _l("Thôi theo dõi")}
STEP_WORDS = {
    "hand": _l("Giao nơi khác"),
    "postpone": _l("Dời hạn"),
    "solve": _l("Đã khắc phục"),
    "drop": _l("Thôi theo dõi"),
}
STEP_ICONS = {"hand": "forward", "postpone": "hourglass", "solve": "check", "drop": "x"}
LATE_WORDS = {
    "round": _l("Đợt rà soát"),
    "sheet": _l("Phiếu đánh giá"),
    "difficulty": _l("Khó khăn, vướng mắc"),
    "replication": _l("Nhân rộng"),
}
_USUAL: tuple[tuple[Any, int], ...] = (
    (_l("Hoạt động đều trong kỳ"), 25),
    (_l("Có sổ sách, minh chứng"), 20),
    (_l("Người dân tham gia"), 20),
    (_l("Hiệu quả với an ninh, trật tự"), 25),
    (_l("Phương tiện, giấy tờ đầy đủ"), 10),
)


def usual_criteria() -> list[Criterion]:
    """The criteria that a new round is offered with."""
    return [{"key": f"c{place}", "name": str(name), "most": most} for place, (name, most) in enumerate(_USUAL, 1)]
