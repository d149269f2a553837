"""The catalogue's door: whole, in the documented shape, and not sent twice."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.catalogue import queries, service
from app.catalogue.schemas import CatalogueOut
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements

PATH = "/api/v1/catalogue"


@pytest.fixture(autouse=True)
def seeded(inside: None) -> Iterator[None]:
    with unit_of_work():
        service.seed_catalogue()
    yield
    queries.forget()


def read(client: ActingClient, person: Person, **headers: str) -> Any:
    known = {"Keng-Client": "phone"} if person.kind == "device" else {}
    return client.get(PATH, as_=person, headers=known | headers)


def test_a_phone_reads_the_catalogue_of_the_data_file(client: ActingClient, binh: Person) -> None:
    found = read(client, binh).json
    own = service.read_data()

    assert found.pop("version")
    assert found == {name: value for name, value in own.items() if name not in ("settings", "models")}


def test_an_officer_reads_it_too(client: ActingClient, ha: Person) -> None:
    assert len(read(client, ha).json["categories"]) == 58


def test_nobody_else_does(client: ActingClient) -> None:
    assert client.get(PATH).json["type"] == "/problems/sign-in-needed"


def test_it_has_the_documented_shape(client: ActingClient, binh: Person) -> None:
    assert CatalogueOut().validate(read(client, binh).json) == {}


def test_a_known_version_is_not_sent_again(client: ActingClient, binh: Person) -> None:
    first = read(client, binh)

    again = read(client, binh, **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Keng-Sync"] == "1"


def test_the_version_changes_with_the_content(client: ActingClient, binh: Person) -> None:
    before = read(client, binh).json["version"]
    data = service.read_data()
    data["presets"][0]["end"] = "23:30"
    with unit_of_work():
        service.seed_catalogue(data)

    after = read(client, binh).json

    assert after["version"] != before
    assert after["presets"][0]["end"] == "23:30"


def test_it_is_kept_between_requests(client: ActingClient, binh: Person) -> None:
    read(client, binh)

    with counted_statements(kept=True) as statements:
        read(client, binh)

    assert not [one for one in statements if "category" in one]
