"""What becomes of a request about personal data: which step leads where, when one is late, what its texts must not hold."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from app.privacy.rules.clocks import TERMS
from app.reports.rules.personal import find_personal

KINDS = tuple(TERMS)
MEMBER, RESIDENT = "member", "resident"
RECEIVED, ACKNOWLEDGED, ANSWERED, REFUSED, CLOSED = "received", "acknowledged", "answered", "refused", "closed"
STATES = (RECEIVED, ACKNOWLEDGED, ANSWERED, REFUSED, CLOSED)
OPEN = (RECEIVED, ACKNOWLEDGED)
ACKNOWLEDGE, EXTEND, ANSWER, REFUSE, CLOSE = "acknowledge", "extend", "answer", "refuse", "close"
STEPS = (ACKNOWLEDGE, EXTEND, ANSWER, REFUSE, CLOSE)
# Steps whose words leave the house as a letter.
LETTERS = (ACKNOWLEDGE, EXTEND, ANSWER, REFUSE)
GROUNDS = ("law", "crime", "others", "proof", "nothing")
_NEXT = {
    (RECEIVED, ACKNOWLEDGE): ACKNOWLEDGED,
    (ACKNOWLEDGED, EXTEND): ACKNOWLEDGED,
    (RECEIVED, ANSWER): ANSWERED,
    (ACKNOWLEDGED, ANSWER): ANSWERED,
    (RECEIVED, REFUSE): REFUSED,
    (ACKNOWLEDGED, REFUSE): REFUSED,
    (ANSWERED, CLOSE): CLOSED,
    (REFUSED, CLOSE): CLOSED,
}
_LETTERS = Path(__file__).parents[1] / "data" / "letters.json"


def next_state(state: str, step: str) -> str | None:
    """Where a step leads from a state; None where it does not belong."""
    return _NEXT.get((state, step))


def steps_from(state: str, *, may_extend: bool) -> list[str]:
    """The steps that a request in this state can take, in the order of the page."""
    return [step for step in STEPS if (state, step) in _NEXT and (step != EXTEND or may_extend)]


def may_extend(*, extended: bool, due: date, today: date) -> bool:
    """Once, and while the term still runs."""
    return not extended and today <= due


def is_late(state: str, *, acknowledge_by: date, due: date, today: date) -> bool:
    """Whether a clock has run out on which nobody acted."""
    return (state == RECEIVED and today > acknowledge_by) or (state in OPEN and today > due)


def is_told_too_much(text: str) -> bool:
    """Whether a text names somebody: a request is kept by its paper slip, never by who brought it."""
    return bool(find_personal(text) & {"card", "telephone", "plate", "name"})


def holds_card(text: str) -> bool:
    """Whether a letter holds the number of an identity card."""
    return "card" in find_personal(text)


@cache
def _letters() -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(_LETTERS.read_text("utf-8"))
    return found


def letter_for(step: str, kind: str, facts: Mapping[str, str]) -> str:
    """The ready text of a step for a kind of request, to be edited; ``facts`` fill ``$slip``, ``$received``, ``$due``."""
    known = _letters()
    text: str = known["answer"][kind] if step == ANSWER else known[step]
    return Template(text).safe_substitute(facts)
