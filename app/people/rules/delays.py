"""How long a door waits after tries that failed: longer and longer, and never for good. Plain: no database, no clock.

A lock would let anybody shut a colleague out by typing wrong passwords under that name. So each wait has a ceiling; the one
that counts an account's tries from everywhere has a low one; and a browser in which the account has signed in before is
counted by itself (``known.py``), so that nobody else's tries hold it up.
"""

from dataclasses import dataclass
from datetime import timedelta

_MOST_DOUBLINGS = 16


@dataclass(frozen=True)
class Delay:
    """After ``free`` tries the next has to wait for ``first``, then twice as long each time, but never longer than ``most``.

    When nobody has tried for an hour, all is forgotten.
    """

    free: int
    first: timedelta
    most: timedelta
    forgotten_after: timedelta = timedelta(hours=1)

    def wait_after(self, tries: int) -> timedelta:
        """How long nothing more is tried after so many tries."""
        if tries < self.free:
            return timedelta(0)
        longer = self.first * (1 << min(tries - self.free, _MOST_DOUBLINGS))
        return min(longer, self.most)


# One account's passwords: from one network or known browser, and from everywhere together.
PASSWORDS = Delay(free=5, first=timedelta(seconds=5), most=timedelta(minutes=5))
PASSWORDS_OF_ALL = Delay(free=30, first=timedelta(seconds=1), most=timedelta(seconds=10))
# One network's passwords, whatever the account.
PASSWORDS_FROM = Delay(free=20, first=timedelta(seconds=2), most=timedelta(minutes=1))
# Codes after a right password: only who has the password can make them wait.
CODES = Delay(free=5, first=timedelta(seconds=10), most=timedelta(minutes=15), forgotten_after=timedelta(days=1))
# One network's codes of invitations, and its keys for programs.
INVITATIONS = Delay(free=20, first=timedelta(seconds=5), most=timedelta(minutes=2))
