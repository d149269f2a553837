"""What ``make run`` adds to the environment: the demo, and a secret of its own, made once."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SECRET_FILE = "secret-key"


def complete(env: Mapping[str, str]) -> dict[str, str]:
    """The environment with ``KENG_DEMO``, ``KENG_DATA_DIR`` and ``KENG_SECRET_KEY`` filled in where they are not set."""
    known = dict(env)
    if not known.get("KENG_DEMO"):
        known["KENG_DEMO"] = "1"
    folder = Path(known.get("KENG_DATA_DIR") or ROOT / "var").expanduser().resolve()
    known["KENG_DATA_DIR"] = str(folder)
    if not known.get("KENG_SECRET_KEY"):
        known["KENG_SECRET_KEY"] = _own_secret(folder)
    return known


def _own_secret(folder: Path) -> str:
    """This installation's secret, readable by its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / _SECRET_FILE
    if not file.exists():
        # Written whole under another name first, so that a second start never reads half a secret.
        fresh = folder / f".{_SECRET_FILE}-{secrets.token_hex(4)}"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(32))
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text().strip()
