"""The activity log as CSV: UTF-8 with a mark for spreadsheets, one row a report, written block by block."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Engine

from app.catalogue import queries as catalogue
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
        _("Phần gửi thêm"), _("Bản"), _("Nguồn"), _("Nhận lúc"), _("Quyết lúc"),
    ]  # fmt: skip
    return [
        *common,
        *([_("Mã báo cáo"), _("Trưởng ca"), _("Người quyết"), _("Biên nhận"), _("Nhận xét chung")] if whole else []),
    ]


class _Words:
    """The words of coded cells, looked up once a file: a row costs some dictionary look-ups."""

    def __init__(self, log: ActivityLog) -> None:
        tongue = language()
        self.names = {key: safe_text(name) for key, name in log.names.items()}
        self.presets = {code: safe_text(word.named(tongue)) for code, word in catalogue.presets().items()}
        self.states = {state.value: _(word) for state, word in rules.STATE_WORDS.items()}
        self.sources = {"phone": _("điện thoại"), "paper": _("sổ giấy")}
        self.quiet = {1: _("có"), 0: _("không")}


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
        writer.writerows(_cells(words, rows, whole=log.whole))
        if sheet.tell() >= _BLOCK:
            yield sheet.getvalue().encode()
            sheet.seek(0)
            sheet.truncate()
    yield sheet.getvalue().encode()


def _cells(words: _Words, rows: Iterable[Any], *, whole: bool) -> Iterator[list[Any]]:
    """The cells of each row: the database wrote times and ids as text, here codes and keys become words."""
    names, presets, states, sources, quiet = words.names, words.presets, words.states, words.sources, words.quiet
    for row in rows:
        cells = list(row)
        cells[1] = presets.get(cells[1]) or safe_text(cells[1])
        cells[2] = names.get(cells[2], "")
        cells[3] = names.get(cells[3], "")
        cells[4] = states[cells[4]]
        cells[5] = quiet[cells[5]]
        cells[6] = cells[6] or ""
        cells[24] = sources.get(cells[24], "")
        if whole:
            cells[28] = names.get(cells[28], "")
            cells[29] = names.get(cells[29], "")
            cells[31] = safe_text(cells[31] or "")
        yield cells
