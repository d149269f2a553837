"""What many nights say together. Plain: no Flask, no database, no clock."""

from app.figures.rules.counting import APPROVED, ASKED, COUNTED, HAPPENED, Counts, Happened, NightFigures, Told, count_night
from app.figures.rules.silences import (
    MOST_NOTES,
    SILENCE_SHOWN,
    SILENT_AFTER,
    Heard,
    asked_until,
    is_briefable,
    silence_of,
    untold,
    words_to_leader,
)

__all__ = [
    "APPROVED",
    "ASKED",
    "COUNTED",
    "HAPPENED",
    "MOST_NOTES",
    "SILENCE_SHOWN",
    "SILENT_AFTER",
    "Counts",
    "Happened",
    "Heard",
    "NightFigures",
    "Told",
    "asked_until",
    "count_night",
    "is_briefable",
    "silence_of",
    "untold",
    "words_to_leader",
]
