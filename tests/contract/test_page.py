"""The page of the API: everything that the document says, readable without script and without a stranger's files."""

import re
from typing import Any

import pytest

from app.contract.document import operations
from app.contract.reading import kind_of
from tests.acting import ActingClient

PAGE = "/api/docs"


@pytest.fixture
def page(client: ActingClient) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_every_door_and_every_shape_of_the_document_stands_on_it(page: str, document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert f'id="door-{operation["operationId"]}"' in page, (method, path)
    assert all(f'id="shape-{name}"' in page for name in document["components"]["schemas"])


def test_every_link_leads_somewhere_on_it(page: str) -> None:
    places = set(re.findall(r'id="([^"]+)"', page))

    assert set(re.findall(r'href="#([^"]+)"', page)) <= places


def test_it_needs_no_script_of_its_own_and_nobody_elses_files(page: str) -> None:
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", page)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_every_problem_of_a_door_is_named(page: str, document: dict[str, Any]) -> None:
    slugs = {
        slug
        for _, _, one in operations(document)
        for answer in one["responses"].values()
        for slug in answer.get("x-problems", ())
    }

    assert slugs and all(f"<code>{slug}</code>" in page for slug in slugs)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string", "format": "uuid"}, "string (uuid)"),
        ({"type": ["string", "null"]}, "string or null"),
        ({"type": "array", "items": {"type": "integer"}}, "list of integer"),
        ({"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}, "one of null"),
        ({}, "anything"),
    ],
)
def test_a_schema_is_told_in_words(schema: dict[str, Any], words: str) -> None:
    assert kind_of(schema).words == words
