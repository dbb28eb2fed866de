"""各项指标均已完成 · 其余全部达标 · 预算全部执行: that nothing in a scope is missing.

The scope is what the words name: a class, the rows named, the rest after 除…外, else the whole table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.claims import Claim
from scoring.verify.constructions.words import M
from scoring.verify.lexer import ENUMERATION, is_mark
from scoring.verify.words import wholeness
from scoring.verify.words.scene import Scene
from scoring.verify.words.undone import is_whole, undone

_G = f"[^，,。；;\n{M[1:-1]}]"
_ALL = "各项|所有|全部|全体|每一?项|各类|逐项|样样|上述|以上|这些|其余|其他|其它|余下|剩余|另外"
_THING = "指标值?|目标|任务|工作|项目内容|内容|事项|计划"
_BOTH = "均已?|都已?|全部|全面|悉数|皆|圆满|全数|一律|已全部|已经全部|无一例外"
_DONE = "(?:超额|圆满|如期|按期|按时|按质按量|保质保量|顺利|高质量)*(?:完成|达标|达到|实现|达成|落实|做到)"
_FULL = "(?:得|拿|获)?(?:到|了)?满分|没有扣分|未扣分|无扣分"
_PATTERNS = (
    f"(?:{_ALL})(?:{M})?{_G}{{0,10}}?(?:{_THING})?{_G}{{0,6}}?(?:{_BOTH}|已)(?:{_DONE}|{_FULL})",
    f"(?:{_THING}){_G}{{0,4}}?(?:{_BOTH})(?:{_DONE}|{_FULL})",
    f"(?:{_ALL}){_G}{{0,10}}?(?:{_THING}){M}(?:{_DONE})",
    f"(?:{M})(?:{_G}{{0,8}}?(?:{_THING}))?{_G}{{0,3}}?(?:{_BOTH})(?:{_DONE}|{_FULL})",
    f"(?:圆满|全面|全部|悉数|如数)(?:地)?(?:完成|实现|达成)(?:了)?{_G}{{0,10}}?(?:{_THING})",
    f"(?:完成|实现|达成|做好)(?:了)?(?:年度|全年|本年度?|既定|预定|预期|绩效)*(?:{_ALL}){_G}{{0,8}}?(?:{_THING})",
    "(?:无|没有|不存在)(?:任何)?(?:未完成|未达标|没完成)(?:的)?(?:指标|任务|目标|情况)?",
    f"(?:{_ALL}|全部?){_G}{{0,8}}?(?:指标(?!值)|目标|任务){_G}{{0,4}}?(?:到位|兑现|过线|过关|做完|办完|够数|交账|飘红|告捷|落地)",
    f"(?P<none>(?:没有?(?:哪|任何)?一项|无一项?|一项(?:都|也)?(?:没有?|不|未)){_G}{{0,4}}?(?:未|没|不|落[空下]|掉队|漏|拖|欠)(?:完成|达标|达到|账|后)?)",
)
_CLAIM = re.compile("|".join(_PATTERNS))
_FULL_SCORE = re.compile("满分|扣分")
_SPENT = re.compile(
    f"(?:预算|资金|经费|款项|拨款|钱){_G}{{0,8}}?(?:{M}{_G}{{0,4}})?(?:全部|全额|足额|悉数|均已|都已|已经?|全数)(?:已)?(?:执行|支出|使用|支付|拨付|用|花)(?:完毕|完成|到位|完|光|出)?"
    f"|(?:全部|全额|悉数|足额)(?:执行|支出|支付|使用)(?:完毕|完)?|执行完毕|支出完毕|支付完毕|(?:无|没有|零|未产生|未形成|不存在)(?:任何)?(?:资金)?(?:结余|剩余|结转)|分文不剩|(?:用|花)(?:完|光)了?"
)  # fmt: skip
_ALL_SPENT = re.compile("全部|全额|足额|悉数|全数|完毕|完了?$|光了?$|无|没有|零|未|不存在|分文")
_CLASSES = re.compile("产出|效益|满意度|数量|质量|时效|成本|社会效益|经济效益|生态效益")
_OF_CLASS = re.compile(f"({_CLASSES.pattern})(?:类|方面)?指标?(?:中|里|内|方面|上)")
_JOINTLY = re.compile(
    "(?:均|都|皆|双双)已?(?:经)?(?:完成|达到|实现|高于|超过|超出|优于|满足)了?(?:了|年度|年初|全年|预期|预定|既定|设定|绩效|考核|的)*"
    "(?:指标值|目标值|指标|目标|预期值?|任务)(?:要求)?(?!的)"
)
_WHOLLY = re.compile(
    "(?:全部|全都|悉数|一律|均已|都已|全数|逐一)(?:[\u4e00-\u9fff]{2})?(?:完毕|办结|到位|清零|结案|整改|处置|修复|合格|达标)"
)
_EXCEPT = re.compile("除(?:了)?([^。；;\n]{1,60}?)(?:之?外|以外)")
_REST = re.compile("其余|其他|其它|余下|剩余|另外")
_FAILED = re.compile("(?:未能|没能|没有?能够?|未做到|没做到|没有做到|难以|并非|谈不上|不等于|不代表)[^，,。；;]*$")
_LOOSE = re.compile("基本|大部分|多数|大致|绝大|部分|约")


def detect(scene: Scene) -> Iterator[Claim]:
    """Claims that all of something was done, scored in full or spent: set phrases, then clauses read as a whole."""
    if scene.kind == "goal":
        return
    told = list(_set_phrases(scene))
    yield from told
    yield from wholeness.claims(scene, told)


def _set_phrases(scene: Scene) -> Iterator[Claim]:
    for found in _SPENT.finditer(scene.skeleton):
        if _ALL_SPENT.search(found[0]) and not scene.planned(found.start()):
            claim = _spent(scene, found)
            if claim:
                yield claim
    for found in _CLAIM.finditer(scene.skeleton):
        start = found.start()
        if scene.planned(start) or scene.negated(start) or _LOOSE.search(scene.before(start, 5) + found[0]):
            continue
        if _FAILED.search(scene.before(start, 12)):
            continue
        if (
            not found["none"]
            and re.search("未|没有|不", found[0])
            and not found[0].startswith(("无", "没有", "不存在"))
        ):
            continue
        claim = _rows(scene, found, _scope(scene, found))
        if claim:
            yield claim
    yield from _jointly(scene)
    yield from _of_row(scene)


def _jointly(scene: Scene) -> Iterator[Claim]:
    """Claims that all the rows that a sentence lists reached their targets."""
    for found in _JOINTLY.finditer(scene.skeleton):
        if scene.planned(found.start()) or _LOOSE.search(scene.before(found.start(), 5)):
            continue
        rows = sorted(_named_in(scene, _listed(scene, found.start())))
        claim = _rows(scene, found, rows) if len(rows) > 1 else None
        if claim:
            yield claim


def _of_row(scene: Scene) -> Iterator[Claim]:
    """不合格产品全部处置完毕: all of what one row measures in percent of the whole, and the row fell short."""
    for found in _WHOLLY.finditer(scene.skeleton):
        clause = scene.skeleton[scene.lexed.clause_at(found.start())[0] : found.start()]
        if scene.planned(found.start()) or scene.negated(found.start()) or _EXCEPT.search(clause):
            continue
        rows = scene.rows_named(clause + found[0])[:1]
        short = [t for t in rows if scene.state(t) == "missed" and _of_the_whole(scene, t)]
        if short and not any(is_mark(c) for c in clause):
            facts = scene.facts_of(short, "target", "actual")
            reason = f"{scene.label(short[0])}的实际完成值是{facts[-1].text}，不是全部。"
            yield scene.claim(found.start(), found.end(), "completeness", "contradicted", reason, facts)


def _of_the_whole(scene: Scene, topic: int) -> bool:
    """Whether the row's target is 100 %: what it lacks is a part of all."""
    facts = scene.facts_of([topic], "target")
    return any(q.family == "rate" and q.value == 1 for fact in facts for q in fact.quantities)


