"""Whether a model put each fact where it belongs: behind the name of its row, in the role that its field has.

The finished text cannot always tell (训练2% may be a number of some other row); the parts can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.draft.naming import counted
from assistant.draft.phrases import NATURE_TAIL, PROMPT_TAIL, SATISFIED, is_figure, tell, unit_said
from assistant.draft.view import RowView, TableView
from assistant.render import Gap, Part, Rendered, Slot

_ROW = re.compile(r"(?:T\d+:)?R(\d+)\.(\w+)")
_SENTENCE = re.compile("[。；]")
_CUES: dict[str, re.Pattern[str]] = {  # field -> what the words just before its slot must say
    "difference": re.compile("(?:少|多|低|高|晚|差|超出?|相差)了?$"),
    "initial_difference": re.compile("(?:少|多|低|高|晚|差|超出?|相差)了?$"),
    "days_late": re.compile("(?:晚|迟|推迟|超期)了?$"),
    "completion": re.compile("(?:完成率|完成比例|完成度|完成了?指标值的|达到指标值的)(?:为|是|仅|达到?|仅为)?$"),
    "adjusted_target": re.compile("(?:调整|修改|变更|调减|调增|调)(?:为|至|到|后的指标值为?)$"),
    "points": re.compile("(?:分值|满分|权重|[，：。；]|[\u4e00-\u9fff])(?:为|是)?$"),
    "score": re.compile("得分?(?:为|是)?$|自评(?:得分)?(?:为|是)?$"),
    "recomputed": re.compile("(?:应得|应为|计为?|计分为?|测算为?|复算为?|得)$"),
    "lost": re.compile("扣(?:分|除|减|了)?$"),
    "funds.annual_budget": re.compile("预算(?:数|资金|金额|安排|总额|为|是|共|计)*$|安排(?:资金|预算|经费)?$"),
    "funds.initial_budget": re.compile("(?:年初|安排|预算|资金|经费|投入)(?:预算|数|资金|为|是|共|计)*$"),
    "funds.executed": re.compile("(?:执行|支出|支付|使用|实际支出|完成支出)(?:数|资金|金额|了|为|是|共|计)*$"),
    "funds.rate": re.compile("(?:执行率|支出率|支付率|执行进度)(?:为|是|达到?|仅为?)*$"),
    "funds.balance": re.compile("(?:结余|剩余|未执行|未支出|未使用|余)(?:资金|金额|数|为|是|共|计)*$"),
    "funds.recomputed": re.compile("(?:应得|应为|计为?|计分为?|得)$"),
    "funds.points": re.compile("分值(?:为|是)?$|满分(?:为|是)?$"),
}
_NOT_ACTUAL = re.compile(
    "(?:[比少多低高晚]|指标值|目标值?|完成率|执行率|分值|得分|预算|结余|年初|调整|原因|措施)(?:为|是|至)?$"
)
_TARGET = re.compile(
    "(?:指标值|目标值?|要求|计划|标准)(?:的)?(?:均|都)?(?:为|是|应|达到)?[“]?$|（$|比$|低于$|高于$|未达到[“]?$|达到[“]?$"
)
_QUOTED = re.compile("(?:[：，；。“（]|原因(?:是|为)|措施(?:是|为)|因为|由于|主要是|说明为?|按照|依据|根据)$")
ENOUGH = 0.55  # share of a name's pairs of characters that must stand in the words


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A slot in the wrong place, as it reads."""

    text: str
    reason: str


