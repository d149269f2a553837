"""Who issues a paper: the variants of its head, and who signs for them."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from app.documents.prints.layout import Header, Signer
from app.units.rules import bare_name

_KINDS = ("xã", "phường", "đặc khu", "thị trấn")
_PLACES = (" thôn ", " tổ dân phố ", " khu phố ", " ấp ", " bản ", " buôn ", " làng ")


class Issuer(StrEnum):
    """Which body issues: a team is none with a seal, so it has no number; the others have theirs."""

    TEAM = "team"
    POLICE = "police"
    COMMITTEE = "committee"


class Place(Protocol):
    """A team, or what else issues a paper, with the names of its commune and province."""

    @property
    def name(self) -> str: ...
    @property
    def commune_name(self) -> str: ...
    @property
    def province_name(self) -> str: ...


def head(issuer: Issuer, team: Place, day: date, number: str = "") -> Header:
    """The head of a paper about ``team``, written on ``day``."""
    # A name stays in one piece where the line is too long for its column.
    commune, province = (name.replace(" ", "\u00a0") for name in (team.commune_name, team.province_name))
    lines: dict[Issuer, tuple[tuple[str, ...], tuple[str, ...]]] = {
        Issuer.TEAM: ((f"Ủy ban nhân dân {commune}",), _team_lines(team.name)),
        Issuer.POLICE: ((f"Công an {province}",) if province else (), (f"Công an {commune}",)),
        Issuer.COMMITTEE: ((), ("Ủy ban nhân dân", commune)),
    }
    upper, lower = lines[issuer]
    capitals = tuple(one.upper() for one in upper), tuple(one.upper() for one in lower)
    return Header(*capitals, number=number, place=bare_name(team.commune_name), day=day)


def signers(issuer: Issuer, team: Place, leader: str) -> tuple[Signer, ...]:
    """Who signs: the team's leader, and who confirms or issues it."""
    kind = _kind_of(team.commune_name).upper()
    other = {
        Issuer.TEAM: Signer((f"XÁC NHẬN CỦA CÔNG AN {kind}",)),
        Issuer.POLICE: Signer((f"TRƯỞNG CÔNG AN {kind}",)),
        Issuer.COMMITTEE: Signer(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    }
    return Signer(("TỔ TRƯỞNG",), name=leader), other[issuer]


def _kind_of(commune: str) -> str:
    return next((kind for kind in _KINDS if commune.lower().startswith(f"{kind} ")), _KINDS[0])


def _team_lines(name: str) -> tuple[str, ...]:
    """The team's whole name in two lines: what it is, and of which village."""
    whole = name.replace("BVANTT", "bảo vệ an ninh, trật tự")
    for place in _PLACES:
        before, found, village = whole.partition(place)
        if found:
            return before, f"{place.strip()} {village}"
    return (whole,)
