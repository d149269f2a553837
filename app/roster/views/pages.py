"""The blueprint that the office's pages about rosters share, and their place in the top bar."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.people import rules
from app.web import shell

blueprint = Blueprint("roster", __name__, template_folder="../templates")

shell.add_team_link("roster.show_month", _l("Lịch trực"), icon="calendar-check", order=20)
shell.add_team_link("roster.show_team_routes", _l("Lộ trình"), icon="route", order=30)
shell.add_page(
    "roster.show_roster",
    _l("Lịch trực"),
    roles=rules.POLICE,
    order=40,
    family="roster.",
    section="team",
    icon="calendar-days",
    about=_l("Ai trực đêm nào, theo từng tháng của từng tổ."),
)
