"""What the API answers comes in gzip where it is long enough and the asker takes it."""

import gzip
import json

from tests.acting import ActingClient
from tests.cast import Person

CHANGES = "/api/v1/sync/changes?limit=50"
TAKES_GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_long_answer_is_squeezed_for_those_who_take_it(client: ActingClient, binh: Person) -> None:
    plain = client.get(CHANGES, as_=binh)
    squeezed = client.get(CHANGES, as_=binh, headers=TAKES_GZIP)

    assert "Content-Encoding" not in plain.headers
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert len(squeezed.data) < len(plain.data) * 0.7
    assert json.loads(gzip.decompress(squeezed.data))["changes"] == plain.json["changes"]


def test_a_short_answer_stays_as_it_is(client: ActingClient, binh: Person) -> None:
    answer = client.get("/api/v1/nothing", as_=binh, headers=TAKES_GZIP)

    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_the_catalogue_is_still_known_by_its_version(client: ActingClient, binh: Person) -> None:
    first = client.get("/api/v1/catalogue", as_=binh, headers=TAKES_GZIP)
    again = client.get("/api/v1/catalogue", as_=binh, headers=TAKES_GZIP | {"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Encoding"] == "gzip"
    assert (again.status_code, again.data) == (304, b"")
