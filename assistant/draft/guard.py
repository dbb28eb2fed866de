"""What a model's draft must keep to beyond verification: no figure, cause or mark of its own, nothing of the prompt.

Verification reads the finished text; this reads the parts, where it is known which words are the model's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.draft.binding import clauses_without_facts, misplaced
from assistant.draft.fit import SLACK, measured_length
from assistant.draft.view import TableView
from assistant.render import Gap, Part, Parts, Rendered, Slot, parts
from scoring.claims import WRONG, Claim
from scoring.quantity import quantities

_MARKS = re.compile(r"……|\*\*|^#+|^[-*•]\s|`|\[\[|\]\]|[{}<>|]|\bR\d+\b|https?:", re.M)
_CAUSES = re.compile(r"因(?!此|而|素)|由于|受.{1,12}影响|原因(?:是|为|在于|：)|导致|鉴于|所致|造成|归因于|源于|主要是")
_LATIN = re.compile(r"[A-Za-z]{3,}")
_GAP = re.compile(r"[〔\[【]\s*待补充\s*[：:]\s*([^〔〕\[\]【】]{1,40})\s*[〕\]】]")
_HALF = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"})
_DONE = re.compile("已|超额|圆满|取得|完成了|实现了|均完成|实际")
_ALL_DONE = re.compile("(?:各项|所有|全部|均|都).{0,10}(?:完成|达到|达成|实现|达标)")
_OVERALL = re.compile(
    "超额|圆满|出色|(?:全面|如期|按期|按时|提前|顺利)完成|完成了?(?:全?年度?|本年度|预期|各项)?的?(?:任务|目标)"
)
_GRADE = re.compile("等级为|评为|等级[是：]|总分|优秀|优良|良好等级")
_ORDINARY = re.compile(
    "本年度|全年度?|年度|年内|年中|项目|工作|任务|目标|指标值?|数量|质量|时效|成本|效益|资金|经费|预算|执行率?|支出|结余|满意度|方面|情况|"
    "总体|整体|主要|其中|其他|其余|同时|此外|另外|具体|各项|定量|完成|实现|达到|达成|超过|高于|低于|未能?|没有|达标|推进|实施|开展|落实|"
    "按照|根据|围绕|预期|计划|有序|顺利|平稳|正常|规范|稳步|扎实|有效|较好|良好|进展|运行|保持|控制|合理|范围|以内|下一步|今后|后续|将|继续|"
    "加强|加快|完善|优化|改进|措施|原因|说明|表内|填报人|待补充|以及|并且?|和|与|及|等|的|了|为|是|在|对|较|均|都|已|也|还|仍|尚|需|"
    "组织|使用|管理|严格|认真|积极|相关|有关|制度|规定|要求|程序|流程|及时|保障|提升|提高|确保|促进|推动|发挥|作用|成效|明显|显著|"
    "进一步|持续|不断|重点|各类|服务|对象|群众|认可|得到|效果|水平|能力|安全|平台|单位|部门|人员|业务|日常|支撑|支持|深入|贯彻|部署|"
    "应|由|从|到|至|比|按|一|二|三|四|五|六|本|该|以下|以上|如下"
)
NOVEL = 4  # characters of a clause that are left once names and ordinary words are taken out
_AMOUNT_BEFORE = re.compile("(?:资金|预算|执行|支出|结余|金额|经费|投入|完成|达到|不少于|不低于|不超过)(?:数|为|是)?$")
_QUOTES = str.maketrans("‘’", "“”")
_UNTOLD = "没有按要求说明未完成的指标"
ECHO = 14  # characters in a row that also stand in the instructions
LOOP = 10  # characters in a row that come three times
LONGEST = 700  # characters of a goal or deviation


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that must not stand: the words, and why."""

    text: str
    reason: str


def tidy(draft: Parts) -> Parts:
    """Line breaks and half-width marks of the model's words mended, gaps found, a full stop at the end."""
    made: list[Part] = []
    for part in draft:
        if not isinstance(part, str):
            made.append(part)
            continue
        at = 0
        for found in _GAP.finditer(part):
            made += [_plain(part[at : found.start()]), Gap(found[1].strip(), f"请补充：{found[1].strip()}")]
            at = found.end()
        made.append(_plain(part[at:]))
    cleaned = list(parts(made))
    last = cleaned[-1] if cleaned else ""
    if isinstance(last, str):
        cleaned[-1:] = [last.rstrip("，；、：,;. ").rstrip("。") + "。"] if last.strip("，；、：。,;. ") else [last]
        if not cleaned[-1]:
            cleaned.pop()
    if cleaned and not (isinstance(cleaned[-1], Gap) or (isinstance(cleaned[-1], str) and cleaned[-1].endswith("。"))):
        cleaned.append("。")
    return tuple(cleaned)


def _plain(words: str) -> str:
    joined = "".join(words.translate(_QUOTES).split("\n")).replace("\r", "").replace("\t", "")
    joined = re.sub(r"(?<=[\u4e00-\u9fff）”])\s+|\s+(?=[\u4e00-\u9fff（“])", "", joined)
    return re.sub(r"(?<!\d)[,;:?!()](?!\d)", lambda m: m[0].translate(_HALF), joined)


