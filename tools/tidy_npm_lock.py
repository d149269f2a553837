#!/usr/bin/env python3
"""Make an npm lock file stand on its own:  tools/tidy_npm_lock.py static/pwa/package-lock.json

Where a registry does not carry the builds of some foreign platform, npm names them as optional but locks nothing
for them, and ``npm ci`` then refuses the file. Names without an entry are dropped; what is locked stays untouched.
"""

import json
import sys
from pathlib import Path
from typing import Any


def drop_unlocked(packages: dict[str, dict[str, Any]]) -> list[str]:
    """Take optional dependencies without an entry off their parents; returns the names taken."""
    locked = {path.rpartition("node_modules/")[2] for path in packages}
    dropped: list[str] = []
    for package in packages.values():
        optional = package.get("optionalDependencies", {})
        missing = [name for name in optional if name not in locked]
        for name in missing:
            del optional[name]
        if missing and not optional:
            del package["optionalDependencies"]
        dropped += missing
    return dropped


def main() -> None:
    path = Path(sys.argv[1])
    lock = json.loads(path.read_text(encoding="utf-8"))
    dropped = drop_unlocked(lock["packages"])
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if dropped:
        print(f"{path}: dropped {len(dropped)} optional packages of other platforms that the registry does not carry")


if __name__ == "__main__":
    main()
