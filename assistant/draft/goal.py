"""预期目标: what will be done, how much, to what standard, by when, at what cost and to whose satisfaction.

Speaks of the future, tells the first targets and no actual. A target that measures nothing is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.draft.naming import beside, counted
from assistant.draft.narrative import basis_of, subject, turn
from assistant.draft.phrases import (
    COMPARED,
    IN_BOUNDS,
    NATURE_TAIL,
    NEEDS_IS,
    PROMPT_TAIL,
    RATES,
    chained,
    is_figure,
    listed,
    needed_unit,
    target_of,
    unit_said,
)
from assistant.draft.view import RowView, TableView
from assistant.render import Gap, Part, Parts, Slot, parts
from scoring.kinds import Kind

_ORDER: tuple[tuple[Kind, ...], ...] = (
    ("数量", ""), ("质量",), ("时效",), ("成本",), ("经济", "社会", "生态", "可持续", "执行"), ("满意",)
)  # fmt: skip
FEWEST_GOALS = 2  # of a form, to be told one by one
_ORDINALS = "一二三四五六七八九"
_SAME = 6  # a target that repeats so much of its name is told without it
_SHORT = 6  # a target in words up to this length is told behind its name: 接待 + 及时
_LONG = 16  # characters of a name that is no subject of a sentence any more
_OF_THE_NAME = re.compile("^(?:严格|控制|不超过|不超|不突破|按|在|为|达到|低于|高于|符合|全部|无|零)")
_DOES = (
    "覆盖|形成|回应|实现|确保|保障|提升|提高|有效|及时|明显|有所|营造|促进|推动|"
    "加强|完善|建立|构建|开展|做好|遏制|改善|满足|维护|落实"
)
_VERB = re.compile(f"^(?:{_DOES})")
_TASK = re.compile("^(?:构建|开展|做好|推进|加强|完善|建立|实现|保障|提升|提高|落实|组织|举办|推动|打造|创建)")
_ASPECT = re.compile("(?:效果|速度|程度|情况|水平|影响)$")
_NAMES_ONLY = re.compile("(?:次数|个数|数量|人数|场次|效果|情况)(?:[、，,等]|$)")  # names of measures, and no aim
_GRADES = re.compile(r"(?:[优良中低差高]|较好|较差|一般|[/、，,；;\s])+")  # 优良中低差: the scale of a scoring method
_PREDICATE = re.compile(r"得到|(?<!\d)高$|高效|妥善|到位|有效|良好|稳定|顺畅|健全|完善|持续|改善|提升|提高|遏制|化解")
_CLOCK = re.compile(r"\d.{0,3}(?:[日月天]|小时|分钟|年)")


def goal(view: TableView) -> Parts:
    """The parts of the text."""
    clauses = _clauses(view)
    if not clauses:
        clauses = [parts(Gap("各项绩效指标及指标值", "这个项目要做什么、做多少、做到什么标准？"))]
    return parts(_opening(view), chained(clauses, "；"), "。", _deadline(view))


def _opening(view: TableView) -> Parts:
    found = basis_of(view)
    basis = parts("按照", found, "实施，") if found else ()
    money = view.money
    field = "initial_budget" if money and money.initial_budget else "annual_budget"
    amount = getattr(money, field) if money else None
    funds = parts("计划安排资金", Slot(f"funds.{field}", "wan"), "，") if amount else ()
    aim = turn(view, ("实现以下目标：", "完成以下任务：", "达到以下目标："))
    return parts(subject(view), basis, funds or "" if basis else funds or "将", aim)


@dataclass(frozen=True, slots=True)
class _Aim:
    """One row's target: what of, the link, and the target (a slot, or a gap where it measures nothing)."""

    subject: str
    link: str
    value: Part | Parts
    words: str
    unit: str = ""


def _clauses(view: TableView) -> list[Parts]:
    """Every row's target; where the form has several goals, those of each goal told together."""
    numbers = sorted({row.cells.goal_number for row in view.rows if row.cells.goal_number})
    if not FEWEST_GOALS <= len(numbers) <= len(_ORDINALS):
        return _of_rows(view.rows)
    told = [_of_rows([row for row in view.rows if row.cells.goal_number == number]) for number in numbers]
    rest = _of_rows([row for row in view.rows if not row.cells.goal_number])
    goals = zip(_ORDINALS, filter(None, told), strict=False)
    return [*(parts(f"{ordinal}是", chained(clauses)) for ordinal, clauses in goals), *rest]


def _of_rows(rows: Sequence[RowView]) -> list[Parts]:
    """Every row's target, classes in a fixed order, rows with the same target told together."""
    groups: dict[tuple[str, str], list[_Aim]] = {}
    for kinds in _ORDER:
        for row in (row for row in rows if row.kind in kinds):
            aim = _aim(row)
            if aim is not None:
                groups.setdefault((aim.words, aim.link + aim.unit), []).append(aim)
    return [_told(members) for members in groups.values()]


