"""When a team is silent, and who is told when; when a night can be briefed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.night import night_of

# So many planned nights in a row without a report are no accident any more.
SILENT_AFTER = 3
# How long the team's phones show that a report is missed, where none comes before.
SILENCE_SHOWN = timedelta(days=14)
MOST_NOTES = 2000


@dataclass(frozen=True)
class Heard:
    """A night of a team: whether a planned shift has no report, and whether any report came."""

    night: date
    missing: bool
    reported: bool


def silence_of(nights: Sequence[Heard]) -> list[date]:
    """The planned nights without a report since the last report, oldest first; empty while they are fewer than three.

    ``nights`` are those that are over, oldest first. A report breaks the silence, even one of a night with a gap.
    """
    found: list[date] = []
    for one in reversed(nights):
        if one.reported:
            break
        if one.missing:
            found.append(one.night)
    return found[::-1] if len(found) >= SILENT_AFTER else []


def untold(silence: Sequence[date], told: tuple[date, date] | None) -> list[date]:
    """The nights of a silence that the leader is to be told of; empty where he was, or where too few are new.

    ``told`` are the first and last night that he was told of last. A silence that goes on is told once. After a sign of life
    only nights that he was not told of make a new one.
    """
    if told is None:
        return list(silence)
    first, last = told
    if silence and silence[0] <= first:
        return []
    fresh = [night for night in silence if night > last]
    return fresh if len(fresh) >= SILENT_AFTER else []


def asked_until(now: datetime, due: datetime) -> date:
    """Up to which night reports are not missed yet: tonight, or last night as long as its reports are not ``due``."""
    tonight = night_of(now)
    return tonight if now >= due else tonight - timedelta(days=1)


def words_to_leader(nights: Sequence[date]) -> tuple[str, str]:
    """Title and text of the notice on the phones of a silent team."""
    named = ", ".join(f"{night:%d/%m}" for night in nights)
    text = (
        f"Các đêm {named} có lịch trực mà xã chưa nhận được báo cáo. Tổ trưởng xem máy còn báo cáo chờ gửi không. "
        "Nếu tổ không đi được, xin gọi trực ban để đổi lịch."
    )
    return f"{len(nights)} đêm chưa có báo cáo", text


def is_briefable(night: date, now: datetime) -> bool:
    """Whether a night can be briefed: once it is over, at six in the morning."""
    return night < night_of(now)
