"""Silent sites: each silence is raised once for the keepers, and is over when something is heard again."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.errors import ALREADY_THERE, DomainError
from app.core.night import local
from app.journal import queries as journal
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.people.rules import CHIEF
from app.registry import queries, rules
from app.registry.models import Difficulty, SiteSilence
from app.registry.queries import Heard
from app.registry.rules import lateness
from app.registry.service.difficulties import Raised, raise_difficulty
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work


def raise_site_silences() -> int:
    """Raise the silences of every commune; gives how many. In its own units of work, safe to run at any time."""
    count, today = 0, local(clock.now()).date()
    for commune_id in journal.list_communes(present=True):
        former = journal.list_former(commune_id)
        actor = Actor("office", role=CHIEF, commune_id=commune_id, former_ids=former)
        days = int(catalogue.value_on(lateness.SILENT_DAYS, today, commune_id) or lateness.USUALLY)
        heard = queries.read_heard(actor)
        known = {key: [(one.since, one.over_at) for one in rows] for key, rows in queries.silences_of(actor.books).items()}
        end_reading()
        living = {(one.commune_id, one.site_id) for one in heard}
        for one in heard:
            since = lateness.silent_since(one.days, today, days)
            standing = [begun for begun, over in known.get((one.commune_id, one.site_id), []) if over is None]
            _end(one.commune_id, one.site_id, [begun for begun in standing if begun != since])
            if since is not None and all(begun != since for begun, _over in known.get((one.commune_id, one.site_id), [])):
                count += _raise(one, since, days)
        for key in known.keys() - living:
            # Paused or ended meanwhile: nobody expects anything of it.
            _end(*key, [begun for begun, over in known[key] if over is None])
    return count


def _end(commune_id: str, site_id: UUID, begun: list[date]) -> None:
    if not begun:
        return
    with unit_of_work():
        here = (SiteSilence.commune_id == commune_id) & (SiteSilence.site_id == site_id) & SiteSilence.since.in_(begun)
        for one in db.session.scalars(select(SiteSilence).where(here, SiteSilence.over_at.is_(None))):
            one.over_at = clock.now()


def _raise(heard: Heard, since: date, days: int) -> bool:
    try:
        with unit_of_work():
            one = SiteSilence(commune_id=heard.commune_id, site_id=heard.site_id, since=since, days=days)
            one.raised_at = clock.now()
            db.session.add(one)
            facts: dict[str, Any] = {"since": since.isoformat(), "days": days}
            subject = Subject("site", heard.site_id)
            note(heard.commune_id, "site.silent", subject, SYSTEM, facts=facts, audience=POLICE_ONLY)
    except IntegrityError:
        # Another worker was quicker.
        return False
    return True


def make_difficulty(actor: Actor, site_id: UUID, *, words: str, owner: str, due_on: date) -> Difficulty:
    """Make a difficulty of a silence; ``ALREADY_THERE`` when somebody did. ``NOT_ALLOWED``, ``NOT_FOUND``, ``INVALID``."""
    rules.check_may_keep(actor)
    silence = queries.get_silence(actor, site_id)
    if silence.difficulty_id is not None:
        raise DomainError(ALREADY_THERE)
    one = raise_difficulty(actor, Raised("people", words, owner, due_on, site_id=site_id))
    silence.difficulty_id = one.id
    return one
