"""The blueprint that the office's pages about people share, and their place in the top bar."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.people import rules
from app.web import shell

blueprint = Blueprint("people", __name__, template_folder="../templates")

shell.add_page("people.list_teams", _l("Các tổ"), roles=rules.POLICE, order=40, family="people.")
