"""Taking in a list of teams and members: all of its good rows at once, or nothing."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select

from app.core.actor import Actor
from app.core.errors import INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.text import fold
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries, rules
from app.people.models import Member, Membership, Team
from app.people.rules.importing import make_plan
from app.people.rules.lists import Deed, Known, KnownMember, KnownTeam, Line, Plan, TeamKey
from app.people.service.members import set_role
from app.people.service.teams import one_form, today
from app.units.models import Village
from app.web.database import db

Words = Mapping[str, str]


def plan_import(actor: Actor, lines: Sequence[Line], *, kinds: Words, roles: Words) -> Plan:
    """What the rows would do now; changes nothing. ``kinds`` and ``roles`` are folded words with their codes. Four
    statements."""
    rules.check_may_keep(actor)
    day = today()
    members: dict[UUID, list[KnownMember]] = {}
    # The later of two memberships of one person is the one that counts from now on.
    for one in queries.list_memberships(actor, open_on=day):
        here = members.setdefault(one.team_id, [])
        here[:] = [other for other in here if other.id != one.member_id]
        here.append(KnownMember(one.member_id, one.name, one.role))
    teams = [
        KnownTeam(
            team.id,
            team.name,
            team.kind,
            team.village_id,
            team.valid_to is not None and team.valid_to < day,
            members.get(team.id, []),
        )
        for team in queries.list_teams(actor, day, ended=True)
    ]
    villages = {fold(one.name): one.id for one in queries.list_villages(actor, day)}
    return make_plan(lines, Known(villages, teams, kinds, roles, day))


def take_import(
    actor: Actor, lines: Sequence[Line], *, kinds: Words, roles: Words, told: list[list[str]], only_good: bool
) -> Plan | None:
    """Do what the plan ``told`` says; None, and nothing done, when what is there has changed meanwhile.

    ``INVALID`` while a row cannot be taken, unless ``only_good`` ones are wanted.
    """
    commune_id = rules.check_may_keep(actor)
    _lock(commune_id)
    plan = plan_import(actor, lines, kinds=kinds, roles=roles)
    if plan.told() != told:
        return None
    if plan.faulty and not only_good:
        raise DomainError(INVALID, errors=[fault_at("/rows", "Còn hàng cần sửa")])
    team_ids = _add_teams(commune_id, plan)
    done: dict[UUID, dict[str, list[str]]] = {}
    for team_id, member_id in _change_roles(commune_id, plan):
        done.setdefault(team_id, {}).setdefault("changed", []).append(str(member_id))
    for team_id, member_id in _add_members(commune_id, plan, team_ids):
        done.setdefault(team_id, {}).setdefault("added", []).append(str(member_id))
    for team_id, facts in done.items():
        journal.note(commune_id, "team.imported", Subject("team", team_id, team_id), actor, facts=facts)
    return plan


def _lock(commune_id: str) -> None:
    """One list at a time: two that name the same new team would make it twice."""
    here = select(Village.id).where(Village.commune_id == commune_id).order_by(Village.id)
    db.session.execute(here.with_for_update(key_share=True))


def _add_teams(commune_id: str, plan: Plan) -> dict[TeamKey, UUID]:
    ids: dict[TeamKey, UUID] = {}
    for key, rows in plan.new_teams.items():
        ids[key] = new_id()
        since = min((row.since for row in rows if row.since), default=today())
        team = Team(
            commune_id=commune_id,
            id=ids[key],
            village_id=key[0],
            name=one_form(rows[0].line.team),
            kind=rows[0].kind,
            valid_from=since,
        )
        db.session.add(team)
    db.session.flush()
    return ids


def _change_roles(commune_id: str, plan: Plan) -> list[tuple[UUID, UUID]]:
    """Another role for those who are there; as (team, member)."""
    wanted = {(row.team.id, row.member.id): row.role for row in plan.effective if row.team and row.member}
    last: dict[tuple[UUID, UUID], Membership] = {}
    memberships = select(Membership).where(
        Membership.commune_id == commune_id, Membership.member_id.in_({member_id for _, member_id in wanted})
    )
    if wanted:
        for one in db.session.scalars(memberships.order_by(Membership.valid_from)):
            last[one.team_id, one.member_id] = one
    for key, role in wanted.items():
        set_role(last[key], role)
    return list(wanted)


def _add_members(commune_id: str, plan: Plan, team_ids: Mapping[TeamKey, UUID]) -> list[tuple[UUID, UUID]]:
    """The new people, each behind those that are there; as (team, member)."""
    highest = select(Membership.team_id, func.max(Membership.position)).where(Membership.commune_id == commune_id)
    places = {row[0]: row[1] for row in db.session.execute(highest.group_by(Membership.team_id))}
    added: list[tuple[UUID, UUID]] = []
    begun: list[Membership] = []
    for row in plan.effective:
        if row.deed is not Deed.ADD or row.key is None:
            continue
        team_id = row.team.id if row.team else team_ids[row.key]
        member = Member(commune_id=commune_id, id=new_id(), name=row.name)
        db.session.add(member)
        places[team_id] = places.get(team_id, 0) + 1
        begun.append(
            Membership(
                commune_id=commune_id,
                id=new_id(),
                team_id=team_id,
                member_id=member.id,
                role=row.role,
                position=places[team_id],
                valid_from=row.since,
            )
        )
        added.append((team_id, member.id))
    # Membership knows its member by a foreign key alone, so the members have to be there first.
    db.session.flush()
    db.session.add_all(begun)
    db.session.flush()
    return added
