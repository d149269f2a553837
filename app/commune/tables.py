"""Settings and categories as tables: what stands in a spreadsheet, and what one that was brought back would change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.commune import queries, rules, service
from app.commune.rules.called import called_from
from app.core.actor import Actor
from app.core.errors import INVALID, NOT_FOUND, DomainError
from app.core.text import fold
from app.web.sheets import Column, Row, Value

SETTINGS, CATEGORIES = "settings", "categories"
_YES, _NO = "có", "không"
Cells = dict[str, str]


@dataclass
class Line:
    """What a row would do: ``same``, ``changed``, ``new`` or ``bad`` with its faults. ``cells`` are its texts."""

    number: int
    name: str
    cells: Cells
    before: str = ""
    after: str = ""
    is_new: bool = False
    faults: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """In one word."""
        if self.faults:
            return "bad"
        return "new" if self.is_new else "same" if self.before == self.after else "changed"


def columns_of(what: str) -> list[Column]:
    """The columns of a table; ``NOT_FOUND`` when there is no such table."""
    if what == SETTINGS:
        return [
            Column("key", "Mã", width=28),
            Column("name", "Mục", needed=False, width=48),
            Column("value", "Giá trị", width=36),
        ]
    if what == CATEGORIES:
        return [
            Column("code", "Mã", width=8),
            Column("group", "Nhóm", width=8),
            Column("vi", "Tên đầy đủ", width=44),
            Column("short_vi", "Tên ngắn", width=28),
            Column("en", "Tên tiếng Anh", needed=False, width=36),
            Column("severity", "Mức", width=8),
            Column("used", "Đang dùng", width=12),
        ]
    raise DomainError(NOT_FOUND)


def present_rows(actor: Actor, what: str, name_of: Callable[[str], str]) -> list[list[Value]]:
    """The table as it stands today; ``name_of`` gives the words of a setting."""
    if what == SETTINGS:
        standings = queries.read_standings(actor)
        sorts = {key: sort for group in queries.all_sorts(actor).values() for key, sort in group.items()}
        return [[key, name_of(key), rules.write_value(sort, standings[key].value)] for key, sort in sorts.items()]
    listed = [(row, service.words_of(row, own)) for row, own in queries.list_categories(actor)]
    return [
        [row.code, row.group, word["vi"], word["short_vi"], word["en"], str(word["severity"] or ""), _used(word)]
        for row, word in listed
    ]


def _used(word: Mapping[str, Any]) -> str:
    return _NO if word["off"] else _YES


def check_rows(actor: Actor, what: str, rows: Sequence[Row], name_of: Callable[[str], str]) -> list[Line]:
    """What each row would change, and what is wrong with it; nothing is written."""
    texts = [(row.number, {one.key: row.text(one.key) for one in columns_of(what)}) for row in rows]
    return check_cells(actor, what, texts, name_of)


def check_cells(actor: Actor, what: str, rows: Sequence[tuple[int, Cells]], name_of: Callable[[str], str]) -> list[Line]:
    """As ``check_rows``, of texts that are read already."""
    check = _settings_checker(actor, name_of) if what == SETTINGS else _categories_checker(actor)
    lines = [check(number, cells) for number, cells in rows]
    first: dict[str, int] = {}
    for line in lines:
        code = line.cells.get("key") or line.cells.get("code") or ""
        if code and code in first:
            line.faults.append(_("Mã này đã có ở dòng %(number)s", number=first[code]))
        first.setdefault(code, line.number)
    return lines


Checker = Callable[[int, Cells], Line]


def _settings_checker(actor: Actor, name_of: Callable[[str], str]) -> Checker:
    standings = queries.read_standings(actor)
    sorts = {key: sort for group in queries.all_sorts(actor).values() for key, sort in group.items()}

    def check(number: int, cells: Cells) -> Line:
        key = cells["key"]
        if key not in sorts:
            return Line(number, key, cells, faults=[_("Không có mục nào mang mã này")])
        sort = sorts[key]
        line = Line(number, name_of(key), cells, before=rules.write_value(sort, standings[key].value))
        try:
            line.after = rules.write_value(sort, rules.read_value(sort, cells["value"]))
        except ValueError as fault:
            line.faults.append(_(str(fault)))
        return line

    return check


def _categories_checker(actor: Actor) -> Checker:
    listed = {row.code: (row, service.words_of(row, own)) for row, own in queries.list_categories(actor)}
    kinds = {row.group: row.kind for row, _word in reversed(listed.values()) if not row.scope}

    def check(number: int, cells: Cells) -> Line:
        code, group = cells["code"].upper(), cells["group"].upper()
        known = listed.get(code)
        line = Line(number, f"{code} {cells['vi']}".strip(), cells, is_new=not code)
        if code and known is None:
            line.faults.append(_("Không có loại việc nào mang mã này. Loại mới thì để trống ô mã."))
            return line
        if known is None and kinds.get(group) in (None, "other"):
            line.faults.append(_("Không có nhóm này. Nhóm là một chữ cái từ A đến G."))
            return line
        if known is not None and group != known[0].group:
            line.faults.append(
                _("Loại việc không đổi nhóm được: báo cáo cũ đã đếm theo nhóm %(group)s", group=known[0].group)
            )
        if fold(cells["used"]) not in (fold(_YES), fold(_NO), ""):
            line.faults.append(_("Ô “Đang dùng” chỉ ghi có hoặc không"))
        called, faults = called_from(said_in(cells), kind=known[0].kind if known else kinds[group])
        line.faults += [_(one["detail"]) for one in faults]
        line.before = _told(known[1]) if known else ""
        line.after = _told(called.as_value())
        return line

    return check


def said_in(cells: Cells) -> dict[str, Any]:
    """What a row of categories says, as the verbs take it."""
    words = {name: cells[name] for name in ("vi", "short_vi", "en", "severity")}
    return words | {"off": fold(cells["used"]) == fold(_NO)}


def _told(word: Mapping[str, Any]) -> str:
    parts = [word["vi"], word["short_vi"], word["en"], str(word["severity"] or "–"), _used(word)]
    return " · ".join(parts)


def take_effect(actor: Actor, what: str, lines: Sequence[Line], since: date | None) -> int:
    """Write what the lines change, from the day ``since`` on; gives how many. What is so already is passed over."""
    count = 0
    for line in (one for one in lines if one.state in ("changed", "new")):
        try:
            if what == SETTINGS:
                service.set_value(actor, line.cells["key"], line.cells["value"], since)
            elif line.is_new:
                service.add_category(actor, line.cells["group"].upper(), said_in(line.cells), since)
            else:
                service.call_category(actor, line.cells["code"].upper(), said_in(line.cells), since)
        except DomainError as refusal:
            if refusal.problem is not INVALID or refusal.facts["errors"][0]["detail"] != rules.NOTHING_CHANGES:
                raise
        else:
            count += 1
    return count
