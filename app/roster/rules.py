"""What a roster may say. Plain: no Flask, no database, no clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.core.night import moment_of, night_of
from app.people.rules import CODE_LETTERS

# A whole watch of a festival night, and a little; anything longer is a slip of the pen.
LONGEST_SHIFT = timedelta(hours=14)
MOST_CHECKPOINTS = 30
REASON_MOST = 200
# A month repeats the four weeks before it: weekdays stay, and every turn of 2, 4, 7 or 14 nights goes on unbroken.
CYCLE, WEEK = timedelta(days=28), timedelta(days=7)
ANSWERS = ("joining", "busy")
# What was said of a swap: asked first, and then one of the others for good.
SWAP_STATES = ("asked", "agreed", "refused", "taken-back")
SWAP_ANSWERS = ("agreed", "refused")
# Of a team's roles, who makes its roster from a phone.
PLANNERS = ("leader",)

Fault = dict[str, str]


@dataclass(frozen=True)
class Plan:
    """One shift to plan: ``start`` and ``end`` by the clock (times before 06:00 lie on the next day), else the preset's."""

    night: date
    preset: str
    member_ids: Sequence[UUID]
    route_id: UUID | None = None
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True)
class Point:
    """A checkpoint as it should be; ``id`` names one that is there, so that it keeps its passes under a new name."""

    name: str
    lat: float | None = None
    lon: float | None = None
    id: UUID | None = field(default=None)


def code_of(checkpoint_id: UUID) -> str:
    """What stands on the sheet of a checkpoint, for hand and QR: the last 30 bits of its id as six signs.

    It is no secret and opens nothing; a phone finds the point by it among those of its own routes, without a network.
    """
    return "".join(CODE_LETTERS[checkpoint_id.int >> shift & 31] for shift in range(25, -1, -5))


def times_of(night: date, start: time, end: time) -> tuple[datetime, datetime]:
    """Start and end of a shift as moments; an end that reads before the start lies behind midnight or the next morning."""
    starts_at = moment_of(night, start)
    ends_at = moment_of(night, end)
    return starts_at, ends_at if ends_at > starts_at else ends_at + timedelta(days=1)


def find_plan_faults(plan: Plan, times: tuple[datetime, datetime] | None, members: Collection[UUID]) -> list[Fault]:
    """What is wrong with a plan, as pointers and sentences; ``members`` are those of the team in that night."""
    faults = []
    if times is None:
        faults.append({"pointer": "/preset", "detail": "Chưa có loại ca này"})
    elif times[1] - times[0] > LONGEST_SHIFT or night_of(times[0]) != plan.night:
        faults.append({"pointer": "/start", "detail": "Giờ ca chưa đúng"})
    if not plan.member_ids:
        faults.append({"pointer": "/member_ids", "detail": "Chưa chọn người trực"})
    if set(plan.member_ids) - set(members):
        faults.append({"pointer": "/member_ids", "detail": "Có người không còn trong tổ vào đêm này"})
    if len(set(plan.member_ids)) < len(plan.member_ids):
        faults.append({"pointer": "/member_ids", "detail": "Một người được chọn hai lần"})
    return faults


def may_change(night: date, now: datetime) -> bool:
    """Whether a night can still be planned: tonight and later."""
    return night >= night_of(now)


def first_empty(first: date, last: date, taken: Collection[date], now: datetime) -> date:
    """The first night of a month that can still be planned and has no shift; the day after the month when there is none."""
    nights = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return next((one for one in nights if one not in taken and may_change(one, now)), last + timedelta(days=1))


@dataclass(frozen=True)
class Asked:
    """What a peak period asks: nights ``first`` to ``last``, of these teams (none: of all), so many nights a week."""

    name: str
    first: date
    last: date
    team_ids: Sequence[UUID] = ()
    nights_a_week: int | None = None
    text: str = ""


LONGEST_PEAK = timedelta(days=184)


def find_peak_faults(asked: Asked) -> list[Fault]:
    """What is wrong with a peak period."""
    faults = []
    if not 2 <= len(asked.name) <= 80:
        faults.append({"pointer": "/name", "detail": "Tên đợt có 2–80 ký tự"})
    if asked.last < asked.first:
        faults.append({"pointer": "/last", "detail": "Đêm cuối ở trước đêm đầu"})
    if asked.last - asked.first > LONGEST_PEAK:
        faults.append({"pointer": "/last", "detail": "Một đợt dài nhất sáu tháng"})
    if asked.nights_a_week is not None and not 1 <= asked.nights_a_week <= 7:
        faults.append({"pointer": "/nights_a_week", "detail": "Mỗi tuần từ 1 đến 7 đêm"})
    if len(asked.text) > 500:
        faults.append({"pointer": "/text", "detail": "Nhiều nhất 500 ký tự"})
    return faults


def words_of_peak(asked: Asked) -> tuple[str, str]:
    """Title and text of the notice on the phones."""
    parts = [f"Từ đêm {asked.first:%d/%m} đến đêm {asked.last:%d/%m/%Y}."]
    if asked.nights_a_week:
        parts.append(f"Mỗi tuần đi tuần {asked.nights_a_week} đêm.")
    return f"Đợt cao điểm: {asked.name}", " ".join([*parts, asked.text]).strip()


def whole_weeks(first: date, last: date) -> list[date]:
    """The Mondays of the weeks that lie wholly between two nights."""
    monday = first + timedelta(days=-first.weekday() % 7)
    found = []
    while monday + timedelta(days=6) <= last:
        found.append(monday)
        monday += WEEK
    return found


@dataclass(frozen=True)
class Side:
    """A shift that changes hands: who gives it, who takes it (and may: ``is_of_team`` that night), how the roster has it."""

    giver_id: UUID
    taker_id: UUID
    is_of_team: bool
    starts_at: datetime
    is_planned: bool
    planned: Collection[UUID]


def find_lapse(sides: Sequence[Side | None], at: datetime) -> str | None:
    """Why a swap cannot be (any more) at that moment, else None: a shift called off or begun, or the roster is another.

    A side that is None is a shift that was taken off the roster.
    """
    for side in sides:
        if side is None:
            return "changed"
        if not side.is_planned:
            return "called-off"
        if at >= side.starts_at:
            return "begun"
        if side.giver_id not in side.planned or side.taker_id in side.planned or not side.is_of_team:
            return "changed"
    return None


def find_route_faults(name: str, points: Sequence[Point]) -> list[Fault]:
    """What is wrong with a route."""
    faults = []
    if not 1 <= len(name) <= 80:
        faults.append({"pointer": "/name", "detail": "Tên lộ trình có 1–80 ký tự"})
    if not 1 <= len(points) <= MOST_CHECKPOINTS:
        faults.append({"pointer": "/checkpoints", "detail": f"Lộ trình có 1–{MOST_CHECKPOINTS} điểm kiểm tra"})
    for place, point in enumerate(points):
        if not 1 <= len(point.name) <= 80:
            faults.append({"pointer": f"/checkpoints/{place}/name", "detail": "Tên điểm có 1–80 ký tự"})
        if (point.lat is None) != (point.lon is None) or abs(point.lat or 0) > 90 or abs(point.lon or 0) > 180:
            faults.append({"pointer": f"/checkpoints/{place}/lat", "detail": "Vị trí chưa đúng"})
    names = [point.name.casefold() for point in points]
    if len(set(names)) < len(names):
        faults.append({"pointer": "/checkpoints", "detail": "Hai điểm trùng tên"})
    return faults
