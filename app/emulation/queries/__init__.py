"""The questions to emulation and the fund books."""

from app.emulation.queries.commendations import (
    CommendationRow,
    Record,
    count_commendations,
    find_records,
    get_commendation,
    get_report_team,
    kinds_of,
    list_commendations,
    list_counted,
    list_members,
    lock_commendation,
    offer_records,
    records_of,
)
from app.emulation.queries.funds import FundRow, get_fund_team, list_entries, list_funds, list_publications

__all__ = [
    "CommendationRow",
    "FundRow",
    "Record",
    "count_commendations",
    "find_records",
    "get_commendation",
    "get_fund_team",
    "get_report_team",
    "kinds_of",
    "list_commendations",
    "list_counted",
    "list_entries",
    "list_funds",
    "list_members",
    "list_publications",
    "lock_commendation",
    "offer_records",
    "records_of",
]
