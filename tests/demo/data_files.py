"""The demo's data files, and the check of details that its tests share."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(package: str, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files(package).joinpath(f"data/{name}.json").read_text("utf-8"))
    return data


def commune() -> dict[str, Any]:
    return load("app.demo", "commune")


def nights() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load("app.demo", "nights")["nights"]
    return found


def comments() -> dict[str, Any]:
    return load("app.demo", "comments")


def profile() -> dict[str, Any]:
    return load("app.demo", "profile")


def codes(list_name: str) -> set[str]:
    return {row["code"] for row in load("app.catalogue", "catalogue")[list_name]}


def category(code: str) -> dict[str, Any]:
    return {row["code"]: row for row in load("app.catalogue", "catalogue")["categories"]}[code]


def teams() -> dict[str, dict[str, Any]]:
    return {team["key"]: team for team in commune()["teams"]}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from texts(member)


def check_details(code: str, details: dict[str, Any], time_pattern: str) -> None:
    known = {field["key"]: field for field in category(code)["fields"]}
    assert {key for key, field in known.items() if field.get("required")} <= details.keys(), (code, details)
    for key, value in details.items():
        field = known[key]
        match field["type"]:
            case "number":
                assert field["min"] <= value <= field["max"], (code, key, value)
            case "choice":
                assert value in {option["code"] for option in field["options"]}, (code, key, value)
            case "yesno":
                assert isinstance(value, bool), (code, key, value)
            case "time":
                assert re.fullmatch(time_pattern, value), (code, key, value)
            case "text":
                assert 0 < len(value) <= field["max_length"], (code, key, value)


def generated() -> list[tuple[str, dict[str, Any]]]:
    return [(code, event) for code, events in profile()["events"].items() for event in events]
