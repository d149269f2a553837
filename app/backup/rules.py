"""What a backup consists of, and what is wrong with one. Plain Python.

A folder of backups holds ``photos/`` (every object once, under its storage key), ``index.sqlite3`` (what lies there, with
digests), and a folder for each backup: ``database.sqlite3`` or ``database.dump``, ``photos.txt`` (key, SHA-256 and bytes of
each object that this database names, one a line), ``manifest.json``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

FORMAT = 1
PHOTOS, INDEX, PHOTO_LIST, MANIFEST = "photos", "index.sqlite3", "photos.txt", "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# A folder that is being written; what a crash leaves under this name is no backup.
UNFINISHED = ".unfinished-"
_NAME = "%Y%m%dT%H%M%SZ"


class BackupFault(Exception):
    """A sentence for the person at the keyboard: why it cannot go on, and what is safe."""


@dataclass(frozen=True)
class Entry:
    """An object of the storage as a backup keeps it: its key, the SHA-256 of its bytes in hex, how many there are."""

    key: str
    digest: str
    size: int

    def line(self) -> str:
        """As ``photos.txt`` has it."""
        return f"{self.key} {self.digest} {self.size}\n"

    @classmethod
    def read(cls, line: str) -> "Entry":
        """From a line of ``photos.txt``."""
        key, digest, size = line.split()
        return cls(key, digest, int(size))


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. ``missing`` are objects that the database names and the storage did not have."""

    format: int
    made_at: str
    version: str
    database: str
    migration: str
    epoch: str
    digests: Mapping[str, str]
    photos: int
    photo_bytes: int
    missing: list[str]
    journals: Mapping[str, Any]

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> "Manifest":
        """From JSON; ``BackupFault`` when another program or a later version wrote it."""
        if plain.get("format") != FORMAT:
            raise BackupFault("This is no backup of Kẻng, or one of a later version.")
        return cls(**{name: plain[name] for name in cls.__dataclass_fields__})


def name_of(made_at: datetime) -> str:
    """The folder's name, so that names sort by time."""
    return made_at.strftime(_NAME)


def is_name(text: str) -> bool:
    """Whether a folder is a finished backup by its name."""
    try:
        datetime.strptime(text, _NAME)  # noqa: DTZ007 - only the form is asked
    except ValueError:
        return False
    return True


def too_many(names: list[str], keep: int) -> list[str]:
    """The oldest ones, once more than ``keep`` are there."""
    return sorted(names)[:-keep] if keep else []
