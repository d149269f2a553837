"""What may be with reports of periods. Plain: no Flask, no database, no clock."""

from app.periods.rules.content import FORM, NIGHTLY, SPANS, Counted, content_of, nightly, seal, seen_mark
from app.periods.rules.corrections import Signed, Told, find_corrections
from app.periods.rules.differences import Changed, find_changes
from app.periods.rules.parts import COMMUNE_PARTS, MOST_TEXT, TEAM_PARTS, parts_of
from app.periods.rules.roles import (
    COMMUNE_KINDS,
    READERS,
    SIGNERS,
    TEAM_KINDS,
    State,
    check_may,
    kinds_of,
    may_read,
    may_reopen,
    may_sign,
    may_write,
    report_id,
    sees_whole,
)

__all__ = [
    "COMMUNE_KINDS",
    "COMMUNE_PARTS",
    "FORM",
    "MOST_TEXT",
    "NIGHTLY",
    "READERS",
    "SIGNERS",
    "SPANS",
    "TEAM_KINDS",
    "TEAM_PARTS",
    "Changed",
    "Counted",
    "Signed",
    "State",
    "Told",
    "check_may",
    "content_of",
    "find_changes",
    "find_corrections",
    "kinds_of",
    "may_read",
    "may_reopen",
    "may_sign",
    "may_write",
    "nightly",
    "parts_of",
    "report_id",
    "seal",
    "seen_mark",
    "sees_whole",
]
