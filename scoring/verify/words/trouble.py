"""供货商破产，在线率只有92.3% · 没办成，学员不踊跃: a cause told without 因, by a clause of trouble beside a shortfall.

Only plain words of trouble count, and only those of which the form, in whatever cell, says nothing alike.
"""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.claims import Claim
from scoring.numerals import plain
from scoring.verify.lexer import is_mark
from scoring.verify.words.scene import Scene

# Words of one kind of trouble: a form that has one of them has told it.
_KINDS = (
    "破产|倒闭|跑路|撤资|注销", "流标|废标|招标失败", "拒不|拒绝|不配合|不支持|阻工|阻挠", "(?:人手|人员|人力|力量|警力|师资)(?:不足|不够|短缺|紧张|紧缺)|缺人|抽调",
    "辞职|离职|辞退|跳槽|请辞|休产假|病休", "故障|损坏|烧毁|坏[了得]|老化", "台风|暴雨|大雨|洪水|洪涝|汛|地震|塌方|滑坡|山火|大雪|暴雪|冰冻|干旱|天气",
    "疫情|封控|隔离|新冠", "罢工|停工|窝工", "停电|断电|停水|断网", "短缺|缺货|断供|断货|供应不足|缺料", "(?:经费|资金|款项|拨款)(?:被|未|没|不)[\u4e00-\u9fff]{0,2}(?:压缩|到位|下达|足|够|批)|拖欠",
    "违约|毁约|纠纷|诉讼|官司|查封", "不踊跃|积极性不高|不积极|热情不高|不愿", "分流", "失误|疏忽|管理不善|监管不力|重视不够", "征地|拆迁|用地|选址", "审批慢|未获批|没批|迟迟未批|手续不全",
    "质量问题|返工|不合格被退", "涨价|上涨|提价|成本上升",
)  # fmt: skip
_TROUBLE = re.compile("|".join(f"(?P<k{n}>{words})" for n, words in enumerate(_KINDS)))
_EACH = tuple(re.compile(words) for words in _KINDS)
_SHORT = re.compile("只|仅|没|未|差|少|低|停|拖|慢|不足|不够|落后|晚")
_SAID = re.compile(
    "因|由于|受|原因|导致|致使|所致|系|主要是|处理|处置|应对|防范|化解|排查|整改|解决|克服|防止|避免|减少|杜绝|没有|未(?:发生|出现)|无|零|若|如果|假如|预案|演练"
)


def detect(scene: Scene) -> Iterator[Claim]:
    """Clauses of trouble that stand beside a row that fell short, and of which the form says nothing."""
    if scene.kind == "goal":
        return
    for start, end in scene.lexed.clauses:
        clause = scene.skeleton[start:end]
        found = _TROUBLE.search(clause)
        if not found or _SAID.search(clause) or any(map(is_mark, clause)) or scene.planned(start + found.start()):
            continue
        kind = _EACH[int((found.lastgroup or "k0")[1:])]
        if _falls_short(scene, start, end) and not _told(scene, kind):
            last = end - (scene.skeleton[end - 1] in "，,。；;！!？?\n")
            reason = "无依据：表内和补充说明都没有写这个原因。"
            yield scene.claim(
                start,
                last,
                "cause",
                "unsupported",
                reason,
                scene.facts_of(scene.rows_before(start)[:1], "deviation_note"),
            )


def _falls_short(scene: Scene, start: int, end: int) -> bool:
    """Whether the clause before or behind tells of a row that missed its target, as something that fell short."""
    first, last = scene.lexed.sentence_at(start)
    for begin, stop in scene.lexed.clauses:
        if begin < first or stop > last or (stop != start and begin != end):
            continue
        if any(scene.state(t) == "missed" for t in _rows(scene, begin, stop)):
            return True
    return False


def _rows(scene: Scene, start: int, end: int) -> list[int]:
    told = [t for mention, _, found in scene.numbers if found and start <= mention.at < end for t in found.topics]
    clause = scene.skeleton[start:end]
    return told or (scene.rows_named(clause)[:1] if _SHORT.search(clause) else [])


def _told(scene: Scene, kind: re.Pattern[str]) -> bool:
    """Whether any cell of the form, or the user, tells of that kind of trouble."""
    return any(fact.kind in {"cell", "stated"} and kind.search(plain(fact.shown)) for fact in scene.index.facts)
