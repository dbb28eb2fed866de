"""2020年完成… · 9月12日完工: years against the table's own, months and days against the dates in its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scoring.claims import Claim
from scoring.quantity import Quantity
from scoring.verify.constructions.words import PLAN_HEAD
from scoring.verify.lexer import Mention
from scoring.verify.values import Value
from scoring.verify.words.scene import Scene

_FREE = re.compile(
    "(?:较|比|与|同比|对比|相比|相较|环比|高于|低于|自|从|起|始于|截至|成立于|建于|启用于|依据|根据|按照|贯彻|落实|印发的?|发布的?)[^，,。；;]{0,10}$"
)
_FREE_AFTER = re.compile(
    "^(?:度)?(?:起|以来|同期|相比|相较|版|修订|印发|发布|出台|会议|大会|规划|方案|文件|通知|办法|规定|届|建成投用|启用)|^[^，,。；;]{0,6}(?:号文|目录|标准|办法|规定|文件|会议|大会|规划|通知)"
)
_PLAN = re.compile(
    "明年|下年|次年|来年|下一步|计划|拟|力争|争取|预计|将|打算|前完成|底前|安排|顺延|推迟至|延至|延期至|结转|目标|后续"
)
_TARGET = re.compile("计划|应|须|需|要求|目标|时限|期限|原定|预定|指标值|规定|合同|前完成|前竣工|之前|以前")
_DONE_DATE = re.compile("完成|完工|竣工|交付|验收|到货|上线|投入使用|结束|建成|启用|开工")
FREE_MONTHS = frozenset({12})


class Day(NamedTuple):
    """Year, month, day; zero is not told."""

    year: int
    month: int
    day: int


def detect(scene: Scene) -> Iterator[Claim]:
    """The claim of every date of the text."""
    known = _known(scene)
    for mention in scene.lexed.mentions:
        if mention.q.family in {"year", "month", "date"}:
            claim = _judge(scene, mention, known)
            if claim:
                yield claim


def _known(scene: Scene) -> list[tuple[Day, Value]]:
    """The dates in cells and statements."""
    found: list[tuple[Day, Value]] = []
    for family in ("year", "month", "date"):
        found.extend((_day(family, int(v.value)), v) for v in scene.index.by_family.get(family, ()))
    return found


def _day(family: str, value: int) -> Day:
    if family == "year":
        return Day(value, 0, 0)
    if family == "month":
        return Day(0, value, 0)
    return Day(value // 10_000, value // 100 % 100, value % 100)


def _judge(scene: Scene, mention: Mention, known: list[tuple[Day, Value]]) -> Claim | None:
    said = _day(mention.q.family, int(mention.q.value))
    year = scene.index.facts.year(1)
    same = [(day, value) for day, value in known if _within(said, day)]
    if said.year and (year is None or said.year != year):
        return _other_year(scene, mention, said, year, same)
    if not said.month and not said.day:
        return _claim(scene, mention, "supported", f"与本表年度{year}年一致。")
    if same:
        return _told(scene, mention, same)
    if scene.planned(mention.at) or _planned(scene, mention):
        return _claim(scene, mention, "unchecked", "计划中的日期，表内没有依据。", caution="日期没有来源")
    if not said.day and (said.month in FREE_MONTHS or _spans_year(mention.q)):
        return _claim(scene, mention, "supported", "是年度的末月或全年，无需依据。")
    rows = set(scene.rows_at(mention.at, mention.at + 1))
    own = [v.fact for _, v in known if v.topic in rows or (v.fact.row is not None and v.role == "text")]
    expected = [fact for fact in own if fact.row in {scene.index.topics.all[t].row for t in rows}] or own[:1]
    verdict = "contradicted" if expected else "unsupported"
    return _claim(scene, mention, verdict, f"表中找不到“{mention.q.text}”的依据。", expected)


def _told(scene: Scene, mention: Mention, same: list[tuple[Day, Value]]) -> Claim:
    """A date that some cell tells; a deadline told as the day that something was done is contradicted."""
    facts = [value.fact for _, value in same]
    only_target = all(value.role in {"target", "initial_target", "adjusted_target"} for _, value in same)
    if only_target and scene.kind != "goal" and not _target_words(scene, mention):
        rows = {value.topic for _, value in same}
        done = [f for f in scene.facts_of(rows, "actual") if any(q.is_date for q in f.quantities)]
        clause = scene.clause(mention.at)
        if done and _DONE_DATE.search(clause):
            return _claim(
                scene, mention, "contradicted", f"“{mention.q.text}”是指标值，实际是{done[0].text}。", [*done, *facts]
            )
    return _claim(scene, mention, "supported", f"与{facts[0].label}一致。", facts[:2])


def _other_year(
    scene: Scene, mention: Mention, said: Day, year: int | None, same: list[tuple[Day, Value]]
) -> Claim | None:
    if year is None:
        return _claim(scene, mention, "unchecked", "本表没有写明年度，年份无法核对。", kind="year")
    if same and (said.month or any(v.role != "text" or v.fact.field not in {"project_name"} for _, v in same)):
        return _told(scene, mention, same)
    before = scene.skeleton[max(scene.lexed.clause_at(mention.at)[0], mention.at - 14) : mention.at]
    after = scene.skeleton[mention.at + 1 : scene.lexed.clause_at(mention.at)[1]]
    if scene.kind != "goal":
        if _FREE.search(before) or _FREE_AFTER.search(after):
            return _claim(scene, mention, "unchecked", "不是本表年度的事项，无法核对。", kind="year")
        if said.year > year and (_planned(scene, mention) or _PLAN.search(before + after)):
            return _claim(
                scene, mention, "unchecked", "是以后年度的计划，无法核对。", caution="计划没有来源", kind="year"
            )
    telling = [v.fact for family in ("year", "date") for v in scene.index.by_family.get(family, ()) if v.role != "text"]
    return _claim(scene, mention, "contradicted", f"本表是{year}年的，不是{said.year}年。", telling[:3], kind="year")


def _within(said: Day, day: Day) -> bool:
    """Whether a known date tells all that the text tells, and nothing else."""
    if said.year and day.year and said.year != day.year:
        return False
    if said.month:
        return said.month == day.month and (not said.day or said.day == day.day)
    return bool(said.year) and said.year == day.year


def _planned(scene: Scene, mention: Mention) -> bool:
    return bool(PLAN_HEAD.search(scene.before(mention.at))) or bool(
        re.match("[^，,。]{0,4}前", scene.skeleton[mention.at + 1 :][:6])
    )


def _target_words(scene: Scene, mention: Mention) -> bool:
    start, end = scene.lexed.clause_at(mention.at)
    near = (
        scene.skeleton[max(start, mention.at - 12) : mention.at]
        + scene.skeleton[mention.at + 1 : min(end, mention.at + 8)]
    )
    return bool(_TARGET.search(near))


def _spans_year(q: Quantity) -> bool:
    """1-12月 is the whole year."""
    return q.high is not None and q.low is not None and q.high > q.low


def _claim(
    scene: Scene, mention: Mention, verdict: str, reason: str, facts: object = (), caution: str = "", kind: str = "date"
) -> Claim:
    kind = "year" if mention.q.family == "year" else kind
    return scene.claim(mention.at, mention.at + 1, kind, verdict, reason, facts, caution)  # type: ignore[arg-type]
