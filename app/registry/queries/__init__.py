"""The questions to the book of models; all of them through one scope."""

from app.registry.queries.difficulties import (
    DifficultyRow,
    StepRow,
    Wanted,
    get_difficulty,
    list_difficulties,
    lock_difficulty,
    steps_of,
)
from app.registry.queries.evidence import Evidence, read_evidence
from app.registry.queries.inspections import InspectionRow, list_inspections
from app.registry.queries.lates import LateRow, get_late, list_late
from app.registry.queries.objects import get_team_here, get_thing, list_names, list_team_names
from app.registry.queries.rounds import (
    RoundRow,
    SheetRow,
    count_sheets,
    get_round,
    get_sheet,
    list_rounds,
    list_sheets,
    name_of_account,
    officers_by_village,
    sites_for_round,
    villages_for,
    villages_planned,
)
from app.registry.queries.scopes import get_site, readable
from app.registry.queries.silences import Heard, SilenceRow, get_silence, list_silences, read_heard, silences_of

__all__ = [
    "DifficultyRow",
    "Evidence",
    "Heard",
    "InspectionRow",
    "LateRow",
    "RoundRow",
    "SheetRow",
    "SilenceRow",
    "StepRow",
    "Wanted",
    "count_sheets",
    "get_difficulty",
    "get_late",
    "get_round",
    "get_sheet",
    "get_silence",
    "get_site",
    "get_team_here",
    "get_thing",
    "list_difficulties",
    "list_inspections",
    "list_late",
    "list_names",
    "list_rounds",
    "list_sheets",
    "list_silences",
    "list_team_names",
    "lock_difficulty",
    "name_of_account",
    "officers_by_village",
    "read_evidence",
    "read_heard",
    "readable",
    "silences_of",
    "sites_for_round",
    "steps_of",
    "villages_for",
    "villages_planned",
]
