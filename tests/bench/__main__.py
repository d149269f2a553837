"""``make bench``: measure Kẻng and hold it against its goals.

    python -m tests.bench [pushing photos moving reading searching summing standing footprint …] [--quick] [--reports N]
        [--communes N] [--on SQLite|PostgreSQL] [--json FILE]

PostgreSQL is measured when ``KENG_BENCH_DATABASE`` names a server (``make bench`` lends one).
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator

from tests.bench.databases import kinds_here
from tests.bench.figures import Line, print_lines, print_missed
from tests.bench.load import Generator
from tests.bench.measures import (
    draining,
    exporting,
    footprint,
    lighthouse,
    moving,
    phone,
    photos,
    pushing,
    reading,
    searching,
    standing,
    summing,
)
from tests.bench.stage import Stage, set_up

STAGED: dict[str, Callable[[Stage], Iterator[Line]]] = {
    "pushing": pushing.measure,
    "photos": photos.measure,
    "moving": moving.measure,
    "reading": reading.measure,
    "exporting": exporting.measure,
    "searching": searching.measure,
    "summing": summing.measure,
    # Last: it leaves three thousand communes behind.
    "standing": standing.measure,
}
# What brings its own servers, and needs no generator of load.
APART: dict[str, Callable[..., Iterator[Line]]] = {
    "draining": draining.measure,
    "phone": phone.measure,
    "lighthouse": lighthouse.measure,
}
NAMES = (*STAGED, "footprint", *APART)
MANY, MANY_QUICKLY = 100_000, 10_000


def main() -> int:
    """Measure what was asked for; 0 however the goals are met, since a figure is no fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure Kẻng against its goals.")
    parser.add_argument("names", nargs="*", metavar="|".join(NAMES), help="what to measure; everything without names")
    parser.add_argument("--quick", action="store_true", help="fewer runs, 10,000 reports instead of 100,000")
    parser.add_argument("--reports", type=int, metavar="N", help="how many reports the large database has")
    parser.add_argument("--communes", type=int, metavar="N", help="among how many communes they are shared out")
    parser.add_argument("--on", choices=kinds_here(), help="this kind of database alone")
    parser.add_argument("--json", metavar="FILE", help="write the figures there, too")
    chosen = parser.parse_args()
    if wrong := set(chosen.names) - set(NAMES):
        parser.error(f"unknown: {', '.join(sorted(wrong))}")
    wanted = chosen.names or list(NAMES)
    began = time.monotonic()
    lines: list[Line] = []
    with Generator() as generator:
        for kind in [chosen.on] if chosen.on else kinds_here():
            if set(wanted) & set(STAGED):
                many = chosen.reports or (MANY_QUICKLY if chosen.quick else MANY)
                lines += _measure(kind, generator, wanted, quick=chosen.quick, many=many, communes=chosen.communes)
        if "footprint" in wanted:
            lines += _alone("footprint", footprint.measure(generator, quick=chosen.quick))
    for name in (name for name in APART if name in wanted):
        lines += _alone(name, APART[name](quick=chosen.quick))
    print(f"\n{_machine()}, {time.monotonic() - began:.0f} s")
    if chosen.json:
        with open(chosen.json, "w", encoding="utf-8") as out:
            json.dump({"machine": _machine(), "lines": [line.plain() for line in lines]}, out, ensure_ascii=False, indent=1)
    return 0


def _measure(
    kind: str, generator: Generator, wanted: list[str], *, quick: bool, many: int, communes: int | None
) -> list[Line]:
    """One kind of database: its figures, and the profiles of what is missed while its databases still stand."""
    _say(f"{kind}: making its databases")
    lines: list[Line] = []
    with set_up(kind, generator, quick=quick, many=many, communes=communes) as stage:
        for name in (name for name in STAGED if name in wanted):
            _say(f"{kind}: {name}")
            lines += STAGED[name](stage)
        print_lines(lines)
        print_missed(lines)
    return lines


def _alone(name: str, figures: Iterator[Line]) -> list[Line]:
    """What needs no stage of several servers."""
    _say(name)
    found = list(figures)
    print_lines(found)
    return found


def _say(what: str) -> None:
    print(f"→ {what}", file=sys.stderr, flush=True)


def _machine() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, load {load}"


if __name__ == "__main__":
    sys.exit(main())
