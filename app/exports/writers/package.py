"""The photos of a period as a ZIP: pictures as they are, the activity log beside them, and a list with the digest of each.

The only file that knows zipstream. Nothing is kept but the list: pictures go through in pieces of the storage.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Engine
from zipstream import ZIP_DEFLATED, ZIP_STORED, ZipStream

from app.exports.queries import Reading
from app.exports.queries.photos import Picture
from app.exports.rules.tables import Column
from app.exports.writers.about import About
from app.exports.writers.csv_text import write_csv
from app.photos.store import BlobStore, MissingBlob

MANIFEST, LOG = "manifest.json", "nhật ký hoạt động.csv"
Told = Callable[[int], None]


def write_package(
    pictures: Iterable[Picture],
    columns: Sequence[Column],
    log: Reading,
    engine: Engine,
    store: BlobStore,
    about: About,
    told: Told,
) -> Iterator[bytes]:
    """The ZIP in pieces; ``told`` hears how many pictures are done. One whose bytes are gone is named and left out."""
    stream = ZipStream(compress_type=ZIP_STORED)
    keys = [one.key for one in columns]
    files: list[dict[str, Any]] = []
    missing: list[str] = []
    for number, picture in enumerate(pictures, start=1):
        facts = dict(zip(keys, picture.cells, strict=True))
        try:
            pieces = store.stream(picture.key)
        except MissingBlob:
            missing.append(facts["name"])
            continue
        yield from _add(stream, facts["name"], pieces, files, facts)
        told(number)
    yield from _add(stream, LOG, write_csv(log, engine), files, {"name": LOG}, compress_type=ZIP_DEFLATED)
    manifest = {"about": about.values(), "files": files, "missing": missing}
    stream.add(json.dumps(manifest, ensure_ascii=False, indent=1).encode(), MANIFEST, compress_type=ZIP_DEFLATED)
    yield from stream.finalize()


def _add(
    stream: ZipStream,
    name: str,
    pieces: Iterable[bytes],
    files: list[dict[str, Any]],
    facts: dict[str, Any],
    compress_type: int | None = None,
) -> Iterator[bytes]:
    digest, size = hashlib.sha256(), 0

    def through() -> Iterator[bytes]:
        nonlocal size
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            yield piece

    stream.add(through(), name, compress_type=compress_type)
    yield from stream.all_files()
    files.append({**facts, "bytes": size, "sha256": digest.hexdigest()})
