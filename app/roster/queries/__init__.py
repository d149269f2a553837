"""Reading rosters, routes and notices, for those who may see the team. Each costs a fixed number of statements."""

from app.roster.queries.notices import Reader, get_notice, list_notices, readers_of
from app.roster.queries.peaks import PeakRow, get_peak, list_peaks
from app.roster.queries.routes import PlaceName, PointRow, RouteRow, get_route, list_place_names, list_routes
from app.roster.queries.shifts import (
    Month,
    Planned,
    ShiftRow,
    get_month,
    get_shift,
    list_shifts,
    lock_shift,
    lock_shifts,
)
from app.roster.queries.swaps import SwapRow, list_swaps, swaps_of

__all__ = [
    "Month",
    "PeakRow",
    "PlaceName",
    "Planned",
    "PointRow",
    "Reader",
    "RouteRow",
    "ShiftRow",
    "SwapRow",
    "get_month",
    "get_notice",
    "get_peak",
    "get_route",
    "get_shift",
    "list_notices",
    "list_peaks",
    "list_place_names",
    "list_routes",
    "list_shifts",
    "list_swaps",
    "lock_shift",
    "lock_shifts",
    "readers_of",
    "swaps_of",
]
