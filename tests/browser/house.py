"""A real Kẻng for the browsers: gunicorn, a worker, SQLite and the demo commune in a folder of its own."""

import fcntl
import json
import os
import re
import secrets
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.browser import forking
from tests.browser.forking import ROOT
from tests.places import RUN, free_port, run_folder

_START_SECONDS = 60
_STOP_SECONDS = 20
_COMMAND_SECONDS = 300
_FLASK = ("flask", "--app", "tests.browser.story_app")
# Where what is furnished once waits for all houses of a run, also those of its other workers; else of this process.
_OWN_SHELF = tempfile.TemporaryDirectory(prefix="keng-houses-")


@contextmanager
def _shelf() -> Iterator[Path]:
    """The folder of what is furnished; one process at a time."""
    folder = (run_folder() if RUN in os.environ else Path(_OWN_SHELF.name)) / "houses"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _secret_key() -> str:
    """One key for all houses of a run, because what is furnished once must fit every one of them."""
    with _shelf() as shelf:
        file = shelf / "key"
        if not file.exists():
            file.write_text(secrets.token_hex(32))
        return file.read_text()


def _end(process: BaseProcess, by: signal.Signals) -> None:
    """Tell the process and what it started to end, when it still runs."""
    if process.is_alive() and process.pid is not None:
        try:
            os.killpg(process.pid, by)
        except ProcessLookupError:
            # It has not come as far as to have a group.
            os.kill(process.pid, by)


