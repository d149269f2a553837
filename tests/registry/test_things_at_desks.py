"""Things and activities at desks: forms by kind, counts, who writes what, what bears an activity out."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.errors import DomainError
from app.registry import service
from app.registry.models import Asset, CameraNeed, LoudScript, ModelActivity, ModelSite
from app.registry.queries import activities, assets, assets_counted, needs, roads, scripts
from app.registry.rules import Doing, Road, Thing
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.counting import counted_statements
from tests.nights import push, submit
from tests.registry.things import done, look, open_site, put_up, stored, village_of

TODAY = date(2026, 11, 21)


def read(client: ActingClient, path: str, who: Person) -> str:
    answer = client.get(path, as_=who)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:500]
    return answer.get_data(as_text=True)


def only(table: Any) -> Any:
    db.session.rollback()
    return db.session.scalars(select(table)).one()


def test_a_gong_with_its_signals_goes_through_its_form(
    client: ActingClient, inside: None, vinh: Person, binh: Person
) -> None:
    site = open_site(village_of(binh))
    told = {"place": "Nhà văn hóa", "label": "K3", "village": str(village_of(binh)), "site": str(site), "hour": "21:00"}
    told |= {"keeper_role": "Trưởng thôn", "material": "Vỏ bom", "installed_on": "2019-05-01", "state": "working"}
    told |= {"signals-0-pattern": "3 hồi 9 tiếng", "signals-0-meaning": "Tập hợp tuần tra"}
    half = client.submit("/models/assets/new?kind=gong", told | {"signals-1-pattern": "Dồn dập"}, as_=vinh)
    assert half.status_code == 422 and "Mỗi dòng cần điền đủ" in half.get_data(as_text=True)

    made = client.submit("/models/assets/new?kind=gong", told, as_=vinh)
    assert made.status_code == 303, made.get_data(as_text=True)
    gong: Asset = only(Asset)
    assert gong.values["signals"] == [{"pattern": "3 hồi 9 tiếng", "meaning": "Tập hợp tuần tra"}]
    assert (gong.values["hour"], gong.values["material"], gong.site_id) == ("21:00", "Vỏ bom", site)
    page = read(client, f"/models/assets/{gong.id}", vinh)
    assert "3 hồi 9 tiếng" in page and "Kẻng K3" in page and "Kẻng Suối Cạn" in page

    shown = read(client, f"/models/assets/{gong.id}/edit", vinh)
    assert 'value="Tập hợp tuần tra"' in shown and 'value="21:00"' in shown
    client.submit(f"/models/assets/{gong.id}/edit", told | {"version": "1", "label": "K4"}, as_=vinh)
    assert (stored(gong.id).label, stored(gong.id).version) == ("K4", 2)
    late = client.submit(f"/models/assets/{gong.id}/edit", told | {"version": "1", "label": "K9"}, as_=vinh)
    assert late.status_code == 412 and stored(gong.id).label == "K4"


def test_kit_out_of_date_is_shown_and_counted(client: ActingClient, inside: None, vinh: Person, binh: Person) -> None:
    told = {"place": "Chợ", "village": str(village_of(binh)), "state": "working"}
    told |= {"kit-0-what": "Bình bột", "kit-0-count": "2", "kit-0-due": "2026-11-20"}
    told |= {"kit-1-what": "Xô", "kit-1-count": "4", "kit-1-due": "2026-12-30"}
    assert client.submit("/models/assets/new?kind=fire", told, as_=vinh).status_code == 303
    point: Asset = only(Asset)
    page = read(client, f"/models/assets/{point.id}", vinh)
    assert "quá hạn 20/11/2026" in page and "hạn 30/12/2026" in page
    assert "1 quá hạn" in read(client, "/models/assets", vinh)
    assert assets_counted.count_things(vinh.actor(), {}, TODAY).overdue == 1


@pytest.mark.parametrize(
    ("kind", "told", "values"),
    [
        ("bell", {"bell_type": "electric", "homes": "12"}, {"type": "electric", "homes": 12}),
        ("loud", {"vehicle": "Xe máy của xã"}, {"vehicle": "Xe máy của xã"}),
        ("board", {"topic": "cyber"}, {}),
        ("camera", {"owner": "people", "eyes": "4", "storage_days": "15", "has_notice": "yes"}, {}),
    ],
)
def test_each_kind_keeps_what_it_is_asked(
    client: ActingClient, inside: None, loan: Person, kind: str, told: dict[str, str], values: dict[str, Any]
) -> None:
    made = client.submit(f"/models/assets/new?kind={kind}", {"place": "Cầu treo", "state": "working"} | told, as_=loan)
    assert made.status_code == 303, made.get_data(as_text=True)
    thing: Asset = only(Asset)
    assert thing.values == values and thing.commune_id == COMMUNE
    assert (thing.topic, thing.owner, thing.eyes) == (told.get("topic"), told.get("owner"), int(told.get("eyes", 1)))
    assert thing.has_notice is (True if kind == "camera" else None)
    page = read(client, f"/models/assets?kind={kind}", loan)
    assert str(thing.id) in page and str(thing.id) not in read(client, "/models/assets?kind=gong", loan)


def test_the_figures_of_the_articles_are_counted_from_things(inside: None, vinh: Person) -> None:
    """102 eyes by police and 1,022 by the people, 13 camera roads, 186 + 300 boards."""
    actor = vinh.actor()
    with unit_of_work():
        police = [service.add_asset(actor, Thing("camera", "Tỉnh lộ", eyes=2, owner="police")).id for _ in range(51)]
        for _ in range(73):
            service.add_asset(actor, Thing("camera", "Đường thôn", eyes=14, owner="people"))
        for place in range(13):
            cameras = tuple(police[place * 3 : place * 3 + 3])
            service.add_road(actor, Road(f"Tuyến {place}", "Chợ", "Cầu", 1500, cameras=cameras))
        for topic, many in (("order", 186), ("cyber", 300)):
            for _ in range(many):
                service.add_asset(actor, Thing("board", "Ngã ba", topic=topic))
    with counted_statements() as counting:
        counted = assets_counted.count_things(actor, {}, TODAY)
    assert counted.eyes_by_owner == {"police": 102, "people": 1022} and counted.eyes == 1124
    assert (counted.things["camera"], counted.roads, counted.road_metres) == (124, 13, 19_500)
    assert counted.boards_by_topic == {"order": 186, "cyber": 300} and counted.things["board"] == 486
    with counted_statements() as listing:
        assert len(assets.list_assets(actor, {})) == assets.MOST_SHOWN
        assert [(row.eyes, row.faulty) for row in roads.list_roads(actor)] == [(6, 0)] * 13
    assert (len(counting), len(listing)) == (3, 3)


def test_a_thing_that_went_is_counted_no_more_and_stands_along_no_road(
    client: ActingClient, inside: None, vinh: Person, binh: Person
) -> None:
    here = village_of(binh)
    camera, other = (put_up(vinh, "camera", village_id=here, eyes=2, label=label) for label in ("C1", "C2"))
    told = {"name": "Tỉnh lộ", "from_place": "Chợ", "to_place": "Cầu", "length_m": "900", "launched_on": "2022-04-01"}
    told |= {"cameras-0-position": "2", "cameras-0-camera": str(camera), "cameras-1-position": "1"}
    made = client.submit("/models/roads/new", told | {"cameras-1-camera": str(other), "village": str(here)}, as_=vinh)
    assert made.status_code == 303, made.get_data(as_text=True)
    (road,) = roads.list_roads(vinh.actor())
    assert [one.label for one in road.cameras] == ["C2", "C1"]
    push(client, binh, look(binh, camera, "no-signal"))
    db.session.rollback()
    assert "C1: Mất tín hiệu" in read(client, "/models/roads", vinh)

    gone = client.submit(f"/models/assets/{camera}/removal", {"on": "2026-11-20", "version": "1"}, as_=vinh)
    assert gone.status_code == 303
    db.session.rollback()
    (road,) = roads.list_roads(vinh.actor())
    assert [one.label for one in road.cameras] == ["C2"]
    assert assets_counted.count_things(vinh.actor(), {}, TODAY).eyes == 2
    assert "Thôi dùng từ 20/11/2026" in read(client, f"/models/assets/{camera}", vinh)
    assert str(camera) in read(client, "/models/assets?gone=y", vinh)


def test_a_need_is_met_by_the_cameras_put_up_for_it(client: ActingClient, inside: None, vinh: Person, binh: Person) -> None:
    told = {"place": "Ngã ba tỉnh lộ", "eyes": "5", "priority": "1", "reason": "Xe chạy nhanh ban đêm", "state": "planned"}
    assert client.submit("/models/needs/new", told | {"village": str(village_of(binh))}, as_=vinh).status_code == 303
    need: CameraNeed = only(CameraNeed)
    first = put_up(vinh, "camera", village_id=village_of(binh), eyes=3, need_id=need.id)

    (row,) = needs.list_needs(vinh.actor())
    assert (row.installed, row.gap, row.need.state) == (3, 2, "planned")
    (gap,) = needs.gaps_of([row])
    assert (gap.village, gap.needed, gap.installed, gap.missing) == ("Suối Cạn", 5, 3, 2)
    assert "Còn thiếu 2 mắt" in read(client, "/models/needs", vinh)
    put_up(vinh, "camera", village_id=village_of(binh), eyes=2, need_id=need.id)
    assert only(CameraNeed).state == "met" and needs.gaps_of(needs.list_needs(vinh.actor())) == []
    with unit_of_work():
        service.remove_asset(vinh.actor(), first, TODAY, version=1)
    assert only(CameraNeed).state == "needed" and needs.list_needs(vinh.actor())[0].gap == 3


def test_only_whoever_approves_lets_a_text_out(client: ActingClient, inside: None, cast: Cast) -> None:
    told = {
        "title": "Phòng lừa đảo",
        "topic": "cyber",
        "text": "Công an không làm việc qua điện thoại. Xin đừng chuyển tiền.",
    }
    assert client.submit("/models/scripts/new", told, as_=cast["hien"]).status_code == 303
    script: LoudScript = only(LoudScript)
    assert script.drafted_by == cast["hien"].id
    for key, status in (("hien", 403), ("ha", 403), ("sau", 403), ("dung", 303)):
        answer = client.submit(f"/models/scripts/{script.id}/approval", {"version": "1"}, as_=cast[key])
        assert answer.status_code in (status, 404), key
    assert only(LoudScript).approved_at is None
    assert scripts.list_scripts(cast["sau"].actor()) == [] and "Chờ duyệt" in read(client, "/models/scripts", cast["loan"])

    client.submit(f"/models/scripts/{script.id}", told | {"version": "1", "title": "Cảnh giác lừa đảo"}, as_=cast["ha"])
    # Approved is what was read, not what somebody wrote meanwhile.
    client.submit(f"/models/scripts/{script.id}/approval", {"version": "1"}, as_=cast["loan"])
    assert only(LoudScript).approved_at is None
    client.submit(f"/models/scripts/{script.id}/approval", {"version": "2"}, as_=cast["loan"])
    assert (only(LoudScript).approved_by, only(LoudScript).approved_role) == (cast["loan"].id, "committee")
    assert [one.title for one in scripts.list_scripts(cast["sau"].actor())] == ["Cảnh giác lừa đảo"]
    client.submit(f"/models/scripts/{script.id}", told | {"version": "3"}, as_=cast["ha"])
    assert only(LoudScript).approved_at is None and scripts.list_scripts(cast["sau"].actor()) == []


def test_an_activity_is_written_down_counted_and_withdrawn(
    client: ActingClient, inside: None, vinh: Person, hien: Person, binh: Person
) -> None:
    site = open_site(village_of(binh))
    told = {
        "on": "2026-11-20",
        "time": "19:30",
        "site": str(site),
        "people": "45",
        "minutes": "60",
        "words": "Nhắc phòng cháy",
    }
    told |= {"value_form": "meeting", "value_topic": "fire"}
    lacking = client.submit("/models/activities/new?kind=propaganda", told | {"value_topic": ""}, as_=hien)
    assert lacking.status_code == 422 and "Xin điền mục này" in lacking.get_data(as_text=True)
    assert client.submit("/models/activities/new?kind=propaganda", told, as_=hien).status_code == 303
    row: ModelActivity = only(ModelActivity)
    assert (row.values, row.village_id) == ({"form": "meeting", "topic": "fire"}, village_of(binh))
    assert row.began_at is not None and row.began_at.isoformat().startswith("2026-11-20T12:30")
    assert only(ModelSite).active_on == date(2026, 11, 20)
    page = read(client, f"/models/activities/{row.id}", vinh)
    assert "Chưa có minh chứng" in page and "Họp dân" in page

    push(client, binh, done(binh, site_id=str(site), people=12, shift_id="0192f000-0000-7000-8000-000000000001"))
    db.session.rollback()
    span = (date(2026, 8, 21), TODAY)
    sums = {one.kind: one for one in activities.sum_activities(vinh.actor(), *span, {})}
    assert (sums["propaganda"].count, sums["propaganda"].with_evidence, sums["propaganda"].people) == (1, 0, 45)
    assert (sums["gong"].with_evidence, sums["gong"].people) == (1, 12)
    listed = read(client, "/models/activities", vinh)
    assert "100 %" in listed and "57" in listed and listed.count("Chưa có minh chứng") == 1

    short = client.submit(f"/models/activities/{row.id}/withdrawal", {"why": "a"}, as_=vinh)
    assert short.status_code == 422 and "5–200" in short.get_data(as_text=True)
    client.submit(f"/models/activities/{row.id}/withdrawal", {"why": "Ghi trùng"}, as_=vinh)
    db.session.rollback()
    assert [one.kind for one in activities.sum_activities(vinh.actor(), *span, {})] == ["gong"]
    assert "Ghi trùng" in read(client, f"/models/activities/{row.id}", vinh)
    again = client.submit(f"/models/activities/{row.id}/withdrawal", {"why": "Ghi trùng"}, as_=vinh)
    assert again.status_code == 409


def test_a_shift_of_that_night_bears_an_activity_out(
    client: ActingClient, inside: None, vinh: Person, loan: Person, binh: Person, khoi: Person
) -> None:
    report, other = submit(binh), submit(khoi)
    push(client, binh, report)
    push(client, khoi, other)
    with unit_of_work():
        doing = Doing("joint", TODAY, village_id=village_of(binh), values={"force": "police"})
        activity_id = service.log_activity(vinh.actor(), doing).id
    where = f"/models/activities/{activity_id}/shift"
    assert client.submit(where, {"shift": other["shift_id"]}, as_=vinh).status_code == 422
    # Whoever reads no reports has none to choose from.
    assert client.submit(where, {"shift": report["shift_id"]}, as_=loan).status_code == 422
    assert only(ModelActivity).shift_id is None
    assert client.submit(where, {"shift": report["shift_id"]}, as_=vinh).status_code == 303
    page = read(client, f"/models/activities/{activity_id}", vinh)
    assert f"/reports/{report['report_id']}" in page and "Có minh chứng" in page
    assert f"/reports/{report['report_id']}" not in read(client, f"/models/activities/{activity_id}", loan)


def test_weapons_are_counts_that_police_alone_write_and_read(client: ActingClient, inside: None, cast: Cast) -> None:
    vinh, path = cast["vinh"], "/models/activities/new?kind=weapons"
    told = {"on": "2026-11-20", "value_homemade": "3", "value_rice": "150"}
    for key in ("loan", "hien", "sau"):
        assert client.submit(path, told, as_=cast[key]).status_code == 403
    for bad in ({"words": "x" * 101}, {"words": "Nhận của ông Nguyễn Văn An"}, {"value_homemade": "", "value_rice": ""}):
        assert client.submit(path, told | bad, as_=vinh).status_code == 422, bad
    assert client.submit(path, told | {"words": "Đợt hai"}, as_=cast["ha"]).status_code == 303
    row: ModelActivity = only(ModelActivity)
    assert (row.values, row.photos) == ({"homemade": 3, "rice": 150}, 0)

    for key, seen in (("vinh", True), ("tu", True), ("loan", False), ("sau", False)):
        assert ("Vận động giao nộp vũ khí" in read(client, "/models/activities", cast[key])) is seen, key
        assert client.get(f"/models/activities/{row.id}", as_=cast[key]).status_code == (200 if seen else 404), key
    assert (
        client.submit(f"/models/activities/{row.id}/withdrawal", {"why": "Ghi trùng"}, as_=cast["loan"]).status_code == 404
    )


def test_everybody_reads_and_writes_in_the_own_villages_alone(
    client: ActingClient, inside: None, cast: Cast, binh: Person, khoi: Person
) -> None:
    here, there = (put_up(cast["vinh"], village_id=village_of(who)) for who in (binh, khoi))
    whole = put_up(cast["vinh"], "loud", "Trụ sở xã")
    for key, found in (
        ("vinh", {here, there, whole}),
        ("ha", {here, whole}),
        ("lam", {there, whole}),
        ("sau", {here, whole}),
        ("dung", set()),
        ("son", set()),
    ):
        assert {row.asset.id for row in assets.list_assets(cast[key].actor(), {})} == found, key
    assert client.get(f"/models/assets/{there}", as_=cast["ha"]).status_code == 404
    assert client.submit(f"/models/assets/{there}/looks", {"state": "broken"}, as_=cast["sau"]).status_code == 404
    assert (
        client.submit(f"/models/assets/{here}/looks", {"state": "broken", "defects": "rope"}, as_=cast["sau"]).status_code
        == 303
    )
    assert stored(here).state == "broken" and stored(there).state == "working"
    with pytest.raises(DomainError) as refusal:
        service.add_asset(cast["ha"].actor(), Thing("gong", "Nhà văn hóa", village_id=village_of(khoi)))
    assert refusal.value.facts["errors"][0]["pointer"] == "/village_id"
    for key in ("sau", "hien", "tu", "son"):
        with pytest.raises(DomainError):
            service.add_asset(cast[key].actor(), Thing("gong", "Nhà văn hóa"))


def test_pages_cost_the_same_however_much_there_is(client: ActingClient, inside: None, vinh: Person, binh: Person) -> None:
    gong = put_up(vinh, village_id=village_of(binh))
    paths = ("/models/assets", f"/models/assets/{gong}", "/models/roads", "/models/needs", "/models/activities")
    costs = []
    for _round in range(2):
        for at in range(3):
            put_up(vinh, village_id=village_of(binh))
            op = look(binh, gong, "broken", at=clock.now() - timedelta(days=at + 1))
            push(client, binh, op, done(binh, asset_id=str(gong)))
        db.session.rollback()
        client.get("/models/assets", as_=vinh)
        cost = []
        for path in paths:
            with counted_statements() as seen:
                read(client, path, vinh)
            cost.append(len(seen))
        costs.append(cost)
    assert costs[0] == costs[1], costs


@pytest.fixture
def hien(cast: Cast) -> Person:
    """The front."""
    return cast["hien"]


def test_what_seems_to_name_somebody_is_pointed_out(client: ActingClient, inside: None, vinh: Person) -> None:
    asset = put_up(vinh, place="Cạnh nhà ông Nguyễn Văn An")
    assert "Có vẻ có tên người" in read(client, f"/models/assets/{asset}", vinh)
    assert isinstance(asset, UUID)