def _told(aims: Sequence[_Aim]) -> Parts:
    subjects = list(dict.fromkeys(aim.subject for aim in aims if aim.subject))
    first = aims[0]
    return parts(listed(subjects), "均" if len(subjects) > 1 else "", first.link, first.value)


def _aim(row: RowView) -> _Aim | None:
    """The target of a row; a gap where a quantity or a satisfaction has no figure."""
    name = row.name
    if not row.target or row.target == name:
        return _Aim("", "", row.target_slot, row.target) if row.target else None
    field = row.target_slot.id.partition(".")[2]
    numbers, words = row.numbers(field), row.target
    vague = row.kind == "数量" or row.seen.satisfaction or _GRADES.fullmatch(words)
    if not numbers and vague and name:
        what = f"{name}的指标值"
        gap = Gap(what, f"“{name}”计划达到多少？", row=row.row)
        says_nothing = _NAMES_ONLY.search(words) or _GRADES.fullmatch(words)
        return _Aim("", "", parts(gap if says_nothing else parts(row.target_slot, "，", gap)), what)
    if is_figure(words, numbers):
        return _figure(row, numbers[0].family)
    if not name or (len(words) >= 4 and set(words) <= set(name)) or _common(name, words) >= _SAME:
        return _Aim("", "", row.target_slot, words)
    return _in_words(row, name, words, len(numbers))


def _in_words(row: RowView, name: str, words: str, numbers: int) -> _Aim:
    """A target that is more than one number: with a date, with several numbers, or in words."""
    slot = row.target_slot
    if PROMPT_TAIL.search(name) and _CLOCK.search(words) and "完成" not in words:
        return _Aim(PROMPT_TAIL.sub("时间", name), "为", slot, words)
    if NEEDS_IS.search(name) and "完成" not in words:
        return _Aim(name, "" if COMPARED.match(words) else "为", slot, words)
    if "完成" in words or words.endswith("内"):
        return _Aim(PROMPT_TAIL.sub("", name), "于" if re.match(r"\d", words) else "", slot, words)
    if numbers > 1 and not _starts_with_number(words):
        return _Aim(name, "", parts("为“", slot, "”") if row.kind == "成本" else parts("达到", slot), words)
    if numbers:
        return _Aim(counted(name, ""), "", slot, words) if _starts_with_number(words) or (numbers == 1 and not (
            _common(name, words) > 1
        )) else _Aim("", "", slot, words)  # fmt: skip
    short = PROMPT_TAIL.sub("", name) if "时" in words else NATURE_TAIL.sub("", name)
    short = short if len(short) >= 2 else name
    if len(words) <= _SHORT:
        without = beside(name, words)[0]
        return _Aim(without if without != name else short, "，" if words[:2] in without[-3:] else "", slot, words)
    if _OF_THE_NAME.search(words):
        return _Aim(name, "，" if words[:2] in name[-3:] else "", slot, words)
    return _as_sentence(row, name, words)


def _as_sentence(row: RowView, name: str, words: str) -> _Aim:
    """A target that is a sentence or the rest of one: 网络生态治理 + 营造风清气正网络空间."""
    slot = row.target_slot
    if _TASK.search(name):
        return _Aim(name, "，", slot, words)
    if _VERB.search(words):
        return _Aim("" if "、" in name or len(name) > _LONG else _ASPECT.sub("", name), "", slot, words)
    if _PREDICATE.search(words):
        return _Aim("", "", slot, words)
    return _Aim(name, "", parts("为“" if row.kind == "成本" else "达到“", slot, "”"), words)


def _starts_with_number(words: str) -> bool:
    return bool(re.match(r"[\d≥≤<>＜＞约不近每]", words))


def _common(one: str, other: str) -> int:
    """Length of the longest stretch that both hold."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _figure(row: RowView, family: str) -> _Aim:
    name = row.name or ("满意度" if row.seen.satisfaction else f"{row.kind}指标")
    compared = re.match("[≥≤<>＜＞]|不|大于|小于|高于|低于|超过|控制", row.target)
    link = ""
    if not compared and (family == "rate" or RATES.search(name)):
        link = "为" if row.target.startswith("0") else "达到"
    elif NEEDS_IS.search(name) and not compared:
        link = "为"
    elif IN_BOUNDS.search(name):
        link = "，" if compared else "，不超过"
    field = row.target_slot.id.partition(".")[2]
    unit = needed_unit(row, field)
    if not compared and family not in {"rate", "money"} and "、" not in name:
        name = counted(name, unit or unit_said(row.facts[field].text))
    return _Aim(name, link, target_of(row), row.target, unit)


def _deadline(view: TableView) -> Parts:
    """By when, unless the timeliness rows say it with a date."""
    if any(row.kind == "时效" and re.search(r"\d.*[年月日]", row.target) for row in view.rows):
        return ()
    return parts("以上目标于", f"{view.year}年12月底前" if view.year else "年底前", "完成。")
