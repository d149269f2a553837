"""The roster as a team's phones see it (protocol.md §4)."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.night import night_of
from app.people import queries as people
from app.roster import queries as roster
from app.roster.models import PlannedMember, PlannedShift, Swap
from app.web.database import db

Entity = dict[str, Any]
_BACK = timedelta(days=7)
_AHEAD = timedelta(days=15)


def shift_entities(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[Entity]:
    """The team's roster from a week ago, for the leader copies it, to a fortnight ahead."""
    tonight = night_of(clock.now())
    span = PlannedShift.night.between(tonight - _BACK, tonight + _AHEAD)
    own = people.in_books(actor, PlannedShift.commune_id) & (PlannedShift.team_id == actor.team_id)
    wanted = own & (span if ids is None else PlannedShift.id.in_(ids))
    shifts = db.session.scalars(select(PlannedShift).where(wanted).order_by(PlannedShift.starts_at)).all()
    members: dict[UUID, list[tuple[str, str | None]]] = {one.id: [] for one in shifts}
    rows = db.session.execute(
        select(PlannedMember.shift_id, PlannedMember.member_id, PlannedMember.answer)
        .where(people.in_books(actor, PlannedMember.commune_id), PlannedMember.shift_id.in_(members))
        .order_by(PlannedMember.position)
    )
    for shift_id, member_id, answer in rows:
        members[shift_id].append((str(member_id), answer))
    swaps = roster.swaps_of(actor, list(members))
    return [_shift(one, members[one.id], rev) | {"swaps": [_swap(swap) for swap in swaps[one.id]]} for one in shifts]


def _shift(shift: PlannedShift, members: list[tuple[str, str | None]], rev: int) -> Entity:
    return {
        "entity": "shift",
        "id": str(shift.id),
        "version": shift.version,
        "rev": rev,
        "team_id": str(shift.team_id),
        "night": shift.night.isoformat(),
        "preset": shift.preset,
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "route_id": str(shift.route_id) if shift.route_id else None,
        "member_ids": [member_id for member_id, _ in members],
        "answers": [{"member_id": member_id, "answer": answer} for member_id, answer in members if answer],
        "state": shift.state,
        "reason": shift.reason,
    }


def _swap(swap: Swap) -> Entity:
    other = {"shift_id": str(swap.return_id), "night": swap.return_night.isoformat()} if swap.return_night else None
    return {
        "swap_id": str(swap.id),
        "asker_id": str(swap.asker_id),
        "asked_id": str(swap.asked_id),
        "in_return": other | {"preset": swap.return_preset} if other else None,
        "state": swap.state,
        "asked_at": swap.asked_at.isoformat(),
        "settled_at": swap.settled_at.isoformat() if swap.settled_at else None,
    }
