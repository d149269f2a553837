"""Which reports a list holds: every filter as a condition, and what the reports that it lets through add up to."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.text import fold
from app.people import queries as people
from app.people.models import Team
from app.people.queries import TeamColumns
from app.reports import rules
from app.reports.models import Activity, Incident, MoveNote, Report, ReportVersion, is_live
from app.reports.queries.times import due_moment, whole_minutes
from app.reports.rules import State
from app.units.models import Village
from app.web.database import db

_MOST_WORDS = 8
_GRAVE = 3


@dataclass(frozen=True)
class Filters:
    """Which reports are asked for; what is empty does not narrow.

    ``waits`` is a name of ``WAITING_FOR``, ``sent`` one of ``SENT``. ``severity``: a number, ``any`` or ``grave``; ``task``:
    an article of the law. A category, a severity and a task ask for one incident that fits all three.
    """

    q: str = ""
    team: UUID | None = None
    village: UUID | None = None
    states: Collection[str] = ()
    live: bool = False
    from_night: date | None = None
    to_night: date | None = None
    category: str = ""
    severity: str = ""
    task: int | None = None
    quiet: bool | None = None
    complete: bool | None = None
    waits: str = ""
    sent: str = ""


@dataclass(frozen=True)
class Totals:
    """What the reports of a list add up to. ``fitting``: their incidents of the category, severity and task asked
    for, or their activities of the category."""

    reports: int
    minutes: int
    turns: int
    guests: int
    rounds: int
    passes: int
    reminders: int
    helped: int
    activities: int
    fitting: int


_SUMMED = ("people", "guests", "rounds", "passes", "reminders", "helped", "activities")


def narrow(actor: Actor, question: Select[Any], filters: Filters) -> Select[Any]:
    """The question for those of the actor's reports that the filters let through."""
    plain: dict[Any, Any] = {Report.team_id: filters.team, Report.village_id: filters.village, Report.quiet: filters.quiet}
    conditions = [people.scope(actor, Report), *(column == asked for column, asked in plain.items() if asked is not None)]
    if filters.states:
        conditions.append(Report.state.in_(filters.states))
    if filters.live:
        conditions.append(is_live())
    if filters.from_night is not None:
        conditions.append(Report.night >= filters.from_night)
    if filters.to_night is not None:
        conditions.append(Report.night <= filters.to_night)
    if filters.complete is not None:
        whole = Report.photos_ready >= Report.photos_expected
        conditions.append(whole if filters.complete else ~whole)
    if filters.waits:
        conditions.append(WAITING_FOR[filters.waits]())
    if filters.sent:
        conditions.append(SENT[filters.sent](actor))
    return question.where(*conditions, *_of_entries(actor, filters), *_search(actor, filters.q))


def totals_of(actor: Actor, filters: Filters) -> Totals:
    """What the list adds up to, over all of its pages; two statements, one more for a search."""
    minutes = func.sum(whole_minutes(Report.started_at, Report.ended_at))
    sums = [func.count(), minutes, *(func.sum(getattr(Report, name)) for name in _SUMMED)]
    row = db.session.execute(narrow(actor, select(*sums), filters)).one()
    entry: type[Incident] | type[Activity] = Activity if _is_activity(filters.category) else Incident
    wants = [Activity.category == filters.category] if entry is Activity else _wants(filters)
    of_report = (entry.commune_id == Report.commune_id) & (entry.report_id == Report.id)
    fitting = select(func.count()).select_from(Report).join(entry, of_report).where(*wants)
    fits = db.session.scalar(narrow(actor, fitting, filters)) or 0
    return Totals(*[int(one or 0) for one in row] + [fits])


def is_back() -> ColumnElement[bool]:
    """Whether a report waits that was given back and has been mended."""
    return (Report.state == State.SUBMITTED.value) & (Report.version > 1)


