"""The verbs of emulation and of the fund books."""

from app.emulation.service.commendations import Decision, Proposed, decide, propose
from app.emulation.service.funds import Money, publish_year, undo_entry, write_entry

__all__ = ["Decision", "Money", "Proposed", "decide", "propose", "publish_year", "undo_entry", "write_entry"]
