"""The writers of paper: the decree's layout, every Vietnamese letter, and texts that would be a program elsewhere."""

import unicodedata
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.core.errors import DomainError
from app.documents.prints.layout import Column, Header, Kind, Line, Print, Sheet, Signer, Table, day_words
from app.documents.prints.letters import drawn_signs, plain
from app.documents.prints.pdf import write_pdf
from app.documents.prints.word import FONT, write_word
from tests.documents.papers import read_pdf, read_word, text_of_pdf, text_of_word

DAY = date(2026, 2, 5)
# The 134 letters with marks: those of the alphabet, each with its tones, small and capital; and the plain ones.
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES] + ["đ"]
MARKED = [one for one in SMALL + [one.upper() for one in SMALL] if not one.isascii()]
HOSTILE = "#set page() $x$ *đậm* @ref <b>&amp; \\ `ls` ]] // /* \u202eđảo\u202c 😀 \x07 ${7*7} {{7*7}} =1+1"
ENDLESS = "x" * 5000


def sheet(*blocks: Line | Table, **more: object) -> Sheet:
    header = Header(("ỦY BAN NHÂN DÂN XÃ A",), ("TỔ BẢO VỆ", "THÔN 1"), "Trang số: 001/2026", "A", DAY)
    signers = (Signer(("TỔ TRƯỞNG",), "Nguyễn Văn Bình"), Signer(("XÁC NHẬN CỦA CÔNG AN XÃ",), "", "Duyệt lúc 7:00"))
    known = Sheet(Kind.LOG, uuid4(), DAY, 1, header, "NHẬT KÝ TUẦN TRA", ("Đêm 04/02",), blocks, signers)
    return replace(known, **more)  # type: ignore[arg-type]


def printed(*sheets: Sheet) -> list[Print]:
    return [Print(one, "K7QF-2MDA-9XRT-4B8N-C3WE", "https://keng.test/prints?code=K", "In lúc 8:00.") for one in sheets]


def long_table(rows: int) -> Table:
    columns = (Column("TT", 15, "center"), Column("Họ và tên", 150))
    return Table(columns, tuple((str(number), f"Người thứ {number}") for number in range(1, rows + 1)))


def test_there_are_134_letters_with_marks_and_the_typeface_draws_them() -> None:
    assert len(MARKED) == len(set(MARKED)) == 134
    assert {ord(one) for one in MARKED} <= drawn_signs()


@pytest.mark.parametrize(("write", "read"), [(write_pdf, text_of_pdf), (write_word, text_of_word)])
def test_every_letter_comes_out_as_it_was_written(write: object, read: object) -> None:
    words = " ".join(MARKED)
    prints = printed(sheet(Line("", words), Line("", unicodedata.normalize("NFD", words))))

    data = write(prints, "x", DAY) if write is write_pdf else write(prints, "x")  # type: ignore[operator]
    text = read(data)  # type: ignore[operator]

    assert text.count(words) == 2


def test_the_pdf_is_an_archive_and_carries_its_typeface_alone() -> None:
    data = write_pdf(printed(sheet(Line("Nhãn:", "lời"))), "Tên tệp", DAY)
    reader = read_pdf(data)

    held = [page["/Resources"]["/Font"] for page in reader.pages]  # type: ignore[index]
    fonts = [font.get_object()["/DescendantFonts"][0].get_object() for fonts in held for font in fonts.values()]
    names = {str(one["/BaseFont"]) for one in fonts}
    assert len(names) >= 3 and all("Tinos" in name for name in names)
    assert all("/FontFile2" in one["/FontDescriptor"] for one in fonts), "every typeface is embedded"
    mark = reader.xmp_metadata
    assert mark is not None and "<pdfaid:part>2</pdfaid:part>" in mark.stream.get_data().decode()
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in mark.stream.get_data().decode()
    assert reader.metadata is not None and reader.metadata.title == "Tên tệp"


