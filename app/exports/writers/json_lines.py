"""A table as JSON Lines: one object a row, the first line says what the file is."""

import json
from collections.abc import Iterator

from sqlalchemy import Engine

from app.exports.queries import Reading
from app.exports.writers.about import About

_BLOCK = 64 * 1024
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_json_lines(reading: Reading, engine: Engine, about: About) -> Iterator[bytes]:
    """The file in blocks of about 64 KB."""
    keys = [one.key for one in reading.columns]
    lines, size = [_encode({"about": about.values()})], 0
    for rows in reading.blocks(engine):
        for cells in rows:
            lines.append(_encode(dict(zip(keys, cells, strict=True))))
            size += len(lines[-1])
            if size >= _BLOCK:
                yield ("\n".join(lines) + "\n").encode()
                lines, size = [], 0
    yield ("\n".join(lines) + "\n").encode() if lines else b""
