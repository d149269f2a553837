"""Beginning a new epoch after a restore: every phone will prove again what it sent."""

import secrets

from sqlalchemy import update

from app.web.database import db
from app.web.epoch import Instance
from app.web.transaction import unit_of_work


def new_generation() -> str:
    """A name for a history that begins now."""
    return secrets.token_hex(4)


def begin_generation() -> str:
    """Give the restored database a new generation, and its name. Other processes learn of it with their next connection."""
    generation = new_generation()
    with unit_of_work():
        db.session.execute(update(Instance).where(Instance.name == "restore_generation").values(value=generation))
    db.engine.dispose()
    return generation
