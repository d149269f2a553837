"""Writing down who at a desk saw the photo of an incident that is for police alone."""

from collections.abc import Callable

from app.core.actor import Actor
from app.journal.service import note_access
from app.photos.queries import UploadSlot
from app.photos.rules import Form
from app.web.transaction import unit_of_work

Guard = Callable[[UploadSlot], bool]
_guards: list[Guard] = []


def register_guard(is_guarded: Guard) -> None:
    """Tell how to ask whether a photo is of something that not everybody may know of: seeing it is noted then."""
    if is_guarded not in _guards:
        _guards.append(is_guarded)


def note_seen(actor: Actor, slot: UploadSlot, form: Form) -> None:
    """Note that a person at a desk saw a guarded photo. Thumbnails are part of the report, whose reading is noted itself."""
    if actor.kind == "office" and form is not Form.THUMB and any(ask(slot) for ask in _guards):
        with unit_of_work():
            note_access(slot.commune_id, actor, "photo.seen", "photo", slot.id, form=form.value)
