"""The register of consents, and the documents that the commune signs."""

from app.journal.models import AccessNote
from app.privacy.rules.papers import write_papers
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.consents.giving import give, withdraw
from tests.nights import push

PAPERS = "/privacy/papers"


def test_who_agreed_to_which_text_when_and_took_it_back(
    client: ActingClient, nga: Person, binh: Person, hoa: Person, dung: Person
) -> None:
    assert "Chưa có ai đồng ý" in client.get("/privacy/consents", as_=nga).get_data(as_text=True)
    push(client, binh, give(binh), withdraw(binh, "21:00"), give(binh, "22:00"))
    push(client, hoa, give(hoa, "20:30"))

    page = client.get("/privacy/consents", as_=nga).get_data(as_text=True)
    assert "2 thành viên đang đồng ý ghi vị trí." in page
    assert page.count(binh.name) == 2 and "21:00 ngày 21/11/2026" in page

    file = client.get("/privacy/consents.csv", as_=nga)
    lines = file.get_data(as_text=True).splitlines()
    assert lines[0] == "\ufeffThành viên,Tổ,Mục đích,Bản lời hỏi,Đồng ý lúc,Rút lại lúc,Cách ghi"
    assert f"{binh.name},Tổ BVANTT thôn Suối Cạn,vị trí,1,21/11/2026 20:00,21/11/2026 21:00,điện thoại" in lines
    assert len(lines) == 4
    with client.app.app_context():
        assert "export.consents" in [note.action for note in db.session.query(AccessNote)]
    assert binh.name not in client.get("/privacy/consents.csv", as_=dung).get_data(as_text=True)


def test_the_documents_carry_the_communes_name_and_terms(client: ActingClient, vinh: Person) -> None:
    listed = client.get(PAPERS, as_=vinh).get_data(as_text=True)
    for slug, words in (
        ("procedure", "ảnh ca bình thường 90 ngày"),
        ("safeguards", "Rủi ro: mất máy"),
        ("checks", "Tuần cuối của tháng 3"),
        ("channel", "Trụ sở Công an xã Đức Trọng"),
        ("poster", "Tổ tuần tra có thể chụp ảnh nơi công cộng"),
    ):
        assert f"{PAPERS}/{slug}" in listed
        page = client.get(f"{PAPERS}/{slug}", as_=vinh).get_data(as_text=True)
        assert words in page and "CÔNG AN XÃ ĐỨC TRỌNG" in page and "$" not in page.split("<main")[1], slug
    assert client.get(f"{PAPERS}/dossier", as_=vinh).status_code == 404


def test_a_document_can_be_copied_as_plain_text() -> None:
    facts = dict.fromkeys(
        ("commune", "police", "phone", "quiet", "incident", "grave", "unusual", "model", "feed", "members"), "X"
    )
    papers = write_papers(facts)

    assert len({paper.slug for paper in papers}) == 4
    for paper in papers:
        text = paper.as_text()
        assert text.startswith(f"{paper.kind}\n{paper.title}\n\n1. ") and "$" not in text
