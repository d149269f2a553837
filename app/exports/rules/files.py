"""Files that leave: which are made at once and which by the worker, for how long they are kept, how they are called."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from app.core.errors import INVALID, DomainError, fault_at
from app.core.text import fold
from app.exports.rules.tables import Table

CSV, XLSX, JSON_LINES, GEOJSON, ZIP = ENDINGS = ("csv", "xlsx", "jsonl", "geojson", "zip")
MIME = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSON_LINES: "application/jsonl; charset=utf-8",
    GEOJSON: "application/geo+json",
    ZIP: "application/zip",
}
# More rows than these are left to the worker: a workbook is sent only when it is whole, a text as it is written.
_AT_ONCE = {CSV: 100_000, JSON_LINES: 100_000, XLSX: 5_000, GEOJSON: 5_000, ZIP: -1}
PREVIEWED = 20
# A workbook has room for 1,048,576 rows on a sheet.
MOST_OF_A_SHEET = 1_000_000
LEAST_PURPOSE, MOST_PURPOSE = 5, 200
KEPT = timedelta(days=3)
LISTED = timedelta(days=30)
# A worker that has said nothing for this long is taken for dead, and the file is begun anew.
LEASE = timedelta(minutes=2)
MOST_TRIES = 3
MOST_WAITING = 5
MOST_MONTHS = 24


class State(StrEnum):
    """Where a file that the worker makes stands; ``expired`` once its days are over and it has been deleted."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"


def is_for_worker(ending: str, rows: int) -> bool:
    """Whether a file of so many rows is made by the worker and fetched later."""
    return rows > _AT_ONCE[ending]


def check_rows(ending: str, rows: int) -> None:
    """``INVALID`` for more rows than a format holds."""
    if ending == XLSX and rows > MOST_OF_A_SHEET:
        raise DomainError(INVALID, errors=[fault_at("/ending", "Excel chỉ chứa được một triệu dòng, xin chọn kỳ ngắn hơn")])


def file_name(table: Table, ending: str, first: date | None, last: date | None) -> str:
    """``Sự việc 2026-11-01 đến 2026-11-30.xlsx``: a Vietnamese name that every system can keep."""
    period = {(True, True): f" {first} đến {last}", (True, False): f" từ {first}", (False, True): f" đến {last}"}
    return f"{table.words}{period.get((first is not None, last is not None), '')}.{ending}"


def plain_name(name: str) -> str:
    """The same in letters without marks, for programs that know no others: ``Su-viec-2026-11-01-den-2026-11-30.xlsx``."""
    stem, _, ending = name.rpartition(".")
    letters = "".join(one if one.isascii() and (one.isalnum() or one == "-") else " " for one in fold(stem))
    return f"{'-'.join(letters.split())}.{ending}"


def expires_after(done: datetime) -> datetime:
    """When a file that was done at ``done`` goes."""
    return done + KEPT
