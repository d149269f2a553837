"""The OpenAPI document is whole: every door is told, and every refusal has its place."""

import warnings
from pathlib import Path
from typing import Any

from app import create_app
from app.contract import rules
from app.contract.document import get_document, operations
from app.settings import Settings
from tests.acting import ActingClient

Document = dict[str, Any]


def test_every_operation_has_words_a_tag_a_name_and_says_who_may_ask(document: Document) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    for path, method, operation in operations(document):
        assert operation["summary"], (method, path)
        assert set(operation["tags"]) <= tags and len(operation["tags"]) == 1
        assert operation["security"] is not None


def test_names_of_operations_are_unique(document: Document) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_answer_is_told_with_the_marks_of_the_server(document: Document) -> None:
    for path, method, operation in operations(document):
        for status, answer in operation["responses"].items():
            assert {"Keng-Sync", "Keng-Epoch"} <= set(answer["headers"]), (method, path, status)


def test_the_table_of_refusals_names_only_doors_that_exist(document: Document) -> None:
    names = {operation["operationId"] for _, _, operation in operations(document)}
    assert set(rules._OF_DOOR) <= names


def test_an_operation_is_described_with_the_body_of_its_kind(document: Document) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["PushIn"]["properties"]["ops"]["items"] == {"$ref": "#/components/schemas/Operation"}
    submit = schemas[schemas["Operation"]["discriminator"]["mapping"]["report.submit"].rpartition("/")[2]]
    assert submit["properties"]["body"]["$ref"] == "#/components/schemas/ReportBody"


def test_making_the_document_warns_of_nothing(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        app = create_app(Settings.for_tests(database_url="sqlite://", data_dir=tmp_path))
        with app.app_context():
            get_document()


def test_anybody_reads_the_document(client: ActingClient, document: Document) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.json == document
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
