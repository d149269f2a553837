"""Evidence for the yearly class: each line from records, what is wanting said so; the class itself is what people say."""

import re
from datetime import date
from html import unescape

import pytest

from app.figures.models import Classing
from app.journal.models import JournalNote
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.figures import faces
from tests.figures.test_walking import Nights, happen
from tests.nights import fresh
from tests.roster.plans import own_team

YEAR = "?at=2026-11-14"
_EVIDENCE = re.compile(r'<a class="link" href="([^"]+)" data-evidence>([\d.]+)<')
_GROUP = re.compile(r'<th scope="colgroup"[^>]*>([^<]*)</th></tr>(.*?)</tbody>', re.DOTALL)


def sheet(client: ActingClient, reader: Person, person: Person) -> str:
    answer = client.get(f"/teams/{own_team(person)}/class{YEAR}", as_=reader)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


@pytest.mark.usefixtures("inside")
def test_each_line_leads_to_its_records_and_what_is_wanting_is_said(
    client: ActingClient, binh: Person, vinh: Person
) -> None:
    happen(client, vinh, binh)
    page = sheet(client, vinh, binh)
    walked = 0
    for url, written in _EVIDENCE.findall(page):
        if "class-year" in url:
            continue
        sums = faces.totals(client.get(unescape(url), as_=vinh).get_data(as_text=True))
        found = sums["fitting"] if "category=" in url else sums.get("shifts", sums.get("reports"))
        assert found == faces.number(written), url
        walked += 1
    assert walked >= 9
    groups = {name: "chưa có minh chứng" in lines for name, lines in _GROUP.findall(page)}
    wanting = [name for name, is_wanting in groups.items() if is_wanting]
    assert len(groups) == 8 and [re.sub(r".*\(|\)", "", name) for name in wanting] == [
        "Điều 10",
        "Điều 11",
        "Sinh hoạt, tập huấn",
    ]
    overview = unescape(client.get(f"/classes{YEAR}", as_=vinh).get_data(as_text=True))
    assert "4/6" in overview and "chưa có đề nghị" in overview


@pytest.mark.usefixtures("inside")
def test_a_class_is_what_people_say_and_the_chief_decides(
    client: ActingClient, cast: Cast, binh: Person, khoi: Person, vinh: Person, ha: Person
) -> None:
    path = f"/teams/{own_team(binh)}/class"
    said = {"at": "2026-11-14", "level": "t", "reason": "Đủ sáu nhóm việc, gửi đúng hạn", "step": "proposed"}
    assert client.submit(path, said | {"reason": "  "}, as_=ha).status_code == 422
    assert client.submit(path, said | {"level": "best"}, as_=ha).status_code == 422
    assert client.submit(path, said, as_=ha).status_code == 303
    # An officer decides nothing, of another's village proposes nothing; who is on duty reads.
    assert client.submit(path, said | {"step": "decided"}, as_=ha).status_code == 403
    assert client.submit(f"/teams/{own_team(khoi)}/class", said, as_=ha).status_code == 404
    assert client.submit(path, said, as_=cast["tu"]).status_code == 403
    assert "mới là đề nghị" in sheet(client, vinh, binh)
    decided = said | {"level": "xs", "reason": "Cả năm không thiếu ca nào", "step": "decided"}
    assert client.submit(path, decided, as_=vinh).status_code == 303
    assert client.submit(path, said | {"reason": "Xin xem lại"}, as_=ha).status_code == 303

    page = sheet(client, vinh, binh)
    assert page.index("Hoàn thành xuất sắc nhiệm vụ</span>") < page.index("Minh chứng trong sổ")
    assert page.index("Xin xem lại") < page.index("Cả năm không thiếu ca nào") < page.index("Đủ sáu nhóm việc")
    db.session.rollback()
    rows = db.session.scalars(db.select(Classing).order_by(Classing.at, Classing.id)).all()
    assert [(one.step, one.level, one.year) for one in rows] == [
        ("proposed", "t", 2026), ("decided", "xs", 2026), ("proposed", "t", 2026),
    ]  # fmt: skip
    notes = db.session.scalars(db.select(JournalNote).where(JournalNote.subject_kind == "team")).all()
    told = [(one.kind, one.facts) for one in notes if one.kind.startswith("team.class")]
    assert told[1] == ("team.class-decided", {"year": 2026, "level": "xs"}) and len(told) == 3
    # Another year has heard nothing of it.
    assert "Chưa ai đề nghị" in client.get(f"{path}?at=2025-11-14", as_=vinh).get_data(as_text=True)


@pytest.mark.usefixtures("inside")
def test_all_teams_cost_the_same_and_stand_in_the_order_of_villages(
    client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    Nights(client, thanh, vinh, [], 3).tell(date(2026, 11, 3), fresh())

    def cost() -> tuple[int, list[str]]:
        client.get(f"/classes{YEAR}", as_=vinh)
        with counted_statements() as statements:
            page = client.get(f"/classes{YEAR}", as_=vinh).get_data(as_text=True)
        return len(statements), re.findall(r'<a class="row-link" href="/teams/([^/]+)/class', page)

    before, order = cost()
    happen(client, vinh, binh)
    assert cost() == (before, order) and len(order) > 2
