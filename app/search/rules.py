"""What somebody looks for, and where it stands in a text. Plain: no Flask, no database, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from app.core.text import bare, words_in

MOST_WORDS = 8
# One or two letters begin so many words that whoever types them has not said yet what is meant.
_SHORTEST_BEGINNING = 3
_EXCERPT, _BEFORE = 180, 60
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Word:
    """A word that is looked for, folded; ``begun``: it may go on, because it is still being typed."""

    text: str
    begun: bool = False

    def is_in(self, words: Iterable[str]) -> bool:
        """Whether it is one of these words (folded), or the beginning of one."""
        return any(one.startswith(self.text) if self.begun else one == self.text for one in words)


@dataclass(frozen=True)
class Piece:
    """A piece of a text as it was written; ``found``: it is what somebody looked for."""

    text: str
    found: bool


def read_words(text: str) -> list[Word]:
    """The words that somebody typed. The last one may go on, unless something stands behind it."""
    found = words_in(text)[:MOST_WORDS]
    goes_on = text[-1:].isalnum()
    return [
        Word(word, begun=goes_on and place == len(found) - 1 and len(word) >= _SHORTEST_BEGINNING)
        for place, word in enumerate(found)
    ]


def are_all_in(words: Sequence[Word], text: str) -> bool:
    """Whether each of the words stands in a text."""
    there = words_in(text)
    return bool(words) and all(word.is_in(there) for word in words)


def find_named(words: Sequence[Word], names: Mapping[str, Thing]) -> tuple[Thing, list[Word]] | None:
    """What is called by a name (folded) that stands in the words, the longest first, and the words around it; or None."""
    for name in sorted(names, key=lambda one: -len(one.split())):
        called = name.split()
        for start in range(len(words) - len(called) + 1 if called else 0):
            if [word.text for word in words[start : start + len(called)]] == called:
                return names[name], [*words[:start], *words[start + len(called) :]]
    return None


def mark(text: str, words: Sequence[Word]) -> list[Piece]:
    """The text in pieces, cut where a word that is looked for begins and ends; together they are the text."""
    found: list[Piece] = []
    done = 0
    for start, end in _places(text, words):
        found += [Piece(text[done:start], found=False), Piece(text[start:end], found=True)]
        done = end
    return [piece for piece in [*found, Piece(text[done:], found=False)] if piece.text]


def excerpt(text: str, words: Sequence[Word]) -> list[Piece]:
    """``mark`` of the part of a long text in which the first word stands, cut between words."""
    if len(text) <= _EXCERPT:
        return mark(text, words)
    first = next(iter(_places(text, words)), (0, 0))[0]
    start = max(0, min(first - _BEFORE, len(text) - _EXCERPT))
    if start:
        start = text.find(" ", start) + 1 or start
    end = start + _EXCERPT
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + _EXCERPT // 2)
    pieces = mark(text[start:end], words)
    before = [Piece("… ", found=False)] if start else []
    after = [Piece(" …", found=False)] if end < len(text) else []
    return [*before, *pieces, *after]


# Texts are folded letter by letter here, and there are few letters.
_letter = lru_cache(2048)(bare)


def _places(text: str, words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """Where in the text, as it was written, words that are looked for begin and end."""
    start: int | None = None
    said = ""
    for place, letter in enumerate([*text, " "]):
        folded = _letter(letter)
        # A mark that stands behind its letter folds to nothing, and belongs to the word.
        if folded.isalnum() or (start is not None and not folded and letter != " "):
            start = place if start is None else start
            said += folded
        elif start is not None:
            end = _end_of(text[start:place], said, words)
            if end:
                yield start, start + end
            start, said = None, ""


def _end_of(written: str, said: str, words: Sequence[Word]) -> int:
    """How many letters of a written word are what is looked for: all of them, or its beginning."""
    reached = 0
    for word in words:
        if word.is_in([said]):
            reached = max(reached, len(said) if not word.begun else len(word.text))
    if not reached:
        return 0
    count = 0
    for place, letter in enumerate(written):
        if count >= reached and _letter(letter):
            return place
        count += len(_letter(letter))
    return len(written)
