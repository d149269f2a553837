"""The bodies of operations on the roster (protocol.md §2)."""

from marshmallow import Schema, fields, validate

from app.reports.schemas.sent import Open, words
from app.roster.rules import ANSWERS, REASON_MOST, SWAP_ANSWERS

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


class OtherShift(Schema):
    """The shift that the one who is asked gives for it."""

    shift_id = fields.UUID(required=True)
    night = fields.Date(required=True)
    preset = fields.String(required=True, validate=validate.Length(min=1, max=20))


class SwapAskBody(RosterBody):
    """Whom the holder of the phone asks to take his shift over; ``in_return``: for which shift of the other's."""

    asked_id = fields.UUID(required=True)
    in_return = fields.Nested(OtherShift, allow_none=True)


class SwapAnswerBody(RosterBody):
    """What the member who was asked says; ``swap_id`` is the ``op_id`` of the asking."""

    swap_id = fields.UUID(required=True)
    answer = fields.String(required=True, validate=validate.OneOf(SWAP_ANSWERS))


class SwapTakeBackBody(RosterBody):
    """What the holder of the phone asked and does not ask any more."""

    swap_id = fields.UUID(required=True)


class NoticeReadBody(Open):
    """Which notice the member who holds the phone has read."""

    notice_id = fields.UUID(required=True)
