"""Taking a site a step further in its life."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.models import ModelSite, SiteMove
from app.registry.rules.sites import Founding, founding_faults
from app.registry.service.replications import follow_move
from app.web.database import db

LEAST_REASON, MOST_REASON = 5, 1000


@dataclass(frozen=True)
class Taken:
    """A step as somebody takes it: since when it holds, why, and what it brought (columns of the site: ``decision_no,
    decision_on, decision_by, launch_people, budget, fund_source``; ``survey`` goes into the site's history alone)."""

    move: str
    on: date
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


_DECIDED = ("decision_no", "decision_on", "decision_by", "launch_people")
_COLUMNS = ("decision_no", "decision_on", "decision_by", "launch_people", "budget", "fund_source")


def move_site(actor: Actor, site_id: UUID, taken: Taken, *, version: int) -> ModelSite:
    """Take the step. ``version`` is the one that the actor saw: ``CHANGED_MEANWHILE`` when another came in between.

    ``NOT_FOUND`` out of scope, ``NOT_ALLOWED`` by role, ``MOVE_NOT_POSSIBLE`` from this state, ``INVALID`` for a missing
    reason or a day ahead of today or before the last step.
    """
    rules.check_may_move(actor, taken.move)
    site = queries.get_site(actor, site_id, lock=True)
    rules.check_may_keep_in(actor, site.village_id)
    if site.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    state = rules.next_state(site.state, taken.move)
    reason = nfc(taken.reason).strip()
    faults = _faults(site, taken, reason)
    if faults:
        raise DomainError(INVALID, errors=faults)
    _write(site, taken, state, reason)
    now = clock.now()
    step = SiteMove(commune_id=site.commune_id, id=new_id(), site_id=site.id, move=taken.move, state=state, on=taken.on)
    step.at, step.account_id, step.reason = now, actor.account_id, reason
    step.facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in taken.facts.items()}
    db.session.add(step)
    site.version, site.changed_at = site.version + 1, now
    facts = {"move": taken.move, "state": state, "since": taken.on.isoformat()}
    note(site.commune_id, "site.moved", Subject("site", site.id), actor, facts=facts, audience=POLICE_ONLY)
    follow_move(actor, site, taken.move, taken.on)
    return site


def _faults(site: ModelSite, taken: Taken, reason: str) -> list[dict[str, str]]:
    faults = []
    if taken.on > local(clock.now()).date():
        faults.append(fault_at("/on", "Ngày này chưa tới"))
    last = queries.last_step_on(site)
    if last is not None and taken.on < last:
        faults.append(fault_at("/on", "Không thể trước bước ghi gần nhất"))
    if (reason or rules.wants_reason(taken.move)) and not LEAST_REASON <= len(reason) <= MOST_REASON:
        faults.append(fault_at("/reason", "Lý do có 5–1000 ký tự"))
    if len(taken.facts.get("survey", "")) > MOST_REASON:
        faults.append(fault_at("/survey", "Nhiều nhất 1000 ký tự"))
    known = Founding(**{name: taken.facts[name] for name in _DECIDED if name in taken.facts})
    return faults + founding_faults(known, taken.facts.get("budget"), local(clock.now()).date())


def _write(site: ModelSite, taken: Taken, state: str, reason: str) -> None:
    site.state = state
    for name in _COLUMNS:
        if name in taken.facts:
            setattr(site, name, taken.facts[name])
    if taken.move == "launch":
        site.launched_on = taken.on
    elif taken.move == "end":
        site.ended_on, site.end_reason = taken.on, reason
