"""The columns of what a run gives, once for the workbook and for the Parquet files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from scoring.batch.work import Result
from scoring.findings import SEVERITY_NAMES

Kind = Literal["text", "integer", "decimal", "rate"]


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: str
    kind: Kind = "text"
    width: int = 12


WHERE = (
    Column("file", "文件", width=28),
    Column("index", "第几张表", "integer", 8),
    Column("project", "项目", width=28),
)
TABLES = (
    *WHERE,
    Column("department", "主管部门", width=16),
    Column("unit_name", "实施单位", width=16),
    Column("year", "年度", "integer", 7),
    Column("profile", "口径", width=14),
    Column("budget", "全年预算数（元）", "decimal", 16),
    Column("executed", "全年执行数（元）", "decimal", 16),
    Column("rate", "执行率", "rate", 9),
    Column("stated", "自评", "decimal", 9),
    Column("recomputed", "复算", "decimal", 9),
    Column("difference", "相差", "decimal", 9),
    Column("grade", "等级", width=6),
    Column("error", "须改", "integer", 7),
    Column("warning", "须说明", "integer", 7),
    Column("info", "提示", "integer", 7),
)
FINDINGS = (
    *WHERE,
    Column("rule", "规则", width=8),
    Column("severity", "程度", width=8),
    Column("row", "指标行", "integer", 7),
    Column("cells", "格", width=16),
    Column("message", "问题", width=60),
    Column("expected", "应为", width=14),
    Column("actual", "现为", width=14),
    Column("source", "依据", width=24),
)
INDICATORS = (
    *WHERE,
    Column("row", "指标行", "integer", 7),
    Column("level1", "一级指标", width=12),
    Column("level2", "二级指标", width=12),
    Column("level3", "三级指标", width=28),
    Column("target", "指标值", width=18),
    Column("done", "完成值", width=18),
    Column("points", "分值", width=8),
    Column("score", "得分", width=8),
    Column("recomputed", "复算", "decimal", 8),
    Column("note", "偏差原因分析及改进措施", width=40),
)


def tables(result: Result) -> Iterator[list[Any]]:
    """One row a table: the values of TABLES."""
    for table in result["tables"]:
        yield [result["file"], *(table[column.key] for column in TABLES[1:])]


def findings(result: Result) -> Iterator[list[Any]]:
    """One row a finding: the values of FINDINGS."""
    for table in result["tables"]:
        for found in table["findings"]:
            where = [result["file"], table["index"], table["project"]]
            severity = SEVERITY_NAMES[found["severity"]]
            rest = [found[column.key] for column in FINDINGS[5:]]
            yield [*where, found["rule"], severity, *rest]


def indicators(result: Result) -> Iterator[list[Any]]:
    """One row an indicator: the values of INDICATORS."""
    for table in result["tables"]:
        for row in table["indicators"]:
            yield [result["file"], table["index"], table["project"], *row]
