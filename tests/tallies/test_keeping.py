"""The sums stay what the book of models says, whatever happens and in whichever order; and a count by other means agrees."""

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from app.journal.service import Subject, note
from app.registry.models import (
    Asset,
    AssetCheck,
    CameraNeed,
    CameraRoad,
    GroupCount,
    ModelActivity,
    ModelGroup,
    ModelSite,
    ReviewRound,
    ReviewSheet,
    SiteMove,
)
from app.tallies import queries, service
from app.tallies.models import ModelShare, ModelSum, ModelTally
from app.tallies.queries import of_actor, of_books, read_sums
from app.tallies.rules import BOARD
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.mergers.conftest import Sunday, sunday
from tests.tallies.books import TODAY, Book, at

__all__ = ["sunday"]
pytestmark = pytest.mark.usefixtures("inside")
TABLES = (ModelShare, ModelSum, ModelTally)
LIVING = ("active", "weak")


def kept() -> list[set[str]]:
    """Every row of the sums."""
    db.session.rollback()
    return [{str(dict(row)) for row in db.session.execute(select(table.__table__)).mappings()} for table in TABLES]


def rows_of(table: Any, book: Book, *order: Any) -> list[Any]:
    return list(db.session.scalars(select(table).where(table.commune_id == book.commune_id).order_by(*order)))


def state_on(site: ModelSite, moves: list[SiteMove], day: date) -> str | None:
    """The state of a site on a day: its steps taken one by one, none of them before the one that went ahead of it."""
    if not moves:
        begun = site.launched_on or at(TODAY).date()
        return site.state if begun <= day else None
    # One that was launched before this book began is known by its first step alone.
    was = {"weaken": "active", "pause": "active", "end": "active", "strengthen": "weak", "resume": "paused"}
    state = was.get(moves[0].move, "proposed")
    when = site.launched_on if state != "proposed" and site.launched_on else min(TODAY, moves[0].on)
    found = state if when <= day else None
    for one in moves:
        when = max(when, one.on)
        if when <= day:
            found = one.state
    return found


def counted_plainly(book: Book, day: date) -> Counter[tuple[str, str, str]]:
    """What stands on a day, record by record."""
    found: Counter[tuple[str, str, str]] = Counter()
    living: set[UUID] = set()
    kinds = {}
    for site in rows_of(ModelSite, book):
        moves = [one for one in rows_of(SiteMove, book, SiteMove.at, SiteMove.id) if one.site_id == site.id]
        state, kinds[site.id] = state_on(site, moves, day), site.kind_code
        if state is None:
            continue
        found["sites", site.kind_code, state] += 1
        if state in LIVING:
            living.add(site.id)
            if site.level and site.reviewed_on <= day:
                found["classed", site.kind_code, site.level] += 1
    for group in rows_of(ModelGroup, book):
        counts = [one for one in rows_of(GroupCount, book, GroupCount.valid_from) if one.group_id == group.id]
        formed = group.formed_on or counts[0].valid_from
        if group.site_id in living and formed <= day and not (group.ended_on and group.ended_on <= day):
            found["groups", kinds[group.site_id], ""] += 1
            current = [one for one in counts if one.valid_from <= day]
            for measure in ("members", "women") if current else ():
                found[measure, kinds[group.site_id], ""] += getattr(current[-1], measure)
    order = (AssetCheck.on, AssetCheck.client_at, AssetCheck.at, AssetCheck.id)
    for asset in rows_of(Asset, book):
        looks = [one for one in rows_of(AssetCheck, book, *order) if one.asset_id == asset.id]
        if (asset.installed_on and asset.installed_on > day) or (asset.removed_on and asset.removed_on <= day):
            continue
        seen = [one.state for one in looks if one.on <= day]
        state = seen[-1] if seen else "working" if looks else asset.state
        if looks and looks[-1].state != asset.state and day >= TODAY:
            state = asset.state
        found["things", asset.kind, state] += 1
        if asset.kind == "camera":
            found["eyes", asset.owner or "", state] += asset.eyes
        if asset.kind == "board":
            found["boards", asset.topic or "", state] += 1
    for road in rows_of(CameraRoad, book):
        if (road.launched_on is None or road.launched_on <= day) and (road.ended_on is None or day < road.ended_on):
            found["roads", "", ""] += 1
            found["metres", "", ""] += road.length_m
    for need in rows_of(CameraNeed, book):
        if need.named_on <= day and (need.dropped_on is None or day < need.dropped_on):
            cameras = [one for one in rows_of(Asset, book) if one.need_id == need.id]
            stand = [one for one in cameras if one.installed_on <= day and (one.removed_on is None or day < one.removed_on)]
            found["needs", "", ""] += max(0, need.eyes - sum(one.eyes for one in stand))
    for act in rows_of(ModelActivity, book):
        if act.withdrawn_at is None and act.on <= day:
            found["activities", act.kind, "shown" if act.photos else "bare"] += 1
            found["people", act.kind, ""] += act.people or 0
            if act.site_id:
                found["done", kinds[act.site_id], act.kind] += 1
                found["reached", kinds[act.site_id], act.kind] += act.people or 0
    return Counter({key: number for key, number in found.items() if number})


