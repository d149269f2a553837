"""Books of models for very many communes, as they would stand after some years: sites, groups, cameras, activities."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, literal, select, text, update

from app.journal import rules as journal_rules
from app.journal.models import JournalHead
from app.registry.models import Asset, GroupCount, ModelActivity, ModelGroup, ModelSite
from app.tallies import service
from app.tallies.models import ModelTally
from app.units.models import Unit
from app.web.database import Base, db, table_of
from app.web.transaction import unit_of_work
from tests.bench.world import PROVINCE, known_id

SITES, CAMERAS, ACTIVITIES = 40, 20, 60
_KINDS = ("M01", "M03", "M06", "M10", "M16")
_FIRST_CODE = 91_000


# So many books are counted record by record; the sums of the others are copies, since a board reads sums alone.
COUNTED = 100


def load_models(communes: int, today: date) -> int:
    """Inside an application: write the books of so many new communes and count them; gives how many records were counted."""
    with unit_of_work():
        for number in range(communes):
            _write(_unit(str(_FIRST_CODE + number)))
    for number in range(min(communes, COUNTED)):
        with unit_of_work():
            _write(_book(str(_FIRST_CODE + number), today))
    return service.rebuild()


def copy_sums(communes: int) -> None:
    """Give every further commune the sums of one that was counted, and let the database know how much there is."""
    tally = table_of(ModelTally)
    columns = [one for one in tally.c if one.name != "commune_id"]
    with unit_of_work():
        for number in range(COUNTED, communes):
            like, here = str(_FIRST_CODE + number % COUNTED), literal(str(_FIRST_CODE + number))
            rows = select(*columns, here).where(tally.c.commune_id == like)
            db.session.execute(insert(tally).from_select([*(one.name for one in columns), "commune_id"], rows))
    with unit_of_work():
        db.session.execute(text("ANALYZE"))


def note_in(number: int) -> None:
    """Let the head of a commune's book go on by one, as a note does."""
    book = JournalHead.commune_id == str(_FIRST_CODE + number)
    with unit_of_work():
        db.session.execute(update(JournalHead).where(book).values(seq=JournalHead.seq + 1))


def _write(rows_of: Iterator[tuple[type[Base], list[dict[str, Any]]]]) -> None:
    for table, rows in rows_of:
        db.session.execute(insert(table), rows)


def _unit(commune_id: str) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    name = f"Xã {commune_id}"
    unit = {"id": commune_id, "code": commune_id, "kind": "xa", "name": name, "name_folded": name.lower()}
    yield Unit, [unit | {"parent_id": PROVINCE, "valid_from": date(2025, 7, 1)}]
    yield JournalHead, [{"commune_id": commune_id, "seq": 0, "chain": journal_rules.first_chain(commune_id)}]


def _book(commune_id: str, today: date) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    chance = Random(commune_id)
    now = datetime(today.year, today.month, today.day, tzinfo=UTC)
    here = {"commune_id": commune_id}

    def day() -> date:
        return today - timedelta(days=chance.randrange(1500))

    sites, groups, counts = [], [], []
    for place in range(SITES):
        site_id, group_id = (known_id(commune_id, kind, place) for kind in ("site", "group"))
        launched = day()
        site = {"id": site_id, "kind_code": _KINDS[place % len(_KINDS)], "name": "Điểm", "state": "active", "version": 1}
        told = {"launched_on": launched, "tags": [], "values": {}, "opened_at": now, "changed_at": now}
        sites.append(here | site | told)
        groups.append(here | {"id": group_id, "site_id": site_id, "name": "Tổ", "formed_on": launched, "changed_at": now})
        counts.append(here | {"group_id": group_id, "valid_from": launched, "members": chance.randrange(5, 60), "at": now})
    yield ModelSite, sites
    yield ModelGroup, groups
    yield GroupCount, counts
    yield (
        Asset,
        [
            here
            | {"id": known_id(commune_id, "camera", place), "kind": "camera", "place": "Ngã ba", "installed_on": day()}
            | {"eyes": chance.randrange(1, 9), "owner": "people", "values": {}, "changed_at": now}
            | {"state": chance.choice(["working", "working", "broken"])}
            for place in range(CAMERAS)
        ],
    )
    yield (
        ModelActivity,
        [
            here
            | {"id": known_id(commune_id, "act", place), "kind": "gong", "site_id": sites[place % SITES]["id"], "on": day()}
            | {"source": "desk", "people": 20, "photos": place % 2, "values": {}, "at": now}
            for place in range(ACTIVITIES)
        ],
    )
