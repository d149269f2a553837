"""A commune's own kinds of models: added, asked about, called otherwise, ended; seen by nobody else."""

from collections.abc import Iterator
from html import unescape

import pytest

from app.catalogue import queries as catalogue
from app.core.errors import CHANGED_MEANWHILE, INVALID, NOT_ALLOWED, NOT_FOUND, DomainError
from app.registry import queries, service
from app.registry.rules.sites import SiteWords
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.registry.books import LAUNCHED

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture(autouse=True)
def fresh_catalogue(app: object, inside: None) -> Iterator[None]:
    """The kinds of another test's database are not those of this one."""
    catalogue.forget()
    yield
    catalogue.forget()


def add(who: Person, vi: str = "Điểm chữa cháy công cộng") -> str:
    with unit_of_work():
        return service.add_kind(who.actor(), vi, "Public fire point", grouped=True).code


def mark(who: Person, code: str) -> str:
    return queries.get_own_kind(who.actor(), code)[1]


def ask(who: Person, code: str, key: str | None = None, **said: object) -> None:
    with unit_of_work():
        service.set_kind_question(who.actor(), code, key, said, mark=mark(who, code))


def test_an_own_kind_asks_up_to_six_questions_and_its_sites_answer_them(client: ActingClient, cast: Cast) -> None:
    loan = cast["loan"]
    code = add(loan)
    ask(loan, code, vi="Bình chữa cháy", type="number", unit="bình", least="0", most="20", required="y")
    ask(loan, code, vi="Có biển chỉ dẫn", type="yesno")
    for number in range(4):
        ask(loan, code, vi=f"Câu hỏi số {number}", type="text")
    with pytest.raises(DomainError) as refusal:
        ask(loan, code, vi="Câu thứ bảy", type="yesno")
    assert refusal.value.problem is INVALID

    page = client.get(f"/models/enter?kind={code}", as_=cast["ha"]).get_data(as_text=True)
    assert "Bình chữa cháy" in page and "Có biển chỉ dẫn" in page
    said = {"name": "Điểm chợ", "village": str(cast["binh"].village_id), "launched_on": "2024-04-27", "version": "0"}
    wrong = client.submit(f"/models/enter?kind={code}", said | {"answer-f1": "21"}, as_=cast["ha"])
    assert wrong.status_code == 422 and "ngoài khoảng" in wrong.get_data(as_text=True)
    assert 'value="21"' in wrong.get_data(as_text=True), "what was written stays"
    kept = client.submit(f"/models/enter?kind={code}", said | {"answer-f1": "4", "answer-f2": "yes"}, as_=cast["ha"])
    shown = unescape(client.get(kept.headers["Location"], as_=cast["sau"]).get_data(as_text=True))
    assert "4 bình" in shown and "<dd>Có</dd>" in shown


def test_a_question_that_is_ended_keeps_its_answers(cast: Cast) -> None:
    vinh = cast["vinh"]
    code = add(vinh)
    ask(vinh, code, vi="Có biển chỉ dẫn", type="yesno")
    with unit_of_work():
        said = SiteWords("Điểm chợ", None, answers={"f1": "yes"}, founding=LAUNCHED)
        site_id = service.enter_site(vinh.actor(), code, said).id
    ask(vinh, code, "f1", vi="Có biển chỉ dẫn", off=True)
    with unit_of_work():
        service.change_site(vinh.actor(), site_id, SiteWords("Điểm chợ mới", None, answers={}, founding=LAUNCHED), version=1)
    assert queries.get_site(vinh.actor(), site_id).values == {"f1": True}


def test_no_question_begins_a_file_on_a_person(cast: Cast) -> None:
    code = add(cast["vinh"])
    for words in ("Họ và tên trưởng nhóm", "Số CCCD", "Tôn giáo", "Dân tộc", "Ngày sinh", "Địa chỉ nhà"):
        with pytest.raises(DomainError) as refusal:
            ask(cast["vinh"], code, vi=words, type="text")
        assert refusal.value.problem is INVALID


def test_a_kind_is_called_otherwise_on_top_of_what_was_seen_and_ends(cast: Cast) -> None:
    vinh, loan = cast["vinh"], cast["loan"]
    code = add(vinh)
    seen = mark(loan, code)
    with unit_of_work():
        service.call_kind(vinh.actor(), code, "Điểm chữa cháy của xóm", "", grouped=False, mark=seen)
    with pytest.raises(DomainError) as refusal, unit_of_work():
        service.end_kind(loan.actor(), code, mark=seen)
    assert refusal.value.problem is CHANGED_MEANWHILE
    with unit_of_work():
        service.end_kind(loan.actor(), code, mark=mark(loan, code))
    assert code not in queries.kinds_for(vinh.actor())
    with pytest.raises(DomainError) as refusal, unit_of_work():
        service.enter_site(vinh.actor(), code, SiteWords("Điểm chợ", None, founding=LAUNCHED))
    assert refusal.value.problem is INVALID


def test_names_are_told_apart_without_diacritics(cast: Cast) -> None:
    add(cast["vinh"])
    for words in ("diem chua chay CONG CONG", "Tiếng kẻng an ninh", "ab"):
        with pytest.raises(DomainError) as refusal:
            add(cast["loan"], words)
        assert refusal.value.problem is INVALID


def test_only_who_keeps_the_whole_book_sets_kinds_and_only_there_they_are(client: ActingClient, cast: Cast) -> None:
    for key in ("ha", "tu", "hien", "sau", "son", "binh"):
        with pytest.raises(DomainError) as refusal:
            add(cast[key], "Loại của người khác")
        assert refusal.value.problem is NOT_ALLOWED
    code = add(cast["vinh"])
    dung = cast["dung"]
    assert code not in queries.kinds_for(dung.actor())
    for path in (f"/models/kinds/{code}", f"/models/kinds/{code}/edit", f"/models/enter?kind={code}"):
        assert client.get(path, as_=dung).status_code == 404
    with pytest.raises(DomainError) as refusal, unit_of_work():
        service.enter_site(dung.actor(), code, SiteWords("Điểm chợ", None, founding=LAUNCHED))
    assert refusal.value.problem is INVALID
    with pytest.raises(DomainError) as refusal:
        queries.get_own_kind(dung.actor(), "M01")
    assert refusal.value.problem is NOT_FOUND
