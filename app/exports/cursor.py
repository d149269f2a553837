"""The cursor of changed reports: opaque, signed, bound to the history and to what its holder may see."""

from collections.abc import Mapping

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.core.actor import Actor
from app.core.errors import BAD_CURSOR, CURSOR_EXPIRED, SCOPE_CHANGED, DomainError
from app.web.epoch import current_epoch
from app.web.keyed import keyed_digest


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="cursor changed reports")


def _scope_of(actor: Actor) -> str:
    """With other villages or books there may be reports behind the cursor that were never shown."""
    villages = "all" if actor.village_ids is None else "+".join(sorted(str(one) for one in actor.village_ids))
    return keyed_digest("export scope", f"{'+'.join(actor.books)}/{villages}").hex()[:16]


def write_cursor(actor: Actor, reached: Mapping[str, int]) -> str:
    """How far a program has read in each book, as text."""
    return str(_signer().dumps([current_epoch(), _scope_of(actor), dict(reached)]))


def read_cursor(actor: Actor, text: str | None) -> dict[str, int]:
    """What ``write_cursor`` wrote; nothing at the beginning.

    ``BAD_CURSOR`` when forged, ``SCOPE_CHANGED`` when its holder sees other villages, ``CURSOR_EXPIRED`` after a restore.
    """
    if not text:
        return {}
    try:
        epoch, scope, reached = _signer().loads(text)
        known = {str(book): int(seq) for book, seq in reached.items()}
    except (BadSignature, TypeError, ValueError, AttributeError):
        raise DomainError(BAD_CURSOR) from None
    if scope != _scope_of(actor):
        raise DomainError(SCOPE_CHANGED)
    if epoch != current_epoch():
        raise DomainError(CURSOR_EXPIRED)
    return known
