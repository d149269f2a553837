"""The facts of a note in words. What has no words yet is left out: a code tells a reader nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.catalogue import queries as catalogue
from app.core.errors import PROBLEMS
from app.figures.views.classing import LEVEL_WORDS
from app.people.forms.teams import ROLE_WORDS
from app.people.rules.phones import Trouble
from app.people.views.devices import trouble_words
from app.registry.views.sites_words import STORY_WORDS, kind_words
from app.reports import queries as reports
from app.reports.rules import STATE_WORDS, Resolution, State
from app.reports.views.held import resolution_words
from app.web.shell import role_name
from app.web.wording import day, language, number, short_night

Fact = Callable[[Any], str]


def facts_in_words(facts: Mapping[str, Any] | None) -> str:
    """What a note keeps beside its kind, as one line; says so when it was erased in time."""
    if facts is None:
        return _("Nội dung đã xóa khi hết hạn giữ; dấu trong sổ vẫn còn.")
    said = [words for name, tell in _TELLERS.items() if name in facts and (words := _told(tell, facts[name]))]
    return ", ".join(said)


def _told(tell: Fact, value: Any) -> str:
    """A value of another shape than we write, from a later version or a spoilt note, is not told."""
    try:
        return tell(value)
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""


def _night(value: Any) -> str:
    return short_night(date.fromisoformat(value))


def _iso(value: str) -> str:
    return day(date.fromisoformat(value))


def _day(words: Callable[[str], str]) -> Fact:
    return lambda value: words(day(date.fromisoformat(value)))


def _reasons(value: Any) -> str:
    if isinstance(value, str):
        return trouble_words()[Trouble(value)][0].lower()
    return ", ".join(reports.speaker().term("reasons", code).lower() for code in value)


def _role(value: Any) -> str:
    return str(ROLE_WORDS.get(value) or role_name(value))


def _problem(value: Any) -> str:
    known = PROBLEMS.get(value)
    return _(known.title).lower() if known else ""


def _resolution(value: Any) -> str:
    if value == "superseded":
        return _("tự hết, vì nội dung đã đến bằng đường khác")
    return resolution_words(done=True)[Resolution(value)].lower()


def _way(value: Any) -> str:
    return _("qua tệp cứu hộ") if value == "rescue" else ""


_TELLERS: dict[str, Fact] = {
    "night": _night,
    "level": lambda value: str(LEVEL_WORDS[value]).lower(),
    "year": lambda value: _("năm %(year)s", year=int(value)),
    "preset": lambda value: reports.speaker().preset(value).lower(),
    "version": lambda value: _("bản %(num)s", num=int(value)),
    "state": lambda value: _("thành “%(state)s”", state=_(STATE_WORDS[State(value)])),
    "quiet": lambda value: _("ca bình thường") if value is True else "",
    "category": lambda value: reports.speaker().category(value, short=True).lower(),
    "reasons": _reasons,
    "reason": _reasons,
    "role": _role,
    "move": lambda value: str(STORY_WORDS[value]).lower(),
    "since": _day(lambda text: _("từ %(day)s", day=text)),
    "day": _day(lambda text: _("ngày %(day)s", day=text)),
    "thing": lambda value: catalogue.terms("assets")[value].named(language()).lower(),
    "found": lambda value: catalogue.terms("asset_states")[value].named(language()).lower(),
    "doing": lambda value: catalogue.terms("activities")[value].named(language()).lower(),
    "on": _day(lambda text: _("hết ngày %(day)s", day=text)),
    "first_day": _day(lambda text: _("từ %(day)s", day=text)),
    "checkpoints": lambda value: ngettext("%(num)s điểm", "%(num)s điểm", int(value)),
    "unsent": lambda value: ngettext("còn %(num)s mục chưa gửi", "còn %(num)s mục chưa gửi", value) if value else "",
    "problem": _problem,
    "resolution": _resolution,
    "notes": lambda value: _("%(num)s ghi chép", num=number(int(value))),
    "faults": lambda value: ngettext("%(num)s chỗ sai", "%(num)s chỗ sai", value) if value else _("sổ nguyên vẹn"),
    "via": _way,
    "kinds": lambda value: _("loại %(old)s thành %(new)s", old=kind_words(value[0]), new=kind_words(value[1])),
    "launches": lambda value: _("ngày ra mắt %(old)s thành %(new)s", old=_iso(value[0]), new=_iso(value[1])),
    "answers": lambda value: _(
        "câu trả lời cũ: %(answers)s", answers="; ".join(f"{one}: {told}" for one, told in value.items())
    ),
    "because": lambda value: _("lý do: %(why)s", why=str(value)),
}
