"""Disks that can be full: a real one of its own for a server, and a limit on the size of files where that cannot be had."""

import errno
import resource
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import make_url

from tests.processes.nodes import Node, running

_SIZE = 24 * 1024 * 1024
# The database is brought along by the shell, as only what starts inside sees the new disk; its log lies there too.
_SCRIPT = """
set -eu
mount -t tmpfs -o size="$1" tmpfs "$2"
if [ -n "$3" ]; then cp "$3" "$2/keng.sqlite3"; fi
log="$2/log"
shift 3
exec "$@" >"$log" 2>&1
"""


class Disk(Protocol):
    """A running server, and how much room its disk has. ``levels`` are worth trying, in bytes."""

    node: Node
    data: Path
    levels: Sequence[int]

    def read_database(self) -> str:
        """The address of the database as it is now, for reading, while nobody writes."""

    def leave(self, room: int) -> None:
        """Only this much can still be written."""

    def make_room(self) -> None:
        """Plenty again."""


class LimitedFiles:
    """No file may grow: every write fails much as on a full disk (EFBIG for ENOSPC). Works for anybody."""

    levels = (4096,)

    def __init__(self, node: Node, database_url: str, folder: Path) -> None:
        self.node, self.data, self._database_url = node, folder / "data", database_url

    def read_database(self) -> str:
        """The database itself."""
        return self._database_url

    def leave(self, room: int) -> None:
        """No file grows beyond ``room``."""
        for pid in self.node.pids():
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (room, hard))

    def make_room(self) -> None:
        """No limit."""
        self.leave(resource.RLIM_INFINITY)


class SmallDisk:
    """A filesystem in memory that nobody else sees, with database, photos and log on it. We look in through ``/proc``."""

    levels = tuple(1024 * most for most in (0, 0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256))

    def __init__(self, node: Node, database_url: str, folder: Path) -> None:
        self.node, self.data, self._outside = node, Path(f"/proc/{node.pid}/root{folder}"), folder
        self._database_url, self._ballast = database_url, self.data / "ballast"

    def read_database(self) -> str:
        """A copy: SQLite would look for the file itself where it is not."""
        for file in self.data.glob("keng.sqlite3*"):
            shutil.copyfile(file, self._outside / file.name)
        copy = self._outside / "keng.sqlite3"
        return f"sqlite:///{copy}" if copy.exists() else self._database_url

    def leave(self, room: int) -> None:
        """Fill up, then take ``room`` away again."""
        with self._ballast.open("ab", buffering=0) as ballast:
            for piece in (1024 * 1024, 4096):
                try:
                    while ballast.write(b"\\0" * piece) == piece:
                        continue
                except OSError as error:
                    assert error.errno == errno.ENOSPC
            # Files of this kind take room by the page.
            ballast.truncate((ballast.tell() // 4096) * 4096 - room)

    def make_room(self) -> None:
        """The ballast goes."""
        self._ballast.unlink()


def unsharing() -> tuple[str, ...]:
    """The words that give a command filesystems of its own: as root, or as anybody where the kernel lets one; else none."""
    for words in (("unshare", "--mount"), ("unshare", "--map-root-user", "--mount")):
        try:
            tried = subprocess.run([*words, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
        except FileNotFoundError:
            return ()
        if tried.returncode == 0 and shutil.which("sh"):
            return words
    return ()


@contextmanager
def limited_files(database_url: str, folder: Path) -> Iterator[Disk]:
    """A server whose files can be kept from growing."""
    with running(1, database_url, folder) as (node,):
        yield LimitedFiles(node, database_url, folder)


@contextmanager
def small_disk(database_url: str, folder: Path) -> Iterator[Disk]:
    """A server on a disk of 24 MB."""
    inside = folder / "disk"
    inside.mkdir()
    url = make_url(database_url)
    brought = url.database or "" if url.get_backend_name() == "sqlite" else ""
    before = (*unsharing(), "sh", "-c", _SCRIPT, "sh", str(_SIZE), str(inside), brought)
    address = f"sqlite:///{inside}/keng.sqlite3" if brought else database_url
    with running(1, address, folder, before=before, KENG_DATA_DIR=str(inside)) as (node,):
        yield SmallDisk(node, database_url, inside)


DISKS = (limited_files, *((small_disk,) if unsharing() else ()))
