"""九项指标满分 · 12项指标均完成 · 两项满意度: numbers that count rows of the form, by class and by state."""

from __future__ import annotations

import re
from decimal import Decimal

from forms.table import Indicator
from scoring.claims import Verdict
from scoring.facts.totals import lost_of
from scoring.quantity import Quantity
from scoring.verify.constructions import Context
from scoring.verify.index import Index
from scoring.verify.lexer import ENUMERATION, M, is_mark
from scoring.verify.topics import content, grams

UNITS = frozenset({"项", "个", "条", ""})
_STATES: tuple[tuple[str, str], ...] = (
    ("full", "满分|未扣分|没有?扣分"),
    ("lost", "扣了?分|失了?分|丢了?分|[未没](?:能)?(?:得|拿|打)?满(?!足|意)"),
    (
        "missed",
        "未(?:能)?(?:完成|达|实现|满足)|没有?(?:完成|达|实现)|不达标|不到位|没有?到位|没[做过够]|低于(?:指标|目标)|未完|"
        "欠账|差一截|掉队|拖后腿|落空",
    ),
    ("exceeded", "超额|超过|超出|高于|优于"),
    ("adjusted", "(?:经|已|被)?(?:批[复准]|同意)?(?:调整|修改|调减|调增|下调|上调|变更)(?:了|过)?(?:指标|年度|目标)?"),
    ("none", '填?[“"]?无[”"]|为无|空白|未设置?|没有(?:设置|填)'),
    ("met", "完成|达标|达到|实现|达成|到位|够数|过关|过线|做到"),
)
_STATE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STATES))
_BEHIND = re.compile(f"^的?[^，,。；;、{M[1:-1]}指比较与超低高]{{0,10}}?(?:指标(?!值)|满意度|满意率)")
_BEFORE = re.compile(
    "(?:指标(?:共|有|中|里|总数|数|的|为|是|达|仅|只)*|其余|其他|其它|另外?|另有|余下|剩下|剩余|剩)(?:的|有|还有|仅|共|约)*$"
)
_TOGETHER = re.compile(
    "^(?:任务|工作|指标|内容)?(?:合计|共计|总计|共|均|都|皆|也|分别|之和|相加|加起来|总共|一共|各|同|全(?!部))"
)
_STATE_AT_ONCE = re.compile(
    "^(?:指标)?(?:全部|均|都|已|皆|也|则|得|拿)*(?:满分|达标|完成|未完成|未达|没有?(?:完成|达)|扣分|失分|超额)|^[里中内]"
)
_TARGETS = re.compile("^[\u4e00-\u9fff]{0,6}?(?:年度|年初|全年)?(?:指标值|目标值|目标)")
_ADJUSTED = re.compile("^(?:经|已|被|在年中)[^，,。]{0,6}(?:调整|修改)")
_DONE_ONCE = re.compile("(?:完成|开展|新增|共|有|第|每|获|实施|制定|出台|举办)(?:了)?$")
_STATE_BEFORE = re.compile(
    '(?<=[项标])(?:完成|达标|满分|做到|过关|到位)了?$|(?:满分|完成|达标|达到|达成|未达|扣分|失分|超额|为无|无[”"])(?:的|的?(?:指标)?(?:共?有|为|是|共|计|仅有?|只有))$'
)
_ENDS = re.compile("^(?:$|[，。；、,;:)]|之?外|以外|上|里|中|质量|数量|时效|成本|指标)")
_SEVERAL = re.compile(f"{M}(?=[^，,。；;]{{0,6}}[，,；;:])")
_EACH = re.compile("^(?:得|扣|是|为|在|完成|未|没|超|达|叫|因|[(:])")
_REST = re.compile("(?:其余|其他|其它|余下|剩下|剩余|另外|另|余)(?:的|有|还有)*$")
_MARKS = re.compile(M)
_CLASSES = re.compile("产出|效益|满意度|满意率|数量|质量|时效|成本|社会效益|经济效益|生态效益|可持续")


