"""Putting a site's kind or its day of launch right, with a reason. The story keeps what stood there; the sums follow."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, NOT_ALLOWED, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries
from app.registry.models import ModelSite, SiteMove
from app.registry.rules import corrections as correction_rules
from app.registry.rules.answers import carry_over
from app.registry.rules.life import CORRECTED
from app.registry.rules.sites import Founding
from app.web.database import db


@dataclass(frozen=True)
class Correction:
    """What a site is to be: its kind, the day of its launch (None before there was one), and why it was wrong."""

    kind: str
    launched_on: date | None
    reason: str


def correct_site(actor: Actor, site_id: UUID, said: Correction, *, version: int) -> ModelSite:
    """Correct a site on top of the version that was seen.

    Answers that the new kind has no question for leave the site and stand in the story and the journal. ``NOT_ALLOWED`` by
    role, ``NOT_FOUND``, ``CHANGED_MEANWHILE``, ``INVALID`` names what does not fit, also where nothing changes.
    """
    site = queries.get_site(actor, site_id, lock=True)
    if not correction_rules.may_correct(actor, site.state, site.village_id):
        raise DomainError(NOT_ALLOWED)
    if site.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    reason = nfc(said.reason).strip()
    faults = _faults(actor, site, said, reason)
    if faults:
        raise DomainError(INVALID, errors=faults)
    facts = _write(site, said)
    now = clock.now()
    step = SiteMove(commune_id=site.commune_id, id=new_id(), site_id=site.id, move=CORRECTED, state=site.state)
    step.on, step.at, step.account_id, step.reason, step.facts = local(now).date(), now, actor.account_id, reason, facts
    db.session.add(step)
    site.version, site.changed_at = site.version + 1, now
    told = facts | {"because": reason}
    note(site.commune_id, "site.corrected", Subject("site", site.id), actor, facts=told, audience=POLICE_ONLY)
    return site


def kinds_beside(actor: Actor, site: ModelSite) -> list[str]:
    """The kinds that a site may be of instead: those of the same level, carried out by groups as it is or not, its own
    first. One that was replicated stays what it is."""
    if site.parent_id is not None or _has_children(site):
        return [site.kind_code]
    own = queries.kind_of(site.kind_code)
    same = [code for code, one in queries.kinds_for(actor).items() if one.grouped == own.grouped and code != site.kind_code]
    return [site.kind_code, *same]


def _has_children(site: ModelSite) -> bool:
    question = select(ModelSite.id).where(ModelSite.parent_commune_id == site.commune_id, ModelSite.parent_id == site.id)
    return db.session.scalar(question.limit(1)) is not None


def _faults(actor: Actor, site: ModelSite, said: Correction, reason: str) -> list[dict[str, str]]:
    faults = []
    if said.kind not in kinds_beside(actor, site):
        faults.append(fault_at("/kind", "Xin chọn loại mô hình"))
    if (said.launched_on is None) != (site.launched_on is None):
        faults.append(fault_at("/launched_on", "Xin điền ngày ra mắt"))
    elif said.launched_on is not None and said.launched_on != site.launched_on:
        faults += _launch_faults(site, said.launched_on)
    if not correction_rules.LEAST_REASON <= len(reason) <= correction_rules.MOST_REASON:
        faults.append(fault_at("/reason", "Lý do có 5–1000 ký tự"))
    if not faults and (said.kind, said.launched_on) == (site.kind_code, site.launched_on):
        faults.append(fault_at("", "Chưa sửa gì"))
    return faults


def _launch_faults(site: ModelSite, on: date) -> list[dict[str, str]]:
    steps = sorted(
        (one for one, _, _ in queries.list_moves(site) if one.move != CORRECTED), key=lambda one: (one.at, one.id)
    )
    at = next((place for place, one in enumerate(steps) if one.move == "launch"), -1)
    before, after = ([one.on for one in steps[:at]], [one.on for one in steps[at + 1 :]]) if at >= 0 else ([], [])
    founding = Founding(decision_on=site.decision_on)
    return correction_rules.launch_faults(on, founding, before, after, local(clock.now()).date())


def _write(site: ModelSite, said: Correction) -> dict[str, Any]:
    """Change the site, and give what stood there before."""
    facts: dict[str, Any] = {}
    if said.kind != site.kind_code:
        old, new = queries.kind_of(site.kind_code), queries.kind_of(said.kind)
        carried, left = carry_over(old.fields, new.fields, site.values)
        facts |= {"kinds": [site.kind_code, said.kind], **({"answers": left} if left else {})}
        site.kind_code, site.values = said.kind, carried
    if said.launched_on is not None and said.launched_on != site.launched_on:
        assert site.launched_on is not None
        facts["launches"] = [site.launched_on.isoformat(), said.launched_on.isoformat()]
        site.launched_on = said.launched_on
    return facts
