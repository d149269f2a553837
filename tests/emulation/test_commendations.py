"""Commendations: proposed on the ground of records, decided, listed; names for police and committee alone."""

from datetime import date
from uuid import UUID

import pytest

from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, NOT_FOUND, DomainError
from app.emulation import queries, service
from app.emulation.models import Commendation
from app.emulation.service import Decision, Proposed
from app.journal import queries as journal
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.counting import counted_statements
from tests.emulation.planting import plant_commendation
from tests.nights import incident
from tests.periods.signed import draft, night, opened
from tests.registry.planting import plant_activity, plant_site

pytestmark = pytest.mark.usefixtures("inside")
GRANTED = Decision("decided", "12/QĐ-UBND", date(2026, 11, 21), "Chủ tịch UBND xã")
REASON = "Dập tắt đám cháy cỏ trong 12 phút"


def propose(who: Person, **said: object) -> Commendation:
    usual: dict[str, object] = {"about": "team", "level": "commune", "form": "certificate", "reason": REASON}
    with unit_of_work():
        return service.propose(who.actor(), Proposed(**(usual | said)))  # type: ignore[arg-type]


def decide(who: Person, one: Commendation, said: Decision = GRANTED, version: int = 1) -> None:
    with unit_of_work():
        service.decide(who.actor(), one.id, said, version=version)


def problem_of(deed: object, *args: object, **more: object) -> object:
    with pytest.raises(DomainError) as caught:
        deed(*args, **more)  # type: ignore[operator]
    return caught.value.problem


def test_a_proposal_stands_on_records_and_is_decided(client: ActingClient, cast: Cast, vinh: Person, binh: Person) -> None:
    report = night(client, binh, "2026-11-05", vinh, incidents=[incident("C02", 3)])
    waiting = UUID(night(client, binh, "2026-11-06", None))
    with unit_of_work():
        site = plant_site("Kẻng đầu thôn", binh.village_id)
        activity = plant_activity(site.id, date(2026, 11, 2))
        site_id = site.id
    offered = queries.offer_records(vinh.actor(), team_id=binh.team_id)
    assert [one.kind for one in offered] == ["report", "incident"] and str(offered[0].id) == report
    records = {"report": [offered[0].id], "incident": [offered[1].id], "activity": [activity]}
    one = propose(vinh, team_id=binh.team_id, records=records)
    found = queries.records_of(vinh.actor(), one)
    assert [(line.kind, line.gone) for line in found] == [("activity", False), ("incident", False), ("report", False)]
    assert problem_of(propose, vinh, team_id=binh.team_id, records={"report": [waiting]}) is NOT_FOUND
    assert [line.kind for line in queries.offer_records(vinh.actor(), site_id=site_id)] == ["activity"]

    assert problem_of(decide, cast["ha"], one) is NOT_ALLOWED
    assert problem_of(decide, vinh, one, version=2) is CHANGED_MEANWHILE
    assert problem_of(decide, vinh, one, Decision("decided", "", None, "")) is INVALID
    decide(cast["loan"], one)
    assert problem_of(decide, vinh, one, version=2) is MOVE_NOT_POSSIBLE
    db.session.rollback()
    row = queries.get_commendation(vinh.actor(), one.id)
    assert (row.it.state, row.it.decision_no, row.it.year, row.records) == ("decided", "12/QĐ-UBND", 2026, 3)
    assert [note.kind for note in journal.notes_about(COMMUNE, one.id)] == ["commendation.proposed", "commendation.decided"]
    assert REASON not in str([note.facts for note in journal.notes_about(COMMUNE, one.id)])


def test_names_of_members_are_for_police_and_committee(
    client: ActingClient, cast: Cast, ha: Person, binh: Person, khoi: Person
) -> None:
    one = propose(ha, about="member", team_id=binh.team_id, member_id=binh.member_id)
    path = f"/emulation/{one.id}"
    for key, told in (("ha", True), ("loan", True), ("tu", True), ("hien", False)):
        for page in ("/emulation", path):
            assert (binh.name in client.get(page, as_=cast[key]).text) is told, (key, page)
    for key, status in (("sau", 403), ("son", 403), ("lam", 404), ("dung", 404)):
        assert client.get(path, as_=cast[key]).status_code == status, key
    assert problem_of(propose, ha, about="member", team_id=binh.team_id, member_id=khoi.member_id) is NOT_FOUND
    assert problem_of(propose, ha, team_id=khoi.team_id) is NOT_FOUND
    for key in ("tu", "hien", "sau", "son", "binh"):
        assert problem_of(propose, cast[key], team_id=binh.team_id) is NOT_ALLOWED


