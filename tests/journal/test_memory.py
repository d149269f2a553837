"""What is remembered of a book holds until its next note, for its own readers alone."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from app.core import clock
from app.core.actor import Actor
from app.journal import memory
from app.people import queries as people
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import push_one, submit


def test_a_reader_asks_again_only_when_a_note_was_written(
    inside: None, client: ActingClient, binh: Person, vinh: Person, dung: Person
) -> None:
    read: list[Actor] = []

    @memory.until_next_note(8)
    def count_teams(actor: Actor) -> int:
        read.append(actor)
        return len(people.list_teams(actor, clock.now().date(), members=False))

    chief = vinh.actor()
    first = count_teams(chief)
    with counted_statements(kept=True) as statements:
        again = count_teams(replace(chief, session_id=uuid4(), proven_at=clock.now()))
    assert (first, again, len(read), len(statements)) == (first, first, 1, 1)

    elsewhere = count_teams(dung.actor())
    assert (len(read), read[-1].commune_id) == (2, dung.actor().commune_id)
    assert elsewhere < first

    push_one(client, binh, submit(binh))
    db.session.rollback()
    count_teams(dung.actor())
    assert len(read) == 2
    count_teams(chief)
    assert len(read) == 3


def test_of_many_books_those_alone_are_asked_that_have_a_new_note(inside: None) -> None:
    asked: list[list[str]] = []

    @memory.book_by_book(2)
    def count(books: Sequence[str], what: str) -> dict[str, str]:
        asked.append(list(books))
        return {book: f"{what} in {book}" for book in books if book != "empty"}

    heads = {"here": (1, b"a"), "there": (1, b"b"), "empty": (1, b"c")}
    first = count(heads, "all")
    assert first == {"here": "all in here", "there": "all in there"}
    assert count(heads, "all") == first and asked == [["here", "there", "empty"]], "of an empty book nothing is asked twice"

    assert count(heads | {"there": (2, b"d")}, "all") == first and asked[1:] == [["there"]]
    assert count({"here": (1, b"a")}, "all") == {"here": "all in here"}, "nobody is told of a book that is not theirs"
    assert len(asked) == 2
    count({"here": (1, b"a")}, "one")
    assert asked[2:] == [["here"]]


def test_the_page_of_figures_follows_every_night_at_once(client: ActingClient, binh: Person, vinh: Person) -> None:
    def words() -> str:
        answer = client.get("/figures", query_string={"kind": "week", "at": "2026-11-22"}, as_=vinh)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    before = words()
    assert words() == before
    push_one(client, binh, submit(binh))
    assert words() != before
