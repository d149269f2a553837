"""The office's moves: who may, from where, and what happens when somebody was quicker."""

import itertools
from datetime import timedelta

import pytest

from app.core import clock
from app.core.errors import DomainError
from app.journal import queries as journal
from app.reports import rules
from app.reports.models import Incident, Report
from app.reports.rules import MOVES, WHO, Move, State
from app.reports.service import moves
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import as_uuid, body_of, incident, operation, photo, push_one, submit


def _move(
    person: Person, report_id: str, move: Move, *, rev: int, comment: str = "", reasons: tuple[str, ...] = ()
) -> Report:
    with unit_of_work():
        return moves.move_report(person.actor(), as_uuid(report_id), move, rev=rev, reasons=reasons, comment=comment)


def _refusal(*arguments: object, **named: object) -> str:
    with pytest.raises(DomainError) as refused:
        _move(*arguments, **named)  # type: ignore[arg-type]
    return refused.value.problem.slug


@pytest.mark.parametrize(("state", "move"), list(itertools.product(State, Move)))
def test_every_pair_of_state_and_move_is_either_an_arrow_or_refused(state: State, move: Move) -> None:
    if (state, move) in MOVES:
        assert rules.next_state(state, move) in State
    else:
        with pytest.raises(DomainError) as refused:
            rules.next_state(state, move)
        assert refused.value.problem.slug == "move-not-possible"


def test_only_legal_moves_are_shown() -> None:
    assert rules.legal_moves("submitted", "officer") == [Move.APPROVE, Move.RETURN, Move.REJECT]
    assert rules.legal_moves("approved", "officer") == [Move.UNDO]
    assert rules.legal_moves("approved", "chief") == [Move.UNDO, Move.REOPEN]
    assert rules.legal_moves("locked", "chief") == []
    assert rules.legal_moves("submitted", "committee") == []
    assert set(WHO) == set(Move)


def test_an_approved_report_is_approved_by_somebody_at_some_time(
    client: ActingClient, binh: Person, ha: Person, inside: None
) -> None:
    sent = push_one(client, binh, submit(binh))

    report = _move(ha, sent["report_id"], Move.APPROVE, rev=1)

    assert (report.state, report.rev, report.version) == ("approved", 2, 1)
    assert (report.decided_by, report.decided_at) == (ha.id, clock.now())


def test_the_second_of_two_officers_is_told_that_somebody_was_quicker(
    client: ActingClient, binh: Person, ha: Person, vinh: Person, inside: None
) -> None:
    sent = push_one(client, binh, submit(binh))
    _move(ha, sent["report_id"], Move.APPROVE, rev=1)

    assert _refusal(vinh, sent["report_id"], Move.RETURN, rev=1, reasons=("other",)) == "changed-meanwhile"


def test_an_officer_of_other_villages_does_not_find_the_report(
    client: ActingClient, binh: Person, lam: Person, dung: Person, inside: None
) -> None:
    sent = push_one(client, binh, submit(binh))

    assert _refusal(lam, sent["report_id"], Move.APPROVE, rev=1) == "not-found"
    assert _refusal(dung, sent["report_id"], Move.APPROVE, rev=1) == "not-found"


def test_a_return_needs_a_known_reason(client: ActingClient, binh: Person, ha: Person, inside: None) -> None:
    sent = push_one(client, binh, submit(binh))

    assert _refusal(ha, sent["report_id"], Move.RETURN, rev=1) == "invalid"
    assert _refusal(ha, sent["report_id"], Move.RETURN, rev=1, reasons=("because",)) == "invalid"


def test_a_rejection_is_explained(client: ActingClient, binh: Person, ha: Person, inside: None) -> None:
    sent = push_one(client, binh, submit(binh))

    assert _refusal(ha, sent["report_id"], Move.REJECT, rev=1) == "invalid"
    assert _move(ha, sent["report_id"], Move.REJECT, rev=1, comment="Ghi nhầm ca").state == "rejected"


