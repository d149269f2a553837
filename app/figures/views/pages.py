"""The blueprint that the pages of figures share, and their place in the top bar."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.people.rules import POLICE
from app.web import shell

blueprint = Blueprint("figures", __name__, template_folder="../templates")

shell.add_page("figures.show_grid", _l("Lưới đêm"), roles=POLICE, order=15, family="figures.show_grid")
