"""Finding by words: read-only, each a fixed number of statements whatever there is to find."""

from app.search.queries.found import Found, read_found
from app.search.queries.hits import Asked, Hit, Hits, find_lines
from app.search.queries.names import Called, FoundPlace, Names, read_called, resolve_names

__all__ = [
    "Asked",
    "Called",
    "Found",
    "FoundPlace",
    "Hit",
    "Hits",
    "Names",
    "find_lines",
    "read_called",
    "read_found",
    "resolve_names",
]
