"""已通过验收 where the note says 尚未竣工验收; 未及时 where the cell says 及时: what happened, told against a cell.

Also the words about money that need no number: 超支, 未超预算, 预算未调整, and changes of targets that the form does not tell.
"""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scoring.claims import Claim
from scoring.facts.model import Fact, Facts
from scoring.numerals import plain
from scoring.verify.words.scene import Scene

_UNDONE = re.compile("(?:尚未|还未|仍未|暂未|未能|未(?![来必央成]))([\u4e00-\u9fff]{2,6})")
_DENIAL = re.compile(
    "(?:尚未|还未|仍未|暂未|未能?|没有?|不|待|拟|将|应|尽快|推动|加快|争取|力争|计划|预计|等待|直至|才能|方可|如期能否|是否)[^，,。；;]{0,6}$"
)
_DENIED = re.compile(
    "(?:至今|目前|仍|还|尚)*(?:未能?|没有?)(?P<what>(?!能|有|达|按|及时|说明|写|填|超|发生|完成(?:指标|目标|年度))[\u4e00-\u9fff]{2})"
)
_WORKS = frozenset(
    [
        "开工",
        "完工",
        "竣工",
        "开展",
        "实施",
        "启动",
        "举办",
        "建成",
        "采购",
        "购置",
        "修建",
        "维修",
        "验收",
        "交付",
        "完成",
        "发放",
        "到货",
        "投用",
    ]
)
_UNAPPROVED = re.compile("(?:未经?|没有经过?|未获|未报)[^，,。；;]{0,6}(?:批复|批准|同意|审批|审定)")
_LATE = re.compile(
    "(?:未|没有?|不)(?:能)?(?:及时|按时|按期|如期)(?:完成|支付|到位|开展|办理|交付|到货|处置|发布|报送)?|(?:进度|完成|支付|交付|工期|时间)?(?:滞后|延迟|拖延|逾期|超期)(?!的?指标)"
)
_OVERSPENT = re.compile("超支(?!率为?0)|超(?:出|过|了)?(?:年度|全年|年初)?预算(?!编制|范围内)|突破(?:年度|全年)?预算")
_WITHIN = re.compile(
    "(?:未|没有?|不)(?:超支|超(?:出|过|了)?(?:年度|全年)?预算|突破预算)|(?:控制)?在(?:年度|全年)?预算(?:范围)?(?:之|以)?内"
)
_MOVED = re.compile(
    "预算(?:数|总额)?(?:[由从]?[^，,。；;\n支出]{0,10}?)?(?:(?P<up>调增|上调|核增|追加)|(?P<down>调减|下调|核减|压减))(?:了|到|至|为)?(?=[\ue000-\uf8fe])"
)
_UNCHANGED = re.compile(
    "预算(?:数)?(?:未|没有|无)(?:作|做|发生)?(?:调整|变化|变动|调增|调减)|(?:年初|全年)预算(?:数)?(?:与|和|同)(?:年初|全年|调整后)?预算(?:数)?(?:一致|相同|持平|相等)"
)
_RETARGETED = re.compile(
    "(?:指标值|目标值|年度目标|年度指标|绩效目标|指标)(?:已|经批准|经批复|在年中|年中|进行了?|作了?|做了?|有所|被)*(?:调整|修改|下调|上调|调减|调增|变更)|(?:调整|修改|下调|上调|调减|调增|变更)(?:了|后的?|过)*(?:年度|年初|绩效)*(?:指标值|目标值|指标|目标)"
)


def detect(scene: Scene) -> Iterator[Claim]:
    """Claims of events that a cell contradicts."""
    if scene.kind == "goal":
        return
    yield from _done(scene)
    yield from _not_done(scene)
    yield from _without_approval(scene)
    yield from _late(scene)
    yield from _money(scene)
    yield from _retargeted(scene)


