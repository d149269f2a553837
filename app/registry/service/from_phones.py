"""What phones tell the book of models: ``asset.check`` and ``activity.log`` (protocol.md §2, ADR 21)."""

from typing import Any
from uuid import UUID

from app.catalogue import queries as catalogue
from app.core.errors import INVALID, DomainError, fault_at
from app.core.night import local
from app.journal.service import Subject
from app.people import queries as people
from app.photos import service as photos
from app.registry import rules
from app.registry.models import Asset, ModelSite
from app.registry.queries.phones import find_for_team
from app.registry.rules import Doing
from app.registry.service.activities import Teller, facts_of, write_activity
from app.registry.service.looks import Found, Looker, take_look
from app.registry.service.looks import facts_of as facts_of_look
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context, Effect, village_of


def keep_look(context: Context, op: Op) -> Effect:
    """A look at a thing of the team's village or of the whole commune; held when there is none such."""
    _check_member(op)
    body = op.loaded
    asset = _find(context, op, Asset, "asset_id", "Phương tiện này không còn, hoặc không ở địa bàn của tổ")
    found = Found(body["state"], op.client_at, tuple(body.get("defects") or ()), body.get("note") or "", len(op.photos))
    looker = Looker(op.op_id, context.at, op.team_id, op.shift_id, op.actor_id)
    try:
        check = take_look(context.actor, asset, found, looker)
    except DomainError as refusal:
        raise _refused(refusal) from None
    _open_slots(op, asset.commune_id)
    return Effect(None, None, None, Subject("asset", asset.id, op.team_id), "asset.checked", facts_of_look(asset, check))


def keep_activity(context: Context, op: Op) -> Effect:
    """What a team did; held when its kind is for a desk alone, or its site or thing is not the team's."""
    _check_member(op)
    body = op.loaded
    kind = catalogue.terms("activities").get(body["kind"])
    if kind is not None and kind.facts.get("desk_only"):
        raise _invalid("/body/kind", "Loại hoạt động này chỉ Công an xã ghi")
    site = asset = None
    if body.get("site_id"):
        site = _find(context, op, ModelSite, "site_id", "Điểm mô hình này không ở địa bàn của tổ")
    if body.get("asset_id"):
        asset = _find(context, op, Asset, "asset_id", "Phương tiện này không còn, hoặc không ở địa bàn của tổ")
    books = {one.commune_id for one in (site, asset) if one is not None} or {op.commune_id}
    if len(books) > 1:
        raise _invalid("/body/asset_id", "Phương tiện và điểm mô hình ở hai sổ khác nhau")
    (commune_id,) = books
    doing = _doing(context, op, commune_id)
    teller = Teller(op.op_id, context.at, "phone", op.team_id, op.shift_id, op.actor_id, len(op.photos))
    try:
        row = write_activity(context.actor, commune_id, doing, teller, (site, asset), [])
    except DomainError as refusal:
        raise _refused(refusal) from None
    _open_slots(op, commune_id)
    return Effect(None, None, None, Subject("activity", row.id, op.team_id), "activity.logged", facts_of(row))


PHONE_EFFECTS = {"asset.check": keep_look, "activity.log": keep_activity}


def _doing(context: Context, op: Op, commune_id: str) -> Doing:
    """A phone's clock may be ahead; what it did was done before we heard of it.

    A book that is kept on after a merger need not know the team's village; then that of the site or thing counts.
    """
    body = op.loaded
    began = rules.seen_at(body["began_at"], context.at)
    return Doing(
        kind=body["kind"],
        on=local(began).date(),
        village_id=village_of(op) if commune_id == op.commune_id else None,
        began_at=began,
        minutes=body.get("minutes"),
        people=body.get("people"),
        values=body.get("values") or {},
        words=body.get("words") or "",
    )


def _check_member(op: Op) -> None:
    if op.actor_id is not None and not people.ever_was_member(op.commune_id, op.team_id, op.actor_id):
        raise _invalid("/actor_id", "Người này không thuộc tổ")


def _find(context: Context, op: Op, table: type[Any], name: str, else_: str) -> Any:
    row_id: UUID = op.loaded[name]
    found = find_for_team(context.actor.books, op.team_id, table, row_id, lock=True)
    if found is None:
        raise _invalid(f"/body/{name}", else_)
    return found


def _open_slots(op: Op, commune_id: str) -> None:
    """Its photos belong to the look or the activity itself, which stands under the operation's id."""
    photos.open_slots(photos.Slot(commune_id, op.op_id, op.op_id, op.team_id, village_of(op)), op.photos)


def _invalid(pointer: str, detail: str) -> Refused:
    return Refused("held", INVALID, errors=[fault_at(pointer, detail)])


def _refused(refusal: DomainError) -> Refused:
    faults = [fault | {"pointer": "/body" + fault["pointer"]} for fault in refusal.facts.get("errors", [])]
    return Refused("held", refusal.problem, errors=faults)
