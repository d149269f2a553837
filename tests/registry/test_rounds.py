"""A review round over twelve sites: by the verbs and by the forms; who may what; two editors."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError
from app.journal import queries as journal
from app.registry import queries, service
from app.registry.models import ModelSite, Replication, ReviewSheet, SiteMove
from app.registry.rules import rounds
from app.registry.rules.rounds import Said
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.conftest import TONIGHT
from tests.counting import counted_statements
from tests.registry.planting import GOOD, opened, plant_activity, plant_group, plant_site, plant_sites

pytestmark = pytest.mark.usefixtures("inside")
WHY = "Không còn phù hợp"


def save(who: Person, round_id: UUID, site_id: UUID, said: Said, *, version: int = 0, done: bool = True) -> ReviewSheet:
    with unit_of_work():
        return service.save_sheet(who.actor(), round_id, site_id, said, version=version, done=done)


def site(site_id: UUID) -> ModelSite:
    db.session.rollback()
    return db.session.get_one(ModelSite, (COMMUNE, site_id))


def refused(problem: object, deed: object, *args: object, **more: object) -> list[str]:
    """The fields that a verb refused with ``problem``."""
    with pytest.raises(DomainError) as caught, unit_of_work():
        deed(*args, **more)  # type: ignore[operator]
    assert caught.value.problem is problem
    return [one["pointer"] for one in caught.value.facts.get("errors", [])]


def test_twelve_sites_are_reviewed_and_what_follows_happens(cast: Cast, vinh: Person, binh: Person, khoi: Person) -> None:
    assert binh.village_id and khoi.village_id
    keys = plant_sites(12, binh.village_id)
    with unit_of_work():
        for place, state in ((8, "weak"), (9, "paused")):
            db.session.get_one(ModelSite, (COMMUNE, keys[place])).state = state
        for state in ("ended", "proposed"):
            plant_site(f"Điểm {state}", binh.village_id, state=state)
        plant_activity(keys[0], date(2026, 11, 1))
        plant_group(keys[0], binh.team_id or keys[0])
    one = opened(vinh)
    assert queries.count_sheets(one) == 12
    spread = replace(GOOD, verdict="replicate", villages=(str(khoi.village_id),), villages_due=date(2027, 3, 31))
    said = dict.fromkeys(range(12), GOOD) | {
        0: spread,
        1: replace(GOOD, verdict="consolidate", level="tb", reason=WHY),
        2: replace(GOOD, verdict="pause", level="tb", reason=WHY),
        3: replace(GOOD, verdict="end", level="yeu", reason=WHY),
        9: replace(GOOD, verdict="end", level="yeu", reason=WHY),
    }
    for place, key in enumerate(keys):
        save(vinh, one.id, key, said[place])
    evidence = queries.read_evidence(vinh.actor(), site(keys[0]), one.first, one.last)
    assert evidence.activities == {"gong": (1, 12)} and not evidence.is_bare
    assert queries.read_evidence(vinh.actor(), site(keys[5]), one.first, one.last).is_bare
    with unit_of_work():
        service.close_round(vinh.actor(), one.id)
    states = [site(key).state for key in keys]
    assert states == ["active", "weak", "paused", "ended", *["active"] * 5, "ended", "active", "active"]
    assert {site(key).reviewed_on for key in keys} == {date(2026, 11, 21)}
    assert [site(key).level for key in keys[:4]] == ["tot", "tb", "tb", "yeu"] and site(keys[3]).end_reason == WHY
    (plan,) = db.session.scalars(select(Replication)).all()
    assert (plan.parent_id, plan.village_id, plan.state, plan.due_on) == (
        keys[0],
        khoi.village_id,
        "planned",
        spread.villages_due,
    )
    moves = sorted(db.session.scalars(select(SiteMove.move)))
    assert moves == ["end", "end", "pause", "strengthen", "weaken"]
    outcomes = {row.site.id: row.it.outcome for row in queries.list_sheets(vinh.actor(), one)}
    assert [outcomes[key] for key in (keys[0], keys[4], keys[8])] == ["carried", "nothing", "carried"]
    assert [note.kind for note in journal.notes_about(COMMUNE, one.id)] == ["round.opened", "round.closed"]
    noted = [note.kind for note in journal.notes_about(COMMUNE, keys[1])]
    assert noted == ["sheet.saved", "site.changed", "site.moved"]
    assert list(journal.find_faults(COMMUNE)) == []
    assert refused(MOVE_NOT_POSSIBLE, service.close_round, vinh.actor(), one.id) == []
    assert refused(MOVE_NOT_POSSIBLE, service.save_sheet, vinh.actor(), one.id, keys[0], GOOD, version=2, done=True) == []


def test_what_the_closer_may_not_decide_waits_for_the_committee(cast: Cast, ha: Person, loan: Person, binh: Person) -> None:
    ending, kept = plant_sites(2, binh.village_id)
    one = opened(ha)
    save(ha, one.id, ending, replace(GOOD, verdict="end", level="yeu", reason=WHY))
    save(ha, one.id, kept, GOOD)
    with unit_of_work():
        service.close_round(ha.actor(), one.id)
    assert site(ending).state == "active" and site(ending).level == "yeu"
    refused(NOT_ALLOWED, service.decide_waiting, ha.actor(), one.id, ending)
    with unit_of_work():
        service.decide_waiting(loan.actor(), one.id, ending)
    assert site(ending).state == "ended" and site(ending).end_reason == WHY
    refused(MOVE_NOT_POSSIBLE, service.decide_waiting, loan.actor(), one.id, ending)


def test_nothing_is_overwritten_and_nothing_half_done_is_done(vinh: Person, ha: Person, binh: Person) -> None:
    (key,) = plant_sites(1, binh.village_id)
    one = opened(vinh)
    draft = Said({"c1": 30}, "Nửa chừng")
    assert refused(INVALID, save, vinh, one.id, key, draft) == ["/points", "/level", "/verdict"]
    save(vinh, one.id, key, draft, done=False)
    refused(CHANGED_MEANWHILE, save, ha, one.id, key, GOOD)
    assert save(ha, one.id, key, GOOD, version=1).version == 2
    for faulty, fields in (
        ({"points": {"c1": 61, "c2": 1}}, ["/points"]),
        ({"verdict": "pause"}, ["/reason"]),
        ({"verdict": "replicate"}, ["/villages", "/villages_due"]),
        ({"verdict": "replicate", "villages": ("x",), "villages_due": date(2026, 11, 1)}, ["/villages_due", "/villages"]),
        ({"level": "a"}, ["/level", "/level"]),
    ):
        assert refused(INVALID, save, ha, one.id, key, replace(GOOD, **faulty), version=2) == fields, faulty  # type: ignore[arg-type]


def test_sheets_that_are_not_done_are_left_out_only_with_a_reason(vinh: Person, binh: Person) -> None:
    done, left = plant_sites(2, binh.village_id)
    one = opened(vinh)
    save(vinh, one.id, done, GOOD)
    for more in ({}, {"leave_out": True}, {"reason": "Lụt, chưa đến được"}):
        assert refused(INVALID, service.close_round, vinh.actor(), one.id, **more) == ["/reason"]
    with unit_of_work():
        service.close_round(vinh.actor(), one.id, leave_out=True, reason="Lụt, chưa đến được")
    assert site(left).level is None and site(left).reviewed_on is None
    assert {row.site.id: row.it.state for row in queries.list_sheets(vinh.actor(), one)} == {done: "done", left: "left_out"}


def test_who_may_open_write_and_close(cast: Cast, vinh: Person, ha: Person, lam: Person, binh: Person, khoi: Person) -> None:
    (here,), (there,) = plant_sites(1, binh.village_id), plant_sites(1, khoi.village_id)
    one = opened(vinh)
    assert refused(INVALID, opened, vinh, kinds=["M03"]) == ["/kinds"]
    for key in ("tu", "hien", "sau", "son", "quan", "binh"):
        refused(NOT_ALLOWED, opened, cast[key])
        refused(NOT_ALLOWED, save, cast[key], one.id, here, GOOD)
    assert {row.site.id for row in queries.list_sheets(ha.actor(), one)} == {here}
    assert {row.site.id for row in queries.list_sheets(lam.actor(), one)} == {there}
    save(ha, one.id, here, GOOD)
    with pytest.raises(DomainError):
        save(ha, one.id, there, GOOD)
    # Closing decides about sites that this officer does not see.
    refused(NOT_ALLOWED, service.close_round, ha.actor(), one.id, leave_out=True, reason="Chưa đến được")
    with pytest.raises(DomainError):
        queries.get_round(cast["dung"].actor(), one.id)
    assert queries.list_rounds(cast["dung"].actor()) == []


def test_points_propose_a_class_and_the_person_decides() -> None:
    criteria = rounds.read_criteria("Hoạt động: 60\n\nHồ sơ : 40")
    assert rounds.read_criteria(rounds.write_criteria(criteria)) == criteria
    for points, level in ((85, "tot"), (84, "kha"), (65, "kha"), (64, "tb"), (50, "tb"), (49, "yeu"), (0, "yeu")):
        assert rounds.propose_level(criteria, {"c1": min(points, 60), "c2": max(points - 60, 0)}) == level
    assert rounds.propose_level(criteria, {"c1": 60}) is None
    assert rounds.find_missing(criteria, replace(GOOD, level="yeu"), "active") == []
    for text in ("", "Hồ sơ", "Hồ sơ: 0", "Hồ sơ: x", "a:1\n" * 13):
        with pytest.raises(ValueError):
            rounds.read_criteria(text)


def test_a_round_by_its_forms(
    client: ActingClient, vinh: Person, ha: Person, loan: Person, binh: Person, cast: Cast
) -> None:
    keys = plant_sites(12, binh.village_id)
    asked = {"name": "Rà soát quý 4", "first": "2026-10-01", "last": "2026-11-21", "due_on": "2026-12-05"}
    bad = client.submit("/models/rounds", asked | {"criteria": "Hồ sơ"}, as_=ha)
    assert bad.status_code == 422 and "Rà soát quý 4" in bad.text
    made = client.submit("/models/rounds", asked | {"criteria": "Hoạt động: 60\nHồ sơ: 40"}, as_=ha)
    assert made.status_code == 303
    path = made.location
    sheet = {"point_c1": "55", "point_c2": "20", "level": "kha", "strengths": "Tốt", "verdict": "keep"}

    def post(key: UUID, version: int = 0, done: str = "1", **more: str) -> tuple[int, str]:
        answer = client.submit(f"{path}/sheets/{key}", sheet | {"version": str(version), "done": done} | more, as_=ha)
        return answer.status_code, answer.text

    assert "chưa có minh chứng" in client.get(f"{path}/sheets/{keys[0]}", as_=ha).text
    assert post(keys[0], done="0", point_c2="", level="", verdict="")[0] == 303
    status, text = post(keys[0], strengths="Chữ của người sau")
    assert status == 412 and "Chữ của người sau" in text and "vừa lưu phiếu này" in text
    status, text = post(keys[0], 1, point_c1="61")
    assert status == 422 and "Từ 0 đến 60 điểm" in text
    warned = client.submit(
        f"{path}/sheets/{keys[0]}",
        sheet | {"version": "1", "done": "0", "lesson": "Nhắc ông Nguyễn An"},
        as_=ha,
        follow_redirects=True,
    )
    assert "Có vẻ có tên người trong phiếu" in warned.text
    assert post(keys[0], 2)[0] == 303
    for key in keys[1:11]:
        assert post(key)[0] == 303
    assert post(keys[11], verdict="end", reason=WHY)[0] == 303
    page = client.get(path, as_=ha).text
    assert "<strong>12</strong>/12" in page and "Suối Cạn" in page and "Phụ trách: Lê Thị Thu Hà" in page
    assert client.submit(f"{path}/close", {}, as_=cast["sau"]).status_code == 403
    assert client.submit(f"{path}/close", {}, as_=ha).status_code == 303
    assert "Chờ UBND quyết định" in client.get(path, as_=loan).text
    assert "Quyết định: Kẻng số 12" in client.get(path, as_=loan).text
    assert client.submit(f"{path}/sheets/{keys[11]}/decision", {}, as_=loan).status_code == 303
    assert site(keys[11]).state == "ended"
    for paper in (f"{path}/summary", f"{path}/sheets/{keys[11]}/paper"):
        shown = client.get(paper, as_=cast["hien"]).text
        assert "Kẻng số 12" in shown and "data-print" in shown
    assert client.get(path, as_=cast["dung"]).status_code == 404


def test_pages_cost_the_same_however_many_sites(client: ActingClient, vinh: Person, binh: Person) -> None:
    def cost(path: str) -> int:
        with counted_statements() as statements:
            assert client.get(path, as_=vinh).status_code == 200
        return len(statements)

    (first,) = plant_sites(1, binh.village_id)
    one = opened(vinh)
    paths = [
        "/models/rounds",
        f"/models/rounds/{one.id}",
        f"/models/rounds/{one.id}/summary",
        f"/models/rounds/{one.id}/sheets/{first}",
    ]
    paths += ["/models/late", "/models/silences"]
    with clock.frozen(TONIGHT + timedelta(days=20)):
        cost(paths[0])
        before = [cost(path) for path in paths]
    plant_sites(9, binh.village_id)
    again = opened(vinh)
    paths = [path.replace(str(one.id), str(again.id)) for path in paths]
    with clock.frozen(TONIGHT + timedelta(days=20)):
        cost(paths[0])
        assert [cost(path) for path in paths] == before
