"""The contract as files: what the phone is built with, and the table of problems people read.

Everything here comes out the same each time it is made, so that a stale file shows as a difference.
"""

import json
from pathlib import Path
from typing import Any

from app.catalogue.service import read_data
from app.consents.rules import read_texts
from app.contract import rules
from app.core.contract import SCHEMA, VERSION
from app.core.errors import PROBLEMS
from app.photos.rules import ABOUTS, PhotoState
from app.reports import rules as reports
from app.reports.schemas import BODIES
from app.sync.schemas import MOST_BYTES, MOST_CHANGES, MOST_OPS, MOST_VERIFY, STATUSES

ROOT = Path(__file__).resolve().parents[2]
PHONE = ROOT / "static" / "pwa" / "src" / "contract"
PROBLEMS_PAGE = ROOT / "docs" / "problems.md"
_PAGE_HEAD = """# Problems

Every refusal of the API is an RFC 9457 answer (`application/problem+json`) with `type: /problems/<slug>`. This table is
made by `flask export-contract` from `app/core/errors.py` and `app/contract/rules.py`; `make check` says when it is stale.

The last part stands alone: those travel inside a push's `200`, as the `problem` of one operation.
"""


def make_files(document: dict[str, Any]) -> dict[Path, str]:
    """Every generated file and its text; ``document`` is the OpenAPI document."""
    values = {
        "moves": _moves(),
        "states": _states(),
        "limits": _limits(),
        "consents": list(read_texts()),
        "problems": [{"slug": one.slug, "status": one.status, "title": one.title} for one in PROBLEMS.values()],
        "openapi": document,
    }
    files = {
        PHONE / f"{name}.json": json.dumps(value, ensure_ascii=False, indent=2) + "\n" for name, value in values.items()
    }
    return files | {PROBLEMS_PAGE: _problems_page()}


def find_stale(files: dict[Path, str]) -> list[Path]:
    """Which of these files are missing or say something else."""
    return [path for path, text in files.items() if not path.is_file() or path.read_text("utf-8") != text]


def write_files(files: dict[Path, str]) -> None:
    """Write them."""
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _moves() -> dict[str, Any]:
    arrows = [{"from": at.value, "move": move.value, "to": to.value} for (at, move), to in reports.MOVES.items()]
    return {
        "states": [state.value for state in reports.State],
        "moves": [move.value for move in reports.Move],
        "arrows": arrows,
        "who": {move.value: list(roles) for move, roles in reports.WHO.items()},
        "needs_reasons": [move.value for move in reports.NEEDS_REASONS],
        "needs_comment": [move.value for move in reports.NEEDS_COMMENT],
        "return_reasons": list(reports.RETURN_REASONS),
        "undo_minutes": int(reports.UNDO_WITHIN.total_seconds() // 60),
        "return_due_hours": int(reports.RETURN_DUE.total_seconds() // 3600),
    }


def _states() -> dict[str, Any]:
    return {
        "report": [{"code": state.value, "vi": words} for state, words in reports.STATE_WORDS.items()],
        "operation_kinds": list(BODIES),
        "operation_statuses": list(STATUSES),
        "photo": [state.value for state in PhotoState],
        "about": list(ABOUTS),
    }


def _limits() -> dict[str, Any]:
    limits: dict[str, Any] = read_data()["limits"]
    push = {"most_ops": MOST_OPS, "most_bytes": MOST_BYTES, "most_changes": MOST_CHANGES, "most_verify": MOST_VERIFY}
    days = {"phone_sees_days": reports.PHONE_SEES.days}
    return {"schema": SCHEMA, "version": VERSION, **limits, "sync": push | days}


def _problems_page() -> str:
    asked = [one for one in PROBLEMS.values() if one.slug not in rules.IN_RESULTS]
    held = [one for one in PROBLEMS.values() if one.slug in rules.IN_RESULTS]
    lines = [_PAGE_HEAD, *_table(sorted(asked, key=lambda one: (one.status, one.slug))), "", "## Of one operation", ""]
    return "\n".join([*lines, *_table(sorted(held, key=lambda one: one.slug)), ""])


def _table(problems: list[Any]) -> list[str]:
    rows = [f"| `{one.slug}` | {one.status} | {one.title} | {rules.phone_does(one)} |" for one in problems]
    return ["| slug | status | title | the phone |", "|---|---|---|---|", *rows]