def test_a_long_paper_repeats_its_heading_numbers_its_pages_and_keeps_the_signatures_with_a_line() -> None:
    # As many rows as leave the last lines and the signatures no room on the second page.
    for rows in range(66, 86, 4):
        first = sheet(long_table(rows), Line("", "Dòng cuối cùng."))
        pages = [page.extract_text() for page in read_pdf(write_pdf(printed(first, first), "x", DAY)).pages]
        half = len(pages) // 2
        assert all("Họ và tên" in page for page in pages if "Người thứ" in page), "the heading comes again"
        assert all("K7QF-2MDA-9XRT-4B8N-C3WE" in page for page in pages), "every page has its code"
        starts = [page.split("\n", 1)[0].strip() for page in pages]
        assert starts[1] == "2" and starts[half] != f"{half + 1}" and starts[half + 1] == "2", "each begins with page 1"
        signed = [page for page in pages if "TỔ TRƯỞNG" in page]
        assert len(signed) == 2 and all("Dòng cuối cùng." in page and "Nguyễn Văn Bình" in page for page in signed)


def test_texts_of_people_stay_texts() -> None:
    one = sheet(Line(HOSTILE, HOSTILE), long_table(1), Line("", ENDLESS), title=HOSTILE, subtitle=(HOSTILE,))
    pdf, word = (text_of_pdf(write_pdf(printed(one), HOSTILE, DAY)), text_of_word(write_word(printed(one), HOSTILE)))

    for text, emoji in ((pdf, "□"), (word, "😀")):
        assert text.count("#set page() $x$ *đậm* @ref <b>&amp; \\ `ls` ]] // /* đảo " + emoji) == 4
        assert "${7*7} {{7*7}} =1+1" in text and "\u202e" not in text and "\x07" not in text
        assert text.count("x") >= 5000, "all of the endless word is there, over two pages"
    assert plain("a\u202eb\u2066c\x00d\u200be") == "abcde"


def test_no_line_runs_over_the_edge_of_the_page() -> None:
    reader = read_pdf(write_pdf(printed(sheet(long_table(1), Line("", ENDLESS))), "x", DAY))
    reached = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, _cm, tm, *_rest: reached.append((tm[4], text)) if text.strip() else None)

    lines = [text for _, text in reached if "xxxx" in text]
    assert lines and max(len(text.strip().replace("\u200b", "")) for text in lines) < 90


def test_the_docx_has_the_margins_sizes_and_typeface_of_the_decree() -> None:
    document = read_word(write_word(printed(sheet(long_table(40), Line("8. Kiến nghị:", "không."))), "x"))

    (section,) = document.sections
    got = [round(one.mm) for one in (section.page_width, section.page_height, section.top_margin, section.left_margin)]
    assert got == [210, 297, 20, 30] and 15 <= round(section.right_margin.mm) <= 20
    assert 20 <= round(section.bottom_margin.mm) <= 25
    style = document.styles["Normal"]
    assert (style.font.name, style.font.size) == (FONT, Pt(13)) == ("Times New Roman", Pt(13))
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == FONT
    head, table, signed = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None and len(table.rows) == 41
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert [cell.width.mm for cell in table.rows[0].cells] == [pytest.approx(15, abs=0.1), pytest.approx(150, abs=0.1)]
    nation = next(one for one in head.rows[0].cells[1].paragraphs if "CỘNG HÒA" in one.text).runs[0]
    assert nation.bold and nation.font.size == Pt(12)
    assert signed.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    last = document.paragraphs[-1]
    assert last.text == "8. Kiến nghị: không." and last.paragraph_format.keep_with_next
    assert "PAGE" in "".join(section.header._element.itertext()) and section.different_first_page_header_footer
    assert Mm(14) == section.footer._element.findall(f".//{qn('wp:extent')}")[0].cx, "the QR code stands at the foot"


def test_the_day_is_written_as_the_decree_wants_it() -> None:
    assert day_words(DAY) == "ngày 05 tháng 02 năm 2026"
    assert day_words(date(2026, 11, 22)) == "ngày 22 tháng 11 năm 2026"
    assert day_words(date(2026, 3, 1)) == "ngày 01 tháng 3 năm 2026"


def test_a_paper_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(DomainError) as given_up:
        write_pdf(printed(sheet(Line("", "x"))), "x", DAY, seconds=0.001)

    assert given_up.value.problem.status == 503
