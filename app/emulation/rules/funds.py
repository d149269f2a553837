"""How a fund book adds up, and what may be written into it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError, fault_at
from app.people.rules import CHIEF, COMMITTEE, DUTY, FRONT, OFFICER, VILLAGE_HEAD

KEEPERS = (CHIEF, OFFICER, COMMITTEE)
READERS = (*KEEPERS, DUTY, FRONT, VILLAGE_HEAD)
MOST_AMOUNT = 10_000_000_000
LEAST_PURPOSE, MOST_PURPOSE = 3, 200
Fault = dict[str, str]


class Line(Protocol):
    """An entry as the sums need it."""

    @property
    def id(self) -> UUID: ...
    @property
    def on(self) -> date: ...
    @property
    def amount(self) -> int: ...
    @property
    def undoes(self) -> UUID | None: ...


AnyLine = TypeVar("AnyLine", bound=Line)


@dataclass(frozen=True)
class YearSums:
    """A year of a fund in đồng: ``opening + came_in - went_out == closing``. What was taken back counts in neither."""

    opening: int
    came_in: int
    went_out: int
    closing: int


def with_balances(lines: Iterable[AnyLine]) -> list[tuple[AnyLine, int]]:
    """Each entry in the order of the book, with what was left after it."""
    found, left = [], 0
    for line in lines:
        left += line.amount
        found.append((line, left))
    return found


def sums_of(lines: Sequence[Line], year: int) -> YearSums:
    """What a year adds up to. A mistake taken back within the year is in neither column; one of an earlier year, which was
    counted there, is counted here the other way round."""
    before = [one for one in lines if one.on.year < year]
    within = [one for one in lines if one.on.year == year]
    known = {one.id for one in within}
    gone = {one.undoes for one in within if one.undoes in known}
    counted = [one for one in within if one.id not in gone and one.undoes not in gone]
    opening = sum(one.amount for one in before)
    came_in = sum(one.amount for one in counted if one.amount > 0)
    went_out = -sum(one.amount for one in counted if one.amount < 0)
    return YearSums(opening, came_in, went_out, opening + came_in - went_out)


def check_may_keep(actor: Actor) -> str:
    """The commune whose fund books the actor keeps; ``NOT_ALLOWED`` when none."""
    if actor.kind != "office" or actor.role not in KEEPERS or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def may_read(actor: Actor) -> bool:
    """Whether the actor reads fund books (within its villages)."""
    return actor.kind == "office" and actor.role in READERS and actor.commune_id is not None


def entry_faults(amount: int, purpose: str, *, left: int) -> list[Fault]:
    """What is wrong with an entry; ``left`` is what is in the fund before it."""
    faults: list[Fault] = []
    if amount == 0 or abs(amount) > MOST_AMOUNT:
        faults.append(fault_at("/amount", "Số tiền từ 1 đồng đến 10 tỷ đồng"))
    elif amount < 0 and left + amount < 0:
        faults.append(fault_at("/amount", "Chi nhiều hơn số tiền còn trong quỹ"))
    if not LEAST_PURPOSE <= len(purpose) <= MOST_PURPOSE:
        faults.append(fault_at("/purpose", "Nội dung có 3–200 ký tự"))
    return faults


def day_faults(on: date, *, today: date, last: date | None, published: int | None) -> list[Fault]:
    """What is wrong with an entry's day: none ahead, none before the last entry, none in a published year."""
    if on > today:
        return [fault_at("/on", "Ngày này chưa tới")]
    if published is not None and on.year <= published:
        return [fault_at("/on", "Năm này đã công khai, không ghi thêm vào được")]
    if last is not None and on < last:
        return [fault_at("/on", "Sổ ghi theo thứ tự ngày: không trước bút toán cuối")]
    return []
