"""The pages of emulation and of the fund books."""

from app.emulation.views import commendations, funds, proposing
from app.emulation.views.pages import blueprint

__all__ = ["blueprint", "commendations", "funds", "proposing"]
