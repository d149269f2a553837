"""What the office and programs are told of reports."""

from marshmallow import Schema, fields, validate

from app.people.schemas import PlaceOut
from app.reports import rules

_STATE = validate.OneOf([state.value for state in rules.State])


class CountsOut(Schema):
    """What a report adds up to."""

    people = fields.Integer(required=True)
    absent = fields.Integer(required=True)
    guests = fields.Integer(required=True)
    rounds = fields.Integer(required=True)
    passes = fields.Integer(required=True, metadata={"description": "Points reached by a tap; a whole round adds none"})
    incidents = fields.Integer(required=True)
    activities = fields.Integer(required=True)
    reminders = fields.Integer(required=True)
    helped = fields.Integer(required=True)
    supplements = fields.Integer(required=True, metadata={"description": "Parts and addenda"})


class PhotoCountsOut(Schema):
    """The photos of a shift by state."""

    expected = fields.Integer(required=True)
    stored = fields.Integer(required=True)
    ready = fields.Integer(required=True)
    damaged = fields.Integer(required=True)


class ReportFaceOut(Schema):
    """A report as lists show it. Times of the shift are the team's, ``received_at`` is ours."""

    id = fields.UUID(required=True)
    team = fields.Nested(PlaceOut, required=True)
    village = fields.Nested(PlaceOut, required=True)
    shift_id = fields.UUID(required=True)
    night = fields.Date(required=True)
    preset = fields.String(required=True)
    source = fields.String(required=True)
    state = fields.String(required=True, validate=_STATE)
    version = fields.Integer(required=True)
    rev = fields.Integer(required=True)
    quiet = fields.Boolean(required=True)
    complete = fields.Boolean(required=True)
    severity = fields.Integer(required=True, metadata={"description": "The highest of its incidents, 0 for none"})
    started_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True)
    received_at = fields.AwareDateTime(required=True)
    changed_at = fields.AwareDateTime(required=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)
    counts = fields.Nested(CountsOut, required=True)
    photo_counts = fields.Nested(PhotoCountsOut, required=True)
    categories = fields.List(fields.String(), required=True, metadata={"description": "Of its incidents, gravest first"})


class ReportsOut(Schema):
    """A page of reports, newest night first."""

    items = fields.List(fields.Nested(ReportFaceOut), required=True)
    next = fields.String(required=True, allow_none=True, metadata={"description": "Cursor of the older page"})


class PhotoOut(Schema):
    """A photo of the shift; ``clean``, ``thumb`` and ``redacted`` are addresses, null where there is nothing to look at.

    Of a picture in which something is covered there are ``redacted`` and ``thumb`` alone, once the copy is made.
    """

    photo_id = fields.UUID(required=True)
    source_id = fields.UUID(required=True, metadata={"description": "The report, part or addendum that announced it"})
    state = fields.String(required=True)
    problem = fields.String(required=True, allow_none=True)
    about = fields.String(required=True)
    caption = fields.String(required=True)
    taken_at = fields.AwareDateTime(required=True, allow_none=True)
    stored_at = fields.AwareDateTime(required=True, allow_none=True)
    incident_id = fields.UUID(required=True, allow_none=True)
    round_id = fields.UUID(required=True, allow_none=True)
    checkpoint_id = fields.UUID(required=True, allow_none=True)
    clean = fields.String(required=True, allow_none=True)
    thumb = fields.String(required=True, allow_none=True)
    redacted = fields.String(required=True, allow_none=True)


class SupplementOut(Schema):
    """A part from another phone, or an addendum."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("part", "addendum")))
    at = fields.AwareDateTime(required=True)
    client_at = fields.AwareDateTime(required=True)
    by = fields.String(required=True, allow_none=True)
    body = fields.Dict(keys=fields.String(), required=True)


class CorrectionOut(Schema):
    """An officer's correction of an incident, beside the team's version."""

    id = fields.UUID(required=True)
    incident_id = fields.UUID(required=True)
    changes = fields.Dict(keys=fields.String(), required=True)
    reason = fields.String(required=True)
    by = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)


class MoveOut(Schema):
    """A decision of the office."""

    move = fields.String(required=True)
    from_state = fields.String(required=True)
    to_state = fields.String(required=True)
    version = fields.Integer(required=True)
    rev = fields.Integer(required=True)
    reasons = fields.List(fields.String(), required=True)
    fields_ = fields.List(fields.String(), required=True, data_key="fields", attribute="fields")
    comment = fields.String(required=True)
    by = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)


class ReportOut(ReportFaceOut):
    """A report, whole, for the police in whose scope it is. ``body`` is as the team sent it (protocol §7)."""

    body = fields.Dict(keys=fields.String(), required=True)
    photos = fields.List(fields.Nested(PhotoOut), required=True)
    supplements = fields.List(fields.Nested(SupplementOut), required=True)
    corrections = fields.List(fields.Nested(CorrectionOut), required=True)
    review = fields.Nested(MoveOut, required=True, allow_none=True, metadata={"description": "The last decision"})
    legal_moves = fields.List(fields.String(), required=True, metadata={"description": "What this reader may do now"})


class ChangeOut(Schema):
    """One place that reads differently than in the version before."""

    pointer = fields.String(required=True)
    label = fields.String(required=True)
    before = fields.String(required=True)
    after = fields.String(required=True)


class VersionOut(Schema):
    """A content as it was sent."""

    version = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    client_at = fields.AwareDateTime(required=True)
    by = fields.String(required=True, allow_none=True)
    changes = fields.List(fields.Nested(ChangeOut), required=True)


class NoteOut(Schema):
    """A note of the commune's journal about this report."""

    seq = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    kind = fields.String(required=True)
    actor = fields.String(required=True)


class HistoryOut(Schema):
    """Everything that happened to a report, each list oldest first."""

    versions = fields.List(fields.Nested(VersionOut), required=True)
    moves = fields.List(fields.Nested(MoveOut), required=True)
    supplements = fields.List(fields.Nested(SupplementOut), required=True)
    corrections = fields.List(fields.Nested(CorrectionOut), required=True)
    photos = fields.List(fields.Nested(PhotoOut), required=True)
    notes = fields.List(fields.Nested(NoteOut), required=True)


class MovedOut(Schema):
    """Where a report stands after a move."""

    state = fields.String(required=True, validate=_STATE)
    version = fields.Integer(required=True)
    rev = fields.Integer(required=True)


class BatchResultOut(Schema):
    """What became of one report of a batch: ``state`` and ``rev``, or ``problem``."""

    id = fields.UUID(required=True)
    state = fields.String(validate=_STATE)
    version = fields.Integer()
    rev = fields.Integer()
    problem = fields.Dict(keys=fields.String())


class BatchOut(Schema):
    """A result an item, in the order asked."""

    results = fields.List(fields.Nested(BatchResultOut), required=True)


class AlertTold(Schema):
    """What became of an urgent alert, as the phones of its team hear it.

    ``received_at`` is when it began to ask for somebody, ``acknowledged_by`` who answered, as a team addresses them.
    """

    shift_id = fields.UUID(required=True)
    incident_id = fields.UUID(required=True)
    category = fields.String(required=True)
    severity = fields.Integer(required=True)
    raised_at = fields.AwareDateTime(required=True)
    received_at = fields.AwareDateTime(required=True)
    cancelled = fields.Boolean(required=True)
    acknowledged_at = fields.AwareDateTime(required=True, allow_none=True)
    acknowledged_by = fields.String(required=True, allow_none=True)
