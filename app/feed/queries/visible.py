"""Whose reports the feed tells an actor of, and which of them in full."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, not_, or_

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.feed import rules
from app.people import queries as people
from app.people.rules import DEIDENTIFIED_READERS, POLICE, VILLAGE_HEAD
from app.privacy.models import Deletion
from app.privacy.rules.retention import FEED
from app.reports.models import Activity, Incident, Report


def lexicon() -> rules.Lexicon:
    """The catalogue's words, kept in the process for half a minute."""
    return rules.Lexicon(catalogue.categories(), catalogue.terms("results"))


def sees_whole(actor: Actor) -> bool:
    """Whether everything that this actor is told of is told in full."""
    return actor.kind == "office" and actor.role in POLICE


def visible(actor: Actor) -> ColumnElement[bool]:
    """The reports behind the actor's feed: police all in scope; a phone its own and the commune's approved ones; readers at
    other desks the approved ones, a village head those of the own village; everybody else none."""
    here = people.in_books(actor, Report.commune_id) & ~_unpublished()
    approved = here & Report.state.in_(rules.APPROVED_STATES)
    if actor.commune_id is None:
        return false()
    if sees_whole(actor):
        return people.scope(actor, Report) & ~_unpublished() & Report.state.in_(rules.SHOWN_STATES)
    if actor.kind == "device":
        own = (Report.team_id == actor.team_id) & Report.state.in_(rules.SHOWN_STATES)
        return here & or_(own, Report.state.in_(rules.APPROVED_STATES))
    if actor.role == VILLAGE_HEAD:
        # A village head without a village has nobody to read for.
        return approved & people.in_villages(actor, Report.village_id) if actor.village_ids else false()
    return approved if actor.role in DEIDENTIFIED_READERS else false()


def _unpublished() -> ColumnElement[bool]:
    """Whether the item's days are over: retention has taken it down, and the report itself stays."""
    mine = (Deletion.commune_id == Report.commune_id) & (Deletion.kind == FEED) & (Deletion.id == Report.id)
    return exists().where(mine)


def kind_of_row(actor: Actor) -> ColumnElement[str]:
    """The kind of an item as SQL: the same choice as ``rules.kind_of``, for filters and counts."""
    hidden = [] if sees_whole(actor) else sorted(code for code in catalogue.categories() if lexicon().is_hidden(code))
    mine: ColumnElement[bool] = Incident.category.not_in(hidden)
    if actor.kind == "device":
        mine = or_(mine, Report.team_id == actor.team_id)
    incident = _has(Incident, mine)
    model = _has(Activity, Activity.category.in_(rules.MODEL_CATEGORIES))
    return case(
        (and_(Report.incidents > 0, incident), rules.INCIDENT),
        (and_(Report.activities > 0, model), rules.MODEL),
        (Report.activities > 0, rules.ACTIVITY),
        (and_(Report.quiet, not_(Report.incidents > 0)), rules.QUIET),
        else_=rules.SHIFT,
    )


def _has(table: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(table.commune_id == Report.commune_id, table.report_id == Report.id, condition)
