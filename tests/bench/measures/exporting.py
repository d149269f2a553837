"""What a table costs as CSV and as a workbook, beside the same question with the bare writer; and a package of pictures
beside the same bytes written plainly. In one process, so that both sides share the machine's mood."""

import csv
import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from sqlalchemy import select

from app.core import clock
from app.exports.orders import Order, make_ready
from app.exports.queries import Known, Period
from app.exports.queries.photos import Picture
from app.exports.rules.tables import PHOTOS, REPORTS
from app.exports.writers.package import write_package
from app.people.actors import find_person
from app.people.models import Account
from app.photos.rules import Form
from app.photos.store import LocalStore, blob_key, file_key
from app.web.database import db
from tests.bench.databases import inside
from tests.bench.figures import Line, median_of, ratio_of
from tests.bench.servers import SECRET, weigh
from tests.bench.stage import Stage
from tests.bench.world import commune

_LEAST, _MOST_MB, _ZIP_MB_S = 0.7, 100.0, 100.0
_PICTURES, _PICTURE_BYTES = 300, 1_000_000
_GROUP = "Exports beside the bare writer"


def measure(stage: Stage) -> Iterator[Line]:
    """Tables first, then the package."""
    found: list[Line] = []
    inside(stage.urls["many"], stage.folder, lambda _app: found.extend(_tables(stage)), secret_key=SECRET)
    yield from found
    yield from _package(stage)


def _tables(stage: Stage) -> Iterator[Line]:
    account = db.session.scalar(select(Account.id).where(Account.commune_id == commune(1).id, Account.role == "chief"))
    assert account is not None
    actor = find_person(account)
    rows = stage.many // stage.communes
    for ending, bare in (("csv", _bare_csv), ("xlsx", _bare_workbook)):
        order = Order.of(actor, REPORTS, ending, [], Period(), "Đo")

        def ours(order: Order = order) -> None:
            for _piece in make_ready(actor, order, clock.now()).pieces(db.engine):
                continue

        question = make_ready(actor, order, clock.now()).reading.question  # type: ignore[attr-defined]
        sides: dict[str, list[float]] = {"ours": [], "bare": []}
        grown = []
        for _ in range(stage.runs):
            seconds, growth = _timed(ours)
            sides["ours"].append(rows / seconds)
            sides["bare"].append(rows / _timed(partial(bare, question))[0])
            grown.append(growth)
        ratio = ratio_of(sides["ours"], sides["bare"])
        yield Line(
            group=_GROUP,
            case=f"{stage.kind}, {ending}, {rows:,} rows of {len(order.columns)} cells out of {stage.many:,}",
            ours=median_of(sides["ours"]),
            unit="/s",
            other=median_of(sides["bare"]),
            ratio=ratio,
            goal=f"≥ {_LEAST:.0%} of the bare writer, ≤ {_MOST_MB:.0f} MB",
            met=ratio >= _LEAST and max(grown) <= _MOST_MB,
            more=f"{max(grown):.0f} MB more while it is written",
        )


def _bare_csv(question: Any) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    with db.engine.connect().execution_options(yield_per=2000) as connection:
        for rows in connection.execute(question).partitions():
            writer.writerows(rows)
            out.getvalue().encode()
            out.seek(0)
            out.truncate()


def _bare_workbook(question: Any) -> None:
    with TemporaryFile() as file, db.engine.connect().execution_options(yield_per=2000) as connection:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        sheet = book.add_worksheet()
        for row, cells in enumerate(connection.execute(question)):
            for place, value in enumerate(cells):
                if type(value) in (int, float):
                    sheet.write_number(row, place, value)
                elif value is not None:
                    sheet.write_string(row, place, str(value))
        book.close()


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds, and by how many MB this process grew at most meanwhile."""
    before = weigh([os.getpid()]).pss
    peak, over = [before], threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            peak.append(weigh([os.getpid()]).pss)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    began = time.monotonic()
    work()
    seconds = time.monotonic() - began
    over.set()
    watcher.join()
    return seconds, max(peak) - before


def _package(stage: Stage) -> Iterator[Line]:
    """A ZIP into a folder, beside the same bytes through the same folder."""
    store = LocalStore(Path(stage.folder) / "packed")
    keys = [blob_key("1", number.to_bytes(32, "big"), Form.CLEAN) for number in range(_PICTURES)]
    for key in keys:
        store.put(key, os.urandom(_PICTURE_BYTES))
    pictures = [Picture(key, [f"ảnh/{place}.jpg", *[""] * (len(PHOTOS.columns) - 1)]) for place, key in enumerate(keys)]
    goal = file_key("1", commune(1).teams[0].id)

    def packed() -> None:
        pieces = write_package(pictures, PHOTOS.columns, Known(REPORTS, ()), None, store, _Silent(), lambda _: None)  # type: ignore[arg-type]
        store.put_pieces(goal, pieces)

    def plain() -> None:
        store.put_pieces(goal, (piece for key in keys for piece in store.stream(key)))

    whole = _PICTURES * _PICTURE_BYTES / 1e6
    ours, other, grown = [], [], []
    for _ in range(stage.runs):
        seconds, growth = _timed(packed)
        ours.append(whole / seconds)
        grown.append(growth)
        other.append(whole / _timed(plain)[0])
    yield Line(
        group=_GROUP,
        case=f"a ZIP of {_PICTURES} pictures, {whole:.0f} MB",
        ours=median_of(ours),
        unit="MB/s",
        other=median_of(other),
        ratio=ratio_of(ours, other),
        goal=f"≥ {_ZIP_MB_S:.0f} MB/s or the disk's, constant memory",
        met=median_of(ours) >= min(_ZIP_MB_S, 0.9 * median_of(other)) and max(grown) <= _MOST_MB,
        more=f"{max(grown):.0f} MB more while it is written",
    )


class _Silent:
    """A mark that says nothing."""

    def values(self) -> dict[str, Any]:
        return {}
