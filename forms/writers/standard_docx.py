"""A new Word document in the standard form, for tables whose own file cannot be written (PDF, web page, xls, paste)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.table import SelfEvaluationTable
from forms.writers.archive import undated
from forms.writers.atomic import write_whole
from forms.writers.layout import Block, Layout, lay_out
from forms.writers.sheet_xml import clean
from forms.writers.standard_xlsx import MADE

if TYPE_CHECKING:
    from docx.document import Document


def standard_docx(tables: Sequence[SelfEvaluationTable], out: Path) -> None:
    """A Word document with one table a page, merged as the form is printed."""
    write_whole(out, document_of([lay_out(table) for table in tables]))


def document_of(layouts: Sequence[Layout]) -> bytes:
    """A Word document of laid out forms, one a page. The same layouts give the same bytes."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    _describe(document)
    for index, layout in enumerate(layouts):
        if index:
            document.add_page_break()
        _word_table(document, layout)
    # A document ends in a paragraph: LibreOffice drops a table that ends one when it saves the old format.
    document.add_paragraph()
    buffer = io.BytesIO()
    document.save(buffer)
    return undated(buffer.getvalue())


def _describe(document: Document) -> None:
    properties = document.core_properties
    properties.title, properties.author = "项目支出绩效自评表", ""
    properties.created = properties.modified = MADE
    properties.last_modified_by, properties.comments = "", ""


def _word_table(document: Document, layout: Layout) -> None:
    """The blocks as a table of the document, with the title as the heading above it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    body = [block for block in layout.blocks if block.role != "title"]
    for block in layout.blocks:
        if block.role == "title":
            heading = document.add_paragraph()
            heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = heading.add_run(block.text)
            run.bold, run.font.size = True, Pt(16)
    root: Any = document.element
    root.body.insert(len(root.body) - 1, _table_xml(body, layout))


def _table_xml(blocks: Sequence[Block], layout: Layout) -> Any:
    """A w:tbl built at once: python-docx's own merging takes time quadratic in the cells."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def element(parent: Any, name: str, **attributes: str) -> Any:
        made = OxmlElement(name)
        for key, value in attributes.items():
            made.set(qn(f"w:{key}"), value)
        parent.append(made)
        return made

    table = OxmlElement("w:tbl")
    properties = element(table, "w:tblPr")
    element(properties, "w:tblW", w="5000", type="pct")
    borders = element(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        element(borders, f"w:{side}", val="single", sz="4", space="0", color="auto")
    element(properties, "w:tblLayout", type="fixed")
    grid = element(table, "w:tblGrid")
    # 267 mm between the margins, in twentieths of a point
    widths = [round(15_137 * width / sum(layout.widths)) for width in layout.widths]
    for width in widths:
        element(grid, "w:gridCol", w=str(width))
    first = min(block.row for block in blocks)
    covering = {(b.row + i, b.column): (b, i) for b in blocks for i in range(b.rows)}
    for row in range(first, layout.rows):
        line = element(table, "w:tr")
        column = 0
        while column < len(widths):
            block, below = covering.get((row, column), (Block(row, column, ""), 0))
            cell = element(line, "w:tc")
            settings = element(cell, "w:tcPr")
            element(settings, "w:tcW", w=str(sum(widths[column : column + block.columns])), type="dxa")
            if block.columns > 1:
                element(settings, "w:gridSpan", val=str(block.columns))
            if block.rows > 1:
                element(settings, "w:vMerge", **({} if below else {"val": "restart"}))
            element(settings, "w:vAlign", val="center")
            _paragraphs(element, cell, "" if below else clean(block.text), block.role)
            column += block.columns
    return table


def _paragraphs(element: Any, cell: Any, text: str, role: str) -> None:
    for line in text.split("\n"):
        paragraph = element(cell, "w:p")
        settings = element(paragraph, "w:pPr")
        element(settings, "w:spacing", before="0", after="0")
        if role in ("label", "number"):
            element(settings, "w:jc", val="center" if role == "label" else "right")
        if line:
            run = element(paragraph, "w:r")
            element(element(run, "w:rPr"), "w:sz", val="18")
            holder = element(run, "w:t")
            holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            holder.text = line
