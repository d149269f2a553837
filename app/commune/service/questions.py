"""The questions of a category of the commune's own: added, changed, put in order and ended from a day on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.catalogue.rules import OF_FIELDS
from app.commune import queries, rules
from app.commune.models import SettingChange
from app.commune.rules import questions
from app.commune.service.changes import since_faults, write_change
from app.core.actor import Actor
from app.core.errors import INVALID, NOT_FOUND, DomainError


def set_question(actor: Actor, code: str, key: str | None, said: Mapping[str, Any], since: date | None) -> SettingChange:
    """Ask what ``said`` writes (``rules/questions.py``, and ``place`` from 1) from ``since`` on; ``key`` None is a new one.

    ``NOT_FOUND`` unless the category is the commune's own and has that question; ``INVALID`` names what does not fit. Old
    reports keep their answers and the words of what is asked no more.
    """
    commune_id = rules.check_may_set(actor)
    row = queries.get_own_category(actor, code)
    faults = since_faults(since)
    listed = queries.questions_on(row, since or queries.today())
    before = next((one for one in listed if one["key"] == key), None)
    if key is not None and before is None:
        raise DomainError(NOT_FOUND)
    question, wrong = questions.question_from(said, before, key or questions.next_key(queries.questions_ever(row)))
    found, crowded = questions.put(listed, question, int(said.get("place") or len(listed) + 1))
    faults += wrong + crowded
    planned = queries.planned_after(actor, f"{OF_FIELDS}{code}", since) if since else None
    if planned is not None:
        # The later list was made without this change, and would undo it on its day.
        faults.append({"pointer": "/since", "detail": "Đã định một thay đổi cho ngày sau đó. Bỏ thay đổi ấy trước."})
    if faults or since is None:
        raise DomainError(INVALID, errors=faults)
    return write_change(actor, commune_id, f"{OF_FIELDS}{code}", found, since, before=listed)
