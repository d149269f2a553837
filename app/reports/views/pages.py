"""The blueprint that the office's pages about reports share, and their places in the top bar."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.people.rules import POLICE
from app.reports import queries
from app.web import shell

blueprint = Blueprint("reports", __name__, template_folder="../templates")

shell.add_page(
    "reports.show_queue", _l("Chờ duyệt"), roles=POLICE, order=10, family="reports.show_queue", count=queries.count_waiting
)
shell.add_page("reports.list_reports", _l("Báo cáo"), roles=POLICE, order=30, family="reports.list_reports")
