"""The verbs of photos: open and retire slots, take in bytes, develop what was stored, delete what nobody names."""

from app.photos.service.covering import (
    TakenCover,
    cover_again,
    lock_cover,
    mark_covered,
    put_cover_back,
    put_covered,
    read_covered,
    set_cover,
    take_up_cover,
)
from app.photos.service.desks import Picture, hang_up, lay_down, read_picture
from app.photos.service.developing import (
    CANNOT_BE_DECODED,
    Taken,
    expect_again,
    mark_damaged,
    mark_ready,
    put_back,
    put_derivatives,
    read_original,
    take_up,
)
from app.photos.service.erasing import erase_photo
from app.photos.service.seeing import note_seen, register_guard
from app.photos.service.slots import Slot, name_again, open_slots, register_owner_counter, retire_slots, tell_owner
from app.photos.service.sweeping import delete_erased, delete_unnamed, sweep_storage
from app.photos.service.uploads import Kept, add_part, keep_photo, purge_parts, start_again

__all__ = [
    "CANNOT_BE_DECODED",
    "Kept",
    "Picture",
    "Slot",
    "Taken",
    "TakenCover",
    "add_part",
    "cover_again",
    "delete_erased",
    "delete_unnamed",
    "erase_photo",
    "expect_again",
    "hang_up",
    "keep_photo",
    "lay_down",
    "lock_cover",
    "mark_covered",
    "mark_damaged",
    "mark_ready",
    "name_again",
    "note_seen",
    "open_slots",
    "purge_parts",
    "put_back",
    "put_cover_back",
    "put_covered",
    "put_derivatives",
    "read_covered",
    "read_original",
    "read_picture",
    "register_guard",
    "register_owner_counter",
    "retire_slots",
    "set_cover",
    "start_again",
    "sweep_storage",
    "take_up",
    "take_up_cover",
    "tell_owner",
]
