"""The people of the tests, made once a run by the real verbs and kept in the template of all test databases.

Bình and Hoa are on one team (each with a phone), Thành on another, Khôi on a third in a village that Hà does not answer for.
Hà reviews for the villages of the first two, Lâm for the third, Vinh is the chief. Dũng and Khanh are of another commune.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.night import VIETNAM
from app.people import queries, service
from app.people.models import Account
from app.units.models import Unit
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.authenticator import set_up

PROVINCE, COMMUNE, OTHER_COMMUNE = "68", "24958", "24931"
MADE_AT = datetime(2026, 11, 1, 8, tzinfo=VIETNAM)
SINCE = date(2026, 1, 1)
INSTALLS = UUID("0192f000-0000-7000-8000-000000000000")
UNITS = (
    {"id": PROVINCE, "kind": "province", "name": "Tỉnh Lâm Đồng", "name_folded": "tinh lam dong", "parent_id": None},
    {"id": COMMUNE, "kind": "xa", "name": "Xã Đức Trọng", "name_folded": "xa duc trong", "parent_id": PROVINCE},
    {"id": OTHER_COMMUNE, "kind": "xa", "name": "Xã Đơn Dương", "name_folded": "xa don duong", "parent_id": PROVINCE},
)


@dataclass(frozen=True)
class Person:
    """Somebody who can act: a phone (``kind`` device; ``id`` is the device's) or a person at a desk (the account's)."""

    key: str
    name: str
    kind: str
    id: UUID
    role: str
    commune_id: str | None = None
    province_id: str | None = None
    team_id: UUID | None = None
    village_id: UUID | None = None
    member_id: UUID | None = None
    username: str = ""
    token: str = ""
    village_ids: tuple[UUID, ...] = ()

    def actor(self) -> Actor:
        """The actor that this person is, for tests that call verbs directly."""
        return Actor(
            self.kind,  # type: ignore[arg-type]
            id=self.id,
            role=self.role,
            name=self.name,
            commune_id=self.commune_id,
            province_id=self.province_id,
            team_id=self.team_id,
            village_ids=frozenset(self.village_ids) or None,
        )


Cast = dict[str, Person]


def make_cast() -> Cast:
    """Write everybody into an empty, migrated database; inside an application context."""
    with clock.frozen(MADE_AT):
        with unit_of_work():
            for unit in UNITS:
                db.session.add(Unit(**unit, code=unit["id"], valid_from=date(2025, 7, 1)))
        return _people_of_duc_trong() | _people_of_don_duong() | _people_above()


def _people_of_duc_trong() -> Cast:
    vinh = _chief("vinh", "Đỗ Quang Vinh", COMMUNE)
    first = _village(vinh, "Suối Cạn")
    second = _village(vinh, "Đồi Mơ")
    third = _village(vinh, "Cầu Đá")
    t1 = _team(vinh, first, "Tổ BVANTT thôn Suối Cạn", ["Nguyễn Văn Bình", "Trần Thị Hoa", "Lê Minh Đức"])
    t2 = _team(vinh, second, "Tổ tự quản Đồi Mơ", ["Phạm Văn Thành", "Vũ Đình Long"], kind="tu_quan")
    t3 = _team(vinh, third, "Tổ tự quản Cầu Đá", ["Huỳnh Minh Khôi", "Nguyễn Văn Lợi"], kind="tu_quan")
    return {
        "vinh": vinh,
        "binh": _phone(vinh, "binh", t1, 0),
        "hoa": _phone(vinh, "hoa", t1, 1),
        "thanh": _phone(vinh, "thanh", t2, 0),
        "khoi": _phone(vinh, "khoi", t3, 0),
        "ha": _desk("ha", "Lê Thị Thu Hà", "officer", COMMUNE, villages=(first, second)),
        "lam": _desk("lam", "Trịnh Văn Lâm", "officer", COMMUNE, villages=(third,)),
        "tu": _desk("tu", "Hoàng Minh Tú", "duty", COMMUNE),
        "loan": _desk("loan", "Nguyễn Thị Kim Loan", "committee", COMMUNE),
        "hien": _desk("hien", "Võ Văn Hiền", "front", COMMUNE),
        "sau": _desk("sau", "Ngô Văn Sáu", "village_head", COMMUNE, villages=(first,)),
    }


def _people_of_don_duong() -> Cast:
    dung = _chief("dung", "Hoàng Văn Dũng", OTHER_COMMUNE)
    team = _team(dung, _village(dung, "Trại Thông"), "Tổ BVANTT thôn Trại Thông", ["Trần Quốc Khanh"])
    return {"dung": dung, "khanh": _phone(dung, "khanh", team, 0)}


def _people_above() -> Cast:
    return {
        "son": _desk("son", "Đặng Hải Sơn", "province", None, province=PROVINCE),
        "quan": _desk("quan", "Trần Minh Quân", "admin", None),
    }


def _chief(key: str, name: str, commune: str) -> Person:
    with unit_of_work():
        service.open_commune(commune)
    return _desk(key, name, "chief", commune)


def _desk(
    key: str, name: str, role: str, commune: str | None, *, province: str | None = None, villages: tuple[UUID, ...] = ()
) -> Person:
    with unit_of_work():
        account: Account = service.add_account(
            SYSTEM,
            key + ".test",
            name=name,
            role=role,
            commune_id=commune,
            province_id=province,
            village_ids=frozenset(villages),
        )
        person = Person(
            key, name, "office", account.id, role, commune, province, username=account.username, village_ids=villages
        )
    set_up(person.actor())
    return person


def _village(chief: Person, name: str) -> UUID:
    with unit_of_work():
        return service.add_village(chief.actor(), name).id


def _team(chief: Person, village_id: UUID, name: str, members: list[str], kind: str = "bvantt") -> UUID:
    with unit_of_work():
        team_id = service.add_team(chief.actor(), village_id, name, kind=kind, since=SINCE).id
        for place, member in enumerate(members):
            role = ("leader", "deputy", "member")[min(place, 2)]
            service.add_member(chief.actor(), team_id, member, role=role, since=SINCE)
        return team_id


def _phone(chief: Person, key: str, team_id: UUID, place: int) -> Person:
    with unit_of_work():
        team = queries.get_team(chief.actor(), team_id, SINCE)
        member = team.members[place]
        invitation = service.make_invitation(chief.actor(), team_id)
        done = service.enrol(
            invitation.link_code, name=f"Máy của {member.name}", platform="test", install_id=uuid5(INSTALLS, key)
        )
    return Person(
        key=key,
        name=member.name,
        kind="device",
        id=done.device_id,
        role="team",
        commune_id=team.commune_id,
        team_id=team.id,
        village_id=team.village_id,
        member_id=member.id,
        token=done.token,
    )


def save_cast(cast: Cast, file: Path) -> None:
    """Keep who they are beside the template, for the other workers of the run."""
    file.write_text(json.dumps({key: asdict(person) for key, person in cast.items()}, default=str))


def load_cast(file: Path) -> Cast:
    """The cast as ``save_cast`` kept it."""
    return {key: _person(known) for key, known in json.loads(file.read_text()).items()}


def _person(known: dict[str, Any]) -> Person:
    maybe: Callable[[str | None], UUID | None] = lambda text: UUID(text) if text else None  # noqa: E731
    ids = {name: maybe(known[name]) for name in ("id", "team_id", "village_id", "member_id")}
    return Person(**(known | ids | {"village_ids": tuple(UUID(text) for text in known["village_ids"])}))
