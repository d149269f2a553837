"""The inside of a rescue file: one record an operation, one record a photo, and at the end what there should have been."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from app.core.errors import FILE_DAMAGED, DomainError
from app.rescue import rules
from app.rescue.source import Source

_OPERATION, _PHOTO, _END = b"O", b"P", b"E"


@dataclass(frozen=True)
class OperationRecord:
    """An operation: its canonical JSON as it lay in the phone's outbox."""

    data: bytes


@dataclass(frozen=True)
class PhotoRecord:
    """A photo's bytes, whole, for the slot that its operation opened."""

    photo_id: UUID
    data: bytes


Record = OperationRecord | PhotoRecord


class _Tally:
    """Counts what went by, and chains its digests in order: the end names both."""

    def __init__(self) -> None:
        self.operations = self.photos = 0
        self.chain = bytes(32)

    def add(self, data: bytes) -> None:
        self.chain = hashlib.sha256(self.chain + hashlib.sha256(data).digest()).digest()


def read_records(source: Source, photo_most: int) -> Iterator[Record]:
    """The records in the order of the file; ``photo_most`` is the largest photo in bytes.

    ``TOO_LARGE`` for more, or for larger ones, than any phone writes; ``FILE_DAMAGED`` when the end tells otherwise.
    """
    tally = _Tally()
    while (kind := source.take(1)) != _END:
        if kind == _OPERATION:
            yield _read_operation(source, tally)
        elif kind == _PHOTO:
            yield _read_photo(source, tally, photo_most)
        else:
            raise DomainError(FILE_DAMAGED)
    _check_end(source, tally)


def _read_operation(source: Source, tally: _Tally) -> OperationRecord:
    tally.operations += 1
    rules.check_count("operations", tally.operations, rules.MOST_OPERATIONS)
    data = _take_sized(source, "operation", rules.OPERATION_MOST)
    tally.add(data)
    return OperationRecord(data)


def _read_photo(source: Source, tally: _Tally, photo_most: int) -> PhotoRecord:
    tally.photos += 1
    rules.check_count("photos", tally.photos, rules.MOST_PHOTOS)
    try:
        manifest = json.loads(_take_sized(source, "manifest", rules.MANIFEST_MOST))
        photo_id, size = UUID(manifest["photo_id"]), int(manifest["bytes"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DomainError(FILE_DAMAGED) from None
    rules.check_count("photo", size, photo_most)
    data = _take_exactly(source, size)
    tally.add(data)
    return PhotoRecord(photo_id, data)


def _check_end(source: Source, tally: _Tally) -> None:
    try:
        told = json.loads(_take_sized(source, "end", rules.MANIFEST_MOST))
        same = (told["operations"], told["photos"], told["chain"]) == (tally.operations, tally.photos, tally.chain.hex())
    except (ValueError, KeyError, TypeError):
        raise DomainError(FILE_DAMAGED) from None
    if not same or source.has_more():
        raise DomainError(FILE_DAMAGED)


def _take_sized(source: Source, what: str, most: int) -> bytes:
    size = int.from_bytes(_take_exactly(source, 4), "big")
    rules.check_count(what, size, most)
    return _take_exactly(source, size)


def _take_exactly(source: Source, size: int) -> bytes:
    if size < 0:
        raise DomainError(FILE_DAMAGED)
    data = source.take(size)
    if len(data) < size:
        raise DomainError(FILE_DAMAGED)
    return data
