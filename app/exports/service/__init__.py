"""The verbs of exports."""

from app.exports.service.jobs import (
    Taken,
    drop_changed,
    fail,
    finish,
    forget_files,
    order_file,
    put_back,
    say_alive,
    take_up,
)
from app.exports.service.keys import NewKey, drop_keys, make_key, revoke_key
from app.exports.service.noting import note_order

__all__ = [
    "NewKey",
    "Taken",
    "drop_changed",
    "drop_keys",
    "fail",
    "finish",
    "forget_files",
    "make_key",
    "note_order",
    "order_file",
    "put_back",
    "revoke_key",
    "say_alive",
    "take_up",
]