def wrongs(
    view: TableView, draft: Parts, rendered: Rendered, claims: Sequence[Claim], said_before: tuple[str, str]
) -> list[Wrong]:
    """Everything that keeps the draft from being shown as verified, in the order of a reader's concern.

    `said_before` are the instructions of the prompt and the words of the template's draft.
    """
    instructions, template = said_before
    found = [Wrong(c.text, c.reason or "没有依据") for c in claims if c.verdict in WRONG]
    found += [Wrong(c.text, "计划里的数字、日期或名称没有人提供") for c in claims if c.kind == "plan" and c.caution]
    found += [Wrong(one.text, one.reason) for one in misplaced(view, rendered)]
    found += _own_words(view, draft)
    found += _without_basis(view, draft, template)
    found += _shape(view, rendered, instructions)
    return found


def _own_words(view: TableView, draft: Parts) -> Iterator[Wrong]:
    known = _known_words(view)
    for at, part in enumerate(draft):
        if not isinstance(part, str):
            continue
        for mark in _MARKS.finditer(part):
            yield Wrong(mark[0], "正文里不能有标记符号或编号")
        for word in _LATIN.finditer(part):
            if word[0] not in known:
                yield Wrong(word[0], "表中没有这个词")
        for number in quantities(part):
            if number.is_date and _AMOUNT_BEFORE.search(part[: number.start]):
                yield Wrong(number.text, "这里应是金额或数量，不是年度")
            elif number.text not in known and not re.fullmatch(rf"{view.year}年(?:12月底?|年底)?|12月底?", number.text):
                yield Wrong(number.text, "数字只能引用编号")
        for cause in _CAUSES.finditer(part):
            if not _cited(part[cause.end() :], draft[at + 1 :]):
                words = part[cause.start() : cause.end() + 10].strip("，。")
                yield Wrong(words, "原因只能引用编号，没有的写〔待补充：…〕")


def _without_basis(view: TableView, draft: Parts, template: str) -> Iterator[Wrong]:
    """Clauses that refer to no fact and say what neither the form's names nor ordinary phrases of such texts say."""
    known = re.sub(r"\s", "", _known_words(view)) + template
    for clause in clauses_without_facts(draft):
        if clause in template:
            continue
        if view.task.kind == "goal" and _DONE.search(clause):
            yield Wrong(clause, "预期目标只写将来的事")
        if _ALL_DONE.search(clause) and not ("定量指标" in clause and _ALL_DONE.search(template)):
            yield Wrong(clause, "没有逐项引用，不能写全部完成")
        elif _OVERALL.search(clause):
            yield Wrong(clause, "没有引用事实，不能概括为完成或超额完成")
        rest = _ORDINARY.sub("", clause)
        new = sum(rest[at : at + 2] not in known for at in range(len(rest) - 1))
        if len(rest) >= NOVEL and new * 2 > len(rest):
            yield Wrong(clause, "这句话在表中没有依据")
    for part in draft:
        if isinstance(part, str) and (grade := _GRADE.search(part)) and grade[0] not in known:
            yield Wrong(grade[0], "等级和总分只能引用编号")


def _cited(rest: str, following: Parts) -> bool:
    """Whether a cause word is followed, before the sentence ends, by a quote of a note or statement, or by a gap."""
    if "。" in rest:
        return False
    for part in following:
        if isinstance(part, Gap) or (isinstance(part, Slot) and part.form == "part"):
            return True
        if isinstance(part, str) and "。" in part:
            return False
    return False


def _known_words(view: TableView) -> str:
    names = [view.table.project_name or "", *(row.cells.level3 or "" for row in view.rows)]
    return "\n".join([*("".join(name.split()) for name in names), *(said.text for said in view.facts.stated)])


def _shape(view: TableView, rendered: Rendered, instructions: str) -> Iterator[Wrong]:
    text, size = rendered.text, measured_length(rendered.text)
    low, high = SLACK[view.task.length] if view.task.kind == "narrative" else (20, LONGEST)
    if size > high:
        yield Wrong(f"全文 {size} 字", f"超过 {high} 字，请写短一些")
    if size < low:
        yield Wrong(f"全文 {size} 字", f"不足 {low} 字，请写全")
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in text)
    if chinese * 2 < len(text):
        yield Wrong(text[:20], "不是通顺的中文")
    own = "".join(text[a:b] for a, b, part in rendered.spans if isinstance(part, str))
    if any(own[at : at + ECHO] in instructions for at in range(len(own) - ECHO + 1)):
        yield Wrong(own[:20], "照抄了写作要求")
    if any(own.count(own[at : at + LOOP]) >= 3 for at in range(len(own) - LOOP + 1)):
        yield Wrong(own[:20], "同样的话说了多遍")
    yield from _untold(view, rendered)


def _untold(view: TableView, rendered: Rendered) -> Iterator[Wrong]:
    """What the draft has to tell and does not: misses in a narrative, each target in a goal, the row's actual."""
    told = {fact.rpartition(":")[2].partition(".")[0] for fact in rendered.facts}
    rows = view.of("missed") if view.task.kind == "narrative" else view.rows if view.task.kind == "goal" else ()
    for row in rows:
        if row.name and row.target and row.name not in rendered.text and f"R{row.row}" not in told:
            yield Wrong(row.name, _UNTOLD if view.task.kind == "narrative" else "没有写到这个指标")
    one = view.row(view.task.row) if view.task.kind == "deviation" and view.task.row is not None else None
    if one and one.actual and not any(fact.rpartition(":")[2] == one.id("actual") for fact in rendered.facts):
        yield Wrong(one.name, "没有引用实际完成值")
