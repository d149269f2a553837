"""Proving a backup: everything is read again and held against its digests."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from app.backup.rules import MANIFEST, PHOTO_LIST, BackupFault, Manifest
from app.backup.service.pool import digest_of, open_objects, read_list
from app.photos.store import MissingBlob


def read_manifest(path: Path) -> Manifest:
    """What the backup in this folder says of itself; ``BackupFault`` when it is none."""
    try:
        return Manifest.read(json.loads((path / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupFault(f"{path} is no whole backup: its {MANIFEST} cannot be read.") from None


def find_faults(path: Path) -> Iterator[str]:
    """Everything that is wrong with the backup in this folder, a sentence each. Memory stays constant."""
    manifest = read_manifest(path)
    changed = list(_changed_files(path, manifest))
    yield from changed
    if changed:
        # A list that cannot be believed says nothing about the photos.
        return
    objects, count = open_objects(path.parent), 0
    for entry in read_list(path / PHOTO_LIST):
        count += 1
        try:
            data = objects.get(entry.key)
        except MissingBlob:
            yield f"photo {entry.key} is missing"
            continue
        if hashlib.sha256(data).hexdigest() != entry.digest:
            yield f"photo {entry.key} has changed"
    if count != manifest.photos:
        yield f"{PHOTO_LIST} names {count} photos instead of {manifest.photos}"


def _changed_files(path: Path, manifest: Manifest) -> Iterator[str]:
    for name, expected in manifest.digests.items():
        if not (path / name).is_file():
            yield f"{name} is missing"
        elif digest_of(path / name) != expected:
            yield f"{name} has changed"


def prove_backup(path: Path) -> Manifest:
    """The manifest of a backup that is whole; ``BackupFault`` with the first faults otherwise."""
    manifest = read_manifest(path)
    faults = [fault for _, fault in zip(range(20), find_faults(path), strict=False)]
    if faults:
        raise BackupFault("This backup is not whole:\n" + "\n".join(f"  - {fault}" for fault in faults))
    return manifest