class House:
    """One running server with its worker. Use it as a context; ``base_url`` is where it answers.

    It stands in the demo commune at ``begins_at``, with a past of so many ``nights``; ``host`` is how browsers call this
    machine.
    """

    def __init__(self, folder: Path, begins_at: datetime, *, nights: int = 0, host: str = "127.0.0.1") -> None:
        self.folder = folder
        self.base_url = f"http://{host}:{free_port()}"
        (folder / "data").mkdir()
        # A copy, so that a test can bring out a newer version of the phone's app.
        self.app_folder = folder / "app"
        shutil.copytree(ROOT / "static" / "pwa" / "dist" / "app", self.app_folder)
        self._time = folder / "time"
        self._furniture = f"{begins_at:%Y%m%dT%H%M}-{nights}"
        self._nights = nights
        self.begin_at(begins_at)
        self._env = os.environ | {
            "KENG_TEST_TIME": str(self._time),
            "KENG_TEST_APP": str(self.app_folder),
            "KENG_SECRET_KEY": _secret_key(),
            "KENG_DATA_DIR": str(folder / "data"),
            "KENG_PORT": self.base_url.rpartition(":")[2],
            "KENG_PUBLIC_URL": self.base_url,
            "KENG_DEMO": "1",
            "KENG_WORKERS": "2",
            "PYTHONUNBUFFERED": "1",
        }
        for name in ("KENG_DATABASE_URL", "KENG_STORAGE_URL", "KENG_TRUSTED_PROXIES"):
            self._env.pop(name, None)
        self._running: list[BaseProcess] = []
        self._invitations: dict[str, list[dict[str, str]]] = {}
        self.sign_ins: dict[str, str] = {}

    # ── the story's time ─────────────────────────────────────────────────────────────────────────────────────────────

    def begin_at(self, moment: datetime) -> None:
        """Let the story's clock say ``moment`` now, and run on from there."""
        self._be_ahead((moment - datetime.now(UTC)).total_seconds())

    def pass_time(self, minutes: float) -> None:
        """Move the story on by so many minutes."""
        self._be_ahead(self.seconds_ahead() + minutes * 60)

    def _be_ahead(self, seconds: float) -> None:
        # In one piece: the server reads it for every request.
        written = self._time.with_suffix(".next")
        written.write_text(str(seconds))
        written.replace(self._time)

    def seconds_ahead(self) -> float:
        """How far the story is ahead of the machine."""
        return float(self._time.read_text())

    def now(self) -> datetime:
        """What time it is in the story."""
        return datetime.now(UTC) + timedelta(seconds=self.seconds_ahead())

    # ── processes ────────────────────────────────────────────────────────────────────────────────────────────────────

    def flask(self, *command: str) -> str:
        """Run a command of the application to its end and give what it printed."""
        with tempfile.TemporaryDirectory(dir=self.folder) as said:
            out, errors = Path(said, "out"), Path(said, "errors")
            process = forking.start((*_FLASK, *command), self._env, out=out, errors=errors)
            process.join(_COMMAND_SECONDS)
            if process.exitcode is None:
                process.kill()
            assert process.exitcode == 0, f"flask {' '.join(command)}\n{out.read_text()}\n{errors.read_text()}"
            return out.read_text()

    def _start(self, name: str, *command: str) -> None:
        self._running.append(forking.start(command, self._env, out=self.folder / f"{name}.log"))

    def _furnish(self) -> None:
        """The demo commune with its past: made by the first house that wants just this, and copied by the others."""
        with _shelf() as shelf:
            ready = shelf / self._furniture
            if not ready.exists():
                self.flask("db", "upgrade")
                self.flask("catalogue", "seed")
                self.flask("demo", "seed")
                if self._nights:
                    self.flask("demo", "fill", "--nights", str(self._nights))
                    self.flask("worker", "--once")
                shutil.copytree(self.folder / "data", ready)
                return
        shutil.copytree(ready, self.folder / "data", dirs_exist_ok=True)

    def __enter__(self) -> "House":
        self._furnish()
        self._start("server", "gunicorn", "--access-logfile", "-", "tests.browser.story_app:app")
        self._start("worker", *_FLASK, "worker", "--every", "0.4")
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            if any(not process.is_alive() for process in self._running):
                break
            try:
                # Another run may have been quicker with this port: only our own server's word counts.
                if f"Listening at: http://127.0.0.1:{self._env['KENG_PORT']}" in (self.folder / "server.log").read_text():
                    urlopen(f"{self.base_url}/readyz", timeout=10).close()
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise RuntimeError(f"Kẻng does not answer:\n{self.logs()}")

    def __exit__(self, *_: object) -> None:
        for process in self._running:
            _end(process, signal.SIGTERM)
        for process in self._running:
            process.join(_STOP_SECONDS)
            _end(process, signal.SIGKILL)
            process.join(_STOP_SECONDS)

    def logs(self) -> str:
        """The last lines of what the processes said."""
        texts = [file.read_text(errors="replace")[-3000:] for file in sorted(self.folder.glob("*.log"))]
        return "\n".join(texts)

    # ── the app ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def bring_out_newer_app(self, mark: str) -> None:
        """Serve a newer version of the phone's app from now on: its page carries ``mark``."""
        page, worker = self.app_folder / "index.html", self.app_folder / "sw.js"
        page.write_text(page.read_text().replace("</head>", f'<meta name="newer" content="{mark}"></head>'))
        revision = re.compile(r'("revision":")[0-9a-f]+(","url":"index\.html")')
        worker.write_text(revision.sub(rf"\g<1>{secrets.token_hex(16)}\g<2>", worker.read_text()))
        self._drop_squeezed(page, worker)

    def run_first_in_app(self, script: str) -> None:
        """Have every page of the phone's app run this before anything else: for browsers that offer no such thing."""
        first = self.app_folder / "first.js"
        first.write_text(script + first.read_text())
        self._drop_squeezed(first)

    def _drop_squeezed(self, *files: Path) -> None:
        for file in files:
            for squeezed in self.app_folder.glob(f"{file.name}.*"):
                squeezed.unlink()

    def rows(self, question: str, *given: str) -> list[dict[str, Any]]:
        """What the database answers."""
        with closing(sqlite3.connect(f"file:{self.folder / 'data' / 'keng.sqlite3'}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(question, given)]

    # ── the demo ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def invite(self, village: str) -> dict[str, str]:
        """A fresh invitation for the demo team whose name ends so: ``{team, team_id, code, url}``."""
        if not self._invitations.get(village):
            printed: dict[str, Any] = json.loads(self.flask("demo", "invitations", "--json"))
            self.sign_ins = {one["username"]: one["password"] for one in printed["office"]}
            for one in printed["invitations"]:
                for name in VILLAGES:
                    if name in one["team"]:
                        self._invitations.setdefault(name, []).append(one)
        return self._invitations[village].pop()

    def password_of(self, username: str) -> str:
        """What an account of the demo signs in with."""
        if not self.sign_ins:
            printed: dict[str, Any] = json.loads(self.flask("demo", "invitations", "--json"))
            self.sign_ins = {one["username"]: one["password"] for one in printed["office"]}
        return self.sign_ins[username]


VILLAGES = ("Suối Cạn", "Đồi Mơ", "Bàu Sen", "Gò Dâu", "Cầu Đá", "Trại Thông", "Chợ Mới", "Bến Xe")
