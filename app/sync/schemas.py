"""The envelopes of push, verify and pull (protocol.md §2, §4, §5)."""

from marshmallow import EXCLUDE, INCLUDE, RAISE, Schema, fields, validate

MOST_OPS = 50
MOST_BYTES = 256 * 1024
MOST_VERIFY = 500
MOST_CHANGES = 200
# What becomes of an operation (protocol.md §2).
STATUSES = ("applied", "duplicate", "conflict", "held", "retry", "rejected")


class Health(Schema):
    """How the phone is; a hint for support, never used for a decision."""

    class Meta:
        unknown = INCLUDE

    unsent = fields.Integer(allow_none=True)
    oldest_unsent_at = fields.AwareDateTime(allow_none=True)
    parked = fields.Integer(allow_none=True)
    storage_used = fields.Integer(allow_none=True)
    storage_quota = fields.Integer(allow_none=True)
    persisted = fields.Boolean(allow_none=True)
    offset_ms = fields.Integer(allow_none=True)
    storage_lost = fields.Boolean(allow_none=True)
    photos_unsent = fields.Integer(allow_none=True)
    made = fields.Integer(allow_none=True)
    proven = fields.Integer(allow_none=True)
    unproven = fields.Integer(allow_none=True)
    queued = fields.Integer(allow_none=True)
    aside = fields.Integer(allow_none=True)
    nudge_seen = fields.AwareDateTime(allow_none=True)


class PushIn(Schema):
    """What a phone pushes. Fields that a newer phone adds are passed over."""

    class Meta:
        unknown = EXCLUDE

    sync = fields.Integer(required=True, validate=validate.Equal(1))
    batch_id = fields.UUID(required=True)
    install_id = fields.UUID(required=True)
    client = fields.String(required=True, validate=validate.Length(min=1, max=40))
    schema = fields.Integer(required=True)
    sent_at = fields.AwareDateTime(required=True)
    known_epoch = fields.String(allow_none=True, validate=validate.Length(max=80))
    health = fields.Nested(Health, allow_none=True)
    # As they came: each is judged by itself, so that one bad item never holds back another.
    ops = fields.List(fields.Raw(), required=True, validate=validate.Length(max=MOST_OPS))


class Result(Schema):
    """What became of one operation."""

    op_id = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    report_id = fields.String(allow_none=True)
    version = fields.Integer(allow_none=True)
    rev = fields.Integer(allow_none=True)
    receipt = fields.String()
    photos_missing = fields.List(fields.String())
    problem = fields.Dict(keys=fields.String())


class PushOut(Schema):
    """The answer to a push, always 200 when the envelope could be read."""

    sync = fields.Integer(required=True)
    batch_id = fields.UUID(required=True)
    epoch = fields.String(required=True)
    server_time = fields.AwareDateTime(required=True)
    min_client = fields.String(required=True)
    latest_client = fields.String(required=True)
    results = fields.List(fields.Nested(Result), required=True)


class PhotoProof(Schema):
    """A photo that the phone believes stored."""

    id = fields.UUID(required=True)
    sha256 = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))


class VerifyIn(Schema):
    """Which of these do you have?"""

    class Meta:
        unknown = RAISE

    ops = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST_VERIFY))
    photos = fields.List(fields.Nested(PhotoProof), load_default=list, validate=validate.Length(max=MOST_VERIFY))


class VerifyOut(Schema):
    """What is missing here and must be sent again; ``parked_ops`` are kept here and have not taken effect."""

    epoch = fields.String(required=True)
    missing_ops = fields.List(fields.UUID(), required=True)
    parked_ops = fields.List(fields.UUID(), required=True)
    missing_photos = fields.List(fields.UUID(), required=True)


class ChangesIn(Schema):
    """Where the phone's reading stands."""

    cursor = fields.String(load_default=None, validate=validate.Length(max=400))
    limit = fields.Integer(load_default=MOST_CHANGES, validate=validate.Range(min=1, max=MOST_CHANGES))


class Change(Schema):
    """The present state of one thing."""

    class Meta:
        unknown = INCLUDE

    entity = fields.String(required=True)
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    rev = fields.Integer(required=True)


class Removed(Schema):
    """Something that the phone should no longer show."""

    entity = fields.String(required=True)
    id = fields.String(required=True)
    reason = fields.String(required=True)


class ChangesOut(Schema):
    """A page of changes."""

    sync = fields.Integer(required=True)
    epoch = fields.String(required=True)
    server_time = fields.AwareDateTime(required=True)
    catalogue_version = fields.String(required=True)
    cursor = fields.String(required=True)
    more = fields.Boolean(required=True)
    changes = fields.List(fields.Dict(keys=fields.String()), required=True)
    removed = fields.List(fields.Nested(Removed), required=True)
