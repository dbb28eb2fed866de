"""What an indicator's target asks for: numbers with a comparison, a deadline, a quality in words, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from forms.numbers import is_blank
from scoring.deadline import Deadline, deadline_of
from scoring.numerals import plain
from scoring.quantity import Comparison, Quantity, quantities
from scoring.units import unit_of

Polarity = Literal["higher", "lower", ""]
PolarityBy = Literal["comparator", "name", "class", ""]

_FILLER = re.compile(r"^\s*(?:指标\s?\d*\s?[:：]|[（(]?\d{1,2}[)）.、]\s*(?=\D))\s*")
_EMPTY = re.compile(r"[….．。\s*＊xX×]*|待定|待填|/+|-+")
# Names that say of themselves which way is better. 漏洞 or 举报 dealt with, and 成本控制率, say nothing.
_LOWER = re.compile(
    "(?:投诉|退货|退件|差错|错误|故障|事故|失误|偏差|流失|逾期|延误|死亡|伤亡|病死|发病|感染|发案|案发|犯罪|违规|违纪|违法|流标|废标|闲置|空置|损耗|损坏|破损"
    "|返工|返贫|辍学|失业|上访|信访|拥堵|泄密|超支|超标|不合格|不良|淘汰|污染|排放|能耗|浪费|隐患|舆情|撂荒|缺勤|漏检|漏报|复发)"
    "(?:事件|案件|事故|问题|现象)?(?:发生)?(?:率|数|数量|次数|起数|人数|量|件数|件|起|额|时间|程度|比例|占比|天数)?$"
    "|(?:事故|事件|案件|投诉|问题|差错|故障|隐患|逾期)发生|单位成本|平均成本|人均成本|(?:响应|等待|办理|处置|处理|反应|修复)(?:时间|时长|时限)$|支出成本$|成本额$"
    "|^(?:成本|费用|经费|支出|投资|总额)?(?:严格)?(?:控制|限制)在.{0,6}(?:内|下)$|不超(?:过|出)?(?:预算|限额|概算)$"
    "|工期$|(?:用时|耗时|历时)$|(?<!服务)(?<!运维)(?<!维护)(?<!保障)(?<!质保)(?<!保修)周期$"
)
_HIGHER = re.compile(
    "(?:处置|处理|办结|整改|修复|化解|查处|排查|下降|降低|减少|控制|治理|节约|完成|达标|合格|到位|覆盖|满意|及时|准确|执行|开展|出勤|支付|参与|正常|回复|解决|受理)"
    "(?:率|数|数量|次数|度|额|面|个数|件数|起数)?"
)
_DEALT_WITH = re.compile(
    "处置|处理|化解|整改|排查|查处|修复|受理|办结|治理|监测|发现|消除|清理|调解|防范|解决|降低|减少|下降|压减"
)
_TIMES = ("时间", "时长", "时限", "天数")
_UNCLEAR = re.compile("成本控制|成本节约控制|控制率|控制数|偏离")
_BREAKDOWN = re.compile(r"\([^()]*\)|(?:其中|包括|包含)[^。;]*")
_PERIOD = re.compile(r"每(?:个)?(?:月|季度|季|周|天|日)[^，。；、,;]{0,6}$")


@dataclass(frozen=True, slots=True)
class Target:
    """A target as it can be measured.

    `quantities` are its numbers without dates; several must all be met. `polarity` is which way is better, told by the
    comparator, else by the name, else "" (at least). `qualitative` targets have words only; `none` is 无,
    a blank or a filler of the empty form.
    """

    text: str
    quantities: tuple[Quantity, ...] = ()
    comparison: Comparison = ""
    polarity: Polarity = ""
    polarity_by: PolarityBy = ""
    unclear: bool = False  # the name is known to be read both ways (成本控制率)
    deadline: Deadline | None = None
    qualitative: bool = False
    none: bool = False
    periodic: bool = False  # 每月1次: not the year's count

    @property
    def quantity(self) -> Quantity | None:
        """The number, when there is exactly one."""
        return self.quantities[0] if len(self.quantities) == 1 else None


NONE = Target("", none=True)


@lru_cache(maxsize=8192)
def parse_target(text: str | None, name: str = "", unit: str = "") -> Target:
    """Read a target cell. `name` is the indicator's, `unit` that of a unit column ("%", "次"). Never raises."""
    if text is None or is_blank(text):
        return NONE
    said = _FILLER.sub("", text)
    if not said.strip() or _EMPTY.fullmatch(said.strip()):
        return Target(text, none=True)
    found = quantities(text)
    numbers = tuple(_with_unit(q, unit) for q in main_numbers(text))
    deadline = deadline_of(text, tuple(q for q in found if q.is_date))
    if deadline and all(_is_clock(q) for q in numbers):
        numbers = ()
    if not numbers:
        return Target(text, deadline=deadline, qualitative=deadline is None)
    first = numbers[0]
    comparison = first.comparison
    polarity, by = _polarity(comparison, name)
    return Target(
        text, numbers, comparison, polarity, by, unclear=bool(_UNCLEAR.search(name)) and by != "comparator",
        deadline=deadline, periodic=bool(_PERIOD.search(plain(text)[: first.start])),
    )  # fmt: skip


def main_numbers(text: str) -> tuple[Quantity, ...]:
    """The numbers of a cell without dates, and without a breakdown of others: 2次（线上1次）, 27次，其中线上10次."""
    numbers = tuple(q for q in quantities(text) if not q.is_date)
    if len(numbers) < 2:
        return numbers
    flat = plain(text)
    parts = [found.span() for found in _BREAKDOWN.finditer(flat)]
    main = tuple(q for q in numbers if not any(start <= q.start < end for start, end in parts))
    return main or numbers


def _with_unit(q: Quantity, unit: str) -> Quantity:
    """The number in the unit of the unit column, when it has none of its own."""
    if not unit or q.unit or q.family:
        return q
    of = unit_of(plain(unit))
    if not of.word:
        return q
    scaled = of.scale

    def scale(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * scaled

    return replace(
        q, value=q.value * scaled, low=scale(q.low), high=scale(q.high), upper=scale(q.upper), unit=of.word,
        family=of.family, scale=q.scale * scaled, step=q.step * scaled,
    )  # fmt: skip


def _is_clock(q: Quantity) -> bool:
    """A length of time that only says when (24小时在岗 beside a date)."""
    return q.family == "seconds"


def _polarity(comparison: Comparison, name: str) -> tuple[Polarity, PolarityBy]:
    if comparison in {"≥", ">"}:
        return "higher", "comparator"
    if comparison in {"≤", "<"}:
        return "lower", "comparator"
    return polarity_of(name)


@lru_cache(maxsize=8192)
def polarity_of(name: str) -> tuple[Polarity, PolarityBy]:
    """Which way is better as far as an indicator's name says so."""
    flat = re.sub(r"[\s（(][^)）]{0,40}[)）]|\s", "", plain(name))
    if not flat or _UNCLEAR.search(flat):
        return "", ""
    found = _LOWER.search(flat)
    if found and (found[0].endswith(_TIMES) or not _DEALT_WITH.search(flat[: found.start()])):
        return "lower", "name"
    if _HIGHER.search(flat):
        return "higher", "name"
    return "", ""
