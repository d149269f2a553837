"""The code on a paper: which record it was printed from, in which version, and what the record said then.

It holds the paper's kind, version and day, the tail of the record's id and a digest of the content, and is keyed, so that
nobody makes one: no table remembers what was printed. 100 bits are 20 letters that are not misread.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.documents.prints.layout import Kind, Sheet
from app.people.rules import CODE_LETTERS, typed_code
from app.web.keyed import keyed_digest

LENGTH = 20
_GROUP = 4
_FIRST_DAY = date(2020, 1, 1)
# Bits of each part, in their order; together five for each letter.
_KIND, _VERSION, _DAY, _TAIL, _CONTENT, _KEY = 3, 9, 15, 18, 20, 35


@dataclass(frozen=True)
class Mark:
    """What a code says; ``version`` counts to 511 and begins again."""

    kind: Kind
    version: int
    day: date
    tail: int
    content: int
    key: int

    def is_of(self, record_id: UUID) -> bool:
        """Whether this record's paper carries the code, and it was made here."""
        return self.tail == _tail(record_id) and self.key == _key(self.kind, record_id, self.version, self.day, self.content)

    def says(self, sheet: Sheet) -> bool:
        """Whether the record still says what was printed."""
        return self.content == _content(sheet)


def code_for(sheet: Sheet) -> str:
    """``K7QF-2MDA-9XRT-…``."""
    version, content = sheet.version % (1 << _VERSION), _content(sheet)
    days = (sheet.day - _FIRST_DAY).days % (1 << _DAY)
    key = _key(sheet.kind, sheet.record_id, version, sheet.day, content)
    number = 0
    parts = (sheet.kind, _KIND), (version, _VERSION), (days, _DAY), (_tail(sheet.record_id), _TAIL), (content, _CONTENT)
    for value, bits in (*parts, (key, _KEY)):
        number = number << bits | value
    letters = "".join(CODE_LETTERS[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))
    return "-".join(letters[place : place + _GROUP] for place in range(0, LENGTH, _GROUP))


def read_code(text: str) -> Mark | None:
    """What a code says, as it was typed or scanned; None for what can be none. It is not proven yet: ``Mark.is_of``."""
    letters = typed_code(text, LENGTH)
    if letters is None:
        return None
    number = 0
    for letter in letters:
        number = number << 5 | CODE_LETTERS.index(letter)
    values = []
    for bits in reversed((_KIND, _VERSION, _DAY, _TAIL, _CONTENT, _KEY)):
        values.append(number & ((1 << bits) - 1))
        number >>= bits
    key, content, tail, days, version, kind = values
    if kind not in set(Kind):
        return None
    return Mark(Kind(kind), version, _FIRST_DAY + timedelta(days=days), tail, content, key)


def _tail(record_id: UUID) -> int:
    return record_id.int & ((1 << _TAIL) - 1)


def _content(sheet: Sheet) -> int:
    return int.from_bytes(sheet.content_digest()[:4], "big") >> (32 - _CONTENT)


def _key(kind: Kind, record_id: UUID, version: int, day: date, content: int) -> int:
    text = f"{kind}/{record_id}/{version}/{day}/{content}"
    return int.from_bytes(keyed_digest("print", text)[:5], "big") >> (40 - _KEY)
