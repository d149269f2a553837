"""Difficulties until they are settled; silences raised once; what is late and who was reminded; inspections."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.commune import service as commune
from app.core import clock
from app.core.errors import (
    ALREADY_THERE,
    CHANGED_MEANWHILE,
    INVALID,
    MOVE_NOT_POSSIBLE,
    NOT_ALLOWED,
    NOT_FOUND,
    DomainError,
)
from app.core.ids import new_id
from app.journal import queries as journal
from app.registry import queries, service
from app.registry.models import Difficulty, ModelSite, Reminder, Replication, SiteSilence
from app.registry.queries import Wanted
from app.registry.rules.lateness import silent_since
from app.registry.service import Inspected, Raised, Step, raise_site_silences
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.conftest import TONIGHT
from tests.nights import pull
from tests.periods.signed import night
from tests.registry.planting import opened, plant_activity, plant_group, plant_site, plant_sites

pytestmark = pytest.mark.usefixtures("inside")
TODAY, SOON = date(2026, 11, 21), date(2026, 11, 30)


def problem_of(deed: Any, *args: Any, **more: Any) -> Any:
    with pytest.raises(DomainError) as caught, unit_of_work():
        deed(*args, **more)
    return caught.value.problem


def raised(who: Person, site_id: UUID, due: date = SOON, **more: Any) -> UUID:
    with unit_of_work():
        said = Raised(
            more.pop("kind", "money"), "Kẻng nứt, tiếng đục", more.pop("owner", "committee"), due, site_id=site_id, **more
        )
        return service.raise_difficulty(who.actor(), said).id


def step(who: Person, key: UUID, version: int, name: str, **more: Any) -> Difficulty:
    with unit_of_work():
        return service.take_step(who.actor(), key, Step(name, **more), version=version)


def test_a_difficulty_from_the_village_to_its_end(cast: Cast, vinh: Person, ha: Person, binh: Person) -> None:
    (site_id,) = plant_sites(1, binh.village_id)
    key = raised(cast["sau"], site_id)
    assert problem_of(step, cast["sau"], key, 1, "solve", words="Đã thay") is NOT_ALLOWED
    assert problem_of(step, cast["lam"], key, 1, "solve", words="Đã thay") is NOT_FOUND
    assert problem_of(step, ha, key, 1, "hand", owner="committee") is INVALID
    step(ha, key, 1, "hand", owner="village", words="Thôn tự làm được")
    assert problem_of(step, vinh, key, 1, "postpone", words="Chờ mua", due_on=date(2026, 12, 9)) is CHANGED_MEANWHILE
    for due in (None, SOON, TODAY):
        assert problem_of(step, vinh, key, 2, "postpone", words="Chờ mua", due_on=due) is INVALID
    assert problem_of(step, vinh, key, 2, "postpone", due_on=date(2026, 12, 9)) is INVALID
    step(vinh, key, 2, "postpone", words="Chờ mua thép", due_on=date(2026, 12, 9))
    assert problem_of(step, vinh, key, 3, "solve") is INVALID
    one = step(vinh, key, 3, "solve", words="Đã treo kẻng mới")
    assert (one.state, one.settled_on, one.owner, one.result) == ("solved", TODAY, "village", "Đã treo kẻng mới")
    assert problem_of(step, vinh, key, 4, "drop", words="Thôi không cần") is MOVE_NOT_POSSIBLE
    row = queries.get_difficulty(cast["sau"].actor(), key)
    assert [taken.step for taken in queries.steps_of(row.it)] == ["hand", "postpone", "solve"]
    kinds = [note.kind for note in journal.notes_about(COMMUNE, key)]
    assert kinds == ["difficulty.raised", "difficulty.changed", "difficulty.changed", "difficulty.solved"]
    assert "thép" not in str([note.facts for note in journal.notes_about(COMMUNE, key)])


def test_who_raises_what_about_whom(cast: Cast, vinh: Person, binh: Person, khoi: Person) -> None:
    here, there = plant_sites(1, binh.village_id)[0], plant_sites(1, khoi.village_id)[0]
    raised(cast["hien"], there)
    for key, problem in (("tu", NOT_ALLOWED), ("son", NOT_ALLOWED), ("binh", NOT_ALLOWED), ("dung", NOT_FOUND)):
        assert problem_of(raised, cast[key], here) is problem, key
    assert problem_of(raised, cast["sau"], there) is NOT_FOUND
    for more in ({"kind": "x"}, {"due": date(2026, 11, 20)}, {"team_id": binh.team_id}):
        assert problem_of(raised, vinh, here, **more) is INVALID, more
    with unit_of_work():
        about_team = Raised("people", "Tổ thiếu người", "police", SOON, team_id=binh.team_id)
        service.raise_difficulty(cast["sau"].actor(), about_team)
    assert [row.about for row in queries.list_difficulties(cast["sau"].actor(), Wanted())] == ["Tổ BVANTT thôn Suối Cạn"]


def test_late_ones_stand_on_top_and_a_site_lists_its_own(vinh: Person, binh: Person) -> None:
    first, second = plant_sites(2, binh.village_id)
    keys = [raised(vinh, site, due) for site, due in ((first, date(2026, 12, 5)), (second, SOON), (first, TODAY))]
    step(vinh, keys[0], 1, "drop", words="Ghi trùng")
    with clock.frozen(TONIGHT + timedelta(days=3)):
        rows = queries.list_difficulties(vinh.actor(), Wanted(""))
        assert [row.it.id for row in rows] == [keys[2], keys[1], keys[0]] and [row.late for row in rows] == [3, 0, 0]
    assert [row.it.id for row in queries.list_difficulties(vinh.actor(), site_id=first)] == [keys[2], keys[0]]
    assert queries.list_difficulties(vinh.actor(), Wanted("open", "police")) == []


def test_a_silence_is_raised_once_and_ends_with_a_sign_of_life(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, thanh: Person
) -> None:
    night(client, thanh, "2026-11-05", vinh)
    with unit_of_work():
        quiet, lively = (plant_site(name, binh.village_id, launched=date(2026, 1, 5)).id for name in ("Im", "Vang"))
        patrolled = plant_site("Tuần tra", binh.village_id, launched=date(2026, 1, 5)).id
        plant_site("Mới", binh.village_id, launched=date(2026, 10, 1))
        plant_site("Nghỉ", binh.village_id, state="paused", launched=date(2026, 1, 5))
        plant_activity(lively, date(2026, 11, 1))
        plant_group(patrolled, thanh.team_id or quiet)
    assert (raise_site_silences(), raise_site_silences()) == (1, 0)
    (row,) = queries.list_silences(vinh.actor())
    assert (row.site.id, row.it.since, row.it.days) == (quiet, date(2026, 1, 5), 90)
    with unit_of_work():
        made = service.make_difficulty(ha.actor(), quiet, words="Điểm im lặng", owner="police", due_on=SOON)
        assert made.site_id == quiet
    assert (
        problem_of(service.make_difficulty, ha.actor(), quiet, words="Điểm im", owner="police", due_on=SOON) is ALREADY_THERE
    )
    with unit_of_work():
        plant_activity(quiet, TODAY)
    assert raise_site_silences() == 0 and queries.list_silences(vinh.actor()) == []
    with clock.frozen(TONIGHT + timedelta(days=90)):
        # All four by now, each once: the one that spoke up is silent anew.
        assert (raise_site_silences(), raise_site_silences()) == (4, 0)
        with unit_of_work():
            db.session.get_one(ModelSite, (COMMUNE, lively)).state = "ended"
        assert raise_site_silences() == 0 and len(queries.list_silences(vinh.actor())) == 3
    assert len(db.session.scalars(select(SiteSilence)).all()) == 5
    kinds = [note.kind for note in journal.notes_about(COMMUNE, quiet)]
    assert kinds.count("site.silent") == 2


def test_each_commune_says_after_how_many_days_a_site_is_silent(vinh: Person, binh: Person) -> None:
    with unit_of_work():
        plant_site("Im", binh.village_id, launched=TODAY - timedelta(days=40))
    assert raise_site_silences() == 0
    with unit_of_work():
        commune.set_value(vinh.actor(), "model_silent_days", "40", TODAY)
    assert catalogue.value_on("model_silent_days", TODAY, COMMUNE) == 40
    assert raise_site_silences() == 1
    assert silent_since([None, TODAY], TODAY + timedelta(days=40), 40) == TODAY
    assert silent_since([TODAY - timedelta(days=99), TODAY], TODAY + timedelta(days=39), 40) is None
    assert silent_since([None], TODAY, 1) is None


def test_the_late_board_says_who_is_asked_and_reminds_once_a_day(
    cast: Cast, vinh: Person, binh: Person, khoi: Person
) -> None:
    first, second = plant_sites(1, binh.village_id)[0], plant_sites(1, khoi.village_id)[0]
    one = opened(vinh)
    late = raised(vinh, first)
    with unit_of_work():
        plan = Replication(commune_id=COMMUNE, id=new_id(), parent_id=first, village_id=khoi.village_id, due_on=SOON)
        plan.state, plan.changed_at = "planned", clock.now()
        db.session.add(plan)
        plan_id = plan.id
    assert queries.list_late(vinh.actor()) == []
    with clock.frozen(TONIGHT + timedelta(days=20)):
        rows = queries.list_late(vinh.actor())
        told = [(row.kind, row.owner, row.late, row.count) for row in rows]
        assert told == [
            ("difficulty", "committee", 11, 0), ("replication", "committee", 11, 0),
            ("round", "police", 6, 2), ("sheet", "police", 6, 0), ("sheet", "police", 6, 0),
        ]  # fmt: skip
        assert {row.id for row in rows} == {late, plan_id, one.id, first, second}
        assert [row.kind for row in queries.list_late(cast["sau"].actor())] == ["difficulty", "round", "sheet"]
        assert queries.list_late(cast["dung"].actor()) == []
        assert problem_of(service.remind, cast["sau"].actor(), "difficulty", late) is NOT_ALLOWED
        assert problem_of(service.remind, vinh.actor(), "difficulty", first) is NOT_FOUND
        with unit_of_work():
            service.remind(vinh.actor(), "difficulty", late)
        assert problem_of(service.remind, vinh.actor(), "difficulty", late) is ALREADY_THERE
    with clock.frozen(TONIGHT + timedelta(days=21)), unit_of_work():
        service.remind(vinh.actor(), "difficulty", late)
    with clock.frozen(TONIGHT + timedelta(days=21)):
        row = next(row for row in queries.list_late(vinh.actor()) if row.kind == "difficulty")
        assert row.reminded == 2 and row.reminded_at == TONIGHT + timedelta(days=21)
    assert len(db.session.scalars(select(Reminder)).all()) == 2


def test_what_an_inspection_finds_wanting_becomes_difficulties(cast: Cast, vinh: Person, binh: Person) -> None:
    (site_id,) = plant_sites(1, binh.village_id)
    said = {
        "on": TODAY,
        "topic": "Hồ sơ mô hình",
        "inspector": "Công an tỉnh",
        "finding": "Thiếu quy chế",
        "site_id": site_id,
    }
    with unit_of_work():
        wanting = "Lập quy chế hoạt động\n\nTreo bảng quy ước tiếng kẻng"
        service.write_inspection(vinh.actor(), Inspected(**said, wanting=wanting, owner="village", due_on=SOON))  # type: ignore[arg-type]
        service.write_inspection(vinh.actor(), Inspected(**(said | {"on": date(2026, 11, 2)})))  # type: ignore[arg-type]
    latest, earlier = queries.list_inspections(cast["sau"].actor())
    assert [(words, state) for _key, words, state in latest.found] == [
        ("Lập quy chế hoạt động", "open"), ("Treo bảng quy ước tiếng kẻng", "open"),
    ]  # fmt: skip
    assert earlier.found == [] and latest.about == "Kẻng số 01"
    assert {row.it.owner for row in queries.list_difficulties(vinh.actor(), site_id=site_id)} == {"village"}
    for faulty in (
        {"wanting": "Việc cần làm"},
        {"on": SOON},
        {"site_id": None},
        {"inspector": ""},
        {"team_id": binh.team_id},
    ):
        assert problem_of(service.write_inspection, vinh.actor(), Inspected(**(said | faulty))) is INVALID, faulty  # type: ignore[arg-type]
    assert problem_of(service.write_inspection, cast["hien"].actor(), Inspected(**said)) is NOT_ALLOWED  # type: ignore[arg-type]
    assert queries.list_inspections(cast["lam"].actor()) == []


def test_the_pages_of_the_cycle(client: ActingClient, cast: Cast, ha: Person, binh: Person) -> None:
    with unit_of_work():
        site_id = plant_site("Kẻng đầu thôn", binh.village_id, launched=date(2026, 1, 5)).id
    form = client.get(f"/models/difficulties/new?about=site:{site_id}", as_=cast["sau"]).text
    assert f'<option selected value="site:{site_id}">Kẻng đầu thôn (Suối Cạn)' in form
    asked = {
        "about": f"site:{site_id}",
        "kind": "equipment",
        "words": "Đứt dây treo kẻng",
        "owner": "village",
        "due_on": "2026-11-25",
    }
    bad = client.submit("/models/difficulties", asked | {"due_on": "2026-11-20"}, as_=cast["sau"])
    assert bad.status_code == 422 and "Đứt dây treo kẻng" in bad.text and "Hạn không ở trước hôm nay" in bad.text
    path = client.submit("/models/difficulties", asked | {"words": "Đứt dây, gọi ông Nguyễn An"}, as_=cast["sau"]).location
    assert "Có vẻ có tên người" in client.get(path, as_=cast["sau"]).text
    assert '<form method="post" action="/models' not in client.get(path, as_=cast["sau"]).text
    late = client.submit(f"{path}/solve", {"solve-version": "7", "solve-words": "Đã buộc lại"}, as_=ha)
    assert late.status_code == 412 and "Đã buộc lại" in late.text
    assert client.submit(f"{path}/nothing", {}, as_=ha).status_code == 404
    assert client.submit(f"{path}/solve", {"solve-version": "1", "solve-words": "Đã buộc lại"}, as_=ha).status_code == 303
    assert "Đã buộc lại" in client.get(path, as_=cast["hien"]).text
    assert path in client.get("/models/difficulties?state=solved", as_=ha).text
    for narrowed, there in ((f"village={binh.village_id}", True), ("owner=police", False), (f"village={site_id}", False)):
        assert (path in client.get(f"/models/difficulties?state=solved&{narrowed}", as_=ha).text) is there, narrowed
    assert raise_site_silences() == 1
    assert "Kẻng đầu thôn" in client.get("/models/silences", as_=cast["loan"]).text
    made = client.submit(f"/models/silences/{site_id}/difficulty", {}, as_=ha)
    assert made.status_code == 303 and "/models/difficulties/" in made.location
    about = {
        "about": f"site:{site_id}",
        "on": "2026-11-20",
        "topic": "Hồ sơ",
        "inspector": "Công an tỉnh",
        "finding": "Đủ hồ sơ",
    }
    wanting = {"wanting": "Treo bảng quy ước", "owner": "village", "due_on": "2026-11-24"}
    assert client.submit("/models/inspections", about | wanting, as_=ha).status_code == 303
    assert "Treo bảng quy ước" in client.get("/models/inspections", as_=cast["sau"]).text
    with clock.frozen(TONIGHT + timedelta(days=20)):
        page = client.get("/models/late", as_=ha).text
        assert page.count("Trễ 17 ngày") == 1 and "Hỏi Thôn" in page
        url = page.split('action="/models/late/')[1].split('"')[0]
        assert client.submit(f"/models/late/{url}", {}, as_=ha).status_code == 303
        assert "Đã nhắc 1 lần" in client.get("/models/late", as_=cast["sau"]).text
    for key in ("quan", "son"):
        assert client.get("/models/late", as_=cast[key]).status_code == 403


def test_a_reminder_reaches_who_must_act_until_it_is_done(
    client: ActingClient, cast: Cast, vinh: Person, binh: Person, khoi: Person
) -> None:
    here, there = plant_sites(1, binh.village_id)[0], plant_sites(1, khoi.village_id)[0]
    asked = {owner: raised(vinh, here, owner=owner) for owner in ("committee", "police", "village", "front", "team")}
    elsewhere = raised(vinh, there, owner="village")
    with unit_of_work():
        plan = Replication(commune_id=COMMUNE, id=new_id(), parent_id=here, village_id=binh.village_id, due_on=SOON)
        plan.state, plan.changed_at = "planned", clock.now()
        db.session.add(plan)
        plan_id = plan.id
    first_pages = {"vinh": "/queue", "ha": "/queue", "lam": "/queue", "tu": "/queue", "loan": "/feed", "hien": "/feed"}
    first_pages |= {"sau": "/feed", "dung": "/feed", "son": "/feed"}

    def shown() -> dict[str, set[str]]:
        """Which of the difficulties stand on whose first page."""
        db.session.rollback()
        pages = {key: client.get(path, as_=cast[key]).text for key, path in first_pages.items()}
        names = {str(one): owner for owner, one in asked.items()} | {str(elsewhere): "elsewhere"}
        links = {f"/models/difficulties/{one}": name for one, name in names.items()} | {
            f"/models/sites/{here}#spread": "plan"
        }
        found = {key: {name for link, name in links.items() if link in page} for key, page in pages.items()}
        return {key: names for key, names in found.items() if names}

    def notices(phone: Person) -> list[str]:
        db.session.rollback()
        return [one["title"] for one in pull(client, phone)["changes"] if one["entity"] == "notice"]

    with clock.frozen(TONIGHT + timedelta(days=20)):
        assert shown() == {}
        for one in (*asked.values(), elsewhere):
            client.submit(f"/models/late/difficulty/{one}/reminder", as_=vinh)
        client.submit(f"/models/late/replication/{plan_id}/reminder", as_=vinh)
        assert shown() == {
            "vinh": {"police"}, "ha": {"police"}, "loan": {"committee", "plan"}, "hien": {"front"}, "sau": {"village"},
        }  # fmt: skip
        assert notices(binh) == ["Việc trễ hạn, nhờ tổ xem"] and notices(khoi) == []
        for owner, one in asked.items():
            with unit_of_work():
                service.take_step(vinh.actor(), one, Step("solve", "Đã làm xong việc này"), version=1)
            assert all(owner not in names for names in shown().values()), owner
        assert shown() == {"loan": {"plan"}} and notices(binh) == []
    with clock.frozen(TONIGHT + timedelta(days=81)):
        assert shown() == {}, "stale"
