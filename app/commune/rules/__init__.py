"""What a commune may set, how each setting is written and read, and from when it may count. Plain: no database, no clock."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.catalogue.rules import OF_PRESET
from app.consents.rules import DAYS_SETTING, MOST_DAYS
from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.core.text import nfc
from app.people.rules import CHIEF, PROVINCE, pairing

NUMBER, CLOCK, WINDOW, PHONE, WORD, NUMBERS = "number", "clock", "window", "phone", "word", "numbers"
YESNO, YES, NO = "yesno", "có", "không"
NIGHTS = "nights"
# A decision takes effect within a year, or it is forgotten by everybody.
FURTHEST = timedelta(days=366)
PRONOUNS = ("bác", "cô chú", "anh chị", "")
NO_PRONOUN = "không xưng"
MOST_NUMBERS = 8
MOST_NIGHTS, MOST_WHY = 60, 120
NOTHING_CHANGES = "Không có gì thay đổi so với hiện nay"


@dataclass(frozen=True)
class Sort:
    """How a setting is written: its ``kind``, and for a number its bounds and unit."""

    kind: str
    least: int = 0
    most: int = 0
    unit: str = ""


# What people set, group by group. Of what nobody reads yet there is nothing to set.
GROUPS: dict[str, dict[str, Sort]] = {
    "night": {
        "night_window": Sort(WINDOW),
        "shift_people_least": Sort(NUMBER, 1, 20, "người"),
        "report_due": Sort(CLOCK),
        "held_alarm_hours": Sort(NUMBER, 1, 240, "giờ"),
    },
    "money": {
        "allowance_cap_nights": Sort(NUMBER, 0, 31, "đêm"),
        "night_least_minutes": Sort(NUMBER, 0, 480, "phút"),
        "night_stand_ins": Sort(YESNO),
        "nights_left_out": Sort(NIGHTS),
    },
    "urgent": {
        "duty_phone": Sort(PHONE),
        "emergency": Sort(NUMBERS),
        "alert_wait_seconds": Sort(NUMBER, 30, 1800, "giây"),
    },
    "models": {"model_silent_days": Sort(NUMBER, 30, 365, "ngày"), "model_defect_days": Sort(NUMBER, 1, 365, "ngày")},
    "words": {"pronoun": Sort(WORD)},
    "phones": {pairing.SETTING: Sort(YESNO)},
    "keep": {
        "phone_report_days": Sort(NUMBER, 14, 180, "ngày"),
        "phone_photo_days": Sort(NUMBER, 1, 60, "ngày"),
        "phone_operation_days": Sort(NUMBER, 60, 800, "ngày"),
        DAYS_SETTING: Sort(NUMBER, 1, MOST_DAYS, "ngày"),
    },
}
# Of these each commune has its own: what a province said of them would help nobody.
_OF_COMMUNES_ALONE = frozenset({"duty_phone"})
# By these an allowance is reckoned: whoever changes them shows the password again.
MONEY = frozenset({*GROUPS["money"], "night_window"})


def sorts_with(presets: Sequence[str]) -> dict[str, dict[str, Sort]]:
    """Every setting by its group; the usual shifts (codes) stand among those of the night."""
    hours = {f"{OF_PRESET}{code}": Sort(WINDOW) for code in presets}
    return GROUPS | {"night": GROUPS["night"] | hours}


def sorts_of_province() -> dict[str, dict[str, Sort]]:
    """What a province may set for those of its communes that have set nothing themselves."""
    return {
        group: {key: sort for key, sort in sorts.items() if key not in _OF_COMMUNES_ALONE} for group, sorts in GROUPS.items()
    }


def check_may_decide(actor: Actor) -> str:
    """The unit for whose settings the actor decides: a chief's commune, or an account's province; else ``NOT_ALLOWED``."""
    if actor.kind == "office" and actor.role == PROVINCE and actor.province_id is not None:
        return actor.province_id
    return check_may_set(actor)


def check_may_set(actor: Actor) -> str:
    """The commune for which the actor decides: the chief of its police; ``NOT_ALLOWED`` for others."""
    if actor.kind != "office" or actor.role != CHIEF or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def since_fault(since: date | None, today: date) -> str | None:
    """What is wrong with the day from which a change is to count, as a sentence."""
    if since is None:
        return "Xin chọn ngày có hiệu lực"
    if since < today:
        return "Ngày có hiệu lực không được ở trước hôm nay: đêm đã qua giữ theo mức cũ"
    return "Ngày có hiệu lực trong vòng một năm tới" if since > today + FURTHEST else None


def read_value(sort: Sort, text: str) -> Any:
    """The value that a person wrote; ``ValueError`` with a sentence when it is none of this sort."""
    return _READ[sort.kind](sort, nfc(text).strip())


def write_value(sort: Sort, value: Any) -> str:
    """A value as a person writes it: what ``read_value`` reads."""
    if sort.kind == WINDOW:
        return f"{value['start']} – {value['end']}"
    if sort.kind == NUMBERS:
        return "\n".join(f"{one['number']} {one['label']} | {one['label_en']}" for one in value)
    if sort.kind == NIGHTS:
        return "\n".join(f"{date.fromisoformat(one['night']):%d/%m/%Y} {one['reason']}" for one in value)
    if sort.kind == WORD:
        return str(value) or NO_PRONOUN
    if sort.kind == YESNO:
        return YES if value else NO
    return str(value)


def _number(sort: Sort, text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not sort.least <= int(text) <= sort.most:
        raise ValueError(f"Cần một số từ {sort.least} đến {sort.most}")
    return int(text)


def _clock(_sort: Sort, text: str) -> str:
    found = re.fullmatch(r"(\d{1,2})(?:\s*(?::|h|\.|giờ)\s*(\d{2})?)?", text)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise ValueError("Cần giờ dạng 22:00")
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"


def _window(sort: Sort, text: str) -> dict[str, str]:
    ends = [one.strip() for one in re.split(r"\s*(?:–|—|-|đến)\s*", text)]
    if len(ends) != 2:
        raise ValueError("Cần hai giờ dạng 22:00 – 06:00")
    start, end = (_clock(sort, one) for one in ends)
    if start == end:
        raise ValueError("Giờ bắt đầu và giờ kết thúc trùng nhau")
    return {"start": start, "end": end}


def _phone(_sort: Sort, text: str) -> str:
    digits = re.sub(r"[ .\-]", "", text)
    if digits and not re.fullmatch(r"\+?\d{3,15}", digits):
        raise ValueError("Số điện thoại chỉ gồm chữ số, ví dụ 0900 000 113")
    return digits


def _word(_sort: Sort, text: str) -> str:
    word = "" if text == NO_PRONOUN else text
    if word not in PRONOUNS:
        raise ValueError("Chọn một trong: bác, cô chú, anh chị, không xưng")
    return word


def _yes_or_no(_sort: Sort, text: str) -> bool:
    if text.lower() not in (YES, NO):
        raise ValueError("Chỉ ghi có hoặc không")
    return text.lower() == YES


def _numbers(_sort: Sort, text: str) -> list[dict[str, str]]:
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if not 1 <= len(lines) <= MOST_NUMBERS:
        raise ValueError(f"Cần 1–{MOST_NUMBERS} số, mỗi số một dòng")
    return [_labelled(line) for line in lines]


def _labelled(line: str) -> dict[str, str]:
    number, _, words = line.partition(" ")
    label, _, english = (part.strip() for part in words.partition("|"))
    if not re.fullmatch(r"\+?\d{3,15}", number) or not 1 <= len(label) <= 40 or len(english) > 40:
        raise ValueError("Mỗi dòng: số, rồi tên, ví dụ 113 Công an")
    return {"number": number, "label": label, "label_en": english or label}


def _nights(_sort: Sort, text: str) -> list[dict[str, str]]:
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if len(lines) > MOST_NIGHTS:
        raise ValueError(f"Nhiều nhất {MOST_NIGHTS} đêm")
    found = dict(_night_with_reason(line) for line in lines)
    return [{"night": night, "reason": found[night]} for night in sorted(found)]


def _night_with_reason(line: str) -> tuple[str, str]:
    read = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})[\s,:–-]+(\S.*)", line)
    try:
        night = date(*(int(part) for part in (read[3], read[2], read[1]))) if read else None
    except ValueError:
        night = None
    if read is None or night is None or len(read[4]) > MOST_WHY:
        raise ValueError("Mỗi dòng: đêm, rồi lý do, ví dụ 21/11/2026 Đã trả từ nguồn khác")
    return night.isoformat(), read[4].strip()


_READ = {
    NUMBER: _number,
    CLOCK: _clock,
    WINDOW: _window,
    PHONE: _phone,
    WORD: _word,
    NUMBERS: _numbers,
    YESNO: _yes_or_no,
    NIGHTS: _nights,
}
