"""What the server says of itself: one JSON line an event, no content of anybody, on standard output."""

import logging
import sys
from contextlib import suppress
from typing import TextIO, cast

import structlog


class _Lines:
    """Standard output of the moment. A line that finds no room is dropped: a log may never turn an answer into a fault."""

    def write(self, text: str) -> None:
        """Write it, or let it go."""
        with suppress(OSError):
            sys.stdout.write(text)

    def flush(self) -> None:
        """Bring it out, or let it go."""
        with suppress(OSError):
            sys.stdout.flush()


def set_up() -> None:
    """How every module's logger writes."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Lines())),
        cache_logger_on_first_use=True,
    )
