"""One member asks another to take a shift over, or to exchange it for one of the other's; who was asked agrees or says no.

The two of them decide, nobody else: the leader sees it in the roster. Agreeing changes the roster at once. Of two words at
the same time the first counts, the later one hears which it was. The caller notes it in the journal.
"""

from uuid import UUID

from sqlalchemy import update

from app.core.errors import INVALID, NOT_FOUND, ROSTER_CHANGED, SWAP_SETTLED, DomainError
from app.core.night import local
from app.people import queries as people
from app.roster import queries, rules
from app.roster.models import PlannedMember, PlannedShift, Swap
from app.roster.queries import ShiftRow
from app.roster.rules import Side
from app.roster.service.from_phones import Hand
from app.web.database import db


def ask_swap(hand: Hand, swap_id: UUID, shift_id: UUID, asked_id: UUID, *, return_id: UUID | None = None) -> int:
    """Ask a member to take the shift; with ``return_id`` in exchange for that one of his. Gives the shift's version.

    Refuses with ``INVALID`` an asker who is not of the team, and with ``ROSTER_CHANGED`` what does not fit the roster.
    """
    asker_id = _asker(hand)
    shifts = queries.lock_shifts(hand.commune_id, hand.team_id, [one for one in (shift_id, return_id) if one])
    swap = Swap(commune_id=hand.commune_id, id=swap_id, shift_id=shift_id, asker_id=asker_id, asked_id=asked_id)
    swap.return_id, swap.state, swap.asked_at = return_id, "asked", hand.at
    _check_fits(hand, swap, shifts)
    if return_id is not None:
        swap.return_night, swap.return_preset = shifts[return_id].night, shifts[return_id].preset
    db.session.add(swap)
    db.session.flush()
    return shifts[shift_id].version


def answer_swap(hand: Hand, swap_id: UUID, answer: str) -> tuple[int, ShiftRow | None]:
    """Agree or say no for the member who was asked; gives the shift's version, and the other's shift where it changed too.

    Refuses with ``NOT_FOUND``, ``INVALID`` (somebody else answers), ``SWAP_SETTLED`` and, agreeing, ``ROSTER_CHANGED``.
    """
    swap, shifts = _lock(hand, swap_id)
    if hand.member_id != swap.asked_id:
        raise _invalid("/actor_id", "Chỉ người được nhờ trả lời")
    before = shifts[swap.shift_id].version
    if swap.state == answer:
        return before, None
    _check_open(swap)
    if answer == "agreed":
        _check_fits(hand, swap, shifts)
    swap.state, swap.settled_at = answer, hand.at
    db.session.flush()
    if answer != "agreed":
        return before, None
    _hand_over(shifts[swap.shift_id], swap.asker_id, swap.asked_id, hand.commune_id)
    other = shifts[swap.return_id] if swap.return_id else None
    if other is not None:
        _hand_over(other, swap.asked_id, swap.asker_id, hand.commune_id)
    return before + 1, other


def take_swap_back(hand: Hand, swap_id: UUID) -> int:
    """Ask no more; gives the shift's version. Refuses with ``NOT_FOUND``, ``INVALID`` (somebody else), ``SWAP_SETTLED``."""
    swap, shifts = _lock(hand, swap_id)
    if hand.member_id != swap.asker_id:
        raise _invalid("/actor_id", "Chỉ người nhờ rút lại")
    if swap.state != "taken-back":
        _check_open(swap)
        swap.state, swap.settled_at = "taken-back", hand.at
        db.session.flush()
    return shifts[swap.shift_id].version


def _lock(hand: Hand, swap_id: UUID) -> tuple[Swap, dict[UUID, ShiftRow]]:
    """The shifts first, in one order, for the roster's other verbs lock nothing else; then the swap as it is now."""
    known = db.session.get(Swap, (hand.commune_id, swap_id))
    ids = [one for one in (known.shift_id, known.return_id) if one] if known else []
    shifts = queries.lock_shifts(hand.commune_id, hand.team_id, ids)
    swap = db.session.get(Swap, (hand.commune_id, swap_id), with_for_update=True, populate_existing=True)
    if swap is None or swap.shift_id not in shifts:
        raise DomainError(NOT_FOUND)
    return swap, shifts


def _check_open(swap: Swap) -> None:
    if swap.state != "asked":
        raise DomainError(SWAP_SETTLED, state=swap.state)


def _check_fits(hand: Hand, swap: Swap, shifts: dict[UUID, ShiftRow]) -> None:
    sides = [_side(hand, shifts.get(swap.shift_id), swap.asker_id, swap.asked_id)]
    if swap.return_id is not None:
        sides.append(_side(hand, shifts.get(swap.return_id), swap.asked_id, swap.asker_id))
    lapse = rules.find_lapse(sides, hand.at)
    if lapse is not None:
        raise DomainError(ROSTER_CHANGED, lapse=lapse)


def _side(hand: Hand, shift: ShiftRow | None, giver_id: UUID, taker_id: UUID) -> Side | None:
    if shift is None:
        return None
    return Side(
        giver_id=giver_id,
        taker_id=taker_id,
        is_of_team=people.was_member(hand.commune_id, hand.team_id, taker_id, shift.night),
        starts_at=shift.starts_at,
        is_planned=shift.state == "planned",
        planned=[member.id for member in shift.members],
    )


def _hand_over(shift: ShiftRow, giver_id: UUID, taker_id: UUID, commune_id: str) -> None:
    """The taker stands in the giver's place; who takes a shift has said that he comes."""
    place = (PlannedMember.shift_id == shift.id) & (PlannedMember.member_id == giver_id)
    taken = update(PlannedMember).where(PlannedMember.commune_id == commune_id, place)
    db.session.execute(taken.values(member_id=taker_id, answer="joining").execution_options(synchronize_session=False))
    changed = update(PlannedShift).where(PlannedShift.commune_id == commune_id, PlannedShift.id == shift.id)
    db.session.execute(changed.values(version=shift.version + 1))


def _asker(hand: Hand) -> UUID:
    today = local(hand.at).date()
    if hand.member_id is None or not people.was_member(hand.commune_id, hand.team_id, hand.member_id, today):
        raise _invalid("/actor_id", "Người này không thuộc tổ")
    return hand.member_id


def _invalid(pointer: str, detail: str) -> DomainError:
    return DomainError(INVALID, errors=[{"pointer": pointer, "detail": detail}])
