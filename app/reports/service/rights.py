"""What ``data.ask`` does: hand the request to whoever keeps requests about personal data (protocol.md §2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.core.errors import INVALID
from app.journal.service import Subject
from app.people import queries as people
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context, Effect


@dataclass(frozen=True)
class MemberAsked:
    """A member asks about the own data: under the operation's id, in its commune's book, as it was received."""

    commune_id: str
    id: UUID
    member_id: UUID
    kind: str
    words: str
    at: datetime


# Keeps the request and gives the day by which it is answered.
Keeper = Callable[[MemberAsked], date]
_keepers: list[Keeper] = []


def register_keeper(keep: Keeper) -> None:
    """Tell who keeps requests."""
    _keepers[:] = [keep]


def ask_about_data(context: Context, op: Op) -> Effect:
    """Hand the request on; ``Refused`` (held) for somebody who never was of the team."""
    assert op.actor_id is not None
    if not people.ever_was_member(op.commune_id, op.team_id, op.actor_id):
        raise Refused("held", INVALID, errors=[{"pointer": "/actor_id", "detail": "Người này không thuộc tổ"}])
    words = (op.loaded.get("words") or "").strip()
    asked = MemberAsked(op.commune_id, op.op_id, op.actor_id, op.loaded["kind"], words, context.at)
    (due,) = (keep(asked) for keep in _keepers)
    facts = {"kind": asked.kind, "due": due.isoformat()}
    # Without a team: the others of the team hear nothing of it.
    return Effect(None, None, None, Subject("request", op.op_id), "request.received", facts)
