"""Standing in for an absent officer: who may name whom, for which days, and what a deputy answers for. Plain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.core.actor import Actor, StandsFor
from app.core.errors import fault_at

# A long absence is a new division of villages, which the chief has written into the accounts.
LONGEST = timedelta(days=92)


@dataclass(frozen=True)
class Period:
    """The days of a stand-in, both included."""

    first: date
    last: date


def villages_of_all(own: frozenset[UUID], stands_for: Iterable[StandsFor]) -> frozenset[UUID] | None:
    """The villages of an officer with those that are looked after for others; no villages stand for the whole commune."""
    known = [own, *(one.village_ids for one in stands_for)]
    return None if not all(known) else frozenset().union(*known)


def find_period_faults(period: Period, today: date) -> list[dict[str, str]]:
    """What is wrong with the days."""
    if period.last < period.first:
        return [fault_at("/last_day", "Ngày cuối trước ngày đầu")]
    if period.last < today:
        return [fault_at("/last_day", "Ngày cuối đã qua")]
    if period.last - period.first > LONGEST:
        return [fault_at("/last_day", "Nhiều nhất ba tháng một lần")]
    return []


def may_change(actor: Actor, absent_id: UUID, *, chief: str) -> bool:
    """Whether the actor names and ends deputies of this officer: the chief those of all, an officer the own ones."""
    return actor.kind == "office" and (actor.role == chief or actor.account_id == absent_id)
