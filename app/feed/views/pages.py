"""The blueprint that the pages of the feed share."""

from flask import Blueprint

blueprint = Blueprint("feed", __name__, template_folder="../templates")
