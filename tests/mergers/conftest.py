"""Xã Đơn Dương goes on in Xã Đức Trọng: the night before, the merger on Sunday morning, and what the people do then."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask

from app.core import clock
from app.core.night import VIETNAM
from app.mergers.service import Merged, merge_commune
from app.web.transaction import unit_of_work
from tests.cast import COMMUNE, OTHER_COMMUNE, Cast, Person

FORMER, HEIR = OTHER_COMMUNE, COMMUNE
FIRST_DAY = date(2026, 11, 22)
MORNING = datetime(2026, 11, 22, 7, 30, tzinfo=VIETNAM)


def merge(former: str = FORMER, heir: str = HEIR, on: date | None = FIRST_DAY) -> Merged:
    """The merger itself; inside an application context."""
    with unit_of_work():
        return merge_commune(former, heir, on=on)


class Sunday:
    """Lets the merger happen, and moves the clock to the morning after the night."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._morning = clock.frozen(MORNING)
        self.began = False

    def comes(self) -> Merged:
        """From here on it is morning, and one commune."""
        self._morning.__enter__()
        self.began = True
        # In a thread of its own: as a command of the server it is no part of the request that may be under way.
        with ThreadPoolExecutor(1) as server:
            return server.submit(self._merge).result()

    def _merge(self) -> Merged:
        with self.app.app_context():
            return merge()

    def ends(self) -> None:
        """Give the clock back."""
        if self.began:
            self._morning.__exit__(None, None, None)


@pytest.fixture
def sunday(app: Flask) -> Iterator[Sunday]:
    """``sunday.comes()`` merges the communes."""
    day = Sunday(app)
    yield day
    day.ends()


@pytest.fixture
def khanh(cast: Cast) -> Person:
    """A leader of the former commune, with his phone as it was before."""
    return cast["khanh"]


@pytest.fixture
def khanh_now(khanh: Person) -> Person:
    """The same phone once it has heard of the merger: it freezes the new commune into what it writes."""
    return replace(khanh, commune_id=HEIR)
