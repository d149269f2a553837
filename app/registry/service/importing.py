"""Taking in a list of models: its good rows at once, or nothing."""

from collections.abc import Sequence

from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.ids import new_id
from app.core.text import fold
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.models import GroupCount, ModelGroup, ModelSite
from app.registry.rules.importing import Deed, Known, Line, Planned, SiteKey, make_plan
from app.registry.service.sites import first_step, new_site, note_opened, today, write_founding, write_words
from app.units.models import Village
from app.web.database import db


def plan_import(actor: Actor, lines: Sequence[Line]) -> list[Planned]:
    """What the rows would do now; changes nothing. Three statements."""
    rules.check_may_keep(actor)
    places = {fold(one.name): one.id for one in queries.list_places(actor)}
    kinds = queries.kinds_for(actor)
    words = {fold(name): code for code, one in kinds.items() for name in (one.en, one.vi)}
    funds = {fold(name): code for code, one in catalogue.terms("funds").items() for name in (one.en, one.vi)}
    known = Known(places, words, funds, queries.known_sites(actor), actor.village_ids is None, today())
    return make_plan(lines, known)


def take_import(actor: Actor, lines: Sequence[Line], *, told: str) -> list[Planned] | None:
    """Take the good rows of the plan that was ``told``; None, and nothing done, when what is there has changed since."""
    commune_id = rules.check_may_keep(actor)
    _lock(commune_id)
    plan = plan_import(actor, lines)
    if tell(plan) != told:
        return None
    sites: dict[SiteKey, ModelSite] = {}
    for row in plan:
        if row.deed is Deed.SITE and row.said is not None and row.key is not None:
            sites[row.key] = site = new_site(commune_id, row.kind, rules.life.ACTIVE)
            write_words(site, row.said, {})
            site.launched_on = row.said.founding.launched_on
            write_founding(site, row.said)
    db.session.add_all(sites.values())
    # A group knows its site by a foreign key alone, so the sites have to be there first.
    db.session.flush()
    db.session.add_all(first_step(actor, site) for site in sites.values())
    _add_groups(actor, commune_id, plan, sites)
    for site in sites.values():
        note_opened(actor, site)
    return plan


def tell(plan: Sequence[Planned]) -> str:
    """The plan as plain words: two that say the same do the same."""
    return " ".join(f"{row.line.number}{row.deed}{len(row.faults)}" for row in plan)


def _lock(commune_id: str) -> None:
    """One list at a time: two that name the same new site would make it twice."""
    here = select(Village.id).where(Village.commune_id == commune_id).order_by(Village.id)
    db.session.execute(here.with_for_update(key_share=True))


def _add_groups(actor: Actor, commune_id: str, plan: Sequence[Planned], sites: dict[SiteKey, ModelSite]) -> None:
    there = queries.known_sites(actor)
    groups, counts = [], []
    for row in plan:
        if row.deed is Deed.NOTHING or row.group is None or row.counted is None or row.key is None:
            continue
        site_id = sites[row.key].id if row.key in sites else there[row.key].id
        group = ModelGroup(commune_id=commune_id, id=new_id(), site_id=site_id, version=1, changed_at=clock.now())
        group.name, group.head_role, group.formed_on = row.group.name, row.group.head_role, row.group.formed_on
        group.village_id = row.group.village_id
        groups.append(group)
        count = GroupCount(commune_id=commune_id, group_id=group.id, valid_from=row.counted.since)
        count.members, count.women, count.trained = row.counted.members, row.counted.women, 0
        count.households, count.account_id, count.at = row.counted.households, actor.account_id, clock.now()
        counts.append(count)
    db.session.add_all(groups)
    db.session.flush()
    db.session.add_all(counts)
    for site_id in dict.fromkeys(group.site_id for group in groups):
        facts = {"groups": sum(group.site_id == site_id for group in groups)}
        note(commune_id, "group.changed", Subject("site", site_id), actor, facts=facts, audience=POLICE_ONLY)