def test_from_an_approved_report_to_the_list_of_the_year(client: ActingClient, cast: Cast, ha: Person, binh: Person) -> None:
    report = night(client, binh, "2026-11-05", ha, incidents=[incident("C02", 3)])
    quiet = night(client, binh, "2026-11-07", ha)
    waiting = night(client, binh, "2026-11-08", None)
    shown = client.get(f"/reports/{report}", as_=ha).text
    assert f"/emulation/new?report={report}" in shown and "Đề xuất khen" in shown
    assert "/emulation/new" not in client.get(f"/reports/{waiting}", as_=ha).text
    for key in (report, quiet):
        form = client.get(f"/emulation/new?report={key}", as_=ha).text
        assert f'value="report:{key}" checked' in form and "Nguyễn Văn Bình" in form
    asked = {"about": f"team:{binh.team_id}", "level": "commune", "form": "certificate", "records": [f"report:{report}"]}
    bad = client.submit("/emulation", asked | {"reason": "Tốt"}, as_=ha)
    assert bad.status_code == 422 and f'value="report:{report}" checked' in bad.text
    path = client.submit("/emulation", asked | {"reason": REASON}, as_=ha).location
    body = client.submit(
        "/emulation",
        {"about": "body", "body": "Trường THCS", "level": "province", "form": "merit", "reason": REASON},
        as_=ha,
    )
    member = client.submit("/emulation", asked | {"member": str(binh.member_id), "reason": REASON}, as_=ha)
    assert (body.status_code, member.status_code) == (303, 303)
    granted = {"version": "1", "number": "12/QĐ-UBND", "on": "2026-11-21", "authority": "Chủ tịch UBND xã"}
    assert client.submit(f"{path}/decision", granted, as_=ha).status_code == 403
    for one in (path, member.location):
        assert client.submit(f"{one}/decision", granted, as_=cast["loan"]).status_code == 303
    late = client.submit(f"{path}/decision", granted, as_=cast["loan"])
    assert late.status_code == 412 and "Người khác vừa ghi" in late.text
    assert (
        client.submit(
            f"{body.location}/refusal", {"version": "1", "state": "declined", "why": "Chưa đủ"}, as_=ha
        ).status_code
        == 403
    )
    assert (
        client.submit(
            f"{body.location}/refusal", {"version": "1", "state": "withdrawn", "why": "Ghi nhầm"}, as_=ha
        ).status_code
        == 303
    )
    listed = client.get("/emulation?year=2026", as_=ha).text
    assert "<dt>Tập thể được khen</dt><dd>1</dd>" in listed and "<dt>Cá nhân được khen</dt><dd>1</dd>" in listed
    assert "Chưa có minh chứng" in listed and "Trường THCS" in listed
    assert client.get("/emulation?year=2025", as_=ha).text.count("row-link") == 0


def test_the_list_costs_the_same_for_many(client: ActingClient, vinh: Person, binh: Person) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            client.get("/emulation", as_=vinh)
        return len(statements)

    propose(vinh, team_id=binh.team_id)
    cost()
    before = cost()
    for _number in range(4):
        propose(vinh, team_id=binh.team_id)
    assert cost() == before


def test_each_line_of_a_report_leads_to_exactly_its_records(
    client: ActingClient, cast: Cast, vinh: Person, binh: Person
) -> None:
    night(client, binh, "2026-02-05", vinh)
    spring, autumn, last_year = date(2026, 3, 1), date(2026, 9, 1), date(2025, 12, 20)
    with unit_of_work():
        plant_commendation(binh, spring, date(2026, 6, 30), records=1)
        plant_commendation(binh, spring, date(2026, 7, 1))
        plant_commendation(binh, spring, date(2026, 5, 1), about="member", member_id=binh.member_id)
        plant_commendation(binh, spring, date(2026, 5, 1), about="member", member_id=binh.member_id, level="province")
        plant_commendation(binh, spring, state="declined", declined_why="Chưa đủ")
        plant_commendation(binh, last_year, date(2026, 1, 1), about="body", body="Trường THCS", form="letter", records=1)
        plant_commendation(binh, autumn, autumn)
    praise = draft(vinh, opened(vinh, "half", spring))["praise"]
    now = {line: numbers[0] for line, numbers in praise.items()}
    assert now == {
        "proposed": 5, "collective": 2, "collective/certificate/commune": 1, "collective/letter/commune": 1,
        "individual": 2, "individual/certificate/commune": 1, "individual/certificate/province": 1, "bare": 2,
    }  # fmt: skip
    assert praise["proposed"] == [5, 1, None, 5] and praise["collective"] == [2, None, None, 2]
    page = client.get(f"/periods/{opened(vinh, 'half', spring)}", as_=vinh).text
    for line, number in now.items():
        path = f"/emulation?first=2026-01-01&amp;last=2026-06-30&amp;kind={line}"
        assert f'href="{path}"' in page, line
        for key in ("vinh", "loan"):
            listed = client.get(path.replace("&amp;", "&"), as_=cast[key]).text
            assert listed.count("row-link") == number and f"<dd>{number}</dd>" in listed, (key, line)
    for bad in ("kind=nothing", "kind=proposed&first=x", "kind=collective/x/y&first=2026-01-01&last=2026-01-02"):
        assert client.get(f"/emulation?{bad}", as_=vinh).status_code == 404, bad
