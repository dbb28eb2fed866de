"""The check of some tables as a workbook: 汇总, 问题清单, 得分复算, and the reviewers' working paper 底稿.

Texts are written as texts (never a formula, never a link), numbers as numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from forms.numbers import points
from forms.table import Indicator, SelfEvaluationTable
from scoring.catalogue import title
from scoring.findings import SEVERITY_NAMES, CheckResult, Finding
from scoring.target import parse_target

Value = str | int | Decimal | None
SUMMARY = (
    "序号",
    "文件",
    "项目名称",
    "实施单位",
    "年度",
    "评分口径",
    "自评总分",
    "各行合计",
    "复算总分",
    "复算下限",
    "复算上限",
    "等级",
    "执行率",
    "须改",
    "须说明",
    "提示",
    "复核总分",
)
FINDINGS = (
    "序号",
    "项目名称",
    "规则",
    "问题",
    "级别",
    "把握",
    "行",
    "单元格",
    "说明",
    "应为",
    "表中",
    "怎么办",
    "依据",
    "忽略理由",
)
SCORES = (
    "序号",
    "项目名称",
    "行",
    "三级指标",
    "指标值",
    "完成值",
    "分值",
    "自评得分",
    "复算得分",
    "下限",
    "上限",
    "怎样得来",
)
WORKING_PAPER = (
    "一级",
    "二级",
    "三级指标",
    "指标性质",
    "指标值",
    "度量单位",
    "权重",
    "自评完成值",
    "自评得分",
    "复核完成值",
    "复核得分",
    "偏离度",
    "备注",
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767
_WIDTHS = {
    "说明": 60,
    "怎么办": 40,
    "怎样得来": 50,
    "问题": 30,
    "依据": 26,
    "备注": 40,
    "三级指标": 28,
    "项目名称": 26,
    "指标值": 20,
    "完成值": 20,
    "自评完成值": 20,
    "复核完成值": 16,
    "忽略理由": 24,
    "文件": 22,
}


def write_xlsx(
    tables: Sequence[SelfEvaluationTable], results: Sequence[CheckResult], across: Iterable[Finding], out: Path
) -> None:
    """Write the workbook to `out`; OSError when the place cannot be written."""
    writer: Any = import_module("xlsxwriter")  # heavy, and without types
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with out.open("wb") as stream, writer.Workbook(stream, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#F0F2F5", "border": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        pairs = list(zip(tables, results, strict=True))
        _sheet(book, "汇总", SUMMARY, (_summary(n, t, r) for n, (t, r) in enumerate(pairs, 1)), head, body)
        _sheet(book, "问题清单", FINDINGS, _findings(results, across), head, body)
        _sheet(book, "得分复算", SCORES, _scores(pairs), head, body)
        _sheet(book, "底稿", WORKING_PAPER, _paper(pairs), head, body)


def _sheet(book: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[Value]], head: Any, body: Any) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, text in enumerate(heads):
        sheet.write_string(0, column, text, head)
        sheet.set_column(column, column, _WIDTHS.get(text, 12))
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value is None:
                sheet.write_blank(line, column, None, body)
            elif isinstance(value, str):
                sheet.write_string(line, column, _CONTROL.sub("", value)[:_LONGEST], body)
            else:
                sheet.write_number(line, column, float(value), body)


def _summary(number: int, table: SelfEvaluationTable, result: CheckResult) -> list[Value]:
    scores = result.scores
    counts = [sum(f.severity == s and f.ignored is None for f in result.findings) for s in SEVERITY_NAMES]
    return [
        number,
        table.source.file,
        table.project_name,
        table.implementing_unit,
        table.year,
        result.profile,
        scores.stated_total,
        scores.row_total,
        scores.recomputed_total,
        scores.recomputed_min,
        scores.recomputed_max,
        scores.grade,
        scores.execution_rate,
        *counts,
        points(table.total_review_score),
    ]


def _findings(results: Sequence[CheckResult], across: Iterable[Finding]) -> Iterator[list[Value]]:
    for number, result in enumerate(results, 1):
        for finding in result.findings:
            yield [number, result.project_name, *_finding(finding)]
    for finding in across:
        yield ["、".join(map(str, finding.tables)), "几张表之间", *_finding(finding)]


def _finding(finding: Finding) -> list[Value]:
    why = finding.ignored
    return [
        finding.rule,
        title(finding.rule),
        SEVERITY_NAMES[finding.severity],
        "确定" if finding.confidence == "sure" else "可能",
        finding.row,
        " ".join(finding.cells),
        finding.message,
        finding.expected,
        finding.actual,
        finding.todo,
        finding.source,
        f"{why.reason}（{why.user} {why.date}）" if why else None,
    ]


def _scores(pairs: Iterable[tuple[SelfEvaluationTable, CheckResult]]) -> Iterator[list[Value]]:
    for number, (table, result) in enumerate(pairs, 1):
        scores = result.scores
        for row in scores.rows:
            cells = table.by_row.get(row.row)
            texts = [cells.level3, cells.target, cells.actual] if cells else [None, None, None]
            yield [
                number,
                table.project_name,
                row.row,
                *texts,
                row.points,
                row.stated,
                row.recomputed,
                row.min,
                row.max,
                row.how,
            ]
        funds = table.funds[0] if table.funds else None
        stated = points(funds.score) if funds else None
        most = points(funds.points) if funds else None
        yield [
            number,
            table.project_name,
            None,
            "预算执行率",
            None,
            None,
            most,
            stated,
            scores.funds_score,
            None,
            None,
            scores.funds_how,
        ]
        yield [
            number,
            table.project_name,
            None,
            "总分",
            None,
            None,
            points(table.total_points),
            scores.stated_total,
            scores.recomputed_total,
            scores.recomputed_min,
            scores.recomputed_max,
            f"等级 {scores.grade or '不详'}",
        ]


def _paper(pairs: Iterable[tuple[SelfEvaluationTable, CheckResult]]) -> Iterator[list[Value]]:
    for table, result in pairs:
        yield [f"{table.project_name or ''}", *[None] * 12]
        for row in table.indicators:
            if not row.is_none:
                yield _paper_row(row, [f for f in result.findings if f.row == row.row and f.ignored is None])
        yield [
            "总分",
            *[None] * 5,
            points(table.total_points),
            None,
            points(table.total_score),
            None,
            points(table.total_review_score),
            deviation(table.total_score, table.total_review_score),
            None,
        ]


def _paper_row(row: Indicator, findings: Sequence[Finding]) -> list[Value]:
    target = parse_target(row.target or row.initial_target, row.level3 or "")
    unit = target.quantities[0].unit if target.quantities else None
    kind = "定性" if target.qualitative else ("定量" if target.quantities or target.deadline else None)
    remarks = [row.review_opinion or ""] + [f"{f.rule} {f.message}" for f in findings]
    return [
        row.level1,
        row.level2,
        row.level3,
        f"{target.comparison}{kind}" if kind else None,
        row.target,
        unit,
        points(row.points),
        row.actual,
        points(row.score),
        None,
        points(row.review_score),
        deviation(row.score, row.review_score),
        "\n".join(remark for remark in remarks if remark) or None,
    ]


def deviation(stated: str | None, reviewed: str | None) -> Decimal | None:
    """偏离度 = (stated − reviewed) ÷ stated; None where one is missing or the stated score is 0."""
    a, b = points(stated), points(reviewed)
    return (a - b) / a if a and b is not None else None
