"""The rows of exports: each table read and counted by its own question."""

from collections.abc import Callable

from app.exports.queries.asked import Asking, Cells, Known, Period, Reading, Wanted, list_teams
from app.exports.queries.attendance import read_attendance
from app.exports.queries.entries import count_entries, read_activities, read_incidents
from app.exports.queries.models import read_groups, read_models, read_moves, read_replications
from app.exports.queries.photos import count_photos, read_photos
from app.exports.queries.points import Points, read_points
from app.exports.queries.reports import count_reports, hidden_categories, read_reports
from app.exports.rules.tables import (
    ACTIVITIES,
    ATTENDANCE,
    INCIDENTS,
    MODEL_GROUPS,
    MODEL_MOVES,
    MODELS,
    PHOTOS,
    POINTS,
    REPLICATIONS,
    REPORTS,
    Table,
    check_may_export,
)

__all__ = [
    "Asking",
    "Cells",
    "Known",
    "Period",
    "Points",
    "Reading",
    "Wanted",
    "count_rows",
    "hidden_categories",
    "list_teams",
    "read_table",
]
_READ: dict[str, Callable[[Wanted], Reading]] = {
    REPORTS.name: read_reports,
    INCIDENTS.name: read_incidents,
    ACTIVITIES.name: read_activities,
    ATTENDANCE.name: read_attendance,
    POINTS.name: read_points,
    PHOTOS.name: read_photos,
    MODELS.name: read_models,
    MODEL_GROUPS.name: read_groups,
    MODEL_MOVES.name: read_moves,
    REPLICATIONS.name: read_replications,
}


def read_table(table: Table, wanted: Wanted) -> Reading:
    """The table ready to be read; ``NOT_ALLOWED`` for who may not have it, ``BAD_FILTER`` for a period without sense."""
    check_may_export(wanted.actor, table)
    wanted.period.check()
    return _READ[table.name](wanted)


def count_rows(table: Table, wanted: Wanted) -> int:
    """How many rows the export would have."""
    check_may_export(wanted.actor, table)
    wanted.period.check()
    if table in (REPORTS,):
        return count_reports(wanted)
    if table in (INCIDENTS, ACTIVITIES):
        return count_entries(wanted, table)
    if table is PHOTOS:
        return count_photos(wanted)
    # The rest is read whole anyway.
    reading = _READ[table.name](wanted)
    return len(reading.rows) if isinstance(reading, Known | Points) else 0
