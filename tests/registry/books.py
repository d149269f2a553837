"""A book of models for the tests of this folder: sites written by the real verbs."""

from datetime import date
from typing import Any
from uuid import UUID

from app.registry import service
from app.registry.models import ModelSite
from app.registry.rules.sites import Counted, Founding, GroupWords, SiteWords
from app.registry.service import Taken
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Cast, Person

SINCE = date(2022, 3, 1)
ON = date(2026, 11, 21)
LAUNCHED = Founding("41/QĐ-UBND", date(2022, 2, 20), "UBND xã", SINCE, 60)


def proposed(who: Person, village: UUID | None, name: str = "Tiếng kẻng an ninh", kind: str = "M01") -> UUID:
    """A proposal; inside an application context."""
    with unit_of_work():
        return service.open_site(who.actor(), kind, SiteWords(name, village, "Đường vắng, hay mất trộm")).id


def entered(who: Person, village: UUID | None, name: str = "Tiếng kẻng an ninh", kind: str = "M01", **more: Any) -> UUID:
    """A model that has been there since 2022."""
    with unit_of_work():
        return service.enter_site(who.actor(), kind, SiteWords(name, village, founding=LAUNCHED, **more)).id


def step(who: Person, site_id: UUID, move: str, on: date = ON, **more: Any) -> None:
    """Take a step on top of what there is."""
    db.session.rollback()
    site = db.session.query(ModelSite).filter_by(id=site_id).one()
    version = site.version
    with unit_of_work():
        service.move_site(who.actor(), site_id, Taken(move, on, **more), version=version)


def group(who: Person, site_id: UUID, members: int, women: int = 0, since: date = SINCE, name: str = "Tổ kẻng") -> UUID:
    """A group with its first numbers."""
    with unit_of_work():
        return service.add_group(who.actor(), site_id, GroupWords(name, formed_on=since), Counted(since, members, women)).id


def at_state(cast: Cast, state: str) -> UUID:
    """A site in each of the states, by the way that leads there."""
    vinh, loan = cast["vinh"], cast["loan"]
    village = cast["binh"].village_id
    if state in ("active", "weak", "paused", "ended"):
        site_id = entered(vinh, village)
        if state != "active":
            move = {"weak": "weaken", "paused": "pause", "ended": "end"}[state]
            step(loan, site_id, move, reason="Bốn tháng chưa họp")
        return site_id
    site_id = proposed(vinh, village)
    if state in ("surveyed", "awaiting"):
        step(vinh, site_id, "survey", facts={"survey": "18 hộ cùng làm"})
    if state == "awaiting":
        step(vinh, site_id, "submit")
    if state == "declined":
        step(loan, site_id, "decline", reason="Chưa đủ kinh phí")
    return site_id
