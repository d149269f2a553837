"""A generated year keeps to the statistical profile, within what chance allows."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import chain
from statistics import mean, median, quantiles
from typing import Any
from uuid import uuid4

import pytest

from app.core.night import local, moment_of
from app.demo import rules
from app.demo.past.chance import dice, draw, minutes_around, shaped_id
from app.demo.past.composing import Wish, compose
from app.demo.past.happenings import category_weights
from app.demo.past.script import Crew, Point, Script, Watch
from app.demo.past.shots import Photos
from app.demo.past.stage import Stage
from app.reports.rules import find_body_faults
from app.reports.schemas import ReportBody
from tests.demo.data_files import category, codes, commune, profile, teams

FIRST, LAST = date(2025, 11, 1), date(2026, 10, 31)


def crew_of(key: str) -> Crew:
    """A team of the data file, with ids that say what they are."""
    spec = teams()[key]
    members = tuple(str(shaped_id(datetime(2025, 7, 1).astimezone(), 0, key, n)) for n in range(len(spec["members"])))
    points = [
        Point(one["name"], frozenset(one["tags"]), str(uuid4()), one["lat"], one["lon"])
        for one in spec["route"]["checkpoints"]
    ]
    village = next(one for one in commune()["villages"] if one["key"] == spec["village"])
    places = [Point(one["text"], frozenset(one["tags"])) for one in village["places"]]
    roles = {member: one["role"] for member, one in zip(members, spec["members"], strict=True)}
    return Crew(key, uuid4(), members, roles, str(uuid4()), tuple(points), tuple(places), "lam")


def watches_of(crew: Crew, first: date, last: date) -> Iterator[Watch]:
    for shift in rules.shifts_between(teams()[crew.key], first, last):
        starts, ends = moment_of(shift.night, shift.start), moment_of(shift.night, shift.end)
        members = tuple(crew.members[place] for place in shift.who)
        yield Watch(crew, uuid4(), shift.night, shift.preset, starts, ends, members)


@cache
def crews() -> dict[str, Crew]:
    return {key: crew_of(key) for key in teams()}


@cache
def stage() -> Stage:
    known = {code: category(code)["severity"] or 1 for code in profile()["events"]}
    return Stage("99001", crews(), known)


@cache
def year() -> list[Script]:
    wish = Wish(seed=1, photos=Photos.ALL)
    watches = chain.from_iterable(watches_of(crew, FIRST, LAST) for crew in crews().values())
    return [compose(stage(), watch, wish)[0][-1] for watch in watches]


def whole(script: Script) -> dict[str, Any]:
    """What the team said in the end."""
    return next((step.version for step in reversed(script.steps) if step.version), script.first).body


def events() -> list[dict[str, Any]]:
    return [entry for script in year() for entry in whole(script)["incidents"]]


def test_a_year_has_about_two_thousand_shifts() -> None:
    assert 2_050 <= len(year()) <= 2_200


def test_quiet_nights_have_their_share() -> None:
    # The teams' own shares, weighted by how often they walk, come to a little less than the share of all.
    assert mean(whole(script)["quiet"] for script in year()) == pytest.approx(profile()["quiet_share"]["all"], abs=0.05)
    for key, share in profile()["quiet_share"]["teams"].items():
        mine = [whole(script)["quiet"] for script in year() if script.watch.crew.key == key]
        # The fewer nights a team has, the wider chance may swing.
        assert mean(mine) == pytest.approx(share, abs=1.6 / len(mine) ** 0.5), key


def test_nights_with_events_have_one_mostly() -> None:
    counts = Counter(len(whole(script)["incidents"]) for script in year() if not whole(script)["quiet"])

    assert counts[1] / counts.total() == pytest.approx(0.8, abs=0.05)
    assert set(counts) == {1, 2, 3}


def test_categories_and_severities_keep_to_the_mix() -> None:
    found = Counter(entry["category"] for entry in events())
    for code in ("A02", "B03", "A01", "A03"):
        assert 100 * found[code] / found.total() == pytest.approx(profile()["category_mix"][code], abs=4)
    grades = Counter(str(entry["severity"]) for entry in events())
    for grade, share in profile()["severity_mix"].items():
        assert 100 * grades[grade] / grades.total() == pytest.approx(share, abs=6)


def test_hours_and_weekdays_keep_to_the_mix() -> None:
    # Teams that are out in the evening alone meet everything before eleven, so the mix is that of those out all night.
    all_night = [script for script in year() if script.watch.ends_at - script.watch.starts_at == timedelta(hours=6)]
    met = [entry for script in all_night for entry in whole(script)["incidents"]]
    hours = Counter(local(datetime.fromisoformat(entry["at"])).hour for entry in met)
    for hour in ("22", "23", "0", "1", "2"):
        assert 100 * hours[int(hour)] / hours.total() == pytest.approx(profile()["hour_mix"][hour], abs=6)
    busy = {True: [0, 0], False: [0, 0]}
    for script in year():
        weekend = script.watch.night.isoweekday() in (5, 6)
        busy[weekend][0] += not whole(script)["quiet"]
        busy[weekend][1] += 1
    assert busy[True][0] / busy[True][1] > 1.4 * busy[False][0] / busy[False][1]


def test_seasons_have_their_own_events() -> None:
    assert category_weights(date(2026, 11, 5))["B02"] > 2 * category_weights(date(2026, 6, 5)).get("B02", 0)
    assert "A07" in category_weights(date(2026, 2, 10)) and "A07" not in category_weights(date(2026, 11, 5))
    assert not [e for e in events() if e["category"] == "A07" and not "2026-01" <= e["at"][:7] <= "2026-03"]


def test_reports_are_sent_when_teams_come_home() -> None:
    waits: Counter[str] = Counter()
    for script in year():
        dawn = moment_of(script.watch.night, time(4))
        for name, until in (("early", 0), ("home", 2), ("morning", 4), ("late", 96)):
            if script.sent_at <= dawn + timedelta(hours=until):
                waits[name] += 1
                break
    for name, share in (("early", 10), ("home", 70), ("morning", 14), ("late", 6)):
        assert 100 * waits[name] / len(year()) == pytest.approx(share, abs=4), name


def test_officers_decide_as_the_profile_says() -> None:
    first = Counter(script.steps[0].move for script in year())
    assert first["return"] / len(year()) == pytest.approx(0.17, abs=0.03)
    assert {step.move for script in year() for step in script.steps} == {"approve", "return", "amend", "comment"}
    assert all(script.steps[-1].move == "approve" for script in year())
    returned = [script for script in year() if script.steps[0].move == "return"]
    again = [script for script in returned if [step.move for step in script.steps].count("return") > 1]
    assert len(again) / len(returned) == pytest.approx(0.1, abs=0.05)
    minutes = [(script.steps[0].at - script.sent_at).total_seconds() / 60 for script in year()]
    assert 200 <= median(minutes) <= 400
    assert 1_000 <= quantiles(minutes, n=10)[-1] <= 2_400


def test_what_is_given_back_differs_from_what_comes_again() -> None:
    for script in year():
        if script.steps[0].move == "return":
            first, mended = script.first, script.steps[1].version
            assert mended is not None
            assert first.body != mended.body or first.shots != mended.shots
            assert set(script.steps[0].reasons) <= codes("reasons") and script.steps[0].fields


def test_rounds_points_and_positions_keep_to_the_profile() -> None:
    rounds = Counter(len(whole(script)["rounds"]) for script in year())
    assert rounds[3] / len(year()) == pytest.approx(0.7, abs=0.04)
    meant = sum(len(whole(script)["rounds"]) * len(script.watch.crew.points) for script in year())
    taps = [tap for script in year() for one in whole(script)["rounds"] for tap in one["passes"]]
    reached = [tap for tap in taps if tap["state"] != "skipped"]
    assert len(reached) / meant == pytest.approx(0.96, abs=0.01)
    assert mean(tap["position"] is not None for tap in reached) == pytest.approx(0.55, abs=0.03)
    assert all(tap["note"] for tap in taps if tap["state"] == "skipped")


def test_texts_have_their_length_and_say_no_name() -> None:
    for script in year():
        body = whole(script)
        # A reason for being late may stand behind a quiet sentence.
        least, most = (20, 165) if body["quiet"] else (150, 760)
        assert least <= len(body["remark"]) <= most, body["remark"]
        assert not re.search(r"[{}]", body["remark"])


def test_pictures_are_as_many_as_teams_take() -> None:
    counts: dict[bool, list[int]] = {True: [], False: []}
    for script in year():
        body = whole(script)
        shots = max((step.version.shots for step in script.steps if step.version), key=len, default=script.first.shots)
        counts[body["quiet"]].append(len(shots))
        assert len({shot.photo_id for shot in shots}) == len(shots) <= 20
    assert mean(counts[True]) == pytest.approx(3.2, abs=0.3)
    assert mean(counts[False]) == pytest.approx(7, abs=1.2)


def test_every_body_is_one_that_a_phone_could_send() -> None:
    schema, kinds = ReportBody(), {code: row["kind"] for code, row in _categories().items()}
    for script in year():
        for version in (script.first, *(step.version for step in script.steps if step.version)):
            assert find_body_faults(schema.load(version.body), kinds) == []


def _categories() -> dict[str, Any]:
    known = {entry["category"] for entry in events()} | set(profile()["activities"])
    return {code: category(code) for code in known}


def test_the_same_seed_tells_the_same_and_another_does_not() -> None:
    watches = list(watches_of(crews()["T7"], date(2026, 3, 1), date(2026, 3, 31)))
    one, two, other = ([compose(stage(), watch, Wish(seed))[0] for watch in watches] for seed in (5, 5, 6))

    assert one == two
    assert one != other
    assert {script.report_id for told in one for script in told}.isdisjoint(s.report_id for told in other for s in told)


def test_ids_are_of_the_seventh_version_and_of_their_time() -> None:
    at = moment_of(date(2026, 3, 1), time(23))
    made = shaped_id(at, 1, "T1")

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(at.timestamp() * 1000)
    assert made == shaped_id(at, 1, "T1") != shaped_id(at, 2, "T1")


def test_chance_keeps_to_its_weights() -> None:
    rng = dice(1, "weights")
    assert Counter(draw(rng, {"a": 3.0, "b": 1.0}) for _ in range(4000))["a"] == pytest.approx(3000, abs=120)
    waits = [minutes_around(rng, median=280, p90=1560) for _ in range(4000)]
    assert median(waits) == pytest.approx(280, rel=0.1)
    assert quantiles(waits, n=10)[-1] == pytest.approx(1560, rel=0.15)
