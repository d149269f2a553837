"""What can be exported: each table once, with its columns, their headings and who may have them.

The files speak Vietnamese whatever the pages speak, so that programs find the same columns.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.core.actor import Actor
from app.core.errors import BAD_FILTER, NOT_ALLOWED, DomainError
from app.people.rules import COMMITTEE, POLICE

READERS = (*POLICE, COMMITTEE)


class Kind(StrEnum):
    """What a cell holds: it decides how a format writes it."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """A column. ``said`` is the list of words by which its codes are told, ``police`` marks what nobody else may have."""

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    said: str = ""
    police: bool = False
    width: int = 14


@dataclass(frozen=True)
class Table:
    """A table: ``name`` in addresses, ``words`` in files, ``key`` the column by which a program knows a row."""

    name: str
    words: str
    columns: tuple[Column, ...]
    endings: tuple[str, ...] = ("csv", "xlsx", "jsonl")
    readers: tuple[str, ...] = READERS


def _number(key: str, heading: str, width: int = 9) -> Column:
    return Column(key, heading, Kind.NUMBER, width=width)


def _moment(key: str, heading: str) -> Column:
    return Column(key, heading, Kind.MOMENT, width=17)


_NIGHT = Column("night", "Đêm", Kind.DAY, width=11)
_VILLAGE = Column("village", "Thôn", said="name", width=18)
_TEAM = Column("team", "Tổ", said="name", width=28)
_STATE = Column("state", "Trạng thái", said="state", width=18)
_REPORT_ID = Column("report_id", "Mã báo cáo", police=True, width=38)

REPORTS = Table(
    "reports",
    "Nhật ký hoạt động",
    (
        _NIGHT, Column("preset", "Ca", said="preset"), _VILLAGE, _TEAM, _STATE,
        Column("quiet", "Ca bình thường", said="yes"), Column("severity", "Mức cao nhất", Kind.NUMBER, said="gravest"),
        _moment("started_at", "Giờ mở ca"), _moment("ended_at", "Giờ kết ca"), _number("people", "Có mặt"),
        _number("absent", "Vắng"), _number("guests", "Phối hợp"), _number("rounds", "Vòng"),
        _number("passes", "Lượt qua điểm"), _number("incidents", "Sự việc"), _number("activities", "Hoạt động"),
        _number("reminders", "Nhắc nhở"), _number("helped", "Giúp người"), _number("photos_expected", "Ảnh đã báo"),
        _number("photos_stored", "Ảnh đã nhận"), _number("photos_ready", "Ảnh xem được"),
        _number("photos_damaged", "Ảnh hỏng"), _number("supplements", "Phần gửi thêm"), _number("version", "Bản"),
        Column("source", "Nguồn", said="source"), _moment("received_at", "Nhận lúc"), _moment("decided_at", "Quyết lúc"),
        _REPORT_ID, Column("lead", "Trưởng ca", said="name", police=True, width=24),
        Column("decided_by", "Người quyết", said="name", police=True, width=24),
        Column("receipt", "Biên nhận", police=True), Column("remark", "Nhận xét chung", police=True, width=60),
        Column("entered_by", "Người nhập từ sổ", said="name", police=True, width=24),
        Column("paper_why", "Vì sao nhập từ sổ", said="why", police=True, width=20),
    ),
)  # fmt: skip
INCIDENTS = Table(
    "incidents",
    "Sự việc",
    (
        _NIGHT, _moment("at", "Giờ xảy ra"), _VILLAGE, _TEAM, _STATE,
        Column("category", "Loại việc", said="category", width=30), Column("code", "Mã loại", width=8),
        _number("severity", "Mức độ"), _number("people", "Số người"), _number("injured", "Bị thương"),
        Column("result", "Kết quả", said="result", width=22), Column("place", "Nơi xảy ra", police=True, width=28),
        Column("what", "Nội dung", police=True, width=60), Column("actions", "Đã xử lý", police=True, width=30),
        _REPORT_ID, Column("incident_id", "Mã sự việc", police=True, width=38),
    ),
)  # fmt: skip
ACTIVITIES = Table(
    "activities",
    "Hoạt động",
    (
        _NIGHT, _moment("at", "Lúc"), _VILLAGE, _TEAM, _STATE,
        Column("category", "Loại hoạt động", said="category", width=34), Column("code", "Mã loại", width=8),
        _REPORT_ID, Column("activity_id", "Mã hoạt động", police=True, width=38),
    ),
)  # fmt: skip
ATTENDANCE = Table(
    "attendance",
    "Chấm công từng đêm",
    (
        _NIGHT, Column("team", "Tổ", width=28), Column("member", "Họ và tên", width=26),
        Column("role", "Chức danh", said="role"), _number("minutes", "Số phút tính"),
        Column("worth", "Kết quả", said="worth", width=22),
    ),
    readers=POLICE,
)  # fmt: skip
POINTS = Table(
    "points",
    "Vị trí trên bản đồ",
    (
        _NIGHT, _moment("at", "Lúc"), Column("thing", "Loại điểm", said="thing"), _TEAM,
        Column("category", "Loại việc", said="category", width=30), _number("severity", "Mức độ"),
        Column("checkpoint", "Điểm tuần tra", said="name", width=22), _number("accuracy_m", "Sai số (m)"), _REPORT_ID,
    ),
    endings=("geojson",),
    readers=POLICE,
)  # fmt: skip
PHOTOS = Table(
    "photos",
    "Ảnh và nhật ký của một kỳ",
    (
        Column("name", "Tệp", width=40), _NIGHT, _TEAM, Column("caption", "Lời ghi", width=40),
        Column("about", "Ảnh chụp gì", said="about", width=16), _number("bytes", "Số byte gửi lên"),
        Column("form", "Dạng", said="form"), _REPORT_ID, Column("photo_id", "Mã ảnh", police=True, width=38),
    ),
    endings=("zip",),
    readers=POLICE,
)  # fmt: skip
_KIND, _SITE = Column("kind", "Loại mô hình", width=34), Column("site", "Điểm mô hình", width=40)
_PLACE, _STAGE = Column("village", "Thôn", width=18), Column("state", "Trạng thái", width=18)
_SITE_ID = Column("site_id", "Mã điểm mô hình", width=38)
_DECISION, _HEAD = Column("decision_no", "Số quyết định", width=20), Column("head_role", "Người đứng đầu", width=24)


def _day(key: str, heading: str) -> Column:
    return Column(key, heading, Kind.DAY, width=12)


MODELS = Table(
    "models",
    "Sổ mô hình",
    (
        _KIND, Column("code", "Mã loại", width=9), Column("name", "Điểm mô hình", width=40),
        _PLACE, _STAGE, Column("level", "Xếp loại"), _number("groups", "Tổ thực hiện"),
        _number("members", "Thành viên"), _number("women", "Nữ"), _number("households", "Số hộ"), _DECISION,
        _day("decision_on", "Ngày quyết định"), Column("decision_by", "Cơ quan quyết định", width=22),
        _day("launched_on", "Ngày ra mắt"), _number("launch_people", "Người dự ra mắt"), _HEAD,
        Column("regulation", "Quy chế"), Column("fund", "Nguồn kinh phí", width=22),
        _number("budget", "Kinh phí (đồng)", 14), _day("reviewed_on", "Rà soát gần nhất"),
        _day("active_on", "Hoạt động gần nhất"), _day("ended_on", "Ngày kết thúc"),
        Column("end_reason", "Lý do kết thúc", width=40), _SITE_ID, Column("parent_id", "Nhân rộng từ", width=38),
    ),
)  # fmt: skip
MODEL_GROUPS = Table(
    "model-groups",
    "Tổ thực hiện mô hình",
    (
        _KIND, _SITE, Column("name", "Tổ thực hiện", width=34), _PLACE, _HEAD,
        _day("since", "Số liệu từ ngày"), _number("members", "Thành viên"), _number("women", "Nữ"),
        _number("trained", "Đã tập huấn"), _number("households", "Số hộ"), _day("formed_on", "Thành lập"),
        _day("ended_on", "Kết thúc"), _SITE_ID, Column("group_id", "Mã tổ", width=38),
    ),
)  # fmt: skip
MODEL_MOVES = Table(
    "model-moves",
    "Quá trình mô hình",
    (
        _day("on", "Ngày"), _KIND, _SITE, Column("move", "Bước", width=24), _STAGE, _DECISION,
        Column("survey", "Kết quả khảo sát", width=40), Column("reason", "Lý do", width=40), _SITE_ID,
    ),
)  # fmt: skip
REPLICATIONS = Table(
    "model-replications",
    "Nhân rộng mô hình",
    (
        _KIND, _SITE, Column("village", "Về thôn", width=18), _day("due_on", "Đến ngày"), Column("state", "Kết quả"),
        _day("done_on", "Ngày nhân rộng"), Column("why", "Vì sao thôi", width=40),
        Column("parent_id", "Mã điểm gốc", width=38), Column("child_id", "Mã điểm mới", width=38),
    ),
)  # fmt: skip
# Tables of the book of models: a period says as of which day, or which steps; no team narrows them.
OF_MODELS = (MODELS, MODEL_GROUPS, MODEL_MOVES, REPLICATIONS)
TABLES = {one.name: one for one in (REPORTS, INCIDENTS, ACTIVITIES, ATTENDANCE, POINTS, PHOTOS, *OF_MODELS)}
WORTH_WORDS = {
    "counted": "được tính", "over": "ngoài trần", "waiting": "chờ duyệt", "returned": "đang trả lại", "not": "không tính",
    "outside": "ngoài giờ đêm", "short": "chưa đủ giờ đêm", "stand-in": "trực thay, không tính",
    "left-out": "xã không tính đêm này",
}  # fmt: skip


def sees_words(actor: Actor) -> bool:
    """Whether an export tells this reader what the teams wrote, and who led and decided."""
    return actor.role in POLICE


def check_may_export(actor: Actor, table: Table = REPORTS) -> None:
    """Police export what they may see; the people's committee approved things without words; nobody else anything."""
    if actor.kind != "office" or actor.role not in table.readers:
        raise DomainError(NOT_ALLOWED)


def tables_for(actor: Actor) -> list[Table]:
    """What the actor may export."""
    return [one for one in TABLES.values() if actor.role in one.readers]


def columns_for(actor: Actor, table: Table) -> tuple[Column, ...]:
    """The columns that the actor may have."""
    return tuple(one for one in table.columns if sees_words(actor) or not one.police)


def pick_columns(actor: Actor, table: Table, keys: Collection[str] = ()) -> tuple[Column, ...]:
    """Those of the asked ``keys`` in the table's order, all where none is asked.

    ``BAD_FILTER`` for one that there is not, or not for this reader.
    """
    may = columns_for(actor, table)
    if set(keys) - {one.key for one in may}:
        raise DomainError(BAD_FILTER, "no such column")
    return tuple(one for one in may if one.key in keys) if keys else may
