"""Reading traces: accesses, notes of the journal, what they are about, and who opened a member's positions."""

from app.traces.queries.access import Asked, find_record_ids, list_access, list_desks, stream_access
from app.traces.queries.notes import Book, Looked, NotePage, find_actors, find_note, list_history, list_notes, read_book
from app.traces.queries.readings import PositionReading, list_position_readings
from app.traces.queries.records import Name, Record, read_actors, read_records

__all__ = [
    "Asked",
    "Book",
    "Looked",
    "Name",
    "NotePage",
    "PositionReading",
    "Record",
    "find_actors",
    "find_note",
    "find_record_ids",
    "list_access",
    "list_desks",
    "list_history",
    "list_notes",
    "list_position_readings",
    "read_actors",
    "read_book",
    "read_records",
    "stream_access",
]
