"""A report of a period: counted from the records, signed and frozen, opened again from above."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.canonical import digest
from app.figures import queries as figures
from app.journal import queries as journal
from app.periods import queries
from app.periods.models import PeriodVersion
from app.reports.models import Incident, Report
from app.roster.models import Notice
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.conftest import TONIGHT
from tests.counting import counted_statements
from tests.nights import at, fresh, incident, operation, pull, push_one
from tests.periods.signed import OCTOBER, WEEK, draft, night, opened, reopen, sign, state_of
from tests.roster.plans import own_team

pytestmark = pytest.mark.usefixtures("inside")
OCTOBER_ENDS = (date(2026, 10, 1), date(2026, 10, 31))


def test_a_draft_says_what_the_records_say(client: ActingClient, binh: Person, thanh: Person, vinh: Person) -> None:
    activity = {"activity_id": fresh(), "category": "G01", "details": {"form": "mobile", "reach": 40}}
    night(client, binh, "2026-10-05", vinh, incidents=[incident("A02"), incident("C01", 4)], activities=[activity])
    night(client, binh, "2026-10-06", vinh)
    night(client, binh, "2026-09-30", vinh, incidents=[incident("B02")])
    night(client, thanh, "2026-10-06", vinh, incidents=[incident("A03")])
    waiting = night(client, binh, "2026-10-07", None)

    team = draft(vinh, opened(vinh, "month", OCTOBER, own_team(binh)))
    measures = {key: numbers[:2] for key, numbers in team["measures"].items()}
    here = (Report.team_id == binh.team_id) & Report.night.between(*OCTOBER_ENDS)
    approved = here & (Report.state == "approved")
    sums = db.session.execute(
        select(func.count(), func.sum(Report.incidents), func.sum(Report.people), func.sum(Report.reminders)).where(approved)
    ).one()
    assert [measures[key][0] for key in ("approved", "incidents", "turns", "reminders")] == list(sums)
    assert measures["received"] == [db.session.scalar(select(func.count()).where(here)), 1]
    assert measures["minutes"] == [216, 108] and measures["people"] == [1, 1] and measures["activities"][0] == 1
    assert team["measures"]["approved"] == [2, 1, None, 3]
    letter = func.substr(Incident.category, 1, 1).label("letter")
    by_group = db.session.execute(
        select(letter, func.count())
        .join(Report, (Report.commune_id == Incident.commune_id) & (Report.id == Incident.report_id))
        .where(approved)
        .group_by(letter)
    )
    assert {group: numbers[0] for group, numbers in team["groups"].items() if numbers[0]} == dict(by_group.all())
    assert {key: numbers[0] for key, numbers in team["tasks"].items() if numbers[0]} == {"9": 1, "12": 1}
    assert team["propaganda"] == {"G01": [1, 40]} and [one["report"] for one in team["waiting"]] == [waiting]
    assert team["attendance"][0] == {"member": str(binh.member_id), "nights": 2, "minutes": 216, "counted": 2}

    # All teams together are the commune, and both are what the dashboard shows.
    teams = [team, draft(vinh, opened(vinh, "month", OCTOBER, own_team(thanh)))]
    month = figures.read_sums(vinh.actor(), [OCTOBER_ENDS], date(2026, 11, 21))[0].counts
    for name in ("received", "approved", "quiet", "turns", "minutes", "incidents", "reminders", "activities"):
        assert sum(one["measures"][name][0] for one in teams) == getattr(month, name), name

    half = draft(vinh, opened(vinh, "half", OCTOBER))
    kept = figures.read_sums(vinh.actor(), [(date(2026, 7, 1), date(2026, 11, 20))], date(2026, 11, 21))[0]
    names = ("received", "approved", "incidents", "grave", "minutes", "quiet", "helped")
    assert [half["measures"][name][0] for name in names] == [getattr(kept.counts, name) for name in names]
    # What each night adds is the whole, again.
    assert sum(values.get("incidents", 0) for values in half["nights"].values()) == kept.counts.incidents == 4
    assert half["forces"] == {"bvantt": [1, 3, 1, 3], "tu_quan": [2, 4, 2, 4]}


def test_what_is_signed_is_frozen_and_its_nights_are_locked(
    client: ActingClient, binh: Person, hoa: Person, ha: Person, vinh: Person
) -> None:
    report_id = night(client, binh, "2026-10-05", vinh, incidents=[incident("A02")])
    period_id = opened(ha, "month", OCTOBER, own_team(binh))
    cursor = pull(client, hoa)["cursor"]
    before = journal.find_head(COMMUNE)

    assert sign(client, ha, period_id).status_code == 303
    db.session.rollback()

    row = queries.get_period(vinh.actor(), period_id)
    (version,) = queries.list_versions(row.report)
    assert (row.report.state, row.report.version, version.signed_by) == ("signed", 1, ha.id)
    assert version.digest == digest(version.content)
    assert (version.book_seq, version.book_chain) == (before.seq, before.chain)
    assert version.content["measures"]["incidents"] == [1, None, None, 1]
    # The team's phones are told, of the state and in words; the officer's decision stays that of the officer.
    told = {one["entity"]: one for one in pull(client, hoa, cursor)["changes"]}
    assert told["report"]["state"] == "locked" and told["report"]["id"] == report_id
    assert "đã ký báo cáo kỳ 01/10 – 31/10/2026" in db.session.scalars(select(Notice.title)).one()
    report = db.session.scalars(select(Report).where(Report.id == UUID(report_id))).one()
    assert report.decided_by == vinh.id
    # Nobody changes the night any more: neither the office nor the team.
    path = f"/api/v1/reports/{report_id}/moves"
    for deed in ("return", "undo", "reopen"):
        words = {"move": deed, "reasons": ["other"], "comment": "x"}
        answer = client.post(path, json=words, headers={"If-Match": f'"{report.rev}"'}, as_=vinh)
        assert answer.status_code in (403, 409), deed
    withdraw = operation(binh, "report.withdraw", report_id=report_id, body={"reason": "nhầm"})
    assert push_one(client, binh, withdraw)["status"] != "applied"
    assert (
        client.submit(f"/periods/{period_id}/texts", {"part": "situation", "rev": 0, "text": "x"}, as_=ha).status_code == 409
    )
    assert sign(client, ha, period_id).status_code == 409
    # Figures do not move by a lock, and the journal is whole.
    assert figures.read_sums(vinh.actor(), [OCTOBER_ENDS], date(2026, 11, 21))[0].counts.approved == 1
    assert list(journal.find_faults(COMMUNE)) == []
    shown = client.get(f"/reports/{report_id}", as_=vinh).get_data(as_text=True)
    assert "Khóa: kỳ báo cáo đã ký" in shown
    assert report_id in client.get("/reports?state=approved", as_=vinh).get_data(as_text=True)


def test_a_signed_report_is_opened_from_above_and_signed_again(
    client: ActingClient, binh: Person, ha: Person, vinh: Person
) -> None:
    report_id = night(client, binh, "2026-10-05", vinh, incidents=[incident("A02")])
    period_id = opened(ha, "month", OCTOBER, own_team(binh))
    client.submit(f"/periods/{period_id}/texts", {"part": "situation", "rev": 0, "text": "Yên."}, as_=ha)
    assert sign(client, ha, period_id).status_code == 303
    assert reopen(client, ha, period_id).status_code == 403, "the officer is not the level above"
    assert reopen(client, vinh, period_id, " ").status_code == 422
    assert reopen(client, vinh, period_id, "Sót một vụ").status_code == 303
    assert state_of(client, vinh, report_id) == "approved"
    assert reopen(client, vinh, period_id).status_code == 409

    night(client, binh, "2026-10-06", vinh)
    client.submit(f"/periods/{period_id}/texts", {"part": "situation", "rev": 1, "text": "Nói chung yên."}, as_=ha)
    assert sign(client, ha, period_id).status_code == 303
    db.session.rollback()

    row = queries.get_period(vinh.actor(), period_id)
    second, first = queries.list_versions(row.report)
    assert (first.reason, first.reopened_by, first.content["measures"]["approved"][0]) == ("Sót một vụ", vinh.id, 1)
    assert second.content["measures"]["approved"][0] == 2 and first.digest == digest(first.content) != second.digest
    page = client.get(f"/periods/{period_id}?version=1", as_=vinh).get_data(as_text=True)
    assert "Bản đã ký lần 1" in page and "Sót một vụ" in page and "Yên." in page
    changes = client.get(f"/periods/{period_id}/differences", as_=vinh).get_data(as_text=True)
    assert "Báo cáo đã duyệt" in changes and "Nói chung yên." in changes and "Trực đêm: Nguyễn Văn Bình" in changes
    kinds = [one.kind for one in journal.notes_about(COMMUNE, period_id)]
    assert kinds == [f"period.{deed}" for deed in ("opened", "written", "signed", "reopened", "written", "signed")]
    assert list(journal.find_faults(COMMUNE)) == []


def test_a_night_stays_locked_while_another_signed_report_holds_it(client: ActingClient, binh: Person, vinh: Person) -> None:
    with clock.frozen(TONIGHT + timedelta(days=14)):
        report_id = night(client, binh, "2026-11-12", vinh)
        other_id = night(client, binh, "2026-11-18", vinh)
        week, month = (opened(vinh, kind, WEEK, own_team(binh)) for kind in ("week", "month"))
        assert [sign(client, vinh, one).status_code for one in (week, month)] == [303, 303]
        assert reopen(client, vinh, month).status_code == 303
        assert (state_of(client, vinh, report_id), state_of(client, vinh, other_id)) == ("locked", "approved")
        assert reopen(client, vinh, week).status_code == 303
        assert state_of(client, vinh, report_id) == "approved"


def test_what_waits_is_listed_and_left_out_only_on_purpose(client: ActingClient, binh: Person, vinh: Person) -> None:
    night(client, binh, "2026-10-05", vinh)
    waits = night(client, binh, "2026-10-06", None)
    period_id = opened(vinh, "month", OCTOBER, own_team(binh))
    page = client.get(f"/periods/{period_id}", as_=vinh).get_data(as_text=True)
    assert f"/reports/{waits}" in page and "Còn 1 báo cáo chưa duyệt xong" in page
    for more in ({}, {"leave_out": "y"}, {"reason": "Máy hỏng"}):
        assert sign(client, vinh, period_id, **more).status_code == 422
    assert sign(client, vinh, period_id, leave_out="y", reason="Máy hỏng").status_code == 303
    db.session.rollback()
    version = db.session.scalars(select(PeriodVersion)).one()
    assert version.content["left_out"] == "Máy hỏng" and version.content["waiting"][0]["report"] == waits
    assert state_of(client, vinh, waits) == "submitted"
    assert "Không tính 1 báo cáo chưa duyệt. Lý do: Máy hỏng" in client.get(f"/periods/{period_id}", as_=vinh).text


def test_only_what_was_seen_is_signed_and_only_when_the_period_is_over(
    client: ActingClient, binh: Person, vinh: Person
) -> None:
    night(client, binh, "2026-10-05", vinh)
    period_id = opened(vinh, "month", OCTOBER, own_team(binh))
    assert sign(client, vinh, period_id, seen="0" * 32).status_code == 412
    running = opened(vinh, "month", date(2026, 11, 2), own_team(binh))
    assert "Kỳ chưa hết" in client.get(f"/periods/{running}", as_=vinh).text
    answer = client.submit(f"/periods/{running}/signature", {"seen": "x"}, as_=vinh)
    assert answer.status_code == 422 and "chưa ký được" in answer.text
    with clock.frozen(TONIGHT + timedelta(minutes=11)):
        late = client.submit(f"/periods/{period_id}/signature", {"seen": "x"}, as_=vinh)
    assert late.status_code == 403 and "Mật khẩu" in late.text, "the password is asked for again"


def test_two_writers_never_overwrite_each_other(client: ActingClient, binh: Person, ha: Person, vinh: Person) -> None:
    path = f"/periods/{opened(vinh, 'month', OCTOBER, own_team(binh))}/texts"
    part = {"part": "proposals", "rev": 0}
    assert client.submit(path, part | {"text": "Xin thêm đèn"}, as_=ha).status_code == 303
    refused = client.submit(path, part | {"text": "Xin thêm loa"}, as_=vinh)
    assert refused.status_code == 412
    # Both texts stand on the page, and the next attempt is on top of the other's.
    assert "Xin thêm đèn" in refused.text and "Xin thêm loa" in refused.text and 'name="rev" value="1"' in refused.text
    assert client.submit(path, part | {"rev": 1, "text": "Xin thêm đèn, loa"}, as_=vinh).status_code == 303
    assert client.submit(path, part | {"rev": 2, "text": "x" * 6001}, as_=vinh).status_code == 422
    named = client.submit(path, part | {"rev": 2, "text": "Ông Nguyễn Văn Tám, 49H1-123.45"}, as_=vinh)
    shown = client.get(named.location, as_=vinh).text
    assert "biển số xe" in shown and "tên người" in shown


@pytest.mark.parametrize("of_team", [True, False])
def test_who_reads_writes_signs_and_opens_again(client: ActingClient, cast: Cast, binh: Person, *, of_team: bool) -> None:
    vinh = cast["vinh"]
    night(client, binh, "2026-05-05", vinh)
    team = own_team(binh) if of_team else None
    period_id = opened(vinh, "month" if of_team else "half", date(2026, 5, 5), team)
    people = ("vinh", "ha", "lam", "tu", "loan", "hien", "sau", "dung", "son", "quan")
    part = {"part": "situation", "text": "Yên."}

    def may(ask: str) -> set[str]:
        answers = {"read": lambda who: client.get(f"/periods/{period_id}", as_=cast[who]).status_code == 200}
        answers["write"] = lambda who: (
            client.submit(f"/periods/{period_id}/texts", part | {"rev": 9}, as_=cast[who]).status_code == 412
        )
        answers["sign"] = lambda who: (
            client.submit(f"/periods/{period_id}/signature", {"seen": "x"}, as_=cast[who]).status_code == 412
        )
        answers["reopen"] = lambda who: reopen(client, cast[who], period_id, " ").status_code == 422
        return {who for who in people if answers[ask](who)}

    readers = {"vinh", "ha", "tu"} if of_team else {"vinh", "tu", "loan"}
    assert may("read") == readers
    assert may("write") == ({"vinh", "ha"} if of_team else {"vinh", "loan"})
    assert may("sign") == ({"vinh", "ha"} if of_team else {"vinh", "loan"})
    signer = cast["ha" if of_team else "loan"]
    assert sign(client, signer, period_id).status_code == 303
    # A province reads what a commune has signed, and is the level above it.
    assert may("read") == readers | (set() if of_team else {"son"})
    above = {"vinh"} if of_team else {"son"}
    assert {who for who in people if reopen(client, cast[who], period_id, "Xin xem lại").status_code == 303} == above
    assert list(journal.find_faults(COMMUNE)) == []


def test_the_page_costs_the_same_however_much_there_is(
    client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    night(client, binh, "2026-10-05", vinh, incidents=[incident("A02")])
    period_id = opened(vinh, "half", OCTOBER)

    def cost() -> tuple[int, int]:
        counts = []
        for path in (f"/periods/{period_id}", "/periods?kind=month"):
            with counted_statements() as statements:
                assert client.get(path, as_=vinh).status_code == 200
            counts.append(len(statements))
        return counts[0], counts[1]

    first = cost()
    for day in range(6, 16):
        for person in (binh, thanh):
            times = {"at": at("23:10", f"2026-10-{day:02d}")}
            night(client, person, f"2026-10-{day:02d}", vinh, incidents=[incident("B02", **times)])
    assert cost() == first
