"""What a watchman may ask: does the process live, and is everything it needs in order?"""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from app.web import health
from tests.acting import ActingClient


@pytest.fixture(autouse=True)
def asked_anew(app: Flask) -> Iterator[None]:
    """Nothing is kept of what an earlier test found, nor of what these plant for the next one."""
    app.extensions.pop("keng_ready", None)
    yield
    app.extensions.pop("keng_ready", None)


def test_a_living_server_says_so_without_its_database(client: ActingClient) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "alive"})


def test_a_server_in_order_is_ready(client: ActingClient) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json == {"status": "ready", "checks": {"database": "ok", "migrations": "ok", "storage": "ok"}}


def test_a_missing_migration_is_told(client: ActingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "newest_migration", lambda folder: "9999")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json["checks"]["migrations"]) == (503, "failed")


def test_a_failing_check_tells_its_name_and_nothing_more(
    app: Flask, client: ActingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> None:
        raise OSError("/var/lib/keng/photos: no space left")

    monkeypatch.setitem(app.extensions["keng_checks"], "storage", down)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json == {"status": "not-ready", "checks": {"database": "ok", "migrations": "ok", "storage": "failed"}}


def test_asking_often_asks_the_storage_once(app: Flask, client: ActingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setitem(app.extensions["keng_checks"], "storage", lambda: asked.append(1))

    for _ in range(5):
        client.get("/readyz")

    assert len(asked) == 1


def test_a_check_that_hangs_holds_up_one_watchman_only(
    app: Flask, client: ActingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, awake = threading.Event(), threading.Event()

    def hang() -> None:
        inside.set()
        awake.wait(60)

    monkeypatch.setitem(app.extensions["keng_checks"], "storage", hang)
    app.extensions["keng_ready"] = (0.0, {"database": True, "migrations": True, "storage": True})
    first = threading.Thread(target=client.get, args=("/readyz",))
    first.start()
    try:
        assert inside.wait(20)
        # Answered with what was found last, while the first is still asking.
        answers: list[int] = []
        second = threading.Thread(target=lambda: answers.append(client.get("/readyz").status_code))
        second.start()
        second.join(20)
        assert answers == [200]
    finally:
        awake.set()
        first.join()
