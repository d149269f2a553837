"""What was read out of books, remembered until the next note is written into them.

Between two notes a book says the same, and its head (number and chain) names what it says, as a commit names a tree. So what
was found out at a head needs no time after which it is old: another head asks anew.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from sqlalchemy import or_, select

from app.core.actor import Actor
from app.journal.models import JournalHead, JournalNote
from app.journal.queries import heads_of
from app.web.database import db

_Read = TypeVar("_Read", bound=Callable[..., Any])
_Answer = TypeVar("_Answer")
# A book's head: its number and its chain.
Head = tuple[int, bytes]
# The first and the last of some nights.
Span = tuple[date, date]
# A morning's; after more than these everything is read anew.
_MOST_NOTES = 500
# Some pages turned by one reader.
_MOST_SPANS = 24
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
            return kept(db.engine, _heads(actor.books), _as_reader(actor), *asked)

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
            known = [(book, kept[book]) for book in heads if book in kept]
            told = {book: answer for book, (head, answer) in known if head == heads[book]}
            behind = [book for book in heads if book not in told]
            if behind:
                # What is read after its head may be newer than that, never older: then the next one asks once more.
                found = read(behind, *asked)
                told |= {book: found.get(book) for book in behind}
                kept.update({book: (heads[book], told[book]) for book in behind})
            return {book: answer for book, answer in told.items() if answer is not None}

        _shelves.append(shelf.cache_clear)
        return ask

    return remember


class Since:
    """What was noted in an actor's books after earlier heads: asked once for each page.

    ``nights_of`` tells by a note's kind, its subject's kind and its facts which nights it is about; None where any may be.
    """

    def __init__(self, actor: Actor, nights_of: Callable[[str, str, Any], Collection[date] | None]) -> None:
        self.actor, self.heads = actor, heads_of(actor.books)
        self._nights_of = nights_of
        self._from: Mapping[str, int] = self.heads
        self._notes: list[tuple[str, int, Collection[date] | None]] = []

    def has_touched(self, span: Span, heads: Mapping[str, int]) -> bool:
        """Whether a note after ``heads`` is about a night of the span, both of its ends included."""
        if any(heads[book] < seq for book, seq in self._from.items()):
            self._from, self._notes = heads, self._read(heads)
        first, last = span
        return any(
            seq > heads[book] and (nights is None or any(first <= night <= last for night in nights))
            for book, seq, nights in self._notes
        )

    def _read(self, heads: Mapping[str, int]) -> list[tuple[str, int, Collection[date] | None]]:
        later = [(JournalNote.commune_id == book) & (JournalNote.seq > seq) for book, seq in heads.items()]
        columns = (JournalNote.commune_id, JournalNote.seq, JournalNote.kind, JournalNote.subject_kind, JournalNote.facts)
        rows = db.session.execute(select(*columns).where(or_(*later)).limit(_MOST_NOTES)).all()
        if len(rows) == _MOST_NOTES:
            return [(book, seq, None) for book, seq in self.heads.items()]
        return [(book, seq, self._nights_of(*told)) for book, seq, *told in rows]


def span_by_span(most: int) -> Callable[[Callable[..., Sequence[_Answer]]], Callable[..., list[_Answer]]]:
    """Let ``read(actor, spans, …)`` remember what it found of each span of nights, for its last ``most`` readers.

    It is asked only for spans that nobody asked for, or of which a night has been touched since. Called with a ``Since``.
    """

    def remember(read: Callable[..., Sequence[_Answer]]) -> Callable[..., list[_Answer]]:
        @lru_cache(most)
        def shelf(_engine: object, _reader: Actor, *_asked: Hashable) -> dict[Span, tuple[Mapping[str, int], _Answer]]:
            return {}

        @wraps(read)
        def ask(since: Since, spans: Sequence[Span], *asked: Any) -> list[_Answer]:
            kept = shelf(db.engine, _as_reader(since.actor), *asked)
            known = [(span, kept[span]) for span in spans if span in kept]
            told = {span: answer for span, (heads, answer) in known if not since.has_touched(span, heads)}
            behind = [span for span in spans if span not in told]
            if behind:
                told |= zip(behind, read(since.actor, behind, *asked), strict=True)
            if len(kept) > _MOST_SPANS:
                kept.clear()
            kept.update({span: (since.heads, answer) for span, answer in told.items()})
            return [told[span] for span in spans]

        _shelves.append(shelf.cache_clear)
        return ask

    return remember


def forget() -> None:
    """Forget everything: for tests, which set books back without a note."""
    for clear in _shelves:
        clear()


def _as_reader(actor: Actor) -> Actor:
    """Which session asks, and when it last showed the password, is nothing to the book."""
    return replace(actor, name="", session_id=None, proven_at=None)


def _heads(books: Collection[str]) -> frozenset[tuple[str, int, bytes]]:
    head = select(JournalHead.commune_id, JournalHead.seq, JournalHead.chain).where(JournalHead.commune_id.in_(books))
    return frozenset((row.commune_id, row.seq, row.chain) for row in db.session.execute(head))
