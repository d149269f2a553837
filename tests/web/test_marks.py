"""The marks of an answer, also where the database cannot be asked: a refusal stays a refusal that can be read."""

import threading
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from app import create_app
from app.settings import Settings
from app.web import epoch


def _ask_without_a_database(folder: Path) -> TestResponse:
    """An answer by a thread that has never spoken to a database, of an application whose database is not there."""
    app = create_app(Settings.for_tests(database_url=f"sqlite:///{folder}/nowhere/keng.sqlite3", data_dir=folder))
    answers: list[TestResponse] = []

    def ask() -> None:
        answers.append(app.test_client(use_cookies=False).get("/api/v1/sync/changes", headers={"Cookie": "device=somebody"}))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert answers, "the request ended in an exception"
    return answers[0]


def test_an_answer_without_database_carries_the_epoch_that_the_process_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epoch, "_latest", "the epoch of before")

    answer = _ask_without_a_database(tmp_path)

    assert (answer.status_code, answer.json["type"]) == (503, "/problems/busy")
    assert (answer.headers["Keng-Sync"], answer.headers["Keng-Epoch"]) == ("1", "the epoch of before")


def test_a_process_that_knows_no_epoch_yet_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epoch, "_latest", "")

    answer = _ask_without_a_database(tmp_path)

    assert (answer.status_code, "Keng-Epoch" in answer.headers) == (503, False)
