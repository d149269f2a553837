"""Every door is guarded, and every door that writes does so in one transaction."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.settings import Settings

READING = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("doors")
    return create_app(Settings.for_tests(database_url="sqlite://", data_dir=folder, demo=True))


def doors(app: Flask) -> Iterator[tuple[str, set[str], Callable[..., Any]]]:
    """Each door as its address, its methods and what answers; a class of methods counts once for each."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        methods = set(rule.methods or ()) - {"HEAD", "OPTIONS"}
        view_class = getattr(view, "view_class", None)
        if view_class is None:
            yield rule.rule, methods, view
            continue
        for method in methods:
            yield rule.rule, {method}, getattr(view_class, method.lower())


def test_every_door_says_who_may_pass(application: Flask) -> None:
    open_doors = [
        f"{'/'.join(sorted(methods))} {address}"
        for address, methods, view in doors(application)
        if not getattr(view, "_keng_guard", None)
    ]
    assert open_doors == [], "guard it with app.web.actor, or declare it public there"


def test_every_door_that_writes_is_transactional(application: Flask) -> None:
    loose = [
        f"{'/'.join(sorted(methods))} {address}"
        for address, methods, view in doors(application)
        if methods - READING and getattr(view, "_keng_transaction", None) not in ("one", "own")
    ]
    assert loose == [], "wear @transactional, or @own_transactions when the door opens units of work itself"


def test_a_door_that_only_reads_opens_no_writing_transaction(application: Flask) -> None:
    greedy = [
        address
        for address, methods, view in doors(application)
        if not methods - READING and getattr(view, "_keng_transaction", None) == "one"
    ]
    assert greedy == [], "reading takes no write lock"
