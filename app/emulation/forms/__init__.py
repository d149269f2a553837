"""The forms of emulation and of the fund books."""

from app.emulation.forms.commendations import DecisionForm, ProposalForm, RefusalForm
from app.emulation.forms.funds import EntryForm, UndoForm

__all__ = ["DecisionForm", "EntryForm", "ProposalForm", "RefusalForm", "UndoForm"]
