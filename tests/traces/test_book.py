"""The page of the journal: checked in pieces, a printed head compared, its notes looked through."""

from unittest.mock import patch

from sqlalchemy import update

from app.core.actor import SYSTEM
from app.core.ids import new_id
from app.journal import queries as journal
from app.journal.models import JournalNote
from app.journal.service import Subject, note
from app.traces import service
from app.traces.models import JournalCheck
from app.traces.service import go_on_checking
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.counting import counted_statements
from tests.nights import push_one, submit

PAGE, CHECK, NOTES = "/journal", "/journal/check", "/journal/notes"


def write(count: int) -> None:
    with unit_of_work():
        for place in range(count):
            note(COMMUNE, "test.note", Subject("test", new_id()), SYSTEM, facts={"place": place})


def press(client: ActingClient, who: Person) -> str:
    answer = client.submit(CHECK, {"book": COMMUNE}, as_=who, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_whole_book_is_said_to_be_whole_by_whom_and_when(client: ActingClient, vinh: Person, inside: None) -> None:
    assert "Sổ này chưa ai kiểm tra" in client.get(PAGE, as_=vinh).text
    notes = journal.head_of(COMMUNE)

    page = press(client, vinh)

    assert "sổ nguyên vẹn" in page
    assert f"Đỗ Quang Vinh: {notes} ghi chép" in page
    assert "Từ đó có thêm 1 ghi chép" in page
    assert list(journal.find_faults(COMMUNE)) == []


def test_a_changed_note_is_found_with_its_number_and_stays_told(client: ActingClient, vinh: Person, inside: None) -> None:
    write(3)
    last = journal.head_of(COMMUNE)
    with unit_of_work():
        db.session.execute(update(JournalNote).where(JournalNote.seq == last - 1).values(facts={"place": "other"}))

    page = press(client, vinh)

    assert "Sổ có 1 chỗ sai" in page
    assert f"Số {last - 1}: nội dung không khớp dấu" in page
    assert f"Số {last - 1}: nội dung không khớp dấu" in client.get(PAGE, as_=vinh).text


def test_a_large_book_is_checked_in_pieces_by_presses_and_by_the_chore(
    client: ActingClient, vinh: Person, inside: None
) -> None:
    write(30)
    notes = journal.head_of(COMMUNE)

    with patch.object(service, "_AT_ONCE", 10), patch.object(service.rules, "AT_A_PRESS", 0.0):
        page = press(client, vinh)
        assert f"Đã qua 10 trên {notes} ghi chép" in page
        assert "data-go-on" in page
        write(1)
        assert "Đã qua 20 trên" in press(client, vinh)
    assert go_on_checking() == 1
    assert go_on_checking() == 0

    assert "sổ nguyên vẹn" not in client.get(PAGE, as_=vinh).text
    page = client.get(PAGE, as_=vinh).text
    assert "Không có chỗ nào sai" in page
    check = db.session.query(JournalCheck).one()
    assert (check.seq, check.fault_count) == (notes + 1, 0)


def test_a_printed_head_is_compared(client: ActingClient, vinh: Person, inside: None) -> None:
    head = journal.find_head(COMMUNE)
    printed = head.chain.hex().upper()
    write(2)

    def compare(seq: int, mark: str) -> str:
        return client.get(f"{PAGE}?seq={seq}&mark={mark}", as_=vinh).text

    assert "Khớp. Sổ đến số này" in compare(head.seq, printed)
    assert "Khớp. Sổ đến số này" in compare(head.seq, f"{printed[:8]}+{printed[8:16]}")
    assert "Không khớp" in compare(head.seq + 1, printed)
    assert "Sổ không có ghi chép số này" in compare(head.seq + 99, printed)
    assert "Dấu cần ít nhất 8 chữ" in compare(head.seq, "xyz")
    assert f"Số {head.seq + 2}" in client.get(PAGE, as_=vinh).text


def test_notes_are_looked_for_by_kind_person_day_and_number(
    client: ActingClient, binh: Person, vinh: Person, inside: None
) -> None:
    push_one(client, binh, op := submit(binh))
    seq = journal.head_of(COMMUNE)
    link = f'href="/history/report/{op["report_id"]}"'

    for good in ("about=report", "person=van+binh", "first=2026-11-21&last=2026-11-21", f"record={op['report_id']}"):
        assert link in client.get(f"{NOTES}?{good}", as_=vinh).text, good
    assert link in client.get(f"{NOTES}?record={seq}", as_=vinh).text
    for bad in ("about=team", "person=vinh", "last=2026-11-20", f"record={new_id()}", f"record={seq - 1}", "person=zzz"):
        assert link not in client.get(f"{NOTES}?{bad}", as_=vinh).text, bad


def test_the_notes_are_turned_page_by_page_at_a_fixed_cost(client: ActingClient, vinh: Person, inside: None) -> None:
    def cost() -> int:
        client.get(NOTES, as_=vinh)
        with counted_statements() as seen:
            client.get(NOTES, as_=vinh)
        return len(seen)

    few = cost()
    write(120)
    assert cost() == few
    last = journal.head_of(COMMUNE)
    first = client.get(NOTES, as_=vinh).text
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(older, as_=vinh).text
    back = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    again = client.get(back, as_=vinh).text

    assert f"số {last - 49}<" in first
    assert f"số {last - 50}<" in second
    assert f"số {last - 49}<" in again
    assert f"số {last - 50}<" not in again


def test_only_the_chief_reads_the_book_and_only_his_own(client: ActingClient, cast: dict[str, Person], anh: Person) -> None:
    for who in (cast["ha"], cast["tu"], cast["loan"], cast["quan"], anh):
        for path in (PAGE, NOTES):
            assert client.get(path, as_=who).status_code == 403
        assert client.submit(CHECK, {"book": COMMUNE}, as_=who).status_code == 403
    for path in (PAGE, NOTES):
        assert client.get(f"{path}?book={COMMUNE}", as_=cast["dung"]).status_code == 404
