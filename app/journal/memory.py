"""What was read out of books, remembered until the next note is written into them.

Between two notes a book says the same, and its head (number and chain) names what it says, as a commit names a tree. So what
was found out at a head needs no time after which it is old: another head asks anew.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from sqlalchemy import select

from app.core.actor import Actor
from app.journal.models import JournalHead
from app.web.database import db

_Read = TypeVar("_Read", bound=Callable[..., Any])
_Answer = TypeVar("_Answer")
# A book's head: its number and its chain.
Head = tuple[int, bytes]
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


def book_by_book(
    most: int,
) -> Callable[[Callable[..., Mapping[str, _Answer]]], Callable[..., dict[str, _Answer]]]:
    """Let ``read(books, …)`` remember by book what it found for its last ``most`` questions.

    Of the books whose heads are given it is asked only for those whose head is another than before: one note costs the
    province one book. The heads were read in the scope of who asks, so nobody is told of a book that is not theirs.
    """

    def remember(read: Callable[..., Mapping[str, _Answer]]) -> Callable[..., dict[str, _Answer]]:
        @lru_cache(most)
        def shelf(_engine: object, *_asked: Hashable) -> dict[str, tuple[Head, _Answer | None]]:
            return {}

        @wraps(read)
        def ask(heads: Mapping[str, Head], *asked: Any) -> dict[str, _Answer]:
            kept = shelf(db.engine, *asked)
            behind = [book for book, head in heads.items() if book not in kept or kept[book][0] != head]
            # What is read after its head may be newer than that, never older: then the next one asks once more.
            found = read(behind, *asked) if behind else {}
            kept.update({book: (heads[book], found.get(book)) for book in behind})
            return {book: told for book in heads if (told := kept[book][1]) is not None}

        _shelves.append(shelf.cache_clear)
        return ask

    return remember


def forget() -> None:
    """Forget everything: for tests, which set books back without a note."""
    for clear in _shelves:
        clear()


def _heads(books: Collection[str]) -> frozenset[tuple[str, int, bytes]]:
    head = select(JournalHead.commune_id, JournalHead.seq, JournalHead.chain).where(JournalHead.commune_id.in_(books))
    return frozenset((row.commune_id, row.seq, row.chain) for row in db.session.execute(head))
