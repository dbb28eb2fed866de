"""NV05 有没有完成的，却说全部完成。

检查什么  有指标没有完成时，实际完成情况是否写“各项任务均已完成”“全面完成目标”一类的话。
为什么    与得分和说明矛盾，也掩盖了问题。
反例      自律体系完成率 98%，完成情况写“完成各项工作任务”。
正例      “除自律体系完成98%外，其他任务均已完成”。
来源      财预〔2020〕10号
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.context import Context
from scoring.rule import Hit, rule
from scoring.spoken import claims_of_narrative
from scoring.wording import clip, listed

_KINDS = frozenset({"completeness", "direction"})


@rule("NV05")
def all_done_though_missed(ctx: Context) -> Iterator[Hit]:
    if not ctx.missed:
        return
    found = [c for c in claims_of_narrative(ctx) if c.kind in _KINDS and c.verdict == "contradicted"]
    whole = next((claim for claim in found if claim.kind == "completeness"), found[0] if found else None)
    if whole:
        rows = [row for row in ctx.missed if any(fact.startswith(f"R{row.row}.") for fact in whole.facts)] or ctx.missed
        facts = ("narrative", *(fact for row in rows for fact in row.at("target", "actual")))
        values = {"text": clip(whole.text), "missed": listed(row.name for row in rows)}
        yield Hit(facts, rows[0].row if len(rows) == 1 else None, values)
