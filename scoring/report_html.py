"""The check of some tables as one self-contained page: forms with marked cells, findings, scores; fit to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape

from forms.table import Problem, SelfEvaluationTable
from scoring.catalogue import title
from scoring.findings import SEVERITY_NAMES, CheckResult, Finding, RowScore, ScoreSheet
from scoring.wording import percent, show

_ROW_FIELDS = ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation_note")
_ROW_HEADS = (
    "行",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
_FUNDS_FIELDS = ("name", "initial_budget", "annual_budget", "executed", "points", "execution_rate", "score")
_FUNDS_HEADS = ("项目资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
_HEADER = (
    ("project_name", "项目名称"),
    ("project_amount", "项目金额"),
    ("department", "主管部门"),
    ("implementing_unit", "实施单位"),
)
_TEXTS = (
    ("goal", "预期目标"),
    ("narrative", "实际完成情况"),
    ("funds_note", "资金说明"),
    ("conclusion", "结论"),
    ("problems_found", "存在问题"),
    ("improvements", "改进措施"),
)
_STYLE = """
:root{--ink:#1f2328;--line:#c9ced6;--soft:#f5f6f8;--error:#b42318;--warning:#8a5a00;--info:#175cd3}
*{box-sizing:border-box}body{margin:0 auto;max-width:1180px;padding:24px;color:var(--ink);background:#fff;
font:14px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
h1{font-size:22px;margin:0 0 4px}h2{font-size:18px;margin:32px 0 4px}h3{font-size:15px;margin:16px 0 6px}
table{border-collapse:collapse;width:100%;margin:6px 0;table-layout:auto}th,td{border:1px solid var(--line);
padding:4px 6px;text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-line}th{background:var(--soft);font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums}.place{color:#5b6472;font-size:12px}
.mark{background:#fff4d6;outline:2px solid #d9a400;outline-offset:-2px}.mark.error{background:#ffe4e1;outline-color:var(--error)}
.mark.info{background:#e8f1ff;outline-color:#7aa7e8}.mark a{font-size:11px;margin-left:4px;text-decoration:none;color:inherit;font-weight:600}
.error b{color:var(--error)}.warning b{color:var(--warning)}.info b{color:var(--info)}.ignored{color:#6b7280}
ol.findings{padding-left:0;list-style:none}ol.findings li{border-left:4px solid var(--line);padding:2px 0 2px 10px;margin:6px 0;break-inside:avoid}
ol.findings li.error{border-color:var(--error)}ol.findings li.warning{border-color:#d9a400}ol.findings li.info{border-color:#7aa7e8}
@media print{body{max-width:none;padding:0;font-size:11px}h2{break-before:page}h2:first-of-type{break-before:auto}a{color:inherit}
tr{break-inside:avoid}.mark{-webkit-print-color-adjust:exact;print-color-adjust:exact}@page{size:A4 landscape;margin:12mm}}
"""  # noqa: E501


def html_report(
    tables: Sequence[SelfEvaluationTable],
    results: Sequence[CheckResult],
    across: Iterable[Finding] = (),
    problems: Iterable[Problem] = (),
) -> str:
    """One HTML page that loads nothing from elsewhere. Every text of a form is escaped."""
    parts = ["<h1>项目支出绩效自评表检查报告</h1>", _overview(results)]
    for number, (table, result) in enumerate(zip(tables, results, strict=True), 1):
        parts += _table(number, table, result)
    about_several = list(across)
    if about_several:
        parts.append("<h2>几张表之间</h2>")
        parts.append(_findings(about_several, "x"))
    notes = [f"<li>{escape(p.place)} {escape(p.message)}</li>" for p in problems]
    if notes:
        parts.append(f"<h2>读表提示</h2><ul>{''.join(notes)}</ul>")
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>绩效自评检查报告</title>'
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    body = "\n".join(parts)
    page = f"<head>{head}{policy}<style>{_STYLE}</style></head><body>\n{body}\n</body>"
    return f'<!doctype html>\n<html lang="zh-CN">{page}</html>\n'


def _overview(results: Sequence[CheckResult]) -> str:
    rows = "".join(
        f'<tr><td>{n}</td><td><a href="#t{n}">{escape(r.project_name or "（没有项目名称）")}</a></td>'
        f'<td class="n">{_number(r.scores.stated_total)}</td><td class="n">{_number(r.scores.recomputed_total)}</td>'
        f"<td>{escape(r.scores.grade or '')}</td>"
        + "".join(f'<td class="n">{_count(r, severity)}</td>' for severity in SEVERITY_NAMES)
        + "</tr>"
        for n, r in enumerate(results, 1)
    )
    heads = "".join(
        f"<th>{head}</th>" for head in ("序号", "项目", "自评总分", "复算总分", "等级", *SEVERITY_NAMES.values())
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _count(result: CheckResult, severity: str) -> int:
    return sum(f.severity == severity and f.ignored is None for f in result.findings)


def _table(number: int, table: SelfEvaluationTable, result: CheckResult) -> Iterator[str]:
    yield f'<h2 id="t{number}">{number}. {escape(table.project_name or "（没有项目名称）")}</h2>'
    year = f"{table.year} 年度 · " if table.year else ""
    where = " ".join(part for part in (table.source.file, table.source.sheet) if part)
    yield f'<p class="place">{escape(where)} · {year}金额单位：{table.unit} · 评分口径：{escape(result.profile)}</p>'
    marks = _Marks(result.findings, f"t{number}")
    yield _header(table, marks)
    yield _funds(table, marks)
    yield _texts(table, marks)
    yield _rows(table, marks)
    yield "<h3>问题</h3>"
    yield _findings(result.findings, f"t{number}") if result.findings else "<p>没有发现问题。</p>"
    yield _unchecked(result)
    yield "<h3>得分复算</h3>"
    yield _scores(table, result.scores)


class _Marks:
    """Which cells (by fact id) have findings, and the numbers of those."""

    def __init__(self, findings: Sequence[Finding], prefix: str) -> None:
        self.prefix = prefix
        self.found: dict[str, list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(findings, 1):
            for fact in finding.facts:
                self.found.setdefault(fact, []).append((number, finding))

    def cell(self, fact: str, text: str | None, place: str, *, tag: str = "td", numeric: bool = False) -> str:
        """One cell of the form, with its place as a tooltip and links to its findings."""
        here = [entry for entry in self.found.get(fact, []) if entry[1].ignored is None]
        names = ["n"] if numeric else []
        links = ""
        if here:
            worst = min((finding.severity for _, finding in here), key=list(SEVERITY_NAMES).index)
            names += ["mark", worst]
            links = "".join(f'<a href="#{self.prefix}f{n}">{finding.rule}</a>' for n, finding in here)
        shown = f' class="{" ".join(names)}"' if names else ""
        tip = f' title="{escape(place)}"' if place else ""
        return f"<{tag}{shown}{tip}>{escape(text or '')}{links}</{tag}>"


def _header(table: SelfEvaluationTable, marks: _Marks) -> str:
    cells = "".join(
        f"<tr><th>{label}</th>{marks.cell(field, table.text(field), table.place(field))}</tr>"
        for field, label in _HEADER
        if table.text(field) is not None or field in marks.found
    )
    year = marks.cell("year", str(table.year or ""), "") if table.year or "year" in marks.found else ""
    return f"<table><tbody>{cells}{f'<tr><th>年度</th>{year}</tr>' if year else ''}</tbody></table>"


def _funds(table: SelfEvaluationTable, marks: _Marks) -> str:
    rows: list[str] = []
    for n, row in enumerate(table.funds, 1):
        fact = "funds" if n == 1 else f"funds{n}"
        cells = (
            marks.cell(f"{fact}.{f}", getattr(row, f), table.place(f"{fact}.{f}"), numeric=f != "name")
            for f in _FUNDS_FIELDS
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return _grid(_FUNDS_HEADS, rows) if rows else ""


def _texts(table: SelfEvaluationTable, marks: _Marks) -> str:
    rows = [
        f"<tr><th>{label}</th>{marks.cell(field, table.text(field), table.place(field))}</tr>"
        for field, label in _TEXTS
        if table.text(field) is not None or field in marks.found
    ]
    return f"<table><tbody>{''.join(rows)}</tbody></table>" if rows else ""


def _rows(table: SelfEvaluationTable, marks: _Marks) -> str:
    rows: list[str] = []
    for row in table.indicators:
        cells = [f"<td>{row.row}</td>"]
        for field in _ROW_FIELDS:
            text = getattr(row, field)
            cells.append(
                marks.cell(f"R{row.row}.{field}", text, row.cells.get(field, ""), numeric=field in {"points", "score"})
            )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    total = (
        '<tr><th></th><th colspan="5">总分</th>'
        + marks.cell("total_points", table.total_points, table.place("total_points"), numeric=True)
        + marks.cell("total_score", table.total_score, table.place("total_score"), numeric=True)
        + marks.cell("stated_grade", table.stated_grade, table.place("stated_grade"))
        + "</tr>"
    )
    return _grid(_ROW_HEADS, [*rows, total])


def _findings(findings: Sequence[Finding], prefix: str) -> str:
    return f'<ol class="findings">{"".join(_finding(n, f, prefix) for n, f in enumerate(findings, 1))}</ol>'


def _finding(number: int, finding: Finding, prefix: str) -> str:
    name = SEVERITY_NAMES[finding.severity] + ("" if finding.confidence == "sure" else "（可能）")
    places = f' <span class="place">{escape(" ".join(finding.cells))}</span>' if finding.cells else ""
    lines = [f"<b>{name}</b> {finding.rule} {escape(title(finding.rule))}{places}<br>{escape(finding.message)}"]
    if finding.expected is not None:
        lines.append(f"应为 {escape(finding.expected)}。")
    lines.append(escape(finding.todo))
    if finding.source:
        lines.append(f'<span class="place">依据：{escape(finding.source)}</span>')
    if finding.ignored:
        why = finding.ignored
        lines.append(f"已忽略：{escape(why.reason)}（{escape(why.user)} {escape(why.date)}）")
    kind = "ignored" if finding.ignored else finding.severity
    return f'<li class="{kind}" id="{prefix}f{number}">{"<br>".join(lines)}</li>'


def _unchecked(result: CheckResult) -> str:
    lines = [
        f"<li>规则 {entry.rule} {_turned(entry.severity)}：{escape(entry.reason)}</li>" for entry in result.turned_off
    ]
    for skip in result.skipped:
        row = f"第{skip.row}行：" if skip.row else ""
        lines.append(f"<li>{skip.rule} {escape(title(skip.rule))}：{row}{escape(skip.reason)}</li>")
    return f"<h3>没有查的</h3><ul>{''.join(lines)}</ul>" if lines else ""


def _turned(severity: str | None) -> str:
    return "已停用" if severity is None else f"改为{SEVERITY_NAMES[severity]}"


def _scores(table: SelfEvaluationTable, scores: ScoreSheet) -> str:
    names = {row.row: row.level3 or "" for row in table.indicators}
    rows = [_score(row, names.get(row.row, "")) for row in scores.rows if row.counted]
    rate = percent(scores.execution_rate) if scores.execution_rate is not None else "不详"
    rows.append(
        f'<tr><th colspan="2">预算执行率 {rate}</th><td></td><td class="n">{_number(scores.funds_score)}</td><td></td>'
        f"<td>{escape(scores.funds_how)}</td></tr>"
    )
    span = f"{_number(scores.recomputed_min)}～{_number(scores.recomputed_max)}"
    rows.append(
        f'<tr><th colspan="2">总分</th><td class="n">{_number(scores.stated_total)}</td>'
        f'<td class="n">{_number(scores.recomputed_total)}</td><td class="n">{span}</td>'
        f"<td>各行合计 {_number(scores.row_total)}</td></tr>"
    )
    return _grid(("行", "指标", "自评", "复算", "可辩护的范围", "怎样得来"), rows)


def _score(row: RowScore, name: str) -> str:
    same = row.min == row.max
    span = "" if row.min is None or row.max is None or same else f"{show(row.min)}～{show(row.max)}"
    return (
        f'<tr><td>{row.row}</td><td>{escape(name)}</td><td class="n">{_number(row.stated)}</td>'
        f'<td class="n">{_number(row.recomputed)}</td><td class="n">{span}</td><td>{escape(row.how)}</td></tr>'
    )


def _grid(heads: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _number(value: Decimal | None) -> str:
    return "—" if value is None else show(value)
