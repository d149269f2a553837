"""The fast way to load a schema gives what marshmallow gives, or leaves it to marshmallow."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import EXCLUDE, INCLUDE, Schema, ValidationError, fields, validate

from app.reports.schemas import BODIES, OperationIn
from app.sync.schemas import PushIn
from app.web.fast_load import FastSchema, Unsure, read_object

MOMENT = "2026-11-21T22:02:00+07:00"
ID = "0192f000-0000-7000-8000-000000000001"


class Inner(FastSchema):
    class Meta:
        unknown = INCLUDE

    id = fields.UUID(required=True)
    from_ = fields.AwareDateTime(data_key="from", allow_none=True)
    share = fields.Float(validate=validate.Range(min=0, max=1))


class Outer(FastSchema):
    class Meta:
        unknown = EXCLUDE

    night = fields.Date(required=True)
    kind = fields.String(load_default="phone", validate=validate.OneOf(["phone", "paper"]))
    words = fields.String(validate=validate.Length(min=1, max=5), allow_none=True)
    count = fields.Integer(strict=True, validate=validate.Range(min=0))
    digest = fields.String(validate=validate.Regexp(r"^[0-9a-f]{4}\Z"))
    parts = fields.List(fields.Nested(Inner), validate=validate.Length(max=2))
    facts = fields.Dict(keys=fields.String(), allow_none=True)
    quiet = fields.Boolean(load_default=False)


class Strict(FastSchema):
    number = fields.Integer(strict=True)


ODD = st.sampled_from(
    [
        *(None, True, False, 0, -1, 2.0, 0.5, 1e400, 10**400, [], [1], {}, {"a": 1}),
        *("", "phone", "yes", "dài quá", "0a1f", "2026-11-21", "20261121", "2026-11-21T22:02:00"),
        *(MOMENT, "2026-11-21T15:02:00Z", ID, f"{{{ID}}}"),
    ]
)
INNER = st.fixed_dictionaries({}, optional={"id": ODD, "from": ODD, "share": ODD, "more": ODD, "from_": ODD})
OUTER = st.fixed_dictionaries(
    {"night": st.sampled_from(["2026-11-21", "2026-W47", "x"])},
    optional={
        "kind": ODD,
        "words": ODD,
        "count": ODD,
        "digest": ODD,
        "parts": st.one_of(ODD, st.lists(st.one_of(INNER, st.just({"id": ID, "from": MOMENT})), max_size=3)),
        "facts": ODD,
        "quiet": ODD,
        "unknown": ODD,
    },
)


def outcome(load: Any, data: Any) -> Any:
    try:
        return "loaded", load(data)
    except ValidationError as error:
        return "refused", error.messages


@settings(max_examples=400, deadline=None)
@given(OUTER)
def test_it_loads_and_refuses_as_marshmallow_does(data: dict[str, Any]) -> None:
    plain = lambda value: Schema.load(Outer(), value)  # noqa: E731
    assert outcome(Outer().load, data) == outcome(plain, data)


@pytest.mark.parametrize("data", [{}, {"number": 1}, {"number": 1, "more": 2}, {"number": True}, [], None, "text"])
def test_unknown_fields_and_other_shapes_are_left_to_marshmallow(data: Any) -> None:
    assert outcome(Strict().load, data) == outcome(lambda value: Schema.load(Strict(), value), data)


@pytest.mark.parametrize("schema", [*BODIES.values(), OperationIn, PushIn])
def test_what_phones_send_has_a_fast_way(schema: type[Schema]) -> None:
    assert read_object(schema())


def test_a_schema_with_a_hook_has_none() -> None:
    from marshmallow import post_load

    class Hooked(FastSchema):
        name = fields.String()

        @post_load
        def shout(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
            return {"name": data["name"].upper()}

    with pytest.raises(Unsure):
        read_object(Hooked())
    assert Hooked().load({"name": "a"}) == {"name": "A"}


def test_partial_and_unknown_are_marshmallows_matter() -> None:
    assert Outer().load({}, partial=True) == {}
    assert Strict().load(json.loads('{"number": 1, "more": 2}'), unknown=EXCLUDE) == {"number": 1}
