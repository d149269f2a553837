"""Deciding for a commune: a setting, a category or its questions from a day on, and taking back what has not come yet."""

from app.commune.service.categories import add_category, call_category, words_of
from app.commune.service.changes import set_value, take_back
from app.commune.service.questions import set_question

__all__ = ["add_category", "call_category", "set_question", "set_value", "take_back", "words_of"]
