"""The verbs of the book of models."""

from app.registry.service.closing import close_round, decide_waiting
from app.registry.service.difficulties import Raised, Step, raise_difficulty, take_step
from app.registry.service.inspections import Inspected, write_inspection
from app.registry.service.moves import Taken, move_site
from app.registry.service.reminders import remind
from app.registry.service.rounds import Asked, open_round, save_sheet
from app.registry.service.silences import make_difficulty, raise_site_silences

__all__ = [
    "Asked",
    "Inspected",
    "Raised",
    "Step",
    "Taken",
    "close_round",
    "decide_waiting",
    "make_difficulty",
    "move_site",
    "open_round",
    "raise_difficulty",
    "raise_site_silences",
    "remind",
    "save_sheet",
    "take_step",
    "write_inspection",
]
