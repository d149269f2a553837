"""The blueprint that the pages of traces share."""

from flask import Blueprint

blueprint = Blueprint("traces", __name__, template_folder="../templates")
