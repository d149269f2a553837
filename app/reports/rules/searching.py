"""Which words of a report the search finds, and the marks that stand beside them in its index.

A report has one line for itself and one for each of its incidents. What only police may see (plates, descriptions of
people) is in no line: an index over that would be a register in which residents can be looked up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.core.text import words_in
from app.reports.rules.words import ERASED

# Every word and mark of a line begins with the letter of its kind: what stands in all reports and in no incident is then
# another word for an index, and costs nothing where incidents are looked for.
REPORT, INCIDENT = "r", "i"
# Nobody types a longer one, and an index of words takes no endless one.
_LONGEST = 60


def commune_mark(commune_id: str) -> str:
    """The mark of a commune's book. No mark can be typed: words have no underline."""
    return f"_c{commune_id.lower()}"


def team_mark(team_id: UUID) -> str:
    """The mark of a team, whatever it is called by now."""
    return f"_t{team_id.hex}"


def category_mark(code: str) -> str:
    """The mark of a kind of incident or activity, whatever its words are in the reader's language."""
    return f"_k{code.lower()}"


def texts_of_body(body: Mapping[str, Any]) -> Iterator[str]:
    """What people wrote about the night as a whole; a part and an addendum are bodies as well."""
    for name in ("remark", "proposal", "correction_note", "text"):
        yield body.get(name) or ""
    yield (body.get("handover") or {}).get("text") or ""


def texts_of_incident(entry: Mapping[str, Any]) -> Iterator[str]:
    """What people wrote about an incident, without what only police may see."""
    yield entry.get("place") or ""
    yield entry.get("what") or ""


def incidents_once(bodies: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Each incident of a report and its parts by its id; where both carry it, the first one stands."""
    found: dict[str, Mapping[str, Any]] = {}
    for body in bodies:
        for entry in body.get("incidents") or []:
            found.setdefault(str(entry["incident_id"]), entry)
    return found


@dataclass(frozen=True)
class Kinds:
    """The kinds of a report's activities, in their order, and of its incidents by their id, as they count now."""

    done: Sequence[str]
    happened: Mapping[str, str]


def kinds_in(bodies: Iterable[Mapping[str, Any]]) -> Kinds:
    """The kinds that the team gave, before an officer corrects one."""
    bodies = list(bodies)
    done = [entry["category"] for body in bodies for entry in body.get("activities") or []]
    return Kinds(done, {key: entry["category"] for key, entry in incidents_once(bodies).items()})


def lines_to_find(
    commune_id: str, team_id: UUID, bodies: Sequence[Mapping[str, Any]], kinds: Kinds
) -> dict[str | None, str]:
    """The words of each line of a report: under None its own, under an incident's id those of the incident.

    ``bodies`` are the report's own, its addenda and its parts, as people read them (``as_mended``).
    """
    here = (commune_mark(commune_id), team_mark(team_id))
    own = (text for body in bodies for text in texts_of_body(body))
    found: dict[str | None, str] = {None: _line(REPORT, (*here, *map(category_mark, kinds.done)), own)}
    entries = incidents_once(bodies)
    for key, code in kinds.happened.items():
        found[key] = _line(INCIDENT, (*here, category_mark(code)), texts_of_incident(entries.get(key, {})))
    return found


def _line(kind: str, marks: Iterable[str], texts: Iterable[str]) -> str:
    """Each word once, so that a long text makes no long line."""
    words = [word[:_LONGEST] for text in texts if text != ERASED for word in words_in(text)]
    return " ".join(kind + word for word in dict.fromkeys([*marks, *words]))
