"""The blueprint that the pages of the book of models share."""

from flask import Blueprint

from app.registry.rules import KEEPERS, LOGGERS, READERS

blueprint = Blueprint("registry", __name__, template_folder="../templates", url_prefix="/models")

__all__ = ["KEEPERS", "LOGGERS", "READERS", "blueprint"]
