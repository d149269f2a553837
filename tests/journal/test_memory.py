"""What is remembered of a book holds until its next note, for its own readers alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

from app.core import clock
from app.core.actor import Actor
from app.figures import queries as figures
from app.figures.rules import nights_touched
from app.journal import memory
from app.people import queries as people
from app.people import service as people_service
from app.roster import service as roster
from app.roster.rules import Point
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import push_one, submit
from tests.roster.plans import add_route


def test_a_reader_asks_again_only_when_a_note_was_written(
    inside: None, client: ActingClient, binh: Person, vinh: Person, dung: Person
) -> None:
    read: list[Actor] = []

    @memory.until_next_note(8)
    def count(look: memory.Look) -> int:
        read.append(look.actor)
        return len(people.list_teams(look.actor, clock.now().date(), members=False))

    def count_teams(actor: Actor) -> int:
        return count(memory.Look(actor))

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


def test_of_spans_of_nights_those_alone_are_read_that_a_note_has_touched(
    inside: None, client: ActingClient, binh: Person, vinh: Person
) -> None:
    october, november = (date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), date(2026, 11, 30))
    read: list[Sequence[object]] = []

    @memory.span_by_span(8, nights_touched)
    def ends(actor: Actor, spans: Sequence[memory.Span]) -> list[date]:
        read.append(list(spans))
        return [last for _, last in spans]

    def ask(*spans: memory.Span) -> list[date]:
        db.session.rollback()
        return ends(memory.Look(vinh.actor()), spans)

    assert ask(october, november) == ask(october, november) == [october[1], november[1]]
    assert ask(november) == [november[1]] and read == [[october, november]]

    push_one(client, binh, submit(binh))
    assert ask(october, november) == [october[1], november[1]] and read[1:] == [[november]]
    assert ask(november, october) == [november[1], october[1]] and len(read) == 2

    route = add_route(vinh, binh)
    ask(october)
    with unit_of_work():
        roster.change_route(vinh.actor(), route, "Tuyến chợ", points=[Point("Cổng chợ")])
    assert len(read) == 2 and ask(october) == [october[1]] and read[2:] == [[october]], "points may count in any night"


def test_the_page_of_figures_follows_every_night_at_once(client: ActingClient, binh: Person, vinh: Person) -> None:
    def words() -> str:
        answer = client.get("/figures", query_string={"kind": "week", "at": "2026-11-22"}, as_=vinh)
        assert answer.status_code == 200
        # Around the figures stand forms whose tokens are signed with the second they were written in.
        return answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]

    before = words()
    assert before and words() == before
    push_one(client, binh, submit(binh))
    assert words() != before


def test_a_report_makes_its_night_alone_be_read_and_a_team_is_called_anew_at_once(
    inside: None, client: ActingClient, binh: Person, vinh: Person
) -> None:
    chief, november = vinh.actor(), (date(2026, 11, 1), date(2026, 11, 21))

    def look() -> tuple[int, int, list[str]]:
        db.session.rollback()
        with counted_statements(kept=True) as statements:
            shown = figures.read_overview(chief, (november,), november, date(2026, 11, 22))
        of_books = [one for one in statements if "setting" not in one]
        return len(of_books), shown.spans[0].counts.received, [team.name for team in shown.teams]

    _, before, names = look()
    assert look() == (1, before, names)
    push_one(client, binh, submit(binh))
    # The heads, the notes since, the night, its hours.
    assert look() == (4, before + 1, names)
    assert binh.team_id is not None
    with unit_of_work():
        people_service.rename_team(chief, binh.team_id, "Tổ đổi tên")
    cost, received, now = look()
    # The heads, the notes since, the teams.
    assert (cost, received) == (3, before + 1)
    assert "Tổ đổi tên" in now and len(set(names) & set(now)) == len(names) - 1
