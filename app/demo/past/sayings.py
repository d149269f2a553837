"""The sentences of generated nights: weather, quiet remarks, and the story of a night with events."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random

from app.core.night import local
from app.demo.past.chance import dice, draw
from app.demo.past.script import Body
from app.demo.queries import read_data

_NUMBERS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SHORTEST_STORY, _LONGEST_STORY = 150, 700


def weather_of(seed: int, night: date) -> str:
    """The weather of a night, the same for the whole valley."""
    months = read_data("profile")["weather_by_month"][str(night.month)]
    shares: dict[str, float] = {kind: float(share) for kind, share in months.items()}
    return draw(dice(seed, "weather", night.isoformat()), shares)


def quiet_remark(rng: Random, night: date, weather: str, *, rounds: int, people: int) -> str:
    """A short sentence of a quiet night that fits its weather and month."""
    fitting = [
        one["text"]
        for one in read_data("profile")["quiet"]
        if weather in one.get("weather", [weather]) and night.month in one.get("months", [night.month])
    ]
    counted = _NUMBERS[rounds]
    text: str = rng.choice(fitting)
    return text.format(rounds=counted, Rounds=counted.capitalize(), People=_NUMBERS[people].capitalize())


def story(rng: Random, incidents: Sequence[Body]) -> str:
    """How a night with events went: how it began, each event with its hour and place, how it ended."""
    profile = read_data("profile")
    openers, closers = list(profile["openers"]), list(profile["closers"])
    rng.shuffle(openers)
    rng.shuffle(closers)
    told = [
        f"{clock_words(datetime.fromisoformat(one['at']))}, {_in_a_sentence(one['place'])}: {_lowered(one['what'])}"
        for one in incidents
    ]
    parts = [openers.pop(), *told, closers.pop()]
    while len(" ".join(parts)) < _SHORTEST_STORY and closers:
        parts.append(closers.pop())
    return " ".join(parts)[:_LONGEST_STORY]


def clock_words(at: datetime) -> str:
    """``22 giờ 40``, as people write the time."""
    here = local(at)
    return f"{here.hour} giờ {here.minute:02d}" if here.minute else f"{here.hour} giờ"


def _in_a_sentence(place: str) -> str:
    return f"tại {place}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