def _done(scene: Scene) -> Iterator[Claim]:
    for pattern, fact in _undone(scene.index.facts):
        for found in pattern.finditer(scene.skeleton):
            if _DENIAL.search(scene.before(found.start(), 12)) or scene.planned(found.start()):
                continue
            reason = f"{fact.label}写的是“{fact.text[:30]}”。"
            yield scene.claim(found.start(), found.end(), "event", "contradicted", reason, [fact])


@lru_cache(maxsize=64)
def _undone(facts: Facts) -> tuple[tuple[re.Pattern[str], Fact], ...]:
    """For each 尚未X of a note or actual: the ways to say that X was done."""
    found: list[tuple[re.Pattern[str], Fact]] = []
    for fact in facts:
        if fact.field not in {"deviation_note", "actual", "narrative", "problems_found"} or fact.kind != "cell":
            continue
        for match in _UNDONE.finditer(plain(fact.shown)):
            what = re.sub("[的了和及与并].*", "", match[1])
            stems = [re.escape(what[i : i + 2]) for i in range(0, len(what) - 1, 2)]
            if stems and not re.match("完成|达到|实现|说明|填写|按期|按时|及时|如期|全部|能", what):
                any_of = "|".join(stems)
                found.append((
                    re.compile(f"(?:已经?|均已|全部|顺利|圆满|成功|如期|按期)(?:通过|完成|全部|实现|组织|顺利|如期|按期)*[^，,。；;]{{0,4}}?(?:{any_of})(?!率)|(?:{any_of})(?:工作)?(?:已|均|全部)*(?:合格|通过(?!率)|完毕|完成(?!率))|通过(?:了)?[^，,。；;]{{0,4}}?(?:{any_of})(?!率)"),
                    fact,
                ))  # fmt: skip
    return tuple(found)


def _not_done(scene: Scene) -> Iterator[Claim]:
    """至今未追回 where the note says 已追回; 未开工 of a row that met its target."""
    for found in _DENIED.finditer(scene.skeleton):
        what = found["what"][:2]
        if scene.planned(found.start()):
            continue
        wrong = list(_undone_row(scene, found))
        if wrong or any(found[0][-4:] in plain(fact.shown) for fact in _tellers(scene.index.facts)):
            yield from wrong
            continue
        for fact in _tellers(scene.index.facts):
            if what not in _WORKS and re.search(f"(?:已|均已|已经|全部)[^，,。；;未]{{0,12}}{what}", plain(fact.shown)):
                reason = f"{fact.label}写的是“{fact.text[:30]}”。"
                yield scene.claim(found.start(), found.end(), "event", "contradicted", reason, [fact])
                break


def _undone_row(scene: Scene, found: re.Match[str]) -> Iterator[Claim]:
    if found["what"][:2] not in _WORKS:
        return
    start = scene.lexed.clause_at(found.start())[0]
    rows = scene.rows_named(scene.skeleton[start : found.start()])
    noted = any(found[0][-4:] in fact.text for fact in scene.facts_of(rows, "deviation_note", "actual"))
    if rows and not noted and all(scene.state(t) in {"met", "exceeded"} for t in rows):
        facts = scene.facts_of(rows[:2], "target", "actual")
        reason = f"表中{scene.label(rows[0])}已经完成。"
        yield scene.claim(found.start(), found.end(), "event", "contradicted", reason, facts)


def _tellers(facts: Facts) -> list[Fact]:
    fields = {"deviation_note", "narrative", "actual", "problems_found", "improvements", "funds_note", "stated"}
    return [fact for fact in facts if fact.field in fields and fact.kind in {"cell", "stated"}]


def _without_approval(scene: Scene) -> Iterator[Claim]:
    """未经批复 where the note says 经…批复."""
    for found in _UNAPPROVED.finditer(scene.skeleton):
        for fact in _tellers(scene.index.facts):
            if re.search("(?:经|已经?|获|报)[^，,。；;未]{0,16}(?:批复|批准|同意|审批|审定)", plain(fact.shown)):
                reason = f"{fact.label}写的是“{fact.text[:30]}”。"
                yield scene.claim(found.start(), found.end(), "event", "contradicted", reason, [fact])
                break


