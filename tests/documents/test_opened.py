"""The papers in other people's programs: what they open, they read as it was written, and with our typeface alone."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from app.documents.prints.layout import Line
from app.documents.prints.pdf import write_pdf
from app.documents.prints.word import write_word
from app.roster import queries
from app.roster.rules import code_of
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.documents.archive import faults_of
from tests.documents.openers import check_syntax, codes_of, convert, fonts_of, words_of
from tests.documents.papers import fetch
from tests.documents.test_papers import approve, report_id
from tests.documents.test_period_papers import COMMUNE_PAPER, keep_models
from tests.documents.test_prints import DAY, MARKED, long_table, printed, sheet
from tests.periods.signed import opened as opened_period
from tests.roster.plans import add_route, plan

__all__ = ["report_id"]
OURS = {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}


@pytest.fixture
def papers(app: Flask, client: ActingClient, report_id: str, binh: Person, ha: Person, vinh: Person) -> dict[str, Any]:
    """The addresses of a log page, a roster, an attendance sheet and a sheet of codes, without their endings."""
    approve(app, vinh, report_id)
    with client.app.app_context():
        plan(ha, binh, date(2026, 11, 23), date(2026, 11, 25))
        route_id = add_route(ha, binh)
    team = f"/teams/{binh.team_id}"
    return {
        "log": f"/reports/{report_id}/log",
        "roster": f"{team}/roster/2026-11",
        "attendance": f"{team}/attendance/2026-11/sheet",
        "codes": f"/routes/{route_id}/codes",
        "route_id": route_id,
    }


NAMES = ("log", "roster", "attendance", "codes")


def test_other_programs_open_every_paper_and_read_the_same_in_both_forms(
    client: ActingClient, papers: dict[str, Any], ha: Person, tmp_path: Path
) -> None:
    for name in NAMES:
        for ending in ("pdf", "docx"):
            (tmp_path / f"{name}.{ending}").write_bytes(fetch(client, ha, f"{papers[name]}.{ending}"))
    opened = tmp_path / "opened"
    opened.mkdir()

    converted = convert([tmp_path / f"{name}.docx" for name in NAMES], opened)

    for name, theirs in zip(NAMES, converted, strict=True):
        ours = tmp_path / f"{name}.pdf"
        assert faults_of(ours.read_bytes()) == [], name
        check_syntax(ours)
        for file in (ours, theirs):
            fonts = fonts_of(file)
            assert fonts and set(fonts) <= OURS and all(fonts.values()), (name, fonts)
        # Letter by letter: where a line is set tightly, a reader sees one word as two.
        assert Counter("".join(words_of(ours))) == Counter("".join(words_of(theirs))), name
        assert codes_of(ours, opened)[0][-1:] == codes_of(theirs, tmp_path)[0][-1:], f"{name}: the code at the foot"

    with client.app.app_context():
        points = queries.get_route(ha.actor(), papers["route_id"]).points
    for file, folder in ((tmp_path / "codes.pdf", opened), (converted[-1], tmp_path)):
        ((*cards, foot),) = codes_of(file, folder)
        assert [link.rpartition("/app/#/at/")[2] for link in cards] == [code_of(one.id) for one in points]
        assert "/prints?code=" in foot


def test_the_tables_of_a_communes_report_are_opened_as_they_were_written(
    client: ActingClient, cast: Cast, tmp_path: Path
) -> None:
    vinh = cast["vinh"]
    with client.app.app_context():
        keep_models(vinh, cast["binh"])
        period_id = opened_period(vinh, "half", date(2026, 5, 5))
    (tmp_path / "half.docx").write_bytes(fetch(client, vinh, f"/periods/{period_id}/paper.docx"))
    opened = tmp_path / "opened"
    opened.mkdir()
    (theirs,) = convert([tmp_path / "half.docx"], opened)
    tables = tuple(line for line in COMMUNE_PAPER if "Bảng 5" in line or "Tiếng kẻng" in line or "Mắt camera" in line)
    # A reader takes the cells of a row line by line, where they have several.
    read = set(words_of(theirs))
    assert len(tables) >= 5 and {word for line in tables for word in line.split()} - read == set()


def test_every_letter_is_read_off_the_page_by_another_program(tmp_path: Path) -> None:
    words = [f"{one}." for one in MARKED]
    one = printed(sheet(Line("", " ".join(words)), Line("", unicodedata.normalize("NFD", " ".join(words)))))
    (tmp_path / "letters.docx").write_bytes(write_word(one, "x"))
    (tmp_path / "letters.pdf").write_bytes(write_pdf(one, "x", DAY))
    opened = tmp_path / "opened"
    opened.mkdir()

    for file in (tmp_path / "letters.pdf", *convert([tmp_path / "letters.docx"], opened)):
        read = words_of(file)
        assert [word for word in read if word in set(words)] == words * 2, file


def _planted(change: Callable[[PdfWriter], None]) -> bytes:
    one = printed(sheet(long_table(3), Line("8. Kiến nghị:", "không.")))
    writer = PdfWriter(clone_from=PdfReader(BytesIO(write_pdf(one, "Tên tệp", DAY))))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _root(writer: PdfWriter) -> Any:
    return writer._root_object


def _each(writer: PdfWriter, kind: str) -> list[Any]:
    found = [one for one in writer._objects if isinstance(one, DictionaryObject) and one.get("/Type") == kind]
    assert found
    return found


_SCRIPT = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.beep()")})
PLANTED: dict[str, tuple[Callable[[PdfWriter], object], str]] = {
    "a script": (lambda one: _root(one).update({NameObject("/OpenAction"): _SCRIPT}), "it does something: /JavaScript"),
    "a password": (lambda one: one.encrypt("x"), "it is encrypted"),
    "another file inside": (lambda one: one.add_attachment("x", b"x"), "its names have /EmbeddedFiles"),
    "no profile": (lambda one: _root(one).pop("/OutputIntents"), "it does not say in one profile which colours it means"),
    "no metadata": (lambda one: _root(one).pop("/Metadata"), "it has no metadata"),
    "another title": (lambda one: one.add_metadata({"/Title": "Tên khác"}), "its two titles differ"),
    "a font of the system": (
        lambda one: [font.pop("/FontFile2", None) for font in _each(one, "/FontDescriptor")],
        "is not embedded",
    ),
    "letters that cannot be copied": (
        lambda one: [font.pop("/ToUnicode", None) for font in _each(one, "/Font")],
        "does not say which letters it draws",
    ),
    "an action of a page": (
        lambda one: one.pages[0].update({NameObject("/AA"): DictionaryObject()}),
        "it does something: /AA",
    ),
    "a note": (
        lambda one: one.add_annotation(0, DictionaryObject({NameObject("/Type"): NameObject("/Annot"),
                                                            NameObject("/Subtype"): NameObject("/Text"),
                                                            NameObject("/Contents"): TextStringObject("x")})),
        "an annotation: /Text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_what_an_archive_refuses_is_found(name: str) -> None:
    change, told = PLANTED[name]
    as_it_was = faults_of(_planted(lambda _writer: None))

    found = faults_of(_planted(change))  # type: ignore[arg-type]

    assert [one for one in found if told in one] and not [one for one in as_it_was if told in one], found
