"""The activity log as CSV: UTF-8 with a mark for spreadsheets, one row a report, written block by block."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Engine

from app.catalogue import queries as catalogue
from app.core.night import VIETNAM
from app.documents.queries import ActivityLog
from app.documents.rules import safe_text
from app.reports import rules
from app.web.wording import language

_BLOCK = 64 * 1024
_BYTE_ORDER_MARK = "\ufeff"


def header(*, whole: bool) -> list[str]:
    """The first row."""
    common = [
        _("Đêm"), _("Ca"), _("Thôn"), _("Tổ"), _("Trạng thái"), _("Ca bình thường"), _("Mức cao nhất"), _("Giờ mở ca"),
        _("Giờ kết ca"), _("Có mặt"), _("Vắng"), _("Phối hợp"), _("Vòng"), _("Lượt qua điểm"), _("Sự việc"), _("Hoạt động"),
        _("Nhắc nhở"), _("Giúp người"), _("Ảnh đã báo"), _("Ảnh đã nhận"), _("Ảnh xem được"), _("Ảnh hỏng"),
        _("Phần gửi thêm"), _("Bản"), _("Nguồn"), _("Nhận lúc"), _("Quyết lúc"), _("Mã báo cáo"),
    ]  # fmt: skip
    return [*common, *([_("Trưởng ca"), _("Người quyết"), _("Biên nhận"), _("Nhận xét chung")] if whole else [])]


class _Words:
    """The words of coded cells, looked up once a file: a row costs some dictionary look-ups."""

    def __init__(self, log: ActivityLog) -> None:
        tongue = language()
        self.names = {key: safe_text(name) for key, name in log.names.items()}
        self.presets = {code: safe_text(word.named(tongue)) for code, word in catalogue.presets().items()}
        self.states = {state.value: _(word) for state, word in rules.STATE_WORDS.items()}
        self.sources = {"phone": _("điện thoại"), "paper": _("sổ giấy")}
        self.quiet = {True: _("có"), False: _("không")}
        self.offset = _fixed_offset()


def _fixed_offset() -> timezone | None:
    """Viet Nam has kept one offset since long before the first report; a fixed one is read ten times as fast."""
    offsets = {VIETNAM.utcoffset(datetime(year, month, 1)) for year in (2020, 2026, 2030) for month in (1, 7)}  # noqa: DTZ001
    (only,) = offsets if len(offsets) == 1 else (None,)
    return timezone(only) if isinstance(only, timedelta) else None


def write_activity_log(log: ActivityLog, engine: Engine) -> Iterator[bytes]:
    """The file in blocks of about 64 KB. Words are looked up before the first block, while a request is there."""
    words, first = _Words(log), header(whole=log.whole)
    return _blocks(log, engine, words, first)


def _blocks(log: ActivityLog, engine: Engine, words: _Words, first: list[str]) -> Iterator[bytes]:
    sheet = io.StringIO(newline="")
    sheet.write(_BYTE_ORDER_MARK)
    writer = csv.writer(sheet)
    writer.writerow(first)
    for rows in log.rows(engine):
        writer.writerows(_cells(words, row, whole=log.whole) for row in rows)
        if sheet.tell() >= _BLOCK:
            yield sheet.getvalue().encode()
            sheet.seek(0)
            sheet.truncate()
    yield sheet.getvalue().encode()


def _cells(words: _Words, row: Any, *, whole: bool) -> list[Any]:
    night, names = row.night, words.names
    cells = [
        f"{night.day:02d}/{night.month:02d}/{night.year}",
        words.presets.get(row.preset) or safe_text(row.preset),
        names.get(row.village_id, ""),
        names.get(row.team_id, ""),
        words.states[row.state],
        words.quiet[bool(row.quiet)],
        row.severity or "",
        _moment(words, row.started_at),
        _moment(words, row.ended_at),
        row.people, row.absent, row.guests, row.rounds, row.passes, row.incidents, row.activities, row.reminders, row.helped,
        row.photos_expected, row.photos_stored, row.photos_ready, row.photos_damaged, row.supplements, row.version,
        words.sources.get(row.source, ""),
        _moment(words, row.received_at),
        _moment(words, row.decided_at),
        str(row.id),
    ]  # fmt: skip
    if whole:
        lead, decided = names.get(row.lead_id, ""), names.get(row.decided_by, "")
        cells += [lead, decided, row.receipt or "", safe_text(row.remark or "")]
    return cells


def _moment(words: _Words, at: datetime | None) -> str:
    """``21/11/2026 22:02`` by a Vietnamese clock."""
    if at is None:
        return ""
    here = at.astimezone(words.offset or VIETNAM)
    return f"{here.day:02d}/{here.month:02d}/{here.year} {here.hour:02d}:{here.minute:02d}"
