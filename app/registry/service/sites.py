"""Writing sites into the book: proposals, those that have been there for years, and changes of what is written."""

from datetime import date
from typing import Any
from uuid import UUID

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.models import ModelSite, SiteMove
from app.registry.rules.answers import keep_unasked, read_answers
from app.registry.rules.sites import SiteWords, site_faults
from app.web.database import db


def today() -> date:
    """The day in Viet Nam."""
    return local(clock.now()).date()


def open_site(actor: Actor, kind: str, said: SiteWords, *, parent: ModelSite | None = None) -> ModelSite:
    """Propose a model at a place; ``parent`` is the site that it is replicated from.

    ``NOT_ALLOWED`` for who does not keep the book there; ``INVALID`` names what does not fit.
    """
    return _write_new(actor, kind, said.tidy(), rules.life.PROPOSED, parent)


def enter_site(actor: Actor, kind: str, said: SiteWords) -> ModelSite:
    """Write down a model that has been there for some time: launched on the day that its founding says.

    ``INVALID`` where that day is missing or something else does not fit.
    """
    return _write_new(actor, kind, said.tidy(), rules.life.ACTIVE, None)


def change_site(actor: Actor, site_id: UUID, said: SiteWords, *, version: int) -> ModelSite:
    """Write what a site is anew; its kind, its state and the day of its launch stay.

    ``CHANGED_MEANWHILE`` when another one came in between.
    """
    site = queries.get_site(actor, site_id, lock=True)
    rules.check_may_keep_in(actor, site.village_id)
    rules.check_may_keep_in(actor, said.village_id)
    if site.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    said = said.tidy()
    before = dict(site.values)
    _fill(actor, site, said, proposed=site.launched_on is None)
    questions = queries.kind_of(site.kind_code).fields
    site.values = keep_unasked(questions, before) | site.values
    if site.launched_on is not None:
        write_founding(site, said)
    site.version, site.changed_at = site.version + 1, clock.now()
    note(site.commune_id, "site.changed", Subject("site", site.id), actor, audience=POLICE_ONLY)
    return site


def _write_new(actor: Actor, kind: str, said: SiteWords, state: str, parent: ModelSite | None) -> ModelSite:
    commune_id = rules.check_may_keep_in(actor, said.village_id)
    proposed = state == rules.life.PROPOSED
    if kind not in queries.kinds_for(actor):
        raise DomainError(INVALID, errors=[fault_at("/kind", "Xin chọn loại mô hình")])
    site = new_site(commune_id, kind, state)
    if not proposed and said.founding.launched_on is None:
        raise DomainError(INVALID, errors=[fault_at("/launched_on", "Xin điền ngày ra mắt")])
    _fill(actor, site, said, proposed=proposed)
    if parent is not None:
        site.parent_commune_id, site.parent_id = parent.commune_id, parent.id
    if not proposed:
        site.launched_on = said.founding.launched_on
        write_founding(site, said)
    db.session.add(site)
    db.session.flush()
    db.session.add(first_step(actor, site))
    note_opened(actor, site)
    return site


def new_site(commune_id: str, kind: str, state: str) -> ModelSite:
    """An empty site, opened now."""
    now = clock.now()
    site = ModelSite(commune_id=commune_id, id=new_id(), kind_code=kind, state=state, version=1)
    site.opened_at, site.changed_at, site.launched_on = now, now, None
    return site


def note_opened(actor: Actor, site: ModelSite) -> None:
    """Note that the site stands in the book."""
    facts = {"kind": site.kind_code, "state": site.state}
    note(site.commune_id, "site.opened", Subject("site", site.id), actor, facts=facts, audience=POLICE_ONLY)


def _fill(actor: Actor, site: ModelSite, said: SiteWords, *, proposed: bool) -> None:
    faults = site_faults(said, today(), funds=catalogue.terms("funds").keys(), proposed=proposed)
    # A village that stays is not asked again: it may have been merged since.
    if said.village_id not in (None, site.village_id, *queries.places_for(actor, site.commune_id)):
        faults.append(fault_at("/village", "Xin chọn thôn trong danh sách"))
    values, wrong = read_answers(queries.kind_of(site.kind_code).fields, said.answers)
    if faults or wrong:
        raise DomainError(INVALID, errors=faults + wrong)
    write_words(site, said, values)


def write_words(site: ModelSite, said: SiteWords, values: dict[str, Any]) -> None:
    """Put tidy words that fit into the row."""
    site.name, site.village_id, site.reason = said.name, said.village_id, said.reason
    site.head_role, site.has_regulation = said.head_role, said.has_regulation
    site.fund_source, site.budget = said.fund_source or None, said.budget
    site.tags, site.values = list(said.tags), values


def write_founding(site: ModelSite, said: SiteWords) -> None:
    """Put into the row by what it was founded; the day of the launch stays."""
    known = said.founding
    site.decision_no, site.decision_by = known.decision_no or None, known.decision_by or None
    site.decision_on, site.launch_people = known.decision_on, known.launch_people


def first_step(actor: Actor, site: ModelSite) -> SiteMove:
    """The first line of a site's story: proposed today, or launched on the day that it says and written down now."""
    proposed = site.launched_on is None
    move, on = (rules.OPENED, today()) if proposed else ("launch", site.launched_on or today())
    step = SiteMove(commune_id=site.commune_id, id=new_id(), site_id=site.id, move=move, state=site.state, on=on)
    step.at, step.account_id = clock.now(), actor.account_id
    step.reason = site.reason if proposed else ""
    step.facts = {} if proposed else _told(site) | {"entered": True}
    return step


def _told(site: ModelSite) -> dict[str, Any]:
    known = {name: getattr(site, name) for name in ("decision_no", "decision_on", "decision_by", "launch_people")}
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in known.items() if one is not None}
