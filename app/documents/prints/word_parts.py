"""The pieces of a DOCX that python-docx has no fast or no own way for: tables of many cells, rules, page numbers."""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
# An eighth of a point is Word's unit for rules.
_HALF_POINT = "4"


def write(paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    """Add a run; the lines of the text become breaks. The text is a text node: nothing in it is read as markup."""
    if not text:
        return
    run = paragraph.add_run()
    for place, line in enumerate(text.split("\n")):
        if place:
            run.add_break()
        run.add_text(line)
    # Set in the order that Word wants, without looking for what a new run cannot have yet.
    form = run._r.get_or_add_rPr()
    for name in [*(["w:b"] if bold else []), *(["w:i"] if italic else [])]:
        form.append(OxmlElement(name))
    form.append(_element("w:sz", val=str(round(2 * size))))


def _element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def ruled(paragraph: Any, within: float, length: float) -> None:
    """A rule of ``length`` mm in the middle of a column ``within`` mm wide."""
    borders = _element("w:pBdr")
    borders.append(_element("w:top", val="single", sz=_HALF_POINT, space="1", color="auto"))
    # Word wants the parts of a paragraph's form in their order.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm(max(0.0, (within - length) / 2 - 2))
    shape.space_before, shape.line_spacing = Pt(2), Pt(3)


def page_number(paragraph: Any) -> None:
    """The number of the page in the middle of the line."""
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind in ("begin", "", "end"):
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            code = _element("w:instrText")
            code.text = "PAGE"
            run._r.append(code)


class Cell:
    """A cell that is being written: each call of ``paragraph`` begins another line of it."""

    def __init__(self, cell: Any, parent: Any) -> None:
        self._cell, self._parent = cell, parent

    def paragraph(self, align: Any = None) -> Any:
        """A new paragraph at the end of the cell."""
        made = OxmlElement("w:p")
        if align is not None:
            form = OxmlElement("w:pPr")
            form.append(_element("w:jc", val=str(ALIGN.to_xml(align))))
            made.append(form)
        self._cell.append(made)
        return Paragraph(made, self._parent)


class Rows:
    """A table that grows row by row; python-docx looks through all the cells for each one."""

    def __init__(self, table: Any, widths: Sequence[float], parent: Any, *, centred: bool) -> None:
        self._table, self._widths, self._parent, self._centred = table, widths, parent, centred

    def add_row(self, *, heads: bool = False, whole: bool = False) -> list[Cell]:
        """A row's cells; ``heads`` comes again on each page, ``whole`` is never broken between two. Every cell wants a
        paragraph."""
        row, facts = OxmlElement("w:tr"), _element("w:trPr")
        if heads or whole:
            facts.append(_element("w:cantSplit"))
        if heads:
            facts.append(_element("w:tblHeader"))
        row.append(facts)
        cells = []
        for width in self._widths:
            cell, shape = OxmlElement("w:tc"), _element("w:tcPr")
            shape.append(_element("w:tcW", w=str(Mm(width).twips), type="dxa"))
            if self._centred:
                shape.append(_element("w:vAlign", val="center"))
            cell.append(shape)
            row.append(cell)
            cells.append(Cell(cell, self._parent))
        self._table.append(row)
        return cells


def add_table(parent: Any, widths: Sequence[float], *, borders: bool, width: float | None = None) -> Rows:
    """An empty table with columns of these widths (mm) at the end of a document, or of a foot (with its ``width``)."""
    table = parent.add_table(0, len(widths), Mm(width)) if width else parent.add_table(0, len(widths))
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    facts = table._tbl.tblPr
    if borders:
        lines = _element("w:tblBorders")
        for side in _BORDERS:
            lines.append(_element(f"w:{side}", val="single", sz=_HALF_POINT, space="0", color="auto"))
        facts.insert_element_before(lines, "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=str(Mm(1.2).twips), type="dxa"))
    facts.insert_element_before(margins, "w:tblLook")
    return Rows(table._tbl, widths, table, centred=borders)
