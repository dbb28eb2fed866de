"""因经费未到位 · 受疫情影响 · 原因是…: a cause must stand in a note, a narrative, or be stated by the user."""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scoring.claims import Claim
from scoring.facts.model import Fact, Facts
from scoring.numerals import plain
from scoring.verify.constructions.words import M
from scoring.verify.topics import content
from scoring.verify.words.scene import Scene

_STOP = "，,。；;！!？?\n（(）)"
_HEAD = f"[^{_STOP}]{{2,40}}?"
_IDIOM = "因地制宜|因此|因而|因素|因公|因人|因材|因势|基因|病因|起因|诱因|成因|死因|因子|因应|因为|因病|因残|因故|因时|原因分析|原因一栏|原因栏|偏差原因及|归因"
_CAUSE = re.compile(
    f"(?:主要|部分|其中)?(?:是|系)?(?<![基病起诱成死原归])因(?:为)?(?!地制宜|此|而(?!未)|素|公(?:出|受|牺|殉)|人(?:施策|而异|制宜)|材施教|势|子|应|故|时制宜|病|残|灾)(?P<because>{_HEAD})(?=(?:导致|造成|致使|使得?|而|引起|所致|的?原因|[，,。；;！!？?\n）)]|$))"
    f"|由于(?P<dueto>{_HEAD})(?=(?:导致|造成|致使|使得?|引起|的?原因|[，,。；;！!？?\n）)]|$))"
    f"|(?:受|受到)(?P<under>{_HEAD})(?:的)?(?:影响|制约|限制|冲击|拖累)"
    f"|(?:原因|缘由|起因|根源)(?:是|为|在于|系|主要是|主要在于|包括|[:])+(?:因|由于)?(?P<reason>{_HEAD})(?=[，,。；;！!？?\n）)]|$)"
    f"|(?<=[，,。；;（(\n])(?:主要)?(?:系|是)(?:由于|因)?(?P<is>{_HEAD})(?:所致|造成|导致|引起|的缘故)"
    f"|(?<=[，,。；;（(\n])(?:主要)?系(?!统|列|数|指)(?:因|由于)?(?P<bare>{_HEAD})(?=[，,。；;！!？?\n）)]|$)"
    f"|(?<=[，,。；;（(\n])主要是(?:因|由于)?(?P<main>{_HEAD})(?=[，,。；;！!？?\n）)]|$)"
    f"|归因于(?P<to>{_HEAD})(?=[，,。；;！!？?\n）)]|$)"
    f"|鉴于(?P<given>{_HEAD})(?=[，,。；;！!？?\n）)]|$)"
)
_DENIED = re.compile("(?:并非|不是|而非|并不是|非|不|没有?|未)(?:仅|单纯|全)?(?:是)?$")
_META = re.compile(
    "未(?:作|写|做|予|加)?说明|没有?(?:写|说明|填|给出)|未填|未写|不明|没写|不详|待补充|空白|缺失|请(?:说明|补充)|何"
)
# Causes that the form's own arithmetic gives: they are judged by their numbers.
_OWN = re.compile(
    "执行率|指标值|得分|扣分|失分|分值|满分|四舍五入|口径|按比例|计算|填报|漏填|笔误|填写|未完成(?:指标|目标)|结余|完成率|保留|小数|取整|单位换算|预算执行|评分|自评"
)
_VAGUE = re.compile(
    "^(?:工作|实际|业务|客观|管理|任务|项目|有关|相关|特殊|本年度?)*(?:需要|需求|情况|原因|安排|要求|因素|实际|性质|特点|条件|限制)(?:变化|调整)?$"
)
_FILLER = re.compile(
    "原因|影响|因素|情况|问题|主要|部分|有所|较|等|导致|造成|由于|工作|项目|单位|我|本|年度?|全年|以及|和|的|了|较为|比较|较多|较少|一定|相关|有关|个别|尚|未"
)
ENOUGH = 0.5


def detect(scene: Scene) -> Iterator[Claim]:
    """The claim of every cause that the text gives."""
    if scene.kind == "goal":
        return
    sources = _sources(scene.index.facts)
    for found in _CAUSE.finditer(scene.skeleton):
        head = next(group for group in found.groups() if group)
        if _DENIED.search(scene.before(found.start(), 6)) or _META.search(head) or scene.planned(found.start()):
            continue
        if found.lastgroup in {"main", "bare"} and not _explains(scene, found.start()):
            continue
        yield _judge(scene, found, head, sources)


