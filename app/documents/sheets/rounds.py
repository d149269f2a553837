"""Which checkpoint was passed when, as the log prints it: some rounds side by side."""

from collections.abc import Iterable
from typing import Any

from app.documents.prints.layout import Column, Table
from app.web.wording import clock as at_clock

# More rounds than this stand in another table below: a time needs 15 mm.
_ROUNDS_BESIDE = 5
_NUMBER, _NAME, _NOTE = 10, 50, 30
_ROOM = 75


def point_tables(face: dict[str, Any]) -> Iterable[Table]:
    """The tables of checkpoints and rounds; none where nothing was tapped."""
    rounds, points = face["rounds"], face["points"]
    if not points:
        return
    for first in range(0, len(rounds), _ROUNDS_BESIDE):
        beside = rounds[first : first + _ROUNDS_BESIDE]
        wide = _ROOM / len(beside)
        columns = (
            Column("TT", _NUMBER, "center"),
            Column("Điểm kiểm tra", _NAME),
            *(Column(f"Vòng {one['number']}", wide, "center") for one in beside),
            Column("Ghi chú", _NOTE),
        )
        rows = [
            (str(place), point["name"], *(_passed(one, point) for one in beside), _notes(beside, point))
            for place, point in enumerate(points, start=1)
        ]
        yield Table(columns, tuple(rows))


def _passed(one: dict[str, Any], point: dict[str, Any]) -> str:
    taps = [tap for tap in one["passes_at"].get(point["id"], []) if tap["state"] != "skipped"]
    if taps:
        return ", ".join(at_clock(tap["at"]) for tap in taps)
    return "cả vòng" if one["confirmed"] == "whole" else "–"


def _notes(rounds: list[dict[str, Any]], point: dict[str, Any]) -> str:
    words = []
    for one in rounds:
        for tap in one["passes_at"].get(point["id"], []):
            said = {"matter": "có việc", "skipped": "bỏ qua"}.get(tap["state"], "")
            note = ": ".join(text for text in (said, tap["note"]) if text)
            if note:
                words.append(f"vòng {one['number']} {note}")
    return "; ".join(words)
