"""Bringing a backup back: proven first, into an empty place only, and under a new epoch.

The new epoch is what makes the phones ask what is missing here and send it again: what came between the backup and the
loss returns by itself.
"""

from dataclasses import dataclass
from pathlib import Path

import flask_migrate

from app.backup.rules import DATABASES, PHOTO_LIST, BackupFault, Manifest
from app.backup.service import databases
from app.backup.service.pool import open_objects, read_list
from app.backup.service.proving import prove_backup
from app.journal import queries as journal
from app.photos.store import BlobStore
from app.web.database import db
from app.web.generation import new_generation


@dataclass(frozen=True)
class Restored:
    """What came back: the backup's own words, and the journals that are not whole (none, if all is well)."""

    manifest: Manifest
    broken: list[str]


def restore_backup(path: Path, store: BlobStore) -> Restored:
    """Fill the empty database and the storage of this installation; ``BackupFault`` before anything is changed."""
    manifest = prove_backup(path)
    engine = db.engine
    if manifest.database != databases.name_of(engine):
        kind = next(name for name, file in DATABASES.items() if file == manifest.database)
        raise BackupFault(f"This backup is of a {kind} database; KENG_DATABASE_URL names another kind.")
    database = databases.database_of(engine)
    database.check_is_empty()
    # Photos first: a restore that is broken off leaves bytes that nobody names, never names without bytes.
    objects = open_objects(path.parent)
    for entry in read_list(path / PHOTO_LIST):
        store.put(entry.key, objects.get(entry.key))
    engine.dispose()
    # In one step with the new generation: a database that stands here under its old epoch would ask no phone for anything.
    database.fill_from(path / manifest.database, new_generation())
    flask_migrate.upgrade()
    broken = [commune for commune in journal.list_communes() if next(journal.find_faults(commune), None) is not None]
    return Restored(manifest, broken)
