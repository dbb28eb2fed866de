"""偏差原因分析及改进措施: the fact of the deviation, its cause, its effect on the score, the measure with who and when.

Of a row missed, a row met only by a changed target, a row far exceeded, or (row None) a low execution rate.
"""

from __future__ import annotations

from assistant.draft.gaps import gap_of, missed_by
from assistant.draft.notes import is_phrase
from assistant.draft.phrases import needed_unit, target_of
from assistant.draft.quoting import says_when, says_who, sourced
from assistant.draft.stated import Cause, together
from assistant.draft.view import RowView, TableView
from assistant.render import Form, Gap, Parts, Slot, parts

NOT_DONE = frozenset({"rate", "money", "seconds", "days", "months", "workdays"})  # are reached, not done


def deviation(view: TableView) -> Parts:
    """The parts of the text. For a row that deviates in nothing it says so."""
    if view.task.row is None:
        return _of_money(view)
    row = view.row(view.task.row)
    if row is None:
        return parts("该行没有填写指标，无需说明偏差。")
    if row.state == "missed":
        return _of_missed(view, row)
    if row.only_by_change:
        return _of_changed(row)
    if row.far:
        return _of_far(view, row)
    return _of_none(row)


def _facts(row: RowView) -> Parts:
    """Target and actual: 年接待次数年度指标值为不少于30次，实际完成27次."""
    label = "的年初指标值为" if row.adjusted else "的年度指标值为"
    changed = row.changed_to if row.adjusted else ()
    counted = any(number.family not in NOT_DONE for number in row.numbers("actual"))
    plain = row.kind in {"时效", "成本"} or row.assessment.lower_is_better
    done = "实际完成" if counted and not plain else "实际为"
    actual = parts(row.slot("actual"), needed_unit(row, "actual"))
    return parts(row.name or "该项指标", label, target_of(row), changed, f"，{done}", actual)


def _rate(row: RowView) -> Parts:
    """The completion rate, where target and actual are exact numbers and no rates themselves."""
    fact = row.facts.get("completion")
    numbers = row.numbers("actual")
    if fact is None or fact.value is None or len(numbers) != 1 or any(number.family == "rate" for number in numbers):
        return ()
    return parts("，完成率", row.slot("completion"))


def _of_missed(view: TableView, row: RowView) -> Parts:
    fact = row.facts.get("completion")
    rate = _rate(row) if fact and fact.value is not None and fact.value < 1 else ()
    by = missed_by(row) if gap_of(row) else "未达到年度指标值"  # which has just been told
    told = parts(_facts(row), "，", by, rate, "。")
    return parts(told, _cause(row), _effect(view, row), _measure(row.measure, row.name, row.row))


def _cause(row: RowView) -> Parts:
    if row.cause and not is_phrase(row.cause.text):
        return parts("偏差原因：", sourced(row.cause), "。")
    gap = Gap(
        f"{row.name}未完成的具体原因",
        f"“{row.name}”为什么没有完成？请说明事件、时间和数量。",
        row=row.row,
        examples=("7月台风停工，2场活动取消", "合同延期到下年验收"),
    )
    said = parts(sourced(row.cause), "，") if row.cause else ()
    return parts("偏差原因：", said, gap, "。")


def _effect(view: TableView, row: RowView) -> Parts:
    """What the deviation costs: the stated score, or the points, and the score that the profile's formula yields."""
    full, fact = row.seen.points, view.fact(row.id("recomputed"))
    if not full:
        return ()
    scored = row.seen.score is not None and row.has("score")
    of = parts("，得", row.slot("score")) if scored else ()
    head = parts("对得分的影响：", row.name or "该指标", "分值", row.slot("points"), of)
    if fact is None or fact.value is None:
        lost = view.fact(row.id("lost"))
        return parts(head, parts("，扣", Slot(lost.id)) if lost and lost.value else (), "。")
    if row.state != "missed" and fact.value == full:
        return parts(head, "，按评分口径不扣分。")
    basis = "按完成比例" if row.state == "missed" else "按评分口径"
    if scored and fact.value == row.seen.score:
        return parts(head, f"，与{basis}计算的结果一致。")
    return parts(head, f"，{basis}计算应得", Slot(fact.id), "。")


def _measure(measure: Cause | None, name: str, row: int | None) -> Parts:
    """The measure with who and when; what is lacking of it is asked for."""
    if measure is None:
        gap = Gap(
            f"{name}的改进措施、责任人和完成时限",
            f"“{name}”怎么改进？由谁负责、何时完成？",
            row=row,
            examples=("由业务科于6月底前完成整改",) if row else ("由财务科于9月底前完成合同支付",),
        )
        return parts("改进措施：", gap, "。")
    who, when = says_who(measure.text), says_when(measure.text)
    lacking = "和".join(word for word, there in (("责任人", who), ("完成时限", when)) if not there)
    gap = Gap(f"该措施的{lacking}", f"“{name}”的改进措施由谁负责、何时完成？", row=row) if lacking else None
    return parts("改进措施：", sourced(measure), "，" if gap else "", gap, "。")


