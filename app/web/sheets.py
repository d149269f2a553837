"""Spreadsheets that people bring and take along: rows read by their headings, and workbooks written to be filled in.

A workbook (.xlsx) or a text file (.csv: UTF-8 or UTF-16, commas, semicolons or tabs). What stands in a cell is read as it is
shown; formulas by the value that was kept with them. Nothing is guessed beyond that: what a value means, its feature says.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any
from zipfile import BadZipFile, ZipFile

from flask_babel import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from app.core.errors import NOT_A_SPREADSHEET, DomainError
from app.core.text import fold, nfc

MOST_ROWS = 2_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_MOST_UNPACKED = 60_000_000
_MOST_COLUMNS = 60
_LISTS = "Danh mục"
_HEADING_WITHIN = 10

Value = str | date


@dataclass(frozen=True)
class Column:
    """A column: the ``key`` its feature knows it by, the ``heading`` people see. ``needed`` ones must stand in the file."""

    key: str
    heading: str
    needed: bool = True
    width: int = 20


@dataclass(frozen=True)
class Row:
    """A row that is not empty: its ``number`` as the spreadsheet shows it, and every column's value ("" for none)."""

    number: int
    cells: dict[str, Value]

    def text(self, key: str) -> str:
        """A cell as text; a date as ``d/m/yyyy``."""
        value = self.cells[key]
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value

    def day(self, key: str) -> date | None:
        """A cell as a date, be it a real one or ``d/m/yyyy``; ``None`` when empty, ``ValueError`` for anything else."""
        value = self.cells[key]
        if isinstance(value, date) or not value:
            return value or None
        day, month, year = value.split("/")
        return date(int(year), int(month), int(day))


def read_rows(data: bytes, columns: Sequence[Column]) -> list[Row]:
    """The rows below the headings, which may be written without diacritics and in any order; other columns are left out.

    ``NOT_A_SPREADSHEET`` with the reason in words: no such file, a needed heading that is missing, more than ``MOST_ROWS``.
    """
    lines = _lines_of_workbook(data) if zipfile.is_zipfile(io.BytesIO(data)) else _lines_of_text(data)
    places: dict[str, int] | None = None
    rows: list[Row] = []
    for number, line in lines:
        if places is None:
            places = _find_headings(line, columns)
            if places is None and number >= _HEADING_WITHIN:
                break
        elif any(line):
            rows.append(Row(number, {one.key: _at(line, places.get(one.key)) for one in columns}))
            if len(rows) > MOST_ROWS:
                raise _refusal(_("Bảng có quá 2.000 hàng, xin chia thành nhiều tệp."))
    if places is None:
        needed = ", ".join(one.heading for one in columns if one.needed)
        raise _refusal(_("Không thấy hàng tiêu đề. Bảng cần có các cột: %(columns)s.", columns=needed))
    return rows


def read_some_rows(data: bytes, columns: Sequence[Column], most: int) -> list[Row]:
    """The same where there have to be rows, and no more than ``most``."""
    rows = read_rows(data, columns)
    if not rows:
        raise _refusal(_("Bảng chưa có hàng nào dưới hàng tiêu đề."))
    if len(rows) > most:
        raise _refusal(_("Bảng có quá %(num)s hàng, xin chia thành nhiều tệp.", num=most))
    return rows


def write_workbook(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]] = (),
    *,
    offered: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """A workbook with one sheet, its headings and these rows. Text stays text: what begins with ``=`` is no formula.

    ``offered`` are, by column, texts to choose from; they stand on a second sheet.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_heading_cell(sheet, one.heading) for one in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    if offered:
        _offer(book, sheet, columns, offered)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _offer(book: Workbook, sheet: Any, columns: Sequence[Column], offered: Mapping[str, Sequence[str]]) -> None:
    lists = book.create_sheet(_LISTS)
    headings = {one.key: one.heading for one in columns}
    lists.append([_heading_cell(lists, headings[key]) for key in offered])
    for row in zip_longest(*offered.values(), fillvalue=""):
        lists.append([_cell(lists, text) for text in row])
    places = {one.key: get_column_letter(place) for place, one in enumerate(columns, start=1)}
    for place, (key, texts) in enumerate(offered.items(), start=1):
        letter = get_column_letter(place)
        choice = DataValidation("list", formula1=f"'{_LISTS}'!${letter}$2:${letter}${len(texts) + 1}", allow_blank=True)
        # A list from elsewhere may say it in other words; reading it tells what does not fit.
        choice.showErrorMessage = False
        choice.add(f"{places[key]}2:{places[key]}{MOST_ROWS + 1}")
        sheet.data_validations.append(choice)


def _refusal(reason: str) -> DomainError:
    return DomainError(NOT_A_SPREADSHEET, reason)


def _lines_of_workbook(data: bytes) -> Iterator[tuple[int, list[Value]]]:
    # A small file can unpack into gigabytes: what it says of its own size is asked first.
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise _refusal(_("Bảng tính này lớn quá."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # Some programs write a wrong size into the sheet, which would hide rows.
        sheet.reset_dimensions()
        lines = sheet.iter_rows(values_only=True)
        yield from ((number, [_value(one) for one in line[:_MOST_COLUMNS]]) for number, line in enumerate(lines, start=1))
    except (BadZipFile, KeyError, ValueError, IndexError, TypeError, SyntaxError, OSError):
        # What a damaged workbook throws depends on where it is damaged; openpyxl has no error of its own for it.
        raise _refusal(_("Tệp bị hỏng hoặc không phải bảng tính.")) from None


def _lines_of_text(data: bytes) -> Iterator[tuple[int, list[Value]]]:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise _refusal(_("Tệp không phải .xlsx, cũng không phải .csv (UTF-8).")) from None
    if "\0" in text:
        raise _refusal(_("Tệp không phải .xlsx, cũng không phải .csv (UTF-8)."))
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        for line in reader:
            yield reader.line_num, [_value(one) for one in line[:_MOST_COLUMNS]]
    except csv.Error:
        raise _refusal(_("Tệp bị hỏng hoặc không phải bảng tính.")) from None


def _value(raw: Any) -> Value:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return "" if raw is None else nfc(str(raw)).strip()


def _find_headings(line: Sequence[Value], columns: Sequence[Column]) -> dict[str, int] | None:
    """Where each column stands, when this line is the one with the headings."""
    said = {fold(str(value)): place for place, value in reversed(list(enumerate(line))) if value}
    found = {one.key: said[fold(one.heading)] for one in columns if fold(one.heading) in said}
    return found if all(one.key in found for one in columns if one.needed) else None


def _at(line: Sequence[Value], place: int | None) -> Value:
    return line[place] if place is not None and place < len(line) else ""


def _heading_cell(sheet: Any, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="EFE6D2")
    return cell


def _cell(sheet: Any, value: Value) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    else:
        cell.data_type = "s"
    return cell
