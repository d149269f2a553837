"""The attendance sheet of night duty: who was on duty in which nights of a month, and which of them count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.night import local, month_ends
from app.documents.prints.headers import Issuer, head, signers
from app.documents.prints.layout import Column, Kind, Line, Sheet, Table
from app.documents.sheets.roster import leader_of
from app.people import queries as people
from app.people.queries import TeamRow
from app.reports.queries import attendance as queries
from app.reports.rules.attendance import CountedNight, MonthRule, Stay, Total, Worth, add_up, count_nights


@dataclass(frozen=True)
class MemberMonth:
    """A member's month; ``role`` is empty for somebody who is no longer, or was never, of the team."""

    id: UUID
    name: str
    role: str
    nights: list[CountedNight]
    total: Total


@dataclass(frozen=True)
class TeamMonth:
    """A team's month: its members, then others who were there, and the rule by which their nights are counted."""

    team: TeamRow
    first: date
    last: date
    rule: MonthRule
    members: list[MemberMonth]


def team_months(actor: Actor, month: date, team_id: UUID | None = None) -> list[TeamMonth]:
    """The month of a team in scope (``NOT_FOUND``), or of every team; the same few statements for any number of teams."""
    first, last = month_ends(month)
    on = min(last, max(first, local(clock.now()).date()))
    teams = [people.get_team(actor, team_id, on)] if team_id else people.list_teams(actor, on)
    stays = queries.read_stays(actor, first, last, team_id)
    known = {one.id: one.name for team in teams for one in team.members}
    strangers = {member for of_team in stays.values() for member in of_team} - set(known)
    names = known | dict(queries.names_of_members(actor, strangers))
    rule = queries.month_rule(actor.commune_id or "", last)
    return [TeamMonth(team, first, last, rule, list(_members(team, stays.get(team.id, {}), names, rule))) for team in teams]


def _members(
    team: TeamRow, stays: Mapping[UUID, list[Stay]], names: Mapping[UUID, str], rule: MonthRule
) -> Iterable[MemberMonth]:
    roles = {one.id: one.role for one in team.members}
    others = sorted(set(stays) - set(roles), key=lambda one: (names.get(one, ""), str(one)))
    for member_id in (*roles, *others):
        nights = count_nights(stays.get(member_id, []), rule)
        name = names.get(member_id, "không rõ")
        yield MemberMonth(member_id, name, roles.get(member_id, ""), nights, add_up(nights))


def attendance_sheet(month: TeamMonth, issuer: Issuer = Issuer.TEAM) -> Sheet:
    """The sheet of a team's month."""
    return Sheet(
        kind=Kind.ATTENDANCE,
        record_id=month.team.id,
        day=month.first,
        version=0,
        header=head(issuer, month.team, local(clock.now()).date()),
        title="BẢNG CHẤM CÔNG TRỰC ĐÊM",
        subtitle=(f"Tháng {month.first.month} năm {month.first.year}", _team_words(month.team)),
        blocks=(_table(month), *_notes(month)),
        signers=signers(issuer, month.team, leader_of(month.team)),
        recipients=("- Ủy ban nhân dân xã;", "- Công an xã;", "- Lưu: Tổ."),
    )


def _team_words(team: TeamRow) -> str:
    return team.name.replace("BVANTT", "bảo vệ an ninh, trật tự")


def _table(month: TeamMonth) -> Table:
    cap = f" (trần {month.rule.cap})" if month.rule.cap else ""
    columns = (
        Column("TT", 9, "center"),
        Column("Họ và tên", 43),
        Column("Các đêm trực", 38),
        Column("Số đêm", 13, "center"),
        Column("Số giờ", 24, "center"),
        Column(f"Đêm tính bồi dưỡng{cap}", 20, "center"),
        Column("Ký", 18),
    )
    rows = [_row(number, one) for number, one in enumerate(month.members, start=1)]
    return Table(columns, (*rows, _sum(month)), strong_last=True)


def _row(number: int, member: MemberMonth) -> tuple[str, ...]:
    total = member.total
    days = ", ".join(str(one.night.day) for one in member.nights if one.worth in (Worth.COUNTED, Worth.OVER))
    return str(number), member.name, days, str(total.nights), hours_words(total.minutes), str(total.counted), ""


def _sum(month: TeamMonth) -> tuple[str, ...]:
    totals = [one.total for one in month.members]
    minutes = hours_words(sum(one.minutes for one in totals))
    return "", "Cộng", "", str(sum(one.nights for one in totals)), minutes, str(sum(one.counted for one in totals)), ""


def hours_words(minutes: int) -> str:
    """``35 giờ 20``, as a sheet writes hours."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0giờ\u00a0{rest:02d}" if rest else f"{hours}\u00a0giờ"


def rule_lines(month: TeamMonth) -> list[str]:
    """How the nights of the month are counted, a sentence each."""
    known = []
    nights = [month.first.replace(day=number) for number in range(1, month.last.day + 1)]
    begun = None
    for night in nights:
        one = month.rule.on(night)
        if one != begun:
            known.append((night, one))
            begun = one
    lines = []
    for since, one in known:
        when = "" if since == month.first else f"Từ đêm {since:%d/%m}: "
        least = f", đêm dưới {one.least_minutes} phút không tính" if one.least_minutes else ""
        stand_ins = "" if one.stand_ins else ", đêm trực thay không tính"
        lines.append(f"{when}tính giờ trực từ {one.starts:%H:%M} đến {one.ends:%H:%M}{least}{stand_ins}.")
    return [f"{line[:1].upper()}{line[1:]}" for line in lines]


def _notes(month: TeamMonth) -> Iterable[Line]:
    out = [f"đêm {night:%d/%m} ({why})" for night, why in sorted(month.rule.left_out.items()) if _within(month, night)]
    if out:
        yield Line("Không tính:", f"{'; '.join(out)}.")
    waiting = sum(one.total.waiting for one in month.members)
    if waiting:
        yield Line("Chưa tính:", f"{waiting} lượt người ở báo cáo chưa duyệt hoặc đang trả lại.")
    yield Line("Cách tính:", " ".join((*rule_lines(month), "Chỉ tính báo cáo đã duyệt; mỗi đêm tính một lần.")))


def _within(month: TeamMonth, night: date) -> bool:
    return month.first <= night <= month.last