def _listed(scene: Scene, place: int) -> str:
    """办结率、化解率均达到指标值 · 办结率96%，化解率87%，均高于指标值: what 均 gathers up."""
    before = re.split("[。；;\n]", scene.before(place, 120))[-1]
    clauses = re.split("[，,]", before)
    return clauses[-1] if clauses[-1].strip() else "、".join(clauses)


def _spent(scene: Scene, found: re.Match[str]) -> Claim | None:
    balance = scene.fact("funds.balance")
    if (
        balance is None
        or balance.value is None
        or _LOOSE.search(scene.before(found.start(), 4) + found[0])
        or _PART.search(scene.before(found.start(), 10) + found[0])
    ):
        return None
    if scene.negated(found.start()):
        return None
    done = balance.value <= 0
    reason = "全年执行数与全年预算数相等。" if done else f"全年预算没有用完，结余{balance.text}。"
    return scene.claim(
        found.start(), found.end(), "completeness", "supported" if done else "contradicted", reason, [balance]
    )


_PART = re.compile("结转|财政拨款|其他资金|自筹|配套|补贴资金|尾款|质保金")


def _rows(scene: Scene, found: re.Match[str], rows: list[int]) -> Claim | None:
    counted = [scene.lexed.mention_at(i) for i in range(found.start(), found.end()) if is_mark(scene.skeleton[i])]
    if any(m is not None and m.q.unit not in {"项", "个", "条", ""} and not is_whole(m.q) for m in counted):
        return None  # 其余5所均已完成 counts what an indicator measures, not indicators
    if not rows:
        return None
    short = undone(scene, rows, full_score=bool(_FULL_SCORE.search(found[0])), exceeded="超额" in found[0])
    if short.rows:
        return short.claim(scene, found.start(), found.end())
    facts = scene.facts_of(rows[:3], *short.fields)
    return scene.claim(found.start(), found.end(), "completeness", "supported", "所指的指标都已完成。", facts)


