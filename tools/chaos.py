#!/usr/bin/env python3
"""Run the long forms, one after the other, and print a short table:  tools/chaos.py [WORD…]

Each line of ``LONG_FORMS`` is a name and a command; words choose those whose name holds one of them. A command notes its
figures through ``tests/tally.py``. Ends with 1 when anything failed.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PYTEST = (sys.executable, "-m", "pytest", "-q", "-x", "--show-capture=no", "--tb=short")
POSTGRES = (sys.executable, "tools/with_postgres.py")
# These play against a Ceph, which not every machine has.
S3 = ("tests/processes/test_s3_away.py", "tests/processes/test_s3_backup.py")
NO_S3 = tuple(f"--ignore={file}" for file in S3)

# Others' long forms are added here: (name, command).
LONG_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("model", (*PYTEST, "tests/model/test_model.py")),
    ("model on PostgreSQL", (*POSTGRES, *PYTEST, "tests/model/test_model.py", "-k", "1]")),
    ("planted faults", (*PYTEST, "tests/model/test_planted_faults.py")),
    ("photos", (*PYTEST, "tests/model/test_photos.py")),
    ("Chromium killed", (*PYTEST, "tests/browser/test_killed.py")),
    ("Chromium with a long queue", (*PYTEST, "tests/browser/test_long_queue.py")),
    ("processes", (*PYTEST, "tests/processes", *NO_S3)),
    ("processes on PostgreSQL", (*POSTGRES, *PYTEST, "tests/processes", *NO_S3)),
    ("S3 away", (*PYTEST, *S3)),
    ("S3 away on PostgreSQL", (*POSTGRES, *PYTEST, *S3)),
    ("Firefox and WebKit killed", (*PYTEST, "tests/browser/test_offline_night.py", "-k", "killed")),
)


@dataclass(frozen=True)
class Outcome:
    """How one long form ended."""

    name: str
    passed: bool
    seconds: float
    figures: list[dict[str, Any]]


def run(name: str, command: tuple[str, ...]) -> Outcome:
    """Run one long form; what it prints goes through."""
    print(f"→ {name}", flush=True)
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as collected:
        env = os.environ | {"KENG_CHAOS": "1", "KENG_FIGURES": collected.name}
        began = time.monotonic()
        code = subprocess.run(command, env=env, check=False).returncode
        lines = Path(collected.name).read_text(encoding="utf-8").splitlines()
    return Outcome(name, code == 0, time.monotonic() - began, [json.loads(line) for line in lines])


def add_up(figures: list[dict[str, Any]]) -> list[str]:
    """One line for each ``what``: its numbers added up, its words side by side."""
    sums: dict[str, dict[str, Any]] = {}
    for figure in figures:
        kept = sums.setdefault(figure["what"], {})
        for name, value in figure.items():
            if name != "what":
                kept[name] = kept[name] + value if isinstance(value, int | float) and name in kept else value
    return [f"{what}: " + ", ".join(f"{value:,} {name}" for name, value in kept.items()) for what, kept in sums.items()]


def show(outcomes: list[Outcome]) -> None:
    """The table."""
    print("\nlong form                      ended      minutes  figures")
    for one in outcomes:
        first, *others = add_up(one.figures) or [""]
        print(f"{one.name:30} {'whole' if one.passed else 'BROKEN':10} {one.seconds / 60:7.1f}  {first}")
        for line in others:
            print(" " * 51 + line)


def main(words: list[str]) -> int:
    """Run what was asked for; 1 when anything failed."""
    chosen = [form for form in LONG_FORMS if not words or any(word in form[0] for word in words)]
    outcomes = [run(name, command) for name, command in chosen]
    show(outcomes)
    return 0 if outcomes and all(one.passed for one in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
