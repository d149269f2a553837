"""The forms of the office's pages about reports."""

from app.reports.forms.deciding import (
    COVER_REASONS,
    DUE_HOURS,
    EMPTY_FRAMES,
    TEAM_PHRASES,
    AskForm,
    CorrectForm,
    CoverForm,
    CoverPhotoForm,
    CoverWordsForm,
    FrameForm,
    ReturnForm,
    SettleForm,
    WordsForm,
)
from app.reports.forms.filtering import TASK_WORDS, FilterForm, MatterFilter, picked

__all__ = [
    "COVER_REASONS",
    "DUE_HOURS",
    "EMPTY_FRAMES",
    "TASK_WORDS",
    "TEAM_PHRASES",
    "AskForm",
    "CorrectForm",
    "CoverForm",
    "CoverPhotoForm",
    "CoverWordsForm",
    "FilterForm",
    "FrameForm",
    "MatterFilter",
    "ReturnForm",
    "SettleForm",
    "WordsForm",
    "picked",
]
