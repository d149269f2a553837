"""A book of models by chance: sites, groups, things and activities that are written, changed, looked at and withdrawn."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.night import VIETNAM
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
    SiteMove,
)
from app.registry.rules import MOVES, next_state
from app.registry.service.moves import Taken, move_site
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Person

SINCE, TODAY = date(2026, 1, 1), date(2026, 11, 21)
KINDS = ("M01", "M03", "M16")
OWNERS = ("police", "people", None)


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day here."""
    return datetime.combine(day, time(hour), VIETNAM)


@dataclass
class Book:
    """A commune whose ``writer`` (a committee or chief) keeps its book of models, by chance where ``chance`` is asked."""

    writer: Person
    villages: Sequence[UUID]
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    written: int = 0

    def tick(self) -> datetime:
        """The moment at which the next thing is written down: none is written with another."""
        self.written += 1
        return clock.now() + timedelta(milliseconds=self.written)

    @property
    def commune_id(self) -> str:
        """Whose book it is."""
        assert self.writer.commune_id is not None
        return self.writer.commune_id

    def fresh(self) -> UUID:
        """An id, the same in every run."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def day(self, since: date = SINCE) -> date:
        """Some day up to today."""
        return since + timedelta(days=self.chance.randrange((TODAY - since).days + 1))

    def place(self) -> UUID | None:
        """Some village, or the whole commune."""
        return self.chance.choice([*self.villages, None])

    def _write(self, row: Any, kind: str, subject: Subject) -> Any:
        with unit_of_work():
            db.session.add(row)
            note(self.commune_id, kind, subject, self.writer.actor())
            return row.id

    def add_site(self, **more: Any) -> UUID:
        """A site as it is proposed, or as it was launched long ago."""
        row = ModelSite(
            commune_id=self.commune_id, id=self.fresh(), kind_code="M01", name="Điểm", village_id=None, version=1
        )
        row.state, row.tags, row.values, row.reason, row.head_role = "proposed", [], {}, "", ""
        row.opened_at = row.changed_at = clock.now()
        for name, value in more.items():
            setattr(row, name, value)
        site_id: UUID = self._write(row, "site.opened", Subject("site", row.id))
        return site_id

    def move(self, site_id: UUID, name: str, on: date) -> None:
        """A step of its life."""
        version = db.session.scalar(select(ModelSite.version).where(ModelSite.id == site_id)) or 1
        db.session.rollback()
        with unit_of_work():
            move_site(self.writer.actor(), site_id, Taken(name, on, "Lý do đã bàn"), version=version)

    def launch(self, on: date, **more: Any) -> UUID:
        """A site that went all the way."""
        site_id = self.add_site(**more)
        for name in ("survey", "submit", "launch"):
            self.move(site_id, name, on)
        return site_id

    def add_group(self, site_id: UUID, formed_on: date | None, members: int, **more: Any) -> UUID:
        """A group with its first count."""
        row = ModelGroup(commune_id=self.commune_id, id=self.fresh(), site_id=site_id, name="Tổ", formed_on=formed_on)
        row.changed_at = clock.now()
        for name, value in more.items():
            setattr(row, name, value)
        with unit_of_work():
            db.session.add(row)
            db.session.flush()
            db.session.add(self._count(row.id, formed_on or SINCE, members))
            note(self.commune_id, "group.changed", Subject("site", site_id), self.writer.actor())
            return row.id

    def _count(self, group_id: UUID, since: date, members: int) -> GroupCount:
        return GroupCount(
            commune_id=self.commune_id,
            group_id=group_id,
            valid_from=since,
            members=members,
            women=members // 3,
            at=clock.now(),
        )

    def add_asset(self, kind: str, **more: Any) -> UUID:
        """A thing."""
        row = Asset(
            commune_id=self.commune_id, id=self.fresh(), kind=kind, place="Ngã ba", values={}, changed_at=clock.now()
        )
        for name, value in more.items():
            setattr(row, name, value)
        asset_id: UUID = self._write(row, "asset.added", Subject("asset", row.id))
        return asset_id

    def look(self, asset_id: UUID, state: str, on: date) -> None:
        """A look at it; the newest says how it is."""
        with unit_of_work():
            asset = db.session.scalars(select(Asset).where(Asset.id == asset_id)).one()
            row = AssetCheck(commune_id=self.commune_id, id=self.fresh(), asset_id=asset_id, state=state, on=on)
            row.client_at, row.at = at(on), self.tick()
            db.session.add(row)
            if asset.checked_at is None or asset.checked_at <= row.client_at:
                asset.state, asset.checked_at, asset.changed_at = state, row.client_at, clock.now()
            note(self.commune_id, "asset.checked", Subject("asset", asset_id), self.writer.actor())

    def act(self, kind: str, on: date, **more: Any) -> UUID:
        """An activity."""
        row = ModelActivity(
            commune_id=self.commune_id, id=self.fresh(), kind=kind, on=on, source="desk", values={}, at=clock.now()
        )
        for name, value in more.items():
            setattr(row, name, value)
        activity_id: UUID = self._write(row, "activity.logged", Subject("activity", row.id))
        return activity_id

    # What happens by chance.

    def some(self, table: type[Any]) -> Any | None:
        """One of the rows of a table that stand in this book."""
        ids = sorted(db.session.scalars(select(table.id).where(table.commune_id == self.commune_id)), key=str)
        db.session.rollback()
        return self.chance.choice(ids) if ids else None

    def happen(self) -> None:
        """Something, anything."""
        deeds = {
            self._site: 3, self._step: 8, self._review: 2, self._group: 3, self._recount: 2, self._end_group: 1,
            self._asset: 3, self._look: 5, self._mend: 1, self._remove: 1, self._activity: 4, self._withdraw: 1,
            self._rename: 1, self._road: 1, self._end_road: 1, self._need: 2, self._install: 3, self._drop: 1,
        }  # fmt: skip
        self.chance.choices(list(deeds), weights=list(deeds.values()))[0]()

    def _site(self) -> None:
        more: dict[str, Any] = {"kind_code": self.chance.choice(KINDS), "village_id": self.place()}
        if self.chance.random() < 0.4:
            more |= {"state": self.chance.choice(["active", "weak", "paused"]), "launched_on": self.day(date(2019, 1, 1))}
        if self.chance.random() < 0.3:
            more["parent_id"] = self.fresh()
        self.add_site(**more)

    def _step(self) -> None:
        site_id = self.some(ModelSite)
        if site_id is None:
            return
        state = db.session.scalar(select(ModelSite.state).where(ModelSite.id == site_id)) or ""
        possible = [name for name, step in MOVES.items() if state in step.origins and name not in ("survey", "submit")]
        db.session.rollback()
        if state in ("proposed", "surveyed"):
            self._directly(site_id, {"proposed": "survey", "surveyed": "submit"}[state])
        elif possible:
            self._directly(site_id, self.chance.choice(possible))

    def _directly(self, site_id: UUID, name: str) -> None:
        """A step whoever may take it, on any day: what the sums follow is what stands."""
        with unit_of_work():
            site = db.session.scalars(select(ModelSite).where(ModelSite.id == site_id)).one()
            site.state, on = next_state(site.state, name), self.day()
            if name == "launch":
                site.launched_on = on
            if name == "end":
                site.ended_on = on
            step = SiteMove(commune_id=self.commune_id, id=self.fresh(), site_id=site_id, move=name, state=site.state, on=on)
            step.at, step.facts = self.tick(), {}
            db.session.add(step)
            note(self.commune_id, "site.moved", Subject("site", site_id), self.writer.actor())

    def _change(self, table: type[Any], subject: str, **values: Any) -> None:
        row_id = self.some(table)
        if row_id is None:
            return
        with unit_of_work():
            row = db.session.scalars(select(table).where(table.id == row_id)).one()
            for name, value in values.items():
                setattr(row, name, value)
            about = getattr(row, "site_id", row_id) if table is ModelGroup else row_id
            note(self.commune_id, f"{subject}.changed", Subject(subject, about), self.writer.actor())
            if table is Asset and row.need_id is not None:
                note(self.commune_id, "need.followed", Subject("need", row.need_id), self.writer.actor())

    def _review(self) -> None:
        level = self.chance.choice(["tot", "kha", "tb", "yeu"])
        self._change(ModelSite, "site", level=level, reviewed_on=self.day(), changed_at=clock.now())

    def _rename(self) -> None:
        self._change(ModelSite, "site", kind_code=self.chance.choice(KINDS), village_id=self.place(), changed_at=clock.now())

    def _group(self) -> None:
        site_id = self.some(ModelSite)
        if site_id is not None:
            formed = self.day() if self.chance.random() < 0.8 else None
            self.add_group(site_id, formed, self.chance.randrange(40), village_id=self.place())

    def _recount(self) -> None:
        group_id = self.some(ModelGroup)
        if group_id is None:
            return
        with unit_of_work():
            site_id = db.session.scalars(select(ModelGroup.site_id).where(ModelGroup.id == group_id)).one()
            known = db.session.get(GroupCount, (self.commune_id, group_id, day := self.day()))
            if known is None:
                db.session.add(self._count(group_id, day, self.chance.randrange(40)))
            note(self.commune_id, "group.changed", Subject("site", site_id), self.writer.actor())

    def _end_group(self) -> None:
        self._change(ModelGroup, "site", ended_on=self.day())

    def _asset(self) -> None:
        kind = self.chance.choice(["camera", "camera", "gong", "board"])
        more: dict[str, Any] = (
            {"eyes": self.chance.randrange(1, 9), "owner": self.chance.choice(OWNERS)} if kind == "camera" else {}
        )
        if self.chance.random() < 0.8:
            more["installed_on"] = self.day(date(2020, 1, 1))
        self.add_asset(kind, village_id=self.place(), topic="order" if kind == "board" else None, **more)

    def _road(self) -> None:
        begun = self.day() if self.chance.random() < 0.8 else None
        row = CameraRoad(commune_id=self.commune_id, id=self.fresh(), name="Tuyến", from_place="Chợ", to_place="Cầu")
        row.length_m, row.village_id, row.launched_on, row.changed_at = 800, self.place(), begun, clock.now()
        self._write(row, "road.added", Subject("road", row.id))

    def _end_road(self) -> None:
        self._change(CameraRoad, "road", ended_on=self.day())

    def _need(self) -> None:
        row = CameraNeed(commune_id=self.commune_id, id=self.fresh(), place="Cầu treo", reason="Tối", priority=1)
        row.eyes, row.village_id, row.named_on, row.changed_at = (
            self.chance.randrange(1, 9),
            self.place(),
            self.day(),
            clock.now(),
        )
        self._write(row, "need.added", Subject("need", row.id))

    def _install(self) -> None:
        """A camera for a place that needs some."""
        need_id = self.some(CameraNeed)
        if need_id is not None:
            self.add_asset("camera", eyes=self.chance.randrange(1, 5), need_id=need_id, installed_on=self.day())
            self._change(CameraNeed, "need", changed_at=clock.now())
            with unit_of_work():
                note(self.commune_id, "need.followed", Subject("need", need_id), self.writer.actor())

    def _drop(self) -> None:
        self._change(CameraNeed, "need", dropped_on=self.day(), state="dropped")

    def _look(self) -> None:
        asset_id = self.some(Asset)
        if asset_id is not None:
            self.look(asset_id, self.chance.choice(["working", "broken", "missing"]), self.day())

    def _mend(self) -> None:
        self._change(Asset, "asset", state="working", eyes=self.chance.randrange(1, 9), changed_at=clock.now())

    def _remove(self) -> None:
        self._change(Asset, "asset", removed_on=self.day(date(2020, 1, 1)))

    def _activity(self) -> None:
        more: dict[str, Any] = {"photos": self.chance.randrange(2), "people": self.chance.choice([None, 12])}
        kind = self.chance.choice(["gong", "meeting", "drill"])
        self.act(kind, self.day(), site_id=self.some(ModelSite), village_id=self.place(), **more)

    def _withdraw(self) -> None:
        self._change(ModelActivity, "activity", withdrawn_at=clock.now(), withdrawn_why="Ghi nhầm")
