"""What a list of models would make of what is there: row by row, with the cell and the reason where one cannot be taken.

A row is a site and, where it names one, a group of it; rows of the same kind, village and name are one site. Plain.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.core.errors import fault_at
from app.core.text import fold, nfc
from app.registry.rules.answers import Unfit
from app.registry.rules.sites import Counted, Founding, GroupWords, SiteWords, count_faults, group_faults, site_faults

MOST_ROWS = 1000
# What a cell of people's lists says where it says nothing.
_NOTHING = ("", "-", "–")
_WHOLE = ("", "ca xa", "toan xa", "ca phuong", "toan phuong")
_VILLAGE_KIND = re.compile(r"^(thon|to dan pho|tdp|khu pho|khom|ap|ban|buon|lang) ")
_YES, _NO = ("co", "yes", "da co", "x"), ("", "khong", "no", "chua", "chua co", "-")
# Where a fault of the rules stands in the list.
_AT = {"since": "launched_on", "formed_on": "launched_on", "name": "name"}
_NO_KIND, _NO_FUND = fault_at("", "Không có loại mô hình này"), fault_at("", "Không có nguồn kinh phí này")
_TWICE = fault_at("", "Trùng với hàng %(num)s")["detail"]
SiteKey = tuple[str, UUID | None, str]


class Deed(StrEnum):
    """What a good row does."""

    SITE = "site"
    GROUP = "group"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Line:
    """A row as it stands in the file: its ``number`` as the spreadsheet shows it, and its cells as texts by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class KnownSite:
    """A site that is there, and the folded names of its groups."""

    id: UUID
    groups: frozenset[str]


@dataclass(frozen=True)
class Known:
    """What is there: villages, kinds and funds by folded words; sites by kind, village and folded name. ``whole``: whether
    the reader keeps models of the whole commune."""

    villages: Mapping[str, UUID]
    kinds: Mapping[str, str]
    funds: Mapping[str, str]
    sites: Mapping[SiteKey, KnownSite]
    whole: bool
    today: date


@dataclass(frozen=True)
class Fault:
    """Why a cell cannot be taken; ``about`` is the row that it is about (``%(num)s`` in the words)."""

    column: str
    why: str
    about: str = ""


@dataclass
class Planned:
    """What becomes of a row."""

    line: Line
    kind: str = ""
    said: SiteWords | None = None
    group: GroupWords | None = None
    counted: Counted | None = None
    deed: Deed = Deed.NOTHING
    key: SiteKey | None = None
    faults: list[Fault] = field(default_factory=list)


def make_plan(lines: Sequence[Line], known: Known) -> list[Planned]:
    """Judge every row by itself, then beside the others."""
    plan = [_judge(line, known) for line in lines]
    first: dict[tuple[SiteKey, str], int] = {}
    opened: set[SiteKey] = set()
    for row in plan:
        if row.faults or row.key is None:
            continue
        group = fold(row.group.name) if row.group else ""
        number = first.setdefault((row.key, group), row.line.number)
        if number != row.line.number:
            row.faults.append(Fault("group" if group else "name", _TWICE, str(number)))
            continue
        there = known.sites.get(row.key)
        if there is None and row.key not in opened:
            row.deed = Deed.SITE
            opened.add(row.key)
        elif group and (there is None or group not in there.groups):
            row.deed = Deed.GROUP
    return plan


