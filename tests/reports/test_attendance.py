"""Which nights count: the table that the phone is held to as well, and what holds of any month."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.night import VIETNAM
from app.reports.rules.attendance import (
    CountedNight,
    MonthRule,
    NightRule,
    Stay,
    Worth,
    add_up,
    count_nights,
    night_rule,
    nights_left_out,
)

GOLDEN = Path(__file__).resolve().parents[2] / "static" / "pwa" / "tests" / "golden" / "nights.json"
CASES: list[dict[str, Any]] = json.loads(GOLDEN.read_text(encoding="utf-8"))


def stay(told: dict[str, Any]) -> Stay:
    ends = [datetime.fromisoformat(told[own] or told[whole]) for own, whole in (("from", "started_at"), ("to", "ended_at"))]
    return Stay(uuid4(), date.fromisoformat(told["night"]), told["state"], ends[0], ends[1], told["stands_in"])


def rule_of(told: dict[str, Any]) -> MonthRule:
    one = night_rule(told["window"], told["least_minutes"], told["stand_ins"])
    left_out = nights_left_out([{"night": night, "reason": "x"} for night in told["left_out"]])
    return MonthRule(lambda night: one, told["cap"], left_out)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_of_the_table(case: dict[str, Any]) -> None:
    found = count_nights([stay(one) for one in case["reports"]], rule_of(case["rule"]))

    assert [{"night": f"{one.night}", "minutes": one.minutes, "worth": one.worth} for one in found] == case["expected"]


def test_the_table_knows_every_worth_and_both_ends_of_every_rule() -> None:
    assert {one["worth"] for case in CASES for one in case["expected"]} == set(Worth)
    assert {case["rule"]["stand_ins"] for case in CASES} == {True, False}


def test_a_rule_that_changes_within_the_month_counts_each_night_by_its_own() -> None:
    later = date(2026, 11, 15)

    def on(night: date) -> NightRule:
        return NightRule(least_minutes=300) if night >= later else NightRule()

    four_hours = [
        Stay(uuid4(), night, "approved", *(datetime.combine(night, time(22), VIETNAM) + timedelta(hours=h) for h in (0, 4)))
        for night in (date(2026, 11, 14), later)
    ]

    assert [one.worth for one in count_nights(four_hours, MonthRule(on, 10, {}))] == [Worth.COUNTED, Worth.SHORT]


_FIRST = datetime(2026, 11, 1, 18, tzinfo=VIETNAM)
STAYS = st.builds(
    lambda day, start, length, state, stands_in: Stay(
        uuid4(),
        (_FIRST + timedelta(days=day)).date(),
        state,
        _FIRST + timedelta(days=day, minutes=start),
        _FIRST + timedelta(days=day, minutes=start + length),
        stands_in,
    ),
    st.integers(0, 29),
    st.integers(0, 700),
    st.integers(0, 840),
    st.sampled_from(["submitted", "approved", "returned", "rejected", "withdrawn", "locked"]),
    st.booleans(),
)
RULES = st.builds(
    lambda least, stand_ins, cap, out: MonthRule(
        lambda night: NightRule(least_minutes=least, stand_ins=stand_ins), cap, {date(2026, 11, day): "x" for day in out}
    ),
    st.integers(0, 480),
    st.booleans(),
    st.integers(0, 12),
    st.sets(st.integers(1, 30), max_size=4),
)


@given(st.lists(STAYS, max_size=40), RULES)
def test_any_month_keeps_the_cap_the_window_and_the_order(stays: list[Stay], rule: MonthRule) -> None:
    found = count_nights(stays, rule)
    total = add_up(found)

    assert [one.night for one in found] == sorted({one.night for one in stays})
    assert all(0 <= one.minutes <= 8 * 60 for one in found), "no night is longer than its window"
    assert rule.cap == 0 or total.counted <= rule.cap
    assert total.counted <= total.nights <= len(found)
    paid = [one for one in found if one.worth in (Worth.COUNTED, Worth.OVER)]
    assert all(one.minutes >= max(1, rule.on(one.night).least_minutes) for one in paid)
    assert not {one.night for one in paid} & set(rule.left_out)
    decided = {one.night for one in stays if one.state in ("approved", "locked")}
    assert {one.night for one in paid} <= decided
    over = [one.night for one in paid if one.worth is Worth.OVER]
    assert not over or min(over) > max(one.night for one in paid if one.worth is Worth.COUNTED)


@given(st.lists(STAYS, max_size=20), RULES, st.randoms())
def test_the_order_in_which_reports_come_changes_nothing(stays: list[Stay], rule: MonthRule, chance: Any) -> None:
    def told(nights: list[CountedNight]) -> list[tuple[date, int, Worth]]:
        return [(one.night, one.minutes, one.worth) for one in nights]

    mixed = stays[:]
    chance.shuffle(mixed)

    assert told(count_nights(mixed, rule)) == told(count_nights(stays, rule))
