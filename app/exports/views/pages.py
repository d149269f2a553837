"""The blueprint that the pages of exports share, and their words for what the rules name."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

blueprint = Blueprint("exports", __name__, template_folder="../templates")
TABLE_WORDS = {
    "reports": _l("Báo cáo"),
    "incidents": _l("Sự việc"),
    "activities": _l("Hoạt động"),
    "attendance": _l("Chấm công"),
    "points": _l("Vị trí"),
    "photos": _l("Ảnh"),
    "models": _l("Mô hình"),
    "model-groups": _l("Tổ thực hiện"),
    "model-moves": _l("Quá trình mô hình"),
    "model-replications": _l("Nhân rộng"),
}
ENDING_WORDS = {
    "csv": _l("CSV, bảng dạng chữ"),
    "xlsx": _l("Excel (.xlsx)"),
    "jsonl": _l("JSON Lines, cho chương trình"),
    "geojson": _l("GeoJSON, cho bản đồ"),
    "zip": _l("ZIP, có ảnh và nhật ký"),
}
