"""Consents and reports with positions, as a phone makes them."""

from typing import Any

from tests.cast import Person
from tests.nights import at, body_of, incident, operation, patrol

HERE = {"lat": 11.7357, "lon": 108.3732, "accuracy_m": 12.0}
TEXT = {"purpose": "position", "version": 1}


def give(person: Person, clock_time: str = "20:00", **more: Any) -> dict[str, Any]:
    return operation(person, "consent.give", body=TEXT, client_time=at(clock_time)) | more


def withdraw(person: Person, clock_time: str, **more: Any) -> dict[str, Any]:
    return operation(person, "consent.withdraw", body=TEXT, client_time=at(clock_time)) | more


def placed(person: Person, **place: Any) -> dict[str, Any]:
    """A night with a position at the three taps of 22:10 to 22:12, and at an incident of 23:10."""
    walked = patrol()
    walked["passes"] = [tap | {"position": HERE | place} for tap in walked["passes"]]
    return body_of(person, rounds=[walked], incidents=[incident(position=HERE | place)])
