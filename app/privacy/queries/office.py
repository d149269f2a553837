"""How the commune and its police call themselves on paper."""

from dataclasses import dataclass

from app.catalogue.queries import setting_values
from app.core import clock
from app.core.night import local
from app.units.queries import find_unit, get_commune
from app.units.rules import bare_name


@dataclass(frozen=True)
class Office:
    """``commune`` "xã Đức Trọng", ``police`` "Công an xã Đức Trọng", ``province`` "tỉnh Lâm Đồng"; ``place`` the bare
    "Đức Trọng" of a letter's date; ``phone`` may be empty."""

    commune: str
    police: str
    province: str
    phone: str
    place: str


def read_office(commune_id: str) -> Office:
    """The office of a commune; three statements at most."""
    unit = get_commune(commune_id)
    province = find_unit(unit.parent_id) if unit.parent_id else None
    today = local(clock.now()).date()
    phone = setting_values(("duty_phone",), on=today, commune_id=commune_id, province_id=unit.parent_id).get("duty_phone")
    name = _inside(unit.name)
    return Office(
        name, f"Công an {name}", _inside(province.name) if province else "", str(phone or ""), bare_name(unit.name)
    )


def _inside(name: str) -> str:
    """A unit's name within a sentence: ``Xã Đức Trọng`` → ``xã Đức Trọng``."""
    return name[:1].lower() + name[1:]
