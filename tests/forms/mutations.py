"""Forms with something broken in them, for the parser to survive."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.forms.layouts import Drawing

_WORDS = (
    "— 无 总分 合计 项目名称 年度总体目标 一级指标 三级指标 分值 得分 100 50% [[R1]] =1+1 年初预算数 全年执行数 "
    "目标1 其中： 指标1： 产出指标(50分) 满意度指标 项目支出绩效自评表 ２０２１年 #REF! 评价结论 复核得分 （） ： "
    "单位：万元 部门整体支出绩效自评表 …… -1e999"
)
STRANGE = ("", "字" * 5_000, "\u200b", "\n\n", "９" * 400, *_WORDS.split())


def mutated(rnd: Random, drawing: Drawing) -> Drawing:
    """The drawing after a few cuts, copies, swaps and strange texts."""
    rows = [list(row) for row in drawing.rows]
    for _ in range(rnd.randint(1, 8)):
        at = rnd.randrange(len(rows))
        row = rows[at]
        match rnd.randrange(8):
            case 0 if len(rows) > 2:
                del rows[at]
            case 1:
                rows.insert(at, list(rnd.choice(rows)))
            case 2 if row:
                row[rnd.randrange(len(row))] = rnd.choice(STRANGE)
            case 3:
                rnd.shuffle(row)
            case 4 if row:
                del row[rnd.randrange(len(row)) :]
            case 5:
                row += [rnd.choice(STRANGE) for _ in range(3)]
            case 6:
                rows[at] = [rnd.choice(STRANGE) for _ in row]
            case _:
                column = rnd.randrange(max(1, len(row)))
                for each in rows:
                    del each[column : column + 1]
    return replace(drawing, rows=rows)
