"""What a database must hold after a game: every operation once, and journals without a gap."""

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app import create_app
from app.journal import queries as journal
from app.journal.models import JournalNote
from app.reports.models import Operation, Report, ReportVersion
from app.settings import Settings
from app.web.database import db


def check_book(database_url: str, folder: Path, ops: Collection[Mapping[str, Any]]) -> None:
    """Every operation is in once, with one report, one version and one note; the journals have no gap."""
    sent = Counter(op["op_id"] for op in ops)
    app = create_app(Settings.for_tests(database_url=database_url, data_dir=folder))
    with app.app_context():
        assert Counter(str(one) for one in db.session.scalars(select(Operation.id))) == sent
        assert Counter(str(one) for one in db.session.scalars(select(ReportVersion.operation_id))) == sent
        noted = db.session.scalars(select(JournalNote.operation_id).where(JournalNote.operation_id.is_not(None)))
        assert Counter(str(one) for one in noted) == sent
        assert len(db.session.scalars(select(Report.id)).all()) == sum(sent.values())
        for commune in {op["commune_id"] for op in ops}:
            assert list(journal.find_faults(commune)) == []
        db.session.remove()
        db.engine.dispose()
