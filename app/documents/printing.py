"""Papers on their way out: each gets its code and its foot, is noted in the access log, and then set or written."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, current_app

from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.core.text import fold
from app.documents.prints import marks
from app.documents.prints.layout import Print, Sheet
from app.journal.service import note_access
from app.web.application import SETTINGS
from app.web.transaction import end_reading, unit_of_work

PDF, DOCX = "pdf", "docx"
ENDINGS = (PDF, DOCX)


def finish(sheet: Sheet, actor: Actor) -> Print:
    """The sheet with the code that checks it, and with who prints it now."""
    code, now = marks.code_for(sheet), local(clock.now())
    version = f"Phiên bản {sheet.version}. " if sheet.version else ""
    foot = f"{version}In lúc {now.hour}:{now:%M} ngày {now:%d/%m/%Y} bởi {actor.name}."
    link = f"{current_app.config[SETTINGS].public_url}/prints?code={code.replace('-', '')}"
    return Print(sheet, code, link, foot)


def send(
    actor: Actor, sheets: Sequence[Sheet], ending: str, name: str, record: tuple[str, UUID | None], book: str = ""
) -> Response:
    """The sheets as one file called ``name``, after the access log knows of it: ``record`` is what it is about, ``book`` the
    commune in whose log that stands where it is not the actor's."""
    prints = [finish(one, actor) for one in sheets]
    kind, first = sheets[0].kind.name.lower(), min(one.day for one in sheets).isoformat()
    facts: dict[str, Any] = {"form": ending, "papers": len(sheets), "kind": kind, "first": first}
    with unit_of_work():
        note_access(book or actor.commune_id or "", actor, "export.print", *record, **facts)
    end_reading()
    data, mime = write(prints, ending, name, local(clock.now()).date())
    response = Response(data, content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(name)}.{ending}"'
    return response


def write(prints: Sequence[Print], ending: str, title: str, day: date) -> tuple[bytes, Any]:
    """The file and its kind. The writers are loaded by the first paper, so that a server starts without them."""
    if ending == PDF:
        from app.documents.prints import pdf

        return pdf.write_pdf(prints, title, day), pdf.MIME
    from app.documents.prints import word

    return word.write_word(prints, title), word.MIME


def _file_name(words: str) -> str:
    letters = "".join(one if one.isalnum() and one.isascii() else " " for one in fold(words))
    return "-".join(letters.split())[:80]
