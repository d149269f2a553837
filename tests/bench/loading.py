"""Load very many reports and verify the journal afterwards:

    python -m tests.bench.loading --reports 1000000 --communes 26 --database postgresql://…

Without ``--database`` a SQLite file in a temporary folder is filled, weighed and removed.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from app.core.night import night_of
from app.journal import queries as journal
from tests.bench.bulk import write_reports
from tests.bench.databases import inside, make_world
from tests.bench.rows import loader_for
from tests.bench.world import COMMUNES, commune, right_now

_JOBS = 2


def last_night() -> date:
    """The night that ended this morning."""
    return night_of(right_now()) - timedelta(days=1)


def load_reports(url: str, count: int, communes: int) -> float:
    """Load ``count`` reports, shared out among the first communes; gives the seconds that it took, indexes and all."""
    began = time.perf_counter()
    keeper = loader_for(url)
    commands = keeper.take_off_indexes()
    shares = [(url, number, count // communes + (number <= count % communes)) for number in range(1, communes + 1)]
    if communes == 1 or url.startswith("sqlite"):
        for share in shares:
            _load_share(share)
    else:
        with multiprocessing.get_context("spawn").Pool(_JOBS) as pool:
            pool.map(_load_share, shares, chunksize=1)
    keeper.finish(commands)
    return time.perf_counter() - began


def _load_share(share: tuple[str, int, int]) -> None:
    url, number, count = share
    loader = loader_for(url)
    for rows in write_reports(commune(number), count, last_night()):
        loader.load(rows)


def verify(url: str, folder: Path) -> tuple[int, float]:
    """Walk every journal; gives the number of notes and the seconds. A fault ends the program."""
    notes, began = 0, time.perf_counter()

    def walk(_app: object) -> None:
        nonlocal notes
        for commune_id in journal.list_communes():
            fault = next(journal.find_faults(commune_id), None)
            if fault is not None:
                sys.exit(f"{fault.commune_id} {fault.seq}: {fault.what}")
            notes += journal.head_of(commune_id)

    inside(url, folder, walk)
    return notes, time.perf_counter() - began


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.loading", description="Load reports, verify journals.")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--communes", type=int, default=COMMUNES, choices=range(1, COMMUNES + 1), metavar="1…26")
    parser.add_argument("--database", help="an empty database; without it a SQLite file that is removed at the end")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="keng-bench-") as place:
        folder = Path(place)
        url = chosen.database or f"sqlite:///{folder}/bulk.sqlite3"
        make_world(url, folder)
        seconds = load_reports(url, chosen.reports, chosen.communes)
        print(f"{chosen.reports} reports in {seconds:.1f} s: {chosen.reports / seconds:.0f} a second")
        if not chosen.database:
            size = (folder / "bulk.sqlite3").stat().st_size
            print(f"{size / 1e6:.0f} MB, {size / chosen.reports:.0f} bytes a report")
        notes, seconds = verify(url, folder)
        print(f"{notes} journal notes are whole, walked in {seconds:.1f} s")


if __name__ == "__main__":
    main()
