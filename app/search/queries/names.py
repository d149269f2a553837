"""What is called by a name: teams, their members, places on their routes. Few enough to be read and compared here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from uuid import UUID

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.core.text import words_in
from app.journal.memory import Look, until_next_note
from app.people import queries as people
from app.people.queries import MemberRow, TeamRow
from app.reports import rules as report_rules
from app.roster import queries as roster
from app.search import rules
from app.search.queries.hits import Asked
from app.search.rules import Word


# Names of teams, places and kinds are few and stay; to fold them anew cost more than to compare them.
@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(words_in(name))


@dataclass(frozen=True)
class FoundPlace:
    """A checkpoint with its ``route``, or a route (which is of none), and the team that it belongs to."""

    name: str
    route: str
    team_id: UUID
    team: str


@dataclass(frozen=True)
class Called:
    """Everything in the actor's scope that has a name of its own: teams in the order of the villages, ended ones too, and
    places on routes in use."""

    teams: Sequence[TeamRow]
    places: Sequence[roster.PlaceName]


def read_called(actor: Actor, today: date) -> Called:
    """What may be meant by a name; two statements where the book has gone on, and the head's."""
    return _read(Look(actor), today)


@until_next_note(64)
def _read(look: Look, today: date) -> Called:
    return Called(people.list_teams(look.actor, today, ended=True, members=False), roster.list_place_names(look.actor))


@dataclass(frozen=True)
class Names:
    """What the words mean by names. ``team`` is the one picked or named in the words: only its members are looked for."""

    asked: Asked
    team: TeamRow | None = None
    teams: list[TeamRow] = field(default_factory=list)
    members: list[MemberRow] = field(default_factory=list)
    places: list[FoundPlace] = field(default_factory=list)


def resolve_names(called: Called, words: Sequence[Word], picked: TeamRow | None, on: date) -> Names:
    """Resolve the words in the names that there are, or of who belongs to the team that was picked, or is named, on the day
    ``on``; one statement, where one team is meant."""
    teams = called.teams
    named = rules.find_named(words, _callings(teams)) if picked is None else None
    meant, rest = named or (picked, list(words))
    telling = [word for word in words if picked or not _is_in_all(word, teams)]
    members = people.members_of(meant.commune_id, [meant.id], on).get(meant.id, []) if meant else []
    return Names(
        Asked(tuple(telling), _marks(telling, [] if picked else teams), picked.id if picked else None),
        team=meant,
        teams=[] if picked else [team for team in teams if rules.are_all_in(words, _calling(team))],
        members=[one for one in members if rules.are_all_in(rest, one.name)],
        places=_places(words, called.places, picked.id if picked else None),
    )


def _calling(team: TeamRow) -> str:
    return f"{team.name} {team.village_name}"


def _is_in_all(word: Word, teams: Sequence[TeamRow]) -> bool:
    """Whether every team is called so, as with "tổ": then its marks stand in every line, and it tells nothing."""
    return bool(teams) and all(word.is_in(_words(_calling(team))) for team in teams)


def _callings(teams: Sequence[TeamRow]) -> dict[str, TeamRow]:
    """The names by which one team alone is meant: its own, and its village's where it is the only team there."""
    found: dict[str, list[TeamRow]] = {}
    for team in teams:
        for name in {" ".join(_words(team.name)), " ".join(_words(team.village_name))}:
            found.setdefault(name, []).append(team)
    return {name: called[0] for name, called in found.items() if len(called) == 1}


def _marks(words: Sequence[Word], teams: Sequence[TeamRow]) -> dict[str, list[str]]:
    """The marks that stand for a word: of the teams, and of the kinds of incident and activity, that are called so."""
    kinds = catalogue.categories()
    called = {code: _words(f"{one.vi} {one.short_vi} {one.en}") for code, one in kinds.items()}
    names = {team.id: _words(_calling(team)) for team in teams}
    return {
        word.text: [
            *(report_rules.category_mark(code) for code, there in called.items() if word.is_in(there)),
            *(report_rules.team_mark(team_id) for team_id, there in names.items() if word.is_in(there)),
        ]
        for word in words
    }


def _places(words: Sequence[Word], places: Sequence[roster.PlaceName], team_id: UUID | None) -> list[FoundPlace]:
    """Routes and points: every word stands in the name, its route or its team, and one of them in the name itself."""
    found = []
    for place in places:
        if team_id not in (None, place.team_id):
            continue
        name, of = (place.name, place.route) if place.name else (place.route, "")
        own, whole = _words(name), _words(f"{name} {of} {place.team}")
        if all(word.is_in(whole) for word in words) and any(word.is_in(own) for word in words):
            found.append(FoundPlace(name, of, place.team_id, place.team))
    return found
