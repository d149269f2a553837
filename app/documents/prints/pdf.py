"""Papers as PDF/A-2b, with the typeface embedded."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import segno
import structlog

from app.core.errors import BUSY, DomainError
from app.documents.prints.layout import Print
from app.documents.prints.letters import every_text, printable

MIME = "application/pdf"
# A commune's month takes about a second; what takes longer than this will not end.
MOST_SECONDS = 30
_SETTER = Path(__file__).parent / "typeset.py"
_log = structlog.get_logger(__name__)


def write_pdf(prints: Sequence[Print], title: str, day: date, *, seconds: float = MOST_SECONDS) -> bytes:
    """The papers, one after the other, each with page numbers of its own; ``BUSY`` when it takes too long."""
    told = [every_text(one.as_data(), printable) | {"qr": _draw_code(one.link)} for one in prints]
    inputs = {"prints": json.dumps(told, ensure_ascii=False), "title": printable(title)}
    inputs |= {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
    work = json.dumps({"inputs": inputs}).encode()
    command = [sys.executable, "-I", str(_SETTER)]
    try:
        done = subprocess.run(command, input=work, capture_output=True, timeout=seconds, check=True)
    except subprocess.TimeoutExpired:
        raise DomainError(BUSY) from None
    except subprocess.CalledProcessError as failed:
        # The last line names the fault; what stands above it may quote a text of somebody.
        _log.error("print.failed", papers=len(prints), code=failed.returncode)
        raise
    return done.stdout


def _draw_code(link: str) -> str:
    drawn = io.BytesIO()
    segno.make(link, error="l", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
