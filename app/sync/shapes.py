"""Shapes that are only told, never run: what each thing looks like that a phone pulls.

A pull writes plain values, for speed and so that one bad item holds back no other. The OpenAPI document shows these instead.
"""

from marshmallow import Schema, fields, validate

from app.consents.schemas import ConsentTold
from app.people.rules.phones import Trouble
from app.people.schemas import MemberOut, PlaceOut, SettingsOut, UnitOut
from app.photos.rules import ABOUTS, PhotoState
from app.reports import rules
from app.reports.schemas import AlertTold, ReportBody
from app.sync.book_shapes import BOOK_CHANGES
from app.sync.roster_shapes import RouteChange, ShiftChange
from app.sync.told import Told
from app.sync.told import maybe_id as _maybe_id
from app.sync.told import one as _one


class TeamChange(Told):
    """The phone's team, its members today, what its commune has set, and the six categories it uses most."""

    entity = _one("team")
    name = fields.String(required=True)
    kind = fields.String(required=True)
    village = fields.Nested(PlaceOut, required=True)
    members = fields.List(fields.Nested(MemberOut), required=True)
    commune = fields.Nested(UnitOut, required=True)
    settings = fields.Nested(SettingsOut, required=True)
    frequent = fields.List(fields.String(), required=True)
    words = fields.List(
        fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "The asking phone's three words, until the office has compared them; else null"},
    )


class RemotePhoto(Schema):
    """A photo of the shift: what became of it, and how it was announced, so that another phone can name it in a mend."""

    photo_id = fields.UUID(required=True)
    source_id = fields.UUID(required=True, metadata={"description": "The report, part or addendum that announced it"})
    state = fields.String(required=True, validate=validate.OneOf(list(PhotoState)))
    problem = fields.String(required=True, allow_none=True)
    sha256 = fields.String(required=True)
    bytes = fields.Integer(required=True)
    mime = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    taken_at = fields.AwareDateTime(required=True, allow_none=True)
    about = fields.String(required=True, validate=validate.OneOf(ABOUTS))
    caption = fields.String(required=True)
    incident_id = _maybe_id()
    round_id = _maybe_id()
    checkpoint_id = _maybe_id()


class Review(Schema):
    """The last decision. ``fields`` are JSON pointers into the body; ``by`` is the office, never a person."""

    move = fields.String(required=True)
    reasons = fields.List(fields.String(), required=True)
    fields_ = fields.List(fields.String(), required=True, data_key="fields")
    comment = fields.String(required=True)
    by = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)


class Mark(Schema):
    """A mark on the night line; ``severity`` of incidents alone."""

    at = fields.AwareDateTime(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["pass", "round", "incident"]))
    severity = fields.Integer(allow_none=True)


class PartlyTold(Schema):
    """A member who was there for a part of the shift only; null is the shift's own time."""

    member_id = fields.UUID(required=True)
    from_ = fields.AwareDateTime(data_key="from", required=True, allow_none=True)
    to = fields.AwareDateTime(required=True, allow_none=True)


class SummaryTold(Schema):
    """What a report adds up to; severity 0 is no incident, ``present`` the roll, ``standing_in``
    those named in the place of somebody absent, ``partly`` who was not there all along."""

    rounds = fields.Integer(required=True)
    passes = fields.Integer(required=True)
    incidents = fields.Integer(required=True)
    activities = fields.Integer(required=True)
    photos = fields.Integer(required=True)
    people = fields.Integer(required=True)
    severity = fields.Integer(required=True)
    present = fields.List(fields.UUID(), required=True)
    standing_in = fields.List(fields.UUID(), required=True)
    partly = fields.List(fields.Nested(PartlyTold), required=True)
    marks = fields.List(fields.Nested(Mark), required=True)


class ReportChange(Told):
    """A report of the team from the last 60 days; ``body`` only while it is returned (or in a conflict)."""

    entity = _one("report")
    team_id = fields.UUID(required=True)
    shift_id = fields.UUID(required=True)
    night = fields.Date(required=True)
    preset = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf([state.value for state in rules.State]))
    quiet = fields.Boolean(required=True)
    complete = fields.Boolean(required=True)
    started_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True)
    received_at = fields.AwareDateTime(required=True)
    receipt = fields.String(required=True, allow_none=True)
    photos = fields.List(fields.Nested(RemotePhoto), required=True)
    review = fields.Nested(Review, required=True, allow_none=True)
    summary = fields.Nested(SummaryTold, required=True)
    body = fields.Nested(ReportBody, required=True, allow_none=True)
    erased = fields.List(fields.String(), required=True)


class MatterChange(Told):
    """Something that a shift of the team left open, or that the office asked of it (``report_id`` is null)."""

    entity = _one("matter")
    text = fields.String(required=True)
    night = fields.Date(required=True)
    report_id = fields.UUID(required=True, allow_none=True)
    settled = fields.Boolean(required=True)


class NoticeChange(Told):
    """A notice to the team, or to all teams; ``read_by`` are the members of the team who said that they have read it."""

    entity = _one("notice")
    title = fields.String(required=True)
    text = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    until = fields.Date(required=True, allow_none=True)
    read_by = fields.List(fields.UUID(), required=True)


class HeldChange(Told):
    """An operation that could not take effect, and how it was settled."""

    entity = _one("held")
    op_id = fields.UUID(required=True)
    resolution = fields.String(
        required=True, validate=validate.OneOf([*(one.value for one in rules.Resolution), "superseded"])
    )
    note = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)


class NudgeChange(Told):
    """The office reminds this phone of a trouble of its own (``id`` is the phone's); its holder has not read it yet."""

    entity = _one("nudge")
    reason = fields.String(required=True, validate=validate.OneOf(list(Trouble)))
    at = fields.AwareDateTime(required=True)


class ConsentChange(ConsentTold, Told):
    """What a member (``id``) last said about positions: given or withdrawn, when, and to which version of the text."""

    entity = _one("consent")


class AlertChange(AlertTold, Told):
    """An urgent alert of the team from the last two nights; ``version`` is the number that the phone gave its state."""

    entity = _one("alert")


class FeedChange(Told):
    """An approved report as the phone may know it."""

    entity = _one("feed")
    at = fields.AwareDateTime(required=True)
    night = fields.Date(required=True)
    kind = fields.String(required=True)
    sentence = fields.String(required=True)
    village = fields.String(required=True)
    own = fields.Boolean(required=True)
    report_id = _maybe_id()


CHANGES: dict[str, type[Schema]] = {
    "team": TeamChange,
    "route": RouteChange,
    "shift": ShiftChange,
    "report": ReportChange,
    "matter": MatterChange,
    "notice": NoticeChange,
    "held": HeldChange,
    "alert": AlertChange,
    "nudge": NudgeChange,
    "consent": ConsentChange,
    "feed": FeedChange,
} | BOOK_CHANGES
