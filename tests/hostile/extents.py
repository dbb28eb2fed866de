"""Files that claim, or have, far too many rows, columns, merges, levels and characters."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.hostile.kit import cell, file, made, merges, sheet, word

# Extents

made(
    "一百万行声明.xlsx",
    lambda: sheet(f'<row r="1">{cell("A1", "项目支出绩效自评表")}</row>', '<dimension ref="A1:XFD1048576"/>'),
)
made(
    "远角.xlsx",
    lambda: sheet(f'<row r="1">{cell("A1", "项目名称")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>'),
)
made(
    "行号溢出.xlsx",
    lambda: sheet(f'<row r="99999999999">{cell("A99999999999", "x")}</row><row r="2">{cell("ZZZZZ2", "y")}</row>'),
)
made(
    "整表合并.xlsx",
    lambda: sheet(
        f'<row r="1">{cell("A1", "项目名称")}</row>',
        tail='<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2"/><mergeCell ref="坏:D4"/></mergeCells>',
    ),
)
made(
    "十万合并.xlsx",
    lambda: sheet(
        f'<row r="1">{cell("A1", "项目名称")}</row>',
        tail=f"<mergeCells>{merges(100_000)}</mergeCells>",
    ),
)


@file("十万行.xlsx")
def _(path: Path) -> None:
    rows = "".join(
        f'<row r="{n}">{"".join(cell(f"{c}{n}", f"第{n}行内容") for c in "ABCDEFGHI")}</row>' for n in range(1, 100_001)
    )
    path.write_bytes(sheet(rows))


@file("一兆单元格.xlsx")
def _(path: Path) -> None:
    path.write_bytes(sheet(f'<row r="1">{cell("A1", "长" * 350_000)}</row>'))


made(
    "一兆单元格.docx",
    lambda: word(f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{'长' * 350_000}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
)
made("一兆单元格.txt", lambda: ("项目名称\t" + "长" * 350_000).encode())
made("没有换行.csv", lambda: ("绩效," * 3_000_000).encode())
made("引号不闭合.csv", lambda: ('"绩效,\n' * 500_000).encode())
made("一百万列.txt", lambda: ("项目名称" + "\t" * 1_000_000).encode())
made("一百万行.txt", lambda: ("\n" * 5_000_000 + "项目名称").encode())

made("满是制表.txt", lambda: ("项目名称" + ("\t" * 255 + "\n") * 77_000).encode())
made("满是逗号.csv", lambda: ('"绩效"' + ("," * 255 + "\n") * 77_000).encode())
made("满是格.html", lambda: ("<table>" + ("<tr>" + "<td>" * 250) * 19_000).encode())
made("满是格.docx", lambda: word(f"<w:tbl>{('<w:tr>' + '<w:tc><w:p/></w:tc>' * 60 + '</w:tr>') * 20_000}</w:tbl>"))
made("将满的格.docx", lambda: word(f"<w:tbl>{('<w:tr>' + '<w:tc><w:p/></w:tc>' * 60 + '</w:tr>') * 12_000}</w:tbl>"))
made("将满的格.html", lambda: ("<table>" + ("<tr>" + "<td>" * 250) * 5_900).encode())
made("满是属性.html", lambda: ("<table><tr><td " + "".join(f"a{n}=1 " for n in range(1_400_000)) + ">").encode())

# Nesting and spans

NESTED = 5_000
made("五千层.html", lambda: ("<table><tr><td>" * NESTED + "里" + "</td></tr></table>" * NESTED).encode())
made("不闭合.html", lambda: ("<table><tr><td>" * 50_000).encode())
made("五千层.docx", lambda: word("<w:tbl><w:tr><w:tc>" * NESTED + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * NESTED))
made("百层.docx", lambda: word("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "<w:p/></w:tc></w:tr></w:tbl>" * 60))
made("深.xlsx", lambda: sheet("<row>" * 100_000 + "</row>" * 100_000))
made("宽.docx", lambda: word("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 100_000 + "</w:tr></w:tbl>"))


def _spans(*values: str) -> str:
    cells = "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{v}"/></w:tcPr><w:p/></w:tc>' for v in values)
    before = '<w:trPr><w:gridBefore w:val="2147483647"/></w:trPr>'
    return f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{before}{cells}</w:tr></w:tbl>"


made("荒唐跨列.docx", lambda: word(_spans("2147483647", "-5", "0", "x", "99999999999999999999999")))
made(
    "荒唐跨列.html",
    lambda: (
        "<table><tr><td colspan=2147483647 rowspan=999999999>项目名称</td><td colspan=-3>x</td><td rowspan=0>y</td>"
        "</tr><tr><td>z</td></tr></table>"
    ).encode(),
)
made(
    "十万跨格.html",
    lambda: ("<table>" + "<tr><td colspan=1000 rowspan=65534>项目名称</td></tr>" * 100_000 + "</table>").encode(),
)


@file("重复十亿.ods")
def _(path: Path) -> None:
    xml = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="表"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="1000000000"><text:p>项目名称</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