def _judge(line: Line, known: Known) -> Planned:
    row, cells = Planned(line), {key: _cell(text) for key, text in line.cells.items()}

    def read(key: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(cells[key])
        except ValueError as fault:
            row.faults.append(Fault(key, str(fault)))
            return None

    kind = read("kind", lambda text: _chosen(text, known.kinds, _NO_KIND, needed=True))
    village = read("village", lambda text: _village(text, known))
    fund = read("fund_source", lambda text: _chosen(text, known.funds, _NO_FUND))
    days = {key: read(key, read_day) for key in ("launched_on", "decision_on")}
    numbers = {key: read(key, read_number) for key in ("budget", "launch_people", "members", "women", "homes")}
    regulation = read("has_regulation", _yesno)
    founding = Founding(
        cells["decision_no"],
        days["decision_on"],
        cells["decision_by"],
        days["launched_on"],
        numbers["launch_people"],
    )
    words = SiteWords(cells["name"], village, "", cells["head_role"], bool(regulation), str(fund or ""), numbers["budget"])
    row.said = SiteWords(**{**vars(words), "founding": founding}).tidy()
    if not cells["launched_on"]:
        row.faults.append(Fault("launched_on", fault_at("", "Chưa ghi ngày ra mắt")["detail"]))
    _take_faults(row, site_faults(row.said, known.today, funds=known.funds.values(), proposed=False))
    _read_group(row, cells, numbers, known.today)
    if not row.faults:
        row.kind = str(kind)
        row.key = (row.kind, row.said.village_id, fold(row.said.name))
    return row


def _read_group(row: Planned, cells: Mapping[str, str], numbers: Mapping[str, int | None], today: date) -> None:
    """The group of a row. Numbers without a name are of the group that carries the site's own name."""
    said = row.said
    wanted = cells["group"] or any(numbers[key] is not None for key in ("members", "women", "homes"))
    if said is None or not wanted:
        return
    if numbers["members"] is None and "members" not in _columns(row):
        row.faults.append(Fault("members", fault_at("", "Chưa ghi số thành viên")["detail"]))
    launched = said.founding.launched_on
    row.group = GroupWords(cells["group"] or said.name, said.village_id, None, said.head_role, launched).tidy()
    members, women = (numbers[key] or 0 for key in ("members", "women"))
    homes = numbers["homes"]
    row.counted = Counted(launched or today, members, women, 0, homes)
    named = [fault for fault in group_faults(row.group, today) if fault["pointer"] == "/name" and cells["group"]]
    _take_faults(row, [fault | {"pointer": "/group"} for fault in named] + count_faults(row.counted, today))


def _take_faults(row: Planned, faults: Sequence[Mapping[str, str]]) -> None:
    """What the rules find, each cell once."""
    for fault in faults:
        name = fault["pointer"].strip("/")
        key = _AT.get(name, name)
        if key not in _columns(row):
            row.faults.append(Fault(key, fault["detail"]))


def _columns(row: Planned) -> set[str]:
    return {fault.column for fault in row.faults}


def _cell(text: str) -> str:
    tidy = " ".join(nfc(text).split())
    return "" if tidy.lower() in _NOTHING else tidy


def _chosen(text: str, known: Mapping[str, str], fault: dict[str, str], *, needed: bool = False) -> str:
    if not text and not needed:
        return ""
    if fold(text) not in known:
        raise Unfit(fault if text else fault_at("", "Chưa ghi loại mô hình"))
    return known[fold(text)]


def _village(text: str, known: Known) -> UUID | None:
    name = fold(text)
    if name in _WHOLE:
        if known.whole:
            return None
        raise Unfit(fault_at("", "Cần ghi thôn trong địa bàn của đồng chí"))
    found = known.villages.get(name) or known.villages.get(_VILLAGE_KIND.sub("", name))
    if found is None:
        raise Unfit(fault_at("", "Không có thôn này trong địa bàn của đồng chí"))
    return found


def read_day(text: str) -> date | None:
    """A day as people write it in such lists: ``d/m/yyyy``, ``m/yyyy`` or the year alone; None when empty."""
    if not text:
        return None
    parts = re.split(r"[/.-]", text)
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3 or len(parts[-1]) != 4:
        raise Unfit(fault_at("", "Ngày chưa đúng, ví dụ 1/3/2019, hoặc chỉ ghi năm 2019"))
    year, month, day = (int(part) for part in (*reversed(parts), "1", "1")[:3])
    try:
        return date(year, month, day)
    except ValueError:
        raise Unfit(fault_at("", "Ngày chưa đúng, ví dụ 1/3/2019, hoặc chỉ ghi năm 2019")) from None


def read_number(text: str) -> int | None:
    """A whole number, its thousands with or without dots; None when empty."""
    if not text:
        return None
    plain = re.sub(r"[. ,\u00a0](?=[0-9]{3}(?:\D|$))", "", text)
    if not re.fullmatch(r"[0-9]{1,13}", plain):
        raise Unfit(fault_at("", "Chỉ ghi số nguyên"))
    return int(plain)


def _yesno(text: str) -> bool:
    if fold(text) in _YES:
        return True
    if fold(text) in _NO:
        return False
    raise Unfit(fault_at("", "Chỉ ghi có hoặc không"))