def is_overdue() -> ColumnElement[bool]:
    """Whether the content that waits for a decision came longer ago than a report may wait."""
    mine = (ReportVersion.commune_id == Report.commune_id) & (ReportVersion.report_id == Report.id)
    newest = mine & (ReportVersion.version == Report.version)
    came = exists().where(newest, ReportVersion.at <= clock.now() - rules.MAY_WAIT)
    return (Report.state == State.SUBMITTED.value) & came


def is_past_due() -> ColumnElement[bool]:
    """Whether the team has let the deadline of a returned report pass."""
    return (Report.state == State.RETURNED.value) & (Report.due_at <= clock.now())


WAITING_FOR: dict[str, Callable[[], ColumnElement[bool]]] = {
    "back": is_back,
    "overdue": is_overdue,
    "past-due": is_past_due,
}


def _in_time(actor: Actor) -> ColumnElement[bool]:
    """Whether a report came before its night's hour (``morning.due_at``), in whichever of the actor's books it stands."""
    found: list[ColumnElement[bool]] = []
    for commune_id in actor.books:
        spans = sorted(catalogue.recent_dated_setting(rules.DUE, commune_id).rows, key=lambda row: row[:2], reverse=True)
        hours = [(_span(since, until), value) for _near, since, until, value in spans]
        hour = case(*hours, else_=rules.DUE_USUALLY) if hours else rules.DUE_USUALLY
        found.append((Report.commune_id == commune_id) & (Report.received_at <= due_moment(Report.night, hour)))
    return or_(*found)


def _span(since: date, until: date | None) -> ColumnElement[bool]:
    return Report.night >= since if until is None else Report.night.between(since, until)


def _was_returned(_actor: Actor) -> ColumnElement[bool]:
    mine = (MoveNote.commune_id == Report.commune_id) & (MoveNote.report_id == Report.id)
    return exists().where(mine, MoveNote.move == "return")


SENT: dict[str, Callable[[Actor], ColumnElement[bool]]] = {
    "in-time": _in_time,
    "late": lambda actor: ~_in_time(actor),
    "sent-back": _was_returned,
}


def _of_entries(actor: Actor, filters: Filters) -> list[ColumnElement[bool]]:
    """Incidents are found by their own index of categories; activities, which have none, report by report."""
    if _is_activity(filters.category):
        mine = (Activity.commune_id == Report.commune_id) & (Activity.report_id == Report.id)
        return [exists().where(mine, Activity.category == filters.category).correlate(Report)]
    wants = _wants(filters)
    if not wants:
        return []
    return [Report.id.in_(select(Incident.report_id).where(people.in_books(actor, Incident.commune_id), *wants))]


def _is_activity(code: str) -> bool:
    known = catalogue.categories().get(code)
    return known is not None and known.kind == "activity"


def _wants(filters: Filters) -> list[ColumnElement[bool]]:
    """What is asked of one incident."""
    known = catalogue.categories()
    wants: list[ColumnElement[bool]] = []
    if filters.category:
        # A group's letter stands for each of its categories.
        codes = [code for code, one in known.items() if one.group == filters.category] or [filters.category]
        wants.append(Incident.category.in_(codes))
    if filters.severity:
        least = {"any": 1, "grave": _GRAVE}.get(filters.severity)
        wants.append(Incident.severity == int(filters.severity) if least is None else Incident.severity >= least)
    if filters.task is not None:
        wants.append(Incident.category.in_([code for code, one in known.items() if one.task_group == filters.task]))
    return wants


def _search(actor: Actor, text: str) -> list[ColumnElement[bool]]:
    """Every word stands somewhere: in what was written, or in the name of the team or village. Diacritics do not matter."""
    words = fold(text).split()[:_MOST_WORDS]
    if not words:
        return []
    names = [(team_id, fold(f"{team} {village}")) for team_id, team, village in _teams(actor)]
    return [
        or_(
            Report.search.contains(word, autoescape=True),
            Report.team_id.in_([team_id for team_id, name in names if word in name]),
        )
        for word in words
    ]


def _teams(actor: Actor) -> Sequence[Any]:
    return db.session.execute(
        select(Team.id, Team.name, Village.name.label("village"))
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .where(people.scope(actor, TeamColumns))
    ).all()
