"""When a consent is in force. Plain: no Flask, no database, no clock."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from app.core.night import local

POSITION = "position"
GIVE, WITHDRAW = "consent.give", "consent.withdraw"
KINDS = (GIVE, WITHDRAW)
# The text promises these days: a commune may keep positions for fewer, never for more.
MOST_DAYS = 90
DAYS_SETTING = "retention_position_days"
_TEXTS = Path(__file__).parent / "data" / "texts.json"


@dataclass(frozen=True)
class Act:
    """A member gave (or withdrew) the consent to the text of ``version`` at ``at``."""

    id: UUID
    member_id: UUID
    version: int
    given: bool
    at: datetime


@cache
def read_texts() -> tuple[dict[str, Any], ...]:
    """Every text that was ever asked: ``{purpose, version, from, vi, en}``, oldest first. Texts are added, never changed."""
    return tuple(json.loads(_TEXTS.read_text("utf-8")))


def days_kept(setting: Any) -> int:
    """For how many days a position is kept where a commune has set ``setting`` (``None``: nothing)."""
    return MOST_DAYS if setting is None else max(0, min(MOST_DAYS, int(setting)))


def version_on(day: date) -> int:
    """Which text counts on ``day``; 0 before the first."""
    begun = [text["version"] for text in read_texts() if date.fromisoformat(text["from"]) <= day]
    return max(begun, default=0)


def last_act(acts: Iterable[Act], at: datetime | None = None) -> Act | None:
    """The newest of one member's acts, up to ``at`` where that is given.

    Phones tell whole seconds; within one the ids, which a phone makes in order, say which came later.
    """
    earlier = [act for act in acts if at is None or act.at <= at]
    return max(earlier, key=lambda act: (act.at, act.id), default=None)


def is_in_force(acts: Iterable[Act], at: datetime) -> bool:
    """Whether one member's consent held at ``at``: given by then, not withdrawn, and to the text that counted that day."""
    last = last_act(acts, at)
    return last is not None and last.given and last.version == version_on(local(at).date())


def find_in_force(acts: Iterable[Act], members: Iterable[UUID], at: datetime) -> set[UUID]:
    """Those of ``members`` whose consent holds at ``at``."""
    known = list(acts)
    return {one for one in members if is_in_force([act for act in known if act.member_id == one], at)}
