"""What a phone pulls of the roster (protocol.md §4)."""

from marshmallow import Schema, fields, validate

from app.roster.rules import ANSWERS, SWAP_STATES
from app.sync.told import Told, maybe_id, one


class CheckpointTold(Schema):
    """A point of a route; ``position`` is its place in the order, from 1."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    position = fields.Integer(required=True)
    lat = fields.Float(required=True, allow_none=True)
    lon = fields.Float(required=True, allow_none=True)


class RouteChange(Told):
    """A route of the team that is in use."""

    entity = one("route")
    team_id = fields.UUID(required=True)
    name = fields.String(required=True)
    length_m = fields.Integer(required=True, allow_none=True)
    checkpoints = fields.List(fields.Nested(CheckpointTold), required=True)


class AnswerTold(Schema):
    """What a member said of a shift that he is planned for."""

    member_id = fields.UUID(required=True)
    answer = fields.String(required=True, validate=validate.OneOf(ANSWERS))


class OtherShiftTold(Schema):
    """The shift that the one who was asked gives for it."""

    shift_id = fields.UUID(required=True)
    night = fields.Date(required=True)
    preset = fields.String(required=True)


class SwapTold(Schema):
    """One member asked another to take the shift over: for nothing, or for a shift of the other's."""

    swap_id = fields.UUID(required=True)
    asker_id = fields.UUID(required=True)
    asked_id = fields.UUID(required=True)
    in_return = fields.Nested(OtherShiftTold, required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(SWAP_STATES))
    asked_at = fields.AwareDateTime(required=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)


class ShiftChange(Told):
    """A planned shift, from a week ago to a fortnight ahead; ``version`` counts its plans."""

    entity = one("shift")
    team_id = fields.UUID(required=True)
    night = fields.Date(required=True)
    preset = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    route_id = maybe_id()
    member_ids = fields.List(fields.UUID(), required=True)
    answers = fields.List(fields.Nested(AnswerTold), required=True)
    state = fields.String(required=True, validate=validate.OneOf(["planned", "called-off"]))
    reason = fields.String(required=True, allow_none=True)
    swaps = fields.List(fields.Nested(SwapTold), required=True)
