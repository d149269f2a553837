"""Which move leads from which state to which, and who may; what is complete, what goes in a batch.

Plain Python. The phone gets these tables as generated JSON (``flask export-contract``), so it never shows a button that the
server would refuse.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from app.core.errors import INCOMPLETE_PHOTOS, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError, fault_at
from app.people.rules import CHIEF, REVIEWERS


class State(StrEnum):
    """Where a report stands (protocol.md §6)."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LOCKED = "locked"


class Move(StrEnum):
    """What may be done to a report; ``amend`` and ``withdraw`` are the team's, the others the office's."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    REOPEN = "reopen"
    LOCK = "lock"
    UNLOCK = "unlock"


MOVES: dict[tuple[State, Move], State] = {
    (State.SUBMITTED, Move.APPROVE): State.APPROVED,
    (State.SUBMITTED, Move.RETURN): State.RETURNED,
    (State.SUBMITTED, Move.REJECT): State.REJECTED,
    (State.SUBMITTED, Move.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Move.AMEND): State.SUBMITTED,
    (State.RETURNED, Move.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Move.UNDO): State.SUBMITTED,
    (State.APPROVED, Move.REOPEN): State.RETURNED,
    (State.APPROVED, Move.LOCK): State.LOCKED,
    (State.LOCKED, Move.UNLOCK): State.APPROVED,
}
TEAM = ("team",)
# Locking is not a button: a signed-off period does it, so no role is named.
WHO: dict[Move, tuple[str, ...]] = {
    Move.APPROVE: REVIEWERS,
    Move.RETURN: REVIEWERS,
    Move.REJECT: REVIEWERS,
    Move.AMEND: TEAM,
    Move.WITHDRAW: TEAM,
    Move.UNDO: REVIEWERS,
    Move.REOPEN: (CHIEF,),
    Move.LOCK: (),
    Move.UNLOCK: (),
}
OFFICE_MOVES = (Move.APPROVE, Move.RETURN, Move.REJECT, Move.UNDO, Move.REOPEN)
NEEDS_REASONS = (Move.RETURN, Move.REOPEN)
NEEDS_COMMENT = (Move.REJECT, Move.REOPEN)
RETURN_REASONS = (
    "missing-photo", "unclear-photo", "wrong-time", "missing-checkpoint", "wrong-category", "missing-result",
    "personal-data", "people-differ", "duplicate", "other",
)  # fmt: skip

UNDO_WITHIN = timedelta(minutes=10)
RETURN_DUE = timedelta(hours=48)
# What has come waits so long for a decision before the chief is told.
MAY_WAIT = timedelta(hours=24)
PHONE_SEES = timedelta(days=60)
URGENT = 3

STATE_WORDS = {
    State.SUBMITTED: "Chờ duyệt",
    State.APPROVED: "Đã duyệt",
    State.RETURNED: "Trả lại để bổ sung",
    State.REJECTED: "Không duyệt",
    State.WITHDRAWN: "Đã rút lại",
    State.LOCKED: "Đã khóa",
}


def next_state(state: str, move: Move) -> State:
    """The state after ``move``; ``MOVE_NOT_POSSIBLE`` when no arrow leads there."""
    found = MOVES.get((State(state), move))
    if found is None:
        raise DomainError(MOVE_NOT_POSSIBLE, state=state, move=move.value)
    return found


def may_move(state: str, move: Move, role: str) -> bool:
    """Whether ``role`` may make ``move`` from ``state``; deadlines and authorship are ``check_may_undo``'s matter."""
    return (State(state), move) in MOVES and role in WHO[move]


def legal_moves(state: str, role: str) -> list[Move]:
    """The moves that a person of ``role`` may be shown."""
    return [move for move in OFFICE_MOVES if may_move(state, move, role)]


def check_may_move(state: str, move: Move, role: str) -> None:
    """Refuse a move that the role may not make (``NOT_ALLOWED``) or the state forbids (``MOVE_NOT_POSSIBLE``)."""
    if role not in WHO[move]:
        raise DomainError(NOT_ALLOWED)
    next_state(state, move)


def check_words(move: Move, reasons: Iterable[str], comment: str) -> None:
    """A return names its reasons, a rejection and a reopening are explained (``INVALID`` with pointers)."""
    faults = []
    known = list(reasons)
    if move in NEEDS_REASONS and not known:
        faults.append(fault_at("/reasons", "Xin chọn lý do"))
    faults += [
        fault_at(f"/reasons/{index}", "Lý do này không có trong danh mục")
        for index, reason in enumerate(known)
        if reason not in RETURN_REASONS
    ]
    if move in NEEDS_COMMENT and not comment.strip():
        faults.append(fault_at("/comment", "Xin ghi rõ lý do"))
    if faults:
        raise DomainError(INVALID, errors=faults)


def check_may_undo(decided_by: object, decided_at: datetime | None, asker: object, now: datetime) -> None:
    """An approval is taken back by the officer who gave it, within ten minutes."""
    if decided_by != asker:
        raise DomainError(NOT_ALLOWED, "Chỉ người vừa duyệt mới hoàn tác được.")
    if decided_at is None or now - decided_at > UNDO_WITHIN:
        raise DomainError(MOVE_NOT_POSSIBLE, "Đã quá 10 phút kể từ khi duyệt.", move=Move.UNDO.value)


def check_photos_in(complete: bool, comment: str) -> None:
    """Approving without all photos ("duyệt thiếu ảnh") needs its reason in words."""
    if not complete and not comment.strip():
        raise DomainError(INCOMPLETE_PHOTOS, "Còn ảnh chưa tới. Muốn duyệt thiếu ảnh, xin ghi lý do.")


def is_complete(expected: int, ready: int) -> bool:
    """Whether every announced photo is stored, its digest checked, and decodable."""
    return ready >= expected


def is_batchable(*, state: str, quiet: bool, complete: bool, source: str) -> bool:
    """Only quiet, complete reports of phones are approved in a batch; what was entered from paper is read one by one."""
    return state == State.SUBMITTED and quiet and complete and source == "phone"
