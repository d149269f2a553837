"""The application as gunicorn serves it, whose processes die now and then: just before a commit, or just after it.

After a commit means: before its answer, and before the next operation of the batch. One commit in ``MORTAL_ODDS`` kills.
"""

import os
import random
import signal
from typing import Any

from sqlalchemy import event

from app.web.database import db
from wsgi import app

__all__ = ["app"]

_ODDS = int(os.environ["MORTAL_ODDS"])
# Children of one parent would otherwise all draw the same numbers.
_chance = random.SystemRandom()


def _die_now_and_then(*_: Any) -> None:
    if _chance.randrange(_ODDS) == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def _listen() -> None:
    with app.app_context():
        event.listen(db.engine, "commit", _die_now_and_then)
        event.listen(db.session.session_factory, "after_commit", _die_now_and_then)


if _ODDS:
    _listen()
