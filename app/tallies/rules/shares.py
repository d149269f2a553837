"""What each record of the book of models gives to the dated sums: one function for each kind of record.

A share says that on a day so many more (or fewer) stand under a measure, a kind and a state. Whatever stands for a time
gives +1 on its first day and −1 on the day on which it ends.

===========  ===================================  ==========================================
measure      kind                                 state
===========  ===================================  ==========================================
sites        of the model                         the site's state (``registry.rules.STATES``)
classed      of the model                         its class, from review to review, while it lives
groups       of the model
members …    of the model                         (``women``, ``trained``, ``households`` too)
things       of thing                             the thing's state
eyes         the camera's owner                   the camera's state
boards       the board's topic                    the board's state
roads
metres
needs
moves        of the model                         what happened to a site: ``FLOWS``
activities   of activity                          ``shown`` (it has evidence) or ``bare``
people       of activity
done         of the model                         kind of activity, with ``reached`` people
===========  ===================================  ==========================================

``needs`` are the eyes that places still lack, ``metres`` the length of camera roads.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from app.core.night import local
from app.registry.rules import LIVING, MOVES
from app.registry.rules.life import ACTIVE, ENDED, PAUSED

# Belongs to no village; has no known day and so is new in no period.
WHOLE = UUID(int=0)
EVER = date(1900, 1, 1)
# What of a site's moves is counted; a launch is one of the first two.
BUILT, REPLICATED = "built", "replicated"
FLOWS = {"strengthen": "strengthened", "weaken": "weakened", "pause": "paused", "resume": "resumed", "end": "ended"}
PER_PERSON = ("members", "women", "trained", "households")


class Share(NamedTuple):
    """Where an amount belongs."""

    day: date
    village_id: UUID
    measure: str
    kind: str
    state: str = ""


Shares = Counter[Share]
Stay = tuple[date, date | None]
Phase = tuple[date, date | None, str]


def site_gives(
    site: Any,
    moves: Sequence[Any],
    groups: Sequence[Any],
    counts: Mapping[UUID, Sequence[Any]],
    reviews: Sequence[tuple[date, str]] = (),
) -> Mapping[Share, int]:
    """A site with its groups. ``moves`` in the order in which they were written; ``counts`` by group, by day of effect;
    ``reviews`` the class that each closed review gave, by its day."""
    shares, home, kind = Shares(), site.village_id or WHOLE, site.kind_code
    phases = phases_of(site, moves)
    for since, until, state in phases:
        stand(shares, Share(since, home, "sites", kind, state), until)
    for day, what in _flows(site, moves, phases):
        shares[Share(day, home, "moves", kind, what)] += 1
    living = [(since, until) for since, until, state in phases if state in LIVING]
    for stay, level in _levels(site, reviews):
        for since, until in _common([stay], living):
            stand(shares, Share(since, home, "classed", kind, level), until)
    for group in groups:
        _group(shares, group, counts.get(group.id, ()), living, (group.village_id or home, kind))
    return without_noughts(shares)


def phases_of(site: Any, moves: Sequence[Any]) -> list[Phase]:
    """Each state of a site with its first day and the one on which the next began.

    A step that was written later took effect no earlier than the one before it. What a site was before its first step
    follows from that step: one that is only paused later was active from its launch on.
    """
    since, state = _beginning(site, moves)
    steps = [(one.on, one.state) for one in moves]
    if not moves and site.state == ENDED and site.ended_on:
        steps = [(site.ended_on, ENDED)]
    elif (steps[-1][1] if steps else state) != site.state:
        steps.append((local(site.changed_at).date(), site.state))
    found: list[Phase] = []
    for on, after in steps:
        day = max(on, since)
        if day > since:
            found.append((since, day, state))
        since, state = day, after
    return [*found, (since, None, state)]


def _beginning(site: Any, moves: Sequence[Any]) -> tuple[date, str]:
    opened = local(site.opened_at).date()
    if not moves:
        launched = site.launched_on if site.state in (*LIVING, PAUSED, ENDED) else None
        return launched or opened, ACTIVE if site.state == ENDED else site.state
    step = MOVES.get(moves[0].move)
    state = step.origins[0] if step else moves[0].state
    if state in (*LIVING, PAUSED) and site.launched_on:
        return site.launched_on, state
    return min(opened, moves[0].on), state


def _flows(site: Any, moves: Sequence[Any], phases: Sequence[Phase]) -> Iterator[tuple[date, str]]:
    since = phases[0][0]
    launch = REPLICATED if site.parent_id else BUILT
    launched = None
    for one in moves:
        since = max(since, one.on)
        if one.move == "launch":
            launched = since
        elif one.move in FLOWS:
            yield since, FLOWS[one.move]
    launched = launched or site.launched_on
    if launched is not None:
        yield launched, launch
    if site.state == ENDED and not moves and site.ended_on:
        yield site.ended_on, FLOWS["end"]


def _levels(site: Any, reviews: Sequence[tuple[date, str]]) -> Iterator[tuple[Stay, str]]:
    """The classes that a site had, each until the next; one that stands on the site alone came into the book with it."""
    known = list(reviews)
    if site.level and site.reviewed_on and (site.reviewed_on, site.level) not in known:
        known.append((site.reviewed_on, site.level))
    known.sort(key=lambda one: one[0])
    for number, (since, level) in enumerate(known):
        until = known[number + 1][0] if number + 1 < len(known) else None
        if until is None or since < until:
            yield (since, until), level


def _group(shares: Shares, group: Any, counts: Sequence[Any], living: Sequence[Stay], place: tuple[UUID, str]) -> None:
    formed = group.formed_on or (counts[0].valid_from if counts else EVER)
    village_id, kind = place
    stays = _common([(formed, group.ended_on)], living)
    for since, until in stays:
        stand(shares, Share(since, village_id, "groups", kind), until)
    for number, count in enumerate(counts):
        upto = counts[number + 1].valid_from if number + 1 < len(counts) else None
        for since, until in _common([(count.valid_from, upto)], stays):
            for measure in PER_PERSON:
                amount = getattr(count, measure) or 0
                stand(shares, Share(since, village_id, measure, kind), until, amount)


def stand(shares: Shares, share: Share, until: date | None, amount: int = 1) -> None:
    """So much stands from the share's day until another one, or for good."""
    shares[share] += amount
    if until is not None:
        shares[share._replace(day=until)] -= amount


def _common(mine: Iterable[Stay], others: Iterable[Stay]) -> list[Stay]:
    """The days that lie in one of each."""
    known = list(others)
    return [cut for one in mine for other in known if (cut := _cut(one, other))]


def _cut(one: Stay, other: Stay) -> Stay | None:
    since = max(one[0], other[0])
    until = min((day for day in (one[1], other[1]) if day is not None), default=None)
    return (since, until) if until is None or since < until else None


def common_phases(phases: Iterable[Phase], stay: Stay) -> Iterator[Phase]:
    """The phases as far as they lie in a stay."""
    for since, until, state in phases:
        if cut := _cut((since, until), stay):
            yield *cut, state


def without_noughts(shares: Shares) -> Mapping[Share, int]:
    """What is left once shares have cancelled each other out."""
    return {share: amount for share, amount in shares.items() if amount}
