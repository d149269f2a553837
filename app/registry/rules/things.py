"""What a counted thing is: what its kind asks for, who sees to a defect, which look counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.errors import fault_at
from app.registry.rules.lists import ASSET_STATES

CAMERA, GONG, BELL, BOARD, FIRE, LOUD = "camera", "gong", "bell", "board", "fire", "loud"
BELL_TYPES = ("electric", "air", "app")
MOST_EYES, MOST_DAYS, MOST_LINES = 500, 3650, 20
# Which office sees to a defect of a thing.
SEEN_TO_BY = {CAMERA: "police", LOUD: "police", GONG: "village", BELL: "village", BOARD: "committee", FIRE: "committee"}
# A look that finds one of these raises a difficulty.
FAULTY = tuple(state for state in ASSET_STATES if state != "working")
# In how many days somebody has seen to it: a dated setting.
DAYS_SETTING = "model_defect_days"
_LINES = {GONG: ("signals", ("pattern", "meaning")), FIRE: ("kit", ("what", "count"))}


@dataclass(frozen=True)
class Thing:
    """A thing as a desk writes it down; ``values`` by kind as in ``Asset``. ``state`` counts until somebody looks at it."""

    kind: str
    place: str
    label: str = ""
    village_id: UUID | None = None
    site_id: UUID | None = None
    need_id: UUID | None = None
    eyes: int = 1
    owner: str | None = None
    fund_source: str | None = None
    topic: str | None = None
    storage_days: int | None = None
    has_notice: bool | None = None
    keeper_role: str = ""
    installed_on: date | None = None
    state: str = "working"
    values: dict[str, Any] = field(default_factory=dict)


def find_thing_faults(thing: Thing, today: date, lists: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """What does not fit; ``lists`` are the codes of the catalogue's ``owners``, ``funds``, ``topics`` and the kind's
    ``states``."""
    camera = thing.kind == CAMERA
    checks = (
        (2 <= len(thing.place) <= 160, fault_at("/place", "Nơi đặt có 2–160 ký tự")),
        (len(thing.label) <= 20, fault_at("/label", "Số hiệu nhiều nhất 20 ký tự")),
        (1 <= thing.eyes <= (MOST_EYES if camera else 1), fault_at("/eyes", "Số mắt camera từ 1 đến 500")),
        (
            thing.owner in lists["owners"] if camera else thing.owner in (None, *lists["owners"]),
            fault_at("/owner", "Xin chọn chủ đầu tư"),
        ),
        (thing.fund_source in (None, *lists["funds"]), fault_at("/fund_source", "Chưa có nguồn kinh phí này")),
        (
            thing.topic in lists["topics"] if thing.kind == BOARD else thing.topic is None,
            fault_at("/topic", "Xin chọn nội dung bảng"),
        ),
        (
            thing.storage_days is None or 0 <= thing.storage_days <= MOST_DAYS,
            fault_at("/storage_days", "Số ngày lưu hình chưa đúng"),
        ),
        (len(thing.keeper_role) <= 80, fault_at("/keeper_role", "Người giữ: ghi chức danh, nhiều nhất 80 ký tự")),
        (thing.installed_on is None or thing.installed_on <= today, fault_at("/installed_on", "Ngày này chưa tới")),
        (thing.state in lists["states"], fault_at("/state", "Phương tiện loại này không có tình trạng đó")),
        (thing.need_id is None or camera, fault_at("/need_id", "Chỉ camera mới gắn với nơi cần lắp")),
    )
    return [fault for fits, fault in checks if not fits] + _line_faults(thing)


def _line_faults(thing: Thing) -> list[dict[str, str]]:
    if thing.kind not in _LINES:
        return []
    name, asked = _LINES[thing.kind]
    lines = thing.values.get(name, [])
    if len(lines) > MOST_LINES:
        return [fault_at(f"/{name}", "Nhiều nhất 20 dòng")]
    whole = all(line.get(part) for line in lines for part in asked)
    return [] if whole else [fault_at(f"/{name}", "Mỗi dòng cần điền đủ")]


def overdue_kit(values: Mapping[str, Any], today: date) -> list[dict[str, Any]]:
    """The lines of a fire point's kit whose day is over."""
    return [line for line in values.get("kit", []) if line.get("due") and date.fromisoformat(line["due"]) < today]


def seen_at(client_at: datetime, at: datetime) -> datetime:
    """When a look was made: by the phone's clock, never later than its receipt."""
    return min(client_at, at)
