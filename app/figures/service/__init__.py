"""The verbs of the figures: saying that a night was briefed, telling a team's leader that its reports are missed."""

from app.figures.service.briefings import brief_night
from app.figures.service.silences import raise_silences

__all__ = ["brief_night", "raise_silences"]
