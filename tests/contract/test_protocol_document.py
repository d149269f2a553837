"""``docs/protocol.md`` and the OpenAPI document say the same: what one names, the other has."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from app.contract.document import operations
from app.core.errors import PROBLEMS
from app.reports.rules import RETURN_REASONS
from app.reports.schemas import ReportBody

PROTOCOL = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"
BASE = "/api/v1"
Document = dict[str, Any]


@cache
def text() -> str:
    return PROTOCOL.read_text("utf-8")


@cache
def table(first_column: str) -> list[list[str]]:
    """The rows of the table whose first column is called so; each cell without its back quotes."""
    lines = text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {first_column} |")) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def words(cell: str) -> list[str]:
    return [word for group in quoted(cell) for word in re.split(r",\s*", group)]


def own_operations(document: Document) -> dict[str, dict[str, Any]]:
    return {f"{method} {path.removeprefix(BASE)}": operation for path, method, operation in operations(document)}


def who_of(operation: dict[str, Any]) -> str:
    who = " or ".join(name for choice in operation["security"] for name in choice) or "anybody"
    return f"{who}: {', '.join(operation['x-roles'])}" if "x-roles" in operation else who


def refused_everywhere(operation: dict[str, Any], name: str) -> set[str]:
    """What the rows of "where" add up to at this door."""
    rows = {where: set(quoted(slugs)) for where, slugs in table("where")}
    found = set(rows["anywhere"])
    if name.split()[0] not in ("GET", "HEAD", "OPTIONS"):
        found |= rows["an unsafe method"]
    for choice in operation["security"]:
        (kind,) = choice
        found |= rows[{"device": "for a device", "key": "for a key"}.get(kind, "for the office")]
    if "x-roles" in operation:
        found |= rows["for named roles"]
    if "{" in name:
        found |= rows["an id in the address"]
    if "application/json" in operation.get("requestBody", {}).get("content", {}):
        found |= rows["a JSON body"]
    if any(one["in"] == "query" for one in operation.get("parameters", [])):
        found |= rows["a query"]
    return found


def test_every_door_stands_in_both(document: Document) -> None:
    assert {quoted(row[0])[0] for row in table("door")} == set(own_operations(document))


def test_every_address_that_the_text_names_is_a_door(document: Document) -> None:
    named = re.findall(r"`((?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /[^`?\s]*)", text())
    assert len(named) > len(table("door"))
    assert set(named) <= set(own_operations(document))


def test_who_may_ask_is_told_alike(document: Document) -> None:
    told = {quoted(door)[0]: who for door, who, *_ in table("door")}
    assert told == {name: who_of(operation) for name, operation in own_operations(document).items()}


def test_good_answers_have_the_same_statuses(document: Document) -> None:
    told = {quoted(door)[0]: answers.split(", ") for door, _, answers, _ in table("door")}
    known = {
        name: [status for status in operation["responses"] if int(status) < 400]
        for name, operation in own_operations(document).items()
    }
    assert told == known


def test_refusals_are_told_alike(document: Document) -> None:
    for door, _, _, slugs in table("door"):
        (name,) = quoted(door)
        operation = own_operations(document)[name]
        answers = {
            slug: status for status, answer in operation["responses"].items() for slug in answer.get("x-problems", [])
        }
        told = set(quoted(slugs)) | refused_everywhere(operation, name)
        assert told == set(answers), name
        assert answers == {slug: str(PROBLEMS[slug].status) for slug in answers}, name


def test_every_problem_is_named_in_the_text() -> None:
    prose = re.sub(r"```.+?```", "", text(), flags=re.S)
    assert set(PROBLEMS) - set(quoted(prose)) == set()


def test_the_problems_of_results_are_told_alike(document: Document) -> None:
    told = {slug for _, meaning, _ in table("status") for slug in quoted(meaning) if slug in PROBLEMS}
    assert told == set(document["components"]["schemas"]["Result"]["x-problems"])


def test_statuses_of_operations_are_the_same(document: Document) -> None:
    assert [quoted(row[0])[0] for row in table("status")] == document["components"]["schemas"]["Result"]["properties"][
        "status"
    ]["enum"]


def test_kinds_of_operations_and_what_they_need_are_the_same(document: Document) -> None:
    schemas = document["components"]["schemas"]
    mapping = schemas["Operation"]["discriminator"]["mapping"]
    needed = set(schemas["OperationIn"]["required"])
    known = {kind: set(schemas[ref.rpartition("/")[2]]["required"]) - needed for kind, ref in mapping.items()}
    assert {quoted(kind)[0]: set(words(needs)) for kind, needs, _ in table("kind")} == known


def test_pulled_things_have_the_members_that_the_text_names(document: Document) -> None:
    schemas = document["components"]["schemas"]
    mapping = schemas["Change"]["discriminator"]["mapping"]
    known = {
        entity: set(schemas[ref.rpartition("/")[2]]["properties"]) - {"entity", "id", "version", "rev"}
        for entity, ref in mapping.items()
    }
    assert {quoted(entity)[0]: set(words(members)) for entity, members in table("entity")} == known


def test_states_are_the_same(document: Document) -> None:
    states = document["components"]["schemas"]["ReportChange"]["properties"]["state"]["enum"]
    assert {quoted(cell)[0] for row in table("from") for cell in (row[0], row[2])} == set(states)


def test_moves_are_those_that_the_phone_is_built_with() -> None:
    moves = json.loads((PROTOCOL.parents[1] / "static/pwa/src/contract/moves.json").read_text("utf-8"))
    known = [[arrow["from"], arrow["move"], arrow["to"], *moves["who"][arrow["move"]]] for arrow in moves["arrows"]]
    assert sorted(words(" ".join(row)) for row in table("from")) == sorted(known)


def test_reasons_of_a_return_are_the_same() -> None:
    (told,) = re.findall(r"^Return reasons: ([^.]+)\.", text(), re.M)
    assert tuple(quoted(told)) == RETURN_REASONS


def test_the_body_in_the_text_is_one_and_shows_every_member() -> None:
    (example,) = re.findall(r"```json\n(.+?)```", text(), re.S)
    body = json.loads(example)
    assert ReportBody().validate(body) == {}
    names = {field.data_key or name for name, field in ReportBody().fields.items()}
    assert set(body) == names
