"""What a table says of itself in words: names, goal, narrative, how many indicators, an overview."""

from __future__ import annotations

from decimal import Decimal

from assistant.answer import money, scores
from assistant.answer.book import Line, Page, exact
from assistant.answer.money import Teller
from assistant.answer.reply import Reply, blank, said_points
from forms.numbers import is_blank, points
from scoring.facts.totals import class_name

ZERO = Decimal(0)


def _cell(cell: str, label: str) -> Teller:
    def tell(reply: Reply, page: Page) -> str:
        return "" if blank(page, cell) else f"{page.name}的{label}：{reply.cell(page, cell, 600)}"

    return tell


def department(reply: Reply, page: Page) -> str:
    if blank(page, "department"):
        return ""
    text = reply.cell(page, "department")
    code = "（填的是代码，表内没有写部门名称）" if text.isdigit() else ""
    return f"{page.name}的主管部门是{text}{code}。"


def unit(reply: Reply, page: Page) -> str:
    return (
        "" if blank(page, "implementing_unit") else f"{page.name}的实施单位是{reply.cell(page, 'implementing_unit')}。"
    )


def name(reply: Reply, page: Page) -> str:
    return (
        "" if blank(page, "project_name") else f"项目名称是{reply.cell(page, 'project_name')}（第{page.number}张表）。"
    )


def year(reply: Reply, page: Page) -> str:
    """The year that the table tells, with the cell that tells it where it is not the title."""
    if page.table.year is not None:
        return f"{page.name}是{page.table.year}年度的表（表名写明）。"
    if page.year is None:
        return ""
    word = str(page.year)
    cells = [c for c, text in page.context.texts() if word in text]
    for cell in cells[:1]:
        reply.cite(page, cell)
    return f"{page.name}的表名没有写年度；从表内文字看是{page.year}年度。" if cells else ""


def rows(reply: Reply, page: Page) -> str:
    """How many indicators, by class, and what they are called."""
    real = [line for line in page.lines if line.real]
    none = len(page.lines) - len(real)
    grouped: dict[str, list[str]] = {}
    for line in real:
        grouped.setdefault(class_name(line.cells.level2 or line.cells.level1), []).append(line.name)
        reply.cite(page, line.id("level3"))
    told = "；".join(f"{kind}{len(names)}项（{'、'.join(names)}）" for kind, names in grouped.items())
    blank_rows = f"另有{none}行填“无”。" if none else ""
    return f"{page.name}共有{len(real)}项指标：{told}。{blank_rows}"


def overview(reply: Reply, page: Page) -> str:
    """The table in a few sentences: money, scores, what was missed."""
    told = [money.rate(reply, page) or money.annual_budget(reply, page), scores.total(reply, page)]
    real = [line for line in page.lines if line.real]
    missed = [line for line in real if line.state == "missed"]
    for line in missed:
        reply.cite(page, line.id("target"), line.id("actual"))
    rest = (
        f"没有完成的：{'、'.join(f'{m.name}（指标值{m.seen.target}，完成{m.seen.actual}）' for m in missed)}。"
        if missed
        else "表内没有能看出没完成的指标。"
    )
    said = [text for text in told if text]
    head = said[0] if said else f"{page.name}："
    return head + "".join(said[1:]) + f"共{len(real)}项指标，" + rest


def classes(reply: Reply, page: Page, kind: str, measure: str) -> str:
    """Points or scores of a class of indicators, its rows named and cited."""
    lines = lines_of(page, kind)
    if not lines:
        return ""
    full = [value for line in lines if (value := line.seen.points) is not None]
    got = [value for line in lines if (value := line.seen.score) is not None]
    title = class_title(kind)
    for line in lines:
        reply.cite(page, line.id("points"))
        if measure != "points":
            reply.cite(page, line.id("score"))
    named = "、".join(
        f"{line.name}{line.cells.points if measure == 'points' else line.cells.score}分" for line in lines
    )
    many = f"（{named}）" if len(lines) > 1 else f"（{lines[0].name}）"
    if measure == "points":
        return f"{page.name}的{title}占{said_points(sum(full, ZERO))}{many}。" + _stated_weight(
            page, kind, sum(full, ZERO)
        )
    lost = sum(full, ZERO) - sum(got, ZERO)
    if measure == "lost":
        taken = "；".join(_taken(reply, page, line) for line in lines if line.lost)
        return f"{page.name}的{title}扣{said_points(lost)}" + (
            f"：{taken}。" if taken else f"，得满分{said_points(sum(got, ZERO))}。"
        )
    return f"{page.name}的{title}得{said_points(sum(got, ZERO))}，分值{said_points(sum(full, ZERO))}{many}。"


def _taken(reply: Reply, page: Page, line: Line) -> str:
    reply.cite(page, line.id("target"), line.id("actual"))
    why = f"，表内说明：{reply.cell(page, line.id('deviation_note'), 80).rstrip('。')}" if line.seen.note else ""
    return (
        f"{line.name}扣{said_points(line.lost or Decimal(0))}（指标值{line.seen.target}，完成{line.seen.actual}{why}）"
    )


def _stated_weight(page: Page, kind: str, full: object) -> str:
    for heading in page.table.classes:
        stated = points(heading.points)
        if stated is not None and kind in heading.level1 and not heading.level2 and stated != full:
            return f"表头写的是{exact(stated)}分，与各行分值之和不一致。"
    return ""


def lines_of(page: Page, kind: str) -> list[Line]:
    """The rows of a class: 数量, 满意 …, or of a first level: 产出, 效益."""
    real = [line for line in page.lines if line.real]
    if kind == "满意":
        return [line for line in real if line.seen.satisfaction]
    if kind in {"产出", "效益"}:
        return [line for line in real if kind in line.cells.level1]
    return [line for line in real if line.seen.kind == kind]


def class_title(kind: str) -> str:
    return {
        "满意": "满意度指标",
        "可持续": "可持续影响指标",
        "经济": "经济效益指标",
        "社会": "社会效益指标",
        "生态": "生态效益指标",
    }.get(kind, f"{kind}指标")


TELLERS: dict[str, Teller] = {
    "name": name,
    "department": department,
    "unit": unit,
    "year": year,
    "goal": _cell("goal", "预期目标"),
    "narrative": _cell("narrative", "实际完成情况"),
    "rows": rows,
    "overview": overview,
}
MISSING = {
    "department": "主管部门",
    "unit": "实施单位",
    "year": "年度",
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "name": "项目名称",
    "rate": "执行数或预算数",
    "balance": "执行数或预算数",
    "executed": "全年执行数",
    "annual_budget": "全年预算数",
    "initial_budget": "年初预算数",
    "budget_change": "年初预算数或全年预算数",
    "project_amount": "项目金额",
    "sources": "资金来源",
    "carried": "上年结转资金",
    "grant": "财政拨款",
    "other_funds": "其他资金",
    "total": "自评总分",
    "score": "自评总分",
    "lost": "自评总分",
    "grade": "自评总分或等级",
    "funds_score": "预算执行得分",
    "funds_points": "预算执行的分值",
    "recomputed": "可以复算的得分",
    "gap": "可以复算的得分",
    "points": "总分分值",
}


def field_is_there(page: Page, cell: str) -> bool:
    return not is_blank(page.table.text(cell))
