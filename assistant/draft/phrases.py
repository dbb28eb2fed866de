"""How one indicator row, or several alike, is told in prose. What cells hold enters by slots, names as words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.draft.naming import beside, counted
from assistant.draft.view import RowView
from assistant.render import Part, Parts, Slot, parts
from scoring.quantity import Quantity

PROMPT_TAIL = re.compile("(?:的)?(?:及时性|及时率|时效性|准时性)$")
NATURE_TAIL = re.compile("(?:的)?(?:及时性|时效性|准时性|情况|效果|程度|质量)$")
NEEDS_IS = re.compile("(?:时间|时限|期限|日期|范围|系数|比例|标准|等级)$")
_DATE = re.compile(r"\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}月(?:底|份|初|中旬|末)")
_EVENTS = re.compile("活动|策划|宣传|培训|会议|演练|检查|整治|巡查|接待|调研|讲座|直播|评估")
_WORKS = re.compile("作品|稿件|文章|报道|信息|报告")
RATES = re.compile("(?:率|度|比例|占比|比重|系数)$")
_WORDY = re.compile("(?!不|大于|小于|高于|低于|超过|控制|至少|最多|约)[\u4e00-\u9fff]{2}")
COMPARED = re.compile("[≥≤<>＜＞=＝]")
IN_BOUNDS = re.compile("^(?:成本)?(?:控制|限制)在|^不超|以内$|预算内$")  # a name that says what it should be
SATISFIED = re.compile("(?:的)?(?:满意率|满意度)$")
LONGEST = 44  # characters of a cell that is told as it stands; a longer one would drown the rest


@dataclass(frozen=True, slots=True)
class Told:
    """One row in prose: what is told of, the link, and what is told. Rows with equal link and words can be joined."""

    row: RowView
    subject: str
    link: str
    value: Slot
    words: str  # what the slot shows, for joining equal ones
    unit: str = ""  # added where neither cell has one

    @property
    def parts(self) -> Parts:
        return parts(self.subject, self.link, self.value, self.unit)


def tell(row: RowView) -> Told | None:
    """The actual of a row; None where its cells hold nothing that can be told."""
    if not row.actual or not _says_something(row) or row.id("actual") in row.avoid:
        return None
    value, words = row.slot("actual"), row.actual
    if row.numeric:
        return _number(row, value) if _is_one_number(row) else _clause(row)
    if len(words) > LONGEST:
        return None
    if _DATE.search(words) or words.endswith(("年", "月", "日")):
        return _date(row, value, words)
    if words in {"已完成", "完成", "按时完成", "按期完成"}:
        return Told(row, row.name, "", value, words) if row.name else None
    return _words(row, value, words)


def _says_something(row: RowView) -> bool:
    """An actual that only repeats (part of) its own name says nothing."""
    name = "".join((row.cells.level3 or "").split())
    return row.actual not in name or row.numeric or len(row.actual) < 4


def _is_one_number(row: RowView) -> bool:
    fact, numbers = row.facts["actual"], row.numbers("actual")
    shown = (fact.shown or fact.text).strip()
    return len(fact.quantities) == len(numbers) == 1 and numbers[0].end - numbers[0].start >= len(shown) - 1


def unit_for(name: str) -> str:
    """The measure word for a number whose cells have none; "" for names that are numbers or rates themselves."""
    if RATES.search(name) or re.search("起数|量$|指数|金额|额$", name):
        return ""
    if name.endswith(("人数", "人员")):
        return "人"
    return "次" if _EVENTS.search(name) else "篇" if _WORKS.search(name) else "项"


def _number(row: RowView, value: Slot) -> Told:
    name, unit = row.name, ""
    fact = row.facts["actual"]
    family = row.numbers("actual")[0].family
    words = fact.text.strip()
    if words == "0" or (words == "0%" and (fact.shown or "").strip() == "0"):
        return Told(row, name or _class(row), "为", Slot(value.id, "part", "0"), "0")
    if COMPARED.match(words):
        value = Slot(value.id, "words")
    if not name:
        return Told(row, _class(row), "", value, words)
    if family == "rate" and not RATES.search(name):
        return Told(row, name, "达到" if _well_met(row) else "为", value, words)
    unit = needed_unit(row, "actual")
    short = counted(name, unit or unit_said(words))
    if NEEDS_IS.search(name) or ("、" in name and short != name):
        return Told(row, name, "为", value, words)
    if IN_BOUNDS.search(name):
        return Told(row, name, "，为", value, words)
    if family not in {"rate", "money"} and (unit or not re.search(r"\d\s*$", words)):
        name = short
    return Told(row, name, "", value, words, unit)


def unit_said(words: str) -> str:
    """The unit at the end of a number: 1120余家次 -> 家次."""
    return re.sub(r"^.*[\d余多几万亿.+]", "", words)


def _well_met(row: RowView) -> bool:
    """Met by as much as possible, so that 达到 says no more than the cells."""
    return row.state in {"met", "exceeded"} and not row.assessment.lower_is_better


def _class(row: RowView) -> str:
    """What to call a row whose name was cut off."""
    return "满意度" if row.seen.satisfaction else f"{row.kind}指标"


def _clause(row: RowView) -> Told | None:
    """The clause of a longer actual that holds its number: 满意度大于90% of 安全隐患及时发现解决，满意度大于90%."""
    shown = row.facts["actual"].shown or row.facts["actual"].text
    numbers = row.numbers("actual")
    first, last = numbers[0], numbers[-1]
    start = max(shown.rfind(mark, 0, first.start) for mark in "，,；;。、") + 1 if len(numbers) == 1 else 0
    end = min((at for mark in "，,；;。" if (at := shown.find(mark, last.end)) >= 0), default=len(shown))
    start, piece = _whole_clause(shown, start, end)
    if len(piece) > LONGEST or not piece:
        return None
    slot = Slot(row.id("actual"), "part", piece)
    if row.seen.satisfaction or row.kind == "满意":
        subject = SATISFIED.sub("", row.name)
        return Told(row, subject, "的" if subject and piece.startswith("满意") else "", slot, piece)
    bare = len(piece) <= 6 or piece.startswith(first.text)  # 5期，135人次 does not say what was counted
    return Told(row, row.name if bare else "", "", slot, piece)


def _whole_clause(shown: str, start: int, end: int) -> tuple[int, str]:
    """A clause; one that a 、 began is taken from the comma before (开发人员、维护人员投入30余人)."""
    if start and shown[start - 1] == "、":
        start = max(shown.rfind(mark, 0, start) for mark in "，,；;。") + 1
    return start, shown[start:end].strip()


def _date(row: RowView, value: Slot, words: str) -> Told | None:
    if not row.name:
        return None
    if "完成" in words or words.endswith("内"):
        return Told(row, PROMPT_TAIL.sub("", row.name), "于", value, words)
    name = PROMPT_TAIL.sub("时间", row.name)
    return Told(row, name, "为" if not name.endswith("为") else "", value, words)


def _words(row: RowView, value: Slot, words: str) -> Told | None:
    name = row.name
    if len(words) == 1 and name:
        return Told(row, name, "为", value, words)  # a grade: 良
    if len(words) <= 6 and name:
        if set(words) <= set(name) and len(words) >= 4:
            return Told(row, "", "", value, words)  # 2021年及时准确完成 → 及时完成
        if (without := beside(name, words)[0]) != name:
            return Told(row, without, "", value, words)
        subject = NATURE_TAIL.sub("", name) if not words.startswith(("明显", "有所", "较")) else name
        subject = PROMPT_TAIL.sub("", subject) if "时" in words else subject
        if len(subject) < 2:
            subject = name
        return Told(row, subject, "", value, words)
    return Told(row, "", "", value, words)


def joined(told: Sequence[Told], *, targets: bool = False) -> list[Parts]:
    """Rows in prose, those with the same words told together: A、B均为100%. The order is that of the form.

    With `targets` each is told beside its target and how far it lies beyond it.
    """
    groups: dict[tuple[str, ...], list[Told]] = {}
    for one in told:
        key = (one.words, one.link, one.unit) if one.subject else (one.words,)
        groups.setdefault((*key, one.row.target) if targets and one.subject else key, []).append(one)
    return [_group(members, targets=targets) for members in groups.values()]


def _group(members: list[Told], *, targets: bool) -> Parts:
    first = members[0]
    subjects = list(dict.fromkeys(one.subject for one in members if one.subject))
    beside = _beside_target(first, len(subjects)) if targets else ()
    if len(subjects) < 2:
        return parts(first.parts, beside)
    link = first.link or ("为" if first.row.numeric else "")
    link = link if link == "的" else f"均{link}"
    return parts(listed(subjects), link, first.value, first.unit, beside)


def listed(names: Iterable[str]) -> str:
    """Names in a row: 甲、乙和丙; with 、 or 和 inside a name, 、 alone."""
    names = list(names)
    if len(names) < 2 or any("、" in name or "和" in name for name in names):
        return "、".join(names)
    return f"{'、'.join(names[:-1])}和{names[-1]}"


def chained(pieces: Sequence[Part | Parts], by: str = "，") -> Parts:
    """Pieces joined by a mark."""
    made: list[Part | Parts] = []
    for piece in pieces:
        made += [by, piece] if made else [piece]
    return parts(made)


def told_together(told: Sequence[Told], *, targets: bool = False) -> Parts:
    """Several rows in one clause; a semicolon between them where one has commas itself."""
    return chained(joined(told, targets=targets), "；" if any("，" in one.words for one in told) else "，")


def _beside_target(one: Told, count: int) -> Parts:
    row = one.row
    aim = row.target.lstrip("=＝ ")
    same = aim in {row.actual, one.words}
    numbers = row.numbers(row.target_slot.id.partition(".")[2])
    if not is_figure(row.target, numbers) or not one.subject or row.adjusted or same:
        return ()
    return parts("（年度指标值", "均" if count > 1 else "", "为" if aim[:1].isdigit() else "", target_of(row), "）")


def is_figure(text: str, numbers: Sequence[Quantity]) -> bool:
    """Whether a cell is one number with hardly anything around it."""
    return len(numbers) == 1 and len(text) <= len(numbers[0].text) + 3 and not _WORDY.match(text)


def target_of(row: RowView) -> Parts:
    """The first target in words, with a measure word where the cell shows a bare number."""
    slot = row.target_slot
    if row.target == "0":
        return parts(Slot(slot.id, "part", "0"))
    return parts(slot, needed_unit(row, slot.id.partition(".")[2]))


def needed_unit(row: RowView, field: str) -> str:
    """The measure word for a cell that shows a bare number."""
    fact = row.facts.get(field)
    numbers = row.numbers(field)
    if fact is None or len(numbers) != 1 or numbers[0].unit or numbers[0].family in {"rate", "money"}:
        return ""
    return unit_for(row.name) if re.search(r"\d\s*$", fact.text) else ""
