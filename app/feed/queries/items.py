"""The items of the feed: one a report, each told as far as the reader may know. A fixed number of statements a page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Row, Select, select

from app.core.actor import Actor
from app.feed import rules
from app.feed.queries.told import entries_of, names_of, texts_of
from app.feed.queries.visible import kind_of_row, lexicon, sees_whole, visible
from app.reports.models import Activity, Incident, Report
from app.reports.rules.paper import PAPER
from app.web.database import db
from app.web.pages import Place, read_rows
from app.web.wording import language

# What a phone's feed follows: notes of the journal after which an item appears, changes or goes.
PHONE_KINDS = frozenset(
    {"report.approved", "report.undone", "report.reopened", "report.corrected", "report.part", "feed.unpublished"}
)
_NEWEST = 50


@dataclass(frozen=True)
class Item:
    """One report as told to one reader. ``told`` is a sentence of coded fields; what is None, the reader may not know.

    ``paper`` says that it was entered from the paper book, ``others_told`` is the sentence that readers outside the police
    get, None while the report is not approved.
    """

    id: UUID
    at: datetime
    night: date
    kind: str
    told: str
    village_id: UUID
    village: str
    own: bool
    rev: int
    report_id: UUID | None = None
    shift_id: UUID | None = None
    state: str | None = None
    team: str | None = None
    category: str | None = None
    text: str | None = None
    others_told: str | None = None
    paper: bool = False


@dataclass(frozen=True)
class ItemPage:
    """A page of items, newest first, with the places of its neighbours."""

    items: list[Item]
    newer: Place | None
    older: Place | None


def item_id(report_id: UUID) -> UUID:
    """The id of a report's item: those who may not see the report do not learn its id either."""
    return uuid5(report_id, "feed")


def phone_items(actor: Actor, report_ids: Collection[UUID] | None = None) -> list[dict[str, Any]]:
    """What a phone pulls: the items of these approved reports, else of the newest 50 of its commune; five statements."""
    question = question_of(actor).where(Report.state.in_(rules.APPROVED_STATES))
    if report_ids is None:
        rows: Sequence[Row[Any]] = db.session.execute(
            question.order_by(Report.night.desc(), Report.id.desc()).limit(_NEWEST)
        ).all()
    else:
        rows = db.session.execute(question.where(Report.id.in_(report_ids))).all()
    return [_entity(one) for one in _tell(actor, rows)]


def phone_gone(report_ids: Collection[UUID], items: Collection[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items that a phone should no longer show: of reports that are not approved any more."""
    present = {one["id"] for one in items}
    asked = sorted(str(item_id(one)) for one in report_ids)
    return [{"entity": "feed", "id": one, "reason": "ended"} for one in asked if one not in present]


def _entity(item: Item) -> dict[str, Any]:
    return {
        "entity": "feed",
        "id": str(item.id),
        "version": 1,
        "rev": item.rev,
        "at": item.at.isoformat(),
        "night": item.night.isoformat(),
        "kind": item.kind,
        "sentence": item.told,
        "village": item.village,
        "own": item.own,
        "report_id": str(item.report_id) if item.report_id else None,
    }


@dataclass(frozen=True)
class Chosen:
    """Which items are asked for; what is empty does not narrow. A team is chosen only by whoever learns the team's name."""

    kinds: Collection[str] = ()
    village_id: UUID | None = None
    team_id: UUID | None = None
    first: date | None = None
    last: date | None = None


def list_items(actor: Actor, chosen: Chosen, *, place: Place | None = None, limit: int = 30) -> ItemPage:
    """One page of the actor's feed, newest night first; at most six statements."""
    question = question_of(actor)
    if chosen.kinds:
        question = question.where(kind_of_row(actor).in_(chosen.kinds))
    if chosen.village_id is not None:
        question = question.where(Report.village_id == chosen.village_id)
    if chosen.team_id is not None and sees_whole(actor):
        question = question.where(Report.team_id == chosen.team_id)
    if chosen.first is not None:
        question = question.where(Report.night >= chosen.first)
    if chosen.last is not None:
        question = question.where(Report.night <= chosen.last)
    page = read_rows(question, Report, place, limit)
    return ItemPage(_tell(actor, page.rows), page.newer, page.older)


def question_of(actor: Actor) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Report.id, Report.night, Report.state, Report.team_id, Report.village_id, Report.shift_id, Report.quiet, Report.rev,
        Report.version, Report.incidents, Report.activities, Report.received_at, Report.decided_at, Report.source,
    )  # fmt: skip
    return select(*columns).where(visible(actor))


def _tell(actor: Actor, rows: Sequence[Row[Any]]) -> list[Item]:
    if not rows:
        return []
    ids = [row.id for row in rows]
    teller = _Teller(
        actor,
        lexicon(),
        language(),
        names=names_of(actor.books, rows),
        incidents=entries_of(Incident, actor.books, ids, Incident.result),
        activities=entries_of(Activity, actor.books, ids, Activity.details),
        texts=texts_of(actor.books, [row for row in rows if _is_whole(actor, row)]),
    )
    return [teller.item(row) for row in rows]


@dataclass(frozen=True)
class _Teller:
    """Tells one reader of reports; everything was read before, for all rows at once."""

    actor: Actor
    words: rules.Lexicon
    language: str
    names: Mapping[UUID, str]
    incidents: Mapping[UUID, list[tuple[str, Any]]]
    activities: Mapping[UUID, list[tuple[str, Any]]]
    texts: Mapping[UUID, str]

    def item(self, row: Row[Any]) -> Item:
        """The report of ``row`` as its item."""
        village = self.names[row.village_id]
        told = rules.Told(row.night, village, row.quiet, self.incidents.get(row.id, ()), self.activities.get(row.id, ()))
        whole = _is_whole(self.actor, row)
        approved = row.state in rules.APPROVED_STATES
        shown = told if whole else told.for_others(self.words)
        first = next((code for code, _ in (*shown.incidents, *shown.activities)), None)
        return Item(
            id=item_id(row.id),
            at=row.decided_at if approved and row.decided_at else row.received_at,
            night=row.night,
            kind=rules.kind_of(shown),
            told=self._sentence(shown),
            village_id=row.village_id,
            village=village,
            own=row.team_id == self.actor.team_id,
            rev=row.rev,
            category=first,
            **(self._whole(row, told, approved) if whole else {}),
        )

    def _whole(self, row: Row[Any], told: rules.Told, approved: bool) -> dict[str, Any]:
        return {
            "report_id": row.id,
            "shift_id": row.shift_id,
            "state": row.state,
            "team": self.names[row.team_id],
            "text": self.texts.get(row.id),
            "paper": row.source == PAPER,
            "others_told": self._sentence(told.for_others(self.words)) if approved else None,
        }

    def _sentence(self, told: rules.Told) -> str:
        return rules.sentence_of(told, self.words, self.language)


def _is_whole(actor: Actor, row: Row[Any]) -> bool:
    return sees_whole(actor) or (actor.kind == "device" and row.team_id == actor.team_id)
