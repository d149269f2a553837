"""Papers as PDF/A-2b, with the typeface embedded."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import structlog

from app.core.errors import BUSY, DomainError
from app.documents.prints.codes import draw_code
from app.documents.prints.layout import Cards, Print
from app.documents.prints.letters import every_text, printable

MIME = "application/pdf"
# A commune's month takes about a second; what takes longer than this will not end.
MOST_SECONDS = 30
_SETTER = Path(__file__).parent / "typeset.py"
_log = structlog.get_logger(__name__)


def write_pdf(prints: Sequence[Print], title: str, day: date, *, seconds: float = MOST_SECONDS) -> bytes:
    """The papers, one after the other, each with page numbers of its own; ``BUSY`` when it takes too long."""
    told = [_told(one) for one in prints]
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


def _told(one: Print) -> Mapping[str, Any]:
    """A paper's words as they are drawn, with its codes as pictures; those are drawn from the words as they are."""
    told: dict[str, Any] = every_text(one.as_data(), printable)
    for block, known in zip(told["blocks"], one.sheet.blocks, strict=True):
        if isinstance(known, Cards):
            block["cards"] = [
                card | {"qr": _drawn(of.link, "m")} for card, of in zip(block["cards"], known.cards, strict=True)
            ]
    return told | {"qr": _drawn(one.link, "l")}


def _drawn(link: str, error: str) -> str:
    return draw_code(link, error, "svg", xmldecl=False).read().decode()
