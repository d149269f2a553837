#!/usr/bin/env python3
"""Run a command beside a PostgreSQL of its own:  tools/with_postgres.py [--env NAME] [--durable] COMMAND…

The server lives in a temporary folder, answers on a socket in that folder alone, and goes when the command
ends, however it ends. Its address is put into ``KENG_TEST_DATABASE`` (or NAME). Durability is off, which only tests
may use; ``--durable`` leaves PostgreSQL as it comes, for measurements.
"""

import argparse
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

OLDEST_SERVER = 15
START_SECONDS = 60
PREFIX = "keng-pg-"
SUPERUSER = "postgres"
# As in real life Kẻng is no superuser: those walk through every wall that the database has. The one thing more that tests
# need is to set databases back with foreign keys asleep.
ROLE = (
    "CREATE ROLE keng LOGIN CREATEDB",
    "GRANT SET ON PARAMETER session_replication_role TO keng",
    "CREATE DATABASE keng OWNER keng",
)
MANY_CONNECTIONS = ("max_connections=200",)
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", *MANY_CONNECTIONS)


def find_binaries() -> Path:
    """The folder of the newest PostgreSQL server on this machine, 15 or later."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    versions = {}
    for folder in found:
        told = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
        versions[folder] = int(re.findall(r"\d+", told)[0])
    usable = [folder for folder in found if versions[folder] >= OLDEST_SERVER]
    if not usable:
        sys.exit(f"PostgreSQL {OLDEST_SERVER} or later is not here: run tools/debian.sh")
    return max(usable, key=lambda folder: versions[folder])


def server_user() -> str | None:
    """Whose name the server runs under: PostgreSQL refuses root, so root lends it the user it came with."""
    return "postgres" if os.geteuid() == 0 else None


def end_with_parent() -> None:
    """Ask the kernel to stop the server when this script is killed without a chance to do so itself."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGINT)


def sweep_old_folders() -> None:
    """Remove what runs killed outright have left behind; a day is longer than any run."""
    for folder in Path("/tmp").glob(f"{PREFIX}*"):
        if time.time() - folder.stat().st_mtime > 86_400:
            shutil.rmtree(folder, ignore_errors=True)


def make_cluster(binaries: Path, folder: Path, user: str | None) -> None:
    if user:
        shutil.chown(folder, user, user)
    command = [str(binaries / "initdb"), f"--pgdata={folder}/data", "--auth=trust", f"--username={SUPERUSER}"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, user=user, group=user)
    if done.returncode:
        sys.exit(f"The temporary PostgreSQL could not be made:\n{done.stdout}{done.stderr}")


def start_server(binaries: Path, folder: Path, user: str | None, settings: tuple[str, ...]) -> subprocess.Popen[bytes]:
    command = [str(binaries / "postgres"), "-D", f"{folder}/data", "-k", str(folder), "-c", "listen_addresses="]
    for setting in settings:
        command += ["-c", setting]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command,
            cwd=folder,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            # Not in the terminal's group: Ctrl-C must not pull the server from under the command.
            start_new_session=True,
            preexec_fn=end_with_parent,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
    ready = [str(binaries / "pg_isready"), "-q", "-h", str(folder), "-U", SUPERUSER, "-d", "postgres"]
    until = time.monotonic() + START_SECONDS
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            stop_server(server)
            sys.exit(f"The temporary PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.05)
    return server


def make_role(binaries: Path, folder: Path) -> None:
    """Make the role and the database that the address names."""
    psql = [str(binaries / "psql"), "-q", "-h", str(folder), "-U", SUPERUSER, "-d", "postgres"]
    subprocess.run([*psql, *(word for command in ROLE for word in ("-c", command))], check=True)


def stop_server(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def run_command(command: list[str], environment: dict[str, str]) -> int:
    """Run the command; a stop signal is handed on to it and waited for, so the server outlives it."""
    child = subprocess.Popen(command, env=environment)

    def hand_on(number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGINT:  # the terminal has sent that one to the command already
            child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    return child.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description="Run a command beside a temporary PostgreSQL.")
    parser.add_argument("--env", default="KENG_TEST_DATABASE", help="the variable that receives the address")
    parser.add_argument("--durable", action="store_true", help="every commit on disk, as PostgreSQL comes")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    if not chosen.command:
        parser.error("name the command to run")
    binaries, user = find_binaries(), server_user()
    sweep_old_folders()
    # /tmp rather than TMPDIR: the name of a socket may have no more than 107 characters.
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))
    try:
        make_cluster(binaries, folder, user)
        server = start_server(binaries, folder, user, MANY_CONNECTIONS if chosen.durable else FAST_AND_FORGETFUL)
        try:
            make_role(binaries, folder)
            address = f"postgresql+psycopg://keng@/keng?host={folder}"
            return run_command(chosen.command, {**os.environ, chosen.env: address})
        finally:
            stop_server(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    code = main()
    # A command ended by a signal reports a negative number; the shell's word for it is 128 and the signal.
    sys.exit(code if code >= 0 else 128 - code)
