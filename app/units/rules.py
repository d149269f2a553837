"""What a list of units must be. Plain: reads rows of the project's CSV form and says everything that is wrong with them.

A row holds ``id, code, kind, name, parent_id, valid_from, valid_to, former_district, former_province, successor_ids``.
The id of a unit never changes; a former one whose code lives on is called ``<code>/<year it ended>``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.text import nfc

PROVINCE = "province"
KINDS = (PROVINCE, "xa", "phuong", "dac_khu", "thi_tran")
COLUMNS = (
    "id", "code", "kind", "name", "parent_id", "valid_from", "valid_to",
    "former_district", "former_province", "successor_ids",
)  # fmt: skip
_PREFIXES = ("Thành phố ", "Tỉnh ", "Đặc khu ", "Thị trấn ", "Phường ", "Xã ")
_ID = re.compile(r"(\d{2}|\d{5})(/\d{4})?")


@dataclass(frozen=True)
class UnitRow:
    """One unit of a list; ``line`` is where it stands in its file."""

    line: int
    id: str
    code: str
    kind: str
    name: str
    parent_id: str | None
    valid_from: date | None
    valid_to: date | None
    former_district: str | None
    former_province: str | None
    successor_ids: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a list, and on which line."""

    line: int
    detail: str


def bare_name(name: str) -> str:
    """A unit's name without its kind: ``Đức Trọng``; a numbered ward keeps it, because ``12`` says nothing."""
    for prefix in _PREFIXES:
        rest = name.removeprefix(prefix)
        if rest != name:
            return name if rest.isdigit() else rest
    return name


def read_rows(table: Iterable[Mapping[str, str | None]]) -> tuple[list[UnitRow], list[Fault]]:
    """Turn the rows of a CSV reader into units, and tell what cannot be read. The header is line 1."""
    rows: list[UnitRow] = []
    faults: list[Fault] = []
    for line, raw in enumerate(table, start=2):
        missing = [name for name in COLUMNS if raw.get(name) is None]
        if missing:
            faults.append(Fault(line, f"columns missing: {', '.join(missing)}"))
            continue
        try:
            rows.append(_row(line, {name: nfc((raw[name] or "").strip()) for name in COLUMNS}))
        except ValueError as error:
            faults.append(Fault(line, str(error)))
    return rows, faults


def _row(line: int, raw: Mapping[str, str]) -> UnitRow:
    return UnitRow(
        line=line,
        id=raw["id"],
        code=raw["code"],
        kind=raw["kind"],
        name=raw["name"],
        parent_id=raw["parent_id"] or None,
        valid_from=_day(raw["valid_from"]),
        valid_to=_day(raw["valid_to"]),
        former_district=raw["former_district"] or None,
        former_province=raw["former_province"] or None,
        successor_ids=tuple(raw["successor_ids"].split()),
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"not a date (YYYY-MM-DD): {text}") from None


def find_faults(rows: Iterable[UnitRow], known: Mapping[str, str]) -> list[Fault]:
    """Everything wrong with a list, in the order of its lines. ``known`` is the kind of each stored unit by its id."""
    rows = list(rows)
    kinds = {**known, **{row.id: row.kind for row in rows}}
    seen: set[str] = set()
    faults: list[Fault] = []
    for row in rows:
        found = _own_faults(row) + _parent_faults(row, kinds) + _successor_faults(row, kinds)
        if row.id in seen:
            found.append(f"{row.id} stands twice")
        seen.add(row.id)
        faults += [Fault(row.line, detail) for detail in found]
    return faults


def _own_faults(row: UnitRow) -> list[str]:
    found = []
    if not _ID.fullmatch(row.id) or row.id.split("/")[0] != row.code:
        found.append(f"id {row.id!r} is not the code {row.code!r}, alone or with the year it ended")
    if row.kind not in KINDS:
        found.append(f"unknown kind: {row.kind!r}")
    elif (row.kind == PROVINCE) != (len(row.code) == 2):
        found.append(f"a province has two digits, a commune five: {row.code}")
    if not row.name or len(row.name) > 120:
        found.append("a name has 1 to 120 characters")
    if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
        found.append("ends before it begins")
    return found


def _parent_faults(row: UnitRow, kinds: Mapping[str, str]) -> list[str]:
    if row.parent_id is None:
        # The provinces of before July 2025 have no code here, so a former commune may name its own in words.
        placed = row.kind == PROVINCE or (row.valid_to and row.former_province)
        return [] if placed else ["a commune lies in a province: parent_id is empty"]
    if row.kind == PROVINCE:
        return ["a province has no parent"]
    if row.parent_id not in kinds:
        return [f"parent {row.parent_id} does not exist"]
    return [] if kinds[row.parent_id] == PROVINCE else [f"parent {row.parent_id} is no province"]


def _successor_faults(row: UnitRow, kinds: Mapping[str, str]) -> list[str]:
    found = [f"successor {heir} does not exist" for heir in row.successor_ids if heir not in kinds]
    if row.successor_ids and row.valid_to is None:
        found.append("has successors, but has not ended")
    if row.id in row.successor_ids:
        found.append("succeeds itself")
    return found
