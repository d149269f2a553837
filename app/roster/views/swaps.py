"""What was asked between two members about the nights of a month, in the words of its page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.roster.queries import SwapRow


def faces_of(rows: Sequence[SwapRow]) -> list[dict[str, Any]]:
    """Each swap as a line: its night, who asked whom for what, how it stands, and when."""
    return [_face(row) for row in rows]


def _face(row: SwapRow) -> dict[str, Any]:
    swap = row.swap
    names = {"asker": row.asker, "asked": row.asked}
    words = (
        _("%(asker)s xin đổi ca với %(asked)s", **names)
        if swap.return_id
        else _("%(asker)s nhờ %(asked)s trực thay", **names)
    )
    state = {
        "asked": ("wait", "clock", _("Chờ trả lời")),
        "agreed": ("good", "check", _("Đã nhận trực")),
        "refused": ("plain", "x", _("Không nhận được")),
        "taken-back": ("plain", "undo-2", _("Đã rút lại")),
    }[swap.state]
    when = swap.settled_at or swap.asked_at
    return {"night": row.night, "words": words, "other": swap.return_night, "state": state, "at": when}


def handed_over(rows: Sequence[SwapRow]) -> dict[tuple[UUID, UUID], str]:
    """Who stands in a shift for whom: the name of the giver by shift and taker."""
    found = {}
    for row in rows:
        if row.swap.state != "agreed":
            continue
        found[row.swap.shift_id, row.swap.asked_id] = row.asker
        if row.swap.return_id is not None:
            found[row.swap.return_id, row.swap.asker_id] = row.asked
    return found
