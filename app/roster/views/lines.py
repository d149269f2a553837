"""The lines of the roster's page: what they show of the shifts, and what was chosen on them."""

from typing import Any
from uuid import UUID

from app.core.night import local
from app.roster.forms import Line, Seen, digest_of
from app.roster.queries import ShiftRow


def lines_of(shifts: list[ShiftRow], chosen: list[Line]) -> list[dict[str, Any]]:
    """The lines of a night: what is planned, under what was chosen on the page, and the lines that are new."""
    lines, left = [], list(chosen)
    for shift in shifts:
        line = next((one for one in left if shift.preset in (one.seen.preset, one.preset)), None)
        if line is not None:
            left.remove(line)
        lines.append(_shown(shift) | (_chosen(line) if line is not None and shift.state == "planned" else {}))
    return lines + [empty_line() | _chosen(line) for line in left]


def with_seen(line: dict[str, Any], columns: set[UUID]) -> dict[str, Any]:
    """The line with what it shows of the shift, as the page sends it back."""
    shown = line["shown"]
    members = sorted(str(one) for one in shown["member_ids"] if one in columns)
    chosen = digest_of(shown["preset"], shown["route_id"], members, shown["start"], shown["end"])
    return line | {"seen": Seen(shown["preset"], line["version"], chosen).written()}


def padded(shifts: list[dict[str, Any]], least: int) -> list[dict[str, Any]]:
    """The lines of a night, with empty ones up to ``least``."""
    return shifts + [with_seen(empty_line(), set()) for _place in range(least - len(shifts))]


def empty_line() -> dict[str, Any]:
    """An empty line of the page; ``shown`` is what stands in the roster, whatever the fields say."""
    nothing: dict[str, Any] = {"preset": "", "route_id": None, "member_ids": [], "start": None, "end": None}
    return nothing | {"id": None, "state": "", "reason": None, "version": 0, "answers": {}, "shown": nothing}


def _shown(shift: ShiftRow) -> dict[str, Any]:
    shown = {
        "preset": shift.preset,
        "route_id": shift.route_id,
        "member_ids": [member.id for member in shift.members],
        "start": local(shift.starts_at).time(),
        "end": local(shift.ends_at).time(),
    }
    answers = {member.id: member.answer for member in shift.members}
    about = {"id": shift.id, "state": shift.state, "reason": shift.reason, "version": shift.version, "answers": answers}
    return shown | about | {"shown": shown}


def _chosen(line: Line) -> dict[str, Any]:
    return {
        "preset": line.preset,
        "route_id": line.route_id,
        "member_ids": list(line.member_ids),
        "start": line.start,
        "end": line.end,
    }
