"""The journal itself, for the chief: whether it is whole, how a printed head is compared, and its notes."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.journal import rules as journal_rules
from app.people.rules import CHIEF
from app.traces import queries, rules, service
from app.traces.forms import CompareForm, NotesForm
from app.traces.queries import Book, Looked
from app.traces.views.deeds import RECORDS
from app.traces.views.faces import note_faces, who_words
from app.traces.views.pages import blueprint
from app.units import queries as units
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.transaction import own_transactions

shell.add_page(
    "traces.show_book",
    _l("Kiểm tra sổ gốc"),
    roles=(CHIEF,),
    order=71,
    family="traces.show_book",
    section="privacy",
    icon="check-check",
    about=_l("Sổ gốc còn nguyên không; tìm việc đã ghi."),
)
_PAGE = 50


@blueprint.get("/journal")
@office_only(CHIEF)
def show_book() -> str:
    """How the book stands: its head, the last check and the one under way, and a printed head compared."""
    actor = current_actor()
    book = _book(actor)
    state = queries.read_book(actor, book)
    form = CompareForm(request.args)
    number = form.seq.data if form.validate() else None
    return render_template(
        "traces/book.html",
        state=_state(actor, state),
        compared=_compared(actor, book, number, form.mark.data or "") if number is not None else None,
        form=form,
        book=book,
        books=_books(actor, book),
    )


@blueprint.post("/journal/check")
@office_only(CHIEF)
@own_transactions
def check_book() -> Response:
    """Begin a check, or go on with the one under way: a press holds about two seconds of it."""
    actor = current_actor()
    book = _book(actor)
    service.check_journal(actor, book)
    check = queries.read_book(actor, book).check
    if check is not None and check.ended_at is not None:
        if check.fault_count:
            flash(_("Đã kiểm tra xong: sổ có chỗ sai."), "urgent")
        else:
            flash(_("Đã kiểm tra xong: sổ nguyên vẹn."), "good")
    return redirect(url_for("traces.show_book", book=book if book != actor.commune_id else None), 303)


def _book(actor: Actor) -> str:
    """The book that is asked for: the commune's own, or one that it keeps on after a merger."""
    asked = request.values.get("book") or actor.commune_id or ""
    if asked not in actor.books:
        raise DomainError(NOT_FOUND)
    return asked


def _books(actor: Actor, chosen: str) -> list[dict[str, Any]]:
    if len(actor.books) < 2:
        return []
    found = ((book, units.find_unit(book)) for book in actor.books)
    return [{"id": book, "name": unit.name if unit else book, "chosen": book == chosen} for book, unit in found]


def _state(actor: Actor, state: Book) -> dict[str, Any]:
    check = state.check
    last = (state.checked.facts or {}) if state.checked else {}
    names = queries.read_actors(actor.books, [state.checked.actor] if state.checked else [])
    return {
        "notes": state.head.seq,
        "mark": rules.mark_of(state.head.chain),
        "short": rules.short_mark(state.head.chain),
        "under_way": check is not None and check.ended_at is None,
        "done": check.seq if check else 0,
        "last": {
            "at": state.checked.at,
            "by": who_words(state.checked.actor, names),
            "notes": int(last.get("notes") or 0),
            "faults": int(last.get("faults") or 0),
        }
        if state.checked
        else None,
        "fault_count": check.fault_count if check else 0,
        "faults": [{"seq": one["seq"], "words": _fault_words(one["what"])} for one in check.faults] if check else [],
    }


def _fault_words(what: str) -> str:
    words = {
        journal_rules.MISSING: _("thiếu ghi chép ở số này"),
        journal_rules.CHANGED: _("nội dung không khớp dấu: đã bị sửa"),
        journal_rules.BROKEN: _("chuỗi bị đứt: ghi chép này hoặc ghi chép trước đã bị sửa"),
        journal_rules.CUT: _("đầu sổ không khớp ghi chép cuối: có ghi chép bị cắt"),
    }
    return words.get(what, what)


def _compared(actor: Actor, book: str, number: int, mark: str) -> str:
    """``same``, ``other``, ``no-note`` (the book has no such number) or ``no-mark`` (what was typed is none)."""
    typed = rules.typed_mark(mark)
    if typed is None:
        return "no-mark"
    found = queries.find_note(actor, book, number)
    if found is None:
        return "no-note"
    return "same" if found[1].hex().startswith(typed) else "other"


@blueprint.get("/journal/notes")
@office_only(CHIEF)
def show_notes() -> str:
    """The notes of the book, newest first, narrowed by what they are about, who, when and which record."""
    actor = current_actor()
    book = _book(actor)
    form = NotesForm(request.args)
    form.about.choices = choices([("", _("Mọi bản ghi")), *RECORDS.items()])
    page = queries.NotePage([], None, None)
    if form.validate():
        looked = _looked(actor, form)
        page = queries.list_notes(actor, book, looked, before=_number("before"), after=_number("after"), limit=_PAGE)
    return render_template(
        "traces/notes.html",
        form=form,
        active=bool(_kept()),
        book=book,
        books=_books(actor, book),
        rows=note_faces(actor.books, page.rows, with_record=True),
        page={
            "previous": _notes_url("after", page.newer),
            "next": _notes_url("before", page.older),
        },
    )


def _looked(actor: Actor, form: NotesForm) -> Looked:
    about, person, record = form.about.data or "", (form.person.data or "").strip(), (form.record.data or "").strip()
    number = int(record) if record.isascii() and record.isdecimal() and len(record) <= 9 else None
    records: list[UUID] | None = None
    if record and number is None:
        records = queries.find_record_ids(actor, record)
    return Looked(
        about=[about] if about in RECORDS else None,
        actors=queries.find_actors(actor, person) if person else None,
        first=form.first.data,
        last=form.last.data,
        records=records,
        seq=number,
    )


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def _kept() -> dict[str, Any]:
    names = ("about", "person", "record", "first", "last", "book")
    return {name: request.args[name] for name in names if request.args.get(name)}


def _notes_url(name: str, number: int | None) -> str | None:
    return None if number is None else url_for("traces.show_notes", **(_kept() | {name: number}))
