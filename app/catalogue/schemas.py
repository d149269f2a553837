"""The shape of the catalogue, as phones and programs read it."""

from marshmallow import Schema, fields, validate

_KINDS = ["incident", "activity", "other"]


class Word(Schema):
    """A code and what it is called."""

    code = fields.String(required=True)
    vi = fields.String(required=True)
    en = fields.String(required=True)


class DrawnWord(Word):
    """A word with a drawing (a Lucide name)."""

    icon = fields.String(required=True)


class Group(DrawnWord):
    """A group of categories."""

    kind = fields.String(required=True, validate=validate.OneOf(_KINDS))
    short_vi = fields.String(required=True)


class About(Word):
    """What a photo is of: how to take it, and who may see it (team, police, feed, feed-redacted)."""

    guide_vi = fields.String(required=True)
    guide_en = fields.String(required=True)
    visibility = fields.String(required=True)
    limit = fields.Integer(metadata={"description": "Most photos of this kind a report"})


class Field(Schema):
    """A question of one category; its answer stands in ``details`` (or ``police_only``) under ``key``."""

    key = fields.String(required=True)
    vi = fields.String(required=True)
    en = fields.String(required=True)
    type = fields.String(required=True, validate=validate.OneOf(["number", "choice", "yesno", "time", "text"]))
    unit = fields.String()
    unit_en = fields.String()
    min = fields.Integer()
    max = fields.Integer()
    max_length = fields.Integer()
    options = fields.List(fields.Nested(Word))
    required = fields.Boolean()
    police_only = fields.Boolean()


class Note(Schema):
    """A short word of care shown with a category."""

    vi = fields.String(required=True)
    en = fields.String(required=True)


class CategoryOut(DrawnWord):
    """A category. ``asks`` (people, injured), ``actions`` and ``informs`` are what to offer first; ``about`` the photo kind.

    ``told_vi`` and ``told_en`` are the words after a number in a sentence.
    """

    group = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(_KINDS))
    short_vi = fields.String(required=True)
    told_vi = fields.String()
    told_en = fields.String()
    severity = fields.Integer(required=True, allow_none=True, metadata={"description": "Default, 1 to 4"})
    call_first = fields.Boolean(required=True)
    task_group = fields.Integer(required=True, metadata={"description": "Article of Law 30/2023/QH15, 7 to 12"})
    police_only = fields.Boolean(required=True)
    no_photo = fields.Boolean(required=True)
    about = fields.String(required=True, allow_none=True)
    asks = fields.List(fields.String(), required=True)
    actions = fields.List(fields.String(), required=True)
    informs = fields.List(fields.String(), required=True)
    note = fields.Nested(Note, required=True, allow_none=True)
    fields_ = fields.List(fields.Nested(Field), required=True, data_key="fields")
    phrases = fields.List(fields.String(), required=True)
    ended = fields.Boolean(metadata={"description": "True where the commune uses it no more: shown, not offered"})


class PresetOut(Word):
    """A usual shift; clock times in Viet Nam."""

    start = fields.String(required=True, metadata={"description": "HH:MM"})
    end = fields.String(required=True, metadata={"description": "HH:MM, after midnight when before start"})
    default = fields.Boolean(required=True)


class AssetKind(DrawnWord):
    """A kind of thing that is looked after: the ``states`` it can be found in, and what may be wrong with it."""

    states = fields.List(fields.String(), required=True)
    defects = fields.List(fields.Nested(Word), required=True)


class ActivityKind(DrawnWord):
    """A kind of activity: ``asks`` (people, minutes) and its own questions. ``desk_only``: not written on a phone."""

    asks = fields.List(fields.String(), required=True)
    fields_ = fields.List(fields.Nested(Field), required=True, data_key="fields")
    note = fields.Nested(Note)
    no_photo = fields.Boolean()
    desk_only = fields.Boolean()


class Phrases(Schema):
    """Ready sentences, in the language that reports are written in."""

    handover = fields.List(fields.String(), required=True)
    return_ = fields.List(fields.String(), required=True, data_key="return")
    incident = fields.List(fields.String(), required=True)
    quiet = fields.List(fields.String(), required=True)


class PhotoLimits(Schema):
    """What a photo may be: bytes, pixels (less for a progressive JPEG), number, kinds, and the long edge to aim at."""

    max_bytes = fields.Integer(required=True)
    max_pixels = fields.Integer(required=True)
    max_pixels_progressive = fields.Integer(required=True)
    per_report = fields.Integer(required=True)
    per_incident = fields.Integer(required=True)
    kinds = fields.List(fields.String(), required=True)
    long_edge = fields.Integer(required=True)


class PushLimits(Schema):
    """How large a push may be: operations, bytes, nesting."""

    ops = fields.Integer(required=True)
    bytes = fields.Integer(required=True)
    depth = fields.Integer(required=True)


class Limits(Schema):
    """The row of limits; ``text`` gives the most characters of each written field."""

    photo = fields.Nested(PhotoLimits, required=True)
    text = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    push = fields.Nested(PushLimits, required=True)


class CatalogueOut(Schema):
    """Everything that a commune may change in words and limits."""

    version = fields.String(required=True)
    groups = fields.List(fields.Nested(Group), required=True)
    categories = fields.List(fields.Nested(CategoryOut), required=True)
    presets = fields.List(fields.Nested(PresetOut), required=True)
    reasons = fields.List(fields.Nested(Word), required=True)
    absences = fields.List(fields.Nested(Word), required=True)
    actions = fields.List(fields.Nested(Word), required=True)
    results = fields.List(fields.Nested(Word), required=True)
    sources = fields.List(fields.Nested(Word), required=True)
    weathers = fields.List(fields.Nested(DrawnWord), required=True)
    modes = fields.List(fields.Nested(DrawnWord), required=True)
    kit = fields.List(fields.Nested(DrawnWord), required=True)
    forces = fields.List(fields.Nested(Word), required=True)
    informed = fields.List(fields.Nested(Word), required=True)
    abouts = fields.List(fields.Nested(About), required=True)
    skip_reasons = fields.List(fields.Nested(Word), required=True)
    topics = fields.List(fields.Nested(Word), required=True)
    owners = fields.List(fields.Nested(Word), required=True)
    funds = fields.List(fields.Nested(Word), required=True)
    assets = fields.List(fields.Nested(AssetKind), required=True)
    asset_states = fields.List(fields.Nested(Word), required=True)
    activities = fields.List(fields.Nested(ActivityKind), required=True)
    phrases = fields.Nested(Phrases, required=True)
    limits = fields.Nested(Limits, required=True)
