"""What the office does about open matters: asks a team for something, settles, reopens; the team's phones hear of each."""

from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, INVALID, NOT_ALLOWED, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.service import Subject, note
from app.people import queries as people
from app.people.models import Team
from app.people.rules import REVIEWERS
from app.reports import queries
from app.reports.models import MatterWord
from app.reports.queries import Standing
from app.reports.rules.matters import MOST_WORDS, Act
from app.web.database import db


def open_matter(actor: Actor, team_id: UUID, text: str) -> UUID:
    """Give a team something to do, carried by its shifts until it is settled; gives the matter's id."""
    _check(actor)
    matter_id = new_id()
    _say(actor, matter_id, team_id, Act.OPENED, _words_of(text))
    return matter_id


def settle_matter(actor: Actor, matter_id: UUID, words: str) -> None:
    """It is done, and ``words`` say how. ``ALREADY_THERE`` when somebody was quicker."""
    _check(actor)
    matter = _take_turn(actor, matter_id)
    if matter.settled is not None:
        raise DomainError(ALREADY_THERE)
    _say(actor, matter_id, matter.team_id, Act.SETTLED, _words_of(words))


def reopen_matter(actor: Actor, matter_id: UUID, words: str) -> None:
    """It is not done after all, and ``words`` say why. ``ALREADY_THERE`` when it is open."""
    _check(actor)
    matter = _take_turn(actor, matter_id)
    if matter.settled is None:
        raise DomainError(ALREADY_THERE)
    _say(actor, matter_id, matter.team_id, Act.REOPENED, _words_of(words))


def _check(actor: Actor) -> None:
    if actor.role not in REVIEWERS:
        raise DomainError(NOT_ALLOWED)


def _take_turn(actor: Actor, matter_id: UUID) -> Standing:
    """The matter as it stands when nobody else speaks of this team's matters until our commit; ``NOT_FOUND``."""
    team_id = queries.get_matter(actor, matter_id).team_id
    here = (Team.commune_id == actor.commune_id) & (Team.id == team_id)
    db.session.execute(select(Team.id).where(here).with_for_update())
    return queries.get_matter(actor, matter_id)


def _words_of(text: str) -> str:
    words = nfc(text).strip()
    if not 1 <= len(words) <= MOST_WORDS:
        raise DomainError(INVALID, errors=[fault_at("/words", "Cần 1–300 ký tự")])
    return words


def _say(actor: Actor, matter_id: UUID, team_id: UUID, act: Act, words: str) -> None:
    now = clock.now()
    team = people.get_team(actor, team_id, local(now).date())
    word = MatterWord(commune_id=team.commune_id, id=new_id(), matter_id=matter_id, team_id=team_id)
    word.village_id, word.act, word.words = team.village_id, act.value, words
    word.account_id, word.at = actor.account_id, now
    db.session.add(word)
    note(team.commune_id, f"matter.{act.value}", Subject("matter", matter_id, team_id), actor)
