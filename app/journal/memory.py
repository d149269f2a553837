"""What was read out of a book, remembered until the next note is written into it.

Between two notes a book says the same, and its head (number and chain) names what it says, as a commit names a tree. So what
was found out at a head needs no time after which it is old: another head asks anew.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from sqlalchemy import select

from app.core.actor import Actor
from app.journal.models import JournalHead
from app.web.database import db

_Read = TypeVar("_Read", bound=Callable[..., Any])
_shelves: list[Callable[[], None]] = []


def until_next_note(most: int) -> Callable[[_Read], _Read]:
    """Let ``read(actor, …)`` remember its last ``most`` answers in this process; asking costs one statement.

    For pages that show, never within a change: what is not committed yet stands at no head. An answer is shared by those who
    get it, so nobody may change it; what is asked for is hashable, and a day that matters (tonight) is among it.
    """

    def remember(read: _Read) -> _Read:
        # The engine tells databases apart whose books have the same heads, as copies in tests do.
        @lru_cache(most)
        def kept(_engine: object, _heads: object, actor: Actor, *asked: Any) -> Any:
            return read(actor, *asked)

        @wraps(read)
        def ask(actor: Actor, *asked: Any) -> Any:
            # Which session asks, and when it last showed the password, is nothing to the book.
            reader = replace(actor, name="", session_id=None, proven_at=None)
            return kept(db.engine, _heads(actor.books), reader, *asked)

        _shelves.append(kept.cache_clear)
        return cast(_Read, ask)

    return remember


def forget() -> None:
    """Forget everything: for tests, which set books back without a note."""
    for clear in _shelves:
        clear()


def _heads(books: Collection[str]) -> frozenset[tuple[str, int, bytes]]:
    head = select(JournalHead.commune_id, JournalHead.seq, JournalHead.chain).where(JournalHead.commune_id.in_(books))
    return frozenset((row.commune_id, row.seq, row.chain) for row in db.session.execute(head))
