"""Keys for programs: what one opens, for how long. They read exports and nothing else."""

from datetime import date, timedelta

from app.core.errors import INVALID, DomainError, fault_at

# Each is a door's; a key opens those that it names.
SCOPES = ("reports", "incidents", "activities", "attendance")
PREFIX = "keng_"
LONGEST = timedelta(days=365)
NAME_MOST = 80
MOST_KEYS = 20
# How stale "last used" may be before a request spends a write on it.
USED_AFTER = timedelta(minutes=1)


def check_key(name: str, scopes: list[str], last_day: date, today: date) -> str:
    """The tidy name of a new key; ``INVALID`` names what does not fit."""
    faults = []
    tidy = " ".join(name.split())
    if not 3 <= len(tidy) <= NAME_MOST:
        faults.append(fault_at("/name", "Xin ghi chương trình nào dùng, dùng làm gì"))
    if not scopes or set(scopes) - set(SCOPES):
        faults.append(fault_at("/scopes", "Xin chọn ít nhất một loại dữ liệu"))
    if not today <= last_day <= today + LONGEST:
        faults.append(fault_at("/last_day", "Hạn dùng từ hôm nay, nhiều nhất một năm"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    return tidy
