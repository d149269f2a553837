"""Figures of the long forms: what a test has counted, for the table that ``make chaos`` prints at its end."""

import json
import os
from pathlib import Path


def note(what: str, **figures: int | float | str) -> None:
    """Write one line, when somebody collects (``KENG_FIGURES`` names the file)."""
    file = os.environ.get("KENG_FIGURES")
    if file:
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"what": what, **figures}, ensure_ascii=False) + "\n")
