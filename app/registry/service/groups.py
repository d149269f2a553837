"""The groups that carry a model out: opened, changed, ended, and counted from a day on."""

from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, DomainError, fault_at
from app.core.ids import new_id
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.people import queries as people
from app.registry import queries, rules
from app.registry.models import GroupCount, ModelGroup, ModelSite
from app.registry.rules.sites import Counted, GroupWords, count_faults, group_faults
from app.registry.service.sites import today
from app.web.database import db


def add_group(actor: Actor, site_id: UUID, said: GroupWords, counted: Counted) -> ModelGroup:
    """A group of a site with its first numbers. ``NOT_FOUND``, ``NOT_ALLOWED``, or ``INVALID`` with what does not fit."""
    site = queries.get_site(actor, site_id, lock=True)
    rules.check_may_keep_in(actor, site.village_id)
    if site.state in (rules.life.ENDED, rules.life.DECLINED):
        raise DomainError(MOVE_NOT_POSSIBLE, state=site.state)
    said = said.tidy()
    faults = group_faults(said, today()) + count_faults(counted, today(), said.formed_on)
    faults += _place_faults(actor, site, said)
    if faults:
        raise DomainError(INVALID, errors=faults)
    group = ModelGroup(commune_id=site.commune_id, id=new_id(), site_id=site.id, version=1)
    _fill(group, said)
    db.session.add(group)
    db.session.flush()
    db.session.add(_row(actor, group, counted))
    _note(actor, site, group)
    return group


def change_group(actor: Actor, group_id: UUID, said: GroupWords, *, version: int) -> ModelGroup:
    """Write what a group is anew; ``CHANGED_MEANWHILE`` when another one came in between."""
    group, site = _locked(actor, group_id, version)
    said = said.tidy()
    faults = group_faults(said, today()) + _place_faults(actor, site, said, before=group)
    if faults:
        raise DomainError(INVALID, errors=faults)
    _fill(group, said)
    _note(actor, site, group)
    return group


def count_group(actor: Actor, group_id: UUID, counted: Counted, *, version: int) -> None:
    """How many belong to the group from a day on; a row of the same day is written anew."""
    group, site = _locked(actor, group_id, version)
    faults = count_faults(counted, today(), group.formed_on)
    if group.ended_on is not None and counted.since > group.ended_on:
        faults.append(fault_at("/since", "Tổ đã kết thúc trước ngày này"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    db.session.merge(_row(actor, group, counted))
    _note(actor, site, group)


def end_group(actor: Actor, group_id: UUID, *, version: int) -> None:
    """The group ends today; ended already, it goes on."""
    group, site = _locked(actor, group_id, version)
    group.ended_on = today() if group.ended_on is None else None
    _note(actor, site, group)


def _locked(actor: Actor, group_id: UUID, version: int) -> tuple[ModelGroup, ModelSite]:
    group, site = queries.get_group(actor, group_id, lock=True)
    rules.check_may_keep_in(actor, site.village_id)
    if group.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    group.version += 1
    return group, site


def _fill(group: ModelGroup, said: GroupWords) -> None:
    group.name, group.head_role, group.formed_on = said.name, said.head_role, said.formed_on
    group.village_id, group.team_id, group.changed_at = said.village_id, said.team_id, clock.now()


def _place_faults(
    actor: Actor, site: ModelSite, said: GroupWords, *, before: ModelGroup | None = None
) -> list[dict[str, str]]:
    """What stays as it was is not asked again: a village may have been merged since."""
    faults = []
    kept = (before.village_id, before.team_id) if before else (site.village_id, None)
    if said.village_id not in (None, kept[0], *queries.places_for(actor, site.commune_id)):
        faults.append(fault_at("/village", "Xin chọn thôn trong danh sách"))
    own = site.commune_id == actor.commune_id
    teams = [one.id for one in people.list_teams(actor, today(), members=False)] if own else []
    if said.team_id not in (None, kept[1], *teams):
        faults.append(fault_at("/team", "Xin chọn tổ trong danh sách"))
    return faults


def _row(actor: Actor, group: ModelGroup, counted: Counted) -> GroupCount:
    row = GroupCount(commune_id=group.commune_id, group_id=group.id, valid_from=counted.since)
    row.members, row.women, row.trained, row.households = counted.members, counted.women, counted.trained, counted.households
    row.account_id, row.at = actor.account_id, clock.now()
    return row


def _note(actor: Actor, site: ModelSite, group: ModelGroup) -> None:
    facts = {"group": str(group.id)}
    note(site.commune_id, "group.changed", Subject("site", site.id), actor, facts=facts, audience=POLICE_ONLY)
