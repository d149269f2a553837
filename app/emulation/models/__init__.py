"""The tables of emulation and of the fund books (ADR 22)."""

from app.emulation.models.commendations import Commendation, CommendationEvidence
from app.emulation.models.funds import FundEntry, FundPublication

__all__ = ["Commendation", "CommendationEvidence", "FundEntry", "FundPublication"]
