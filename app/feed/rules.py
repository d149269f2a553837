"""What the feed says, and to whom: sentences made from coded fields alone.

A sentence knows the night, the village, words of the catalogue, counts and results. Nothing that a person wrote, no name,
picture, position or plate can get into it, because it is never given any.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.people.rules import DEIDENTIFIED_READERS, POLICE, PROVINCE

QUIET, SHIFT, INCIDENT, ACTIVITY, MODEL = "quiet", "shift", "incident", "activity", "model"
KINDS = (QUIET, SHIFT, INCIDENT, ACTIVITY, MODEL)
# Gong drills and checks of models stand under their own heading; other activities are propaganda.
MODEL_CATEGORIES = ("G03", "G05")
SHOWN_STATES = ("submitted", "approved", "returned", "locked")
APPROVED_STATES = ("approved", "locked")
_MOST_PHRASES = 4
# A number of incidents below this is not told to the public: few are somebody's.
_FEW = 3
_LARGEST_FIGURE = 100_000


class Words(Protocol):
    """What a sentence asks of a word of the catalogue."""

    @property
    def police_only(self) -> bool:
        """Whether incidents of this category stay with the police."""

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The category's own fields."""

    def told(self, language: str) -> str:
        """The words that follow a number."""


class Named(Protocol):
    """A word with its whole name."""

    def named(self, language: str) -> str:
        """The name in ``vi`` or ``en``."""


@dataclass(frozen=True)
class Lexicon:
    """The words that sentences are made of: categories and results by code."""

    categories: Mapping[str, Words]
    results: Mapping[str, Named]

    def is_hidden(self, category: str) -> bool:
        """Whether an incident of this category is for police alone; an unknown one is."""
        known = self.categories.get(category)
        return known is None or known.police_only


@dataclass(frozen=True)
class Told:
    """What there is to tell of one report: ``incidents`` are (category, result), ``activities`` (category, details)."""

    night: date
    village: str
    quiet: bool
    incidents: Sequence[tuple[str, str | None]] = ()
    activities: Sequence[tuple[str, Mapping[str, Any]]] = ()

    def for_others(self, lexicon: Lexicon) -> "Told":
        """The same without what is for police alone: the whole incident is left out, and nothing says that it was."""
        shown = [one for one in self.incidents if not lexicon.is_hidden(one[0])]
        known = [one for one in self.activities if one[0] in lexicon.categories]
        return Told(self.night, self.village, self.quiet, shown, known)


def kind_of(told: Told) -> str:
    """Under which heading the item stands: quiet, shift, incident, activity or model."""
    if told.incidents:
        return INCIDENT
    codes = {code for code, _ in told.activities}
    if codes:
        return MODEL if codes & set(MODEL_CATEGORIES) else ACTIVITY
    return QUIET if told.quiet else SHIFT


def sentence_of(told: Told, lexicon: Lexicon, language: str = "vi") -> str:
    """``Đêm 15/11, Cầu Đá: 1 cây đổ, đang theo dõi.``"""
    english = language == "en"
    day = f"{told.night:%d/%m}"
    where = f"Night of {day}, {told.village}" if english else f"Đêm {day}, {told.village}"
    phrases = _incident_phrases(told.incidents, lexicon, language) + _activity_phrases(told.activities, lexicon, language)
    if phrases:
        return f"{where}: {'; '.join(_shortened(phrases, english))}."
    if told.quiet:
        return f"{where}: quiet shift, nothing happened." if english else f"{where}: ca bình thường, không có vụ việc."
    return f"{where}: the team was on patrol." if english else f"{where}: tổ đã đi tuần."


def phrases_for_public(told: Sequence[Told], lexicon: Lexicon, language: str = "vi") -> tuple[list[str], list[str]]:
    """What the public is told of one night of the whole commune: incidents, and activities village by village.

    Of incidents neither the village nor the outcome: in a small place those two are a person.
    """
    public = [one.for_others(lexicon) for one in told]
    incidents = [(code, None) for one in public for code, _ in one.incidents]
    activities = [
        f"{one.village}: {'; '.join(_activity_phrases(one.activities, lexicon, language))}"
        for one in public
        if one.activities
    ]
    return _incident_phrases(incidents, lexicon, language), activities


def public_number(value: int) -> int | None:
    """A sum of incidents as the public is told it; None where they are too few to be told."""
    return value if value == 0 or value >= _FEW else None


def _shortened(phrases: list[str], english: bool) -> list[str]:
    left = len(phrases) - _MOST_PHRASES
    if left <= 0:
        return phrases
    return [*phrases[:_MOST_PHRASES], f"and {left} more" if english else f"và {left} việc khác"]


def _incident_phrases(incidents: Iterable[tuple[str, str | None]], lexicon: Lexicon, language: str) -> list[str]:
    found = []
    for (code, result), number in Counter(incidents).items():
        known = lexicon.categories.get(code)
        if known is None:
            continue
        outcome = lexicon.results.get(result or "")
        words = _counted(number, known.told(language), language)
        found.append(f"{words}, {_lower(outcome.named(language))}" if outcome else words)
    return found


def _activity_phrases(activities: Sequence[tuple[str, Mapping[str, Any]]], lexicon: Lexicon, language: str) -> list[str]:
    found = []
    for code, number in Counter(code for code, _ in activities).items():
        known = lexicon.categories.get(code)
        if known is not None:
            figures = _figures(known, [details for other, details in activities if other == code], language)
            found.append(", ".join([_counted(number, known.told(language), language), *figures]))
    return found


def _figures(known: Words, details: Iterable[Mapping[str, Any]], language: str) -> list[str]:
    """The sums of a category's own numbers that have a unit: ``45 phút``. Anything that is no number is passed over."""
    entries = list(details)
    found = []
    for field in known.fields:
        if field.get("type") != "number" or not field.get("unit") or field.get("police_only"):
            continue
        values = [entry.get(field["key"]) for entry in entries]
        total = sum(value for value in values if type(value) is int and 0 < value <= _LARGEST_FIGURE)
        if total:
            unit = field.get("unit_en", field["unit"]) if language == "en" else field["unit"]
            found.append(f"{_number(total, language)} {unit}")
    return found


def _counted(number: int, words: str, language: str) -> str:
    if language == "en":
        return f"1 {words}" if number == 1 else f"{_number(number, language)} × {words}"
    return f"{_number(number, language)} {words}"


def _number(value: int, language: str) -> str:
    text = f"{value:,}"
    return text if language == "en" else text.replace(",", ".")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def check_may_read(actor: Actor) -> None:
    """Police, those who read approved things, the province (figures) and phones; nobody else has a feed."""
    if actor.kind == "device" or actor.role in (*POLICE, *DEIDENTIFIED_READERS, PROVINCE):
        return
    raise DomainError(NOT_ALLOWED)
