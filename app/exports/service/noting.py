"""Writing into the access log what leaves, before it leaves."""

from uuid import UUID

from app.core.actor import Actor
from app.exports import queries
from app.exports.orders import Order, Ready
from app.exports.queries.photos import list_guarded
from app.exports.rules.tables import PHOTOS
from app.journal.service import note_access, note_positions

ACTION = "export.file"


def note_order(
    actor: Actor, order: Order, rows: int | None, *, ready: Ready | None = None, job_id: UUID | None = None
) -> None:
    """Note who takes what, why, how narrowed. Members whose positions are in it are told; so is each photo of an incident
    that is for police alone."""
    commune_id = actor.commune_id or ""
    members = ready.members if ready else frozenset()
    facts = order.facts(rows) | ({"positions": len(members)} if members else {})
    access_id = note_access(commune_id, actor, ACTION, "export", job_id, **facts)
    note_positions(commune_id, access_id, members)
    if order.table is PHOTOS:
        for book, photo_id in list_guarded(order.wanted(actor), queries.hidden_categories()):
            note_access(book, actor, "photo.seen", "photo", photo_id, form="export")
