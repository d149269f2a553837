"""Replicating a model that works: planned, opened as a proposal, done with its launch, or dropped."""

from datetime import date, timedelta
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, DomainError, fault_at
from app.core.ids import new_id
from app.core.text import nfc
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.models import ModelSite, Replication
from app.registry.rules.sites import SiteWords
from app.registry.service.sites import open_site, today
from app.web.database import db

_FARTHEST = timedelta(days=5 * 366)


def plan_replication(actor: Actor, site_id: UUID, village_id: UUID | None, due_on: date) -> Replication:
    """Plan to replicate a living site in a village by a day. ``NOT_ALLOWED`` for who does not keep the book there."""
    site = queries.get_site(actor, site_id)
    commune_id = rules.check_may_keep_in(actor, village_id)
    if site.state not in rules.LIVING or site.commune_id != commune_id:
        raise DomainError(MOVE_NOT_POSSIBLE, state=site.state)
    faults = []
    if not today() <= due_on <= today() + _FARTHEST:
        faults.append(fault_at("/due_on", "Chọn ngày từ hôm nay, trong 5 năm tới"))
    if village_id is None or village_id not in {one.id for one in queries.list_places(actor)}:
        faults.append(fault_at("/village", "Xin chọn thôn trong danh sách"))
    elif queries.is_planned(site, village_id):
        faults.append(fault_at("/village", "Đã dự kiến nhân rộng về thôn này"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    plan = Replication(commune_id=commune_id, id=new_id(), parent_id=site.id, village_id=village_id, due_on=due_on)
    plan.state, plan.version, plan.why, plan.account_id, plan.changed_at = "planned", 1, "", actor.account_id, clock.now()
    db.session.add(plan)
    _note(actor, plan, "planned")
    return plan


def open_child(actor: Actor, parent_id: UUID, said: SiteWords, *, plan_id: UUID | None, version: int = 0) -> ModelSite:
    """Open the proposal of a site that is replicated from another one, for a plan where there is one.

    A plan that has its proposal already is ``MOVE_NOT_POSSIBLE``, one that changed since is ``CHANGED_MEANWHILE``.
    """
    parent = queries.get_site(actor, parent_id)
    if parent.state not in rules.LIVING:
        raise DomainError(MOVE_NOT_POSSIBLE, state=parent.state)
    plan = queries.get_replication(actor, plan_id, lock=True) if plan_id else None
    if plan is not None:
        if plan.parent_id != parent.id or plan.state != "planned" or plan.child_id is not None:
            raise DomainError(MOVE_NOT_POSSIBLE, state=plan.state)
        if plan.version != version:
            raise DomainError(CHANGED_MEANWHILE)
    child = open_site(actor, parent.kind_code, said, parent=parent)
    if plan is not None:
        plan.child_id, plan.version, plan.changed_at = child.id, plan.version + 1, clock.now()
    return child


def drop_replication(actor: Actor, plan_id: UUID, why: str, *, version: int) -> Replication:
    """Drop a plan that is not done, with a reason."""
    plan = queries.get_replication(actor, plan_id, lock=True)
    rules.check_may_keep_in(actor, plan.village_id)
    if plan.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    if plan.state != "planned":
        raise DomainError(MOVE_NOT_POSSIBLE, state=plan.state)
    why = nfc(why).strip()
    if not 5 <= len(why) <= 1000:
        raise DomainError(INVALID, errors=[fault_at("/why", "Lý do có 5–1000 ký tự")])
    plan.state, plan.why, plan.version, plan.changed_at = "dropped", why, plan.version + 1, clock.now()
    _note(actor, plan, "dropped")
    return plan


def follow_move(actor: Actor, site: ModelSite, move: str, on: date) -> None:
    """What a step of a site does to the plan that it was opened for: launched, it is done; declined, it is open again."""
    if site.parent_id is None or move not in ("launch", "decline"):
        return
    plan = queries.find_plan_of(site)
    if plan is None:
        return
    plan.version, plan.changed_at = plan.version + 1, clock.now()
    if move == "decline":
        plan.child_id = None
        return
    plan.state, plan.done_on = "done", on
    _note(actor, plan, "done")


def _note(actor: Actor, plan: Replication, what: str) -> None:
    db.session.flush()
    facts = {"plan": str(plan.id)}
    subject = Subject("site", plan.parent_id)
    note(plan.commune_id, f"replication.{what}", subject, actor, facts=facts, audience=POLICE_ONLY)
