"""What a spreadsheet shows for a stored number: 0.69 under `0%` is 69%, 44561 under `yyyy"年"m"月"` is 2021年12月.

Covers what forms use of the number formats of ECMA-376 18.8.31 (sections, conditions, literals, thousands, scaling,
percent, exponents, fractions, dates in Chinese and Western order, elapsed time). What a format asks for beyond that
(colours, fill, widths) does not change the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0', 6: '"¥"#,##0', 7: '"¥"#,##0.00', 8: '"¥"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;-"¥"#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;-"¥"#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_Render = Callable[[Decimal, bool], str]
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA]{3,4})"
    r"|(?P<exponent>E[+-]0+)|(?P<digits>[0#?][0#?,]*)|(?P<point>\.)|(?P<percent>%)|(?P<slash>/)|(?P<text>@)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"[hH]+|[mM]+|[sS]+")
_WEEKDAYS = "一二三四五六日"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LARGEST_DATE = Decimal(2_958_466)  # 9999-12-31


@lru_cache(maxsize=50_000)
def displayed(stored: str, number_format: str, epoch_1904: bool = False) -> str:
    """The text shown for `stored` (a number as XML holds it); `stored` itself when it is no number."""
    if number_format == "General":
        return general(stored)
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return stored
    if not value.is_finite() or abs(value.adjusted()) > 40:
        return stored
    with localcontext() as context:  # a spreadsheet knows 15 digits: 1.0049999999999999 is 1.005
        context.prec, context.rounding = 15, ROUND_HALF_UP
        value = +value
    sections = _sections(number_format)
    section, value = _choose(sections, value)
    return section(value, epoch_1904)


def general(stored: str) -> str:
    """The General format: at most 15 significant digits, long fractions as Excel shortens them."""
    if len(stored) <= 11 and stored.lstrip("-").isdigit():
        return stored
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return stored
    if not value.is_finite() or abs(value.adjusted()) > 20:
        return stored
    with localcontext() as context:
        context.prec, context.rounding = 15, ROUND_HALF_UP
        value = +value
        exponent = value.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > 4:
            context.prec = 10
            value = +value
            value = value.quantize(Decimal("1e-9")) if abs(value) < 1 else value
    text = format(value.normalize(), "f")
    return "0" if text in {"-0", ""} else text


@lru_cache(maxsize=2_000)
def _sections(number_format: str) -> list[tuple[_Render, Callable[[Decimal], bool] | None, str]]:
    """The sections of a format: how each renders, its own condition, and its source."""
    parts = _split(number_format)
    return [(*_compile(part), part) for part in parts[:4]]


def _split(number_format: str) -> list[str]:
    parts, current, quoted, at = [""], 0, False, 0
    while at < len(number_format):
        c = number_format[at]
        if c == "\\" and not quoted:
            parts[current] += number_format[at : at + 2]
            at += 2
            continue
        quoted ^= c == '"'
        if c == ";" and not quoted:
            parts.append("")
            current += 1
        else:
            parts[current] += c
        at += 1
    return parts


def _choose(
    sections: list[tuple[_Render, Callable[[Decimal], bool] | None, str]], value: Decimal
) -> tuple[_Render, Decimal]:
    """The section for a value: by its conditions, else positive; negative; zero. A negative section shows no sign of its own."""
    for at, (render, condition, _) in enumerate(sections):
        if condition and condition(value):
            return render, abs(value) if at and value < 0 else value
    plain = [(render, at) for at, (render, condition, _) in enumerate(sections[:3]) if condition is None]
    if any(condition for _, condition, _ in sections):
        return (plain[-1][0] if plain else sections[0][0]), value
    if value < 0 and len(plain) > 1:
        return plain[1][0], -value
    if value == 0 and len(plain) > 2:
        return plain[2][0], value
    return plain[0][0], value


def _compile(part: str) -> tuple[_Render, Callable[[Decimal], bool] | None]:
    tokens = [(str(m.lastgroup), m[0], m) for m in _TOKEN.finditer(part)]
    condition: Callable[[Decimal], bool] | None = None
    kinds: list[tuple[str, str]] = []
    for kind, text, match in tokens:
        if kind == "bracket":
            inside = match["bracket"]
            found = _CONDITION.fullmatch(inside)
            if found:
                condition = _condition(found[1], Decimal(found[2]))
            elif _ELAPSED.fullmatch(inside):
                kinds.append(("elapsed", inside.lower()))
            elif inside.startswith("$"):
                kinds.append(("literal", inside[1:].partition("-")[0]))
        elif kind == "quoted":
            kinds.append(("literal", match["quoted"]))
        elif kind == "escaped":
            kinds.append(("literal", match["escaped"]))
        elif kind != "space":
            kinds.append((kind, text))
    if any(kind in {"date", "elapsed"} for kind, _ in kinds):
        return _date_renderer(kinds), condition
    if any(kind == "general" for kind, _ in kinds):
        return lambda value, _: "".join(general(str(value)) if k == "general" else t for k, t in kinds), condition
    return _number_renderer(kinds), condition


def _condition(operator: str, bound: Decimal) -> Callable[[Decimal], bool]:
    return {
        "<": lambda v: v < bound, ">": lambda v: v > bound, "<=": lambda v: v <= bound,
        ">=": lambda v: v >= bound, "=": lambda v: v == bound, "<>": lambda v: v != bound,
    }[operator]  # fmt: skip


def _number_renderer(kinds: list[tuple[str, str]]) -> _Render:
    """Digits, thousands, scaling, percent, exponent; literals where they stand."""
    before, after, exponent, percents, scale = "", "", "", 0, 0
    seen_point = False
    prefix: list[str] = []
    suffix: list[str] = []
    slashed = any(kind == "slash" for kind, _ in kinds)
    for kind, text in kinds:
        target = suffix if (before or after or seen_point) else prefix
        if kind == "digits":
            if seen_point:
                after += text.rstrip(",")
            else:
                before += text
            scale += len(text) - len(text.rstrip(","))
        elif kind == "point":
            seen_point = True
        elif kind == "exponent":
            exponent = text
        else:
            percents += kind == "percent"
            target.append("" if kind == "slash" else "@" if kind == "text" else text)
    if slashed:
        return _fraction_renderer()
    before = before.rstrip(",") if scale else before
    lead, tail = "".join(prefix).replace("@", ""), "".join(suffix).replace("@", "")
    if not before and not after and not seen_point:
        text_only = lead + tail
        return lambda value, _: text_only if not any(k == "text" for k, _ in kinds) else general(str(value))
    decimals, fixed = len(after), len(after.rstrip("#?"))
    grouped = "," in before
    whole = before.replace(",", "").count("0")

    def render(value: Decimal, _: bool) -> str:
        value = value * 100**percents / Decimal(1000) ** scale
        sign = "-" if value < 0 else ""
        if exponent:
            body = _exponential(abs(value), decimals, exponent)
        else:
            body = _fixed(abs(value), decimals, fixed, whole, grouped)
        if not body.strip("0.,"):
            sign = ""
        return f"{sign}{lead}{body}{tail}".strip()

    return render


def _fixed(value: Decimal, decimals: int, fixed: int, whole: int, grouped: bool) -> str:
    with localcontext() as context:
        context.prec = 60
        rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    integer, _, fraction = format(rounded, "f").partition(".")
    integer = integer.lstrip("0").rjust(whole, "0")
    if grouped:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    while len(fraction) > fixed and fraction.endswith("0"):
        fraction = fraction[:-1]
    return f"{integer}.{fraction}" if fraction else integer


def _exponential(value: Decimal, decimals: int, exponent: str) -> str:
    text = f"{value:.{decimals}E}"
    mantissa, _, power = text.partition("E")
    sign = "-" if power.startswith("-") else "+" if exponent[1] == "+" else ""
    return f"{mantissa}E{sign}{power.lstrip('+-').rjust(len(exponent) - 2, '0')}"


def _fraction_renderer() -> _Render:
    def render(value: Decimal, _: bool) -> str:
        from fractions import Fraction

        whole, rest = divmod(abs(value), 1)
        part = Fraction(rest).limit_denominator(99)
        sign = "-" if value < 0 else ""
        if part == 1:
            whole, part = whole + 1, Fraction(0)
        shown = f"{part.numerator}/{part.denominator}" if part else ""
        return f"{sign}{int(whole) if whole or not part else ''} {shown}".replace("- ", "-").strip()

    return render


def _date_renderer(kinds: list[tuple[str, str]]) -> _Render:
    half_days = any(kind == "ampm" for kind, _ in kinds)

    def render(value: Decimal, epoch_1904: bool) -> str:
        if value < 0 or value >= _LARGEST_DATE:
            return general(str(value))
        moment = _moment(value, epoch_1904, any(t.lower().startswith("s") and "." in t for _, t in kinds))
        parts: list[str] = []
        previous = ""
        for at, (kind, text) in enumerate(kinds):
            if kind == "date":
                low = text.lower()
                minutes = low in {"m", "mm"} and (previous == "h" or _next_date(kinds, at).startswith("s"))
                parts.append(_minute(moment, low) if minutes else _date_part(moment, low, half_days))
                previous = low[0]
            elif kind == "elapsed":
                parts.append(_elapsed(value, text))
                previous = text[0]
            elif kind == "ampm":
                parts.append(_half_day(moment, text))
            else:
                parts.append(text)
        return "".join(parts).strip()

    return render


def _moment(value: Decimal, epoch_1904: bool, fractions: bool) -> datetime:
    """The date of a serial number. 1900 had no 29 February, though Excel counts it as day 60."""
    days = value + 1462 if epoch_1904 else value
    start = datetime(1899, 12, 31) if days < 60 else datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
    seconds = (days % 1) * 86_400
    seconds = seconds.quantize(Decimal("0.001") if fractions else Decimal(1), ROUND_HALF_UP)
    return start + timedelta(days=int(days), seconds=float(seconds))


def _next_date(kinds: list[tuple[str, str]], at: int) -> str:
    return next((text.lower() for kind, text in kinds[at + 1 :] if kind in {"date", "elapsed"}), "")


def _minute(moment: datetime, low: str) -> str:
    return f"{moment.minute:02}" if len(low) == 2 else str(moment.minute)


def _half_day(moment: datetime, text: str) -> str:
    before, after = text.split("/")
    return before if moment.hour < 12 else after


def _date_part(moment: datetime, low: str, half_days: bool) -> str:
    size = len(low)
    if low[0] == "y":
        return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
    if low[0] == "m":
        month = _MONTHS[moment.month - 1]
        return {1: str(moment.month), 2: f"{moment.month:02}", 3: month}.get(size, moment.strftime("%B"))
    if low[0] == "d":
        day = _DAYS[moment.weekday()]
        return {1: str(moment.day), 2: f"{moment.day:02}", 3: day[:3]}.get(size, day)
    if low[0] == "h":
        hour = (moment.hour % 12 or 12) if half_days else moment.hour
        return f"{hour:02}" if size > 1 else str(hour)
    if low[0] == "a":
        return ("星期" if size > 3 else "") + _WEEKDAYS[moment.weekday()]
    whole, _, fraction = low.partition(".")
    text = f"{moment.second:02}" if len(whole) > 1 else str(moment.second)
    return text + (f".{moment.microsecond:06}"[: len(fraction) + 1] if fraction else "")


def _elapsed(value: Decimal, text: str) -> str:
    unit = {"h": 24, "m": 1440, "s": 86_400}[text[0]]
    return str(int(value * unit)).rjust(len(text), "0")