@pytest.mark.parametrize("seed", [2, 11])
def test_after_whatever_happened_the_sums_are_what_a_new_and_a_plain_count_give(
    seed: int, cast: Cast, sunday: Sunday
) -> None:
    chance = random.Random(seed)
    vinh, binh, thanh, khanh = cast["vinh"], cast["binh"], cast["thanh"], cast["khanh"]
    books = [
        Book(vinh, [one.village_id for one in (binh, thanh) if one.village_id], chance),
        Book(cast["dung"], [khanh.village_id] if khanh.village_id else [], chance),
    ]
    for _ in range(130):
        chance.choice(books).happen()
    for book in books:
        for day in (*(book.day(date(2020, 1, 1)) for _ in range(12)), TODAY, TODAY + timedelta(days=1)):
            told = read_sums(of_books([book.commune_id]), [day])
            stands = Counter({key: amounts[0] for key, amounts in told.amounts.items() if key[0] != "moves"})
            assert stands == counted_plainly(book, day), (book.commune_id, day)
    before = kept()
    db.session.rollback()
    assert service.rebuild() == len(before[0]) > 20
    assert kept() == before
    check_board(cast, books)
    sunday.comes()
    db.session.rollback()
    service.rebuild()
    assert kept() == before, "a merger carries nothing"


def test_a_site_had_the_class_of_each_review_until_the_next(vinh: Person, binh: Person) -> None:
    book = Book(vinh, [])
    site_id = book.launch(date(2026, 3, 10), kind_code="M16", village_id=binh.village_id)
    for day, level in ((date(2026, 5, 1), "yeu"), (date(2026, 8, 1), "kha")):
        key = {"commune_id": book.commune_id, "round_id": book.fresh()}
        asked = ReviewRound(commune_id=book.commune_id, id=key["round_id"], name="Đợt", first=day, last=day, due_on=day)
        asked.kinds, asked.criteria, asked.opened_at, asked.closed_at = [], [], at(day), at(day)
        sheet = ReviewSheet(**key, site_id=site_id, site_commune_id=book.commune_id, state="done", level=level)
        sheet.points, sheet.villages = {}, []
        with unit_of_work():
            db.session.add(asked)
            db.session.flush()
            db.session.add(sheet)
            site = db.session.scalars(select(ModelSite).where(ModelSite.id == site_id)).one()
            site.level, site.reviewed_on = level, day
            note(book.commune_id, "site.changed", Subject("site", site_id), vinh.actor())

    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 7, 31), date(2026, 8, 1), TODAY]
    sums = read_sums(of_books([book.commune_id]), days)
    assert [(sums.on(day, "classed", None, "yeu"), sums.on(day, "classed", None, "kha")) for day in days] == [
        (0, 0), (1, 0), (1, 0), (0, 1), (0, 1),
    ]  # fmt: skip


