"""What an officer's corrections do to the words of a report: they stand beside the team's version, which keeps its own.

Everything that shows a report to people reads it this way; what was taken out of a text stands under what police alone see.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from app.reports.rules.covering import phrases_in, without_phrases
from app.reports.rules.personal import part_plates

# All the words go, or only the number plates in them.
ALL_WORDS, PLATES = "police-only", "plates"
TEXT_CHANGES = (ALL_WORDS, PLATES)
_TEXTS = ("what", "place")
Change = tuple[Any, Mapping[str, Any]]


def as_mended(body: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """The body as it is read; ``changes`` are (incident id, what an officer changed), the oldest first.

    Words that are covered are so in all of the report, and name no incident.
    """
    changes = list(changes)
    asked: dict[str, set[str]] = {}
    for incident_id, change in changes:
        asked.setdefault(str(incident_id), set()).add(str(change.get("text") or ""))
    incidents = [_mended(entry, asked.get(str(entry["incident_id"]), set())) for entry in body.get("incidents") or []]
    mended = {**body, "incidents": incidents} if incidents else dict(body)
    read: dict[str, Any] = without_phrases(mended, phrases_in(changes))
    return read


def _mended(entry: Mapping[str, Any], asked: set[str]) -> Mapping[str, Any]:
    if ALL_WORDS in asked and entry.get("what"):
        return {**entry, "what": "", "police_only": {"what": entry["what"], **(entry.get("police_only") or {})}}
    if PLATES not in asked:
        return entry
    texts, plates = {}, []
    for name in _TEXTS:
        texts[name], found = part_plates(str(entry.get(name) or ""))
        plates += found
    return {**entry, **texts, "police_only": {**(entry.get("police_only") or {}), "plates": plates}} if plates else entry