def test_an_approval_is_taken_back_by_its_officer_within_ten_minutes(
    client: ActingClient, binh: Person, ha: Person, vinh: Person, inside: None
) -> None:
    sent = push_one(client, binh, submit(binh))
    _move(ha, sent["report_id"], Move.APPROVE, rev=1)

    assert _refusal(vinh, sent["report_id"], Move.UNDO, rev=2) == "not-allowed"
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert _refusal(ha, sent["report_id"], Move.UNDO, rev=2) == "move-not-possible"
    with clock.frozen(clock.now() + timedelta(minutes=9)):
        assert _move(ha, sent["report_id"], Move.UNDO, rev=2).state == "submitted"


def test_only_the_chief_reopens_and_says_why(
    client: ActingClient, binh: Person, ha: Person, vinh: Person, inside: None
) -> None:
    sent = push_one(client, binh, submit(binh))
    _move(ha, sent["report_id"], Move.APPROVE, rev=1)

    assert _refusal(ha, sent["report_id"], Move.REOPEN, rev=2, reasons=("other",), comment="Sai") == "not-allowed"
    assert _refusal(vinh, sent["report_id"], Move.REOPEN, rev=2) == "invalid"
    assert _move(vinh, sent["report_id"], Move.REOPEN, rev=2, reasons=("other",), comment="Sai").state == "returned"


def test_a_report_with_missing_photos_is_approved_only_with_a_reason(
    client: ActingClient, binh: Person, ha: Person, inside: None
) -> None:
    sent = push_one(client, binh, submit(binh, photos=[photo()]))

    assert _refusal(ha, sent["report_id"], Move.APPROVE, rev=1) == "incomplete-photos"
    assert _move(ha, sent["report_id"], Move.APPROVE, rev=1, comment="Máy hỏng, mất ảnh").state == "approved"


def test_a_batch_takes_quiet_complete_reports_only(client: ActingClient, binh: Person, ha: Person, inside: None) -> None:
    quiet = push_one(client, binh, submit(binh))
    busy = push_one(client, binh, submit(binh, body=body_of(binh, incidents=[incident()])))

    with unit_of_work():
        assert moves.approve_quiet(ha.actor(), as_uuid(quiet["report_id"]), rev=1).state == "approved"
    with pytest.raises(DomainError) as refused, unit_of_work():
        moves.approve_quiet(ha.actor(), as_uuid(busy["report_id"]), rev=1)
    assert refused.value.problem.slug == "move-not-possible"


def test_a_correction_stands_beside_the_teams_words_and_survives_a_part(
    client: ActingClient, binh: Person, ha: Person, inside: None
) -> None:
    mishap = incident("A05", 3)
    op = submit(binh, body=body_of(binh, incidents=[mishap]))
    push_one(client, binh, op)

    with unit_of_work():
        moves.correct_incident(
            ha.actor(),
            as_uuid(op["report_id"]),
            as_uuid(mishap["incident_id"]),
            rev=1,
            changes={"category": "A04", "severity": 2},
            reason="Chỉ cãi vã",
        )
    push_one(client, binh, operation(binh, "report.part", shift_id=op["shift_id"], body={"incidents": [incident("A02", 1)]}))

    rows = db.session.query(Incident).order_by(Incident.position).all()
    assert [(row.category, row.severity) for row in rows] == [("A04", 2), ("A02", 1)]
    report = db.session.query(Report).one()
    assert (report.severity, report.rev, report.version) == (2, 3, 1)


def test_moves_leave_the_journal_whole(client: ActingClient, binh: Person, ha: Person, inside: None) -> None:
    sent = push_one(client, binh, submit(binh))
    _move(ha, sent["report_id"], Move.APPROVE, rev=1)
    _move(ha, sent["report_id"], Move.UNDO, rev=2)
    with unit_of_work():
        moves.comment_report(ha.actor(), as_uuid(sent["report_id"]), comment="Cảm ơn tổ")

    assert list(journal.find_faults(binh.commune_id or "")) == []
