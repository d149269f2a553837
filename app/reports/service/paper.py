"""A night from the paper book: an operation that the server makes, which goes the way of a phone's."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from app.catalogue import queries as catalogue
from app.core import clock, contract
from app.core.actor import Actor
from app.core.errors import INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, SHIFT_EXISTS, DomainError
from app.core.ids import new_id, shift_id_of
from app.people import queries as people
from app.people.rules import REVIEWERS
from app.reports.rules import paper
from app.reports.rules.paper import PaperNight
from app.reports.service import books, intake, operations
from app.reports.service.intake import Refused
from app.reports.service.targets import Context


@dataclass(frozen=True)
class Entered:
    """The report that an entry became, and what is told as its receipt."""

    report_id: UUID
    receipt: str


def enter_paper(
    actor: Actor, team_id: UUID, night: PaperNight, *, entry_id: UUID, photos: list[dict[str, Any]] | None = None
) -> Entered:
    """Take a night in. The same ``entry_id`` again gives the same report: a form that is sent twice enters nothing twice.

    ``NOT_FOUND`` outside the actor's scope, ``INVALID`` with what is missing, ``SHIFT_EXISTS`` with ``report_id`` where the
    shift has a report already; phones that send their own later meet that same answer.
    """
    if actor.role not in REVIEWERS:
        raise DomainError(NOT_ALLOWED)
    team = people.get_team(actor, team_id, night.night)
    earlier = operations.find_earlier(actor.books, [entry_id]).get(entry_id)
    if earlier is not None:
        return Entered(UUID(earlier.result["report_id"]), earlier.result["receipt"])
    faults = paper.find_paper_faults(night, [member.id for member in team.members], clock.now())
    if faults:
        raise DomainError(INVALID, errors=faults)
    raw = _operation(team.commune_id, team_id, night, entry_id) | {"photos": photos or []}
    context = Context(actor, clock.now(), None, via={"via": paper.PAPER, "why": night.why})
    try:
        op = intake.read_body(books.place(actor, intake.read_head(raw)))
        result = operations.apply(context, op)
    except Refused as refused:
        raise _as_refusal(refused) from None
    return Entered(UUID(result["report_id"]), result["receipt"])


def _operation(commune_id: str, team_id: UUID, night: PaperNight, entry_id: UUID) -> dict[str, Any]:
    severities = {code: word.severity for code, word in catalogue.categories().items()}
    return {
        "op_id": str(entry_id),
        "kind": "report.submit",
        "schema": contract.SCHEMA,
        "commune_id": commune_id,
        "team_id": str(team_id),
        # The shift that the team's phones would name: what they send later finds this report.
        "shift_id": str(shift_id_of(team_id, night.night.isoformat(), night.preset)),
        "report_id": str(uuid5(entry_id, "report")),
        "client_time": clock.now().isoformat(),
        "body": paper.body_from_paper(night, severities, new_id),
    }


def _as_refusal(refused: Refused) -> DomainError:
    problem = refused.problem
    slug = problem["type"].rsplit("/", 1)[-1]
    if slug == SHIFT_EXISTS.slug:
        return DomainError(SHIFT_EXISTS, report_id=problem.get("report_id"))
    if slug == INVALID.slug:
        return DomainError(INVALID, errors=problem.get("errors", []))
    return DomainError(MOVE_NOT_POSSIBLE, problem["title"])
