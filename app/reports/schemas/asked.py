"""What the office and programs ask about reports."""

from marshmallow import Schema, fields, validate

from app.reports import rules

MOST_ROWS = 100
MOST_IN_A_BATCH = 100
_STATE = validate.OneOf([state.value for state in rules.State])
_REASON = validate.OneOf(rules.RETURN_REASONS)
_POINTER = validate.Regexp(r"^(/[^/\x00-\x1f]{1,60}){1,8}\Z")


class ReportsIn(Schema):
    """Which reports. ``q`` needs no diacritics: every word must stand in the text or in the name of team or village."""

    q = fields.String(load_default="", validate=validate.Length(max=100))
    team = fields.UUID(load_default=None)
    village = fields.UUID(load_default=None)
    state = fields.String(load_default=None, validate=_STATE)
    from_ = fields.Date(data_key="from", load_default=None, metadata={"description": "First night"})
    to = fields.Date(load_default=None, metadata={"description": "Last night"})
    category = fields.String(load_default="", validate=validate.Length(max=4))
    complete = fields.Boolean(load_default=None)
    cursor = fields.String(load_default=None, validate=validate.Length(max=400))
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=MOST_ROWS))


class ChangesIn(Schema):
    """What an officer puts right about an incident; ``text`` moves its words, or plates in them, to police alone."""

    category = fields.String(validate=validate.Length(min=1, max=4))
    severity = fields.Integer(strict=True, validate=validate.Range(min=1, max=4))
    text = fields.String(validate=validate.OneOf(rules.TEXT_CHANGES))


class MoveIn(Schema):
    """A move of one report; ``comment`` and ``correct`` leave its state as it is."""

    move = fields.String(required=True, validate=validate.OneOf([*rules.OFFICE_MOVES, "comment", "correct"]))
    reasons = fields.List(fields.String(validate=_REASON), load_default=list, validate=validate.Length(max=10))
    fields_ = fields.List(
        fields.String(validate=_POINTER),
        data_key="fields",
        load_default=list,
        validate=validate.Length(max=50),
        metadata={"description": "JSON pointers into the body"},
    )
    comment = fields.String(load_default="", validate=validate.Length(max=1000))
    incident_id = fields.UUID(load_default=None, metadata={"description": "With correct"})
    changes = fields.Nested(ChangesIn, load_default=dict, metadata={"description": "With correct"})
    reason = fields.String(load_default="", validate=validate.Length(max=300), metadata={"description": "With correct"})


class SeenIn(Schema):
    """A report and the ``rev`` that the officer saw."""

    id = fields.UUID(required=True)
    rev = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class BatchIn(Schema):
    """Several reports approved at once: only quiet, complete ones may go this way."""

    move = fields.String(required=True, validate=validate.Equal("approve"))
    reports = fields.List(fields.Nested(SeenIn), required=True, validate=validate.Length(min=1, max=MOST_IN_A_BATCH))
