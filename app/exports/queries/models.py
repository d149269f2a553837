"""The book of models as tables: sites as of a day, their groups, the steps of their lives, and what was replicated."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import force_locale
from sqlalchemy import and_, select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.exports.queries.asked import Cells, Known, Wanted
from app.exports.queries.words import sayings
from app.exports.rules.tables import MODEL_GROUPS, MODEL_MOVES, MODELS, REPLICATIONS, Table
from app.exports.rules.written import write_day
from app.registry import queries as models
from app.registry.models import ModelGroup, ModelSite, Replication, SiteMove
from app.registry.queries.sites import counts_on
from app.registry.views import sites_words as words
from app.units.models import Village
from app.web.database import db

_REPLICATION_WORDS = {"planned": "dự kiến", "done": "đã nhân rộng", "dropped": "đã thôi"}
Row = Mapping[str, Any]


def read_models(wanted: Wanted) -> Known:
    """A row a site; its groups and members as of the period's last day, or of today."""
    kinds, funds = _kinds(), {code: one.vi for code, one in catalogue.terms("funds").items()}
    columns = ("decision_no", "decision_on", "decision_by", "launched_on", "launch_people", "head_role", "budget")
    more = ("reviewed_on", "active_on", "ended_on", "end_reason")
    rows = (
        {
            "kind": kinds.get(row.site.kind_code, row.site.kind_code),
            "code": row.site.kind_code,
            "name": row.site.name,
            "village": row.village or "cả xã",
            "state": _state(row.site.state),
            "level": str(words.LEVEL_WORDS.get(row.site.level or "", "")),
            "regulation": "có" if row.site.has_regulation else "không",
            "fund": funds.get(row.site.fund_source or "", ""),
            "site_id": str(row.site.id),
            "parent_id": str(row.site.parent_id or ""),
        }
        | {name: getattr(row.sum, name) for name in ("groups", "members", "women", "households")}
        | {name: getattr(row.site, name) for name in (*columns, *more)}
        for row in models.list_sites(wanted.actor, _as_of(wanted))
    )
    return _known(MODELS, wanted, rows)


def read_groups(wanted: Wanted) -> Known:
    """A row a group, with its numbers as of the period's last day, or of today. One statement."""
    kinds, counted = _kinds(), counts_on(_as_of(wanted))
    question = (
        select(ModelGroup, ModelSite.kind_code, ModelSite.name, Village.name.label("village"), counted)
        .join(ModelSite, and_(ModelSite.commune_id == ModelGroup.commune_id, ModelSite.id == ModelGroup.site_id))
        .outerjoin(Village, and_(Village.commune_id == ModelGroup.commune_id, Village.id == ModelGroup.village_id))
        .outerjoin(counted, and_(counted.c.commune_id == ModelGroup.commune_id, counted.c.group_id == ModelGroup.id))
        .where(models.readable(wanted.actor, ModelSite))
        .order_by(ModelSite.kind_code, ModelSite.name, ModelGroup.name, ModelGroup.id)
    )
    rows = (
        {
            "kind": kinds.get(row.kind_code, row.kind_code),
            "site": row.name,
            "name": row.ModelGroup.name,
            "village": row.village or "nhiều thôn",
            "head_role": row.ModelGroup.head_role,
            "formed_on": row.ModelGroup.formed_on,
            "ended_on": row.ModelGroup.ended_on,
            "since": row.valid_from,
            "group_id": str(row.ModelGroup.id),
            "site_id": str(row.ModelGroup.site_id),
        }
        | {name: getattr(row, name) for name in ("members", "women", "trained", "households")}
        for row in db.session.execute(question)
    )
    return _known(MODEL_GROUPS, wanted, rows)


def read_moves(wanted: Wanted) -> Known:
    """A row a step of the period. One statement."""
    kinds = _kinds()
    rows = (
        {
            "kind": kinds.get(row.kind_code, row.kind_code),
            "site": row.name,
            "on": row.SiteMove.on,
            "move": _said(words.STORY_WORDS, row.SiteMove.move),
            "state": _state(row.SiteMove.state),
            "decision_no": row.SiteMove.facts.get("decision_no", ""),
            "survey": row.SiteMove.facts.get("survey", ""),
            "reason": row.SiteMove.reason,
            "site_id": str(row.SiteMove.site_id),
        }
        for row in _of_sites(wanted, SiteMove, SiteMove.site_id, SiteMove.on, SiteMove.at)
    )
    return _known(MODEL_MOVES, wanted, rows)


def read_replications(wanted: Wanted) -> Known:
    """A row a plan that falls due in the period. One statement."""
    kinds = _kinds()
    villages = {one.id: one.name for one in _villages(wanted.actor)}
    rows = (
        {
            "kind": kinds.get(row.kind_code, row.kind_code),
            "site": row.name,
            "village": villages.get(row.Replication.village_id, ""),
            "due_on": row.Replication.due_on,
            "state": _REPLICATION_WORDS[row.Replication.state],
            "done_on": row.Replication.done_on,
            "why": row.Replication.why,
            "parent_id": str(row.Replication.parent_id),
            "child_id": str(row.Replication.child_id or ""),
        }
        for row in _of_sites(wanted, Replication, Replication.parent_id, Replication.due_on, Replication.changed_at)
    )
    return _known(REPLICATIONS, wanted, rows)


def _of_sites(wanted: Wanted, table: Any, site_id: Any, on: Any, at: Any) -> Iterable[Any]:
    """The rows of a table about sites, with the site's kind and name, within the period."""
    question = (
        select(table, ModelSite.kind_code, ModelSite.name)
        .join(ModelSite, and_(ModelSite.commune_id == table.commune_id, ModelSite.id == site_id))
        .where(models.readable(wanted.actor, ModelSite))
        .order_by(on, at, table.id)
    )
    if wanted.period.first:
        question = question.where(on >= wanted.period.first)
    if wanted.period.last:
        question = question.where(on <= wanted.period.last)
    return db.session.execute(question)


def _villages(actor: Actor) -> Iterable[Village]:
    return db.session.scalars(select(Village).where(Village.commune_id.in_(actor.books)))


def _as_of(wanted: Wanted) -> date:
    return wanted.period.last or local(clock.now()).date()


def _kinds() -> dict[str, str]:
    return {code: one.vi for code, one in catalogue.model_kinds().items()}


def _state(state: str) -> str:
    return _said(words.STATE_WORDS, state)


def _said(known: Mapping[str, Any], code: str) -> str:
    return str(known.get(code, code))


def _known(table: Table, wanted: Wanted, rows: Iterable[Row]) -> Known:
    """The cells of these rows, days and texts as the format wants them; files speak Vietnamese."""
    changes: list[tuple[int, Callable[[Any], Any]]] = sayings(wanted)
    found: list[Cells] = []
    with force_locale("vi"):
        for row in rows:
            cells = [_cell(row[key], wanted) for key in wanted.keys]
            for place, say in changes:
                cells[place] = say(cells[place])
            found.append(cells)
    return Known(table, wanted.columns, found)


def _cell(value: Any, wanted: Wanted) -> Any:
    return write_day(value, wanted.shape) if isinstance(value, date) else value
