"""Review rounds: how far each is, its sheets, and what the closer leaves to the committee."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.people.models import Account, AccountVillage
from app.people.queries.filters import in_books, in_villages
from app.people.rules import OFFICER
from app.registry.models import ModelSite, Replication, ReviewRound, ReviewSheet
from app.registry.queries.scopes import readable
from app.registry.rules.lateness import days_late
from app.registry.rules.rounds import DONE, LEFT_OUT, REVIEWED
from app.units.models import Village
from app.web.database import db


@dataclass(frozen=True)
class RoundRow:
    """A round with how many of the actor's sheets are done, left out and there at all."""

    it: ReviewRound
    done: int
    left_out: int
    total: int
    late: int

    @property
    def left(self) -> int:
        """How many are still to do."""
        return self.total - self.done - self.left_out


@dataclass(frozen=True)
class SheetRow:
    """A sheet with its site, and who wrote on it last."""

    it: ReviewSheet
    site: ModelSite
    village: str
    by: str


def list_rounds(actor: Actor) -> list[RoundRow]:
    """The rounds of the actor's books, open ones first, then the newest; one statement."""
    counted = _counted(actor)
    question = (
        select(ReviewRound, counted.c.done, counted.c.left_out, counted.c.total)
        .outerjoin(counted, counted.c.round_id == ReviewRound.id)
        .where(_readable_rounds(actor))
        .order_by(ReviewRound.closed_at.is_not(None), ReviewRound.opened_at.desc(), ReviewRound.id)
        .limit(100)
    )
    today = local(clock.now()).date()
    return [_row(*row, today=today) for row in db.session.execute(question)]


def get_round(actor: Actor, round_id: UUID, *, lock: bool = False) -> ReviewRound:
    """A round of the actor's books; ``NOT_FOUND``. ``lock``: until the end of the transaction."""
    question = select(ReviewRound).where(_readable_rounds(actor), ReviewRound.id == round_id)
    found = db.session.scalar(question.with_for_update() if lock else question)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def list_sheets(actor: Actor, found: ReviewRound) -> list[SheetRow]:
    """The sheets of a round in the actor's villages: by village, then by name. One statement."""
    question = (
        select(ReviewSheet, ModelSite, Village.name, Account.name)
        .join(ModelSite, _its_site())
        .outerjoin(Village, and_(Village.commune_id == ModelSite.commune_id, Village.id == ModelSite.village_id))
        .outerjoin(Account, Account.id == ReviewSheet.account_id)
        .where(ReviewSheet.commune_id == found.commune_id, ReviewSheet.round_id == found.id, readable(actor, ReviewSheet))
        .order_by(Village.position, Village.name, ModelSite.name, ModelSite.id)
    )
    return [SheetRow(sheet, site, village or "", by or "") for sheet, site, village, by in db.session.execute(question)]


def get_sheet(actor: Actor, found: ReviewRound, site_id: UUID, *, lock: bool = False) -> SheetRow:
    """The sheet of a site in a round; ``NOT_FOUND`` out of scope. One statement, two when it is locked."""
    mine = (ReviewSheet.commune_id == found.commune_id) & (ReviewSheet.round_id == found.id)
    question = (
        select(ReviewSheet, ModelSite, Village.name, Account.name)
        .join(ModelSite, _its_site())
        .outerjoin(Village, and_(Village.commune_id == ModelSite.commune_id, Village.id == ModelSite.village_id))
        .outerjoin(Account, Account.id == ReviewSheet.account_id)
        .where(mine, ReviewSheet.site_id == site_id, readable(actor, ReviewSheet))
    )
    if lock:
        db.session.scalar(select(ReviewSheet).where(mine, ReviewSheet.site_id == site_id).with_for_update())
    row = db.session.execute(question).one_or_none()
    if row is None:
        raise DomainError(NOT_FOUND)
    return SheetRow(row[0], row[1], row[2] or "", row[3] or "")


def count_sheets(found: ReviewRound) -> int:
    """How many sheets the round has, whoever asks: for a closer who must see them all. One statement."""
    here = (ReviewSheet.commune_id == found.commune_id) & (ReviewSheet.round_id == found.id)
    return db.session.scalar(select(func.count()).select_from(ReviewSheet).where(here)) or 0


def sites_for_round(actor: Actor, kinds: list[str]) -> list[ModelSite]:
    """The sites that a round would look at: living and resting ones of these kinds (all when empty). One statement."""
    question = select(ModelSite).where(readable(actor, ModelSite), ModelSite.state.in_(REVIEWED))
    if kinds:
        question = question.where(ModelSite.kind_code.in_(kinds))
    return list(db.session.scalars(question.order_by(ModelSite.name, ModelSite.id)))


def officers_by_village(actor: Actor) -> dict[UUID, list[str]]:
    """The officers who answer for each village of the commune, by name; one statement."""
    question = (
        select(AccountVillage.village_id, Account.name)
        .join(Account, Account.id == AccountVillage.account_id)
        .where(Account.commune_id == actor.commune_id, Account.role == OFFICER, Account.closed_at.is_(None))
        .order_by(Account.name)
    )
    found: dict[UUID, list[str]] = {}
    for village_id, name in db.session.execute(question):
        found.setdefault(village_id, []).append(name)
    return found


def name_of_account(account_id: UUID | None) -> str:
    """Who it was; empty for nobody. One statement."""
    return (db.session.scalar(select(Account.name).where(Account.id == account_id)) or "") if account_id else ""


def _its_site() -> ColumnElement[bool]:
    return and_(ModelSite.commune_id == ReviewSheet.site_commune_id, ModelSite.id == ReviewSheet.site_id)


def _readable_rounds(actor: Actor) -> ColumnElement[bool]:
    """Rounds of the actor's books with at least one sheet in the actor's villages."""
    its = (ReviewSheet.commune_id == ReviewRound.commune_id) & (ReviewSheet.round_id == ReviewRound.id)
    return in_books(actor, ReviewRound.commune_id) & exists().where(its, readable(actor, ReviewSheet))


def _counted(actor: Actor) -> Subquery:
    done = func.sum(case((ReviewSheet.state == DONE, 1), else_=0)).label("done")
    left_out = func.sum(case((ReviewSheet.state == LEFT_OUT, 1), else_=0)).label("left_out")
    total = func.count().label("total")
    mine = readable(actor, ReviewSheet)
    return select(ReviewSheet.round_id, done, left_out, total).where(mine).group_by(ReviewSheet.round_id).subquery()


def _row(one: ReviewRound, done: int | None, left_out: int | None, total: int | None, *, today: date) -> RoundRow:
    late = days_late(one.due_on, today) if one.closed_at is None else 0
    return RoundRow(one, int(done or 0), int(left_out or 0), int(total or 0), late)


def villages_for(actor: Actor, site: ModelSite) -> list[Village]:
    """Where a site's model can be replicated: the villages of the book it stands in. One statement."""
    question = select(Village).where(
        Village.commune_id == site.commune_id, Village.merged_into_id.is_(None), in_villages(actor, Village.id)
    )
    return list(db.session.scalars(question.order_by(Village.position, Village.name)))


def villages_planned(site: ModelSite) -> set[UUID]:
    """The villages for which a plan to replicate this site is open; one statement."""
    here = (Replication.commune_id == site.commune_id) & (Replication.parent_id == site.id)
    found = db.session.scalars(select(Replication.village_id).where(here, Replication.state == "planned"))
    return {one for one in found if one is not None}
