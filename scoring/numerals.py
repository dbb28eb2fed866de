"""Numerals as written in Chinese texts: full-width digits, thousands separators, Chinese numerals, magnitudes.

`plain` changes characters one for one, so an offset into its result is an offset into the text as given.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_SAME = {
    "%": "％﹪", "+": "＋﹢", "-": "－﹣−–—―", "~": "～〜∼", "<": "＜﹤", ">": "＞﹥", "=": "＝﹦",
    "(": "（", ")": "）",
    "[": "［〔【", "]": "］〕】", "/": "／", ":": "：∶", ";": "；", ".": "．", "≥": "≧⩾", "≤": "≦⩽",
    " ": "\u00a0\u2007\u202f\u3000\t\r\n",
}  # fmt: skip
_PLAIN_SIGNS: dict[int, str] = {ord(wide): thin for thin, wides in _SAME.items() for wide in wides}
_PLAIN_SIGNS.update({ord(wide): thin for wide, thin in zip("０１２３４５６７８９", "0123456789", strict=True)})
_WIDE_COMMA = re.compile(
    r"(?<!\d)\d{1,3}(?:，\d{3})+(?=\.\d|[万亿]?元)|(?<![０-９])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])"
)

_SHORT = 64
LONGEST = 32  # characters of a number; what is longer is a code or a jumble

CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
DIGITS = "零〇○一二两三四五六七八九"
CHINESE = f"[一二两三四五六七八九十零〇][{DIGITS}十百千万亿]*(?:点[{DIGITS}]+)?"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
MAGNITUDE = r"万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦克米伏])|百(?!分)"
MAGNITUDES = {
    "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip


def plain(text: str) -> str:
    """`text` in half-width signs, of the same length: every offset stays."""
    return _plain_short(text) if len(text) <= _SHORT else _plain(text)


def _plain(text: str) -> str:
    if "，" in text:
        text = _WIDE_COMMA.sub(lambda m: m[0].replace("，", ","), text)
    return text.translate(_PLAIN_SIGNS)


_plain_short = lru_cache(maxsize=8192)(_plain)  # cells are asked for again and again; running text is not kept


def decimal(digits: str) -> Decimal:
    """A number of digits with thousands separators: "1,234.50" -> 1234.50."""
    return Decimal(digits.replace(",", ""))


def chinese(numeral: str) -> Decimal | None:
    """A Chinese numeral: 二十七 -> 27, 一万二 -> 12000, 二〇二一 -> 2021, 三点五 -> 3.5; None when it is none."""
    if len(numeral) > LONGEST:
        return None
    whole, point, fraction = numeral.partition("点")
    value = _integer(whole)
    if value is None or (point and not fraction):
        return None
    if not point:
        return Decimal(value)
    if any(c not in CHINESE_DIGITS for c in fraction):
        return None
    return Decimal(f"{value}." + "".join(str(CHINESE_DIGITS[c]) for c in fraction))


def _integer(numeral: str) -> int | None:
    """Sections of 亿, 万 and below, each read by itself; a last bare digit takes the next lower place (一万二)."""
    if numeral and all(c in CHINESE_DIGITS for c in numeral):
        return int("".join(str(CHINESE_DIGITS[c]) for c in numeral)) if len(numeral) != 2 or "〇" in numeral else None
    total = section = 0
    digit: int | None = None
    last = 0  # the place of the last unit read
    for c in numeral:
        if c in CHINESE_DIGITS:
            if digit:
                return None
            digit = CHINESE_DIGITS[c]
            last = 0 if digit == 0 else last
        elif c in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[c]
            digit, last = None, _SMALL[c]
        else:
            section += digit or 0
            if not total + section:
                return None
            total = (total + section) * _LARGE[c] if c == "亿" else total + section * _LARGE[c]
            section, digit, last = 0, None, _LARGE[c]
    if digit and last > 1 and numeral[-1] in CHINESE_DIGITS and numeral[-2] in "百千万亿":
        digit *= last // 10
    return total + section + (digit or 0)


def last_place(value: Decimal) -> Decimal:
    """The place of the last non-zero digit: 6000 -> 1000, 120 -> 10, 0.95 -> 0.01; 1 for zero."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