def count_of_rows(index: Index, ctx: Context) -> bool:
    """Whether a number counts indicators rather than what they measure."""
    q = ctx.q
    if q.family not in {"count", ""} or q.unit not in UNITS or q.digits or (not q.unit and q.value > 60):
        return False
    if q.unit == "条" and q.value > len(index.topics.all):
        return False  # 600条指标 is what a row measures
    if _BEHIND.match(ctx.right) and q.unit:
        return True
    if _BEFORE.search(ctx.left) and q.unit:
        return bool(_state(ctx.right)) or ctx.right[:1] in "，。；、()" or not ctx.right or "指标" in ctx.left[-8:]
    if q.unit == "项" and q.value == 1 and _names_rows(index, ctx) and not _DONE_ONCE.search(ctx.left):
        return True
    if q.unit == "项" and _TARGETS.match(ctx.right):
        return True
    if q.unit == "项" and _ADJUSTED.match(ctx.right):
        return True
    if q.unit == "项" and _TOGETHER.match(ctx.right):
        return True
    if q.unit == "项" and _STATE_AT_ONCE.match(ctx.right):
        return True
    if q.unit in {"项", "个"} and _STATE_BEFORE.search(ctx.left):
        return True
    if q.unit in {"项", "个"} and _of_list(index, ctx):
        return True
    spoke = "指标" in ctx.before and "指标值" not in ctx.before[-6:]
    return q.unit == "项" and bool(_state(ctx.right)) and (spoke or _names_rows(index, ctx) > 0)


def _of_list(index: Index, ctx: Context) -> bool:
    """A和B两项，一项得…，一项得…: the count of an enumeration just told, and each of its parts."""
    if ctx.q.value > 1:
        return _ENDS.match(ctx.right) is not None and ctx.q.value in _listed(index, ctx)
    return (
        not content(ctx.near).strip("，、,:；; ") and bool(_SEVERAL.search(ctx.before)) and bool(_EACH.match(ctx.right))
    )


def judge_count(index: Index, ctx: Context, table: int = 1) -> tuple[Verdict, tuple[str, ...], str]:
    """Verdict, fact ids and reason for a number that counts rows."""
    rows = list(index.facts.tables[table - 1].indicators)
    told = int(ctx.q.value)
    scope, state = _scope(rows, ctx), _state(ctx.right) or _state(_MARKS.split(ctx.left[-14:])[-1])
    if _TARGETS.match(ctx.right) and state not in {"adjusted", "missed"}:
        return "supported", (), "是对前文所列各项的计数。"
    right = _numbers(index, scope, state, table)
    if _REST.search(ctx.left):
        right |= {n - k for n in right for k in range(1, 4)}
    listed = _names_rows(index, ctx)
    if told == 1 and _of_list(index, ctx):
        return "supported", (), "是前文所列各项之一。"
    if told in _listed(index, ctx) or told == _group(index, ctx, table):
        return "supported", (), "是对前文所列各项的计数。"
    if _TOGETHER.match(ctx.right) and "指标" not in ctx.right and not listed and 2 <= told <= len(rows):
        return "supported", (), "是对前文所列各项的计数。"
    before = sum(is_mark(c) for c in ctx.before)
    if (
        told in right
        or (listed and told in {listed, 1})
        or (told == before > 1 and not _spoke(ctx))
        or _within(ctx.q, right)
    ):
        return "supported", _ids(index, scope, state, table), "与表中的指标项数一致。"
    return (
        "contradicted",
        _ids(index, scope, state, table),
        f"表中{_say(state)}{max(right, default=0)}项，不是{told}项。",
    )


def _spoke(ctx: Context) -> bool:
    """Whether the numbers before the count count rows themselves (九项指标中七项…)."""
    return "指标" in ctx.before[-40:-8]


def _state(words: str) -> str:
    """The state that a stretch names up to the next number."""
    cut = next((i for i, c in enumerate(words) if is_mark(c)), len(words))
    found = _STATE.search(words, 0, cut)
    return found.lastgroup or "" if found else ""


def _scope(rows: list[Indicator], ctx: Context) -> list[Indicator]:
    """The rows of the class named right behind or before the number; all rows where none is."""
    words = ctx.right[:12] if _BEHIND.match(ctx.right) else ctx.named[-10:]
    named = [found[0] for found in _CLASSES.finditer(words)]
    if not named:
        return rows
    name = max(named, key=len).replace("满意率", "满意度")
    by_class = [row for row in rows if name in (row.level1 + row.level2)]
    by_name = [row for row in rows if name in (row.level3 or "").replace("满意率", "满意度")]
    return by_class if len(by_class) >= len(by_name) else by_name or rows


