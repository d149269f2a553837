"""The shape of a report's body (protocol.md §7, schema 1). Only shape: rules are in ``rules``.

Unknown fields of a body are kept and given back, so every schema here includes them.
"""

from typing import Any

from marshmallow import INCLUDE, Schema, fields, validate

_TEXT, _MOST_ITEMS = 4000, 200


class Open(Schema):
    """A part of a body: what a newer phone adds is kept."""

    class Meta:
        unknown = INCLUDE


def code(*, required: bool = False, **more: Any) -> fields.String:
    """A coded word of the catalogue; unknown ones are shown as text, so only the length is checked."""
    return fields.String(required=required, validate=validate.Length(min=1, max=40), **more)


def words(most: int = _TEXT, **more: Any) -> fields.String:
    """Words that a person wrote."""
    return fields.String(validate=validate.Length(max=most), **more)


def count(**more: Any) -> fields.Integer:
    """A number of things or people."""
    return fields.Integer(strict=True, validate=validate.Range(min=0, max=100_000), **more)


def many(schema: type[Schema]) -> fields.List[Any]:
    """A list of parts."""
    return fields.List(fields.Nested(schema), validate=validate.Length(max=_MOST_ITEMS))


class Position(Open):
    """Where a tap was made: degrees to four decimals (about 11 m), accuracy in metres; only with consent.

    ``by`` is the member who held the phone then, when that is not who sent the report; ``at`` when it was read.
    """

    lat = fields.Float(required=True, validate=validate.Range(min=-90, max=90))
    lon = fields.Float(required=True, validate=validate.Range(min=-180, max=180))
    accuracy_m = fields.Float(allow_none=True, validate=validate.Range(min=0))
    by = fields.UUID(allow_none=True)
    at = fields.AwareDateTime(allow_none=True)


class Present(Open):
    """A member who was there, from when to when."""

    member_id = fields.UUID(required=True)
    from_ = fields.AwareDateTime(data_key="from", allow_none=True)
    to = fields.AwareDateTime(allow_none=True)


class Absent(Open):
    """A member of the roster who was not there, and who stood in."""

    member_id = fields.UUID(required=True)
    reason = code(allow_none=True)
    substitute_id = fields.UUID(allow_none=True)


class Guests(Open):
    """People of another force who joined: a number, no names."""

    force = code(required=True)
    count = count(required=True)


class KitItem(Open):
    """A piece of kit and whether it was in order."""

    item = code(required=True)
    ok = fields.Boolean(required=True)


class Pass(Open):
    """A checkpoint reached by a tap or scan with its own time; a plan is never a pass."""

    checkpoint_id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["normal", "matter", "skipped"]))
    how = fields.String(validate=validate.OneOf(["tap", "qr", "code"]), allow_none=True)
    position = fields.Nested(Position, allow_none=True)
    note = words(300, allow_none=True)


class Round(Open):
    """A round, confirmed by ``points`` tapped one by one, or ``whole`` ("ghi cả vòng": a round, but never passes)."""

    round_id = fields.UUID(required=True)
    route_id = fields.UUID(allow_none=True)
    mode = code(allow_none=True)
    started_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    rest_minutes = count(allow_none=True)
    confirmed = fields.String(validate=validate.OneOf(["points", "whole"]))
    passes = many(Pass)


class Informed(Open):
    """Whom the team told, and when."""

    whom = code(required=True)
    at = fields.AwareDateTime(allow_none=True)


class IncidentIn(Open):
    """An incident. People are a number; ``details`` are the category's own fields, ``police_only`` for police alone."""

    incident_id = fields.UUID(required=True)
    category = code(required=True)
    severity = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=4))
    at = fields.AwareDateTime(required=True)
    checkpoint_id = fields.UUID(allow_none=True)
    place = words(80, allow_none=True)
    position = fields.Nested(Position, allow_none=True)
    what = words(allow_none=True)
    source = code(allow_none=True)
    people = count(allow_none=True)
    injured = count(allow_none=True)
    actions = fields.List(code(), validate=validate.Length(max=30))
    informed = many(Informed)
    result = code(allow_none=True)
    details = fields.Dict(keys=fields.String())
    police_only = fields.Dict(keys=fields.String())


