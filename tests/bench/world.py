"""The made-up province of the measurements: communes with teams, phones and desks, whose ids and cookies follow from
their numbers, so that every process knows them without asking.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, insert

from app.journal import rules as journal_rules
from app.journal.models import JournalHead
from app.people.models import Account, Device, Member, Membership, OfficeSession, SecondFactor, Team
from app.people.rules import SESSION_LIFE
from app.roster.models import Checkpoint, Route
from app.units.models import Unit, Village
from app.web.cookies import token_hash
from app.web.database import Base, table_of

PROVINCE = "90"
COMMUNES, TEAMS, VILLAGES, MEMBERS, POINTS = 26, 26, 13, 4, 5
_ROOT = UUID("0192f000-0000-7000-8000-00000000be0c")
_SINCE = date(2020, 1, 1)


def known_id(*words: object) -> UUID:
    """An id that follows from its name."""
    return uuid5(_ROOT, "/".join(map(str, words)))


@dataclass(frozen=True)
class BenchTeam:
    """A team with its phone; ``token`` is the cookie of that phone."""

    commune_id: str
    number: int
    id: UUID
    village_id: UUID
    member_ids: tuple[UUID, ...]
    route_id: UUID
    point_ids: tuple[UUID, ...]
    device_id: UUID
    token: str


@dataclass(frozen=True)
class BenchCommune:
    """A commune with its teams and the chief's desk; ``desk_token`` is the cookie of an open session."""

    id: str
    village_ids: tuple[UUID, ...]
    teams: tuple[BenchTeam, ...] = field(repr=False)
    chief_id: UUID
    desk_token: str


@dataclass(frozen=True)
class BenchProvince:
    """The province's own desk, which reads sums alone."""

    account_id: UUID
    desk_token: str


PROVINCE_DESK = BenchProvince(known_id(PROVINCE, "desk"), f"bench-desk-{PROVINCE}")
Desk = BenchCommune | BenchProvince


@cache
def commune(number: int) -> BenchCommune:
    """The commune of this number, from 1."""
    commune_id = f"{PROVINCE}{number:03}"
    villages = tuple(known_id(commune_id, "village", place) for place in range(VILLAGES))
    teams = tuple(_team(commune_id, place, villages[place % VILLAGES]) for place in range(TEAMS))
    return BenchCommune(commune_id, villages, teams, known_id(commune_id, "chief"), f"bench-desk-{commune_id}")


def communes(count: int = COMMUNES) -> list[BenchCommune]:
    """The first communes."""
    return [commune(number) for number in range(1, count + 1)]


def _team(commune_id: str, place: int, village_id: UUID) -> BenchTeam:
    where = (commune_id, "team", place)
    return BenchTeam(
        commune_id=commune_id,
        number=place,
        id=known_id(*where),
        village_id=village_id,
        member_ids=tuple(known_id(*where, "member", one) for one in range(MEMBERS)),
        route_id=known_id(*where, "route"),
        point_ids=tuple(known_id(*where, "point", one) for one in range(POINTS)),
        device_id=known_id(*where, "device"),
        token=f"bench-phone-{commune_id}-{place}",
    )


def write_world(connection: Connection, now: datetime) -> None:
    """Put everybody into a migrated database; sessions are open for the half day after ``now``."""
    connection.execute(insert(table_of(Unit)), [_unit(PROVINCE, "province", "Tỉnh Đo Lường", None)])
    connection.execute(
        insert(table_of(Unit)), [_unit(one.id, "xa", f"Xã Đo Lường {one.id}", PROVINCE) for one in communes()]
    )
    for table, rows in _rows(now):
        connection.execute(insert(table_of(table)), rows)


def _unit(unit_id: str, kind: str, name: str, parent: str | None) -> dict[str, Any]:
    known = {"id": unit_id, "code": unit_id, "kind": kind, "name": name, "name_folded": name.lower(), "parent_id": parent}
    return known | {"valid_from": date(2025, 7, 1)}


