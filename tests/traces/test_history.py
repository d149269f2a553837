"""The history of each record from the journal, in words, for those who may see the record."""

import re
from datetime import date
from uuid import UUID

from sqlalchemy import update

from app.journal.models import JournalNote
from app.people import service as people
from app.roster import service as roster
from app.roster.rules import Point
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import fresh, push_one, submit
from tests.roster.plans import NIGHT, own_team, plan


def read(client: ActingClient, who: Person, kind: str, key: object) -> str:
    answer = client.get(f"/history/{kind}/{key}", as_=who)
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_every_kind_of_record_tells_who_did_what(
    client: ActingClient, binh: Person, ha: Person, vinh: Person, inside: None
) -> None:
    with unit_of_work():
        member = people.add_member(ha.actor(), own_team(binh), "Lý Thị Mai", role="deputy", since=date(2026, 1, 1))
        route = roster.add_route(ha.actor(), own_team(binh), "Vòng chợ", points=[Point("Cổng chợ")], length_m=900)
        notice = roster.post_notice(ha.actor(), "Mưa lớn", "Cẩn thận", team_id=own_team(binh))
        ids = {"member": member.id, "route": route.id, "notice": notice.id, "team": own_team(binh), "device": binh.id}
    (ids["shift"],) = plan(ha, binh, NIGHT)
    op = submit(binh)
    push_one(client, binh, op)
    ids["report"] = op["report_id"]
    told = {kind: read(client, ha, kind, key) for kind, key in ids.items()}

    assert "Thêm tổ viên Tổ phó, từ 01/01/2026" in told["member"]
    assert "Tổ viên: Lý Thị Mai" in told["member"]
    assert "Thêm lộ trình 1 điểm Lê Thị Thu Hà, Cán bộ Công an xã" in told["route"]
    assert "Đăng thông báo Lê Thị Thu Hà" in told["notice"]
    assert "Lập tổ" in told["team"]
    assert "Máy vào tổ" in told["device"]
    assert "Xếp ca đêm" in told["shift"]
    assert "Tổ gửi báo cáo đêm 21/11, bản 1, ca bình thường Nguyễn Văn Bình, trên máy của tổ" in told["report"]
    assert "Mở tài khoản Cán bộ Công an xã" in read(client, vinh, "account", ha.id)
    for words in told.values():
        assert "{" not in words


def test_what_an_officer_may_not_see_is_unknown(
    client: ActingClient, khoi: Person, binh: Person, ha: Person, dung: Person, loan: Person, inside: None
) -> None:
    push_one(client, khoi, op := submit(khoi))
    hidden = {"report": op["report_id"], "team": own_team(khoi), "device": khoi.id, "account": ha.id, "shift": fresh()}

    for kind, key in hidden.items():
        assert client.get(f"/history/{kind}/{key}", as_=ha).status_code == 404, kind
        assert client.get(f"/history/{kind}/{key}", as_=dung).status_code == 404, kind
    assert client.get(f"/history/nonsense/{binh.id}", as_=ha).status_code == 404
    assert client.get(f"/history/team/{binh.team_id}", as_=loan).status_code == 403


def test_erased_facts_are_said_to_be_and_spoilt_ones_break_no_page(client: ActingClient, binh: Person, ha: Person) -> None:
    push_one(client, binh, op := submit(binh))
    key = UUID(op["report_id"])

    def spoil(facts: object) -> None:
        with client.app.app_context(), unit_of_work():
            db.session.execute(update(JournalNote).where(JournalNote.subject_id == key).values(facts=facts))

    spoil({"night": ["?"], "state": 7, "version": "x", "reasons": 4, "later": {"a": 1}})
    assert "Tổ gửi báo cáo Nguyễn Văn Bình" in read(client, ha, "report", key)
    spoil(None)
    assert "Nội dung đã xóa khi hết hạn giữ" in read(client, ha, "report", key)


def test_a_long_history_costs_what_a_short_one_costs(client: ActingClient, binh: Person, ha: Person, inside: None) -> None:
    team = own_team(binh)

    def cost(names: int) -> int:
        for place in range(names):
            with unit_of_work():
                people.rename_team(ha.actor(), team, f"Tổ {place}")
        client.get(f"/history/team/{team}", as_=ha)
        with counted_statements() as seen:
            client.get(f"/history/team/{team}", as_=ha)
        return len(seen)

    assert cost(9) == cost(60)
    page = client.get(f"/history/team/{team}", as_=ha).text
    older = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Lập tổ" in client.get(older, as_=ha).text
