"""实际完成情况: overall result, results by class, money, effect, what was missed and why, what next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from zlib import crc32

from assistant.draft.fit import Section, fit
from assistant.draft.money import change, parts_of_funds, spent, why_left
from assistant.draft.phrases import Told, chained, listed, tell, told_together
from assistant.draft.shortfalls import adjusted, beyond, missed, next_steps
from assistant.draft.task import LENGTHS
from assistant.draft.view import MONEY_TOPIC, RowView, TableView
from assistant.render import Gap, Parts, Slot, parts
from scoring.kinds import EFFECT, OUTPUT

LABELS: dict[str, str] = {"数量": "数量方面，", "质量": "质量方面，", "时效": "时效方面，", "成本": "成本方面，"}
FEW = 3
_WHOLE = ("项目", "工程", "计划", "行动", "专项", "活动", "课题", "试点", "任务")  # names that need no 项目 behind them
_BEGUN = ("总体按预期目标推进", "按预期目标组织实施", "围绕预期目标组织实施")
_DOCUMENT = re.compile("《[^《》]{2,40}》")


def narrative(view: TableView) -> Parts:
    """The parts of the text, as full as the task's length allows."""
    rows = [row for row in view.rows if not _told_elsewhere(view, row)]
    outputs = [row for row in rows if row.kind in OUTPUT or row.kind in {"", "执行"}]
    effective = [row for row in rows if row.kind in EFFECT or row.kind == "满意"]
    summed_up = _brief(view) and bool(_few(view, [*outputs, *effective]))
    results = Section(_results(view, outputs, effective), 8, wanted=1)
    effects = Section(_effects(view, effective, told_already=summed_up), 6, wanted=1)
    body = {
        "results": results, "money": Section(_money(view), 4), "effects": effects,
        "missed": Section(missed(view), 10, wanted=2), "adjusted": Section(adjusted(view), 7, wanted=1),
    }  # fmt: skip
    favourite = _favourite(view, effective)
    ordered = sorted(body, key=lambda name: name != favourite)
    sections = [
        Section(_opening(view), 5), *(body[name] for name in ordered), Section(beyond(view), 2),
        Section(next_steps(view), 3),
    ]  # fmt: skip
    return fit(sections, view.facts, view.task.table, view.task.length)


def _favourite(view: TableView, effective: Sequence[RowView]) -> str:
    """Which section the user wants first; "" when no wish was told or none is about it."""
    if view.task.first and MONEY_TOPIC.search(view.task.first):
        return "money"
    wanted = next((row for row in view.rows if view.wants_first(row)), None)
    if wanted is None:
        return ""
    return "missed" if wanted.state == "missed" else "effects" if wanted in effective else "results"


def _told_elsewhere(view: TableView, row: RowView) -> bool:
    """Rows missed, those the user does not want, and those that another row of the same thing contradicts."""
    if any(topic and (topic in row.name or topic in row.cells.level2) for topic in view.task.leave_out):
        return True
    if row.state == "missed" or view.clashes(row) or row is view.rate_row:
        return True
    return not row.numeric and any(row.name and row.name in other.name for other in view.of("missed"))


def subject(view: TableView) -> str:
    """2021年，接待费项目 — or 本年度 when no year is known."""
    when = f"{view.year}年" if view.year else "本年度"
    name = view.name or "本项目"
    name = name if name.endswith(_WHOLE) else f"{name}项目"
    return name if re.match(r"\d{4}年", name) else f"{when}，{name}"


def turn(view: TableView, wordings: Sequence[str]) -> str:
    """One of several wordings, always the same for a project, so that a file's drafts do not all sound alike."""
    return wordings[crc32((view.table.project_name or "").encode()) % len(wordings)]


def _opening(view: TableView) -> tuple[Parts, ...]:
    """The overall result; never a word of completeness over rows that are missed or cannot be judged."""
    if not any(row.actual for row in view.rows):
        return (parts(subject(view), "的完成情况如下。"),)
    failed = [row for row in view.of("missed") if row.name]
    said = _result_missed(view, failed) if failed else _result_met(view)
    wordings = [parts(subject(view), one, "。") for one in said]
    full = said[-1]
    basis = basis_of(view)
    if basis:
        wordings.append(parts(subject(view), "按照", basis, "实施，", full.removeprefix("的"), "。"))
    return tuple(dict.fromkeys(wordings))