class ActivityIn(Open):
    """An activity: propaganda, meeting, drill, joint duty."""

    activity_id = fields.UUID(required=True)
    category = code(required=True)
    at = fields.AwareDateTime(allow_none=True)
    details = fields.Dict(keys=fields.String())


class OpenMatter(Open):
    """Something that stays to be done, carried from shift to shift until settled."""

    matter_id = fields.UUID(required=True)
    text = words(300, required=True)
    settled = fields.Boolean()


class Contact(Open):
    """A call with the duty officer."""

    at = fields.AwareDateTime(required=True)
    matter = words(300, allow_none=True)


class Handover(Open):
    """What the next shift must know."""

    text = words(allow_none=True)
    kit_ok = fields.Boolean(allow_none=True)


class GuardNote(Open):
    """A text of which the phone warned and that was left as it is: where, and of what kinds. Never the words."""

    path = fields.String(required=True, validate=validate.Regexp(r"^(/[A-Za-z0-9_-]{1,40}){1,8}\Z"))
    kinds = fields.List(
        fields.String(validate=validate.Regexp(r"^[a-z][a-z-]{0,19}\Z")), required=True, validate=validate.Length(1, 20)
    )


class Telling(Open):
    """What a body tells of itself: warnings left standing, and the pictures in the team's order."""

    guard = many(GuardNote)
    photo_order = fields.List(fields.UUID(), validate=validate.Length(max=_MOST_ITEMS))


class PartBody(Telling):
    """What another phone adds to a shift: the lists of a report, each optional."""

    rounds = many(Round)
    incidents = many(IncidentIn)
    activities = many(ActivityIn)
    contacts = many(Contact)


class Paper(Open):
    """Why a night was written on paper and entered afterwards."""

    why = fields.String(required=True, validate=validate.Length(min=1, max=20))
    note = words(300, allow_none=True)


class ReportBody(PartBody):
    """A whole report. ``night`` is the date of (planned, else real, start − 6 h) in Viet Nam."""

    night = fields.Date(required=True)
    preset = code(required=True)
    source = fields.String(validate=validate.OneOf(["phone", "paper"]), load_default="phone")
    paper = fields.Nested(Paper, allow_none=True)
    started_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True)
    lead_id = fields.UUID(allow_none=True)
    present = many(Present)
    absent = many(Absent)
    guests = many(Guests)
    kit = many(KitItem)
    weather = code(allow_none=True)
    open_matters = many(OpenMatter)
    reminders = count(allow_none=True)
    helped = count(allow_none=True)
    handover = fields.Nested(Handover, allow_none=True)
    remark = words(allow_none=True)
    proposal = words(allow_none=True)
    quiet = fields.Boolean(load_default=False)
    correction_note = words(allow_none=True)


class AlertBody(Open):
    """The whole present state of the alert of one incident, for the duty officer at once; no words but the place.

    ``count`` grows with each operation of the alert, so that what comes late takes nothing back.
    """

    alert_id = fields.UUID(required=True)
    incident_id = fields.UUID(required=True)
    count = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=100_000))
    category = code(required=True)
    severity = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=4))
    at = fields.AwareDateTime(required=True)
    raised_at = fields.AwareDateTime(required=True)
    checkpoint_id = fields.UUID(allow_none=True)
    place = words(80, allow_none=True)
    cancelled = fields.Boolean(load_default=False)


class AddendumBody(Telling):
    """Words after the fact; photos come beside it."""

    text = words(allow_none=True)


class WithdrawBody(Open):
    """Why the team takes its report back."""

    reason = words(300, allow_none=True)
