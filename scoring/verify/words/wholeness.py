"""指标项项达标 · 效益全面达标 · 目标任务100%完成: that all was done, in whatever words, read from a clause as a whole.

`completeness` knows the set phrases; here a clause says it when it names indicators, tasks or a class of them, a word
of all and a word of success, and nothing that limits or denies. One that names a row by itself is about that row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.claims import Claim
from scoring.verify.lexer import is_mark
from scoring.verify.words.scene import Scene
from scoring.verify.words.undone import is_whole, undone

_THING = re.compile(
    "指标(?!值)|目标|任务|(?:产出|效益|满意度|数量|质量|时效|成本)(?=类|和|与|、|及|都|均|全|双|也|方面|[^\u4e00-\u9fff])|活儿?(?=都|全|也)"
)
_CLASS = re.compile("社会效益|经济效益|生态效益|产出|效益|满意度|数量|质量|时效|成本|可持续")
_ALL = re.compile(
    "各项|所有|全部|全都|全面|全数|均|都|悉数|皆|一律|项项|个个|样样|条条|无一|如数|通通|统统|圆满|[没无]有?一项|一项[没不未]|全线"
)
_DONE = re.compile(
    "完成(?!情况|得[不较]|率|度|比|时|进度|值|数)|达标(?!率)|达成|实现|达到|兑现|到位|过线|过关|落地|[干做办]完|做到|超过|拿下|满分|合格|落空|掉队|没落|不落|没漏|没拖|没有?(?:扣分|失分|丢分|落下|遗漏|短板|例外|落空|缺口|欠账)"
)
_LIMITED = re.compile(
    "除|以外|基本|大部|大多|多数|部分|大致|绝大|有的|未(?!落)|没(?![落漏拖]|有?一项|有?(?:扣分|失分|丢分|落下|遗漏|短板|例外|落空|缺口|欠账))|不(?!落|少|打)|欠|差|应|须|需|力争|争取|确保|计划|如果|若|是否|能否|并非|难以|建议|要求|其余|其他|其它|别的|[剩余]下|剩余|另外|之中|为了|以便|推动|按|对照"
)
_FULL = re.compile("满分|[扣失丢]分")
_ON_TIME = re.compile(
    "(?:按时|按期|如期|准时|准点|及时)(?!率|性)[^，,。；;\n]{0,6}?(?:完成|完工|竣工|到货|交付|采购|供|开|发|办|投|拨)|(?:均|都|全部|一直|始终)[^，,。；;\n]{0,3}(?:准点|准时|及时|按时|按期|如期)(?!率|性)"
)
_BARE = re.compile("率|[未没不无]|基本|部分|多数|除|应|需|确保|力争|保障|计划")


def claims(scene: Scene, told: list[Claim]) -> Iterator[Claim]:
    """Clauses that say that all was done, where a row of what they name fell short; `told` has judged its own."""
    for start, end in scene.lexed.clauses:
        claim = _whole(scene, start, end) or _on_time(scene, start, end)
        first, last = scene.lexed.span(start, end)
        if claim and not any(first < c.end and c.start < last and c.verdict == "contradicted" for c in told):
            yield claim


def _whole(scene: Scene, start: int, end: int) -> Claim | None:
    if not _DONE.search(scene.skeleton, start, end):
        return None  # most clauses
    clause = _with_hundred(scene, start, end)
    if _LIMITED.search(clause) or scene.planned(start) or scene.negated(start):
        return None
    subject = _subject(scene, start)
    things, every, done = _THING.search(subject + clause), _ALL.search(clause), _DONE.search(clause)
    if not things or not every or not done or not _counts_all(scene, start, clause):
        return None
    if _LIMITED.search(scene.before(start, 30)) or scene.rows_named(_CLASS.sub(" ", clause)):
        return None
    short = undone(scene, _rows(scene, subject + clause), full_score=bool(_FULL.search(clause)))
    first, last = start + min(every.start(), done.start()), start + max(every.end(), done.end())
    return short.claim(scene, first, last) if short.rows else None


def _with_hundred(scene: Scene, start: int, end: int) -> str:
    """The clause with its 100 % as a word of all (目标任务100%完成)."""
    letters = list(scene.skeleton[start:end])
    for i, letter in enumerate(letters):
        mention = scene.lexed.mention_at(start + i) if is_mark(letter) else None
        if mention is not None and is_whole(mention.q):
            letters[i] = "均"
    return "".join(letters)


def _subject(scene: Scene, start: int) -> str:
    """各项指标完成情况良好，全部达到…: what the clause before named, where this one names nothing."""
    before = re.split("[，,]", scene.before(start, 24).rstrip("，,"))[-1]
    return before if re.search("(?:指标|目标|任务)[^，,]{0,8}$", before) else ""


def _counts_all(scene: Scene, start: int, clause: str) -> bool:
    """No number, or one that counts all the indicators: 15项指标."""
    told = [scene.lexed.mention_at(start + i) for i, letter in enumerate(clause) if is_mark(letter)]
    return not told or (len(told) == 1 and told[0] is not None and told[0].q.value >= len(scene.all_rows))


def _rows(scene: Scene, clause: str) -> list[int]:
    classes = _CLASS.findall(clause)
    rows = [t for t in scene.all_rows if any(name in scene.levels(t) for name in classes)]
    return rows or scene.all_rows


def _on_time(scene: Scene, start: int, end: int) -> Claim | None:
    """设备如期采购完成 · 供餐均准点, of a row of timeliness that fell short."""
    clause = scene.skeleton[start:end]
    found = _ON_TIME.search(clause)
    if not found or _BARE.search(clause) or any(map(is_mark, clause)) or scene.planned(start + found.start()):
        return None
    rows = [t for t in scene.rows_named(clause)[:2] if "时效" in scene.levels(t)]
    if not rows or any(scene.state(t) != "missed" for t in rows):
        return None
    facts = scene.facts_of(rows[:1], "target", "actual")
    reason = f"表中{scene.label(rows[0])}没有按要求的时间完成。"
    return scene.claim(start + found.start(), start + found.end(), "completeness", "contradicted", reason, facts)
