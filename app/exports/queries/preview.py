"""The first rows of an export, as people see them before they take it."""

from itertools import islice

from app.exports.queries import Cells, Wanted, read_table
from app.exports.queries.asked import Asking
from app.exports.rules.tables import Table
from app.web.database import db


def preview_rows(table: Table, wanted: Wanted, most: int) -> list[Cells]:
    """At most ``most`` rows. Of points all but where they are: whoever sees that is noted, and the members are told."""
    reading = read_table(table, wanted)
    if not isinstance(reading, Asking):
        return [list(cells) for cells in islice((row for rows in reading.blocks(db.engine) for row in rows), most)]
    connection = db.session.connection()
    return list(reading.finish(connection, connection.execute(reading.question.limit(most)).all()))
