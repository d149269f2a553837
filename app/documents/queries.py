"""The rows of exports: read by a connection of their own, so that a long file costs no memory and holds no session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, Integer, Row, func, select, type_coerce
from sqlalchemy.types import NullType

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.documents import rules
from app.documents.sql_text import day_text, moment_text, uuid_text
from app.people import queries as people
from app.people.models import Account, Member, Team
from app.people.queries import TeamColumns
from app.reports import queries as reports
from app.reports.models import Incident, Report, ReportVersion
from app.units.models import Village
from app.web.database import db

_AT_ONCE = 2000
_APPROVED = ("approved", "locked")


@dataclass(frozen=True)
class Period:
    """Which reports an export holds: nights from and to (both included), one team, one state; None does not narrow."""

    first: date | None = None
    last: date | None = None
    team: UUID | None = None
    state: str | None = None


@dataclass(frozen=True)
class ActivityLog:
    """An export ready to be read: the question, and the names that its rows point to."""

    question: Any
    names: Mapping[Any, str]
    whole: bool
    # By report (as text), the words that are covered in it.
    covered: Mapping[str, list[str]]

    def rows(self, engine: Engine) -> Iterator[Sequence[Row[Any]]]:
        """The rows in blocks, oldest night first, by a connection that is closed at the end or when nobody reads on."""
        with engine.connect().execution_options(yield_per=_AT_ONCE) as connection:
            yield from connection.execute(self.question).partitions()


def _key(column: Any) -> Any:
    """A key as the driver gives it: it is only looked up, so no object is made of it."""
    return type_coerce(column, NullType())


def _columns(incidents: Any, severity: Any) -> tuple[Any, ...]:
    """In the order of the file's columns; ``activity_log`` puts words in the place of codes and keys."""
    return (
        day_text(Report.night), Report.preset, _key(Report.village_id), _key(Report.team_id), Report.state,
        type_coerce(Report.quiet, Integer), severity, moment_text(Report.started_at), moment_text(Report.ended_at),
        Report.people, Report.absent, Report.guests, Report.rounds, Report.passes, incidents, Report.activities,
        Report.reminders, Report.helped, Report.photos_expected, Report.photos_stored, Report.photos_ready,
        Report.photos_damaged, Report.supplements, Report.version, Report.source, moment_text(Report.received_at),
        moment_text(Report.decided_at),
    )  # fmt: skip


def read_activity_log(actor: Actor, period: Period) -> ActivityLog:
    """One row a report within the actor's scope. Names and covered words are read here, rows as the file is written."""
    whole = rules.sees_words(actor)
    question = _whole_question(actor) if whole else _plain_question(actor)
    question = question.where(*_narrowed(period)).order_by(Report.night, Report.id)
    covered = reports.covered_words(actor) if whole else {}
    return ActivityLog(question, _names(actor, whole=whole), whole, {str(key): words for key, words in covered.items()})


def count_rows(actor: Actor, period: Period) -> int:
    """How many rows the export would have; one statement."""
    mine = people.scope(actor, Report) if rules.sees_words(actor) else _approved(actor)
    return db.session.scalar(select(func.count()).select_from(Report).where(mine, *_narrowed(period))) or 0


def list_teams(actor: Actor) -> list[tuple[UUID, str]]:
    """The teams whose reports the actor may export, by name; one statement."""
    mine = people.scope_today(actor, TeamColumns) if rules.sees_words(actor) else Team.commune_id == actor.commune_id
    return [(row.id, row.name) for row in db.session.execute(select(Team.id, Team.name).where(mine).order_by(Team.name))]


def _narrowed(period: Period) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool] | None] = [
        Report.night >= period.first if period.first else None,
        Report.night <= period.last if period.last else None,
        Report.team_id == period.team if period.team else None,
        Report.state.in_(_APPROVED if period.state == "approved" else (period.state,)) if period.state else None,
    ]
    return [condition for condition in asked if condition is not None]


def _whole_question(actor: Actor) -> Any:
    """For police: with who led, decided and entered from paper, the receipt, and the remark of the present version."""
    words: tuple[Any, ...] = (
        uuid_text(Report.id),
        _key(Report.lead_id),
        _key(Report.decided_by),
        Report.receipt,
        ReportVersion.body["remark"].as_string(),
        _key(Report.entered_by),
        Report.paper_why,
    )
    question = select(*_columns(Report.incidents, Report.severity), *words)
    present = (ReportVersion.report_id == Report.id) & (ReportVersion.version == Report.version)
    return question.join(ReportVersion, (ReportVersion.commune_id == Report.commune_id) & present).where(
        people.scope(actor, Report)
    )


def _plain_question(actor: Actor) -> Any:
    """For others: approved reports; incidents that are for police alone leave no trace in the counts."""
    hidden = sorted(code for code, word in catalogue.categories().items() if word.police_only)
    shown = (Incident.commune_id == Report.commune_id) & (Incident.report_id == Report.id) & Incident.category.not_in(hidden)
    number = select(func.count()).where(shown).scalar_subquery()
    gravest = select(func.coalesce(func.max(Incident.severity), 0)).where(shown).scalar_subquery()
    return select(*_columns(number, gravest)).where(_approved(actor))


def _approved(actor: Actor) -> ColumnElement[bool]:
    return people.in_books(actor, Report.commune_id) & Report.state.in_(_APPROVED)


def _names(actor: Actor, *, whole: bool) -> dict[Any, str]:
    """Teams and villages of the commune; for police the members and the officers too. One statement."""
    tables = (Team, Village, Member, Account) if whole else (Team, Village)
    questions = [select(_key(table.id), table.name).where(table.commune_id == actor.commune_id) for table in tables]
    return dict(db.session.execute(questions[0].union_all(*questions[1:])).all())
