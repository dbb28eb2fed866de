"""The part of a narrative on what was missed, changed or far exceeded, why, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft.gaps import gap_of, missed_by
from assistant.draft.phrases import chained, listed, tell
from assistant.draft.quoting import BECAUSE, all_of, because, of_user, sourced
from assistant.draft.task import LENGTHS
from assistant.draft.view import RowView, TableView, quotable
from assistant.render import Gap, Parts, Slot, parts

FEW = 3
EXAMPLES = ("7月台风停工，2场活动取消", "合同延期到下年验收")


def missed(view: TableView) -> tuple[Parts, ...]:
    """Every row missed with its actual, the difference and the known cause; a gap where nobody said why."""
    told = [row for row in view.of("missed") if row.name and row is not view.rate_row]
    rows = sorted(told, key=lambda row: not view.wants_first(row))
    if not rows:
        return ()
    brief = view.task.length == min(LENGTHS)
    short = _short(rows) if (len(rows) > 1 and view.task.length < max(LENGTHS)) or brief else ()
    named = _short(rows, named=True) if brief and len(rows) > FEW - 1 else ()
    terse = chained([parts(_result(row), _why(row, terse=True)) for row in rows], "；")
    longer = chained([parts(_result(row), _why(row)) for row in rows], "；")
    full = chained([parts(_result(row), _rate_of(row), _why(row)) for row in rows], "；")
    fullest = parts("未完成的指标中，" if len(rows) > 1 else "", full, "。")
    quoted = _short(rows, quoting=True) if short else ()
    wordings = (named, short, quoted, parts(terse, "。"), parts(longer, "。"), fullest)
    return tuple(dict.fromkeys(wording for wording in wordings if wording))


def _short(rows: Sequence[RowView], *, quoting: bool = False, named: bool = False) -> Parts:
    """Many rows missed, in few words: what was reached, and a gap for each cause that nobody told."""
    told = parts(listed(row.name for row in rows)) if named else chained(
        [_reached(row, quoting=quoting) for row in rows], "、"
    )  # fmt: skip
    known = not quoting and any(row.cause or row.cause_untold for row in rows)
    asked = chained([_why(row)[1:] for row in rows if not row.cause and not row.cause_untold], "，")
    said = "，原因见偏差说明" if known else ""
    return parts(told, "未达到年度指标值", said, "，" if asked else "", asked, "。")


def _reached(row: RowView, *, quoting: bool) -> Parts:
    told = tell(row)
    result = told.parts if told and told.subject else parts(row.name)
    return parts(result, _why(row, terse=True)) if quoting and row.cause else result


def _result(row: RowView) -> Parts:
    told = tell(row)
    if told is None or not told.subject:
        return parts(row.name, missed_by(row))
    return parts(told.parts, "，", missed_by(row))


def _rate_of(row: RowView) -> Parts:
    fact = row.facts.get("completion")
    below = fact is not None and fact.value is not None and fact.value < 1
    families = [number.family for number in row.numbers("actual")]  # 2期，74人次 is not of one completion
    counts = len(families) == 1 and families[0] != "rate"
    return parts("（完成率", Slot(row.id("completion")), "）") if below and counts else ()


def _why(row: RowView, *, terse: bool = False) -> Parts:
    if row.cause and terse:
        head = "" if row.cause.text.startswith(BECAUSE) else "原因："
        return parts("（", head, all_of(row.cause), of_user(row.cause), "）")
    if row.cause:
        return parts("，", because(row.cause))
    if row.cause_untold:
        return parts("，原因见偏差说明")
    return parts(
        "，", Gap(f"{row.name}未达到指标值的原因", f"“{row.name}”为什么没有完成？", row=row.row, examples=EXAMPLES)
    )


def adjusted(view: TableView) -> tuple[Parts, ...]:
    """Rows met only by a target that was changed in the year, told as such."""
    changed = [row for row in view.of("met", "exceeded") if row.only_by_change and row.name]
    if not changed:
        return ()
    brief = parts(listed(row.name for row in changed), "按年度内调整后的指标值完成。")
    told = [parts(row.name, "年初指标值为", row.target_slot, row.changed_to) for row in changed]
    all_of_them = "，均按调整后的指标值完成。" if len(changed) > 1 else "，按调整后的指标值完成。"
    few = parts(changed[0].name, "等按年度内调整后的指标值完成。") if len(changed) > 1 else ()
    if view.task.length > min(LENGTHS):
        few = ()
    return (*((few,) if few else ()), brief, parts(chained(told, "；"), all_of_them))


def beyond(view: TableView) -> tuple[Parts, ...]:
    """Rows far beyond their target, only where there is room for it."""
    far = [row for row in view.rows if row.far and row.name and gap_of(row)]
    if not far or view.task.length < max(LENGTHS):
        return ()
    return ((), parts(chained([parts(row.name, "比年度指标值", gap_of(row)) for row in far[:FEW]]), "。"))


def next_steps(view: TableView) -> tuple[Parts, ...]:
    """Next steps that the table or the user tells; a gap where something was missed and nobody tells any."""
    known = [row.measure for row in view.of("missed") if row.measure]
    known += [view.money_measure] if view.money_measure and view.tells_money else []
    improvements = quotable(view.table.improvements)
    if known and view.task.length == min(LENGTHS):
        return ()
    if known:
        return (parts("改进措施：", chained([sourced(m) for m in known[:FEW]], "；"), "。"),)
    if improvements and len(improvements) <= 80:
        return (parts("改进措施：", Slot("improvements"), "。"),)
    if view.of("missed") or (view.low_rate and view.tells_money):
        gap = Gap(
            "改进措施、责任人和完成时限",
            "下一步怎么改进？由谁负责、何时完成？",
            examples=("由办公室于6月底前完成",),
        )
        return (parts("下一步，", gap, "。"),)
    return ()
