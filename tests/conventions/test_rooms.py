"""What each kind of file leaves to the others."""

from pathlib import Path

import pytest

from tests.conventions.sources import calls, imported_names, name_of, python_files

FILES = python_files("app")
THE_ONE_THAT_COMMITS = "app/web/transaction.py"
WRITES = ("session.add", "session.add_all", "session.delete", "session.merge", "session.flush")


def rooms(name: str) -> list[Path]:
    """The files of all features with this name, or their parts when the file became a folder."""
    return [path for path in FILES if path.name == f"{name}.py" or path.parent.name == name]


def test_only_the_transaction_file_commits() -> None:
    found = [
        f"{name_of(path)}:{line} {called}"
        for path in FILES
        if name_of(path) != THE_ONE_THAT_COMMITS
        for line, called in calls(path)
        if called.endswith("session.commit")
    ]
    assert found == [], "wrap the door in @transactional, or open a unit_of_work()"


def test_services_do_not_read_the_request() -> None:
    for path in rooms("service"):
        assert "flask.request" not in imported_names(path), f"{name_of(path)}: the door reads it and hands over words"


def test_queries_only_read() -> None:
    for path in rooms("queries"):
        writes = [f"{line} {called}" for line, called in calls(path) if called.endswith(WRITES)]
        assert writes == [], f"{name_of(path)} writes: a verb belongs into service.py"


def test_rules_are_plain() -> None:
    for path in rooms("rules"):
        roots = {name.split(".")[0] for name in imported_names(path)}
        assert not roots & {"flask", "sqlalchemy", "marshmallow", "flask_sqlalchemy"}, name_of(path)
        assert not [name for name in imported_names(path) if name.startswith("app.web")], name_of(path)
        moments = [called for _, called in calls(path) if called.endswith((".now", ".utcnow", ".today"))]
        assert moments == [], f"{name_of(path)} asks the clock: take the moment as an argument"


@pytest.mark.parametrize("called", ["datetime.now", "datetime.utcnow", "date.today"])
def test_only_the_clock_knows_what_time_it_is(called: str) -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in FILES
        if name_of(path) != "app/core/clock.py"
        for line, name in calls(path)
        if name == called or name.endswith(f".{called}")
    ]
    assert found == [], "ask app.core.clock, so that tests can stop it"
