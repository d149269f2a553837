"""Papers as DOCX that officials may still edit: Times New Roman, the same places and sizes as the PDF."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.documents.prints.codes import draw_code
from app.documents.prints.layout import WIDTH, Print
from app.documents.prints.letters import every_text, plain
from app.documents.prints.word_parts import add_table, page_number, ruled, write

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
_LEFT, _RIGHT = 73, 92
_BODY, _SIGNING = 13, 24


def write_word(prints: Sequence[Print], title: str) -> bytes:
    """The papers, one section each, with page numbers and a foot of its own."""
    document = Document()
    document.core_properties.title = plain(title)
    document.core_properties.author = ""
    document.core_properties.language = "vi-VN"
    _set_style(document)
    for place, one in enumerate(prints):
        section = document.sections[0] if place == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _set_page(section)
        data: dict[str, Any] = every_text(one.as_data(), plain)
        _foot(section, data)
        _head(document, data["header"], data["mark"])
        _title(document, data)
        blocks = data["blocks"]
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            # A heading stays with its table, and the last line with the signatures.
            _block(document, block, stays=following is None or following["kind"] == "table")
        _signatures(document, data)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_style(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(_BODY)
    fonts = style.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(25)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(9), Mm(6)
    section.different_first_page_header_footer = True
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")
    for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
        part.is_linked_to_previous = False
    page_number(section.header.paragraphs[0])


def _foot(section: Any, data: dict[str, Any]) -> None:
    picture = draw_code(data["link"], "l", "png", scale=4)
    for part in (section.first_page_footer, section.footer):
        table = add_table(part, (WIDTH - 20, 20), borders=False, width=WIDTH)
        words, code = table.add_row()
        line = words.paragraph()
        write(line, "Mã kiểm tra bản in: ", 9)
        write(line, data["code"], 9, bold=True)
        write(words.paragraph(), data["foot"], 9)
        picture.seek(0)
        last = code.paragraph(ALIGN.RIGHT)
        last.add_run().add_picture(picture, width=Mm(14))
        # Word wants a paragraph behind a table; the one that was there is it, as small as it can be.
        behind = part.paragraphs[0]
        part._element.append(behind._p)
        behind.paragraph_format.line_spacing = Pt(1)


def _head(document: Any, header: dict[str, Any], mark: str) -> None:
    table = add_table(document, (_LEFT, _RIGHT), borders=False)
    issuer, nation = table.add_row()
    for line in header["upper"]:
        write(issuer.paragraph(ALIGN.CENTER), line, 12)
    for line in header["lower"]:
        write(issuer.paragraph(ALIGN.CENTER), line, 12, bold=True)
    ruled(issuer.paragraph(ALIGN.CENTER), _LEFT, min(30.0, 1.1 * len(header["lower"][-1])))
    write(nation.paragraph(ALIGN.CENTER), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    write(nation.paragraph(ALIGN.CENTER), "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    ruled(nation.paragraph(ALIGN.CENTER), _RIGHT, 57)
    number, place = table.add_row()
    write(number.paragraph(ALIGN.CENTER), header["number"], 13)
    write(place.paragraph(ALIGN.CENTER), header["day"], 13, italic=True)
    if mark:
        write(number.paragraph(ALIGN.CENTER), mark, 13, bold=True)


def _title(document: Any, data: dict[str, Any]) -> None:
    first = document.add_paragraph()
    first.paragraph_format.space_before = Pt(14)
    first.alignment = ALIGN.CENTER
    write(first, data["title"], 14, bold=True)
    for place, text in enumerate(data["subtitle"]):
        line = document.add_paragraph()
        line.alignment = ALIGN.CENTER
        write(line, text, 13, bold=place == 0, italic=place > 0)
    below = document.add_paragraph()
    below.alignment = ALIGN.CENTER
    ruled(below, WIDTH, 32)
    below.paragraph_format.space_after = Pt(6)


def _block(document: Any, block: dict[str, Any], *, stays: bool) -> None:
    if block["kind"] == "table":
        _table(document, block)
        return
    if block["kind"] == "cards":
        _cards(document, block["cards"])
        return
    line = document.add_paragraph()
    # A justified line that ends in a break is stretched over the whole width.
    line.alignment = ALIGN.LEFT if "\n" in block["text"] else ALIGN.JUSTIFY
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(3)
    line.paragraph_format.keep_with_next = stays
    write(line, block["label"], _BODY, bold=True)
    write(line, f" {block['text']}" if block["label"] and block["text"] else block["text"], _BODY)


def _table(document: Any, block: dict[str, Any]) -> None:
    columns = block["columns"]
    table = add_table(document, [one["width"] for one in columns], borders=True)
    sides = {"left": ALIGN.LEFT, "center": ALIGN.CENTER, "right": ALIGN.RIGHT}
    for cell, column in zip(table.add_row(heads=True), columns, strict=True):
        write(cell.paragraph(ALIGN.CENTER), column["heading"], 12, bold=True)
    last = len(block["rows"]) - 1
    for number, row in enumerate(block["rows"]):
        for cell, column, text in zip(table.add_row(), columns, row, strict=True):
            write(cell.paragraph(sides[column["align"]]), text, 12, bold=block["strong_last"] and number == last)


def _cards(document: Any, cards: list[dict[str, Any]]) -> None:
    """Two beside each other, to be cut out; no card is broken between two pages."""
    table = add_table(document, (WIDTH / 2, WIDTH / 2), borders=True)
    for place in range(0, len(cards), 2):
        pair = table.add_row(whole=True)
        for cell, one in zip(pair, cards[place : place + 2], strict=False):
            code = cell.paragraph(ALIGN.CENTER)
            code.paragraph_format.space_before, code.paragraph_format.space_after = Pt(10), Pt(4)
            code.add_run().add_picture(draw_code(one["link"], "m", "png", scale=12), width=Mm(43))
            write(cell.paragraph(ALIGN.CENTER), one["name"], 14, bold=True)
            write(cell.paragraph(ALIGN.CENTER), one["code"], 24, bold=True)
            last = cell.paragraph(ALIGN.CENTER)
            write(last, one["note"], 11)
            last.paragraph_format.space_after = Pt(10)
        if len(cards) - place == 1:
            pair[1].paragraph()


def _signatures(document: Any, data: dict[str, Any]) -> None:
    signers = data["signers"]
    if not signers:
        return
    # Beside a single signature, below several.
    beside = len(signers) == 1
    places = max(2, len(signers))
    cells = add_table(document, [WIDTH / places] * places, borders=False).add_row(whole=True)
    if beside:
        _recipients(cells[0].paragraph, data["recipients"])
    for cell, one in zip(cells[1:] if beside else cells, signers, strict=True):
        _signature(cell.paragraph, one)
    if data["recipients"] and not beside:
        _recipients(document.add_paragraph, data["recipients"])


def _recipients(paragraph: Callable[..., Any], recipients: Sequence[str]) -> None:
    line = paragraph()
    line.paragraph_format.space_before = Pt(8)
    write(line, "Nơi nhận:", 12, bold=True, italic=True)
    for text in recipients:
        write(paragraph(), text, 11)


def _signature(paragraph: Callable[..., Any], one: dict[str, Any]) -> None:
    lines = [(text, 13, True, False) for text in one["post"]] + [("(Ký, ghi rõ họ tên)", 12, False, True)]
    for place, (text, size, bold, italic) in enumerate(lines):
        line = paragraph(ALIGN.CENTER)
        line.paragraph_format.keep_with_next = True
        if place == 0:
            line.paragraph_format.space_before = Pt(12)
        write(line, text, size, bold=bold, italic=italic)
    name = paragraph(ALIGN.CENTER)
    name.paragraph_format.space_before = Mm(_SIGNING)
    write(name, one["name"], 13, bold=True)
    if one["note"]:
        write(paragraph(ALIGN.CENTER), one["note"], 11)
