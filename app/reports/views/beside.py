"""What rooms above say on a report's page, so that reports need not know them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup

from app.core.actor import Actor


@dataclass(frozen=True)
class Beside:
    """HTML above the words of a report, and below them among the seldom deeds."""

    above: Markup
    below: Markup


# ``(actor, report, its state)``: the state saves rooms a question of their own.
Draw = Callable[[Actor, UUID, str], Beside]
_drawn: list[Draw] = []


def show_on_report(draw: Draw) -> None:
    """Let a room show something on the page of a report."""
    if draw not in _drawn:
        _drawn.append(draw)


def drawn_beside(actor: Actor, report_id: UUID, state: str) -> Beside:
    """All of it, for a report that the actor may see."""
    parts = [draw(actor, report_id, state) for draw in _drawn]
    return Beside(Markup().join(part.above for part in parts), Markup().join(part.below for part in parts))
