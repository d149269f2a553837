"""The verbs of the figures: keeping them, noting a briefing or a team's class, telling a leader that reports are missed."""

from app.figures.service.briefings import brief_night
from app.figures.service.classing import say_class
from app.figures.service.keeping import follow, is_behind, rebuild
from app.figures.service.settling import settle_months
from app.figures.service.silences import raise_silences

__all__ = ["brief_night", "follow", "is_behind", "raise_silences", "rebuild", "say_class", "settle_months"]
