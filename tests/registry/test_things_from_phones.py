"""``asset.check`` and ``activity.log``: the latest look counts in any order, once each, for the team's own village."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.core import clock
from app.journal import queries as journal
from app.registry import service
from app.registry.models import AssetCheck, Difficulty, ModelActivity, ModelSite
from app.registry.rules import ASSET_STATES, Script
from app.reports.models import ParkedOperation
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.counting import counted_statements
from tests.nights import as_uuid, entities, fresh, photo, pull, push, push_one, submit
from tests.registry.things import done, look, open_site, put_up, stored, village_of


def faults(result: dict[str, Any]) -> list[str]:
    assert result["status"] == "held", result
    return [f"{fault['pointer']}: {fault['detail']}" for fault in result["problem"]["errors"]]


def open_ones() -> list[Difficulty]:
    db.session.rollback()
    return list(db.session.scalars(select(Difficulty).where(Difficulty.state == "open")))


def test_a_look_tells_how_a_thing_stands_and_opens_one_difficulty(
    client: ActingClient, inside: None, vinh: Person, binh: Person
) -> None:
    gong = put_up(vinh, village_id=village_of(binh), label="K3")
    first = look(binh, gong, "broken", defects=["rope"], note="Buộc tạm", photos=[photo(about="damage")])

    assert push_one(client, binh, first)["status"] == "applied"
    push_one(client, binh, look(binh, gong, "broken", defects=["cracked"]))

    asset = stored(gong)
    assert (asset.state, asset.defects, asset.checked_at) == ("broken", ["cracked"], clock.now())
    (raised,) = open_ones()
    assert (raised.owner, raised.kind, str(raised.check_id)) == ("village", "equipment", first["op_id"])
    assert raised.due_on - raised.raised_on == timedelta(days=14)
    assert raised.words == "Kẻng K3, Nhà văn hóa: hỏng, đứt dây treo. Buộc tạm"
    assert list(journal.find_faults(COMMUNE)) == []


def test_a_look_that_finds_it_in_order_settles_nothing_by_itself(
    client: ActingClient, inside: None, vinh: Person, binh: Person
) -> None:
    gong = put_up(vinh, village_id=village_of(binh))
    push_one(client, binh, look(binh, gong, "broken"))
    with clock.frozen(clock.now() + timedelta(days=1)):
        push_one(client, binh, look(binh, gong, "working"))
        assert stored(gong).state == "working" and len(open_ones()) == 1


_LOOK = st.tuples(st.sampled_from(ASSET_STATES), st.integers(-90, 40))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(looks=st.lists(_LOOK, min_size=1, max_size=6, unique_by=lambda one: min(one[1], 0)), data=st.data())
def test_looks_say_the_same_in_any_order_of_arrival(
    client: ActingClient, inside: None, vinh: Person, binh: Person, looks: list[tuple[str, int]], data: st.DataObject
) -> None:
    camera = put_up(vinh, "camera", village_id=village_of(binh))
    now = clock.now()
    order = data.draw(st.permutations(looks))
    # A clock that is ahead counts as the time of receipt, so at most one of the looks is of the future or of now.
    results = push(client, binh, *(look(binh, camera, state, at=now + timedelta(minutes=at)) for state, at in order))
    assert {one["status"] for one in results} == {"applied"}

    asset = stored(camera)
    state, at = max(looks, key=lambda one: min(one[1], 0))
    assert (asset.state, asset.checked_at) == (state, now + timedelta(minutes=min(at, 0)))
    faulty_at_its_time = any(
        one[0] != "working" and all(min(before[1], 0) <= min(one[1], 0) for before in order[:place])
        for place, one in enumerate(order)
    )
    mine = select(func.count()).where(Difficulty.asset_id == camera)
    assert db.session.scalar(mine) == int(faulty_at_its_time)


def test_what_is_sent_again_is_kept_once(client: ActingClient, inside: None, vinh: Person, binh: Person) -> None:
    gong = put_up(vinh, village_id=village_of(binh))
    site = open_site(village_of(binh))
    ops = look(binh, gong, "missing"), done(binh, site_id=str(site), people=31, minutes=20)

    assert [one["status"] for one in push(client, binh, *ops)] == ["applied", "applied"]
    assert [one["status"] for one in push(client, binh, *ops)] == ["duplicate", "duplicate"]

    for table in (AssetCheck, ModelActivity, Difficulty):
        assert db.session.scalar(select(func.count()).select_from(table)) == 1


def test_things_of_elsewhere_gone_or_unknown_wait_for_a_person(
    client: ActingClient, inside: None, vinh: Person, dung: Person, binh: Person, khoi: Person
) -> None:
    elsewhere, foreign = put_up(vinh, village_id=village_of(khoi)), put_up(dung)
    gone, whole = put_up(vinh, village_id=village_of(binh)), put_up(vinh, "loud", "Trụ sở")
    with unit_of_work():
        service.remove_asset(vinh.actor(), gone, clock.now().date() - timedelta(days=2), version=1)
    not_here = "/body/asset_id: Phương tiện này không còn, hoặc không ở địa bàn của tổ"

    assert push_one(client, binh, look(binh, whole))["status"] == "applied"
    for asset in (elsewhere, foreign):
        assert faults(push_one(client, binh, look(binh, asset))) == [not_here]
    assert faults(push_one(client, binh, look(binh, gone))) == ["/body/asset_id: Phương tiện này đã thôi dùng"]
    before = clock.now() - timedelta(days=5)
    assert push_one(client, binh, look(binh, gone, "broken", at=before))["status"] == "applied"
    assert faults(push_one(client, binh, look(binh, whole, "no-signal"))) == [
        "/body/state: Phương tiện loại này không có tình trạng đó"
    ]
    assert faults(push_one(client, binh, look(binh, whole, defects=["rope"]))) == [
        "/body/defects: Có lỗi chưa có trong danh mục"
    ]
    assert faults(push_one(client, binh, look(binh, whole, actor_id=fresh()))) == ["/actor_id: Người này không thuộc tổ"]
    assert db.session.scalar(select(func.count()).select_from(ParkedOperation)) == 6
    # What was looked at before it went says nothing of a thing that is no more.
    assert open_ones() == []


def test_an_activity_keeps_its_answers_and_lets_its_site_live(
    client: ActingClient, inside: None, vinh: Person, binh: Person, khoi: Person
) -> None:
    site = open_site(village_of(binh))
    gong = put_up(vinh, village_id=village_of(binh), site_id=site)
    op = done(binh, asset_id=str(gong), people=31, minutes=20, words="Tập họp nhanh", shift_id=fresh())
    push_one(client, binh, op | {"photos": [photo(about="activity")]})

    db.session.rollback()
    (row,) = db.session.scalars(select(ModelActivity))
    assert (str(row.id), row.site_id, row.people, row.minutes, row.photos) == (op["op_id"], site, 31, 20, 1)
    assert (row.values, row.village_id, row.source) == ({"reality": "drill"}, village_of(binh), "phone")
    assert db.session.get_one(ModelSite, (COMMUNE, site)).active_on == row.on

    other = open_site(village_of(khoi))
    assert faults(push_one(client, binh, done(binh, site_id=str(other)))) == [
        "/body/site_id: Điểm mô hình này không ở địa bàn của tổ"
    ]
    assert faults(push_one(client, binh, done(binh, "weapons", {"blades": 2}))) == [
        "/body/kind: Loại hoạt động này chỉ Công an xã ghi"
    ]
    assert faults(push_one(client, binh, done(binh, values={"reality": "maybe", "names": "x"}))) == [
        "/body/values/names: Không có câu hỏi này",
        "/body/values/reality: Chưa có câu trả lời này",
    ]
    assert faults(push_one(client, binh, done(binh, "party", {}))) == ["/body/kind: Chưa có loại hoạt động này"]


def test_a_phone_reads_its_villages_book_and_hears_of_changes(
    client: ActingClient, inside: None, vinh: Person, ha: Person, binh: Person, hoa: Person, khoi: Person
) -> None:
    signals = [{"pattern": "3 hồi 9 tiếng", "meaning": "Tập hợp tuần tra"}]
    gong = put_up(vinh, village_id=village_of(binh), values={"signals": signals})
    kit = [{"what": "Bình bột", "count": 2, "due": "2026-12-01"}, {"what": "Xô", "count": 4, "due": None}]
    fire = put_up(vinh, "fire", village_id=village_of(binh), values={"kit": kit})
    elsewhere = put_up(vinh, village_id=village_of(khoi))
    site, sleeping = open_site(village_of(binh)), open_site(village_of(binh), state="proposed")

    first = pull(client, binh)
    assets = entities(first, "asset")
    assert assets.keys() == {str(gong), str(fire)} and assets[str(gong)]["signals"] == signals
    assert assets[str(fire)]["kit_due"] == "2026-12-01"
    assert entities(first, "site").keys() == {str(site)}

    op, said = look(hoa, gong, "broken", photos=[photo()]), done(hoa, site_id=str(site))
    push(client, hoa, op, said)
    push_one(client, khoi, look(khoi, elsewhere, "broken"))
    second = pull(client, binh, first["cursor"])
    assert entities(second, "asset")[str(gong)]["state"] == "broken"
    assert entities(second, "look")[op["op_id"]]["photos"] == [
        {"photo_id": op["photos"][0]["photo_id"], "state": "expected"}
    ]
    assert entities(second, "activity")[said["op_id"]]["withdrawn"] is None
    assert str(elsewhere) not in entities(second, "asset")

    with unit_of_work():
        service.withdraw_activity(ha.actor(), as_uuid(said["op_id"]), "Ghi trùng")
        service.remove_asset(ha.actor(), fire, clock.now().date(), version=1)
    third = pull(client, binh, second["cursor"])
    assert entities(third, "activity")[said["op_id"]]["withdrawn"] == "Ghi trùng"
    assert {"entity": "asset", "id": str(fire), "reason": "ended"} in third["removed"]
    assert entities(pull(client, khoi), "site").keys().isdisjoint({str(site), str(sleeping)})


def test_only_approved_texts_reach_phones(client: ActingClient, inside: None, vinh: Person, binh: Person) -> None:
    with unit_of_work():
        script = service.draft_script(
            vinh.actor(), Script("Phòng lừa đảo", "cyber", "Công an không làm việc qua điện thoại.")
        )
        script_id = script.id
    before = pull(client, binh)
    assert entities(before, "script") == {}
    with unit_of_work():
        service.approve_script(vinh.actor(), script_id, version=1)
    told = pull(client, binh, before["cursor"])
    assert entities(told, "script")[str(script_id)]["topic"] == "cyber"


def test_photos_of_looks_are_for_the_team_police_and_committee(
    client: ActingClient, inside: None, cast: dict[str, Person], vinh: Person, binh: Person
) -> None:
    gong = put_up(vinh, village_id=village_of(binh))
    of_look, of_report = photo(b"gong"), photo(b"street")
    push(client, binh, look(binh, gong, "broken", photos=[of_look]), submit(binh, photos=[of_report]))

    def answer(key: str, announced: dict[str, Any]) -> str:
        told = client.get(f"/api/v1/photos/{announced['photo_id']}/thumb", as_=cast[key]).json
        assert told is not None
        return str(told["type"]).rpartition("/")[2]

    # Its bytes have still to come: whoever may see it is told so, everybody else hears of no such photo.
    seen = {key for key in cast if key not in ("son", "quan") and answer(key, of_look) == "not-found"}
    assert seen == {"binh", "hoa", "vinh", "ha", "tu", "loan"}
    assert answer("loan", of_report) == answer("khoi", of_look) == answer("son", of_look) == "unknown-photo"


def test_a_look_costs_the_same_however_many_there_are(
    client: ActingClient, inside: None, vinh: Person, binh: Person
) -> None:
    gong = put_up(vinh, village_id=village_of(binh))
    push_one(client, binh, look(binh, gong, at=clock.now() - timedelta(days=9)))
    costs = []
    for day in (3, 2, 1):
        op = look(binh, gong, at=clock.now() - timedelta(days=day))
        with counted_statements() as seen:
            push_one(client, binh, op)
        costs.append(len(seen))
    # One less on PostgreSQL, which writes a note and its counter at once.
    assert costs in ([21] * 3, [20] * 3)
