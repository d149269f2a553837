"""Chance that repeats itself: dice by seed and words, draws by weights, and ids that follow from both."""

import hashlib
import math
from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import TypeVar
from uuid import UUID

Thing = TypeVar("Thing")
_P90 = 1.2816


def dice(seed: int, *words: object) -> Random:
    """The dice of one matter: the same words always throw the same."""
    return Random("/".join(str(word) for word in (seed, *words)))


def shaped_id(at: datetime, seed: int, *words: object) -> UUID:
    """An id in the shape of UUIDv7, of the moment ``at`` and these words: telling a night twice gives the same."""
    text = "/".join(str(word) for word in (seed, *words))
    chance = int.from_bytes(hashlib.sha256(text.encode()).digest()[:10])
    high = (int(at.timestamp() * 1000) << 16) | 0x7000 | (chance >> 68)
    low = (0b10 << 62) | (chance & ((1 << 62) - 1))
    return UUID(int=(high << 64) | low)


def draw(rng: Random, weights: Mapping[Thing, float]) -> Thing:
    """One of the things, by weight."""
    things = list(weights)
    return rng.choices(things, [weights[thing] for thing in things])[0]


def minutes_around(rng: Random, *, median: float, p90: float) -> float:
    """Minutes whose median and 90th percentile are these: most things take a while, a few take long."""
    return rng.lognormvariate(math.log(median), math.log(p90 / median) / _P90)