def _of_changed(row: RowView) -> Parts:
    """A target changed in the year: first target, changed target, actual, and the document that changed it."""
    gap = gap_of(row, "initial_")
    against = parts("，与年初指标值相比", gap) if gap else ()
    told = parts(
        row.name, "的年初指标值为", row.target_slot, row.changed_to,
        "，实际完成", row.slot("actual"), "，达到调整后的指标值", against, "。",
    )  # fmt: skip
    change = row.change
    reason = parts("调整情况：", sourced(change) if change else ())
    basis = Gap(
        "调整指标值的具体原因、批准文件和日期",
        f"“{row.name}”的指标值依据什么文件、何时批准调整？",
        row=row.row,
        examples=("《关于调整年度绩效目标的批复》，9月15日",),
    )
    said = together(row.stated)
    if said:
        return parts(told, "调整原因：", sourced(said), "。", reason if change else (), "。" if change else "")
    if row.note.has_basis:
        basis = Gap("批准文件的名称和文号", f"批准“{row.name}”调整的文件叫什么、文号是多少？", row=row.row)
    effect = "调整后已达到指标值，不影响该项得分。"
    return parts(told, reason, "，" if change else "", basis, "。", effect)


def _of_far(view: TableView, row: RowView) -> Parts:
    """A target far exceeded: by how much, why, and whether the target was set too low."""
    rate = _rate(row)
    gap = gap_of(row)
    more = parts("，比", "调整后的指标值" if row.adjusted else "年度指标值", gap) if gap else ()
    said = parts(sourced(row.cause), "。") if row.cause else parts(
        Gap(
            f"{row.name}大幅超过指标值的原因",
            f"“{row.name}”为什么超出指标值这么多？",
            row=row.row,
            examples=("上级临时增加任务", "年初测算依据不足"),
        ),
        "。",
    )  # fmt: skip
    plan = parts("改进措施：", sourced(row.measure), "。") if row.measure else parts(
        "改进措施：", Gap("下年度是否调整该指标值", f"下年度是否调整“{row.name}”的指标值？", row=row.row), "。"
    )  # fmt: skip
    return parts(_facts(row), more, rate, "。偏差原因：", said, _effect(view, row), plan)


def _of_none(row: RowView) -> Parts:
    if row.state == "unknown":
        gap = Gap(f"{row.name}与指标值的差异", f"“{row.name}”是否达到指标值？", row=row.row)
        return parts(_facts(row), "，", gap, "。")
    return parts(_facts(row), "，达到年度指标值，没有偏差。")


def _of_money(view: TableView) -> Parts:
    """A low execution rate: budget, executed, balance, rate; cause, effect on the score, measure."""
    money = view.money
    if money is None or money.annual_budget is None or money.executed is None or view.rate is None:
        gap = Gap("全年预算数和全年执行数", "全年预算数和全年执行数各是多少？")
        return parts("预算执行情况：", gap, "。")
    form: Form = "whole" if view.table.unit == "元" else "wan"  # the unit of the form itself
    budget = Slot("funds.annual_budget", form)
    told = parts("全年预算数", budget, "，全年执行数", Slot("funds.executed", form), "，执行率", Slot("funds.rate"))
    if money.executed > money.annual_budget:
        return parts(told, "，超出全年预算。")
    if money.executed == money.annual_budget:
        return parts(told, "，预算已全部执行，没有偏差。")
    told = parts(told, "，结余", Slot("funds.balance", form), "。")
    if not view.low_rate and view.money_cause is None:
        return parts(told, "执行率不低于评分口径规定的说明线。")
    cause = parts("偏差原因：", sourced(view.money_cause), "。") if view.money_cause else parts(
        "偏差原因：",
        Gap(
            "资金结余的具体原因",
            "资金为什么没有用完？请说明事项、金额和时间。",
            examples=("合同尾款按约定下年支付", "公开招标节约"),
        ),
        "。",
    )  # fmt: skip
    return parts(told, cause, _money_effect(view), _measure(view.money_measure, "预算执行", None))


def _money_effect(view: TableView) -> Parts:
    fact = view.fact("funds.recomputed")
    stated = view.fact("funds.score")
    if fact is not None:
        full = view.fact("funds.points")
        head = parts("对得分的影响：预算执行率分值", Slot(full.id), "，") if full else parts("对得分的影响：")
        return parts(head, "按执行率应得", Slot(fact.id), "。")
    if stated is not None and stated.value is not None:
        return parts("对得分的影响：预算执行得分", Slot(stated.id), "。")
    return ()
