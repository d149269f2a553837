"""Everybody whom Bình's night does not concern: each role of another village, another commune and another province."""

from datetime import date
from uuid import UUID, uuid4

from app.core.actor import SYSTEM
from app.people import service
from app.units.models import Unit
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.authenticator import set_up
from tests.cast import COMMUNE, OTHER_COMMUNE, SINCE, Cast, Person

FAR_PROVINCE, FAR_COMMUNE = "66", "24133"
# Of the cast: other teams' phones, other villages, another commune, and all who read no reports.
OF_THE_CAST = ("thanh", "khoi", "lam", "dung", "khanh", "loan", "hien", "sau", "son", "quan")
_IN_A_COMMUNE = ("chief", "officer", "duty", "committee", "front", "village_head", "dpo")


def make_strangers(cast: Cast) -> dict[str, Person | None]:
    """All of them by name, nobody first; inside an application context."""
    others = [cast[key] for key in OF_THE_CAST]
    elsewhere = _village_of(cast["khoi"])
    here = [_desk(f"{role}-here", role, COMMUNE, villages=elsewhere) for role in ("village_head", "dpo")]
    near = [_desk(f"{role}-near", role, OTHER_COMMUNE, villages=_village_of(cast["khanh"])) for role in _IN_A_COMMUNE[1:]]
    everybody = [*others, *here, *near, *_people_far_away()]
    # Phones last: what they send under an id of Bình's stands in their own commune's book, where its police may see it.
    everybody.sort(key=lambda one: one.kind == "device")
    return {"nobody": None} | {one.key: one for one in everybody}


def _village_of(phone: Person) -> tuple[UUID, ...]:
    assert phone.village_id is not None
    return (phone.village_id,)


def _people_far_away() -> list[Person]:
    with unit_of_work():
        far = {"kind": "province", "name": "Tỉnh Đắk Lắk", "name_folded": "tinh dak lak", "parent_id": None}
        db.session.add(Unit(id=FAR_PROVINCE, code=FAR_PROVINCE, valid_from=date(2025, 7, 1), **far))
        db.session.flush()
        near = {"kind": "xa", "name": "Xã Ea Kao", "name_folded": "xa ea kao", "parent_id": FAR_PROVINCE}
        db.session.add(Unit(id=FAR_COMMUNE, code=FAR_COMMUNE, valid_from=date(2025, 7, 1), **near))
    with unit_of_work():
        service.open_commune(FAR_COMMUNE)
    chief = _desk("chief-far", "chief", FAR_COMMUNE)
    with unit_of_work():
        village = service.add_village(chief.actor(), "Buôn Ea Sút").id
        team = service.add_team(chief.actor(), village, "Tổ Ea Sút", kind="bvantt", since=SINCE).id
        member = service.add_member(chief.actor(), team, "Y Thanh Niê", role="leader", since=SINCE).id
    with unit_of_work():
        code = service.make_invitation(chief.actor(), team).link_code
        phone = service.enrol(code, name="Máy của tổ", platform="test", install_id=uuid4())
    desks = [_desk(f"{role}-far", role, FAR_COMMUNE, villages=(village,)) for role in _IN_A_COMMUNE[1:]]
    above = _desk("province-far", "province", None, province=FAR_PROVINCE)
    ids = {"commune_id": FAR_COMMUNE, "team_id": team, "village_id": village, "member_id": member}
    return [chief, *desks, above, Person("phone-far", "", "device", phone.device_id, "team", token=phone.token, **ids)]


def _desk(
    key: str, role: str, commune: str | None, *, villages: tuple[UUID, ...] = (), province: str | None = None
) -> Person:
    narrowed = villages if role in ("officer", "village_head") else ()
    with unit_of_work():
        account = service.add_account(
            SYSTEM,
            f"{key.replace('_', '-')}.test",
            name=key,
            role=role,
            commune_id=commune,
            province_id=province,
            village_ids=frozenset(narrowed),
        )
        person = Person(key, key, "office", account.id, role, commune, province, username=account.username)
    set_up(person.actor())
    return person
