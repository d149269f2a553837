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
from app.web.database import db

_Read = TypeVar("_Read", bound=Callable[..., Any])
_Answer = TypeVar("_Answer")
# A book's head: its number and its chain.
Head = tuple[int, bytes]
Heads = Mapping[str, Head]
# The first and the last of some nights.
Span = tuple[date, date]
# Tells by a note's kind, its subject's kind and its facts which nights it is about; None where any may be.
Touching = Callable[[str, str, Any], Collection[date] | None]
# A morning's; after more than these everything is read anew.
_MOST_NOTES = 500
# Some pages turned by one reader, and two months night by night.
_MOST_SPANS = 90
_shelves: list[Callable[[], None]] = []


class Look:
    """An actor's look at the books, taken once for a page: their heads, and what was noted after earlier ones, a statement
    each. Looks of one reader at the same heads are equal."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        # Which session asks, and when it last showed the password, is nothing to the book.
        self.reader = replace(actor, name="", session_id=None, proven_at=None)
        columns = (JournalHead.commune_id, JournalHead.seq, JournalHead.chain)
        rows = db.session.execute(select(*columns).where(JournalHead.commune_id.in_(actor.books)))
        self.heads = dict.fromkeys(actor.books, (0, b"")) | {book: (seq, chain) for book, seq, chain in rows}
        self._from: Heads
        self._notes: list[tuple[str, int, str, str, Any]] | None
        self._touched: dict[Touching, list[tuple[str, int, Collection[date] | None]]]
        self.let_go()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Look) and (self.reader, self.heads) == (other.reader, other.heads)

    def __hash__(self) -> int:
        return hash((self.reader, frozenset(self.heads.items())))

    def has_touched(self, span: Span, heads: Heads, nights_of: Touching) -> bool:
        """Whether a note after ``heads`` is about a night of the span, both of its ends included."""
        if heads == self.heads:
            return False
        if any(heads[book][0] < seq for book, (seq, _) in self._from.items()):
            self._from, self._notes, self._touched = heads, self._read(heads), {}
        if self._notes is None:
            return True
        if nights_of not in self._touched:
            self._touched[nights_of] = [(book, seq, nights_of(*told)) for book, seq, *told in self._notes]
        first, last = span
        return any(
            seq > heads[book][0] and (nights is None or any(first <= night <= last for night in nights))
            for book, seq, nights in self._touched[nights_of]
        )

    def let_go(self) -> None:
        """Of the notes: a look that an answer is remembered by needs its heads alone."""
        self._from, self._notes, self._touched = self.heads, [], {}

    def _read(self, heads: Heads) -> list[tuple[str, int, str, str, Any]] | None:
        """The notes; None where they are too many to be told one by one."""
        later = [(JournalNote.commune_id == book) & (JournalNote.seq > seq) for book, (seq, _) in heads.items()]
        columns = (JournalNote.commune_id, JournalNote.seq, JournalNote.kind, JournalNote.subject_kind, JournalNote.facts)
        rows = db.session.execute(select(*columns).where(or_(*later)).limit(_MOST_NOTES)).all()
        return None if len(rows) == _MOST_NOTES else [tuple(row) for row in rows]


def until_next_note(most: int) -> Callable[[_Read], _Read]:
    """Let ``read(look, …)`` remember its last ``most`` answers in this process.

    For pages that show, never within a change: what is not committed yet stands at no head. An answer is shared by those who
    get it, so nobody may change it; what is asked for is hashable, and a day that matters (tonight) is among it.
    """

    def remember(read: _Read) -> _Read:
        # The engine tells databases apart whose books have the same heads, as copies in tests do.
        @lru_cache(most)
        def kept(_engine: object, look: Look, *asked: Any) -> Any:
            answer = read(look, *asked)
            look.let_go()
            return answer

        @wraps(read)
        def ask(look: Look, *asked: Any) -> Any:
            return kept(db.engine, look, *asked)

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


def span_by_span(
    most: int, nights_of: Touching
) -> Callable[[Callable[..., Sequence[_Answer]]], Callable[..., list[_Answer]]]:
    """Let ``read(actor, spans, …)`` remember what it found of each span of nights, for its last ``most`` readers.

    It is asked only for spans that nobody asked for, or of which a night has been touched since. Called with a ``Look``.
    """

    def remember(read: Callable[..., Sequence[_Answer]]) -> Callable[..., list[_Answer]]:
        @lru_cache(most)
        def shelf(_engine: object, _reader: Actor, *_asked: Hashable) -> dict[Span, tuple[Heads, _Answer]]:
            return {}

        @wraps(read)
        def ask(look: Look, spans: Sequence[Span], *asked: Any) -> list[_Answer]:
            kept = shelf(db.engine, look.reader, *asked)
            known = [(span, kept[span]) for span in spans if span in kept]
            told = {span: answer for span, (heads, answer) in known if not look.has_touched(span, heads, nights_of)}
            behind = [span for span in spans if span not in told]
            if behind:
                told |= zip(behind, read(look.actor, behind, *asked), strict=True)
            if len(kept) > _MOST_SPANS:
                kept.clear()
            kept.update({span: (look.heads, answer) for span, answer in told.items()})
            return [told[span] for span in spans]

        _shelves.append(shelf.cache_clear)
        return ask

    return remember


def until_touched(most: int, nights_of: Touching) -> Callable[[Callable[..., _Answer]], Callable[..., _Answer]]:
    """Let ``read(actor, …)`` remember its answer until a note is about any night, for its last ``most`` readers."""

    def remember(read: Callable[..., _Answer]) -> Callable[..., _Answer]:
        @span_by_span(most, nights_of)
        def ever(actor: Actor, _spans: Sequence[Span], *asked: Any) -> list[_Answer]:
            return [read(actor, *asked)]

        @wraps(read)
        def ask(look: Look, *asked: Any) -> _Answer:
            return ever(look, [(date.min, date.max)], *asked)[0]

        return ask

    return remember


def forget() -> None:
    """Forget everything: for tests, which set books back without a note."""
    for clear in _shelves:
        clear()
