"""How things, looks and activities are said on the pages."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.catalogue import queries as catalogue
from app.catalogue.queries import Words
from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.photos.models import Photo
from app.registry import rules
from app.registry.models import Asset
from app.registry.queries import pictures as queries
from app.reports import queries as reports
from app.reports.views.incident_faces import photo_face
from app.web.wording import language

Face = dict[str, Any]
OWNER_WORDS = {
    "committee": _l("Ủy ban nhân dân xã"),
    "police": _l("Công an xã"),
    "village": _l("Trưởng thôn"),
    "team": _l("Tổ tuần tra"),
    "front": _l("Mặt trận Tổ quốc"),
}
BELL_WORDS = {"electric": _l("Chuông điện"), "air": _l("Còi hơi"), "app": _l("Ứng dụng trên điện thoại")}
NEED_WORDS = {"needed": _l("Cần lắp"), "planned": _l("Đã có kế hoạch"), "met": _l("Đã đủ"), "dropped": _l("Thôi không lắp")}
PRIORITY_WORDS = {1: _l("Gấp"), 2: _l("Sớm"), 3: _l("Khi có điều kiện")}


def said(name: str, code: str | None) -> str:
    """A word of the catalogue in the reader's language; the code itself where it is not there."""
    known = catalogue.terms(name).get(code or "")
    return known.named(language()) if known else code or ""


def pairs(name: str) -> list[tuple[str, str]]:
    """A list of the catalogue as choices."""
    return [(one.code, one.named(language())) for one in catalogue.terms(name).values()]


def kind_of(asset: Asset) -> Words:
    """The catalogue's word for a thing's kind."""
    return catalogue.terms("assets")[asset.kind]


def name_of(asset: Asset) -> str:
    """A thing's name: its kind and number, or its kind and place."""
    return f"{kind_of(asset).named(language())} {asset.label or asset.place}"


def defect_words(kind: str, codes: list[str]) -> list[str]:
    """What is wrong, in words."""
    known = {one["code"]: one[language()] for one in catalogue.terms("assets")[kind].facts["defects"]}
    return [known.get(code, code) for code in codes]


def own_states(kind: str) -> list[tuple[str, str]]:
    """The states that a thing of this kind may be in."""
    own = catalogue.terms("assets")[kind].facts["states"]
    return [pair for pair in pairs("asset_states") if pair[0] in own]


def pictures(photos: list[Photo]) -> list[Face]:
    """Photos as the macro ``photo_thumb`` draws them."""
    says = reports.speaker() if photos else None
    return [photo_face(one, says) for one in photos] if says else []


def shown_pictures(actor: Actor, owners: Mapping[UUID, tuple[int, bool]]) -> dict[UUID, Face]:
    """By owner (with how many photos it has, and whether a team took them) what a page shows: ``{photos, hidden, gone}``.

    ``hidden``: what a team took and the reader does not see; ``gone``: whose time was over. One statement at most.
    """
    found = queries.photos_of(actor, [owner for owner, (count, _of_team) in owners.items() if count])
    sees = rules.sees_those_of_teams(actor)
    return {
        owner: {
            "photos": pictures(found[owner]),
            "hidden": count if of_team and not sees else 0,
            "gone": max(0, count - len(found[owner])) if sees or not of_team else 0,
        }
        for owner, (count, of_team) in owners.items()
    }


def page_of(endpoint: str, **arguments: Any) -> str:
    """Where another page of the book stands; empty where this server has no such page."""
    return url_for(endpoint, **arguments) if endpoint in current_app.view_functions else ""


def today() -> Any:
    """The calendar day in Viet Nam."""
    return local(clock.now()).date()


def whole_commune() -> str:
    """What stands in the place of a village's name where there is none."""
    return _("Cả xã")