def basis_of(view: TableView) -> Slot | None:
    """The document that the goal names as its basis."""
    found = _DOCUMENT.search(view.table.goal or "")
    return Slot("goal", "part", found[0]) if found else None


def _result_missed(view: TableView, failed: Sequence[RowView]) -> tuple[str, ...]:
    names = listed(row.name for row in failed[:FEW]) + ("等指标" if len(failed) > FEW else "")
    begun = turn(view, _BEGUN)
    done = [row for row in view.quantitative if row.state in {"met", "exceeded"}]
    if _rest_is_met(view) and len(done) > len(failed) and not names.startswith("除"):
        full = f"{begun}，除{names}未达到年度指标值外，其他定量指标{_in_force(view)}"
    else:
        full = f"{begun}，{names}未达到年度指标值"
    short = "部分指标未达到年度指标值"
    return short, f"{begun}，{short}", full


def _result_met(view: TableView) -> tuple[str, ...]:
    done = [row for row in view.quantitative if row.state in {"met", "exceeded"} and not view.clashes(row)]
    tail = "，预算尚有结余" if view.low_rate and view.tells_money else ""
    if done and _rest_is_met(view):
        said = _all_met(view, done) + tail
    elif done:
        several = "主要定量指标" if any(row.assessment.worse for row in view.rows) else "有数值可比的指标"
        names = several if len(done) > FEW - 1 else listed(row.name for row in done if row.name)
        said = f"{turn(view, _BEGUN)}，{names}{_in_force(view)}{tail}"
    else:
        said = turn(view, _BEGUN) + tail
    return (said,)


def _in_force(view: TableView) -> str:
    return "达到年度指标值或调整后的指标值" if any(row.only_by_change for row in view.rows) else "达到年度指标值"


def _rest_is_met(view: TableView) -> bool:
    """Every quantitative row that was not missed is known to be met, and says the same as the money."""
    others = [row for row in view.quantitative if row.state != "missed"]
    return all(row.state in {"met", "exceeded"} and not view.clashes(row) for row in others)


def _all_met(view: TableView, done: Sequence[RowView]) -> str:
    if len(done) == 1:
        return f"的{done[0].name or '定量指标'}{_in_force(view)}"
    if all(row.state == "exceeded" and not row.adjusted for row in done):
        return "各项定量指标均超过年度指标值"
    return turn(view, ("各项定量指标均", "的定量指标全部", "设定的定量指标均已")) + _in_force(view)


def _brief(view: TableView) -> bool:
    return view.task.length == min(LENGTHS)


def _results(view: TableView, rows: Sequence[RowView], others: Sequence[RowView]) -> tuple[Parts, ...]:
    """Outputs: some figures for all, all figures, then with class labels, with words, with targets."""
    figures = _by_class(view, rows, words=False, labels=False)
    labelled = _by_class(view, rows, words=False, labels=True)
    whole = _by_class(view, rows, words=True, labels=True)
    beside = _by_class(view, rows, words=True, labels=True, targets=True)
    gaps = _unfilled(rows, [row for row in view.rows if view.clashes(row)])
    wordings = [figures or whole, labelled, whole, beside]
    some = [*rows, *others] if _brief(view) else rows
    if view.task.length < max(LENGTHS):
        wordings = [_few(view, some), *([] if _brief(view) else [_few(view, some, FEW + 1)]), *wordings]
    if _brief(view) and wordings[0] and others:
        wordings = [_few(view, some, 1), wordings[0]]  # the figures of the other classes are in it
    return _with_gaps([wording for wording in wordings if wording], gaps)


def _with_gaps(wordings: Sequence[Parts], gaps: Parts) -> tuple[Parts, ...]:
    """Each wording as a sentence, with what is still asked for at its end."""
    if not wordings:
        return (parts(gaps, "。"),) if gaps else ()
    return tuple(dict.fromkeys(parts(w, "；" if gaps else "", gaps, "。") for w in wordings))


def _told(view: TableView, rows: Iterable[RowView], *, words: bool = True) -> list[Told]:
    """The rows that can be told, the user's favourite first."""
    found = [told for row in rows if (words or row.numeric) and (told := tell(row))]
    return sorted(found, key=lambda told: not view.wants_first(told.row))


