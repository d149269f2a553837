"""The night of a shift: the date of its start minus six hours, in Viet Nam (product.md, rule 6)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY_TURNS_AFTER = timedelta(hours=6)


def night_of(start: datetime) -> date:
    """The night that a shift starting at ``start`` (aware) belongs to: 01:00 on the 22nd is the night of the 21st."""
    return (start.astimezone(VIETNAM) - _DAY_TURNS_AFTER).date()


def local(moment: datetime) -> datetime:
    """``moment`` (aware) by the clock on a Vietnamese wall."""
    return moment.astimezone(VIETNAM)


def moment_of(night: date, clock: time) -> datetime:
    """The UTC moment when ``clock`` is read during ``night``: times before 06:00 lie on the next calendar day."""
    day = night if clock >= time(6) else night + timedelta(days=1)
    return datetime.combine(day, clock, VIETNAM).astimezone(UTC)


def night_label(night: date) -> str:
    """``Đêm 21 rạng sáng 22/11``, with the month of the first day only where the month turns."""
    dawn = night + timedelta(days=1)
    first = f"{night.day}" if night.month == dawn.month else f"{night.day:02d}/{night.month:02d}"
    return f"Đêm {first} rạng sáng {dawn.day:02d}/{dawn.month:02d}"


def month_from(text: str) -> date | None:
    """The first day of the month written as ``2026-11``; None for anything else, also for centuries that are not ours."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if 2000 <= month.year < 2100 else None


def month_ends(month: date) -> tuple[date, date]:
    """The first and the last night of the month that ``month`` lies in."""
    first = month.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