def _rows(now: datetime) -> list[tuple[type[Base], list[dict[str, Any]]]]:
    everywhere = communes()
    teams = [team for one in everywhere for team in one.teams]
    desks = [*((one.chief_id, one.desk_token) for one in everywhere), (PROVINCE_DESK.account_id, PROVINCE_DESK.desk_token)]
    return [
        (
            JournalHead,
            [{"commune_id": one.id, "seq": 0, "chain": journal_rules.first_chain(one.id)} for one in everywhere],
        ),
        (Village, [_village(one.id, place, key) for one in everywhere for place, key in enumerate(one.village_ids)]),
        (Team, [_team_row(team) for team in teams]),
        (Member, [_member(team, place) for team in teams for place in range(MEMBERS)]),
        (Membership, [_membership(team, place) for team in teams for place in range(MEMBERS)]),
        (Route, [_route(team) for team in teams]),
        (Checkpoint, [_point(team, place) for team in teams for place in range(POINTS)]),
        (Device, [_device(team, now) for team in teams]),
        (Account, [*(_chief(one, now) for one in everywhere), _reader(now)]),
        (OfficeSession, [_session(key, token, now) for key, token in desks]),
        (SecondFactor, [_factor(key, now) for key, _token in desks]),
    ]


def _village(commune_id: str, place: int, village_id: UUID) -> dict[str, Any]:
    return {"commune_id": commune_id, "id": village_id, "kind": "thon", "name": f"Thôn {place + 1}", "position": place}


def _team_row(team: BenchTeam) -> dict[str, Any]:
    known = {"commune_id": team.commune_id, "id": team.id, "village_id": team.village_id, "kind": "bvantt"}
    return known | {"name": f"Tổ BVANTT số {team.number + 1}", "valid_from": _SINCE}


def _member(team: BenchTeam, place: int) -> dict[str, Any]:
    return {"commune_id": team.commune_id, "id": team.member_ids[place], "name": f"Tổ viên {place + 1}"}


def _membership(team: BenchTeam, place: int) -> dict[str, Any]:
    return {
        "commune_id": team.commune_id,
        "id": known_id(team.id, "membership", place),
        "team_id": team.id,
        "member_id": team.member_ids[place],
        "role": ("leader", "deputy", "member")[min(place, 2)],
        "position": place,
        "valid_from": _SINCE,
    }


def _route(team: BenchTeam) -> dict[str, Any]:
    known = {"commune_id": team.commune_id, "id": team.route_id, "team_id": team.id}
    return known | {"name": f"Tuyến {team.number + 1}", "length_m": 4000}


def _point(team: BenchTeam, place: int) -> dict[str, Any]:
    known = {"commune_id": team.commune_id, "id": team.point_ids[place], "route_id": team.route_id}
    return known | {"position": place + 1, "name": f"Điểm {place + 1}"}


def _device(team: BenchTeam, now: datetime) -> dict[str, Any]:
    return {
        "commune_id": team.commune_id,
        "id": team.device_id,
        "team_id": team.id,
        "name": "Máy đo",
        "platform": "bench",
        "install_id": known_id(team.device_id, "install"),
        "rescue_key": bytes(32),
        "token_hash": token_hash(team.token),
        "token_at": now,
        "enrolled_at": now,
        "seen_at": now + timedelta(days=1),
    }


def _chief(one: BenchCommune, now: datetime) -> dict[str, Any]:
    known = {"id": one.chief_id, "username": f"chief.{one.id}", "name": "Trưởng Công an xã", "role": "chief"}
    return known | {"commune_id": one.id, "province_id": None, "made_at": now}


def _reader(now: datetime) -> dict[str, Any]:
    known = {"id": PROVINCE_DESK.account_id, "username": "tinh", "name": "Cán bộ tỉnh", "role": "province"}
    return known | {"commune_id": None, "province_id": PROVINCE, "made_at": now}


def _session(account_id: UUID, token: str, now: datetime) -> dict[str, Any]:
    return {
        "id": known_id(account_id, "session"),
        "token_hash": token_hash(token),
        "account_id": account_id,
        "made_at": now,
        # Ahead of the clock: what asks for the password again would, ten minutes into a long loading.
        "proven_at": now + SESSION_LIFE,
        "browser": "",
        # Ahead as well: "last seen" is written once a minute, which would only blur the figures.
        "seen_at": now + SESSION_LIFE,
        "expires_at": now + SESSION_LIFE,
    }


def _factor(account_id: UUID, now: datetime) -> dict[str, Any]:
    """What lets a desk through the gate outside the demo; nobody is asked for a code of it here."""
    return {"account_id": account_id, "seed": bytes(16), "since": now, "last_step": 0}


def right_now() -> datetime:
    """The machine's time: measurements run against the real clock."""
    return datetime.now(UTC)
