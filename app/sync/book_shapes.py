"""What a phone pulls of the book of models (protocol.md §4)."""

from marshmallow import Schema, fields, validate

from app.photos.rules import PhotoState
from app.registry.rules import ACTIVITY_KINDS, ASSET_KINDS, ASSET_STATES
from app.sync.told import Told, maybe_id, one


class SignalTold(Schema):
    """How a gong is struck, and what that means."""

    pattern = fields.String(required=True)
    meaning = fields.String(required=True)


class AssetChange(Told):
    """A thing of the team's village or of the whole commune; ``kit_due`` is the next day on which kit of a fire point is
    due, ``signals`` are a gong's."""

    entity = one("asset")
    kind = fields.String(required=True, validate=validate.OneOf(ASSET_KINDS))
    label = fields.String(required=True)
    place = fields.String(required=True)
    site_id = maybe_id()
    state = fields.String(required=True, validate=validate.OneOf(ASSET_STATES))
    defects = fields.List(fields.String(), required=True)
    checked_at = fields.AwareDateTime(required=True, allow_none=True)
    signals = fields.List(fields.Nested(SignalTold), required=True)
    kit_due = fields.Date(required=True, allow_none=True)


class SiteChange(Told):
    """A living site of the team's village or of the whole commune; ``kind`` is one of the models (M01 …)."""

    entity = one("site")
    kind = fields.String(required=True)
    name = fields.String(required=True)


class ScriptChange(Told):
    """An approved text for loudspeakers."""

    entity = one("script")
    title = fields.String(required=True)
    topic = fields.String(required=True)
    text = fields.String(required=True)


class BookPhoto(Schema):
    """A photo of a look or an activity, and what became of it."""

    photo_id = fields.UUID(required=True)
    state = fields.String(required=True, validate=validate.OneOf(list(PhotoState)))


class LookChange(Told):
    """A look of the team at a thing, from the last 60 days; ``id`` is its operation's."""

    entity = one("look")
    asset_id = fields.UUID(required=True)
    shift_id = maybe_id()
    state = fields.String(required=True, validate=validate.OneOf(ASSET_STATES))
    defects = fields.List(fields.String(), required=True)
    note = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    photos = fields.List(fields.Nested(BookPhoto), required=True)


class ActivityChange(Told):
    """What the team did, from the last 60 days; ``withdrawn`` is why the office took it out of the count, else null."""

    entity = one("activity")
    kind = fields.String(required=True, validate=validate.OneOf(ACTIVITY_KINDS))
    site_id = maybe_id()
    asset_id = maybe_id()
    shift_id = maybe_id()
    began_at = fields.AwareDateTime(required=True, allow_none=True)
    minutes = fields.Integer(required=True, allow_none=True)
    people = fields.Integer(required=True, allow_none=True)
    values = fields.Dict(keys=fields.String(), required=True)
    words = fields.String(required=True)
    withdrawn = fields.String(required=True, allow_none=True)
    photos = fields.List(fields.Nested(BookPhoto), required=True)


BOOK_CHANGES: dict[str, type[Schema]] = {
    "asset": AssetChange,
    "site": SiteChange,
    "script": ScriptChange,
    "look": LookChange,
    "activity": ActivityChange,
}
