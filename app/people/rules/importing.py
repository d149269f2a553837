"""What a list of teams and members would make of what is there: row by row, with the reason where a row cannot be taken.

Plain: no Flask, no database, no clock.
"""

import re
from collections.abc import Sequence
from datetime import date

from app.core.text import fold, nfc
from app.people.rules import can_be_meant
from app.people.rules.lists import Deed, Fault, Known, KnownTeam, Line, Plan, Planned, TeamKey

_LONGEST_TEAM, _LONGEST_NAME = 120, 80
# How a list may call a village beside its bare name.
_VILLAGE_KIND = re.compile(r"^(thon|to dan pho|tdp|khu pho|khom|ap|ban|buon|lang) ")


def make_plan(lines: Sequence[Line], known: Known) -> Plan:
    """Judge every row, first by itself, then beside the others."""
    plan = Plan([_judge(line, known) for line in lines])
    _see_new_teams(plan, known)
    _see_doubles(plan)
    _see_leaders(plan)
    _see_namesakes(plan, known)
    return plan


def _judge(line: Line, known: Known) -> Planned:
    row = Planned(line, name=" ".join(nfc(line.name).split()), role=known.roles.get(fold(line.role), ""))
    village_id = known.villages.get(fold(line.village)) or known.villages.get(_VILLAGE_KIND.sub("", fold(line.village)))
    row.kind = known.kinds.get(fold(line.kind), "")
    if not line.role.strip():
        row.role = "member"
    for is_so, fault, about in (
        (not line.team.strip(), Fault.NO_TEAM, ""),
        (not row.name, Fault.NO_NAME, ""),
        (len(line.team) > _LONGEST_TEAM or len(row.name) > _LONGEST_NAME, Fault.TOO_LONG, ""),
        (any(char.isdigit() for char in row.name), Fault.DIGITS, ""),
        (village_id is None, Fault.VILLAGE, line.village),
        (bool(line.kind.strip()) and not row.kind, Fault.KIND, line.kind),
        (not row.role, Fault.ROLE, line.role),
    ):
        if is_so:
            row.refuse(fault, about)
    _read_day(row, known.today)
    if village_id is not None and line.team.strip():
        row.key = (village_id, fold(line.team))
        _find_there(row, known)
    return row


def _read_day(row: Planned, today: date) -> None:
    try:
        row.since = date.fromisoformat(row.line.since) if row.line.since else today
    except ValueError:
        row.refuse(Fault.DAY, row.line.since)
        return
    if not can_be_meant(row.since, today):
        row.refuse(Fault.DAY, f"{row.since:%d/%m/%Y}")


def _find_there(row: Planned, known: Known) -> None:
    """The team and the member that a row is about, where they are there already."""
    same = [one for one in known.teams if (one.village_id, fold(one.name)) == row.key]
    row.team = next((one for one in same if not one.ended), None)
    if row.team is None and same:
        row.refuse(Fault.ENDED, row.line.team)
    if row.team is not None:
        if row.kind and row.kind != row.team.kind:
            row.refuse(Fault.OTHER_KIND, row.team.kind)
        row.member = next((one for one in row.team.members if fold_exact(one.name) == fold_exact(row.name)), None)
    if row.fault is None:
        is_same = row.member is not None and row.member.role == row.role
        row.deed = Deed.NOTHING if is_same else Deed.CHANGE if row.member else Deed.ADD


def fold_exact(name: str) -> str:
    """A name as it tells people apart: "Hòa" and "Hoa" are two, "LÊ VĂN A" and "Lê Văn A" one."""
    return " ".join(nfc(name).casefold().split())


def _see_new_teams(plan: Plan, known: Known) -> None:
    """A team that is to be made has one kind, said in one of its rows at least."""
    kinds: dict[TeamKey, str] = {}
    for row in plan.rows:
        if row.team is None and row.key is not None and row.kind:
            said = kinds.setdefault(row.key, row.kind)
            if said != row.kind:
                row.refuse(Fault.OTHER_KIND, said)
    for row in plan.rows:
        if row.team is None and row.key is not None:
            row.kind = kinds.get(row.key, "")
            if not row.kind:
                row.refuse(Fault.NO_KIND)


def _see_doubles(plan: Plan) -> None:
    first: dict[tuple[TeamKey, str], int] = {}
    for row in plan.rows:
        if row.fault is None and row.key is not None:
            number = first.setdefault((row.key, fold_exact(row.name)), row.line.number)
            if number != row.line.number:
                row.refuse(Fault.TWICE, str(number))


def _see_leaders(plan: Plan) -> None:
    """A team has one leader: the one who is there, unless a row says otherwise, or the first that the list names."""
    leaders: dict[TeamKey, int] = {}
    changed = {row.member.id for row in plan.effective if row.member is not None and row.role != "leader"}
    for row in plan.rows:
        if row.fault is not None or row.role != "leader" or row.key is None:
            continue
        there = [one for one in row.team.members if one.role == "leader"] if row.team else []
        stays = next((one for one in there if one.id not in changed and one != row.member), None)
        if stays is not None:
            row.refuse(Fault.LEADER, stays.name)
        elif leaders.setdefault(row.key, row.line.number) != row.line.number:
            row.refuse(Fault.TWO_LEADERS, str(leaders[row.key]))


def _see_namesakes(plan: Plan, known: Known) -> None:
    names: dict[str, list[KnownTeam]] = {}
    for team in known.teams:
        for member in team.members:
            names.setdefault(fold_exact(member.name), []).append(team)
    for row in plan.rows:
        if row.deed is Deed.ADD:
            others = [one.name for one in names.get(fold_exact(row.name), []) if one is not row.team]
            row.namesake_in = others[0] if others else ""
