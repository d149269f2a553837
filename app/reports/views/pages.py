"""The blueprint that the office's pages about reports share, and their places in the top bar."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from app.people.rules import POLICE
from app.reports import queries, rules
from app.web import shell

blueprint = Blueprint("reports", __name__, template_folder="../templates")

shell.add_page(
    "reports.show_queue", _l("Chờ duyệt"), roles=POLICE, order=10, family="reports.show_queue", count=queries.count_waiting
)
shell.add_page("reports.list_reports", _l("Báo cáo"), roles=POLICE, order=30, family="reports.list_reports")


@blueprint.app_template_filter("bars")
def draw_bars(text: object) -> object:
    """A text of a report with a black bar wherever words are covered; anything else as it is."""
    if not isinstance(text, str) or rules.COVERED not in text:
        return text
    bar = Markup('<span class="covered">{}</span>').format(rules.COVERED)
    return bar.join(escape(piece) for piece in text.split(rules.COVERED))