def _numbers(index: Index, rows: list[Indicator], state: str, table: int) -> set[int]:
    """The counts that are right: of one state, or of the rows at all; what cannot be judged leaves room."""
    real = [row for row in rows if not row.is_none]
    states = index.facts.states[table - 1]
    unknown = sum(states.get(row.row) == "unknown" for row in real)
    match state:
        case "full":
            return {sum(lost_of(row) == 0 for row in real), sum(lost_of(row) == 0 for row in rows)}
        case "lost":
            return {sum((lost_of(row) or Decimal(0)) > 0 for row in real)}
        case "none":
            return {len(rows) - len(real)}
        case "adjusted":
            return {sum(index.facts.id_of(f"R{row.row}.adjusted_target", table) in index.facts for row in real)}
        case "missed":
            least = sum(states.get(row.row) == "missed" for row in real)
            return set(range(least, least + unknown + 1))
        case "exceeded":
            return {sum(states.get(row.row) == "exceeded" for row in real)}
        case "met":
            least = sum(states.get(row.row) in {"met", "exceeded"} for row in real)
            return set(range(least, least + unknown + 1)) | {len(real)}
        case _:
            return {len(real), len(rows)}


def _within(q: Quantity, right: set[int]) -> bool:
    """Hedged counts: 近10项, 10余项."""
    return bool(q.hedge) and any((q.low is None or q.low <= n) and (q.high is None or n <= q.high) for n in right)


def _names_rows(index: Index, ctx: Context) -> int:
    """How many rows the enumeration just before the number names (井盖更换和旧料回收两项)."""
    scored = _enumerated(index, ctx)
    items = [found for found in scored if found]
    alone = scored[-1] and ctx.q.value == 1
    return len(items) if len(items) > 1 or alone else 0


def _listed(index: Index, ctx: Context) -> set[int]:
    """How many things the enumeration before the number holds: its items, or the rows that they mean."""
    items = [found for found in _enumerated(index, ctx) if found]
    best = {max(found, key=lambda t: found[t]) for found in items}
    return {len(items), len(best)} if len(items) > 1 else set[int]()


def _enumerated(index: Index, ctx: Context) -> list[dict[int, float]]:
    """What each part of the enumeration before the number names; nothing for a part that names no topic."""
    return [index.topics.scores(item) for item in ENUMERATION.split(ctx.named)]


def _group(index: Index, ctx: Context, table: int) -> int:
    """党建保障经费三项指标: how many rows hold all the words right before the number; 0 where it has none."""
    words = {gram for gram in grams(re.split(ENUMERATION, ctx.named)[-1]) if len(gram) > 1}
    if len(words) < 2:
        return 0
    rows = index.facts.tables[table - 1].indicators
    return sum(words <= set(grams(row.level3 or "")) for row in rows)


def _ids(index: Index, rows: list[Indicator], state: str, table: int) -> tuple[str, ...]:
    """The cells that were counted."""
    states = index.facts.states[table - 1]
    real = [row for row in rows if not row.is_none]
    keep = {
        "full": [row for row in real if lost_of(row) == 0],
        "lost": [row for row in real if (lost_of(row) or 0) > 0],
        "none": [row for row in rows if row.is_none],
        "missed": [row for row in real if states.get(row.row) == "missed"],
        "exceeded": [row for row in real if states.get(row.row) == "exceeded"],
        "met": [row for row in real if states.get(row.row) in {"met", "exceeded"}],
    }.get(state, real)
    fields = ("score",) if state in {"full", "lost"} else ("target", "actual") if state else ("level3",)
    if state == "full":
        keep = [*(row for row in real if (lost_of(row) or 0) > 0), *keep]
    if state in {"met", "missed"}:
        missed = [row for row in real if states.get(row.row) == "missed"]
        keep = [*missed, *(row for row in keep if row not in missed)]
    return tuple(index.facts.id_of(f"R{row.row}.{name}", table) for row in keep for name in fields)


def _say(state: str) -> str:
    words = {
        "full": "得满分的指标有", "lost": "扣分的指标有", "missed": "未完成的指标有", "exceeded": "超过指标值的有",
        "none": "填“无”的指标有", "met": "完成的指标有",
    }  # fmt: skip
    return words.get(state, "指标共")
