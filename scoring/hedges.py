"""Hedges and comparisons around a number, and the interval that they leave for it (VERIFY.md, Decisions)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from scoring.numerals import last_place

Comparison = Literal["", "≥", ">", "≤", "<", "="]
Hedge = Literal["", "约", "超", "以上", "近", "余", "不足", "以内"]

_AT_LEAST = (
    "≥|>=|=>|大于或?等于|高于或?等于|不(?:得|能|应|可)?(?:低|少|小|差|短)于|未低于|不下于?|至少|最少|最低|起码|保底"
    "|达到或超过|不亚于"
)
_MORE = "(?<!不)(?<!未)(?:超过|超出|大于|高于|多于|突破|(?<![彩B])超|逾|早于|长于|优于)|(?<![<=])>"
_AT_MOST = (
    "≤|<=|=<|小于或?等于|低于或?等于|不(?:得|能|应|可)?(?:高|大|多|长|迟|晚)于|(?:不|未|没有|不得|不能|不会)(?:超过|超出|突破|大于|高于|超)(?:预算(?:数|金额)?的)?"
    "|至多|最多|最高|最大|最长|上限(?:为|是)?|控制在|限于|±"
)
_LESS = "(?<![不未])(?:低于|少于|小于|短于)|<(?![=])"
_NEAR = "(?<![最附临靠邻新远就])(?:将近|接近|临近|近)"
_SHORT = "(?<!之)(?:不足|不到|未达到?|未满|不满)"
_ABOUT = "(?<![节预合违条制契公])约|大约|大概|大致|近似|估计|约为|约合|约计|约占|基本|平均约"
_EQUAL = "(?<![<>=])="
_FILLER = "(?:完成|达到|达|为|在|到|至|于|实现|开展|举办|组织|保持|有|是|占|计)?"
_AHEAD = re.compile(
    rf"(?:(?P<ge>{_AT_LEAST})|(?P<le>{_AT_MOST})|(?P<near>{_NEAR})|(?P<short>{_SHORT})|(?P<about>{_ABOUT})"
    rf"|(?P<gt>{_MORE})|(?P<lt>{_LESS})|(?P<eq>{_EQUAL}))(?:\s?{_FILLER}\s?)$"
)
_BEHIND = re.compile(
    r"\s?(?:\(含\)|（含）|含)?(?:(?P<ge>(?:及|或|和)?其?以上)|(?P<le>(?:及|或|和)?其?以下|以内|之内|(?<=[天月年日时周钟秒])内(?![容部控外网设涵审存地])|封顶)"
    r"|(?P<about>左右(?!手)|上下(?![级班楼游联半])|前后|许(?![可多]))|(?P<more>(?<=[天月年时周倍成亩%])[余多](?![于少元样次个项]))"
    r"|(?P<lt>不到|未满))(?:\(含\)|（含）)?"
)
_LONGEST_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number may be once its hedge is applied; None is unbounded."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    comparison: Comparison = ""
    hedge: Hedge = ""


def ahead(text: str, start: int, floor: int) -> tuple[int, str, str]:
    """The hedge that ends where a number starts: its start, kind (ge le gt lt eq near short about or "") and words."""
    begin = max(floor, start - _LONGEST_AHEAD)
    found = _AHEAD.search(text[begin:start])
    if not found or not found.lastgroup:
        return start, "", ""
    return begin + found.start(), found.lastgroup, found[0]


def behind(text: str, end: int) -> tuple[int, str]:
    """The hedge that follows a number with its unit: its end and kind (ge le about more lt or "")."""
    found = _BEHIND.match(text, end)
    if not found or not found.lastgroup:
        return end, ""
    return found.end(), found.lastgroup


_EXACT: dict[str, tuple[Comparison, Hedge]] = {
    "ge": ("≥", "以上"), "gt": (">", "超"), "le": ("≤", "以内"), "lt": ("<", "以内"), "eq": ("=", ""),
}  # fmt: skip


def bounds(low: Decimal, high: Decimal, kinds: tuple[str, ...], place: Decimal, *, symbol: bool = False) -> Bounds:
    """The interval of a number (or range low..high) under its hedges.

    `kinds` holds the kinds found around it, "more" being 余, 多, 几; it wins over the others, for it is the narrowest.
    `place` is the place of the last digit shown, in base units. `symbol` tells that the comparison was a sign (≥).
    """
    if "more" in kinds:
        return Bounds(low, next_step(low), low_open=True, high_open=True, comparison=_sign(kinds), hedge="余")
    for kind in ("ge", "gt", "le", "lt", "eq"):
        if kind in kinds:
            return _compared(kind, low, high, symbol)
    if "near" in kinds or "short" in kinds:
        hedge: Hedge = "近" if "near" in kinds else "不足"
        return Bounds(low * Decimal("0.9"), high, high_open=True, hedge=hedge)
    if "about" in kinds:
        slack_low, slack_high = abs(low) / 20, abs(high) / 20
        return Bounds(low - max(slack_low, place / 2), high + max(slack_high, place / 2), hedge="约")
    return Bounds(low, high)


def _sign(kinds: tuple[str, ...]) -> Comparison:
    for kind in kinds:
        if kind in _EXACT:
            return _EXACT[kind][0]
    return ""


def _compared(kind: str, low: Decimal, high: Decimal, symbol: bool) -> Bounds:
    sign, word = _EXACT[kind]
    hedge: Hedge = "" if symbol else word
    match kind:
        case "ge":
            return Bounds(low, None, comparison=sign, hedge=hedge)
        case "gt":
            return Bounds(high, None, low_open=True, comparison=sign, hedge=hedge)
        case "le":
            return Bounds(None, high, comparison=sign, hedge=hedge)
        case "lt":
            return Bounds(None, low, high_open=True, comparison=sign, hedge=hedge)
        case _:
            return Bounds(low, high, comparison=sign, hedge=hedge)


def next_step(value: Decimal) -> Decimal:
    """Where 余 ends: 6000余 below 7000, 120余 below 130; after a last digit of 5 the next ten: 15余 below 20."""
    place = last_place(value)
    ten = place * 10
    if value and int(abs(value) / place) % 10 == 5:
        return ((value / ten).to_integral_value(ROUND_FLOOR) + 1) * ten
    return value + place
