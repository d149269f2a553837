"""What many nights say together. Plain: no Flask, no database, no clock."""

from collections.abc import Sequence

from app.reports.rules import NightState

# So many planned nights in a row without a report are no accident any more.
SILENT_AFTER = 3
_UNPLANNED = (NightState.NONE, NightState.CALLED_OFF)


def is_silent(nights: Sequence[NightState]) -> bool:
    """Whether the last three planned nights are all missing; ``nights`` are those that are over, oldest first."""
    planned = [night for night in nights if night not in _UNPLANNED]
    return len(planned) >= SILENT_AFTER and set(planned[-SILENT_AFTER:]) == {NightState.MISSING}
