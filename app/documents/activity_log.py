"""The activity log as CSV: UTF-8 with a mark for spreadsheets, one row a report, written block by block."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Engine

from app.catalogue import queries as catalogue
from app.core.cells import safe_text, write_table
from app.documents.queries import ActivityLog
from app.reports import rules
from app.reports.rules.paper import WHY_WORDS


def header(*, whole: bool) -> list[str]:
    """The first row. The file speaks Vietnamese whatever the pages speak, so that programs find the same columns."""
    common = [
        "Đêm", "Ca", "Thôn", "Tổ", "Trạng thái", "Ca bình thường", "Mức cao nhất", "Giờ mở ca",
        "Giờ kết ca", "Có mặt", "Vắng", "Phối hợp", "Vòng", "Lượt qua điểm", "Sự việc", "Hoạt động",
        "Nhắc nhở", "Giúp người", "Ảnh đã báo", "Ảnh đã nhận", "Ảnh xem được", "Ảnh hỏng",
        "Phần gửi thêm", "Bản", "Nguồn", "Nhận lúc", "Quyết lúc",
    ]  # fmt: skip
    return [
        *common,
        *(
            [
                "Mã báo cáo",
                "Trưởng ca",
                "Người quyết",
                "Biên nhận",
                "Nhận xét chung",
                "Người nhập từ sổ",
                "Vì sao nhập từ sổ",
            ]
            if whole
            else []
        ),
    ]


class _Words:
    """The words of coded cells, looked up once a file: a row costs some dictionary look-ups."""

    def __init__(self, log: ActivityLog) -> None:
        self.names = {key: safe_text(name) for key, name in log.names.items()}
        self.presets = {code: safe_text(word.named("vi")) for code, word in catalogue.presets().items()}
        self.states = {state.value: word for state, word in rules.STATE_WORDS.items()}
        self.sources = {"phone": "điện thoại", "paper": "sổ giấy"}
        self.quiet = {1: "có", 0: "không"}
        self.covered = log.covered


def write_activity_log(log: ActivityLog, engine: Engine) -> Iterator[bytes]:
    """The file in blocks of about 64 KB. Words are looked up before the first block, while a request is there."""
    words = _Words(log)
    return write_table(header(whole=log.whole), (_cells(words, rows, whole=log.whole) for rows in log.rows(engine)))


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
            cells[31] = safe_text(rules.cover_phrases(cells[31] or "", words.covered.get(cells[27], ())))
            cells[32] = names.get(cells[32], "")
            cells[33] = WHY_WORDS.get(cells[33]) or safe_text(cells[33] or "")
        yield cells