def _explains(scene: Scene, place: int) -> bool:
    """主要是… and 系… give a cause only behind something that wants one: a miss, a deviation, money left."""
    return bool(
        re.search(
            "未|没|少|低|差|结余|偏|不足|超|下降|减少|慢|晚|推迟|只|仅|高|多|调整|失分|扣|率|分",
            scene.before(place, 60),
        )
    )


def _judge(scene: Scene, found: re.Match[str], head: str, sources: tuple[tuple[Fact, frozenset[str]], ...]) -> Claim:
    best, share = _best(head, sources)
    swapped = _swapped(head, sources)
    if swapped is not None:
        fact, instead = swapped
        reason = f"{fact.label}写的是“{instead}”。"
        return scene.claim(found.start(), found.end(), "cause", "contradicted", reason, [fact])
    if best is not None and share >= ENOUGH:
        return scene.claim(found.start(), found.end(), "cause", "supported", f"与{best.label}所写的原因一致。", [best])
    if _OWN.search(head):
        return scene.claim(found.start(), found.end(), "cause", "unchecked", "由表内数据说明的原因，按数字核对。")
    if _VAGUE.match(head):
        return scene.claim(
            found.start(), found.end(), "cause", "unchecked", "原因过于笼统，无法核对。", caution="原因笼统"
        )
    notes = scene.facts_of(
        scene.rows_at(found.start(), found.end()) or scene.rows_before(found.start()), "deviation_note"
    )
    own = [note for note in notes if content(note.text).strip() not in {"", "无"}]
    reason = f"无依据：表中所写的是“{own[0].text[:30]}”。" if own else "无依据：表内和补充说明都没有写这个原因。"
    return scene.claim(found.start(), found.end(), "cause", "unsupported", reason, own[:2] or notes[:1])


@lru_cache(maxsize=64)
def _sources(facts: Facts) -> tuple[tuple[Fact, frozenset[str]], ...]:
    """The texts that may give causes, with their character pairs: notes first, statements, then the rest."""
    order = {"deviation_note": 0, "stated": 1, "narrative": 2, "problems_found": 2, "funds_note": 2, "improvements": 3}
    found: list[tuple[int, Fact]] = []
    for fact in facts:
        name = fact.field if fact.kind != "stated" else "stated"
        if name in order or name.startswith("other") or name in {"conclusion", "goal", "review_opinion"}:
            found.append((order.get(name, 3), fact))
    found.sort(key=lambda pair: pair[0])
    return tuple(
        (fact, frozenset(_pairs(plain(fact.shown)))) for _, fact in found if fact.shown.strip() not in {"", "无"}
    )


def _best(head: str, sources: tuple[tuple[Fact, frozenset[str]], ...]) -> tuple[Fact | None, float]:
    """The text that holds most of the cause's words, and how much of them."""
    words = _pairs(_FILLER.sub(" ", head))
    if not words:
        return None, 0.0
    best, share = None, 0.0
    for fact, pairs in sources:
        held = sum(pair in pairs for pair in words) / len(words)
        if held > share:
            best, share = fact, held
    return best, share


def _swapped(head: str, sources: tuple[tuple[Fact, frozenset[str]], ...]) -> tuple[Fact, str] | None:
    """城西站点周边… where the note says 城东站点周边…: one or two characters changed within words that are the same."""
    for size in (1, 2):
        for i in range(1, len(head) - size - 3):
            before, told, behind = head[i - 1], head[i : i + size], head[i + size : i + size + 3]
            if len(behind) < 3 or not re.fullmatch("[\u4e00-\u9fff]+", before + told + behind):
                continue
            texts = [(fact, plain(fact.shown)) for fact, _ in sources]
            if any(before + told + behind in text for _, text in texts):
                continue
            for fact, text in texts:
                other = re.search(f"{re.escape(before)}([\u4e00-\u9fff]{{{size}}}){re.escape(behind)}", text)
                if other and not set(other[1]) & set(told) and not _FILLER.search(told + other[1]):
                    return fact, other[0]
    return None


def _pairs(stretch: str) -> list[str]:
    return [
        piece[i : i + 2]
        for piece in re.split(f"[^\u4e00-\u9fffA-Za-z0-9]+|{M}", stretch)
        for i in range(len(piece) - 1)
    ]