def _scope(scene: Scene, found: re.Match[str]) -> list[int]:
    """The rows that the words take in."""
    before = scene.skeleton[max(0, found.start() - 120) : found.start()]
    left_out = _left_out(scene, before, bool(_REST.search(found[0]) or _REST.search(before[-6:])))
    stretch = before[-8:] + found[0]
    classes = [c[0] for c in _CLASSES.finditer(found[0])] or [
        c[0] for c in _CLASSES.finditer(before) if c.end() == len(before)
    ]
    rows = scene.all_rows
    if classes and "指标" in stretch:
        rows = [t for t in rows if any(name in scene.levels(t) for name in classes)] or rows
    elif _REST.search(stretch):
        rows = _of_class_before(scene, before) or rows
    else:
        named = scene.rows_named(found[0])
        listed = re.split("[，。；;\n]", before)[-1] + found[0].partition("均")[0].partition("都")[0]
        enumerated = (
            _named_in(scene, listed) if re.search("均|都", found[0]) and not re.search(_ALL, found[0]) else set[int]()
        )
        rows = named or sorted(enumerated) or rows
    return [t for t in rows if t not in left_out]


def _of_class_before(scene: Scene, before: str) -> list[int]:
    """数量指标中，除X外其余三项: the rest of a class is meant where the sentence opened one."""
    found = _OF_CLASS.search(re.split("[。；;\n]", before)[-1])
    if not found:
        return []
    return [t for t in scene.all_rows if found[1] in scene.levels(t)]


def _left_out(scene: Scene, before: str, rest: bool) -> set[int]:
    """Rows that 除…外 excepts, or that the sentence spoke of before 其余."""
    found = _EXCEPT.search(before.rpartition("。")[2])
    if found:
        return _named_in(scene, found[1])
    return _named_in(scene, before) if rest else set[int]()


def _named_in(scene: Scene, stretch: str) -> set[int]:
    named: set[int] = set()
    for piece in ENUMERATION.split(stretch):
        named.update(scene.rows_named(piece))
    return named
