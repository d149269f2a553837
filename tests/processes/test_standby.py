"""The primary dies with acknowledged reports that its standby never saw; the standby takes over, and nothing is lost."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask_migrate
import psycopg
import pytest
from flask import Flask

from app import create_app
from app.catalogue.service import seed_catalogue
from app.settings import Settings
from app.web.database import db
from app.web.transaction import unit_of_work
from tests import tally
from tests.cast import Cast, make_cast
from tests.nights import submit
from tests.processes.book import check_book
from tests.processes.nodes import running
from tests.processes.senders import let_send, make_senders
from tools import with_postgres as postgres

LONG = os.environ.get("KENG_CHAOS") == "1"
PHONES = ("binh", "hoa", "thanh", "khoi", "khanh")
DURABLE = ("max_connections=60",)


@dataclass
class Cluster:
    """A PostgreSQL of our own that answers in its folder alone."""

    folder: Path
    server: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its address for the application."""
        return f"postgresql+psycopg://keng@/keng?host={self.folder}"

    def ask(self, query: str) -> Any:
        """The first value of an answer."""
        with psycopg.connect(host=str(self.folder), user=postgres.SUPERUSER, dbname="keng", autocommit=True) as link:
            answer = link.execute(query)  # type: ignore[arg-type]
            row = answer.fetchone() if answer.description else None
        return row[0] if row else None

    def die(self) -> None:
        """As when the power goes: no process of it says good-bye."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text().split()
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()
        for pid in children:
            subprocess.run(["kill", "-KILL", pid], check=False, capture_output=True)


@contextmanager
def _folder() -> Iterator[Path]:
    # /tmp because the name of a socket may have no more than 107 characters.
    folder = Path(tempfile.mkdtemp(prefix=postgres.PREFIX, dir="/tmp"))
    user = postgres.server_user()
    if user:
        shutil.chown(folder, user, user)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path) -> Iterator[Cluster]:
    server = postgres.start_server(postgres.find_binaries(), folder, postgres.server_user(), DURABLE)
    try:
        yield Cluster(folder, server)
    finally:
        postgres.stop_server(server)


@pytest.fixture
def pair() -> Iterator[tuple[Cluster, Cluster, Cast]]:
    """A primary with the cast in its database, and a standby that follows it."""
    binaries, user = postgres.find_binaries(), postgres.server_user()
    with ExitStack() as stack:
        here, there = stack.enter_context(_folder()), stack.enter_context(_folder())
        postgres.make_cluster(binaries, here, user)
        primary = stack.enter_context(_started(here))
        postgres.make_role(binaries, here)
        app = _open(primary)
        with app.app_context():
            flask_migrate.upgrade()
            with unit_of_work():
                seed_catalogue()
            cast = make_cast()
            _let_go(app)
        copy = [str(binaries / "pg_basebackup"), f"--pgdata={there}/data", "--write-recovery-conf", "--checkpoint=fast"]
        copy += [f"--host={here}", f"--username={postgres.SUPERUSER}", "--no-sync"]
        subprocess.run(copy, check=True, capture_output=True, cwd=there, user=user, group=user)
        yield primary, stack.enter_context(_started(there)), cast


def _open(cluster: Cluster) -> Flask:
    app = create_app(Settings.for_tests(database_url=cluster.url, data_dir=cluster.folder / "files"))
    return app


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _wait_for(what: str, cluster: Cluster, query: str) -> None:
    until = time.monotonic() + 30
    while not cluster.ask(query):
        assert time.monotonic() < until, what
        time.sleep(0.05)


def _follow(primary: Cluster, standby: Cluster) -> None:
    """Wait until the standby has all that the primary has now, then let it hear nothing more."""
    written = primary.ask("SELECT pg_current_wal_lsn()")
    _wait_for("the standby follows", standby, f"SELECT pg_last_wal_replay_lsn() >= '{written}'")
    standby.ask("ALTER SYSTEM SET primary_conninfo = ''")
    standby.ask("SELECT pg_reload_conf()")
    _wait_for("the standby hears nothing", standby, "SELECT count(*) = 0 FROM pg_stat_wal_receiver")


def test_a_promoted_standby_gets_back_from_the_phones_what_it_never_saw(
    pair: tuple[Cluster, Cluster, Cast], tmp_path: Path
) -> None:
    primary, standby, cast = pair
    count, nights = (25, 10) if LONG else (5, 2)
    senders = make_senders([cast[name] for name in PHONES], count, nights)
    with running(1, primary.url, tmp_path) as nodes:
        let_send(senders, nodes, seconds=300)
        seen = count * nights
        before = {one.epoch for one in senders}
        _follow(primary, standby)
        for one in senders:
            one.ops += [submit(one.person) for _ in range(nights)]
        unseen = let_send(senders, nodes, seconds=300)
        assert [one.unproven() for one in senders if one.unproven()] == []
        primary.die()
        # Written while nobody answers.
        for one in senders:
            one.ops += [submit(one.person)]
        away = let_send(senders, nodes, seconds=2)
    standby.ask("SELECT pg_promote()")
    with running(1, standby.url, tmp_path) as nodes:
        heard = let_send(senders, nodes, seconds=600)

    assert (len(before), {one.epoch for one in senders} & before) == (1, set())
    assert (unseen.results, unseen.missing) == (Counter(applied=seen), 0)
    assert set(away.answers) <= {503, 0} and set(away.problems) <= {"/problems/busy"}, (away.answers, away.problems)
    # Exactly what was acknowledged and never passed on is asked for again, and comes back once.
    assert heard.missing == seen
    assert heard.results == Counter(applied=seen + count)
    assert [one.unproven() for one in senders if one.unproven()] == []
    check_book(standby.url, tmp_path, [op for one in senders for op in one.ops])
    tally.note("a standby promoted", acknowledged=2 * seen, never_replicated=seen, back_from_phones=heard.missing, lost=0)
