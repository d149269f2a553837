"""Making a backup: first the database in one moment, then every photo that this very copy names.

In this order a photo that comes meanwhile is in neither, and never the other way round: no copy names bytes that it lacks.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, case, func, select, text

from app.backup.rules import FORMAT, MANIFEST, PHOTO_LIST, PHOTOS, UNFINISHED, Manifest, is_name, name_of, too_many
from app.backup.service import databases
from app.backup.service.pool import Pool, bring_to_disk, digest_of
from app.core import clock, contract
from app.journal.models import JournalHead
from app.photos.models import Photo
from app.photos.rules import Form, PhotoState
from app.photos.store import BlobStore, MissingBlob, blob_key
from app.web.database import db, table_of
from app.web.epoch import current_epoch

_PHOTO = table_of(Photo).c
_DEVELOPED = (Form.ORIGINAL, Form.CLEAN, Form.THUMB)


@dataclass(frozen=True)
class Made:
    """A finished backup: where it lies, what it says of itself, how many old backups and objects were let go."""

    path: Path
    manifest: Manifest
    dropped: int = 0


def make_backup(folder: Path, store: BlobStore, *, keep: int = 0) -> Made:
    """Write one backup into ``folder`` while the server runs. It gets its name only when all of it is on the disk.

    ``keep`` > 0 lets the oldest go once more than that many are there. ``BackupFault`` when it cannot be made.
    """
    (folder / PHOTOS).mkdir(mode=0o700, parents=True, exist_ok=True)
    for left_over in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left_over)
    name = name_of(clock.now())
    unfinished, path = folder / f"{UNFINISHED}{name}", folder / name
    unfinished.mkdir(mode=0o700)
    with Pool(folder) as pool:
        manifest = _write(unfinished, pool, store)
        unfinished.rename(path)
        bring_to_disk(folder)
        return Made(path, manifest, _let_go(folder, pool, keep))


def _write(unfinished: Path, pool: Pool, store: BlobStore) -> Manifest:
    engine = db.engine
    copy = unfinished / databases.name_of(engine)
    with databases.database_of(engine).copy_to(copy) as connection:
        photos, size, missing = _take_photos(connection, unfinished / PHOTO_LIST, pool, store)
        journals = {row.commune_id: {"seq": row.seq, "chain": row.chain.hex()} for row in _heads(connection)}
        migration = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    files = (copy, unfinished / PHOTO_LIST)
    manifest = Manifest(
        format=FORMAT,
        made_at=clock.now().isoformat(),
        version=contract.VERSION,
        database=copy.name,
        migration=migration,
        epoch=current_epoch(),
        digests={file.name: digest_of(file) for file in files},
        photos=photos,
        photo_bytes=size,
        missing=missing,
        journals=journals,
    )
    (unfinished / MANIFEST).write_text(json.dumps(manifest.plain(), ensure_ascii=False, indent=1), encoding="utf-8")
    for place in (*files, unfinished / MANIFEST, unfinished):
        bring_to_disk(place)
    return manifest


def _heads(connection: Connection) -> Iterator[JournalHead]:
    head = table_of(JournalHead).c
    yield from connection.execute(select(head.commune_id, head.seq, head.chain).order_by(head.commune_id))  # type: ignore[misc]


def _take_photos(connection: Connection, listed: Path, pool: Pool, store: BlobStore) -> tuple[int, int, list[str]]:
    """Every object that the copy names; gives how many, their bytes, and the keys that the storage did not have."""
    count, size, missing = 0, 0, []
    rows = connection.execution_options(yield_per=500).execute(
        select(_PHOTO.commune_id, _PHOTO.sha256, func.max(case((_PHOTO.state == PhotoState.READY.value, 1), else_=0)))
        .where(_PHOTO.state != PhotoState.EXPECTED.value, _PHOTO.erased_at.is_(None))
        .group_by(_PHOTO.commune_id, _PHOTO.sha256)
    )
    with listed.open("w", encoding="utf-8") as lines:
        for commune_id, sha256, developed in rows:
            for form in _DEVELOPED if developed else _DEVELOPED[:1]:
                key = blob_key(commune_id, sha256, form)
                try:
                    entry = pool.take(key, store)
                except MissingBlob:
                    missing.append(key)
                    continue
                lines.write(entry.line())
                count, size = count + 1, size + entry.size
    return count, size, missing


def _let_go(folder: Path, pool: Pool, keep: int) -> int:
    """The oldest backups beyond ``keep``, and the objects that only they named; gives how many backups went."""
    old = too_many([path.name for path in folder.iterdir() if is_name(path.name)], keep)
    for name in old:
        shutil.rmtree(folder / name)
    if old:
        pool.forget_unnamed([path / PHOTO_LIST for path in folder.iterdir() if is_name(path.name)])
    return len(old)
