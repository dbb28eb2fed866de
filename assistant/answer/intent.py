"""What a question asks for (`measure_of`) and what is to be done with it (`act_of`). The order of the tests matters."""

from __future__ import annotations

import re

from assistant.answer import cues
from assistant.answer.cues import P
from assistant.answer.types import Act, Measure, Query


def measure_of(query: Query) -> Measure:
    masked = query.masked
    for name, pattern in cues.MEASURES:
        if not pattern.search(masked):
            continue
        if name == "tables" and (query.bound is not None or query.state or query.kind or query.rows):
            continue
        if query.rows and name in {
            "budget_change",
            "year",
            "unit",
            "department",
            "name",
            "tables",
            "rows",
            "profile",
            "sources",
        }:
            continue
        most = re.search("指标(?:数|数量|个数)?(?:最|更)(?:多|少)", masked)
        if name == "rows" and (query.state or query.direction) and not most and not cues.COUNT.search(masked):
            continue
        if (
            name in {"balance", "executed", "annual_budget"}
            and query.rows
            and (P not in masked or query.reading_of not in _MONEY_UNITS)
            and not _money_asked(query)
        ):
            continue
        if name == "annual_budget" and "控制" in masked:
            continue
        if name == "goal" and query.rows:
            return "target"
        if name == "narrative" and query.rows:
            return "row"
        if name == "points" and query.rows and "得分" in masked:
            return "score"
        if (
            name == "target"
            and query.rows
            and re.search("(?:完成|实际).{0,4}(?:分别|各|多少|和|与)|(?:和|与|、).{0,3}(?:完成|实际)", masked)
        ):
            return "actual"
        return name
    return ""


_MONEY_UNITS = frozenset({"", "元", "万元", "钱", "块", "块钱"})
_AMOUNTS = frozenset({"balance", "executed", "annual_budget", "initial_budget", "project_amount"})


def _money_asked(query: Query) -> bool:
    return bool(re.search(r"钱|资金|经费|预算|支出|花|元|结余", query.masked))


def act_of(query: Query) -> Act:
    """What to do. The order matters: what must not be misread comes first."""
    masked, words = query.masked, query.words
    fixed: tuple[tuple[bool, Act], ...] = (
        (bool(query.text), "verify"),
        (bool(cues.CHAT.match(words)), "chat"),
        (bool(cues.HELP.match(words)), "help"),
        (bool(cues.RULE_CODE.search(words)), "meaning"),
        (bool(cues.CHANGE.search(words)) and not _asks(words), "change"),
        (bool(cues.OUTSIDE.search(words)), "foreign"),
        (
            bool(re.search("(?:怎么|如何|怎样)(?:来|得)(?:的|出)", masked)) and query.measure in {"total", "score"},
            "rule",
        ),
        (bool(cues.RULE.search(masked)) and not _rule_of_this(query) and not (query.across and query.said), "rule"),
        (_compares(query), "compare"),
    )
    for wanted, act in fixed:
        if wanted:
            return act
    if (
        cues.DRAFT.search(words)
        and not cues.WHY.search(masked)
        and not query.yes_no
        and re.search("^(?:写|起草|拟|草拟|撰写|生成|来|出|编)|(?:帮我|给我|替我|请)", words)
    ):
        return "draft"
    return _asking(query, masked)


def _asking(query: Query, masked: str) -> Act:
    if _asks_cause(query, masked) and query.state != "no_note":
        return "why"
    if query.measure in {"cut"} or query.state == "wrong_total":
        return "list"
    reviewed = _reviewing(query, masked)
    if reviewed:
        return reviewed
    if query.direction and (query.measure or query.rows or query.kind or query.of_rows or query.across):
        return "rank"
    if cues.MEAN.search(masked) and not query.rows:
        return "mean"
    if (
        cues.COUNT.search(masked)
        and (query.state or query.bound or query.of_rows or query.measure in {"rows", "tables"})
        and not query.rows
    ):
        return "count"
    if (
        (cues.LIST.search(masked) or cues.WHICH.search(masked))
        and (query.state or query.bound or query.kind)
        and (not query.rows or (len(query.rows) > 1 and query.state not in {"", "met"}))
    ):
        return "list"
    if (
        query.bound is not None
        and not query.yes_no
        and (len(query.rows) > 1 or query.across or cues.LIST.search(masked))
    ):
        return "list"
    together = (
        re.search("加起来|合计|总和|总计|累计|汇总" + ("|总共|一共|共计" if query.measure in _AMOUNTS else ""), masked)
        and len(query.tables) != 1
        and not query.rows
        and not query.kind
    )
    if (query.across or together) and cues.SUM.search(masked) and query.measure:
        return "sum"
    if query.yes_no or (query.said and not re.search("什么|多少|几|哪|怎么", masked)):
        return "whether"
    if query.state in {"full_missed", "no_note"} and not query.rows and query.measure in _BESIDE_A_STATE:
        return "list"
    return "list" if query.state and query.state not in {"met"} and not query.rows and not query.measure else "value"


_BESIDE_A_STATE = frozenset({"", "target", "actual", "note", "score", "points", "total"})


def _asks_cause(query: Query, masked: str) -> bool:
    """为什么; or 跟疫情有关系吗, which is answered by the causes that the form gives, never by a yes."""
    related = query.yes_no and re.search("[跟和与同].{1,16}(?:有关|有(?:没有)?(?:什么)?关系|无关)", masked)
    return bool(related or cues.WHY.search(masked))


def _reviewing(query: Query, masked: str) -> Act | None:
    if not cues.REVIEW.search(masked):
        return None
    if query.direction and query.across:
        return "rank"
    return None if query.rows or query.measure in {"balance", "budget_change"} else "review"


def _asks(words: str) -> bool:
    """改成了多少 asks, 改成30 demands."""
    return bool(
        re.search(r"(?:改|调|变)(?:成|为|到)了?(?:多少|几|什么)|是不是|是否|有没有|为什么|哪些", words)
    ) and not re.search(r"帮我|给我|替我|麻烦|把|好看|能不能(?:把|给|帮|改|调)|可以(?:把|给|改|调)", words)


def _rule_of_this(query: Query) -> bool:
    """为什么 of a table or a row is no question of rules."""
    return bool(cues.WHY.search(query.masked)) and bool(query.rows or query.tables)


def _compares(query: Query) -> bool:
    if len(query.tables) >= 2 and not query.several:
        return bool(
            cues.COMPARE.search(query.masked)
            or (cues.WHICH.search(query.masked) and (query.measure or query.direction))
            or query.direction
            or "差" in query.masked
        )
    return False
