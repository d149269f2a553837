"""The pages of exports."""

from app.exports.views import choosing, files, keys
from app.exports.views.pages import blueprint

__all__ = ["blueprint", "choosing", "files", "keys"]
