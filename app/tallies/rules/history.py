"""Figures of former units: what can be entered, and by whom."""

from collections.abc import Mapping
from datetime import date

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError, fault_at
from app.people.rules import PROVINCE

DISTRICT, FORMER_PROVINCE, COMMUNE = "district", "province", "commune"
LEVELS = (DISTRICT, FORMER_PROVINCE, COMMUNE)
LEAST_SOURCE, MOST_SOURCE, MOST_AMOUNT = 5, 500, 10_000_000
FIRST_YEAR = 1945
# Each measure with the list that its kinds are of: ``models`` (kinds of models), a list of terms, or none.
MEASURES: Mapping[str, str] = {
    "models": "",
    "sites": "models",
    "communes": "models",
    "groups": "models",
    "members": "models",
    "eyes": "owners",
    "roads": "",
    "boards": "topics",
}


def kinds_of_measure(measure: str) -> str:
    """The list that a measure's kinds are of; empty where it has none."""
    return MEASURES.get(measure, "")


def may_enter(actor: Actor) -> bool:
    """Whether the actor enters figures of former units."""
    return actor.kind == "office" and actor.role == PROVINCE and actor.province_id is not None


def check_may_enter(actor: Actor) -> str:
    """The province for which the actor enters; ``NOT_ALLOWED``."""
    if not may_enter(actor) or actor.province_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.province_id


def find_history_faults(measure: str, amount: int, source: str, on: date, today: date) -> list[dict[str, str]]:
    """What cannot be taken; the unit and the kind are checked against their lists."""
    faults = []
    if measure not in MEASURES:
        faults.append(fault_at("/measure", "Chọn một chỉ tiêu"))
    if not 0 <= amount <= MOST_AMOUNT:
        faults.append(fault_at("/amount", "Số từ 0 đến 10.000.000"))
    if not LEAST_SOURCE <= len(source) <= MOST_SOURCE:
        faults.append(fault_at("/source", "Nguồn có 5–500 ký tự"))
    if on > today:
        faults.append(fault_at("/on", "Ngày này chưa tới"))
    elif on.year < FIRST_YEAR:
        faults.append(fault_at("/on", "Năm này quá xa"))
    return faults
