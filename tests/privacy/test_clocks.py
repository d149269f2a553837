"""The legal clocks: working days, holidays, terms by kind, one extension."""

from datetime import date

import pytest

from app.privacy.rules import clocks, requests


@pytest.mark.parametrize(
    ("received", "by"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),  # Monday to Wednesday
        (date(2026, 11, 26), date(2026, 11, 30)),  # Thursday, over a weekend
        (date(2026, 11, 28), date(2026, 12, 1)),  # brought on a Saturday
        (date(2026, 12, 31), date(2027, 1, 5)),  # over New Year and a weekend
        (date(2026, 4, 24), date(2026, 4, 29)),  # 10/3 by the moon is a Sunday: Monday is off in its place
        (date(2026, 4, 29), date(2026, 5, 5)),  # 30 April and 1 May, then a weekend
        (
            date(2026, 2, 13),
            date(2026, 2, 23),
        ),  # Tết: Monday to Thursday off, Friday counts; the clock ends earlier, never later
    ],
)
def test_two_working_days_to_acknowledge(received: date, by: date) -> None:
    assert clocks.acknowledge_by(received) == by


@pytest.mark.parametrize(
    ("kind", "plain", "processor", "extended"),
    [
        ("view", 10, 15, 20),
        ("correct", 10, 15, 20),
        ("provide", 10, 15, 20),
        ("consent", 15, 20, 30),
        ("restrict", 15, 20, 30),
        ("object", 15, 20, 30),
        ("delete", 20, 30, 40),
        ("protection", 15, 15, 30),
    ],
)
def test_each_kind_has_the_term_of_the_law(kind: str, plain: int, processor: int, extended: int) -> None:
    day = date(2026, 11, 2)

    def days(**more: bool) -> int:
        known = {"processor": False, "extended": False} | more
        return (clocks.answer_by(kind, day, **known) - day).days

    # An end on a Saturday or Sunday waits for Monday.
    assert [days(), days(processor=True), days(extended=True)] == [_to_monday(day, n) for n in (plain, processor, extended)]


def _to_monday(day: date, days: int) -> int:
    weekday = (day.weekday() + days) % 7
    return days + (7 - weekday if weekday >= 5 else 0)


def test_an_end_on_a_holiday_waits_for_the_next_working_day() -> None:
    assert clocks.answer_by("view", date(2026, 12, 22), processor=False, extended=False) == date(2027, 1, 4)


def test_every_kind_has_a_term_and_a_ready_letter() -> None:
    facts = dict.fromkeys(("about", "police", "received", "due", "extended", "slip"), "x")
    for kind in requests.KINDS:
        for step in requests.LETTERS:
            words = requests.letter_for(step, kind, facts)
            assert words and "$" not in words, (kind, step)


def test_late_is_who_let_a_clock_run_out() -> None:
    clock = {"acknowledge_by": date(2026, 11, 25), "due": date(2026, 12, 3)}

    assert not requests.is_late("received", today=date(2026, 11, 25), **clock)
    assert requests.is_late("received", today=date(2026, 11, 26), **clock)
    assert not requests.is_late("acknowledged", today=date(2026, 12, 3), **clock)
    assert requests.is_late("acknowledged", today=date(2026, 12, 4), **clock)
    assert not requests.is_late("answered", today=date(2027, 1, 1), **clock)
