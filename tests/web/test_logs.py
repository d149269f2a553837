"""A full disk under the log: the answer stays what it is."""

import io
import sys

import pytest
from sqlalchemy.exc import OperationalError

from app.sync import queries
from tests.acting import ActingClient
from tests.cast import Person


def test_an_answer_does_not_depend_on_room_for_its_log(
    client: ActingClient, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_database(*_: object) -> None:
        raise OperationalError("", {}, Exception("database or disk is full"))

    monkeypatch.setattr(queries, "prove", no_database)
    with open("/dev/full", "wb", buffering=0) as full:
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(full, write_through=True))
        answer = client.post("/api/v1/sync/verify", json={"ops": [], "photos": []}, as_=binh)
        monkeypatch.undo()

    assert (answer.status_code, answer.json["type"]) == (503, "/problems/busy")
