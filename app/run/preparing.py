"""Whether the database has to be prepared, told from files alone, so that a second start costs nothing."""

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from app.core import clock
from app.core.night import night_of
from app.run.environment import ROOT
from app.settings import Settings

PREPARE = "prepare"
_STAMP = "prepared"
_DATA = ("app/units/data/units.csv", "app/catalogue/data/catalogue.json", "app/demo/data/commune.json")


def stamp_of(settings: Settings) -> str:
    """What the database is made from: migrations, data files, where it lies; in a demo also tonight, which ends a night."""
    tonight = night_of(clock.now()) if settings.demo else ""
    found = hashlib.sha256(f"{settings.database_url}\n{settings.demo}\n{tonight}\n".encode())
    for path in [*sorted((ROOT / "migrations" / "versions").glob("*.py")), *(ROOT / name for name in _DATA)]:
        found.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def is_prepared(settings: Settings) -> bool:
    """Whether the database was prepared from just these files. A server's database is always looked at."""
    stamp = settings.data_dir / _STAMP
    scheme, _, path = settings.database_url.partition(":///")
    if not scheme.startswith("sqlite") or not Path(unquote(path)).is_file():
        return False
    return stamp.is_file() and stamp.read_text() == stamp_of(settings)


def note_prepared(settings: Settings) -> None:
    """Write down that the database is prepared."""
    (settings.data_dir / _STAMP).write_text(stamp_of(settings))


def prepare_if_needed(settings: Settings, env: Mapping[str, str]) -> bool:
    """Prepare the database in a process of its own; False when that failed (it has said why)."""
    if is_prepared(settings):
        return True
    command = [sys.executable, "-m", "app.run", PREPARE]
    return subprocess.run(command, cwd=ROOT, env=dict(env), check=False).returncode == 0
