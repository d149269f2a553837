"""Which features the application has: their tables, doors and commands."""

from flask import Flask

from app.catalogue import models as _catalogue
from app.journal import models as _journal
from app.people import models as _people
from app.photos import models as _photos
from app.reports import models as _reports
from app.roster import models as _roster
from app.units import models as _units

TABLES = (_units, _journal, _catalogue, _people, _roster, _photos, _reports)


def register(app: Flask) -> None:
    """Add every feature to ``app``."""
