"""Questions about photos: the slot of an upload, how far it has come, what may be looked at, what waits for the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.core.errors import ERASED, UNKNOWN_PHOTO, DomainError
from app.people.queries import in_books, scope
from app.photos.models import Cover, Photo, UploadPart, cover_of
from app.photos.rules import Limits, PhotoState
from app.web.database import db, table_of


@dataclass(frozen=True)
class UploadSlot:
    """A slot as values, so that it can be held while no transaction is open. ``size`` is the announced number of bytes,
    ``cover`` whether something in the picture is covered (``waits`` for its copy, or ``made``)."""

    commune_id: str
    id: UUID
    owner_id: UUID
    team_id: UUID | None
    sha256: bytes
    size: int
    mime: str
    state: PhotoState
    problem: str | None
    cover: str | None = None
    has_parts: bool = False
    incident_id: UUID | None = None

    @property
    def waits(self) -> bool:
        """Whether its bytes have still to come."""
        return self.state is PhotoState.EXPECTED


# ``(phone, id of the report, part or addendum) → whether it sent that``
Announcer = Callable[[Actor, UUID], bool]
_announcers: list[Announcer] = []
# ``(person at a desk, commune, owner) → whether the photo may be shown``, beside the scope of teams and police.
Viewer = Callable[[Actor, str, UUID], bool]
_viewers: list[Viewer] = []
_NAMES = (
    "commune_id",
    "id",
    "owner_id",
    "team_id",
    "sha256",
    "bytes",
    "mime",
    "state",
    "problem",
    "erased_at",
    "incident_id",
)
_PARTS = (UploadPart.commune_id == Photo.commune_id) & (UploadPart.photo_id == Photo.id)
_SLOT = select(
    *(table_of(Photo).c[name] for name in _NAMES),
    exists().where(_PARTS).label("has_parts"),
    cover_of(table_of(Photo).c.commune_id, table_of(Photo).c.sha256).label("cover"),
)
# Built once, for any phone: building a statement costs more than running it, and a morning brings thousands of photos.
_ANY_PHONE = Actor("device", commune_id=bindparam("commune"), team_id=bindparam("team"))  # type: ignore[arg-type]
_SLOT_OF_PHONE = _SLOT.where(scope(_ANY_PHONE, Photo), Photo.id == bindparam("photo"))


def photo_limits() -> Limits:
    """The catalogue's limits of photos."""
    return Limits.from_catalogue(catalogue.limits()["photo"])


def register_announcer(has_announced: Announcer) -> None:
    """Tell how to ask whether a phone itself sent what announced a photo: then it may bring it, whatever its team is now."""
    if has_announced not in _announcers:
        _announcers.append(has_announced)


def register_viewer(shows: Viewer) -> None:
    """Tell how to ask whether somebody at a desk may see a photo that is outside of the scope of teams and police."""
    if shows not in _viewers:
        _viewers.append(shows)


def get_slot(actor: Actor, photo_id: UUID) -> UploadSlot:
    """The slot that was announced within the actor's scope; ``UNKNOWN_PHOTO`` otherwise, also for what others have.

    ``ERASED`` when it was taken out for cause.
    """
    connection = db.session.connection()
    if actor.kind == "device" and not actor.former_ids:
        asked = {"commune": actor.commune_id, "team": actor.team_id, "photo": photo_id}
        found = connection.execute(_SLOT_OF_PHONE, asked).one_or_none() or _find_announced(actor, photo_id)
    else:
        found = connection.execute(_SLOT.where(scope(actor, Photo), Photo.id == photo_id)).one_or_none()
        if found is None and actor.kind == "device":
            found = _find_announced(actor, photo_id)
        elif found is None and actor.kind == "office":
            found = _find_shown(actor, photo_id)
    if found is None:
        raise DomainError(UNKNOWN_PHOTO)
    if found.erased_at is not None:
        raise DomainError(ERASED)
    return UploadSlot(
        commune_id=found.commune_id,
        id=found.id,
        owner_id=found.owner_id,
        team_id=found.team_id,
        sha256=found.sha256,
        size=found.bytes,
        mime=found.mime,
        state=PhotoState(found.state),
        problem=found.problem,
        cover=found.cover,
        has_parts=found.has_parts,
        incident_id=found.incident_id,
    )


def _find_announced(actor: Actor, photo_id: UUID) -> Any:
    """A slot of another team that this very phone announced when it was that team's."""
    question = _SLOT.add_columns(Photo.source_id).where(in_books(actor, Photo.commune_id), Photo.id == photo_id)
    found = db.session.connection().execute(question).one_or_none()
    return found if found and any(ask(actor, found.source_id) for ask in _announcers) else None


def _find_shown(actor: Actor, photo_id: UUID) -> Any:
    """A slot whose owner a room above shows to this person."""
    found = (
        db.session.connection().execute(_SLOT.where(in_books(actor, Photo.commune_id), Photo.id == photo_id)).one_or_none()
    )
    return found if found and any(ask(actor, found.commune_id, found.owner_id) for ask in _viewers) else None


def offset_of(slot: UploadSlot) -> int:
    """How many bytes from the start are here. A part after a gap does not count: somebody may have wiped the one before."""
    if not slot.waits:
        return slot.size
    reached = 0
    for start, length in db.session.execute(
        select(UploadPart.start, func.length(UploadPart.data))
        .where(UploadPart.commune_id == slot.commune_id, UploadPart.photo_id == slot.id)
        .order_by(UploadPart.start)
    ):
        if start != reached:
            break
        reached += length
    return reached


def read_parts(slot: UploadSlot) -> bytes:
    """The bytes that are here, from the start to the first gap."""
    come = bytearray()
    for start, data in db.session.execute(
        select(UploadPart.start, UploadPart.data)
        .where(UploadPart.commune_id == slot.commune_id, UploadPart.photo_id == slot.id)
        .order_by(UploadPart.start)
    ):
        if start != len(come):
            break
        come += data
    return bytes(come)


def photos_to_develop(now: datetime) -> ColumnElement[bool]:
    """Stored, and not in the hands of a worker whose lease still runs."""
    free = or_(Photo.claimed_until.is_(None), Photo.claimed_until <= now)
    return (Photo.state == "stored") & Photo.erased_at.is_(None) & free


def covers_to_make(now: datetime) -> ColumnElement[bool]:
    """Something is to be covered, and no worker whose lease still runs is at it."""
    free = or_(Cover.claimed_until.is_(None), Cover.claimed_until <= now)
    return Cover.made_at.is_(None) & ~Cover.is_empty & free


def anything_to_do(now: datetime) -> bool:
    """Whether a worker would find something: a look that writes nothing and so keeps no writer waiting."""
    waits = exists().where(photos_to_develop(now)) | exists().where(covers_to_make(now))
    return bool(db.session.scalar(select(waits)))


def count_waiting(now: datetime) -> int:
    """How many stored photos wait for a worker; those that one has taken up count as well."""
    return db.session.scalar(select(func.count()).where(Photo.state == "stored", Photo.stored_at <= now)) or 0


def names_blob(commune_id: str, sha256: bytes) -> bool:
    """Whether any photo of the commune, current or not, still stands for these bytes."""
    here = (Photo.commune_id == commune_id) & (Photo.sha256 == sha256)
    named = select(Photo.id).where(here, Photo.erased_at.is_(None)).limit(1)
    return db.session.scalar(named) is not None
