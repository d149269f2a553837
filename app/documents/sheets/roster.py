"""A team's roster of a month, to be signed and hung out: nights, hours, and the names of members alone."""

from datetime import date
from uuid import UUID

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.documents.prints.headers import Issuer, head, signers
from app.documents.prints.layout import Column, Kind, Line, Sheet, Table
from app.people.queries import TeamRow
from app.roster import queries as roster
from app.roster.queries import ShiftRow
from app.web.wording import clock as at_clock

_COLUMNS = (
    Column("Đêm", 20, "center"),
    Column("Ca", 17),
    Column("Giờ", 25, "center"),
    Column("Người trực", 78),
    Column("Ghi chú", 25),
)
# Without a note in the whole month its room is the names'.
_WITHOUT_NOTES = (*_COLUMNS[:-2], Column("Người trực", 103))
_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def month_roster(actor: Actor, team_id: UUID, month: date) -> Sheet:
    """The roster of a team in scope (``NOT_FOUND``) in the month that ``month`` lies in."""
    known = roster.get_month(actor, team_id, month)
    shifts = [one for night in sorted(known.shifts) for one in known.shifts[night]]
    planned = [one for one in shifts if one.state == "planned"]
    known_routes = {one.id: one.name for one in roster.list_routes(actor, team_id=team_id)}
    walked = {known_routes[one.route_id] for one in planned if one.route_id in known_routes}
    # One way for all of the month is said once.
    routes = known_routes if len(walked) > 1 else {}
    way = f" Lộ trình: {walked.pop()}." if len(walked) == 1 else ""
    return Sheet(
        kind=Kind.ROSTER,
        record_id=team_id,
        day=known.first,
        version=0,
        header=head(Issuer.TEAM, known.team, local(clock.now()).date()),
        title="LỊCH PHÂN CÔNG TRỰC, TUẦN TRA",
        subtitle=(f"Tháng {known.first.month} năm {known.first.year}",),
        blocks=(
            *([_table([_row(one, routes) for one in shifts])] if shifts else []),
            Line("", _closing(planned, way)),
        ),
        signers=signers(Issuer.TEAM, known.team, leader_of(known.team)),
        recipients=("- Công an xã;", "- Trưởng thôn;", "- Niêm yết, lưu: Tổ."),
    )


def _table(rows: list[tuple[str, ...]]) -> Table:
    if any(row[-1] for row in rows):
        return Table(_COLUMNS, tuple(rows))
    return Table(_WITHOUT_NOTES, tuple(row[:-1] for row in rows))


def _closing(planned: list[ShiftRow], way: str) -> str:
    nights = len({one.night for one in planned})
    return f"Lịch có {len(planned)} ca, {nights} đêm.{way} Ai bận báo tổ trưởng trước ca để đổi người."


def leader_of(team: TeamRow) -> str:
    """The name of who leads the team; empty where nobody does."""
    return next((one.name for one in team.members if one.role == "leader"), "")


def _row(shift: ShiftRow, routes: dict[UUID, str]) -> tuple[str, ...]:
    preset = catalogue.presets().get(shift.preset)
    night = f"{_WEEKDAYS[shift.night.weekday()]} {shift.night:%d/%m}"
    hours = f"{at_clock(shift.starts_at)} – {at_clock(shift.ends_at)}"
    names = ", ".join(member.name.replace(" ", "\u00a0") for member in shift.members)
    note = routes.get(shift.route_id, "") if shift.route_id else ""
    if shift.state == "called-off":
        names, note = "Nghỉ", shift.reason or ""
    return night, preset.named("vi") if preset else shift.preset, hours, names, note
