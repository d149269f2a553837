"""A table as a workbook (.xlsx): real days and moments, texts that stay texts, a sheet that says what the file is.

The only file that knows XlsxWriter. Rows go to the disk as they come, so memory does not grow with them; the whole is packed
at the end, which is why nothing can be sent before.
"""

from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from sqlalchemy import Engine

from app.core.night import local
from app.exports.queries import Reading
from app.exports.rules.tables import Column, Kind
from app.exports.writers.about import About

_PIECE = 256 * 1024
_FORMATS = {Kind.DAY: "dd/mm/yyyy", Kind.MOMENT: "dd/mm/yyyy hh:mm"}
_ABOUT = "Về tệp này"


def write_workbook(reading: Reading, engine: Engine, about: About) -> Iterator[bytes]:
    """The file in pieces of 256 KB."""
    with TemporaryFile() as file:
        _fill(file, reading, engine, about)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _fill(file: IO[bytes], reading: Reading, engine: Engine, about: About) -> None:
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    try:
        book.set_properties(_properties(about))
        sheet = book.add_worksheet(reading.table.words[:31])
        writers = _set_up(book, sheet, reading.columns)
        row = 0
        for rows in reading.blocks(engine):
            for cells in rows:
                row += 1
                for place, value in enumerate(cells):
                    if value is not None and value != "":
                        writers[place](row, place, value)
        sheet.autofilter(0, 0, row, len(reading.columns) - 1)
        _tell(book, about)
    finally:
        book.close()


def _properties(about: About) -> dict[str, Any]:
    # The file's own times have no zone: they are those of a Vietnamese clock.
    made = local(about.at).replace(tzinfo=None)
    said = "\n".join(f"{name}: {text}" for name, text in about.lines())
    return {"title": about.title, "author": about.who, "company": about.place, "created": made, "comments": said[:2000]}


def _set_up(book: Any, sheet: Any, columns: tuple[Column, ...]) -> list[Callable[..., Any]]:
    """The headings; gives what writes a cell of each column."""
    head = book.add_format({"bold": True, "bg_color": "#EFE6D2", "text_wrap": True, "valign": "top"})
    looks = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
    writers = []
    for place, one in enumerate(columns):
        sheet.set_column(place, place, one.width, looks.get(one.kind))
        writers.append(sheet.write_string if one.kind is Kind.TEXT else sheet.write_number)
    sheet.freeze_panes(1, 0)
    for place, one in enumerate(columns):
        sheet.write_string(0, place, one.heading, head)
    return writers


def _tell(book: Any, about: About) -> None:
    sheet = book.add_worksheet(_ABOUT)
    name, text = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    for row, (label, words) in enumerate(about.lines()):
        sheet.write_string(row, 0, label, name)
        sheet.write_string(row, 1, words, text)
