"""The blueprint that the pages of paper share."""

from flask import Blueprint

blueprint = Blueprint("documents", __name__, template_folder="../templates")
