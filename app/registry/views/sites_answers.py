"""Answers to a kind's questions on a form: each question with what was written, and why an answer does not fit."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from app.catalogue.queries import KindOfModel
from app.core.errors import INVALID, DomainError
from app.registry.rules.answers import write_answer
from app.registry.views import sites_words as words
from app.web.wording import language

# What the names of their fields begin with.
PREFIX = "answer-"


def answer_pointers(kind: KindOfModel) -> set[str]:
    """Where the faults of answers point to; the page shows them beside the questions."""
    return {f"/values/{one['key']}" for one in kind.fields}


def answer_faults(refusal: DomainError) -> dict[str, str]:
    """Why an answer does not fit, by its question's key."""
    if refusal.problem is not INVALID:
        return {}
    start = "/values/"
    wrong = [fault for fault in refusal.facts.get("errors", []) if fault["pointer"].startswith(start)]
    return {fault["pointer"].removeprefix(start): _(fault["detail"]) for fault in wrong}


def question_face(one: Any, values: dict[str, Any] | None, faults: dict[str, str]) -> dict[str, Any]:
    """A question as its field shows it: as it was written, or with ``values``."""
    english = language() == "en"
    shown = write_answer(one, (values or {}).get(one["key"]))
    return {
        "id": PREFIX + one["key"],
        "words": words.question_words(one),
        "type": one["type"],
        "unit": one.get("unit_en" if english else "unit", ""),
        "least": one.get("min"),
        "most": one.get("max"),
        "length": one.get("max_length", 200),
        "needed": bool(one.get("required")),
        "options": [
            (option["code"], option["en"] if english else option["vi"])
            for option in one.get("options", ())
            if not option.get("ended")
        ],
        "value": request.form.get(PREFIX + one["key"], shown),
        "fault": faults.get(one["key"], ""),
    }
