"""How times, days and numbers are said in the office's pages, as filters of the templates.

Vietnamese is the source: "22 giờ 02", "21/11/2026", "1.000". All times are shown by a Vietnamese clock.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app.core.night import local
from app.web import translations
from app.web.i18n import babel


def language() -> str:
    """``vi`` or ``en``: the language of the present page."""
    locale = get_locale()
    return locale.language if locale else "vi"


def clock(moment: datetime | None) -> str:
    """``6:41``: for tables and lists, where the eye runs down a column."""
    if moment is None:
        return "–"
    at = local(moment)
    return f"{at.hour}:{at.minute:02d}"


def spoken(moment: datetime | None) -> str:
    """``22 giờ 02``, or ``4 giờ`` on the hour: for sentences."""
    if moment is None:
        return "–"
    at = local(moment)
    if language() == "en":
        return f"{at.hour:02d}:{at.minute:02d}"
    # Spaces that do not break: a time never falls apart at the end of a line.
    return f"{at.hour}\u00a0giờ" if at.minute == 0 else f"{at.hour}\u00a0giờ\u00a0{at.minute:02d}"


def day(value: date | datetime | None) -> str:
    """``21/11/2026``."""
    if value is None:
        return "–"
    at = local(value).date() if isinstance(value, datetime) else value
    return f"{at:%d/%m/%Y}"


def short_day(value: date | datetime | None) -> str:
    """``21/11``."""
    return day(value)[:5]


def moment(value: datetime | None) -> str:
    """``6:41 ngày 22/11``."""
    if value is None:
        return "–"
    return _("%(clock)s ngày %(day)s", clock=clock(value), day=short_day(value))


def night(value: date) -> str:
    """``Đêm 21 rạng sáng 22/11``; the first day carries its month only where the month turns."""
    dawn = value + timedelta(days=1)
    first = f"{value.day}" if value.month == dawn.month else f"{value:%d/%m}"
    return _("Đêm %(first)s rạng sáng %(dawn)s", first=first, dawn=f"{dawn:%d/%m}")


def short_night(value: date) -> str:
    """``đêm 21/11``: where the place is narrow."""
    return _("đêm %(day)s", day=f"{value:%d/%m}")


def month_title(value: date) -> str:
    """``Tháng 11 năm 2026``."""
    if language() == "en":
        return f"{value:%B %Y}"
    return f"Tháng {value.month} năm {value.year}"


def weekday(value: date) -> str:
    """``T2`` … ``CN``: head of a calendar's column."""
    names = (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))
    return names[value.weekday()]


_SEPARATORS = str.maketrans(",.", ".,")


def number(value: float) -> str:
    """``3.416`` or ``61,4``: Vietnamese separators, the English ones in English."""
    text = f"{value:,}"
    return text if text.isdigit() or language() == "en" else text.translate(_SEPARATORS)


def size(count: int) -> str:
    """``14 KB``, ``812 MB``, ``1,2 GB``: how much room something takes."""
    if count < 1e6:
        return f"{number(max(1, round(count / 1e3)))} KB"
    return f"{number(round(count / 1e9, 1))} GB" if count >= 1e9 else f"{number(round(count / 1e6))} MB"


def duration(minutes: float) -> str:
    """``45 phút``, ``1 giờ 20 phút``: how long something took."""
    whole = round(minutes)
    hours, rest = divmod(whole, 60)
    if not hours:
        return ngettext("%(num)s phút", "%(num)s phút", rest)
    spoken_hours = ngettext("%(num)s giờ", "%(num)s giờ", hours)
    return spoken_hours if not rest else f"{spoken_hours} " + ngettext("%(num)s phút", "%(num)s phút", rest)


def initials(name: str) -> str:
    """Two letters for the round field beside a name: ``Trịnh Văn Lâm`` → ``TL``."""
    words = name.split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


def listed(words: Sequence[Any]) -> str:
    """``a, b và c``."""
    texts = [str(word) for word in words]
    if len(texts) < 2:
        return "".join(texts)
    return _("%(first)s và %(last)s", first=", ".join(texts[:-1]), last=texts[-1])


def in_sentence(text: str) -> str:
    """A word that stands inside a sentence: ``Giao Công an xã`` → ``giao Công an xã``."""
    return text[:1].lower() + text[1:]


def in_a_row(words: Sequence[Any]) -> str:
    """``Gọi trực ban, giữ nguyên hiện trường``: only the first keeps its capital."""
    return ", ".join(str(word) if place == 0 else in_sentence(str(word)) for place, word in enumerate(words))


FILTERS = (
    clock,
    spoken,
    day,
    short_day,
    moment,
    night,
    short_night,
    month_title,
    weekday,
    number,
    size,
    duration,
    initials,
    listed,
    in_sentence,
    in_a_row,
)


def register(app: Flask) -> None:
    """Give every template these filters, the page's language and its texts."""
    translations.use(babel)
    for word in FILTERS:
        app.jinja_env.filters[word.__name__] = word
    app.jinja_env.globals["language"] = language
