"""A table as CSV: UTF-8 with a mark for spreadsheets, written block by block."""

from collections.abc import Iterator

from sqlalchemy import Engine

from app.core.cells import write_table
from app.exports.queries import Reading


def write_csv(reading: Reading, engine: Engine) -> Iterator[bytes]:
    """The file in blocks of about 64 KB."""
    return write_table([one.heading for one in reading.columns], reading.blocks(engine))
