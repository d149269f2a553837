"""The whole API, asked by a machine that reads the OpenAPI document: what comes back is what the document says.

Three callers ask at every door, with good values and with bad ones: nobody, a team's phone, an officer. Where a door takes
the id of something, half of the requests name what is really there.
"""

from typing import Any

import hypothesis
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.config import ChecksConfig, GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.config._checks import NegativeDataRejectionConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from app.sync.shapes import CHANGES
from tests.acting import ActingClient
from tests.cast import Cast
from tests.nights import PUSH, envelope, operation
from tests.web.canary import Planted, plant

ALWAYS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
# Its operations are judged one by one inside a 200, and unknown members of the envelope are passed over.
TOLERANT = {"push"}
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
schemathesis.serializer.alias("application/vnd.keng.rescue", "application/octet-stream")
COOKIES = {"device": "device", "office": "office"}


def asked_of(client: ActingClient, cast: Cast, key: str) -> dict[str, Any]:
    """What a request of this person carries; gzip is a matter of the transport, and has tests of its own."""
    plain = {"Accept-Encoding": "identity"}
    if not key:
        return {"headers": plain}
    person = cast[key]
    cookie = client.browser(person).get_cookie(COOKIES[person.kind])
    assert cookie is not None
    headers = {"Keng-Client": "phone"} if person.kind == "device" else {}
    return {"cookies": {cookie.key: cookie.value}, "headers": plain | headers}


def read_schema(app: Flask) -> Any:
    generation = GenerationConfig(deterministic=True, with_security_parameters=False)
    # Of the refusals that are ours to choose, these say no to bad values too.
    statuses = ["400", "401", "403", "404", "410", "412", "413", "415", "422", "428", "429"]
    checks = ChecksConfig(negative_data_rejection=NegativeDataRejectionConfig(expected_statuses=statuses))
    project = ProjectConfig(generation=generation, checks=checks)
    config = SchemathesisConfig(projects=ProjectsConfig(default=project))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=config)


def may_be_wrong(operation: dict[str, Any], path: str) -> bool:
    """Whether a request can hold anything that the door could refuse."""
    named = [one for one in operation.get("parameters", []) if one.get("name") != "Keng-Client"]
    # A body of bytes is of the right shape whatever is in it.
    return bool(named or "application/json" in operation.get("requestBody", {}).get("content", {}) or "{" in path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "mode"),
    [
        ("", GenerationMode.POSITIVE),
        ("binh", GenerationMode.POSITIVE),
        ("binh", GenerationMode.NEGATIVE),
        ("ha", GenerationMode.POSITIVE),
        ("ha", GenerationMode.NEGATIVE),
    ],
    ids=lambda one: one or "nobody",
)
def test_every_door_answers_as_its_document_says(key: str, mode: Any, client: ActingClient, cast: Cast) -> None:
    planted = plant(client, cast)
    carried = asked_of(client, cast, key)
    found = [one.ok() for one in read_schema(client.app).get_all_operations()]
    # Whoever signs out is nobody afterwards.
    found.sort(key=lambda one: one.definition.raw["operationId"] == "sign_out")
    asked = [one for one in found if mode is GenerationMode.POSITIVE or may_be_wrong(one.definition.raw, one.path)]
    faults = [fault for one in asked for fault in faults_of(one, mode, carried, planted)]
    assert faults == [], "\n\n".join(faults)


def faults_of(operation: Any, mode: Any, carried: dict[str, Any], planted: Planted) -> list[str]:
    """What a few requests of one kind at one door bring to light."""
    name = operation.definition.raw["operationId"]
    checks = [*ALWAYS, *([negative_data_rejection] if name not in TOLERANT else [])]

    @settings(
        max_examples=8,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode), really=st.booleans())
    def ask(case: Any, really: bool) -> None:
        if really:
            for argument in case.path_parameters or {}:
                case.path_parameters[argument] = planted.arguments.get(argument, case.path_parameters[argument])
        response = case.call(**carried)
        case.validate_response(response, checks=checks)

    try:
        ask()
    except BaseExceptionGroup as several:
        return [f"{name}: {one}" for one in several.exceptions]
    except Exception as fault:
        return [f"{name}: {type(fault).__name__} {fault}"]
    return []


def test_what_a_phone_pulls_has_the_shapes_that_are_told(client: ActingClient, cast: Cast) -> None:
    planted = plant(client, cast)
    binh, ha = cast["binh"], cast["ha"]
    door = read_schema(client.app)["/api/v1/sync/changes"]["GET"]
    first = client.get("/api/v1/sync/changes", as_=binh)
    door.validate_response(first)
    report = f"/api/v1/reports/{planted.arguments['report_id']}"
    words = {"move": "reopen", "reasons": ["other"], "fields": ["/remark"], "comment": "Xin bổ sung"}
    seen = {"If-Match": client.get(report, as_=ha).headers["ETag"]}
    assert client.post(f"{report}/moves", json=words, headers=seen, as_=cast["vinh"]).status_code == 200
    client.submit(f"/held/{planted.arguments['op_id']}", {"resolution": "refused", "note": "Đã có"}, as_=ha)
    client.post(PUSH, json=envelope(health={"parked": 2}), as_=binh)
    client.submit(f"/phones/{binh.id}/nudge", {"reason": "parked"}, as_=ha)
    agreed = operation(binh, "consent.give", body={"purpose": "position", "version": 1})
    client.post(PUSH, json=envelope(agreed), as_=binh)
    then = client.get("/api/v1/sync/changes", query_string={"cursor": first.json["cursor"]}, as_=binh)  # type: ignore[index]
    door.validate_response(then)
    changes = [one for page in (first, then) if page.json for one in page.json["changes"]]
    assert {one["entity"] for one in changes} == set(CHANGES)
    assert [one["body"] is not None for one in changes if one["entity"] == "report"] == [False, True]


def test_another_shape_than_the_told_one_would_be_found(client: ActingClient, cast: Cast) -> None:
    door = read_schema(client.app)["/api/v1/sync/changes"]["GET"]
    answer = client.get("/api/v1/sync/changes", as_=cast["binh"])
    answer.set_data(answer.get_data().replace(b'"frequent"', b'"seldom"'))
    with pytest.raises(Exception, match="Response violates schema"):
        door.validate_response(answer)