def _by_class(view: TableView, rows: Sequence[RowView], *, words: bool, labels: bool, targets: bool = False) -> Parts:
    """The rows of each class told together, classes in the order of the form."""
    clauses: list[Parts] = []
    for kind in dict.fromkeys(row.kind for row in sorted(rows, key=lambda row: not view.wants_first(row))):
        told = _told(view, [row for row in rows if row.kind == kind], words=words)
        if told:
            clauses.append(parts(LABELS.get(kind, "") if labels else "", told_together(told, targets=targets)))
    return chained(clauses, "；" if labels else "，")


def _few(view: TableView, rows: Sequence[RowView], few: int = FEW - 1, lead: str = "其中，") -> Parts:
    """Many rows in few words: the first figures, one on satisfaction, the others as 等."""
    told = _told(view, rows, words=False)
    tail = "等"
    if view.of("missed"):  # beside those missed, only rows of which it is known that they were met
        told = [one for one in told if one.row.state in {"met", "exceeded"}]
        lead = "" if lead == "其中，" else lead
    chosen = told[:few]
    if _brief(view):
        pleased = [one for one in told[few:] if one.row.seen.satisfaction or one.row.kind == "满意"]
        chosen += pleased[:1]
    if len(told) <= len(chosen):
        return ()
    listing = chained([one.parts for one in chosen], "、")
    if view.of("missed"):
        changed = any(one.row.only_by_change for one in chosen)
        tail = "等指标达到年度指标值" + ("或调整后的指标值" if changed else "")
    return parts(lead, listing, tail)


def _unfilled(rows: Iterable[RowView], clashing: Iterable[RowView] = ()) -> Parts:
    """Rows with a target and nothing yet as actual, and those that the money contradicts: asked for."""
    waiting = [row for row in rows if row.target and row.name and not (row.cells.actual or "").strip()]
    gaps = [Gap(f"{row.name}的实际完成值", f"“{row.name}”实际完成了多少？", row=row.row) for row in waiting]
    for row in clashing:
        what = f"{row.name}的完成值与预算执行率不一致"
        gaps.append(Gap(f"{what}，以哪个为准", f"“{row.name}”填的完成值与预算执行率不一致，应是多少？", row=row.row))
    return chained([parts(gap) for gap in gaps])


def _money(view: TableView) -> tuple[Parts, ...]:
    short, full, left = spent(view), spent(view, full=True), why_left(view)
    if not short or not view.tells_money:
        return ()
    tail = parts("，", left) if left else ()
    changed = change(view)
    fullest = parts("资金方面，", changed, "，" if changed else "", full, tail, "。")
    wordings = [parts(short, tail, "。"), parts("资金方面，", full, tail, "。"), fullest]
    if _brief(view):
        rate = parts("预算执行率", Slot("funds.rate"), tail, "。") if view.fact("funds.rate") else ()
        wordings = [*([rate] if rate else []), wordings[0]]
    if view.task.length == max(LENGTHS) and (sources := parts_of_funds(view)):
        wordings.append(parts("资金方面，", changed, "，" if changed else "", full, "，", sources, tail, "。"))
    return tuple(dict.fromkeys(wordings))


def _effects(view: TableView, rows: Sequence[RowView], *, told_already: bool) -> tuple[Parts, ...]:
    """Effects and satisfaction: some figures, all figures, then with words, with targets."""
    pleased = [row for row in rows if row.kind == "满意" or row.seen.satisfaction]
    effects = [row for row in rows if row not in pleased]
    gaps = _unfilled(rows)
    if told_already or (_brief(view) and not any(row.numeric for row in rows)):
        return _with_gaps([], gaps)
    wordings = (
        [_few(view, effects + pleased, lead="效益方面，" if effects else "")] if view.task.length < max(LENGTHS) else []
    )
    for words, targets in ((False, False), (True, False), (True, True)):
        satisfaction = told_together(_told(view, pleased, words=False), targets=targets)
        told = told_together(_told(view, effects, words=words), targets=targets)
        text = parts("效益方面，" if told else "", told, "；" if told and satisfaction else "", satisfaction)
        if text not in wordings:
            wordings.append(text)
    return _with_gaps([wording for wording in wordings if wording], gaps)
