"""An opinion as a Word document that an office would send: title, paragraphs, who and when."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

SONG, SIZE = "宋体", 14


def opinion_docx(text: str, *, project: str, reviewer: str = "", day: date | None = None) -> bytes:
    """The document as bytes; `text` is put in paragraph by paragraph, as text whatever it looks like."""
    docx: Any = import_module("docx")  # untyped, and heavy: loaded when it is needed
    shared: Any = import_module("docx.shared")
    enum: Any = import_module("docx.enum.text")
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = SONG, shared.Pt(SIZE)
    style.element.rPr.rFonts.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia", SONG)
    head = document.add_paragraph()
    head.alignment = enum.WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run("项目支出绩效自评复核意见")
    run.bold, run.font.size = True, shared.Pt(SIZE + 4)
    document.add_paragraph(f"项目名称：{project}")
    for line in text.split("\n"):
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.first_line_indent = shared.Pt(2 * SIZE)
    for line in (f"复核人：{reviewer}" if reviewer else "", f"{day.year}年{day.month}月{day.day}日" if day else ""):
        if line:
            document.add_paragraph(line).alignment = enum.WD_ALIGN_PARAGRAPH.RIGHT
    out = BytesIO()
    document.save(out)
    return out.getvalue()
