"""Taking a deviation note or a statement apart: cause, measure, change of target. What was cut off is left out.

Every piece is a stretch of the text as it stands, so that it can be quoted by reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms.numbers import is_blank
from forms.parse.cutoff import looks_cut_off

_CLAUSE = re.compile(r"[^，,；;。！!\n]+")
_MEASURE = re.compile(
    r"^(?:下一步|下步|今后|后续|改进措施|整改措施|措施|拟|计划|将(?!近)|现已|已于|已列入|已纳入|已安排|已协调|已督促|列入|纳入|准备|预计)"
    r"|^由.{1,20}(?:前|底|内)(?:完成|完工|落实|补办|整改|制定|修订|建立|报送|补齐)|^(?:于|在)?\d{4}年.{0,8}(?:前|底)(?:完成|完工|落实|整改)"
    r"|^(?:下一?年度?|明年|次年|来年|20\d\d年)(?:按|将|拟|起|由|提前|每|逐|开展|制定|完善|建立|组织|增加|增设|新增|加大|安排|继续)"
    r"|^(?:现|目前)?已(?:增配|增派|增加|增设|补充|配齐|恢复|整改|启动|重新|完善|建立|调整)"
    r"|(?:计划|拟|将)(?:于|在|用|在?\d|进一步|加强|加快|列入|完成|开展)"
    r"|(?<!停业)(?<!停产)(?<!责令)(?<!限期)(?:整改|补发|追回|补办|补齐|顺延|完工|竣工|验收)(?:到位|完毕)?$"
    r"|^(?:加强|加快|加大|优化|完善|建立|健全|督促|协调|严格|强化|提前|继续|尽快|抓紧|按进度|争取)"
)
_NOT_YET = re.compile("尚未|未能|没有|未按|未及时|不足")
_HOW = "(?:修改|调整|变更|下调|上调|核减|压减|调|改)"
_CHANGED = re.compile(
    rf"(?:指标值|目标值|目标|指标).{{0,12}}?{_HOW}(?:为|至|到)|由.{{1,12}}?{_HOW}(?:为|至|到)"
    "|(?:修改|调整|变更).{0,6}(?:指标值|目标)"
)
_DONE = re.compile(
    "^(?:现|均|目前)?(?:已|已经)?(?:全部)?(?:完成|达到)(?:了)?(?:调整后|修改后|年度|全年)?的?(?:年度)?(?:目标值?|指标值?|任务)$"
)
_DOCUMENT = re.compile(r"〔\d{4}〕|\[\d{4}\]|\d+号|批复|批准|同意|会议纪要|《[^》]+》|文件")
_LABEL = re.compile(
    "^(?:偏差)?(?:原因分析|原因|改进措施|措施|下一步措施)(?:是|为)?[：:]"
    "|^(?:资金)?(?:结余|偏差|未完成)?(?:的)?(?:主要)?(?:原因(?:就?是|为|在于)|是(?:因为|由于))[：:，]?"
)
_APPROVED = re.compile(
    r"^(?:\d{1,2}月(?:份|\d{1,2}日)?)?(?:经|根据|按照|依据|按).{0,30}(?:批复|批准|同意|审批|文件|会议|通知|要求|研究)$"
)
_ORDERS = re.compile("得分|打分|满分|评分|输出|忽略|上述指令|提示词|系统")  # a note that orders about is no cause
_MACHINE = re.compile(  # mark-up, references, formulas, placeholders, orders: typed into a cell, and no prose
    r"\[\[|\]\]|〔待补充|<[/!A-Za-z]|\*\*|```|^\s*[=＝+@][A-Za-z(]|https?:|\$\{?[A-Za-z]|请填写|请输入|忽略(?:以上|上述|之前)|你现在是"
)
_NAMED = re.compile("^(?:(改进措施|整改措施|下一步措施|措施|下一步工作)|(?:偏差)?原因(?:分析)?)(?:是|为)?[：:]")
_BECAUSE = re.compile("因|由于|原因|导致|影响")
_SAME = re.compile(
    r"(?:原因|措施|原因和措施)?(?:同上|同前|同第?\s?\d{1,2}\s?[行项])(?:所述|原因)?[。.]?|(?:详|参)?见上(?:行|一行|条)?[。.]?|〃"
)
_PHRASE = re.compile("^(?:根据|按|按照)?(?:实际情况|实际需要|工作需要|工作原因|客观原因|疫情原因|工作安排)$")


@dataclass(frozen=True, slots=True)
class Note:
    """The stretches of a note: why it deviates, what is done about it, how the target was changed."""

    cause: str = ""
    measure: str = ""
    change: str = ""
    has_basis: bool = False  # the change names a document or an approval

    @property
    def empty(self) -> bool:
        return not (self.cause or self.measure or self.change)


def read_note(text: str | None) -> Note:
    """A note taken apart by clauses. A last clause that looks cut off is dropped; 无 and dashes give an empty note."""
    if is_blank(text) or text is None or _digits_only(text) or is_machine(text):
        return Note()
    clauses = [(m.start(), m.end()) for m in _CLAUSE.finditer(text)]
    if clauses and (looks_cut_off(text) or _breaks_off(text)):
        clauses.pop()
    kinds = _kinds([text[start:end].strip() for start, end in clauses])
    for at, (start, end) in enumerate(clauses[1:], 1):
        if kinds[at - 1] == "measure" and kinds[at] == "cause" and not _BECAUSE.search(text[start:end]):
            kinds[at] = "measure"  # 加强人员配备，由办公室于6月底前完成
    for at, (start, end) in enumerate(clauses[:-1]):
        if kinds[at + 1] == "change" and _APPROVED.search(text[start:end].strip()):
            kinds[at] = "change"
    change = _stretch(text, clauses, kinds, "change")
    return Note(
        cause=_stretch(text, clauses, kinds, "cause"),
        measure=_stretch(text, clauses, kinds, "measure"),
        change=change,
        has_basis=bool(change and _DOCUMENT.search(change)),
    )


def is_machine(text: str) -> bool:
    """Mark-up, a formula, a reference, a placeholder or an order about the draft: never quoted in prose."""
    return _MACHINE.search(text) is not None


def _digits_only(text: str) -> bool:
    return not re.search(r"[\u4e00-\u9fff]", text)


def _breaks_off(text: str) -> bool:
    """A list that stops in the middle: 因疫情原因，调研、学习减."""
    last = re.split(r"[，,；;。]", text)[-1]
    return "、" in last and len(re.split("、", last)[-1]) <= 3 and not text.rstrip().endswith(("。", "等"))


def _kinds(clauses: list[str]) -> list[str]:
    """The kind of each clause; behind a label (改进措施：) that of the label, up to the next one."""
    named, kinds = "", list[str]()
    for clause in clauses:
        label = _NAMED.match(clause)
        named = ("measure" if label[1] else "cause") if label else named
        kind = _kind(clause)
        kinds.append(named if named == "measure" and kind in {"cause", "change"} else kind)
    return kinds


def _kind(clause: str) -> str:
    clause = _LABEL.sub("", clause)
    if _DONE.search(clause) or _ORDERS.search(clause):
        return "left out"
    if _CHANGED.search(clause):
        return "change"
    if _MEASURE.search(clause) and not _NOT_YET.search(clause):
        return "measure"
    return "cause"


def _stretch(text: str, clauses: list[tuple[int, int]], kinds: list[str], wanted: str) -> str:
    """The first unbroken run of clauses of one kind, as it stands, without a label before it."""
    runs: list[tuple[int, int]] = []
    before = ""
    for (start, end), kind in zip(clauses, kinds, strict=True):
        if kind == wanted:
            runs = [*runs[:-1], (runs[-1][0], end)] if runs and before == wanted else [*runs, (start, end)]
        before = kind
    if not runs:
        return ""
    start, end = runs[0]
    piece = text[start:end].strip()
    return _LABEL.sub("", piece).strip()


def same_as_above(text: str | None) -> bool:
    """同上: what stands in the note before it."""
    return bool(text and _SAME.fullmatch(text.strip()))


def is_phrase(cause: str) -> bool:
    """A cause that fits anything and explains nothing: 根据实际情况, 因工作原因."""
    return bool(_PHRASE.search(cause.removeprefix("因").removeprefix("由于").strip()))
