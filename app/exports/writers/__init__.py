"""Writers of files: each makes one format of any table that is ready to be read."""

from collections.abc import Iterator

from sqlalchemy import Engine

from app.exports.queries import Points, Reading
from app.exports.rules.files import CSV, GEOJSON, XLSX
from app.exports.rules.written import Shape
from app.exports.writers.about import About
from app.exports.writers.csv_text import write_csv
from app.exports.writers.geojson import write_geojson
from app.exports.writers.json_lines import write_json_lines
from app.exports.writers.workbook import write_workbook

__all__ = ["About", "shape_of", "write", "write_csv"]


def shape_of(ending: str) -> Shape:
    """How a format wants days and moments."""
    return {CSV: Shape.TEXT, XLSX: Shape.SERIAL}.get(ending, Shape.ISO)


def write(ending: str, reading: Reading, engine: Engine, about: About) -> Iterator[bytes]:
    """The file in pieces; a package of photos is made by ``package.py``, which needs the storage."""
    if ending == CSV:
        return write_csv(reading, engine)
    if ending == XLSX:
        return write_workbook(reading, engine, about)
    if ending == GEOJSON:
        assert isinstance(reading, Points)
        return write_geojson(reading, about)
    return write_json_lines(reading, engine, about)
