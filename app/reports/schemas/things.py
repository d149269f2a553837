"""The bodies of ``asset.check`` and ``activity.log`` (protocol.md §2): looks at things and what was done for models."""

from marshmallow import fields, validate

from app.reports.schemas.sent import Open, code, count, words

MOST_NOTE, MOST_WORDS, MOST_DEFECTS = 200, 500, 10


class AssetCheckBody(Open):
    """How a thing was found. ``state`` and ``defects`` are words of its kind in the catalogue (``assets``)."""

    asset_id = fields.UUID(required=True)
    state = code(required=True)
    defects = fields.List(code(required=True), validate=validate.Length(max=MOST_DEFECTS), allow_none=True)
    note = words(MOST_NOTE, allow_none=True)


class ActivityLogBody(Open):
    """What was done. ``kind`` and the keys of ``values`` are of the catalogue (``activities``); ``people`` who came and
    ``minutes`` are numbers."""

    kind = code(required=True)
    site_id = fields.UUID(allow_none=True)
    asset_id = fields.UUID(allow_none=True)
    began_at = fields.AwareDateTime(required=True)
    minutes = count(allow_none=True)
    people = count(allow_none=True)
    values = fields.Dict(keys=fields.String(), required=True)
    words = words(MOST_WORDS, allow_none=True)
