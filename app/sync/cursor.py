"""The cursor of a pull: opaque, tamper-evident, bound to the epoch and to what its holder may see."""

from dataclasses import asdict, dataclass
from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.core.actor import Actor
from app.core.errors import BAD_CURSOR, CURSOR_EXPIRED, SCOPE_CHANGED, DomainError
from app.web.epoch import current_epoch


@dataclass(frozen=True)
class Cursor:
    """How far a phone has read: every note up to ``seq``, on the calendar day ``day`` (Viet Nam).

    ``after`` is the last report of an unfinished first reading. ``former`` tells the same as ``seq`` of the books that its
    commune keeps on after a merger.
    """

    epoch: str
    scope: str
    seq: int
    day: str
    after: str | None = None
    former: dict[str, int] | None = None

    @property
    def after_id(self) -> UUID | None:
        """The last report already given, while the first reading goes on."""
        return UUID(self.after) if self.after else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="sync cursor")


def scope_of(actor: Actor) -> str:
    """What a phone's reading is bound to: another team means another scope, and so do other books."""
    return f"{'+'.join(actor.books)}/{actor.team_id}"


def write_cursor(cursor: Cursor) -> str:
    """The cursor as text for the phone to keep."""
    return str(_signer().dumps(asdict(cursor)))


def read_cursor(text: str, actor: Actor) -> Cursor:
    """The cursor behind ``text``: ``BAD_CURSOR`` when forged, ``CURSOR_EXPIRED`` after a restore or fail-over (numbers are
    used again), ``SCOPE_CHANGED`` when the phone belongs to another team now."""
    try:
        cursor = Cursor(**_signer().loads(text))
    except (BadSignature, TypeError):
        raise DomainError(BAD_CURSOR) from None
    if cursor.scope != scope_of(actor):
        raise DomainError(SCOPE_CHANGED, resync=True, keep_outbox=True)
    if cursor.epoch != current_epoch():
        raise DomainError(CURSOR_EXPIRED)
    return cursor
