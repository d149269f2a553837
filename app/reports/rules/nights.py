"""What a team's night was, in one word for calendars: the worst of its shifts. A missing night is not a quiet night."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from app.reports.rules.moves import State


class NightState(StrEnum):
    """``MISSING`` was planned, is over and has no report; ``TONIGHT`` is planned and not over."""

    RECEIVED = "received"
    WAITING = "waiting"
    RETURNED = "returned"
    MISSING = "missing"
    TONIGHT = "tonight"
    PLANNED = "planned"
    CALLED_OFF = "called-off"
    NONE = "none"


class Planned(Protocol):
    """A shift of the roster."""

    @property
    def id(self) -> UUID:
        """The shift's id, which its report names."""

    @property
    def night(self) -> date:
        """The night that it belongs to."""

    @property
    def state(self) -> str:
        """``planned`` or ``called-off``."""


Shift = TypeVar("Shift", bound=Planned)


def missing_shifts(plans: Iterable[Shift], reported: Collection[UUID], tonight: date) -> list[Shift]:
    """The planned shifts of nights before ``tonight`` without a report; ``reported`` are the shifts that have one."""
    return [one for one in plans if one.state == "planned" and one.night < tonight and one.id not in reported]


def state_of_night(
    reports: Collection[str], *, missing: bool, planned: bool, called_off: bool, is_tonight: bool
) -> NightState:
    """One word for the shifts of a night; ``reports`` are the states of its reports that stand.

    A gap shows even where another shift was reported, a report even where its plan was called off.
    """
    if missing:
        return NightState.MISSING
    if State.RETURNED in reports:
        return NightState.RETURNED
    if reports:
        return NightState.WAITING if State.SUBMITTED in reports else NightState.RECEIVED
    if planned:
        return NightState.TONIGHT if is_tonight else NightState.PLANNED
    return NightState.CALLED_OFF if called_off else NightState.NONE
