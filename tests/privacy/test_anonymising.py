"""After five years a report knows no member any more, wherever it stands; after twelve months no feed tells of it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.figures.queries import read_sums
from app.journal import queries as journal
from app.privacy.rules.retention import FEED, MEMBERS, QUIET_PHOTO
from app.reports.models import Operation, Report, ReportVersion, SearchLine
from app.reports.rules.anonymous import UNNAMED, is_blank
from app.web.database import Base, db
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.nights import at, body_of, entities, incident, operation, patrol, photo, pull, push_one, submit
from tests.photos import picture_bytes as pb
from tests.privacy.conftest import approve, send
from tests.privacy.retaining import by_night, days_later, deleted, run, sign
from tests.roster.plans import NIGHT

DATA = pb.encode(pb.noise(160, 120), quality=70)
CUT = DATA[: len(DATA) // 2]
PUBLIC = f"/public/{COMMUNE}"
FIGURES = (
    "state", "quiet", "severity", "people", "absent", "guests", "rounds", "passes", "incidents", "activities", "reminders",
    "helped", "photos_expected", "photos_ready", "supplements", "line", "receipt",
)  # fmt: skip
# Where members have their place by themselves: the team, its roster (the allowance is paid by it), their consents, the
# chain of the journal, and who has read a notice.
# Words that the search knows of them.
FOUND = {"rvan", "rhoa", "ivan", "ihoa", "rthi", "ithi", "ibinh"}
PLACES = {"member", "membership", "planned_member", "consent", "journal_note", "notice_read", "device", "invitation"}


@pytest.fixture
def told(client: ActingClient, vinh: Person, ha: Person, binh: Person, hoa: Person) -> dict[str, Any]:
    """An approved night in which members stand in every place in which they can."""
    what = incident(what="Nguyễn Văn Bình và chị Hoa tới trước", police_only={"look": "anh Bình tả: áo đỏ"})
    body = body_of(
        binh,
        incidents=[what],
        remark="Tổ trưởng Bình về lúc 3 giờ. Ca bình thường.",
        absent=[{"member_id": str(hoa.member_id), "reason": "sick", "substitute_id": str(binh.member_id)}],
        present=[{"member_id": str(one), "from": at("22:02"), "to": None} for one in (binh.member_id, hoa.member_id)],
    )
    picture = photo(DATA, width=160, height=120, caption="Anh Bình chỉ chỗ")
    op = submit(binh, body=body, photos=[picture])
    send(client, binh, op, [(picture, DATA)])
    part = operation(hoa, "report.part", shift_id=op["shift_id"], body={"rounds": [patrol()]})
    assert push_one(client, hoa, part)["status"] == "applied"
    wrong = operation(hoa, "report.submit", shift_id=op["shift_id"], report_id=str(UUID(int=7)), body=body)
    assert push_one(client, hoa, wrong)["status"] == "held"
    page = f"/reports/{op['report_id']}"
    assert client.submit(f"{page}/comment", {"comment": "Nhắc anh Bình ký sổ", "to_team": "y"}, as_=ha).status_code == 303
    for words in ("Bình", "về lúc 3 giờ"):
        assert client.submit(f"{page}/words/redact", {"words": words, "reason": "name"}, as_=ha).status_code == 303
    approve(client, ha, op["report_id"])
    later = operation(binh, "report.addendum", report_id=op["report_id"], body={"text": "tran thi hoa ký thay"})
    assert push_one(client, binh, later)["status"] == "applied"
    return op


def rows() -> Iterator[tuple[str, str]]:
    """Every row of every table in which no member has a place, as text."""
    for table in Base.metadata.sorted_tables:
        if table.name not in PLACES:
            for row in db.session.execute(select(table)):
                yield table.name, str(dict(row._mapping))


def standing_in(*members: Person) -> set[str]:
    """The tables in which one of these members stands, by id or by name."""
    marks = [mark for one in members for mark in (str(one.member_id), one.name)]
    marks += ["tran thi hoa", "anh Bình", "Anh Bình", "Tổ trưởng Bình", "chị Hoa", "'Bình'"]
    return {name for name, text in rows() if any(mark in text for mark in marks)}


def test_after_its_years_a_report_knows_no_member_anywhere_and_its_figures_stay(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, hoa: Person, told: dict[str, Any]
) -> None:
    page = f"/reports/{told['report_id']}"

    def figures() -> dict[str, Any]:
        with client.app.app_context():
            (row,) = db.session.execute(select(*(getattr(Report, name) for name in FIGURES))).all()
            return dict(row._mapping)

    with client.app.app_context():
        before = standing_in(binh, hoa)
        assert {
            "report",
            "report_version",
            "supplement",
            "operation",
            "parked_operation",
            "move_note",
            "redaction",
            "team_night",
        } <= before
        assert read_sums(vinh.actor(), [(NIGHT, NIGHT)], NIGHT)[0].people == 2
    counted = figures()
    sign(client, vinh, quiet_photo="3653", incident_photo="3653")
    with days_later(client, 1825):
        by_night(client)
        assert MEMBERS not in deleted(client)
    with days_later(client, 1827):
        assert f"{MEMBERS}: 1 after 1826 days" in run(client, "--dry-run", COMMUNE)
        by_night(client)
        assert deleted(client)[MEMBERS] == {told["report_id"]}
        assert f"{MEMBERS}: 0 after" in run(client, "--dry-run", COMMUNE)
        assert figures() == counted

        shown = client.get(page, as_=ha).get_data(as_text=True)
        assert "Bỏ tên tổ viên khỏi báo cáo" in shown and "Hết thời hạn lưu (1826 ngày)" in shown
        assert not [name for name in (binh.name, hoa.name, "Tổ trưởng Bình") if name in shown]
        assert "Tổ trưởng</span>" in shown and UNNAMED in shown and "[đã che]" in shown
        assert "Nguyễn Văn" not in client.get(f"/journal?record={told['report_id']}", as_=vinh).get_data(as_text=True)
        assert str(binh.member_id) not in client.get(f"/api/v1{page}/history", as_=ha).get_data(as_text=True)
    with client.app.app_context():
        assert standing_in(binh, hoa) == set()
        # How much was done is still known, and by how many turns; how many people that were is not.
        sums = read_sums(vinh.actor(), [(NIGHT, NIGHT)], NIGHT)[0]
        assert (sums.counts.turns, sums.counts.person_minutes > 0, sums.people) == (2, True, 0)
        (body,) = db.session.scalars(select(ReportVersion.body))
        assert body["lead_id"] == body["present"][0]["member_id"] and is_blank(body["lead_id"])
        assert body["absent"][0]["substitute_id"] == body["lead_id"] and body["remark"].endswith("Ca bình thường.")
        found = " ".join(db.session.scalars(select(SearchLine.words))).split()
        assert found and not FOUND & set(found)
        assert list(journal.find_faults(COMMUNE)) == []
        assert db.session.scalars(select(Operation.actor_id).where(Operation.kind == "report.submit")).all() == [None]


def test_what_comes_late_of_an_old_night_goes_in_the_next_night(
    client: ActingClient, vinh: Person, binh: Person, told: dict[str, Any]
) -> None:
    sign(client, vinh, report_members="365")
    with days_later(client, 367):
        by_night(client)
        late = operation(binh, "report.addendum", report_id=told["report_id"], body={"text": "anh Bình bổ sung"})
        assert push_one(client, binh, late)["status"] == "applied"
        with client.app.app_context():
            assert standing_in(binh) == {"operation", "supplement"}
        by_night(client)
        with client.app.app_context():
            assert standing_in(binh) == set()
        assert run(client, COMMUNE) == f"{COMMUNE}: nothing deleted\n"


def test_a_held_or_undecided_report_keeps_its_members_and_its_feed_item(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, thanh: Person, told: dict[str, Any]
) -> None:
    waiting = submit(thanh)
    assert push_one(client, thanh, waiting)["status"] == "applied"
    sign(client, vinh)
    with days_later(client, 1800):
        asked = {"record": "", "reason": "Khiếu nại", "until": "2031-12-31"}
        assert client.submit(f"/reports/{told['report_id']}/hold", asked, as_=vinh).status_code == 303
    with days_later(client, 1830):
        by_night(client)
        said = run(client, "--dry-run", COMMUNE)
        assert f"{MEMBERS}: 0 after 1826 days (held 1, undecided 1)" in said
        assert f"{FEED}: 0 after 365 days (held 1, undecided 1)" in said
        with client.app.app_context():
            assert set(db.session.scalars(select(Report.lead_id))) == {binh.member_id, thanh.member_id}
    assert not deleted(client).keys() & {FEED, MEMBERS}


def test_nothing_becomes_anonymous_nor_leaves_the_feed_before_the_chief_signs(
    client: ActingClient, vinh: Person, binh: Person, told: dict[str, Any]
) -> None:
    with days_later(client, 4000):
        by_night(client)
        assert deleted(client) == {}
        assert "1 mục" in client.get("/privacy/retention", as_=vinh).get_data(as_text=True)
        assert client.submit("/privacy/retention", {"report_members": "30"}, as_=vinh).status_code == 422
    with client.app.app_context():
        assert list(db.session.scalars(select(Report.lead_id))) == [binh.member_id]


def test_after_its_days_an_item_is_in_no_feed_and_its_report_stays(
    client: ActingClient, vinh: Person, ha: Person, hoa: Person, khoi: Person, told: dict[str, Any]
) -> None:
    def is_told() -> list[bool]:
        """On the public page, in its Atom feed, on the office's page, and to another team's phone."""
        public = ["night-2026-11-21" in client.get(path).get_data(as_text=True) for path in (PUBLIC, f"{PUBLIC}/feed.atom")]
        page = f"/reports/{told['report_id']}" in client.get("/feed", as_=ha).get_data(as_text=True)
        return [*public, page, bool(client.get("/api/v1/feed", as_=khoi).json["items"])]

    assert client.submit("/feed/public", {"do": "open"}, as_=vinh).status_code == 303
    cursor = pull(client, khoi)["cursor"]
    sign(client, vinh, feed_item="20")
    with days_later(client, 19):
        by_night(client)
        assert deleted(client) == {} and is_told() == [True] * 4
    with days_later(client, 21):
        by_night(client)
        assert deleted(client) == {FEED: {told["report_id"]}}
        assert is_told() == [False] * 4
        gone = [one for one in pull(client, khoi, cursor)["removed"] if one["entity"] == "feed"]
        assert len(gone) == 1 and entities(pull(client, khoi), "feed") == {}
        assert client.get(f"/reports/{told['report_id']}", as_=ha).status_code == 200
        by_night(client)
    with client.app.app_context():
        noted = [one.kind for one in journal.notes_about(COMMUNE, UUID(told["report_id"]))]
        assert noted.count("feed.unpublished") == 1


def test_a_picture_that_never_came_or_cannot_be_read_goes_on_its_day(
    client: ActingClient, vinh: Person, ha: Person, binh: Person
) -> None:
    broken, missing = photo(CUT, width=160, height=120), photo(DATA, width=160, height=120)
    op = submit(binh, photos=[broken, missing])
    send(client, binh, op, [(broken, CUT)])
    approve(client, ha, op["report_id"])
    cursor = pull(client, binh)["cursor"]
    sign(client, vinh)
    with days_later(client, 91):
        by_night(client)
        ids = {broken["photo_id"], missing["photo_id"]}
        assert deleted(client) == {QUIET_PHOTO: ids}
        told = pull(client, binh, cursor)
        assert {one["id"] for one in told["removed"] if one["reason"] == "erased"} == ids
        assert client.get(f"/api/v1/reports/{op['report_id']}", as_=ha).json["complete"] is True
        refused = client.put(f"/api/v1/photos/{missing['photo_id']}", as_=binh, data=DATA)
        assert refused.status_code in (200, 410)
        by_night(client)
    assert deleted(client) == {QUIET_PHOTO: ids}