def misplaced(view: TableView, rendered: Rendered) -> Iterator[Misplaced]:
    """Every slot that stands behind the name of another row, behind none, or in a role that is not its own."""
    names = {row.row: tuple(map(_pairs, _variants(row))) for row in view.rows}
    near, sentence, before = "", "", 0
    for start, end, part in rendered.spans:
        words = rendered.text[start:end]
        if isinstance(part, str):
            near += words
            sentence = _SENTENCE.split(sentence + words)[-1]
            continue
        if isinstance(part, Slot):
            found = _ROW.fullmatch(part.id)
            reason = _wrong_role(view, part, near)
            if found and not reason:
                reason = _wrong_row(view, part, _Place(near, sentence, before), names)
            if reason:
                yield Misplaced(f"{near[-14:]}{words}", reason)
            before = int(found[1]) if found else 0
        sentence += "" if isinstance(part, Gap) else words
        near = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a slot stands: the words since the slot before, the sentence so far, the row of the slot before."""

    near: str
    sentence: str
    before: int


Names = dict[int, tuple[frozenset[str], ...]]


def _variants(row: RowView) -> list[str]:
    """The names by which prose may call a row: whole, and without the tail that a number or a word makes needless."""
    told = tell(row)
    made = [row.name, *(tail.sub("", row.name) for tail in (NATURE_TAIL, PROMPT_TAIL, SATISFIED))]
    made += [counted(row.name, unit_said(cell)) for cell in (row.actual, row.target)]
    made += [told.subject] if told else []
    return list(dict.fromkeys(name for name in made if len(name) >= 2)) or [row.name]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset({text})


def _wrong_role(view: TableView, slot: Slot, near: str) -> str:
    found = _ROW.fullmatch(slot.id)
    field = found[2] if found else slot.id.rpartition(":")[2]
    if slot.form == "part" and field in {"deviation_note", "goal", "1", "2", "3", "4", "5"}:
        return "" if not near or _QUOTED.search(near) else "引用的原因或措施放错了地方"
    cue = _CUES.get(field)
    if cue is not None:
        return "" if cue.search(near) else "引用的事实与前面的说法对不上"
    if field in {"target", "initial_target"} and view.task.kind != "goal":
        return "" if _TARGET.search(near) else "引用的指标值前面没有说明是指标值"
    if field == "actual" and _NOT_ACTUAL.search(near) and not _ends_with_own_name(view, found, near):
        return "引用的实际完成值与前面的说法对不上"
    return ""


def _ends_with_own_name(view: TableView, found: re.Match[str] | None, near: str) -> bool:
    row = view.row(int(found[1])) if found else None
    return bool(row and (near.endswith((row.name, f"{row.name}为")) or tell(row) is None))


def _wrong_row(view: TableView, slot: Slot, place: _Place, names: Names) -> str:
    found = _ROW.fullmatch(slot.id)
    row = view.row(int(found[1])) if found else None
    near = place.near
    if row is None or (view.task.kind == "deviation" and view.task.row == row.row) or "措施" in near[-6:]:
        return ""
    near_scores = {number: _share(variants, near) for number, variants in names.items()}
    rivals = [n for n, score in near_scores.items() if score >= ENOUGH and not _same(view, row, n, slot)]
    mine = near_scores.get(row.row, 0.0)
    if mine >= ENOUGH:
        return "" if mine >= max((near_scores[n] for n in rivals), default=0.0) else "引用的是另一个指标的数"
    if rivals:
        return "引用的是另一个指标的数"
    by_class = row.seen.satisfaction and "满意" in near
    named = place.before == row.row or _share(names[row.row], place.sentence) >= ENOUGH
    return "" if by_class or named or _speaks_for_itself(view, row) else "引用的数前面没有写它的指标名称"


def _speaks_for_itself(view: TableView, row: RowView) -> bool:
    """A cell in words is told without the name of its row."""
    if view.task.kind == "goal":
        return not is_figure(row.target, row.numbers(row.target_slot.id.partition(".")[2]))
    told = tell(row)
    return not row.name or (told is not None and not told.subject)


def _share(variants: Sequence[frozenset[str]], words: str) -> float:
    """How much of a name stands in the words, by the variant that fits best."""
    there = _pairs(words) if words else frozenset[str]()
    return max(len(pairs & there) / len(pairs) for pairs in variants)


def _same(view: TableView, row: RowView, other: int, slot: Slot) -> bool:
    """Another row whose cell of this field shows the same, or whose name is part of the same name."""
    rival = view.row(other)
    if rival is None or other == row.row:
        return True
    field = slot.id.rpartition(".")[2]
    mine, theirs = row.facts.get(field), rival.facts.get(field)
    if mine and theirs and mine.text.strip() == theirs.text.strip():
        return True
    if theirs and slot.form == "part" and slot.part in (theirs.shown or theirs.text):
        return True
    return bool(rival.name and rival.name != row.name and rival.name in row.name)


def clauses_without_facts(parts: Sequence[Part]) -> Iterator[str]:
    """The model's clauses that refer to nothing: between marks, with no slot and no gap in them."""
    clause, refers = "", False
    for part in parts:
        if not isinstance(part, str):
            refers = True
            continue
        pieces = re.split("[，。；：]", part)
        for at, piece in enumerate(pieces):
            if at:
                if clause and not refers:
                    yield clause
                clause, refers = "", False
            clause += piece
    if clause and not refers:
        yield clause
