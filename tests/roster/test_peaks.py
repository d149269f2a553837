"""Peak periods, and what a month's roster still wants."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.core.actor import Actor
from app.journal.models import JournalNote
from app.roster import queries, rules, service
from app.roster.models import Peak
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.roster.plans import own_team, plan

TET: dict[str, Any] = {
    "name": "Bảo vệ Tết dương lịch",
    "first": "2026-11-23",
    "last": "2026-12-06",
    "nights_a_week": "3",
    "text": "Chú ý khu chợ",
}


def peaks(actor: Actor) -> list[queries.PeakRow]:
    return queries.list_peaks(actor, date(2026, 11, 1), date(2026, 12, 31))


def test_a_peak_is_told_to_its_teams_and_shown_on_roster_and_grid(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, thanh: Person, inside: None
) -> None:
    plan(ha, binh, date(2026, 11, 24))
    kept = client.submit("/peaks", TET | {"teams": str(binh.team_id), "tell": "y"}, page="/peaks", as_=vinh)

    assert kept.status_code == 303
    told = {key: client.get("/api/v1/sync/changes", as_=one).json["changes"] for key, one in (("b", binh), ("t", thanh))}
    (notice,) = [one for one in told["b"] if one["entity"] == "notice"]
    assert (notice["title"], notice["until"]) == ("Đợt cao điểm: Bảo vệ Tết dương lịch", "2026-12-06")
    assert notice["text"] == "Từ đêm 23/11 đến đêm 06/12/2026. Mỗi tuần đi tuần 3 đêm. Chú ý khu chợ"
    assert not [one for one in told["t"] if one["entity"] == "notice"]
    page = client.get(f"/teams/{binh.team_id}/roster?month=2026-11", as_=ha).text
    assert "Bảo vệ Tết dương lịch" in page and "Tuần 23/11: lịch mới có 1/3 đêm" in page
    assert "Bảo vệ Tết" not in client.get(f"/teams/{thanh.team_id}/roster?month=2026-11", as_=ha).text
    grid = client.get("/grid/2026-11", as_=ha).text
    assert "Bảo vệ Tết dương lịch" in grid and grid.count("peak-day") == 8
    kinds = db.session.scalars(select(JournalNote.kind).where(JournalNote.kind.like("peak.%"))).all()
    assert kinds == ["peak.set"]


def test_a_peak_is_changed_and_ended_and_only_by_the_chief(client: ActingClient, cast: Cast, inside: None) -> None:
    vinh = cast["vinh"]
    assert client.submit("/peaks", TET, as_=cast["ha"]).status_code == 403
    client.submit("/peaks", TET, as_=vinh)
    (peak,) = peaks(vinh.actor())

    assert client.get(f"/peaks/{peak.id}", as_=vinh).text.count('value="2026-11-23"') == 1
    changed = client.submit(f"/peaks/{peak.id}", TET | {"name": "Tết", "nights_a_week": ""}, as_=vinh)
    assert changed.status_code == 303
    db.session.rollback()
    assert [(one.asked.name, one.asked.nights_a_week) for one in peaks(vinh.actor())] == [("Tết", None)]
    assert peaks(cast["dung"].actor()) == []
    assert client.submit(f"/peaks/{peak.id}/end", as_=cast["dung"]).status_code == 404
    assert client.submit(f"/peaks/{peak.id}/end", as_=vinh).status_code == 303
    db.session.rollback()
    assert peaks(vinh.actor()) == [] and len(db.session.scalars(select(Peak)).all()) == 1
    assert client.get(f"/peaks/{peak.id}", as_=vinh).status_code == 404


def test_a_peak_that_makes_no_sense_is_refused(client: ActingClient, vinh: Person, khanh: Person) -> None:
    for wrong, words in (
        ({"last": "2026-11-22"}, "Đêm cuối ở trước đêm đầu"),
        ({"last": "2027-11-22"}, "dài nhất sáu tháng"),
        ({"nights_a_week": "9"}, "từ 1 đến 7 đêm"),
        ({"first": "2026-11-01", "last": "2026-11-02"}, "Đợt này đã qua"),
        ({"name": "x"}, "Tên đợt có 2–80 ký tự"),
        ({"teams": str(khanh.team_id)}, "fault"),
    ):
        answer = client.submit("/peaks", TET | wrong, as_=vinh)
        assert (answer.status_code, words in answer.text) == (422, True), wrong


def test_the_month_tells_its_gaps_and_thin_shifts_by_what_held_that_night(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, inside: None
) -> None:
    both = [binh.member_id, queries.get_month(ha.actor(), own_team(binh), date(2026, 11, 1)).team.members[1].id]
    plan(ha, binh, date(2026, 11, 22), date(2026, 11, 28), member_ids=both)
    plan(ha, binh, date(2026, 11, 23))
    client.submit("/settings/shift_people_least", {"value": "3", "since": "2026-11-27"}, as_=vinh)

    page = client.get(f"/teams/{binh.team_id}/roster?month=2026-11", as_=ha).text

    assert "7 đêm chưa có lịch:" in page and 'href="#night-2026-11-30"' in page
    assert "1/2 người" in page and "2/3 người" in page and "2/2 người" not in page


def test_empty_nights_repeat_the_week_before(client: ActingClient, ha: Person, binh: Person, inside: None) -> None:
    plan(ha, binh, date(2026, 11, 21), date(2026, 11, 22))
    path = f"/teams/{binh.team_id}/roster"
    client.submit(path, {"month": "2026-11", "do": "fill-week"}, as_=ha)

    db.session.rollback()
    shifts = queries.list_shifts(ha.actor(), date(2026, 11, 1), date(2026, 12, 31), team_id=binh.team_id)
    assert [shift.night.day for shift in shifts] == [21, 22, 28, 29]
    with unit_of_work():
        assert service.plan_month(ha.actor(), own_team(binh), date(2026, 11, 1), by_week=True) == 0


def test_weeks_are_counted_whole() -> None:
    assert rules.whole_weeks(date(2026, 11, 21), date(2026, 12, 6)) == [date(2026, 11, 23), date(2026, 11, 30)]
    assert rules.whole_weeks(date(2026, 11, 24), date(2026, 11, 30)) == []


def test_a_month_costs_the_same_with_many_peaks(client: ActingClient, vinh: Person, ha: Person, binh: Person) -> None:
    path = f"/teams/{binh.team_id}/roster?month=2026-11"
    client.get(path, as_=ha)
    with counted_statements() as few:
        client.get(path, as_=ha)
    for name in ("Một đợt", "Hai đợt", "Ba đợt"):
        client.submit("/peaks", TET | {"name": name}, as_=vinh)
    with counted_statements() as many:
        client.get(path, as_=ha)

    assert len(many) == len(few)
