"""Reading requests, holds, consents and what retention would take; every list within the books of the actor's commune."""

from app.privacy.queries.consents import ConsentRow, list_consents
from app.privacy.queries.due import (
    DueRow,
    Sum,
    list_due_photos,
    list_due_reports,
    list_due_unusual,
    sum_due,
)
from app.privacy.queries.due_pictures import DuePicture, list_due_pictures
from app.privacy.queries.holds import HoldRow, get_hold, holds_of, is_held, list_holds
from app.privacy.queries.office import Office, read_office
from app.privacy.queries.own import list_own_requests
from app.privacy.queries.policy import list_deletions, read_policy
from app.privacy.queries.requests import (
    RequestRow,
    StepRow,
    count_late,
    get_request,
    list_members,
    list_requests,
    steps_of,
)

__all__ = [
    "ConsentRow",
    "DuePicture",
    "DueRow",
    "HoldRow",
    "Office",
    "RequestRow",
    "StepRow",
    "Sum",
    "count_late",
    "get_hold",
    "get_request",
    "holds_of",
    "is_held",
    "list_consents",
    "list_deletions",
    "list_due_photos",
    "list_due_pictures",
    "list_due_reports",
    "list_due_unusual",
    "list_holds",
    "list_members",
    "list_own_requests",
    "list_requests",
    "read_office",
    "read_policy",
    "steps_of",
    "sum_due",
]