def check_board(cast: Cast, books: list[Book]) -> None:
    """The province's board adds up the same, by rows of its own."""
    begun, last, earlier = date(2026, 9, 30), date(2026, 10, 17), (date(2026, 8, 31), date(2026, 9, 17))
    columns = tuple(BOARD)
    rows = {row.id: row for row in queries.read_board(cast["son"].actor(), (begun, last), earlier, columns)}
    for book in books:
        sums = read_sums(of_books([book.commune_id]), [begun, last, *earlier])
        for told, (before, upto) in ((rows[book.commune_id].now, (begun, last)), (rows[book.commune_id].before, earlier)):
            assert told["sites"] == sums.on(upto, "sites", None, *LIVING)
            assert told["eyes_working"] == sums.on(upto, "eyes", None, "working")
            assert told["members"] == sums.on(upto, "members") and told["boards"] == sums.on(upto, "boards")
            assert told["activities"] == sums.within(before, upto, "activities")
            assert told["people"] == sums.within(before, upto, "people")
            for move in ("built", "replicated", "strengthened", "ended"):
                assert told[move] == sums.within(before, upto, "moves", None, move)


def test_a_site_tells_its_life_by_the_days_on_which_it_changed(vinh: Person, binh: Person) -> None:
    book = Book(vinh, [])
    site_id = book.launch(date(2026, 3, 10), kind_code="M16", village_id=binh.village_id)
    book.add_group(site_id, date(2026, 4, 1), 30)
    child = book.launch(date(2026, 6, 1), kind_code="M16", parent_id=site_id)
    book.move(site_id, "pause", date(2026, 7, 1))
    book.move(site_id, "resume", date(2026, 8, 1))
    book.move(child, "end", date(2026, 9, 1))
    ends = [date(2026, month, 28) for month in (2, 3, 4, 6, 7, 8, 9)]
    sums = read_sums(of_actor(vinh.actor()), ends)
    assert [sums.on(day, "sites", "M16", *LIVING) for day in ends] == [0, 1, 1, 2, 1, 2, 1]
    assert [sums.on(day, "members", "M16") for day in ends] == [0, 0, 30, 30, 0, 30, 30]
    assert sums.on(ends[4], "sites", "M16", "paused") == 1 and sums.on(ends[-1], "sites", "M16", "ended") == 1
    moves = ("built", "replicated", "paused", "resumed", "ended")
    assert [sums.within(ends[0], ends[-1], "moves", "M16", one) for one in moves] == [1, 1, 1, 1, 1]
    assert sums.within(ends[1], ends[-1], "moves", "M16", "built") == 0


def test_each_reader_adds_up_what_its_lists_hold(cast: Cast) -> None:
    vinh, binh, khoi = cast["vinh"], cast["binh"], cast["khoi"]
    book = Book(vinh, [])
    for village_id in (binh.village_id, khoi.village_id, None):
        book.add_asset("camera", eyes=4, owner="people", village_id=village_id, installed_on=date(2026, 5, 1))
    for key, eyes in (("vinh", 12), ("loan", 12), ("ha", 8), ("sau", 8), ("dung", 0), ("son", 0)):
        assert read_sums(of_actor(cast[key].actor()), [TODAY]).on(TODAY, "eyes") == eyes, key


def test_a_write_costs_the_same_however_much_stands(vinh: Person) -> None:
    book, costs = Book(vinh, []), []
    site_id = book.launch(date(2026, 3, 10))
    for number in (1, 40):
        for _ in range(number):
            book.act("gong", date(2026, 5, 1), site_id=site_id, people=5)
        with counted_statements() as seen:
            book.act("gong", date(2026, 5, 1), site_id=site_id, people=5)
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 18, costs


def test_a_database_from_before_the_sums_is_counted(vinh: Person) -> None:
    book = Book(vinh, [])
    book.launch(date(2026, 3, 10))
    before = kept()
    assert not service.is_behind()
    for table in TABLES:
        db.session.execute(delete(table))
    db.session.commit()
    assert service.is_behind()
    db.session.rollback()
    assert service.rebuild() == 1 and kept() == before
