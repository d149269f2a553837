"""What the tests of this folder share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.night import VIETNAM

TODAY = "2026-11-21"
LATER = "2026-12-01"
AFTERWARDS = datetime(2026, 12, 1, 20, tzinfo=VIETNAM)


@contextmanager
def when(moment: datetime) -> Iterator[None]:
    """At another time, in a process that has kept nothing of the catalogue."""
    with clock.frozen(moment):
        catalogue.forget()
        yield
    catalogue.forget()
