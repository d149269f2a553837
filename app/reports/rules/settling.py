"""How a person may settle what a phone sent and could not take effect."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any

from app.reports.rules.sayings import say_handover, say_incident
from app.reports.rules.speaking import Speaker


class Resolution(StrEnum):
    """What became of a held operation; ``superseded`` is no person's choice, so it is not here."""

    APPLIED = "applied"
    AS_PART = "accepted-as-part"
    AS_ADDENDUM = "accepted-as-addendum"
    REFUSED = "refused"


# What no second try can help: other content under a used id, another commune's, a head that cannot be read.
_HOPELESS = ("operation-reused", "wrong-commune", "malformed")
_WITHOUT_CONTENT = ("report.withdraw", "alert.raise", "notice.read", "consent.give", "consent.withdraw")
_WITH_CONTENT = ("report.submit", "report.amend", "report.part", "report.addendum")
# What a part can carry of a whole report.
PART_LISTS = ("rounds", "incidents", "activities", "contacts")


def legal_resolutions(kind: str, problem: str, *, has_report: bool) -> list[Resolution]:
    """What may be chosen: trying again what may have become possible, a second report of a shift as a part of the first,
    any content as an addendum, refusing always.

    ``problem`` is the slug of why it was held; ``has_report``: whether a report of that shift or id is here.
    """
    found = []
    if kind in (*_WITH_CONTENT, *_WITHOUT_CONTENT) and problem not in _HOPELESS:
        found.append(Resolution.APPLIED)
    if has_report and kind == "report.submit" and problem == "shift-exists":
        found.append(Resolution.AS_PART)
    if has_report and kind in _WITH_CONTENT:
        found.append(Resolution.AS_ADDENDUM)
    return [*found, Resolution.REFUSED]


def part_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """The lists of a report's body that a part brings to the shift."""
    return {name: body[name] for name in PART_LISTS if body.get(name)}


def addendum_of(body: Mapping[str, Any], speaker: Speaker) -> dict[str, Any]:
    """A body as an addendum: its words in order, and everything that was sent kept beside them (``sent``)."""
    return {"text": "\n".join(lines_of(body, speaker))[:4000], "sent": dict(body)}


def lines_of(body: Mapping[str, Any], speaker: Speaker) -> list[str]:
    """What a person wrote into a body, line by line. It may have been held for its shape, so nothing is sure."""
    incidents = body.get("incidents")
    said: list[Callable[[], str]] = [lambda: _word(body.get("text"))]
    if isinstance(incidents, list):
        said += [partial(say_incident, speaker, entry) for entry in incidents if isinstance(entry, dict)]
    said += [partial(_word, body.get(name)) for name in ("remark", "proposal", "correction_note")]
    if isinstance(body.get("handover"), dict):
        said.append(partial(say_handover, speaker, body["handover"]))
    return [line for line in map(_if_readable, said) if line.strip()]


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _if_readable(say: Callable[[], str]) -> str:
    try:
        return say()
    except (ValueError, TypeError, AttributeError, KeyError):
        return ""
