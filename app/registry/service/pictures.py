"""Photos that a desk adds to activities, looks and launches, and taking one out of the book for good."""

from uuid import UUID

from app.core.actor import SYSTEM, Actor
from app.core.errors import INVALID, NOT_ALLOWED, DomainError, fault_at
from app.core.text import nfc
from app.journal.service import Subject, note
from app.photos import queries as photo_queries
from app.photos import service as photos
from app.photos.models import Photo
from app.photos.service import Picture, Slot
from app.photos.store import BlobStore
from app.registry import rules
from app.registry.models import AssetCheck, ModelActivity, ModelSite
from app.registry.queries import activities
from app.registry.queries import pictures as queries
from app.registry.queries.scopes import get_site
from app.registry.rules import pictures as picture_rules
from app.web.database import db


def add_to_activity(actor: Actor, activity_id: UUID, picture: Picture) -> ModelActivity:
    """Hang a photo, whose bytes were laid down, beside an activity that a desk wrote: it has evidence from then on.

    The same picture again changes nothing. ``NOT_ALLOWED`` by role, ``NOT_FOUND``, ``INVALID`` where none is taken.
    """
    rules.check_may_log(actor)
    row = activities.lock_activity(actor, activity_id)
    if not picture_rules.takes_pictures(row.kind, row.source, withdrawn=row.withdrawn_at is not None):
        raise DomainError(INVALID, errors=[fault_at("/picture", "Hoạt động này không thêm ảnh được")])
    if _hang(actor, Slot(row.commune_id, row.id, row.id, None, row.village_id), picture):
        row.photos += 1
        note(row.commune_id, "activity.pictured", Subject("activity", row.id), actor, facts={"doing": row.kind})
    return row


def add_to_site(actor: Actor, site_id: UUID, picture: Picture) -> ModelSite:
    """Hang a photo of its launch beside a site; as ``add_to_activity``, by whoever keeps the site."""
    site = get_site(actor, site_id, lock=True)
    rules.check_may_keep_in(actor, site.village_id)
    if site.launched_on is None:
        raise DomainError(INVALID, errors=[fault_at("/picture", "Điểm này chưa ra mắt")])
    if _hang(actor, Slot(site.commune_id, site.id, site.id, None, site.village_id), picture):
        note(site.commune_id, "site.pictured", Subject("site", site.id), actor)
    return site


def add_to_look(actor: Actor, check: AssetCheck, village_id: UUID | None, picture: Picture) -> None:
    """Hang a photo beside a look that this desk is writing."""
    if _hang(actor, Slot(check.commune_id, check.id, check.id, None, village_id), picture):
        check.photos += 1


def _hang(actor: Actor, slot: Slot, picture: Picture) -> bool:
    """Whether the photo is new; the row of its owner is locked."""
    there, most = queries.list_hung(slot.commune_id, slot.owner_id), photo_queries.photo_limits().per_incident
    if picture.digest in there:
        return False
    if len(there) >= most:
        raise DomainError(INVALID, errors=[fault_at("/picture", "Đã đủ ảnh, không thêm được nữa")])
    photos.hang_up(actor, slot, picture)
    return True


def take_out(actor: Actor, photo_id: UUID, *, reason: str, store: BlobStore) -> None:
    """Take a photo out of the book for good, everywhere; what it bore out stands without it. ``NOT_ALLOWED`` but for the
    chief, ``NOT_FOUND``, ``INVALID`` without a reason."""
    if not picture_rules.may_take_out(actor):
        raise DomainError(NOT_ALLOWED)
    reason = " ".join(nfc(reason).split())
    if not picture_rules.LEAST_WHY <= len(reason) <= picture_rules.MOST_WHY:
        raise DomainError(INVALID, errors=[fault_at("/reason", "Lý do có 5–300 ký tự")])
    photo, owner = queries.get_picture(actor, photo_id)
    db.session.refresh(owner, with_for_update=True)
    if not isinstance(owner, ModelSite):
        owner.photos = max(0, owner.photos - 1)
    _erase(actor, photo, reason, store)
    if isinstance(owner, ModelActivity):
        note(owner.commune_id, "activity.unpictured", Subject("activity", owner.id), actor, facts={"because": reason})
    elif isinstance(owner, ModelSite):
        note(owner.commune_id, "site.unpictured", Subject("site", owner.id), actor, facts={"because": reason})
    else:
        note(owner.commune_id, "asset.unpictured", Subject("asset", owner.asset_id), actor, facts={"because": reason})


def let_go(photo: Photo, reason: str, store: BlobStore) -> None:
    """Take out a photo whose time is over. That there was one stays: what it bore out keeps its evidence."""
    _erase(SYSTEM, photo, reason, store)


def _erase(actor: Actor, photo: Photo, reason: str, store: BlobStore) -> None:
    subject, owner = Subject("photo", photo.id, photo.team_id), str(photo.owner_id)
    photos.erase_photo(photo.commune_id, photo.id, store=store)
    note(photo.commune_id, "photo.erased", subject, actor, facts={"owner_id": owner, "because": reason})
