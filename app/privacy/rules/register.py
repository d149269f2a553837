"""From acts of giving and withdrawing to the lines of the register of consents."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.consents.rules import Act


@dataclass
class Span:
    """A consent and, where there was one, the act that took it back."""

    given: Act
    withdrawn: Act | None = None


def spans_of(acts: Iterable[Act]) -> list[Span]:
    """The consents of one member, in order; one to the same text that is in force already is no new one."""
    found: list[Span] = []
    for act in acts:
        standing = found[-1] if found and found[-1].withdrawn is None else None
        if act.given and (standing is None or standing.given.version != act.version):
            found.append(Span(act))
        elif not act.given and standing is not None:
            standing.withdrawn = act
    return found
