"""Which nights' figures a note of the journal may have changed."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

# These change what every night of the commune adds up to.
WHOLE = ("commune.merged", "commune.took-over")
# Points that are asked for count in the nights that were planned on the route.
ROUTE = "route.changed"
# Notes about these name their night.
OF_A_NIGHT = ("report", "shift")


def nights_touched(kind: str, subject_kind: str, facts: Mapping[str, Any] | None) -> Collection[date] | None:
    """The nights that a note of this kind is about; None where any may be, also where its facts are erased."""
    if kind in WHOLE or kind == ROUTE:
        return None
    if subject_kind not in OF_A_NIGHT:
        return ()
    return None if facts is None else [date.fromisoformat(facts[at]) for at in ("night", "night_before") if at in facts]


def names_touched(_kind: str, subject_kind: str, _facts: Mapping[str, Any] | None) -> Collection[date] | None:
    """None, which is any night, of a note that may have changed which teams and routes there are, or how they are called."""
    return () if subject_kind in OF_A_NIGHT else None
