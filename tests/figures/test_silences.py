"""Silent teams: the leader is told once for each silence, the officer a night later, and a report ends it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from html import unescape

import pytest

from app.core import clock
from app.core.night import VIETNAM
from app.figures.rules import Heard, asked_until, silence_of, untold
from app.figures.service import raise_silences
from app.people import service as people
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.figures.reported import on_night, planned, sent
from tests.nights import entities, pull

NIGHTS = [date(2026, 11, day) for day in range(1, 29)]
TOLD = "Ba đêm có lịch gần nhất đều không có báo cáo"


def _heard(*words: str) -> list[Heard]:
    return [Heard(night, "m" in word, "r" in word) for night, word in zip(NIGHTS, words, strict=False)]


@pytest.mark.parametrize(
    ("nights", "silent"),
    [
        ("r m m m", [2, 3, 4]),
        ("m - m - m", [1, 3, 5]),
        ("m m m r", []),
        ("m m", []),
        # One of two shifts was reported: there is a gap, and the team is not silent.
        ("m m m mr m", []),
        ("", []),
    ],
)
def test_a_team_is_silent_after_three_planned_nights_without_a_report(nights: str, silent: list[int]) -> None:
    assert [night.day for night in silence_of(_heard(*nights.split()))] == silent


@pytest.mark.parametrize(
    ("silence", "told", "fresh"),
    [
        ([1, 2, 3], None, [1, 2, 3]),
        ([1, 2, 3, 4, 5, 6, 7], (1, 3), []),
        # A late report of the first night is a sign of life; the nights after it were told already.
        ([2, 3, 4], (1, 3), []),
        ([2, 3, 4, 5, 6], (1, 3), [4, 5, 6]),
        ([6, 7, 8], (1, 3), [6, 7, 8]),
        ([], (1, 3), []),
    ],
)
def test_no_night_is_told_twice(silence: list[int], told: tuple[int, int] | None, fresh: list[int]) -> None:
    def night(day: int) -> date:
        return NIGHTS[day - 1]

    before = (night(told[0]), night(told[1])) if told else None
    assert [one.day for one in untold([night(day) for day in silence], before)] == fresh


@pytest.mark.parametrize(("hour", "until"), [(7, 23), (8, 24), (23, 24)])
def test_last_night_is_not_missed_before_its_reports_are_due(hour: int, until: int) -> None:
    due = datetime(2026, 11, 24, 8, tzinfo=VIETNAM)

    assert asked_until(datetime(2026, 11, 24, hour, tzinfo=VIETNAM), due) == date(2026, 11, until)


@contextmanager
def _morning(day: int, hour: int = 9) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, day, hour, tzinfo=VIETNAM)):
        yield


def _notices(client: ActingClient, person: Person) -> list[str]:
    return [one["text"] for one in entities(pull(client, person), "notice").values()]


@pytest.mark.usefixtures("inside")
def test_the_leader_is_told_once_and_no_more_when_a_report_has_come(
    client: ActingClient, binh: Person, thanh: Person, ha: Person
) -> None:
    shifts = planned(ha, binh, *NIGHTS[9:20])
    with _morning(13, hour=7):
        assert raise_silences() == 0
    with _morning(13):
        cursor = pull(client, binh)["cursor"]
        assert (raise_silences(), raise_silences()) == (1, 0)
        (told,) = entities(pull(client, binh, cursor), "notice").values()
        assert told["title"] == "3 đêm chưa có báo cáo" and "10/11, 11/11, 12/11" in told["text"]
        assert _notices(client, thanh) == []
    with _morning(15):
        assert raise_silences() == 0
        assert len(_notices(client, binh)) == 1

        sent(client, binh, shifts[2], **on_night(binh, NIGHTS[11]))
        assert raise_silences() == 0

        assert _notices(client, binh) == []
    with _morning(16):
        # The nights of the 13th, 14th and 15th have passed since the sign of life.
        assert raise_silences() == 1
        (text,) = _notices(client, binh)
        assert "13/11, 14/11, 15/11" in text


@pytest.mark.usefixtures("inside")
def test_a_team_that_is_no_more_is_not_asked(client: ActingClient, binh: Person, ha: Person) -> None:
    planned(ha, binh, *NIGHTS[9:20])
    with _morning(12), unit_of_work():
        assert binh.team_id is not None
        people.end_team(ha.actor(), binh.team_id, on=NIGHTS[11])

    with _morning(13):
        assert raise_silences() == 0


@pytest.mark.usefixtures("inside")
def test_the_officer_asks_a_night_later_across_the_turn_of_the_month_until_a_report_comes(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    *_, last = planned(ha, binh, date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1))

    def page(path: str = "/grid") -> str:
        return unescape(client.get(path, as_=ha).get_data(as_text=True))

    with clock.frozen(datetime(2026, 12, 2, 8, tzinfo=VIETNAM)):
        assert TOLD not in page()
    with clock.frozen(datetime(2026, 12, 3, 8, tzinfo=VIETNAM)):
        assert TOLD in page()
        assert "Nhiều đêm liền không có báo cáo" in page("/morning")
        assert TOLD not in page("/grid/2026-11")
        sent(client, binh, last, **on_night(binh, date(2026, 12, 1)))
        assert TOLD not in page()
