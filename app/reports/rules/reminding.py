"""When a team is reminded of a returned report, and in which words. Plain: no Flask, no database, no clock."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from app.core.night import local

_BEFORE = timedelta(days=1)
# How long the phones show that a deadline has passed, where no mended report comes before.
SHOWN = timedelta(days=14)


class Stage(StrEnum):
    """``SOON``: the deadline comes; ``LATE``: it has passed."""

    SOON = "soon"
    LATE = "late"


def stage_at(now: datetime, *, returned_at: datetime | None, due_at: datetime) -> Stage | None:
    """What the team is to be told now: a day before the deadline, and behind it.

    Who has only a day is reminded at half of it: an hour after the return the reminder would only be the return again.
    """
    if now >= due_at:
        return Stage.LATE
    begins = due_at - _BEFORE
    if returned_at is not None:
        begins = max(begins, returned_at + (due_at - returned_at) / 2)
    return Stage.SOON if now >= begins else None


def words_to_team(stage: Stage, night: date, due_at: datetime) -> tuple[str, str]:
    """Title and text of the notice on the team's phones."""
    due = f"{local(due_at):%H:%M ngày %d/%m}"
    if stage is Stage.LATE:
        return f"Đêm {night:%d/%m}: quá hạn sửa", (
            f"Báo cáo này cần bổ sung và gửi lại trước {due}, đến nay chưa thấy. Bác mở báo cáo, sửa chỗ được đánh dấu rồi "
            "gửi lại. Nếu vướng, xin gọi cán bộ phụ trách."
        )
    return f"Đêm {night:%d/%m}: sắp hết hạn sửa", (
        f"Báo cáo này cần bổ sung và gửi lại trước {due}. Bác mở báo cáo, sửa chỗ được đánh dấu rồi gửi lại."
    )
