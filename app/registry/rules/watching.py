"""Camera roads, places that need cameras, and texts of loudspeakers: what each must say and who decides about it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError, fault_at
from app.people.rules import CHIEF, COMMITTEE, FRONT, OFFICER
from app.registry.rules.lists import NEED_STATES

PRIORITIES = (1, 2, 3)
NEEDED, PLANNED, MET, DROPPED = NEED_STATES
# Those that still wait for cameras.
WANTING = (NEEDED, PLANNED)
MOST_CAMERAS, MOST_METRES, MOST_EYES_NEEDED = 60, 200_000, 200
LEAST_SCRIPT, MOST_SCRIPT = 20, 4000
DRAFTERS, APPROVERS = (CHIEF, OFFICER, FRONT), (CHIEF, COMMITTEE)


@dataclass(frozen=True)
class Road:
    """A camera road as a desk writes it down; ``cameras`` in their order."""

    name: str
    from_place: str
    to_place: str
    length_m: int
    village_id: UUID | None = None
    site_id: UUID | None = None
    launched_on: date | None = None
    ended_on: date | None = None
    cameras: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Need:
    """A place that needs cameras; ``state`` is what a desk says of it, ``met`` follows from what was installed."""

    place: str
    reason: str
    eyes: int
    priority: int = 2
    village_id: UUID | None = None
    road_id: UUID | None = None
    state: str = NEEDED


@dataclass(frozen=True)
class Script:
    """A text for loudspeakers."""

    title: str
    topic: str
    text: str = field(repr=False)


def find_road_faults(road: Road, today: date) -> list[dict[str, str]]:
    """What does not fit."""
    ends = road.ended_on is None or (road.ended_on <= today and road.ended_on >= (road.launched_on or road.ended_on))
    checks = (
        (2 <= len(road.name) <= 120, fault_at("/name", "Tên tuyến có 2–120 ký tự")),
        (2 <= len(road.from_place) <= 120, fault_at("/from_place", "Xin ghi điểm đầu")),
        (2 <= len(road.to_place) <= 120, fault_at("/to_place", "Xin ghi điểm cuối")),
        (1 <= road.length_m <= MOST_METRES, fault_at("/length_m", "Chiều dài từ 1 đến 200.000 mét")),
        (road.launched_on is None or road.launched_on <= today, fault_at("/launched_on", "Ngày này chưa tới")),
        (ends, fault_at("/ended_on", "Ngày này chưa tới, hoặc trước ngày ra mắt")),
        (len(road.cameras) <= MOST_CAMERAS, fault_at("/cameras", "Nhiều nhất 60 camera")),
        (len(set(road.cameras)) == len(road.cameras), fault_at("/cameras", "Một camera được chọn hai lần")),
    )
    return [fault for fits, fault in checks if not fits]


def find_need_faults(need: Need) -> list[dict[str, str]]:
    """What does not fit."""
    checks = (
        (2 <= len(need.place) <= 160, fault_at("/place", "Nơi cần lắp có 2–160 ký tự")),
        (5 <= len(need.reason) <= 300, fault_at("/reason", "Lý do có 5–300 ký tự")),
        (1 <= need.eyes <= MOST_EYES_NEEDED, fault_at("/eyes", "Số mắt cần lắp từ 1 đến 200")),
        (need.priority in PRIORITIES, fault_at("/priority", "Mức ưu tiên từ 1 đến 3")),
        (need.state in NEED_STATES, fault_at("/state", "Chưa có tình trạng này")),
    )
    return [fault for fits, fault in checks if not fits]


def find_script_faults(script: Script, topics: tuple[str, ...]) -> list[dict[str, str]]:
    """What does not fit; ``topics`` are the catalogue's."""
    checks = (
        (2 <= len(script.title) <= 120, fault_at("/title", "Tên bài có 2–120 ký tự")),
        (script.topic in topics, fault_at("/topic", "Xin chọn nội dung")),
        (LEAST_SCRIPT <= len(script.text) <= MOST_SCRIPT, fault_at("/text", "Bài đọc có 20–4000 ký tự")),
    )
    return [fault for fits, fault in checks if not fits]


def present_state(said: str, eyes: int, installed: int) -> str:
    """How a need stands: met once as many eyes as asked for are there, and wanted again when they are not any more."""
    if said == DROPPED:
        return DROPPED
    if installed >= eyes:
        return MET
    return NEEDED if said == MET else said


def gap_of(state: str, eyes: int, installed: int) -> int:
    """How many eyes are still missing."""
    return max(0, eyes - installed) if state in WANTING else 0


def may_draft(actor: Actor) -> bool:
    """Whether the actor writes texts for loudspeakers."""
    return actor.kind == "office" and actor.commune_id is not None and actor.role in DRAFTERS


def may_approve(actor: Actor) -> bool:
    """Whether the actor approves them."""
    return actor.kind == "office" and actor.commune_id is not None and actor.role in APPROVERS


def check_may_draft(actor: Actor) -> str:
    """The commune for whose loudspeakers the actor writes; ``NOT_ALLOWED`` when none."""
    if not may_draft(actor) or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def check_may_approve(actor: Actor) -> None:
    """``NOT_ALLOWED`` for whoever does not approve texts."""
    if not may_approve(actor):
        raise DomainError(NOT_ALLOWED)