def _late(scene: Scene) -> Iterator[Claim]:
    for found in _LATE.finditer(scene.skeleton):
        rows = [
            t
            for t in scene.rows_at(found.start(), found.end())
            if "时效" in _level2(scene, t) or "及时" in scene.label(t)
        ]
        timely = [f for f in scene.facts_of(rows, "actual") if re.search("及时|按时|按期|如期|已完成", f.text)]
        if timely and not scene.negated(found.start()) and not scene.planned(found.start()):
            reason = f"{timely[0].label}写的是“{timely[0].text}”。"
            yield scene.claim(found.start(), found.end(), "event", "contradicted", reason, timely[:1])


def _level2(scene: Scene, topic: int) -> str:
    row = scene.index.row(topic)
    return row.level2 if row is not None else ""


def _money(scene: Scene) -> Iterator[Claim]:
    balance, change = scene.fact("funds.balance"), scene.fact("funds.change")
    initial, annual = scene.fact("funds.initial_budget"), scene.fact("funds.annual_budget")
    if balance is not None and balance.value is not None:
        over = balance.value < 0
        within = [*_WITHIN.finditer(scene.skeleton)]
        for found in within:
            if over and not scene.planned(found.start()):
                yield scene.claim(
                    found.start(), found.end(), "direction", "contradicted", "全年执行数超过全年预算数。", [balance]
                )
        for found in _OVERSPENT.finditer(scene.skeleton):
            inside = any(w.start() <= found.start() < w.end() for w in within)
            if (
                not over
                and not inside
                and not scene.negated(found.start())
                and not scene.planned(found.start())
                and _actual_overspent(scene, found)
            ):
                yield scene.claim(
                    found.start(),
                    found.end(),
                    "direction",
                    "contradicted",
                    f"全年预算没有超支，结余{balance.text}。",
                    [balance],
                )
    if change is not None and change.value is not None and initial is not None and annual is not None:
        for found in _MOVED.finditer(scene.skeleton):
            wrong = (change.value > 0) == bool(found["down"])
            if wrong and not scene.negated(found.start()) and not scene.planned(found.start()):
                way = "增加" if change.value > 0 else "减少"
                reason = f"全年预算比年初{way}了{change.text}。"
                yield scene.claim(found.start(), found.end(), "direction", "contradicted", reason, [initial, annual])
        for found in _UNCHANGED.finditer(scene.skeleton):
            yield scene.claim(
                found.start(),
                found.end(),
                "event",
                "contradicted",
                f"全年预算比年初变动了{change.text}。",
                [initial, annual],
            )


def _actual_overspent(scene: Scene, found: re.Match[str]) -> bool:
    """Not 防止超支, 超支率 or a rule about it."""
    return not re.search(
        "防止|避免|杜绝|严禁|无|零|不得|严控|控制|率$", scene.before(found.start(), 4)
    ) and not scene.skeleton[found.end() :].startswith(("率", "风险", "现象"))


def _retargeted(scene: Scene) -> Iterator[Claim]:
    """A change of targets that no row, note or statement tells."""
    facts = scene.index.facts
    if any(
        f.field == "adjusted_target"
        or (
            f.kind in {"cell", "stated"}
            and f.field in {"deviation_note", "stated", "narrative"}
            and re.search("调整|修改|变更|下调|上调|调[减增]", f.text)
        )
        for f in facts
    ):
        return
    if any(row.initial_target not in {None, row.target} for table in facts.tables for row in table.indicators):
        return
    for found in _RETARGETED.finditer(scene.skeleton):
        if (
            not scene.negated(found.start())
            and not scene.planned(found.start())
            and not re.search("建议|应|如|若|是否|未|没有|不", scene.before(found.start(), 8) + found[0])
        ):
            yield scene.claim(found.start(), found.end(), "event", "unsupported", "表内没有写明年中调整过指标值。")
