"""The bodies of operations on the roster (protocol.md §2)."""

from marshmallow import fields, validate

from app.reports.schemas.sent import Open, words
from app.roster.rules import ANSWERS, REASON_MOST

MOST_PLANNED = 60


class RosterBody(Open):
    """Which shift; ``follows`` is the phone's own operation on it that this one was written on top of."""

    night = fields.Date(required=True)
    preset = fields.String(required=True, validate=validate.Length(min=1, max=20))
    follows = fields.UUID(allow_none=True)


class PlanBody(RosterBody):
    """Who walks and where; ``start`` and ``end`` by the clock where a new shift has not its preset's."""

    route_id = fields.UUID(allow_none=True)
    start = fields.Time(format="%H:%M", allow_none=True)
    end = fields.Time(format="%H:%M", allow_none=True)
    member_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_PLANNED))


class CallOffBody(RosterBody):
    """Why the shift does not take place."""

    reason = words(REASON_MOST, required=True)


class AnswerBody(RosterBody):
    """Whether the member who holds the phone comes."""

    answer = fields.String(required=True, validate=validate.OneOf(ANSWERS))


class NoticeReadBody(Open):
    """Which notice the member who holds the phone has read."""

    notice_id = fields.UUID(required=True)
